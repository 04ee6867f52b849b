"""The body of a document: its blocks in order, each part between its anchors."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Comment,
    Kind,
    Paragraph,
    Part,
    PartKind,
    Table,
)
from mou_builder.agreement.signing import beside_signatures
from mou_builder.frozen import dataclass
from mou_builder.word.names import PART_NAMES, Anchor
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.anchoring import bookmark, first_bookmark, told_apart
from mou_builder.word.writing.answers import write_answers
from mou_builder.word.writing.blocks import SPACER, InsideParagraph, paragraph, table
from mou_builder.word.writing.runs import Marks, attribute, wrapped
from mou_builder.word.writing.signing import write_signatures

# LibreOffice 7.4 takes any other control around paragraphs for an input field, and drops the looks
# and the tracked changes of the first paragraph. This one it keeps, though without its tag.
_DOCUMENT_PART = '<w:docPartObj><w:docPartGallery w:val="AutoText"/></w:docPartObj>'


@dataclass(frozen=True)
class Body:
    """A body as XML, and the comments in it by their ids."""

    xml: str
    comments: tuple[tuple[int, Comment], ...]


def write_body(agreement: Agreement, layout: Layout, marks: Marks, comments_from: int = 0) -> Body:
    """The body, without the section properties that end it.

    ``comments_from`` is the first id of a comment that the template leaves free.
    """
    writer = _Writer(layout, marks, comments_from)
    outside = (PartKind.HEADER, PartKind.SIGNATURE)
    parts = [each for each in agreement.parts() if each.kind not in outside and each.blocks]
    anchors = told_apart([(Anchor(each.kind, each.id), each.blocks) for each in parts])
    pieces = []
    beside = {each.id for each in beside_signatures(agreement, layout.words_beside)}
    for number, part in enumerate(parts):
        following = parts[number + 1].blocks[0] if number + 1 < len(parts) else None
        # A page never has signatures alone: the last words of the agreement go with them.
        with_next = bool(agreement.signatures or agreement.answers) and number == len(parts) - 2
        whole = part.provision is not None and part.provision.id in beside
        surroundings = _Surroundings(
            anchors[number], with_next or whole, isinstance(following, Table), whole
        )
        pieces.append(writer.part(part, surroundings))
    pieces.append(write_signatures(agreement.signatures, layout, marks))
    pieces.append(write_answers(agreement.answers, layout, marks))
    if _end_comes_or_goes(agreement):
        pieces.append(SPACER)
    return Body("".join(pieces), tuple(writer.comments))


def _end_comes_or_goes(agreement: Agreement) -> bool:
    """Tell whether the last paragraph is inserted or deleted.

    The mark of a document's last paragraph can be neither, so that another must follow it.
    """
    last = agreement.signatures[-1].paragraphs[-1] if agreement.signatures else agreement.closing
    return last.change is not Change.KEPT


@dataclass(frozen=True)
class _Surroundings:
    """Where a part stands: its anchor there, and how it meets the next part.

    ``with_next`` keeps its last paragraph on a page with the next part, ``whole`` all of them;
    ``before_table`` tells that the next part begins with a table.
    """

    anchor: Anchor
    with_next: bool
    before_table: bool
    whole: bool


class _Writer:
    """Writes parts, and numbers what is numbered through the whole document."""

    def __init__(self, layout: Layout, marks: Marks, comments_from: int) -> None:
        self._layout = layout
        self._marks = marks
        self._next_comment = comments_from
        self.comments: list[tuple[int, Comment]] = []

    def part(self, part: Part, place: _Surroundings) -> str:
        """A part in its content control.

        Of a part that stays, the paragraphs at its end that come or go stand behind its control,
        though inside its bookmark: the last paragraph of a control cannot be taken away by every
        program. One of which nothing stays as it is has a bookmark only: LibreOffice 7.4 gives what
        follows a control that goes (17.13.5.4, ``customXmlDelRangeStart``) the looks of what goes.
        """
        numbers = self._numbered(part.provision.comments if part.provision else ())
        opening, closing = bookmark(place.anchor.bookmark, self._marks)
        opening += "".join(f'<w:commentRangeStart w:id="{each}"/>' for each in numbers)
        written = self._blocks(part, place, opening, closing, numbers)
        title = part.provision.title if part.provision else part.kind.value.capitalize()
        label = attribute(f"{PART_NAMES[part.kind].capitalize()}: {title}".strip(": "))
        properties = (
            f'<w:alias w:val="{label}"/><w:tag w:val="{attribute(place.anchor.tag)}"/>'
            f'<w:id w:val="{crc32(place.anchor.bookmark.encode()) >> 1}"/>{_DOCUMENT_PART}'
        )
        staying = [at for at, each in enumerate(part.blocks) if each.change is Change.KEPT]
        controlled = max(staying, default=-1) + 1
        inside = "".join(written[:controlled])
        control = (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
            if inside
            else ""
        )
        return control + "".join(written[controlled:])

    def _numbered(self, comments: Sequence[Comment]) -> list[int]:
        numbers = list(range(self._next_comment, self._next_comment + len(comments)))
        self._next_comment += len(comments)
        self.comments += zip(numbers, comments, strict=True)
        return numbers

    def _blocks(
        self, part: Part, place: _Surroundings, opening: str, closing: str, comments: Sequence[int]
    ) -> list[str]:
        last = len(part.blocks) - 1
        commented = _commented(part.blocks) if comments else -1
        pieces = []
        list_id = self._marks.lists.get(str(part.number), 0)
        begin, end = first_bookmark(place.anchor, self._marks, is_one=last == 0)
        for number, block in enumerate(part.blocks):
            first = opening + begin if number == 0 else ""
            at_end = number == last
            final = (end if number == 0 else "") + (closing if at_end else "")
            if number == commented:
                final = _references(comments, block.change, self._marks) + final
            before_table = (
                place.before_table if at_end else isinstance(part.blocks[number + 1], Table)
            )
            match block:
                case Paragraph():
                    leads = place.with_next if at_end else _leads(block, part.blocks[number + 1])
                    keep = leads or place.whole or None
                    inside = InsideParagraph(first, final, keep, before_table, list_id)
                    written = paragraph(block, self._layout, self._marks, inside)
                    goes = block.change is not Change.KEPT
                    pieces.append(written + (SPACER if before_table and goes else ""))
                case Table():
                    kept = at_end and place.with_next
                    written = table(block, self._layout, self._marks, with_next=kept)
                    apart = SPACER if before_table else ""
                    pieces.append(f"{first}{written}{apart}{final}")
        return pieces


def _leads(block: Paragraph, following: Block) -> bool:
    """Tell whether a paragraph announces words that are quoted, and so stays with them."""
    quotes = isinstance(following, Paragraph) and following.kind is Kind.QUOTED
    return quotes and block.kind is not Kind.QUOTED


def _commented(blocks: Sequence[Block]) -> int:
    """The index of the paragraph that ends what is commented on: the last that stays, if any does.

    A comment's mark stands in a paragraph. In one that stays it outlives every decision.
    """
    paragraphs = [at for at, each in enumerate(blocks) if isinstance(each, Paragraph)]
    staying = [at for at in paragraphs if blocks[at].change is Change.KEPT]
    return (staying or paragraphs or [-1])[-1]


def _references(comments: Sequence[int], change: Change, marks: Marks) -> str:
    """The ends of comments and their marks, which come and go with their paragraph."""
    ends = "".join(f'<w:commentRangeEnd w:id="{each}"/>' for each in comments)
    runs = "".join(f'<w:r><w:commentReference w:id="{each}"/></w:r>' for each in comments)
    return ends + wrapped(runs, change, marks)
