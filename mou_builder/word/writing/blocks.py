"""Blocks: paragraphs and tables as WordprocessingML, with the marks of their changes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat

from mou_builder.agreement.document import Change, Kind, Paragraph, Row, Span, Table, text_of
from mou_builder.frozen import dataclass, replace
from mou_builder.word.names import (
    END_STYLE,
    STYLES,
    TABLE_CAPTION,
    TABLE_HEAD,
    TABLE_STYLE,
    TABLE_TEXT,
)
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.runs import (
    RULE,
    Marks,
    attribute,
    effective,
    element_of,
    is_new,
    is_old,
    run,
    unmoved,
    words,
    wrapped,
)

SPACER = (
    f'<w:p><w:pPr><w:pStyle w:val="{END_STYLE}"/></w:pPr>'
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:p>'
)
"""A paragraph that nobody sees: between two tables, which Word would make one of, and in redlines
after a paragraph that comes or goes where no other follows.

A paragraph whose mark goes is joined with the next one; before a table and at the end of a document
there is none, and LibreOffice leaves it behind, empty and numbered. It joins an empty paragraph to
one without words, too, so that this one has a space.
"""
LEADING = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.AGREEMENT_LINE, Kind.HEADING, Kind.CLOSING})
"""Kinds of paragraphs that stand on a page with the next one, in any template."""
_TO_SIGN = frozenset({Kind.SIGNING_PARTY, Kind.SIGNATURE, Kind.PARTICULAR, Kind.CAPTION})
WHOLE = _TO_SIGN | {Kind.TITLE, Kind.SUBTITLE, Kind.HEADING}
"""Kinds of paragraphs whose lines stay on one page."""
_APART = '<w:spacing w:after="80"/>'


@dataclass(frozen=True)
class InsideParagraph:
    """What else stands in a paragraph: marks of bookmarks and comments, and who it is kept with.

    ``keep`` says whether the paragraph stays on a page with the next one, where that is not for its
    kind to say; a paragraph that ``leads`` into a table stays with it, a little apart. ``list_id``
    is the list that a clause stands in that came between others.
    """

    opening: str = ""
    closing: str = ""
    keep: bool | None = None
    leads: bool = False
    list_id: int = 0


PLAIN = InsideParagraph()


def paragraph(
    block: Paragraph, layout: Layout, marks: Marks, inside: InsideParagraph = PLAIN
) -> str:
    """One paragraph (ISO/IEC 29500-1, 17.3.1.22)."""
    if block.change is Change.KEPT and marks.revision is None:
        properties = _of_style(
            block.kind,
            bool(block.label),
            layout,
            inside.keep,
            inside.leads,
            inside.list_id,
            inset=block.inset,
        )
        return (
            f"<w:p><w:pPr>{properties}</w:pPr>{inside.opening}{_content(block, marks)}"
            f"{inside.closing}</w:p>"
        )
    block = settled(block)
    content = _content(block, marks)
    if marks.start(content):
        content = _content(block, marks)
    written = (
        f"<w:p>{_properties(block, layout, marks, inside)}{inside.opening}"
        f"{content}{inside.closing}</w:p>"
    )
    marks.end(content, block.change)
    return _moved(written, block, marks)


def settled(block: Paragraph) -> Paragraph:
    """A paragraph that moved and was reworded as one that was deleted here and inserted there.

    LibreOffice 7.4 leaves an empty paragraph behind where only some of its words have moved; and as
    a mere move the new words would escape a reader.
    """
    whole = block.change
    if whole not in (Change.MOVED_FROM, Change.MOVED_TO):
        return block
    here = [each for each in block.spans if each.text and effective(each.change, whole)]
    if all(effective(each.change, whole) is whole for each in here):
        return block
    change = unmoved(whole)
    return replace(block, change=change, spans=tuple(replace(s, change=change) for s in here))


def _properties(block: Paragraph, layout: Layout, marks: Marks, inside: InsideParagraph) -> str:
    labelled, further = bool(block.label), block.inset
    if block.change is Change.KEPT:
        properties = _of_style(
            block.kind,
            labelled,
            layout,
            inside.keep,
            inside.leads,
            inside.list_id,
            inset=further,
        )
        return f"<w:pPr>{properties}</w:pPr>"
    # LibreOffice gives a paragraph's own settings to the next one when its mark goes.
    style = f'<w:pStyle w:val="{STYLES[block.kind]}"/>{_in_list(block.kind, inside.list_id)}'
    style += _tabs(block.kind, labelled, layout)
    style += _inset(layout) if further else ""
    return f"<w:pPr>{style}<w:rPr><w:{element_of(block.change)}{marks.by()}/></w:rPr></w:pPr>"


@lru_cache(maxsize=256)
def _of_style(
    kind: Kind,
    labelled: bool,
    layout: Layout,
    keep: bool | None,
    leads: bool,
    list_id: int,
    *,
    inset: bool,
) -> str:
    """The style of a paragraph that stays, and what is said of it beside its style."""
    style_id = STYLES[kind]
    with_next = leads or (kind in LEADING or style_id in layout.with_next if keep is None else keep)
    keeping = layout.keeping(style_id, with_next=with_next, whole=kind in WHOLE)
    apart = _APART if leads else ""
    tabs = _tabs(kind, labelled, layout)
    keeping += _in_list(kind, list_id)
    return f'<w:pStyle w:val="{style_id}"/>{keeping}{tabs}{apart}{_inset(layout) if inset else ""}'


_LEVELS = {Kind.CLAUSE: 0, Kind.SUBCLAUSE: 1}


def _in_list(kind: Kind, list_id: int) -> str:
    """The list of a clause that came between others; "" for any other, whose style has it."""
    if not list_id or kind not in _LEVELS:
        return ""
    return f'<w:numPr><w:ilvl w:val="{_LEVELS[kind]}"/><w:numId w:val="{list_id}"/></w:numPr>'


def _inset(layout: Layout) -> str:
    """A list within what is quoted. The end of a hanging indent is a tab stop (17.3.1.12)."""
    left, hanging = layout.inset
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _tabs(kind: Kind, labelled: bool, layout: Layout) -> str:
    """Without a label the rule starts at the margin, not at the column of what follows a label."""
    if kind not in (Kind.SIGNATURE, Kind.PARTICULAR) or labelled or not layout.label_stops:
        return ""
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in layout.label_stops)
    return f"<w:tabs>{cleared}</w:tabs>"


def _moved(written: str, block: Paragraph, marks: Marks) -> str:
    """The paragraph between the marks of the place that it left or came to.

    17.13.5.24 and 17.13.5.28 (move source and move destination).

    They stand around the paragraph, not in it, so that its mark has moved, too.
    """
    if block.change not in (Change.MOVED_FROM, Change.MOVED_TO):
        return written
    place = element_of(block.change)
    name = attribute(marks.place_name(block.move, block.change))
    number, by = marks.numbered()
    return (
        f'<w:{place}RangeStart{by} w:name="{name}"/>{written}<w:{place}RangeEnd w:id="{number}"/>'
    )


def _content(block: Paragraph, marks: Marks) -> str:
    spans = words(block.spans, block.change, marks)
    match block.kind:
        case Kind.SIGNATURE | Kind.PARTICULAR:
            return _typed(block.label, block, marks) + spans + _rule(block, marks)
        case Kind.QUOTED:
            return _typed(block.number, block, marks) + spans
        case _:
            return spans


def _typed(lead: str, block: Paragraph, marks: Marks) -> str:
    """A label or typed number and the tab after it; it comes and goes with its paragraph."""
    if not lead:
        return ""
    return wrapped(run(f"{lead}\t", deleted=block.change is Change.DELETED), block.change, marks)


def _rule(block: Paragraph, marks: Marks) -> str:
    """The rule of a line without words; inserted or deleted where the other side has words."""
    ruled_before = not any(each.text for each in block.spans if is_old(each.change))
    ruled_after = not any(each.text for each in block.spans if is_new(each.change))
    if block.change is not Change.KEPT:
        ruled = ruled_after if is_new(block.change) else ruled_before
        return wrapped(RULE, block.change, marks) if ruled else ""
    match ruled_before, ruled_after:
        case True, True:
            return RULE
        case True, False:
            return wrapped(RULE, Change.DELETED, marks)
        case False, True:
            return wrapped(RULE, Change.INSERTED, marks)
        case _:
            return ""


# Parts of the size of the type: a usual letter, and bold ones without serifs, which are the widest.
_USUAL, _WIDE, _CAPITAL, _NARROW, _BROAD = 0.525, 0.62, 0.78, 0.39, 1.0
_WIDTHS = {
    **dict.fromkeys("fijlrtI.,:;'!|()[]/- ", _NARROW),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", _CAPITAL),
    **dict.fromkeys("mwMW%@&—…", _BROAD),
}
_RULE = 14
"""What the rules beside a cell take, in twentieths of a point."""
_SHORT = 12
_SMALL_TABLE = 8
"""How many rows under its heads a table has at most that is kept on one page."""
_MOST_LINES = 20
"""How many lines a row has at most, about, that is kept on one page."""


def table(block: Table, layout: Layout, marks: Marks, *, with_next: bool = False) -> str:
    """A table with its caption; its first row repeats on every page; only a long row is split.

    A small table is on one page; of another one, no row of words stands alone on a page. If
    ``with_next``, its last row is on a page with the next paragraph.
    """
    widths = column_widths(block, layout)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    title = f'<w:tblCaption w:val="{attribute(block.caption)}"/>' if block.caption else ""
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{layout.clause_indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{title}</w:tblPr>'
    )
    writer = _Rows(block, widths, layout, marks)
    last = len(block.rows)
    kept = set(range(last)) if is_small(block, widths, layout) else {0, 1, last - 1}
    kept |= {last} if with_next else set()
    rows = [
        writer.row(each, is_head=at == 0, keep=at in kept) for at, each in enumerate(block.all_rows)
    ]
    marks.end()
    return (
        f"{_caption(block, layout, marks)}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _caption(block: Table, layout: Layout, marks: Marks) -> str:
    if not block.caption:
        return ""
    change = unmoved(block.change)
    mark = "" if change is Change.KEPT else f"<w:rPr><w:{element_of(change)}{marks.by()}/></w:rPr>"
    caption = words((Span(block.caption, change=change),), Change.KEPT, marks)
    keep = layout.keeping(TABLE_CAPTION, with_next=True, whole=True) if not mark else ""
    written = f'<w:p><w:pPr><w:pStyle w:val="{TABLE_CAPTION}"/>{keep}{mark}</w:pPr>{caption}</w:p>'
    return written if change is Change.KEPT else written + SPACER


@dataclass(frozen=True)
class _Rows:
    """Writes the rows of one table."""

    block: Table
    widths: list[int]
    layout: Layout
    marks: Marks

    def row(self, row: Row, *, is_head: bool, keep: bool) -> str:
        """A row, which is split where it is long, on a page with the next one if ``keep``."""
        change = unmoved(row.change if self.block.change is Change.KEPT else self.block.change)
        style = TABLE_HEAD if is_head else TABLE_TEXT
        head = "<w:tblHeader/>" if is_head else ""
        is_split = is_long(row, self.widths, self.layout)
        whole = "" if is_split else "<w:cantSplit/>"
        mark = "" if change is Change.KEPT else f"<w:{element_of(change)}{self.marks.by()}/>"
        setting = self.layout.keeping(style, with_next=keep and not is_split, whole=False)
        lead = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{setting}</w:pPr>'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{lead}{_cell(cell, change, self.marks)}</w:p></w:tc>"
            for cell, width in zip(row.cells, self.widths, strict=True)
        )
        return f"<w:tr><w:trPr>{whole}{head}{mark}</w:trPr>{cells}</w:tr>"


def _cell(cell: tuple[Span, ...], change: Change, marks: Marks) -> str:
    """The words of a cell; in a row that comes or goes, all of them do."""
    if change is Change.KEPT:
        return words(cell, change, marks)
    whole = (Span(s.text, s.emphasis, s.blank, s.fill, change) for s in cell if _stays(s, change))
    return words(tuple(whole), Change.KEPT, marks)


def _stays(span: Span, change: Change) -> bool:
    """Tell whether words stand in the document that has the row."""
    return effective(span.change, Change.KEPT) in (Change.KEPT, change)


def is_small(block: Table, widths: Sequence[int], layout: Layout) -> bool:
    """Tell whether a table is kept on one page: one of few rows, none of them long."""
    return len(block.rows) <= _SMALL_TABLE and not any(
        is_long(each, widths, layout) for each in block.rows
    )


def is_long(row: Row, widths: Sequence[int], layout: Layout) -> bool:
    """Tell whether a row has so many lines that a page may end in it, as no page may hold it all.

    ``widths`` are those of the columns, in twentieths of a point.
    """
    margins = layout.cell_margins + _RULE
    return any(
        _length(cell) * layout.table_size > _MOST_LINES * max(width - margins, 1)
        for cell, width in zip(row.cells, widths, strict=True)
    )


def column_widths(block: Table, layout: Layout) -> list[int]:
    """Column widths in twentieths of a point, together as wide as the text of a clause.

    No column is narrower than its longest word, where all of them have room: else none is that
    needs no more than its equal share. What is left goes where the words are.
    """
    whole = layout.text_width - layout.clause_indent
    columns = list(zip(*(row.cells for row in block.all_rows), strict=True))
    margins = layout.cell_margins + _RULE
    least, wanted = (
        [round(max(map(of, cells)) * layout.table_size) + margins for cells in columns]
        for of in (_widest_piece, _length)
    )
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= whole:
        return _shared_out(wanted, wanted, whole)
    if sum(least) <= whole:
        more = [want - low for want, low in zip(wanted, least, strict=True)]
        return _shared_out(least, more, whole)
    share = whole // len(least)
    fair = [min(each, share) for each in least]
    return _shared_out(fair, [low - each for low, each in zip(least, fair, strict=True)], whole)


def _shared_out(widths: list[int], weights: list[int], whole: int) -> list[int]:
    """The widths, with what is left of the whole shared out by weight."""
    left = whole - sum(widths)
    total = sum(weights) or 1
    shared = [width + left * weight // total for width, weight in zip(widths, weights, strict=True)]
    shared[-1] += whole - sum(shared)
    return shared


def _widest_piece(cell: tuple[Span, ...]) -> float:
    """The width of what stays on one line: a word, or all of a short cell (“7:15 a.m.”)."""
    text = text_of(cell)
    pieces = [text] if len(text) <= _SHORT else text.split()
    return max((sum(map(_WIDTHS.get, piece, repeat(_WIDE))) for piece in pieces), default=0.0)


def _length(cell: tuple[Span, ...]) -> float:
    return _USUAL * sum(len(span.text) for span in cell)
