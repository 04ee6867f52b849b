"""How properties of paragraphs, tables and content controls may change what is printed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.measures import Paper, measure
from mou_builder.word.reading.shape import repeated
from mou_builder.word.reading.understood import (
    CELL_PROPERTIES,
    CONTROL_PROPERTIES,
    LEVEL_PROPERTIES,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    TABLE_PROPERTIES,
)
from mou_builder.word.vocabulary import (
    child,
    child_value,
    children,
    means_on,
    name_of,
    value,
)

_LEAST_LINE = 0.8
"""A line lower than this part of its letters' height cuts them off."""
_CLOSEST_LINES = 168
"""The least distance of lines that do not overlap, where 240 is the usual one."""
_LEAST_ROOM = 720
"""The least width of words, in twentieths of a point: in less than half an inch they are broken."""
_LEAST_COLUMN = 360
"""The least width of a column, in twentieths of a point: one letter between the margins."""
TALLEST = 7_200
"""The tallest line, space or row, in twentieths of a point: half of what a page has."""
_LINE = 1.2
"""Twentieths of a point in a 240th of a line of twelve points."""
_WIDEST_MARGIN = 1_440
"""The widest margin within or between cells, in twentieths of a point."""
_LETTER = 140
"""The width of a letter, in twentieths of a point: few are wider, and then only some of a line."""
LED_BY = "a tab that draws a line, or dots, between the words"
_OF_CHARACTERS = 2.4
"""Twentieths of a point in a hundredth of a character, in which indents can also be given."""
_ACROSS = ("tl2br", "tr2bl")
"""The borders of a cell that strike its words through (17.4.73, 17.4.79)."""
_UPRIGHT = ("lrTb", "tb", "lrTbV", "")
"""The directions of words that run from left to right (17.18.93)."""


def unknown_properties(properties: etree._Element | None, known: Container[str]) -> Iterator[str]:
    """Yield a doubt about each property that is not known to leave the words as they are."""
    for each in children(properties):
        name = name_of(each)
        if name and name not in known:
            yield f"the property {name.removeprefix('?:')}"
    yield from repeated(properties)


@dataclass(frozen=True)
class ParagraphWords:
    """What a judgment of a paragraph must know about its words.

    ``from_right`` says that some of the letters run from right to left, ``is_line`` that they stand
    on a line to write on, which a tab draws.
    """

    from_right: bool = False
    has_tab: bool = False
    is_line: bool = False


def judge_paragraph(
    found: Mapping[str, etree._Element], words: ParagraphWords, size: int, paper: Paper
) -> Iterator[str]:
    """Yield how the properties of a paragraph, its own and its style's, may change its words.

    ``size`` is that of its largest letters in half points, ``paper`` the room that it has.
    """
    for name, element in found.items():
        match name:
            case "framePr":
                yield "a frame, which stands elsewhere on the page"
            case "bidi" if means_on(value(element)) and not words.from_right:
                yield "a paragraph directed from right to left"
            case "textDirection":
                if value(element) not in _UPRIGHT:
                    yield "words that do not run from left to right"
            case "spacing":
                yield from _judge_spacing(element, size)
            case "ind" if is_beside_page(element, paper):
                yield "words beside the page"
            case "tabs":
                yield from _judge_tabs(element, words, paper)
            case _ if name not in PARAGRAPH_PROPERTIES:
                yield f"the property {name.removeprefix('?:')}"


def _judge_tabs(tabs: etree._Element, words: ParagraphWords, paper: Paper) -> Iterator[str]:
    if any(value(each) == "bar" for each in tabs):
        yield "a line that a tab draws down through the words"
    if words.has_tab and any(_is_off_paper(each, paper) for each in tabs):
        yield "words beside the page"
    if words.has_tab and not words.is_line and any(map(has_leader, tabs)):
        yield LED_BY


def has_leader(tab: etree._Element) -> bool:
    """Tell whether a tab draws something in the room that it leaves (17.3.1.37, 17.3.3.23)."""
    return value(tab) != "clear" and value(tab, "leader") not in ("", "none")


