"""Blocks: paragraphs and tables as WordprocessingML, with the marks of their changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, repeat
from math import ceil
from typing import NamedTuple

from mou_builder.agreement.document import Block, Change, Kind, Paragraph, Row, Span, Table, text_of
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
    effective,
    element_of,
    run,
    unmoved,
    words,
    wrapped,
)
from mou_builder.word.xml_text import attribute

SPACER = (
    f'<w:p><w:pPr><w:pStyle w:val="{END_STYLE}"/></w:pPr>'
    '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> </w:t></w:r></w:p>'
)
"""An invisible paragraph. It stands between two tables, which Word would join into one, and in
redlines after an inserted or deleted paragraph that no other follows.

When the mark of a paragraph goes, the paragraph is joined with the next one. Before a table and at
the end of a document there is no next one, and LibreOffice leaves an empty, numbered paragraph
behind. The spacer has a space, because LibreOffice joins an empty paragraph to it otherwise.
"""
LEADING = frozenset({Kind.TITLE, Kind.SUBTITLE, Kind.AGREEMENT_LINE, Kind.HEADING, Kind.CLOSING})
"""Kinds of paragraphs that stay on a page with the next one, in any template."""
RULED = frozenset({Kind.SIGNATURE, Kind.PARTICULAR})
"""Kinds of paragraphs that have a rule to write on where they have no words."""
WHOLE = RULED | {Kind.SIGNING_PARTY, Kind.CAPTION, Kind.TITLE, Kind.SUBTITLE, Kind.HEADING}
"""Kinds of paragraphs whose lines stay on one page."""
_BEFORE_TABLE = '<w:spacing w:after="80"/>'


class InsideParagraph(NamedTuple):
    """What else a paragraph has: marks of bookmarks and comments, and what it is kept with.

    ``keep`` says whether the paragraph stays on a page with the next one; None leaves that to its
    kind and style. A paragraph that ``leads`` into a table stays with it, at a small distance.
    ``list_id`` is the list of a clause that was inserted between others.
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
    block = unmoved_if_reworded(block)
    content = _content(block, marks)
    if marks.start(content):
        content = _content(block, marks)
    written = (
        f"<w:p><w:pPr>{_properties(block, layout, marks, inside)}</w:pPr>{inside.opening}"
        f"{content}{inside.closing}</w:p>"
    )
    marks.end(content, block.change)
    return _between_move_marks(written, block, marks)


def unmoved_if_reworded(block: Paragraph) -> Paragraph:
    """The paragraph; one that was moved and reworded counts as deleted there and inserted here.

    As a move, the new words would escape a reader, and LibreOffice 7.4 leaves an empty paragraph
    behind if only some of the words have moved.
    """
    whole = block.change
    if whole is unmoved(whole):
        return block
    here = [each for each in block.spans if each.text and effective(each.change, whole)]
    if all(effective(each.change, whole) is whole for each in here):
        return block
    change = unmoved(whole)
    return replace(block, change=change, spans=tuple(replace(s, change=change) for s in here))


def _properties(block: Paragraph, layout: Layout, marks: Marks, inside: InsideParagraph) -> str:
    """The properties of a paragraph: its style, and what it sets beside its style."""
    kind, style_id = block.kind, STYLES[block.kind]
    own = _in_list(kind, inside.list_id) + _cleared_tabs(block, layout)
    indent = _inset_indent(layout) if block.inset else ""
    if block.change is not Change.KEPT:
        # LibreOffice gives a paragraph's own settings to the next one when its mark goes.
        mark = f"<w:rPr><w:{element_of(block.change)}{marks.by()}/></w:rPr>"
        return f'<w:pStyle w:val="{style_id}"/>{own}{indent}{mark}'
    usual = kind in LEADING or style_id in layout.with_next
    with_next = inside.leads or (usual if inside.keep is None else inside.keep)
    keeping = layout.keeping(style_id, with_next=with_next, whole=kind in WHOLE)
    apart = _BEFORE_TABLE if inside.leads else ""
    return f'<w:pStyle w:val="{style_id}"/>{keeping}{own}{apart}{indent}'


_LEVELS = {Kind.CLAUSE: 0, Kind.SUBCLAUSE: 1}


