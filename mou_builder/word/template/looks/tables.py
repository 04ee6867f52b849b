"""The template's own tables (ISO/IEC 29500-1, 17.4): a letterhead often is one."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from lxml import etree

from mou_builder.frozen import dataclass, replace
from mou_builder.word.look import (
    Alignment,
    Borders,
    Story,
    StoryCell,
    StoryParagraph,
    StoryRow,
    StoryTable,
)
from mou_builder.word.namespaces import W
from mou_builder.word.template.looks.allowed import PropertyKind
from mou_builder.word.template.looks.properties import (
    Values,
    alignment,
    border_values,
    ground,
    number,
    points,
)
from mou_builder.word.template.looks.styles import cell_margins, margin_values
from mou_builder.word.vocabulary import child, child_value, is_on, value

if TYPE_CHECKING:
    from mou_builder.word.template.looks.stories import StoryPlace, StoryReader


_LEAST_GRID = 0.5
"""A grid that is narrower, as a part of what the cells ask for, was never laid out."""
_WHOLE = 5000
"""The number that stands for all of a width (17.18.90)."""
_USUAL_WIDTH = 72.0
_MOST_COLUMNS = 63
"""The most columns that Word gives a table."""


@dataclass(frozen=True)
class _Table:
    """What cells must know of their table."""

    setting: StoryPlace
    borders: Values
    margins: Values
    shading: str | None
    rows: int
    columns: int


def read_table(element: etree._Element, setting: StoryPlace, reader: StoryReader) -> StoryTable:
    """A table; what its style sets for the words in it lies below their own styles (17.7.2)."""
    properties = child(element, "tblPr")
    style_id = child_value(properties, "tblStyle")
    borders: Values = {}
    margins: Values = {}
    shading: str | None = None
    styles = reader.styles
    reader.collected.add_all(styles.told(style_id, "table"))
    chain = styles.chain(style_id, "table")
    for each in (*(child(style, "tblPr") for style in chain), properties):
        borders |= border_values(child(each, "tblBorders"))
        margins |= margin_values(child(each, "tblCellMar"))
        shading = ground(child(each, "shd")) or shading
    if any(child(style, "tblStylePr") is not None for style in chain):
        reader.collected.add("the looks that a table's style gives to some of its rows")
    reader.collected.note(properties, PropertyKind.TABLE)
    rows = [each for each in element.iter(f"{W}tr") if _table_of(each) is element]
    grid = [points(each, "w") or 0.0 for each in element.findall(f"{W}tblGrid/{W}gridCol")]
    room = 0.0 if setting.in_table else setting.page.text_width
    asked = _widths(rows, room)
    if sum(grid) <= sum(asked) * _LEAST_GRID:
        grid = asked
    if lacking := grid.count(0.0):
        reader.collected.add("columns of a table that are as wide as their words")
        share = max((room - sum(grid)) / lacking, _USUAL_WIDTH)
        grid = [each or share for each in grid]
    grid += [each or _USUAL_WIDTH for each in asked[len(grid) :]]
    if (whole := _asked_width(child(properties, "tblW"), room)) > 0:
        grid = [each * whole / sum(grid) for each in grid]
    paragraphs, words = styles.in_tables(style_id)
    inner = replace(setting, in_table=True, below_paragraph=paragraphs, below_character=words)
    table = _Table(inner, borders, margins, shading, len(rows), len(grid))
    left = points(child(properties, "tblInd"), "w") or 0.0
    if styles.outdents_tables:
        left -= cell_margins(margins).left
    return StoryTable(
        tuple(grid),
        tuple(_rows(rows, table, reader)),
        left,
        alignment(child_value(properties, "jc")) or Alignment.LEFT,
    )


def _table_of(row: etree._Element) -> etree._Element:
    return next(row.iterancestors(f"{W}tbl"))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [each for each in row.iter(f"{W}tc") if next(each.iterancestors(f"{W}tr")) is row]


def _columns_before(row: etree._Element) -> int:
    return _few(number(child(row, "trPr", "gridBefore"), "val"), least=0)


def _columns_of(cell: etree._Element) -> int:
    return _few(number(child(cell, "tcPr", "gridSpan"), "val"), least=1)


def _few(columns: float | None, least: int) -> int:
    return int(min(max(columns or least, least), _MOST_COLUMNS))


def _widths(rows: list[etree._Element], room: float) -> list[float]:
    """The widths that cells ask for each column, 0 for none; parts are those of ``room``."""
    found: dict[int, tuple[int, float]] = {}  # by column: those of the cell over the fewest columns
    for row in rows:
        column = _columns_before(row)
        for cell in _cells(row):
            wide = _columns_of(cell)
            asked = _asked_width(child(cell, "tcPr", "tcW"), room) / wide
            for at in range(column, column + wide):
                found[at] = min(found.get(at, (wide, asked)), (wide, asked), key=itemgetter(0))
            column += wide
    return [found.get(at, (1, 0.0))[1] for at in range(max(found, default=-1) + 1)]


def _asked_width(width: etree._Element | None, room: float) -> float:
    """A width in points; 0 if there is none, or that of what is inside (17.18.90)."""
    match "auto" if width is None else value(width, "type"):
        case "pct":
            return (number(width, "w") or 0.0) / _WHOLE * room
        case "auto" | "nil":
            return 0.0
        case _:
            return points(width, "w") or 0.0


def _rows(rows: list[etree._Element], table: _Table, reader: StoryReader) -> list[StoryRow]:
    """The rows; a cell that continues the one above makes that one taller (17.4.84)."""
    read: list[StoryRow] = []
    # By its column and how many it is wide: the row and the index of a cell.
    starts: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        cells: list[StoryCell] = []
        properties = child(row, "trPr")
        reader.collected.note(properties, PropertyKind.ROW)
        column = _columns_before(row)
        if column:
            cells.append(StoryCell((), column))
        for each in _cells(row):
            wide = _columns_of(each)
            merged = child(each, "tcPr", "vMerge")
            goes_on = merged is not None and value(merged) != "restart"
            if goes_on and starts.get((column, wide)):
                top, index = starts[column, wide]
                above = (cells if top == at else list(read[top].cells))[index]
                taller = list(read[top].cells)
                taller[index] = replace(above, rows=above.rows + 1)
                read[top] = replace(read[top], cells=tuple(taller))
            else:
                if merged is not None:
                    starts[column, wide] = (at, len(cells))
                else:
                    starts.pop((column, wide), None)
                cells.append(_cell(each, table, reader, at, column, wide))
            column += wide
        if column < table.columns:  # else the next row would begin in this one
            cells.append(StoryCell((), table.columns - column))
        height = child(properties, "trHeight")
        read.append(
            StoryRow(
                tuple(_with_widest_margins(cells)),
                points(height, "val") or 0.0,
                height is not None and height.get(f"{W}hRule") == "exact",
                is_on(properties, "tblHeader"),
                is_on(properties, "cantSplit"),
            )
        )
    return read


def _with_widest_margins(cells: list[StoryCell]) -> Iterator[StoryCell]:
    """The cells of a row, in which the widest margins above and below words hold for all."""
    top = max((each.margins.top for each in cells), default=0.0)
    bottom = max((each.margins.bottom for each in cells), default=0.0)
    for each in cells:
        yield replace(each, margins=replace(each.margins, top=top, bottom=bottom))


def _cell(
    element: etree._Element, table: _Table, reader: StoryReader, row: int, column: int, wide: int
) -> StoryCell:
    """A cell ``wide`` columns wide, in a row and a column counted from 0."""
    properties = child(element, "tcPr")
    exception = next(element.itersiblings(f"{W}tblPrEx", preceding=True), None)
    reader.collected.note(exception, PropertyKind.ROW_OF_TABLE)
    reader.collected.note(properties, PropertyKind.CELL)
    margins = table.margins | margin_values(child(exception, "tblCellMar"))
    margins |= margin_values(child(properties, "tcMar"))
    given = table.borders | border_values(child(exception, "tblBorders"))
    own = border_values(child(properties, "tcBorders"))
    vertical = child_value(properties, "vAlign")
    inside_rows, inside_columns = given.get("between_rows"), given.get("between_columns")
    from_table = {
        "top": given.get("top") if row == 0 else inside_rows,
        "bottom": given.get("bottom") if row == table.rows - 1 else inside_rows,
        "left": given.get("left") if column == 0 else inside_columns,
        "right": given.get("right") if column + wide >= table.columns else inside_columns,
    }
    sides = {name: own.get(name, otherwise) for name, otherwise in from_table.items()}
    return StoryCell(
        _without_end(reader.story(element, table.setting)),
        columns=wide,
        borders=Borders(**sides),
        shading=ground(child(properties, "shd")) or table.shading,
        margins=cell_margins(margins),
        vertical=vertical if vertical in ("top", "center", "bottom") else "top",
    )


def _without_end(story: Story) -> Story:
    """The contents of a cell, without the empty paragraph that must follow a table at its end."""
    match story:
        case (*_, StoryTable(), StoryParagraph(content=(), label=None)):
            return story[:-1]
        case _:
            return story