def _judge_spacing(spacing: etree._Element, size: int) -> Iterator[str]:
    if _are_too_low(spacing, size):
        yield "lines that are too low to read"
    if _is_tall(spacing):
        yield "lines or spaces as tall as a page"


def _are_too_low(spacing: etree._Element, size: int) -> bool:
    line = measure(spacing, "line", 240)
    match value(spacing, "lineRule"):
        case "exact":
            return line < _LEAST_LINE * 10 * size
        case "atLeast":
            return False
        case _:
            return line < _CLOSEST_LINES


def _is_tall(spacing: etree._Element) -> bool:
    """Tell whether a line, or the space beside a paragraph, moves words off their page."""
    unit = _LINE if value(spacing, "lineRule") in ("", "auto") else 1
    heights = [round(measure(spacing, "line", 0) * unit)]
    heights += [measure(spacing, each, 0) for each in ("before", "after")]
    heights += [round(measure(spacing, f"{each}Lines", 0) * 2.4) for each in ("before", "after")]
    return max(heights) > TALLEST


def _is_off_paper(tab: etree._Element, paper: Paper) -> bool:
    """Tell whether words behind a tab stand beside the paper."""
    if value(tab) == "clear":
        return False
    return not -paper.left <= measure(tab, "pos", 0) <= paper.text + paper.right


