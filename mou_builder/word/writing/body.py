"""The body of a document: the parts of an agreement in order, each with its two anchors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    ClauseNumber,
    Comment,
    Paragraph,
    Part,
    PartKind,
    Table,
)
from mou_builder.agreement.signing import beside_signatures
from mou_builder.frozen import dataclass
from mou_builder.word.names import PART_NAMES, Anchor
from mou_builder.word.references import numbers_referred_to
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.anchoring import bookmark, first_bookmark, told_apart
from mou_builder.word.writing.answers import write_answers
from mou_builder.word.writing.blocks import (
    SPACER,
    InsideParagraph,
    introduces_quotation,
    paragraph,
    table,
)
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
    outside = (PartKind.HEADER, PartKind.SIGNATURE)
    parts = [each for each in agreement.parts() if each.kind not in outside and each.blocks]
    pieces: list[str] = []
    comments: list[tuple[int, Comment]] = []
    for part, place in zip(parts, _places(agreement, parts, layout, marks), strict=True):
        own = part.provision.comments if part.provision else ()
        numbers = [comments_from + len(comments) + at for at in range(len(own))]
        comments += zip(numbers, own, strict=True)
        pieces.append(_part(part.blocks, place, layout, marks, numbers))
    pieces.append(write_signatures(agreement.signatures, layout, marks))
    pieces.append(write_answers(agreement.answers, layout, marks))
    last = agreement.signatures[-1].paragraphs[-1] if agreement.signatures else agreement.closing
    if last.change is not Change.KEPT:  # which the mark of a document's last paragraph cannot show
        pieces.append(SPACER)
    return Body("".join(pieces), tuple(comments))


class _Place(NamedTuple):  # of which every file has dozens: a dataclass takes four times as long
    """Where a part stands: its anchor, title and list there, and how the next part follows.

    ``referred_to`` are the numbers that its references print, by the ids of the clauses;
    ``with_next`` keeps its last paragraph on a page with the next part, ``whole`` each of its
    paragraphs with the next one; ``before_table`` says that the next part begins with a table.
    """

    anchor: Anchor
    title: str
    list_id: int
    referred_to: tuple[tuple[str, ClauseNumber], ...]
    with_next: bool
    before_table: bool
    whole: bool


def _places(
    agreement: Agreement, parts: Sequence[Part], layout: Layout, marks: Marks
) -> Iterator[_Place]:
    anchors = told_apart([(Anchor(each.kind, each.id), each.blocks) for each in parts])
    beside = {each.id for each in beside_signatures(agreement, layout.words_of_two_lines)}
    last_before = len(parts) - len(beside) - 2  # and the closing behind it
    for number, part in enumerate(parts):
        following = parts[number + 1].blocks[0] if number + 1 < len(parts) else None
        # The closing and the signatures never stand alone on a page: the last words go with them.
        whole = part.provision is not None and part.provision.id in beside
        yield _Place(
            anchor=anchors[number],
            title=part.provision.title if part.provision else part.kind.value.capitalize(),
            list_id=marks.lists.get(str(part.number), 0),
            referred_to=numbers_referred_to(part.blocks, marks.counted),
            with_next=number == last_before or whole,
            before_table=isinstance(following, Table),
            whole=whole,
        )


def _part(
    blocks: tuple[Block, ...], place: _Place, layout: Layout, marks: Marks, comments: Sequence[int]
) -> str:
    """A part with its bookmarks, in its content control."""
    opening, closing = bookmark(place.anchor.bookmark, marks)
    begin, end = first_bookmark(place.anchor, marks, is_one=len(blocks) == 1)
    if marks.revision or comments:
        opening += "".join(f'<w:commentRangeStart w:id="{each}"/>' for each in comments)
        return _controlled(blocks, place, layout, marks, (opening + begin, end, closing), comments)
    before, first, rest, after = _plain_part(blocks, place, layout)
    return f"{before}{opening}{begin}{first}{end}{rest}{closing}{after}"


_EDGE = "<edge/>"  # which no words have: a sign like < is escaped in them


@lru_cache(maxsize=1024)
def _plain_part(blocks: tuple[Block, ...], place: _Place, layout: Layout) -> Sequence[str]:
    """A part without changes and comments, cut at its edges: so it stands in many agreements."""
    marks = Marks(counted=dict(place.referred_to))
    return _controlled(blocks, place, layout, marks, (_EDGE, _EDGE, _EDGE)).split(_EDGE)


def _controlled(
    blocks: Sequence[Block],
    place: _Place,
    layout: Layout,
    marks: Marks,
    edges: tuple[str, str, str],
    comments: Sequence[int] = (),
) -> str:
    """The blocks of a part in its content control.

    ``edges`` are what stands at its start, at the end of its first block, and at its end.

    Paragraphs at its end that are inserted or deleted stand behind the control, though inside the
    bookmark: not every program can remove the last paragraph of a control. A part of which no
    paragraph stays has a bookmark only: LibreOffice 7.4 gives what follows a removed control
    (17.13.5.4, ``customXmlDelRangeStart``) the looks of what is removed.
    """
    start, end_of_first, end = edges
    last = len(blocks) - 1
    commented = _commented_paragraph(blocks) if comments else -1
    written = []
    for at, block in enumerate(blocks):
        first = start if at == 0 else ""
        final = (end_of_first if at == 0 else "") + (end if at == last else "")
        if at == commented:
            final = _comment_marks(comments, block.change, marks) + final
        following = blocks[at + 1] if at < last else None
        before_table = isinstance(following, Table) if following else place.before_table
        with_next = place.with_next and at == last
        if isinstance(block, Table):
            rows = table(block, layout, marks, with_next=with_next)
            written.append(f"{first}{rows}{SPACER if before_table else ''}{final}")
        else:
            keep = with_next or place.whole or introduces_quotation(block, following) or None
            beside = InsideParagraph(first, final, keep, before_table, place.list_id)
            apart = SPACER if before_table and block.change is not Change.KEPT else ""
            written.append(paragraph(block, layout, marks, beside) + apart)
    label = attribute(f"{PART_NAMES[place.anchor.what].capitalize()}: {place.title}".strip(": "))
    properties = (
        f'<w:alias w:val="{label}"/><w:tag w:val="{attribute(place.anchor.tag)}"/>'
        f'<w:id w:val="{crc32(place.anchor.bookmark.encode()) >> 1}"/>{_DOCUMENT_PART}'
    )
    staying = [at for at, each in enumerate(blocks) if each.change is Change.KEPT]
    controlled = max(staying, default=-1) + 1
    inside = "".join(written[:controlled])
    control = (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        if inside
        else ""
    )
    return control + "".join(written[controlled:])


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