def _in_list(kind: Kind, list_id: int) -> str:
    """The list of a clause that was inserted between others; "" for others, whose style has it."""
    if not list_id or kind not in _LEVELS:
        return ""
    return f'<w:numPr><w:ilvl w:val="{_LEVELS[kind]}"/><w:numId w:val="{list_id}"/></w:numPr>'


def _inset_indent(layout: Layout) -> str:
    """The indent of a list in what is quoted; a hanging indent ends at a tab stop (17.3.1.12)."""
    left, hanging = layout.inset
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _cleared_tabs(block: Paragraph, layout: Layout) -> str:
    """The tab stops that a rule without a label clears, so that it starts at the margin."""
    if block.kind not in RULED or block.label or not layout.label_stops:
        return ""
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in layout.label_stops)
    return f"<w:tabs>{cleared}</w:tabs>"


def _between_move_marks(written: str, block: Paragraph, marks: Marks) -> str:
    """The paragraph between the marks of the place that it left or came to, if it has moved.

    These are those of move sources and destinations (17.13.5.24, 17.13.5.28). They stand around the
    paragraph, not in it, so that its mark has moved, too.
    """
    if block.change is unmoved(block.change):
        return written
    place = element_of(block.change)
    name = attribute(marks.place_name(block.move, block.change))
    number, by = marks.numbered()
    return (
        f'<w:{place}RangeStart{by} w:name="{name}"/>{written}<w:{place}RangeEnd w:id="{number}"/>'
    )


def _content(block: Paragraph, marks: Marks) -> str:
    spans = words(block.spans, block.change, marks)
    rule = _blank_rule(block, marks) if block.kind in RULED else ""
    return _lead(block.lead, block, marks) + spans + rule


def _lead(lead: str, block: Paragraph, marks: Marks) -> str:
    """A label or typed number and the tab after it, with the change of its paragraph."""
    if not lead:
        return ""
    return wrapped(run(f"{lead}\t", deleted=block.change is Change.DELETED), block.change, marks)


def _blank_rule(block: Paragraph, marks: Marks) -> str:
    """The rule of a line without words; inserted or deleted if the other version has words."""
    has_old = not any(each.text for each in block.spans if each.change.is_old)
    has_new = not any(each.text for each in block.spans if each.change.is_new)
    change = block.change
    if change is not Change.KEPT:
        return wrapped(RULE, change, marks) if (has_new if change.is_new else has_old) else ""
    if has_old and has_new:
        return RULE
    if has_old or has_new:
        return wrapped(RULE, Change.DELETED if has_old else Change.INSERTED, marks)
    return ""


# Widths as parts of the type size: that of an average letter, and those of bold sans-serif ones,
# which are the widest.
_USUAL, _WIDE, _CAPITAL, _NARROW, _BROAD = 0.525, 0.62, 0.78, 0.39, 1.0
_WIDTHS = {
    **dict.fromkeys("fijlrtI.,:;'!|()[]/- ", _NARROW),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", _CAPITAL),
    **dict.fromkeys("mwMW%@&—…", _BROAD),
}
_RULE_WIDTH = 14
"""The width of the rules beside a cell, in twentieths of a point."""
_SHORT = 12
"""A cell of at most so many characters stays on one line."""


def table(block: Table, layout: Layout, marks: Marks, *, with_next: bool = False) -> str:
    """A table (17.4.37) with its caption; its first row repeats on every page.

    A small table stays on one page; any other has at least two rows of words on each of its pages.
    Only a long row is split, and none is kept with it. If ``with_next``, the last row stays on a
    page with the next paragraph, and a page may end within a small table, too: it would be half
    empty.
    """
    widths = column_widths(block, layout)
    indent, _ = layout.table_place(is_inset=block.inset)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    title = f'<w:tblCaption w:val="{attribute(block.caption)}"/>' if block.caption else ""
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{title}</w:tblPr>'
    )
    writer = _RowWriter(block, widths, layout, marks)
    last = len(block.rows)
    is_whole = is_small(block, widths, layout) and not with_next
    kept = set(range(last)) if is_whole else {0, 1, last - 1}
    kept |= {last} if with_next else set()
    long = [is_long(each, widths, layout) for each in block.all_rows]
    kept -= {at for at, pair in enumerate(pairwise([*long, False])) if at and any(pair)}
    rows = "".join(
        writer.row(each, is_head=at == 0, is_split=long[at], keep=at in kept)
        for at, each in enumerate(block.all_rows)
    )
    marks.end()
    caption = _caption(block, layout, marks)
    return f"{caption}<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


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
class _RowWriter:
    """Writes the rows of one table."""

    block: Table
    widths: list[int]
    layout: Layout
    marks: Marks

    def row(self, row: Row, *, is_head: bool, is_split: bool, keep: bool) -> str:
        """A row that may be split; ``keep`` keeps it on a page with the next one."""
        change = row_change(row, self.block)
        style = TABLE_HEAD if is_head else TABLE_TEXT
        head = "<w:tblHeader/>" if is_head else ""
        whole = "" if is_split else "<w:cantSplit/>"
        mark = "" if change is Change.KEPT else f"<w:{element_of(change)}{self.marks.by()}/>"
        setting = self.layout.keeping(style, with_next=keep, whole=False)
        lead = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{setting}</w:pPr>'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{lead}{words(cell_words(cell, change), Change.KEPT, self.marks)}</w:p></w:tc>"
            for cell, width in zip(row.cells, self.widths, strict=True)
        )
        return f"<w:tr><w:trPr>{whole}{head}{mark}</w:trPr>{cells}</w:tr>"