def is_beside_page(indent: etree._Element, paper: Paper) -> bool:
    """Tell whether an indent puts words beside the paper, or leaves them no room."""
    left, right = _indent_at(indent, "left", "start"), _indent_at(indent, "right", "end")
    first = _indent_at(indent, "firstLine") - _indent_at(indent, "hanging")
    least = min(left, left + first)
    room = paper.text - right - max(left, left + first)
    is_squeezed = room < min(_LEAST_ROOM, paper.text // 2)
    return least < -paper.left or right < -paper.right or is_squeezed


def _indent_at(indent: etree._Element, *names: str) -> int:
    """The indent at a side in twentieths of a point; it may be given in characters (17.3.1.12)."""
    given = [measure(indent, each, 0) for each in names]
    given += [round(measure(indent, f"{each}Chars", 0) * _OF_CHARACTERS) for each in names]
    return max(given, key=abs)


def judge_table(
    properties: etree._Element | None, columns: etree._Element | None, paper: Paper
) -> Iterator[str]:
    """Yield how the properties of a table, and the widths of its columns, may change its words."""
    widths = [measure(each, "w", 0) for each in children(columns)]
    if any(0 < each < _LEAST_COLUMN for each in widths):
        yield "a column that is too narrow to read"
    if is_too_wide(sum(widths), paper):
        yield "words beside the page"
    for each in children(properties):
        yield from _judge_table_property(each, paper)
    yield from unknown_properties(properties, {*TABLE_PROPERTIES, "tblpPr"})


def is_too_wide(width: int, paper: Paper) -> bool:
    """Tell whether columns or cells of this width together end beside the paper."""
    return width > paper.text + paper.right


def _judge_table_property(each: etree._Element, paper: Paper) -> Iterator[str]:
    match name_of(each):
        case "bidiVisual" if means_on(value(each)):
            yield "columns in the other order"
        case "tblInd" if not -paper.left <= measure(each, "w", 0) <= paper.text - _LEAST_ROOM:
            yield "words beside the page"
        case "tblW" if _asked_width(each, paper.text) > paper.text + paper.right:
            yield "words beside the page"
        case "tblW" if 0 < _asked_width(each, paper.text) < _LEAST_ROOM:
            yield "a table that is too narrow to read"
        case "tblCellMar" if _has_wide_margin(each):
            yield "cells without room for their words"
        case "tblCellSpacing" if measure(each, "w", 0) > _WIDEST_MARGIN:
            yield "cells without room for their words"
        case "tblpPr":
            yield "a table that stands elsewhere on the page"


def _asked_width(element: etree._Element, whole: int) -> int:
    """The width of a table or a cell (17.4.63, 17.4.71); 0 if the program chooses it."""
    width = measure(element, "w", 0)
    match value(element, "type"):
        case "pct":
            parts = 100 if value(element, "w").endswith("%") else 5_000
            return max(whole * width // parts, 1) if width else 0
        case "auto" | "nil":
            return 0
        case _:
            return width


def _has_wide_margin(margins: etree._Element) -> bool:
    return any(abs(measure(each, "w", 0)) > _WIDEST_MARGIN for each in margins)


def judge_row(properties: etree._Element | None) -> Iterator[str]:
    """Yield how the properties of a row may change its words; hidden rows are left out anyway."""
    for each in children(properties):
        match name_of(each):
            case "trHeight" if measure(each, "val", 0) > TALLEST:
                yield "a row as tall as a page"
            case "trHeight" if value(each, "hRule") == "exact":
                yield "a row of a fixed height, which cuts off what has no room in it"
            case "tblCellSpacing" if measure(each, "w", 0) > _WIDEST_MARGIN:
                yield "cells without room for their words"
            case "gridBefore" | "gridAfter":
                yield "merged cells"
    yield from unknown_properties(properties, {*ROW_PROPERTIES, "gridBefore", "gridAfter"})


def judge_cell(
    properties: etree._Element | None, paper: Paper, longest: int | None = None
) -> Iterator[str]:
    """Yield how the properties of a cell may change its words.

    ``longest`` counts the letters of its longest paragraph; None where they are not known.
    """
    room = (cell_width(properties, paper) or paper.text) // _LETTER
    for each in children(properties):
        match name_of(each):
            case "noWrap" if means_on(value(each)) and (longest is None or longest > room):
                yield "a cell whose words are not broken into lines"
            case "tcW" if 0 < _asked_width(each, paper.text) < _LEAST_COLUMN:
                yield "a cell that is too narrow to read"
            case "tcBorders" if any(name_of(one) in _ACROSS and _is_drawn(one) for one in each):
                yield "a line across a cell"
            case "tcMar" if _has_wide_margin(each):
                yield "cells without room for their words"
            case "gridSpan" if value(each) not in ("", "0", "1"):
                yield "merged cells"
            case "vMerge" | "hMerge" | "cellMerge":
                yield "merged cells"
            case "textDirection" if value(each) not in _UPRIGHT:
                yield "words that do not run from left to right"
    yield from unknown_properties(
        properties, {*CELL_PROPERTIES, "hMerge", "cellMerge", "textDirection", "noWrap"}
    )


def _is_drawn(border: etree._Element) -> bool:
    return value(border) not in ("nil", "none", "")


def cell_width(properties: etree._Element | None, paper: Paper) -> int:
    """Return the width that a cell asks for, 0 if the program chooses it."""
    element = child(properties, "tcW")
    return 0 if element is None else _asked_width(element, paper.text)


def judge_level(
    level: etree._Element | None, number: str, size: int, paper: Paper
) -> Iterator[str]:
    """Yield how a level of a list may change its number, its text and looks aside, and its words.

    ``level`` is the ``w:lvl`` (17.9.6), which prints ``number``; ``size`` and ``paper`` are those
    of a paragraph in it.
    """
    properties = {name_of(each): each for each in children(child(level, "pPr"))}
    yield from judge_paragraph(properties, ParagraphWords(has_tab=True), size, paper)
    text = child(level, "lvlText")
    if text is not None and value(text, "null") and means_on(value(text, "null")):
        yield "a number without a text"
    if number and child_value(level, "suff") == "nothing":
        yield "a number that runs into the words behind it"
    yield from unknown_properties(level, LEVEL_PROPERTIES)


def judge_control(control: etree._Element) -> Iterator[str]:
    """Yield how a content control may change the words in it (17.5.2)."""
    if sum(name_of(each) == "sdtContent" for each in control) > 1:
        yield "a control with two contents, of which programs show one"
    properties = child(control, "sdtPr")
    for each in children(properties):
        if name_of(each) in ("dataBinding", "w15:dataBinding"):
            yield "words that are filled in from data inside the file"
    yield from unknown_properties(
        properties, {*CONTROL_PROPERTIES, "dataBinding", "w15:dataBinding"}
    )


def has_right_to_left(words: str) -> bool:
    """Tell whether any letter belongs to a script that runs from right to left."""
    return any(
        "\u0590" <= each <= "\u08ff" or "\ufb1d" <= each <= "\ufefc" or each >= "\U00010800"
        for each in words
    )
