"""An agreement as blocks of data: its parts in order, its lists, and what stays on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby, pairwise

from mou_builder.agreement.document import (
    AnswerBlock,
    Kind,
    Paragraph,
    PartKind,
    Provision,
    SignatureBlock,
)
from mou_builder.agreement.document import Block as Part
from mou_builder.agreement.signing import beside_signatures
from mou_builder.frozen import replace
from mou_builder.pdf.setting.fields import LINK, FormField
from mou_builder.pdf.setting.flow import Block, Flow
from mou_builder.pdf.setting.paragraph_blocks import Item, ParagraphBlocks
from mou_builder.pdf.setting.style_data import Data, Dressing, Gathered
from mou_builder.pdf.values import Sheet
from mou_builder.word.template.layout import ROOM_TO_SIGN

_LINE_OF_WRITING = 14.0
_LARGEST_TAIL = 0.75
"""Of a page: what follows the last words of an agreement and can still be kept with them."""

_NOT_OF_BODY = (PartKind.HEADER, PartKind.CLOSING, PartKind.SIGNATURE)


class AgreementBlocks:
    """Makes the blocks of one agreement, and gathers its fields.

    ``document`` is its number among those of a packet.
    """

    def __init__(
        self, sheet: Sheet, dressing: Dressing, gathered: Gathered, document: int | None
    ) -> None:
        self.agreement, self.dressing, self.gathered = sheet.agreement, dressing, gathered
        self.parts = ParagraphBlocks(sheet, dressing, gathered, document)
        self.flow = Flow(dressing.look.spaces_add)
        self.clause, self.subclause = map(self.parts.style, (Kind.CLAUSE, Kind.SUBCLAUSE))

    def all(self) -> list[Block]:
        """Every block, the preface first."""
        blocks: list[Block] = []
        for part in self.agreement.preface:
            blocks += self.parts.blocks(part, indented=False)
        if blocks:
            blocks.append(Block({"kind": "break"}))
        beside = beside_signatures(self.agreement, self.dressing.layout.words_of_two_lines)
        body = self._body({each.id for each in beside})
        return [*blocks, *body, *self._end(body, beside)]

    # -- clauses

    def _body(self, left_out: set[str]) -> list[Block]:
        """What comes before the closing: single lines, and lists of clauses between them."""
        made: list[Block] = []
        parts = [each for each in self.agreement.parts() if each.kind not in _NOT_OF_BODY]
        for are_clauses, several in groupby(parts, lambda each: each.provision is not None):
            if are_clauses:
                provisions = [each.provision for each in several if each.provision]
                made += self._provisions([each for each in provisions if each.id not in left_out])
            else:
                for each in several:
                    made += self._blocks(each.blocks, 0.0)
        return made

    def _provisions(self, provisions: Sequence[Provision]) -> list[Block]:
        """Lists of clauses, and what stands outside of any."""
        made: list[Block] = []
        for are_numbered, several in groupby(provisions, key=_is_numbered):
            if are_numbered:
                items = [item for each in several for item in self._items(each)]
                made.append(self._list(items, 0, 0.0))
            else:
                made += (block for each in several for block in self._blocks(each.blocks, 0.0))
        return made

    def _items(self, provision: Provision) -> list[Item]:
        """The numbered paragraphs of a provision, each with what belongs to it."""
        parts = provision.blocks
        starts = [at for at, each in enumerate(parts) if _is(each, Kind.CLAUSE)]
        items = []
        for start, end in pairwise((*starts, len(parts))):
            lead, *inside = parts[start:end]
            label, blocks = self.parts.numbered(lead)
            blocks += self._blocks(inside, self.clause.paragraph.left)
            items.append((label, blocks))
        items[0][1][0].data["place"] = self.parts.links.place(provision.id)
        return items

    def _blocks(self, parts: Sequence[Part], left: float) -> list[Block]:
        """The blocks of a part, which stand ``left`` of the margin already."""
        made: list[Block] = []
        for are_numbered, several in groupby(parts, key=lambda each: _is(each, Kind.SUBCLAUSE)):
            if are_numbered:
                made.append(self._list([*map(self.parts.numbered, several)], 1, left))
            else:
                for part in several:
                    made += self.parts.blocks(part, left)
        return made

    def _list(self, items: Sequence[Item], level: int, left: float) -> Block:
        """A list. Its items are as far apart as the nearest two; the others have gaps below."""
        blocks = [inside for _, inside in items]
        gaps = [self.flow.distance(one[-1], next_[0]) for one, next_ in pairwise(blocks)]
        spacing = min(gaps, default=0.0)
        made = []
        for (label, inside), gap in zip(items, [*gaps, spacing], strict=True):
            joined = self.flow.joined(inside)
            if gap > spacing:
                joined.append({"kind": "gap", "height": gap - spacing})
            made.append({"label": label, "blocks": joined})
        lies = (self.clause, self.subclause)[level].paragraph
        data: Data = {
            "kind": "list",
            "level": level,
            "indent": lies.left + min(lies.first_line, 0.0) - left,
            "spacing": spacing,
            "sticky": False,
            "items": made,
        }
        last = blocks[-1][-1]
        return Block(data, blocks[0][0].first, last.last, last.after)

    # -- what stays on one page at the end

    def _end(self, body: list[Block], beside: Sequence[Provision]) -> Iterator[Block]:
        """The closing and the blocks to sign or fill in; the first goes with the last words before.

        The short clauses ``beside`` go with it, too; the last of three or more to sign goes with
        the one before.
        """
        closing = self.parts.paragraph(self.agreement.closing)
        to_sign = [
            *map(self._signature, self.agreement.signatures),
            *map(self._answers, self.agreement.answers),
        ]
        first, *others = to_sign or [[]]
        end = self._whole([*self._provisions(beside), closing, *first])
        tail = {
            **end.data,
            "kind": "tail",
            "above": self.flow.distance(body[-1], end),
            "width": self.dressing.page.text_width,
            "largest": self.dressing.page.text_height * _LARGEST_TAIL,
        }
        if _kept_with_next(body[-1].data, tail):
            end.data = tail
        yield end
        with_last = self.dressing.layout.kept_with_last(self.agreement.signatures)
        for at, each in enumerate(others, start=1):
            yield self._whole(each, sticky=at == with_last)

    def _whole(self, blocks: Sequence[Block], *, sticky: bool = False) -> Block:
        """Blocks that stay on one page."""
        data = {"kind": "whole", "blocks": self.flow.joined(blocks), "sticky": sticky}
        return Block(data, blocks[0].first, blocks[-1].last)

    # -- lines to sign and to fill in

    def _signature(self, block: SignatureBlock) -> list[Block]:
        made = []
        for part in block.paragraphs:
            made.append(self.parts.paragraph(part))
            if part.kind is Kind.SIGNATURE:
                self._give_field(made[-1], FormField(block.id, block.tooltip))
        return made

    def _answers(self, block: AnswerBlock) -> list[Block]:
        made = [self.parts.paragraph(block.heading)] if block.heading else []
        for each in block.lines:
            made += [self.parts.paragraph(part) for part in (*each.above, each.rule)]
            self._give_field(made[-1], FormField(each.id, each.question, each.lines))
        return made

    def _give_field(self, line: Block, field: FormField) -> None:
        """Lay a field over a line to sign, or to type into, with room above the line for it."""
        words = line.data["words"]
        ruled = (at for at, each in enumerate(words) if isinstance(each, dict) and "line" in each)
        at = next(ruled, None)
        if at is None:
            return
        rule = words[at]
        style = self.parts.style(Kind.SIGNATURE)
        own = self.dressing.line_height(style.character, style.paragraph.line)
        if field.lines:
            before = _LINE_OF_WRITING * field.lines
            height = max(before, own)
        else:
            before, height = max(style.paragraph.before, ROOM_TO_SIGN - own), ROOM_TO_SIGN
        if field.lines > 1:
            rule = {**rule, "line": self.dressing.page.text_width - style.paragraph.left}
        line.first = replace(line.first, look=replace(style.paragraph, before=before))
        if not self.agreement.has_changes:  # a comparison copy is not signed
            rule = {**rule, "field": self._named(field), "height": height}
        line.data["words"] = [*words[:at], rule, *words[at + 1 :]]

    def _named(self, field: FormField) -> str:
        """Gather a field, its name unlike all others, and return the target of its link."""
        fields = self.gathered.fields
        taken = {each.name for each in fields}
        names = chain((field.name,), (f"{field.name}-{number}" for number in count(2)))
        fields.append(replace(field, name=next(each for each in names if each not in taken)))
        return f"{LINK}{len(fields) - 1}"


def _is(part: Part, kind: Kind) -> bool:
    return isinstance(part, Paragraph) and part.kind is kind


def _is_numbered(provision: Provision) -> bool:
    return bool(provision.blocks) and _is(provision.blocks[0], Kind.CLAUSE)


def _kept_with_next(block: Data, tail: Data) -> bool:
    """Keep the last words in a block with what follows; tell whether they now have room for it.

    Only at the end of a list or a table they need any: another paragraph is kept as it is.
    """
    match block["kind"]:
        case "list":
            blocks = block["items"][-1]["blocks"]
            if blocks[-1]["kind"] == "gap":
                blocks.pop()
            if not _kept_with_next(blocks[-1], tail):
                blocks.append({"kind": "room", "of": tail})
            return True
        case "table" if block["long"] and not block["long"][-1]:
            block["tail"], block["whole"] = tail, False
            return True
        case "paragraph":
            block["sticky"] = True
    return False
