"""What properties of paragraphs, tables and controls may do to what is printed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from lxml import etree

from mou_builder.word.reading.looks import measure
from mou_builder.word.reading.understood import (
    CELL_PROPERTIES,
    CONTROL_PROPERTIES,
    PARAGRAPH_PROPERTIES,
    ROW_PROPERTIES,
    TABLE_PROPERTIES,
)
from mou_builder.word.reading.vocabulary import means_on, name_of, value

_PAGE = 12_000
"""Twentieths of a point: an indent as wide as that puts words beside the page."""
_LEAST_LINE = 120
"""Twentieths of a point: in a line exactly as high as that, letters are cut off."""

_LEAST_COLUMN = 120
"""Twentieths of a point: a column as wide as that has no room for a letter."""


def unknown(properties: etree._Element | None, known: Container[str]) -> Iterator[str]:
    """Yield the names of properties that are not among those known to change no words."""
    for each in properties if properties is not None else ():
        name = name_of(each)
        if name and name not in known:
            yield f"the property {name.removeprefix('?:')}"


def judge_paragraph(found: Mapping[str, etree._Element], has_right_to_left: bool) -> Iterator[str]:
    """Say what the properties of a paragraph, its own and its style's, may do to its words.

    ``has_right_to_left`` tells that there are letters among them which run so.
    """
    for name, element in found.items():
        match name:
            case "framePr":
                yield "a frame, which stands elsewhere on the page"
            case "bidi" if means_on(value(element)) and not has_right_to_left:
                yield "a paragraph directed from right to left"
            case "textDirection" if value(element) not in ("lrTb", "tb", "lrTbV", ""):
                yield "words that do not run from left to right"
            case "spacing" if value(element, "lineRule") == "exact":
                if measure(element, "line", 240) < _LEAST_LINE:
                    yield "lines that are too low to read"
            case "ind" if is_beside_page(element):
                yield "words beside the page"
            case "textDirection":
                pass
            case _ if name not in PARAGRAPH_PROPERTIES:
                yield f"the property {name.removeprefix('?:')}"


def is_beside_page(indent: etree._Element) -> bool:
    """Tell whether an indent puts words where there is no paper."""
    sides = ("left", "start", "right", "end", "firstLine", "hanging")
    return any(abs(measure(indent, each, 0)) > _PAGE for each in sides) or any(
        measure(indent, each, 0) < -2_000 for each in sides
    )


def judge_table(properties: etree._Element | None, columns: etree._Element | None) -> Iterator[str]:
    """Say what the properties of a table, and the widths of its columns, may do to its words."""
    widths = [measure(each, "w", 0) for each in (columns if columns is not None else ())]
    if any(0 < each < _LEAST_COLUMN for each in widths):
        yield "a column that is too narrow to read"
    for each in properties if properties is not None else ():
        match name_of(each):
            case "bidiVisual" if means_on(value(each)):
                yield "columns in the other order"
            case "tblInd" if abs(measure(each, "w", 0)) > _PAGE:
                yield "words beside the page"
            case "tblpPr":
                yield "a table that stands elsewhere on the page"
    known = {*TABLE_PROPERTIES, "tblpPr"}
    yield from unknown(properties, known)


def judge_row(properties: etree._Element | None) -> Iterator[str]:
    """Say what the properties of a row may do to its words; a hidden one is read as not there."""
    for each in properties if properties is not None else ():
        match name_of(each):
            case "trHeight" if value(each, "hRule") == "exact" and measure(each, "val", 0) < 240:
                yield "a row that is too low to read"
            case "gridBefore" | "gridAfter":
                yield "merged cells"
    yield from unknown(properties, {*ROW_PROPERTIES, "gridBefore", "gridAfter"})


def judge_cell(properties: etree._Element | None) -> Iterator[str]:
    """Say what the properties of a cell may do to its words."""
    for each in properties if properties is not None else ():
        match name_of(each):
            case "gridSpan" if value(each) not in ("", "0", "1"):
                yield "merged cells"
            case "vMerge" | "hMerge" | "cellMerge":
                yield "merged cells"
            case "textDirection" if value(each) not in ("lrTb", "tb", "lrTbV", ""):
                yield "words that do not run from left to right"
    yield from unknown(properties, {*CELL_PROPERTIES, "hMerge", "cellMerge", "textDirection"})


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