def row_change(row: Row, block: Table) -> Change:
    """The change of a row as a whole, which is that of its table where this has changed."""
    return unmoved(row.change if block.change is Change.KEPT else block.change)


def cell_words(cell: tuple[Span, ...], change: Change) -> Sequence[Span]:
    """The words of a cell; in an inserted or deleted row, all words that the row has."""
    if change is Change.KEPT:
        return cell
    there = (each for each in cell if unmoved(each.change) in (Change.KEPT, change))
    return [replace(each, change=change) for each in there]


def is_small(block: Table, widths: Sequence[int], layout: Layout) -> bool:
    """Tell whether a table is kept on one page: one that takes little of it."""
    heights = (_lines_height(each, widths, layout) + layout.around_row for each in block.all_rows)
    return sum(heights) <= layout.little


def is_long(row: Row, widths: Sequence[int], layout: Layout) -> bool:
    """Tell whether a row has so many lines that it may be split between pages.

    ``widths`` are those of the columns, in twentieths of a point.
    """
    return _lines_height(row, widths, layout) > layout.little


def _lines_height(row: Row, widths: Sequence[int], layout: Layout) -> float:
    """The estimated height of a row's lines, in points."""
    margins = layout.cell_margins + _RULE_WIDTH
    filled = (
        _text_width(cell) * layout.table_size / max(width - margins, 1)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return ceil(max(1.0, *filled)) * layout.table_line


def column_widths(block: Table, layout: Layout) -> list[int]:
    """Column widths in twentieths of a point, together as wide as the words around it.

    If there is room, every column is as wide as its longest word; if not, every column is as wide
    as its longest word or its equal share, whichever is less. The rest is shared out by the number
    of words.
    """
    _, whole = layout.table_place(is_inset=block.inset)
    columns = list(zip(*(row.cells for row in block.all_rows), strict=True))
    margins = layout.cell_margins + _RULE_WIDTH
    least, wanted = (
        [round(max(map(width, cells)) * layout.table_size) + margins for cells in columns]
        for width in (_widest_piece, _text_width)
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
    """The widths, with what they leave of the whole added in proportion to the weights."""
    left = whole - sum(widths)
    total = sum(weights) or 1
    shared = [width + left * weight // total for width, weight in zip(widths, weights, strict=True)]
    shared[-1] += whole - sum(shared)
    return shared


def _widest_piece(cell: tuple[Span, ...]) -> float:
    """The width of the widest piece that stays on one line, as a part of the type size.

    Such a piece is a word, or all of a short cell (“7:15 a.m.”).
    """
    text = text_of(cell)
    pieces = [text] if len(text) <= _SHORT else text.split()
    return max((sum(map(_WIDTHS.get, piece, repeat(_WIDE))) for piece in pieces), default=0.0)


def _text_width(cell: tuple[Span, ...]) -> float:
    """The width of a cell's words on one line, as a part of the type size."""
    return _USUAL * sum(len(span.text) for span in cell)


def introduces_quotation(block: Paragraph, following: Block | None) -> bool:
    """Tell whether a paragraph introduces a quotation, and so stays with it."""
    quotes = isinstance(following, Paragraph) and following.kind is Kind.QUOTED
    return quotes and block.kind is not Kind.QUOTED
