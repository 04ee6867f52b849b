"""What properties of paragraphs, tables and controls may do to what is printed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.reading.looks.measures import Paper, measure
from mou_builder.word.reading.understood import (
    CELL_PROPERTIES,
    CONTROL_PROPERTIES,
    LEVEL_PROPERTIES,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    TABLE_PROPERTIES,
)
from mou_builder.word.reading.vocabulary import child, child_value, means_on, name_of, value

_LEAST_LINE = 0.8
"""In a line of less than that part of the letters' height, they are cut off."""
_CLOSEST_LINES = 168
"""Of 240, the usual distance: lines nearer to each other than that stand on each other."""
_LEAST_ROOM = 720
"""Twentieths of a point: in a row of words narrower than half an inch, words fall apart."""
_LEAST_COLUMN = 360
"""Twentieths of a point: a column as wide as that has room for one letter between its margins."""
_WIDEST_MARGIN = 1_440
"""Twentieths of a point that may be left free within a cell, or between cells."""
_OF_CHARACTERS = 2.4
"""Twentieths of a point in a hundredth of a character, by which indents can be given, too."""


def unknown(properties: etree._Element | None, known: Container[str]) -> Iterator[str]:
    """Yield the names of properties that are not among those known to change no words."""
    for each in properties if properties is not None else ():
        name = name_of(each)
        if name and name not in known:
            yield f"the property {name.removeprefix('?:')}"


@dataclass(frozen=True)
class ParagraphWords:
    """What of the words of a paragraph decides how it may be set.

    ``from_right`` tells that there are letters among them which run from right to left.
    """

    from_right: bool = False
    has_tab: bool = False


def judge_paragraph(
    found: Mapping[str, etree._Element], words: ParagraphWords, size: int, paper: Paper
) -> Iterator[str]:
    """Say what the properties of a paragraph, its own and its style's, may do to its words.

    ``size`` is that of the largest of its letters in half points, ``paper`` the room that it has.
    """
    for name, element in found.items():
        match name:
            case "framePr":
                yield "a frame, which stands elsewhere on the page"
            case "bidi" if means_on(value(element)) and not words.from_right:
                yield "a paragraph directed from right to left"
            case "textDirection" if value(element) not in ("lrTb", "tb", "lrTbV", ""):
                yield "words that do not run from left to right"
            case "spacing" if _are_too_low(element, size):
                yield "lines that are too low to read"
            case "ind" if is_beside_page(element, paper):
                yield "words beside the page"
            case "tabs" if words.has_tab and any(_is_off(each, paper) for each in element):
                yield "words beside the page"
            case "textDirection":
                pass
            case _ if name not in PARAGRAPH_PROPERTIES:
                yield f"the property {name.removeprefix('?:')}"


def _are_too_low(spacing: etree._Element, size: int) -> bool:
    line = measure(spacing, "line", 240)
    match value(spacing, "lineRule"):
        case "exact":
            return line < _LEAST_LINE * 10 * size
        case "atLeast":
            return False
        case _:
            return line < _CLOSEST_LINES


def _is_off(tab: etree._Element, paper: Paper) -> bool:
    """Tell whether words behind a tab stand where there is no paper."""
    if value(tab) == "clear":
        return False
    return not -paper.left <= measure(tab, "pos", 0) <= paper.text + paper.right


