"""An agreement as blocks of data, in the looks of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, groupby, pairwise

from mou_builder.agreement.document import (
    AnswerBlock,
    Change,
    Kind,
    Paragraph,
    PartKind,
    Provision,
    Row,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.agreement.signing import beside_signatures
from mou_builder.pdf.setting.fields import LINK, FormField
from mou_builder.pdf.setting.flow import Block, Edge, distance, joined
from mou_builder.pdf.setting.inlines import (
    FIELD_HEIGHT,
    Links,
    PieceMaker,
    laid,
    next_stop,
)
from mou_builder.pdf.setting.numbers import shown_number
from mou_builder.pdf.setting.pieces import Piece, breadth
from mou_builder.pdf.setting.style_data import Data, Dressing
from mou_builder.pdf.values import Sheet
from mou_builder.word.look import StyleLook, TabStop
from mou_builder.word.names import STYLES, TABLE_CAPTION, TABLE_HEAD, TABLE_TEXT
from mou_builder.word.references import counted_clauses
from mou_builder.word.template.layout import Layout, inset, layout_of, page_of
from mou_builder.word.template.values import new_words
from mou_builder.word.writing.blocks import LEADING, SMALL_TABLE, column_widths, settled
from mou_builder.word.writing.marked import has_changes
from mou_builder.word.writing.runs import unmoved

_APART = 4.0
"""What is below a paragraph that leads into a table, in points."""
_LINE_OF_WRITING = 14.0
_LEAST_RULE = 72.0
"""The shortest line to write on, in points."""
_LARGEST_TAIL = 0.75
"""Of a page: what follows the last words of an agreement and can still be kept with them."""
_PILCROW = "¶"
_NOT_OF_BODY = (PartKind.HEADER, PartKind.CLOSING, PartKind.SIGNATURE)
_LEVELS = {Kind.TITLE: 0, Kind.HEADING: 1}


class AgreementBlocks:
    """Makes the blocks of one agreement, and adds what it has of ``fields`` to them.

    ``document`` is its number among those of a packet, in which its title is a heading.
    """

    def __init__(
        self, sheet: Sheet, dressing: Dressing, fields: list[FormField], document: int | None
    ) -> None:
        self.agreement, self.look, self.dressing = sheet.agreement, sheet.look, dressing
        self.layout: Layout = layout_of(sheet.look)
        self.page = page_of(sheet.look)
        self.has_changes = has_changes(sheet.agreement)
        self.fields = fields
        self.is_stamped = document is not None
        numbers = counted_clauses(sheet.agreement)
        self.links = Links(numbers, f"clause-{document or 0}-")
        self.clause = self.look.styles[STYLES[Kind.CLAUSE]]
        self.families: set[str] = set()
        self.titles = 0

    def all(self) -> list[Block]:
        """Every block, the preface first."""
        blocks: list[Block] = []
        if self.agreement.preface:
            blocks += self._preface(self.agreement.preface)
            blocks.append(Block({"kind": "break"}))
        beside = beside_signatures(self.agreement)
        body = self._body({each.id for each in beside})
        return [*blocks, *body, *self._end(body, beside)]

    def _preface(self, preface: Sequence[Paragraph | Table]) -> Iterator[Block]:
        leads = [isinstance(each, Table) for each in (*preface[1:], None)]
        for each, lead in zip(preface, leads, strict=True):
            if isinstance(each, Paragraph):
                yield self.paragraph(each, leads=lead)
            else:
                yield from self.table(each, replace(self.layout, clause_indent=0), 0.0)

    # -- clauses

    def _body(self, left_out: set[str]) -> list[Block]:
        """What comes before the closing: single lines, and lists of clauses between them."""
        made: list[Block] = []
        parts = (each for each in self.agreement.parts() if each.kind not in _NOT_OF_BODY)
        for is_clauses, group in groupby(parts, lambda each: each.provision is not None):
            if is_clauses:
                provisions = [each.provision for each in group if each.provision]
                made += self._provisions([each for each in provisions if each.id not in left_out])
            else:
                made += chain.from_iterable(self._blocks(each.blocks, 0.0) for each in group)
        return made

    def _provisions(self, provisions: Sequence[Provision]) -> list[Block]:
        made: list[Block] = []
        items: list[_Item] = []
        for provision in provisions:
            parts = provision.blocks
            if parts and _is(parts[0], Kind.CLAUSE):
                of_clause = self._items(parts)
                of_clause[0].blocks[0].data["place"] = self.links.place(provision.id)
                items += of_clause
                continue
            made += self._list(items, self.clause, 0.0)
            items = []
            made += self._blocks(parts, 0.0)
        return made + self._list(items, self.clause, 0.0)

    def _items(self, parts: Sequence[Paragraph | Table]) -> list[_Item]:
        """The numbered paragraphs of a provision, each with what belongs to it."""
        starts = [at for at, each in enumerate(parts) if _is(each, Kind.CLAUSE)]
        items = []
        for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
            lead = parts[start]
            assert isinstance(lead, Paragraph)
            following = parts[start + 1] if start + 1 < end else None
            item = self._item(
                lead, 0, leads=isinstance(following, Table), sticky=_quotes(following)
            )
            item.blocks += self._blocks(parts[start + 1 : end], self.clause.paragraph.left)
            items.append(item)
        return items

    def _item(self, lead: Paragraph, level: int, *, leads: bool, sticky: bool = False) -> _Item:
        """The numbered paragraph that begins an item of a list."""
        number = self.look.levels[level]
        style = self.look.styles[STYLES[lead.kind]]
        lies = style.paragraph
        line = PieceMaker(self.dressing, StyleLook(lies, number.character))
        shown = shown_number(lead.number, number, self.number_of_clause)
        if level == 0:
            self.number_of_clause = shown_number(lead.number, replace(number, pattern="%1"), "")
        piece = next(iter(line.words(shown, None, lead.change)), Piece(""))
        start = lies.left + lies.first_line
        begin = start + piece.width
        match number.follow:
            case "tab":
                begin = next_stop(begin, style, self.look.default_tab, lies.tabs).position
            case "space":
                begin += line.dressing.width(" ", number.character)
        label: Data = {
            "words": piece.data,
            "width": max(begin - start, 0.0) if lies.first_line < 0 else 0.0,
            "indent": 0.0 if lies.first_line < 0 else lies.first_line,
            "align": number.alignment.value,
            "look": self.dressing.words(number.character, lies.line),
        }
        block = self.paragraph(lead, lies.left, leads=leads, sticky=sticky)
        block.data["look"] = f"{STYLES[lead.kind]}#"
        if lies.first_line >= 0:  # the words go on under their number
            inside = replace(lies, left=0.0, first_line=begin - lies.left)
            block.data["look"] = self.dressing.style(replace(style, paragraph=inside))
        return _Item(label, [block])

    number_of_clause = ""
    """The number of the last clause, which may be a part of those of its sub-clauses."""

    def _blocks(self, parts: Sequence[Paragraph | Table], left: float) -> list[Block]:
        """The blocks of a provision, which stand ``left`` of the margin already."""
        made: list[Block] = []
        items: list[_Item] = []
        subclause = self.look.styles[STYLES[Kind.SUBCLAUSE]]
        for at, part in enumerate(parts):
            following = parts[at + 1] if at + 1 < len(parts) else None
            leads = isinstance(following, Table)
            if isinstance(part, Paragraph) and part.kind is Kind.SUBCLAUSE:
                items.append(self._item(part, 1, leads=leads))
                continue
            made += self._list(items, subclause, left)
            items = []
            if isinstance(part, Paragraph):
                quotes = _quotes(following) and part.kind is not Kind.QUOTED
                made.append(self.paragraph(part, left, leads=leads, sticky=quotes))
            else:
                made += self.table(part, self.layout, left)
        made += self._list(items, subclause, left)
        return made

    def _list(self, items: Sequence[_Item], style: StyleLook, left: float) -> list[Block]:
        """A list of items, none if there are none."""
        if not items:
            return []
        gaps = [
            distance(before.blocks[-1], item.blocks[0], spaces_add=self.look.spaces_add)
            for before, item in pairwise(items)
        ]
        spacing = min(gaps, default=0.0)
        made = []
        for item, gap in zip(items, [*gaps, spacing], strict=True):
            blocks = joined(item.blocks, spaces_add=self.look.spaces_add)
            if gap > spacing:
                blocks.append({"kind": "gap", "height": gap - spacing})
            made.append({"label": item.label, "blocks": blocks})
        lies = style.paragraph
        data: Data = {
            "kind": "list",
            "indent": lies.left + min(lies.first_line, 0.0) - left,
            "spacing": spacing,
            "sticky": False,
            "items": made,
        }
        return [Block(data, items[0].blocks[0].first, items[-1].blocks[-1].last)]

    # -- paragraphs

    def paragraph(
        self, part: Paragraph, left: float = 0.0, *, leads: bool = False, sticky: bool = False
    ) -> Block:
        """A paragraph of the agreement, which stands ``left`` of the margin already."""
        part = settled(part)
        style_id = STYLES[part.kind]
        style = self.look.styles[style_id]
        if part.inset:
            style = replace(style, paragraph=inset(style.paragraph))
        self.families.add(style.character.font)
        line = PieceMaker(self.dressing, style, self.links)
        pieces = [*self._opening(part, line), *line.of_spans(part.spans, part.change)]
        is_ruled = part.kind in (Kind.SIGNATURE, Kind.PARTICULAR) and not new_words(part)
        if is_ruled:
            pieces.append(Piece("\t"))
        if part.change is not Change.KEPT and any(
            piece.change is Change.KEPT and piece.text for piece in pieces
        ):
            pieces += line.words(_PILCROW, None, unmoved(part.change))
        stops, room = _stops(part, style), self.page.text_width
        words = laid(pieces, style, self.look.default_tab, stops, room)
        if is_ruled:
            taken = breadth(pieces) + sum(
                each["gap"] for each in words[:-1] if isinstance(each, dict) and "gap" in each
            )
            words[-1] = self._rule(words[-1], style, taken)
        lies, level = style.paragraph, self._level(part.kind)
        name = new_words(part).strip() if level is not None else ""
        data: Data = {
            "kind": "paragraph",
            "look": f"{style_id}@" if left else style_id,
            "words": words,
            "level": level if name else None,  # what has gone is no heading of the new agreement
            "name": name,
            "sticky": sticky or leads or lies.keep_next or part.kind in LEADING,
        }
        if part.inset:
            within = replace(lies, left=lies.left - left)
            data["look"] = self.dressing.style(replace(style, paragraph=within))
        edge = Edge(lies, style_id)
        return Block(data, edge, edge, after=_APART if leads else None)

    def _rule(self, gap: Data | str, style: StyleLook, taken: float) -> Data:
        """The line to write on: drawn by a tab stop, by the paragraph's border, or by itself."""
        assert isinstance(gap, dict)
        width, lies = gap["gap"], style.paragraph
        if not gap["leader"]:
            width = self.page.text_width - lies.right - taken
            if width < _LEAST_RULE:  # on a line of its own
                width = self.page.text_width - lies.right - lies.left
        ruled = bool(gap["leader"]) or lies.borders.bottom is None
        return {"line": width, "ruled": ruled, "field": None, "height": 0.0}

    def _opening(self, part: Paragraph, line: PieceMaker) -> Iterator[Piece]:
        lead = part.number if part.kind is Kind.QUOTED else part.label
        if lead:
            yield from line.words(f"{lead}\t", None, unmoved(part.change))

    def _level(self, kind: Kind) -> int | None:
        """The level of a heading, 0 for a title, None for any other paragraph.

        In a packet the title of each document is a heading, with its headings below it.
        """
        level = _LEVELS.get(kind)
        if level is None or not self.is_stamped:
            return level
        self.titles += kind is Kind.TITLE
        return 1 if kind is Kind.TITLE and self.titles == 1 else 2

    # -- tables

    def table(self, part: Table, layout: Layout, left: float) -> Iterator[Block]:
        """A table with its caption, at the indent of a clause's words or the margin."""
        if part.caption:
            caption = (Span(part.caption, change=unmoved(part.change)),)
            style = self.look.styles[TABLE_CAPTION]
            pieces = PieceMaker(self.dressing, style).of_spans(caption)
            words = laid(pieces, style, self.look.default_tab, (), self.page.text_width)
            edge = Edge(style.paragraph, TABLE_CAPTION)
            look = f"{TABLE_CAPTION}@" if left else TABLE_CAPTION
            data = {
                "kind": "paragraph",
                "look": look,
                "words": words,
                "level": None,
                "sticky": True,
            }
            yield Block({**data, "name": part.caption}, edge, edge)
        indent = layout.clause_indent / 20 - self.look.table.outdent - left
        columns = [each / 20 for each in column_widths(part, layout)]
        yield Block(
            {
                "kind": "table",
                "indent": indent,
                "columns": columns,
                "header": self._row(part.header, part, TABLE_HEAD, columns),
                "rows": [self._row(each, part, TABLE_TEXT, columns) for each in part.rows],
                "largest": self.text_height if len(part.rows) <= SMALL_TABLE else 0.0,
            }
        )

    def _row(
        self, row: Row, table: Table, style: str, columns: Sequence[float]
    ) -> list[list[Data | str]]:
        change = unmoved(row.change if table.change is Change.KEPT else table.change)
        look = self.look.styles[style]
        if style == TABLE_HEAD and self.look.table.header_bold:
            look = replace(look, character=replace(look.character, bold=True))
        line = PieceMaker(self.dressing, look, self.links)
        margins = self.look.table.cell_margins
        return [
            laid(self._cell(cell, change, line), look, self.look.default_tab, (), room)
            for cell, width in zip(row.cells, columns, strict=True)
            for room in (width - margins.left - margins.right,)
        ]

    def _cell(self, cell: Sequence[Span], change: Change, line: PieceMaker) -> Iterator[Piece]:
        """The words of a cell; in a row that comes or goes, all of them do."""
        here = [
            each if change is Change.KEPT else replace(each, change=change)
            for each in cell
            if change is Change.KEPT or unmoved(each.change) in (Change.KEPT, change)
        ]
        return line.of_spans(here)

    # -- signatures

    @property
    def text_height(self) -> float:
        """The height of a page between its margins."""
        return self.page.height - self.page.margins.top - self.page.margins.bottom

    def _end(self, body: list[Block], beside: Sequence[Provision]) -> Iterator[Block]:
        """The closing and the blocks to sign or fill in, the first with the last words before.

        These are the last words of the body, or the short clauses ``beside``, which it has not.
        """
        last = self._provisions(beside)
        closing = self.paragraph(self.agreement.closing)
        blocks = [self._signature(each) for each in self.agreement.signatures]
        blocks += [self._answers(each) for each in self.agreement.answers]
        if not blocks:
            yield closing
            return
        first, *others = blocks
        if last:
            yield self._whole([*last, closing, *first])
            yield from map(self._whole, others)
            return
        tail = self._whole([closing, *first])
        tail.data |= {
            "kind": "tail",
            "width": self.page.text_width,
            "largest": self.text_height * _LARGEST_TAIL,
        }
        above = distance(body[-1], tail, spaces_add=self.look.spaces_add)
        if not _kept_with_next(body[-1].data, {**tail.data, "above": above}):
            tail.data["kind"] = "whole"
        yield tail
        yield from map(self._whole, others)

    def _whole(self, blocks: Sequence[Block]) -> Block:
        """Blocks that stay on one page."""
        data = {"kind": "whole", "blocks": joined(blocks, spaces_add=self.look.spaces_add)}
        return Block(data, blocks[0].first, blocks[-1].last)

    def _signature(self, block: SignatureBlock) -> list[Block]:
        made = []
        for part in block.paragraphs:
            made.append(self.paragraph(part))
            if part.kind is Kind.SIGNATURE:
                self._give_field(made[-1], FormField(block.id, block.tooltip))
        return made

    def _answers(self, block: AnswerBlock) -> list[Block]:
        made = [self.paragraph(block.heading)] if block.heading else []
        for each in block.lines:
            made += [self.paragraph(part) for part in (*each.above, each.rule)]
            self._give_field(made[-1], FormField(each.id, each.question, each.lines))
        return made

    def _give_field(self, line: Block, field: FormField) -> None:
        """Lay a field over a line to sign, or to type into, with room above the line for it."""
        rule = line.data["words"][-1]
        if not isinstance(rule, dict) or "line" not in rule:
            return
        style = self.look.styles[STYLES[Kind.SIGNATURE]]
        own = self.dressing.line_height(style.character, style.paragraph.line)
        if field.lines:
            before = _LINE_OF_WRITING * field.lines
            height = max(before, own)
        else:
            before, height = max(style.paragraph.before, FIELD_HEIGHT - own), FIELD_HEIGHT
        if field.lines > 1:
            rule["line"] = self.page.text_width
        if not self.has_changes:
            taken = {each.name for each in self.fields}
            numbered = (f"{field.name}-{number}" for number in count(2))
            name = next(each for each in chain((field.name,), numbered) if each not in taken)
            rule |= {"field": f"{LINK}{len(self.fields)}", "height": height}
            self.fields.append(replace(field, name=name))
        lies = replace(style.paragraph, before=before)
        line.first = replace(line.first, look=lies)


@dataclass
class _Item:
    """An item of a list: its label and the blocks in it."""

    label: Data
    blocks: list[Block]


def _is(part: Paragraph | Table, kind: Kind) -> bool:
    return isinstance(part, Paragraph) and part.kind is kind


def _quotes(following: Paragraph | Table | None) -> bool:
    return following is not None and _is(following, Kind.QUOTED)


def _stops(part: Paragraph, style: StyleLook) -> tuple[TabStop, ...]:
    """The tab stops of a paragraph: without a label a rule starts at the margin."""
    tabs = style.paragraph.tabs
    if part.kind in (Kind.SIGNATURE, Kind.PARTICULAR) and not part.label:
        return tuple(each for each in tabs if each.leader)
    return tabs


def _kept_with_next(block: Data, tail: Data) -> bool:
    """Keep the last words in a block with what follows; tell whether there are any."""
    match block["kind"]:
        case "list":
            blocks = block["items"][-1]["blocks"]
            if blocks[-1]["kind"] == "gap":
                blocks.pop()
            if not _kept_with_next(blocks[-1], tail):
                blocks.append({"kind": "room", "of": tail})
            return True
        case "paragraph":
            block["sticky"] = True
            return False
        case _:
            return False
