"""The body of a document: the parts of an agreement in order, each with its two anchors."""

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
from mou_builder.word.writing.runs import Marks, wrapped
from mou_builder.word.writing.signing import write_signatures
from mou_builder.word.xml_text import attribute

# LibreOffice 7.4 takes any other content control around paragraphs for an input field, and drops
# the looks and the tracked changes of the first paragraph. It keeps this one, without its tag.
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
    writer = _PartWriter(layout, marks, comments_from)
    outside = (PartKind.HEADER, PartKind.SIGNATURE)
    parts = [each for each in agreement.parts() if each.kind not in outside and each.blocks]
    anchors = told_apart([(Anchor(each.kind, each.id), each.blocks) for each in parts])
    pieces = []
    beside = {each.id for each in beside_signatures(agreement, layout.words_beside)}
    for number, part in enumerate(parts):
        following = parts[number + 1].blocks[0] if number + 1 < len(parts) else None
        # Signatures never stand alone on a page: the last words of the agreement go with them.
        with_next = bool(agreement.signatures or agreement.answers) and number == len(parts) - 2
        whole = part.provision is not None and part.provision.id in beside
        surroundings = _Surroundings(
            anchors[number], with_next or whole, isinstance(following, Table), whole
        )
        pieces.append(writer.part(part, surroundings))
    pieces.append(write_signatures(agreement.signatures, layout, marks))
    pieces.append(write_answers(agreement.answers, layout, marks))
    last = agreement.signatures[-1].paragraphs[-1] if agreement.signatures else agreement.closing
    if last.change is not Change.KEPT:  # which the mark of a document's last paragraph cannot show
        pieces.append(SPACER)
    return Body("".join(pieces), tuple(writer.comments))


@dataclass(frozen=True)
class _Surroundings:
    """Where a part stands: its anchor there, and how the next part follows.

    ``with_next`` keeps its last paragraph on a page with the next part, ``whole`` each of its
    paragraphs with the next one; ``before_table`` says that the next part begins with a table.
    """

    anchor: Anchor
    with_next: bool
    before_table: bool
    whole: bool


class _PartWriter:
    """Writes parts, and numbers the comments through the whole document."""

    def __init__(self, layout: Layout, marks: Marks, comments_from: int) -> None:
        self._layout = layout
        self._marks = marks
        self._next_comment = comments_from
        self.comments: list[tuple[int, Comment]] = []

    def part(self, part: Part, place: _Surroundings) -> str:
        """A part in its content control.

        Paragraphs at its end that are inserted or deleted stand behind the control, though inside
        the bookmark: not every program can remove the last paragraph of a control. A part of which
        no paragraph stays has a bookmark only: LibreOffice 7.4 gives what follows a removed control
        (17.13.5.4, ``customXmlDelRangeStart``) the looks of what is removed.
        """
        numbers = self._number_comments(part.provision.comments if part.provision else ())
        opening, closing = bookmark(place.anchor.bookmark, self._marks)
        opening += "".join(f'<w:commentRangeStart w:id="{each}"/>' for each in numbers)
        written = self._written_blocks(part, place, opening, closing, numbers)
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

    def _number_comments(self, comments: Sequence[Comment]) -> list[int]:
        numbers = list(range(self._next_comment, self._next_comment + len(comments)))
        self._next_comment += len(comments)
        self.comments += zip(numbers, comments, strict=True)
        return numbers

    def _written_blocks(
        self, part: Part, place: _Surroundings, opening: str, closing: str, comments: Sequence[int]
    ) -> list[str]:
        last = len(part.blocks) - 1
        commented = _commented_paragraph(part.blocks) if comments else -1
        pieces = []
        list_id = self._marks.lists.get(str(part.number), 0)
        begin, end = first_bookmark(place.anchor, self._marks, is_one=last == 0)
        for number, block in enumerate(part.blocks):
            first = opening + begin if number == 0 else ""
            at_end = number == last
            final = (end if number == 0 else "") + (closing if at_end else "")
            if number == commented:
                final = _comment_marks(comments, block.change, self._marks) + final
            before_table = (
                place.before_table if at_end else isinstance(part.blocks[number + 1], Table)
            )
            match block:
                case Paragraph():
                    leads = (
                        place.with_next
                        if at_end
                        else _introduces_quotation(block, part.blocks[number + 1])
                    )
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


def _introduces_quotation(block: Paragraph, following: Block) -> bool:
    """Tell whether a paragraph introduces a quotation, and so stays with it."""
    quotes = isinstance(following, Paragraph) and following.kind is Kind.QUOTED
    return quotes and block.kind is not Kind.QUOTED


def _commented_paragraph(blocks: Sequence[Block]) -> int:
    """The index of the paragraph with the mark of the comments; -1 if there is no paragraph.

    It is the last one that stays, if any: there the mark survives whatever is accepted or rejected.
    """
    paragraphs = [at for at, each in enumerate(blocks) if isinstance(each, Paragraph)]
    staying = [at for at in paragraphs if blocks[at].change is Change.KEPT]
    return (staying or paragraphs or [-1])[-1]


def _comment_marks(comments: Sequence[int], change: Change, marks: Marks) -> str:
    """The ends of comments and their marks, which have the change of their paragraph."""
    ends = "".join(f'<w:commentRangeEnd w:id="{each}"/>' for each in comments)
    runs = "".join(f'<w:r><w:commentReference w:id="{each}"/></w:r>' for each in comments)
    return ends + wrapped(runs, change, marks)