def is_beside_page(indent: etree._Element, paper: Paper) -> bool:
    """Tell whether an indent puts words where there is no paper, or leaves them no room."""
    left, right = _side(indent, "left", "start"), _side(indent, "right", "end")
    first = _side(indent, "firstLine") - _side(indent, "hanging")
    least = min(left, left + first)
    room = paper.text - right - max(left, left + first)
    is_squeezed = room < min(_LEAST_ROOM, paper.text // 2)
    return least < -paper.left or right < -paper.right or is_squeezed


def _side(indent: etree._Element, *names: str) -> int:
    """How far an indent goes at a side; in characters, where it is given so (17.3.1.12)."""
    given = [measure(indent, each, 0) for each in names]
    given += [round(measure(indent, f"{each}Chars", 0) * _OF_CHARACTERS) for each in names]
    return max(given, key=abs)


def judge_table(
    properties: etree._Element | None, columns: etree._Element | None, paper: Paper
) -> Iterator[str]:
    """Say what the properties of a table, and the widths of its columns, may do to its words."""
    widths = [measure(each, "w", 0) for each in (columns if columns is not None else ())]
    if any(0 < each < _LEAST_COLUMN for each in widths):
        yield "a column that is too narrow to read"
    if sum(widths) > paper.text + paper.right:
        yield "words beside the page"
    for each in properties if properties is not None else ():
        yield from _of_table(each, paper)
    known = {*TABLE_PROPERTIES, "tblpPr"}
    yield from unknown(properties, known)


def _of_table(each: etree._Element, paper: Paper) -> Iterator[str]:
    match name_of(each):
        case "bidiVisual" if means_on(value(each)):
            yield "columns in the other order"
        case "tblInd" if not -paper.left <= measure(each, "w", 0) <= paper.text - _LEAST_ROOM:
            yield "words beside the page"
        case "tblW" if _width(each, paper.text) > paper.text + paper.right:
            yield "words beside the page"
        case "tblW" if 0 < _width(each, paper.text) < _LEAST_ROOM:
            yield "a table that is too narrow to read"
        case "tblCellMar" if _is_wide(each):
            yield "cells without room for their words"
        case "tblCellSpacing" if measure(each, "w", 0) > _WIDEST_MARGIN:
            yield "cells without room for their words"
        case "tblpPr":
            yield "a table that stands elsewhere on the page"


def _width(element: etree._Element, whole: int) -> int:
    """A width of a table or a cell; 0 where it is left to the program (17.4.63, 17.4.71)."""
    width = measure(element, "w", 0)
    match value(element, "type"):
        case "pct":
            parts = 100 if value(element, "w").endswith("%") else 5_000
            return max(whole * width // parts, 1) if width else 0
        case "auto" | "nil":
            return 0
        case _:
            return width


def _is_wide(margins: etree._Element) -> bool:
    return any(abs(measure(each, "w", 0)) > _WIDEST_MARGIN for each in margins)


def judge_row(properties: etree._Element | None) -> Iterator[str]:
    """Say what the properties of a row may do to its words; a hidden one is read as not there."""
    for each in properties if properties is not None else ():
        match name_of(each):
            case "trHeight" if value(each, "hRule") == "exact":
                yield "a row of a fixed height, which cuts off what has no room in it"
            case "tblCellSpacing" if measure(each, "w", 0) > _WIDEST_MARGIN:
                yield "cells without room for their words"
            case "gridBefore" | "gridAfter":
                yield "merged cells"
    yield from unknown(properties, {*ROW_PROPERTIES, "gridBefore", "gridAfter"})


def judge_cell(properties: etree._Element | None, paper: Paper) -> Iterator[str]:
    """Say what the properties of a cell may do to its words."""
    for each in properties if properties is not None else ():
        match name_of(each):
            case "tcW" if 0 < _width(each, paper.text) < _LEAST_COLUMN:
                yield "a cell that is too narrow to read"
            case "tcMar" if _is_wide(each):
                yield "cells without room for their words"
            case "gridSpan" if value(each) not in ("", "0", "1"):
                yield "merged cells"
            case "vMerge" | "hMerge" | "cellMerge":
                yield "merged cells"
            case "textDirection" if value(each) not in ("lrTb", "tb", "lrTbV", ""):
                yield "words that do not run from left to right"
    yield from unknown(properties, {*CELL_PROPERTIES, "hMerge", "cellMerge", "textDirection"})


def cell_width(properties: etree._Element | None, paper: Paper) -> int:
    """Return how wide a cell is said to be, 0 where it is left to the program."""
    element = child(properties, "tcW")
    return 0 if element is None else _width(element, paper.text)


def judge_level(level: etree._Element | None, size: int, paper: Paper) -> Iterator[str]:
    """Say what a level of a list may do to its number, beside its text and looks, and to its words.

    ``level`` is the ``w:lvl`` (17.9.6); ``size`` and ``paper`` are those of a paragraph in it.
    """
    inside = child(level, "pPr")
    properties = {name_of(each): each for each in (inside if inside is not None else ())}
    yield from judge_paragraph(properties, ParagraphWords(has_tab=True), size, paper)
    if child_value(level, "suff") == "nothing":
        yield "a number that runs into the words behind it"
    yield from unknown(level, LEVEL_PROPERTIES)


def judge_control(properties: etree._Element | None) -> Iterator[str]:
    """Say what a content control may do to the words in it (17.5.2)."""
    for each in properties if properties is not None else ():
        if name_of(each) in ("dataBinding", "w15:dataBinding"):
            yield "words that are filled in from data inside the file"
    yield from unknown(properties, {*CONTROL_PROPERTIES, "dataBinding", "w15:dataBinding"})


def has_right_to_left(words: str) -> bool:
    """Tell whether there are letters of a script that runs from right to left."""
    return any(
        "\u0590" <= each <= "\u08ff" or "\ufb1d" <= each <= "\ufefc" or each >= "\U00010800"
        for each in words
    )
