"""Sections, and the headers and footers that each one prints (ISO/IEC 29500-1, 17.6, 17.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Line, Margin
from mou_builder.word.reading.judging import unknown_properties
from mou_builder.word.reading.looks.measures import least_height, measure, paper_of
from mou_builder.word.reading.understood import SECTION_PROPERTIES
from mou_builder.word.vocabulary import child, is_on, name_of, relation, value

_PAGES = {"default": "", "first": " of the first page", "even": " of even pages"}
_LEAST_PAGE = 4_000
"""The least width and height of paper, in twentieths of a point."""
_LEAST_TEXT = 2_160
"""The least width and height between the margins, in twentieths of a point."""
_WIDEST_PITCH = 1_440
"""The greatest distance of the lines of a grid, in twentieths of a point."""
_POINT = 20
_LEAST_HEADER = 240
"""The height of a line in a header, in twentieths of a point."""
_CHARACTER_GRIDS = ("linesAndChars", "snapToChars")
"""Kinds of grids that letters are aligned with (17.18.14)."""


@dataclass(frozen=True)
class CopySection:
    """One section: its headers and footers, and what is in doubt.

    ``references`` are the ids of their relationships, by header or footer and kind of page.
    """

    references: dict[tuple[str, str], str]
    has_title_page: bool
    doubts: tuple[str, ...]


def read_section(element: etree._Element) -> CopySection:
    """Read a ``w:sectPr``."""
    references = {}
    for each in element:
        name = name_of(each)
        if name in ("headerReference", "footerReference"):
            what = name.removesuffix("Reference")
            references[what, value(each, "type") or "default"] = relation(each)
    doubts = tuple(dict.fromkeys(_section_doubts(element)))
    return CopySection(references, is_on(element, "titlePg"), doubts)


def _section_doubts(element: etree._Element) -> Iterator[str]:
    for each in element:
        yield from _doubts_of_property(each)
    if paper_of((element,)).text < _LEAST_TEXT or least_height(element) < _LEAST_TEXT:
        yield "margins that leave no room for the words"
    if _has_header_on_words(child(element, "pgMar")):
        yield "a header or footer on the words"
    if _has_border_on_words(child(element, "pgBorders"), child(element, "pgMar")):
        yield "a border of the pages on the words"
    yield from unknown_properties(element, SECTION_PROPERTIES)


def _doubts_of_property(each: etree._Element) -> Iterator[str]:
    match name_of(each):
        case "pgNumType":
            yield from _doubts_of_numbers(each)
        case "textDirection" if value(each) not in ("lrTb", "tb", ""):
            yield "pages whose words do not run from left to right"
        case "bidi" if value(each) not in ("0", "false", "off"):
            yield "pages directed from right to left"
        case "cols" if measure(each, "num", 1) > 1 or len(each):
            yield "words in columns"
        case "pgSz" if min(measure(each, "w", 12_240), measure(each, "h", 15_840)) < _LEAST_PAGE:
            yield "paper too small for the words"
        case "pgMar" if _is_off_page(each):
            yield "margins that put words beside the page"
        case "docGrid" if value(each, "type") and measure(each, "linePitch", 0) > _WIDEST_PITCH:
            yield "lines that stand far apart"
        case "docGrid" if value(each, "type") in _CHARACTER_GRIDS and measure(each, "charSpace", 0):
            yield "letters that stand on a grid"


def _doubts_of_numbers(numbers: etree._Element) -> Iterator[str]:
    if value(numbers, "start") not in ("", "1"):
        yield f"pages numbered from {value(numbers, 'start')[:9]}"
    if value(numbers, "fmt") not in ("", "decimal"):
        yield f"pages numbered in the form {value(numbers, 'fmt')[:30]}"
    if value(numbers, "chapStyle"):
        yield "pages numbered by chapters"


def _is_off_page(margins: etree._Element) -> bool:
    sides = [measure(margins, each, 0) for each in ("left", "right", "gutter", "header", "footer")]
    heights = [abs(measure(margins, each, 0)) for each in ("top", "bottom")]
    return min(sides) < 0 or max(*sides, *heights) > 8_000


def _has_header_on_words(margins: etree._Element | None) -> bool:
    """Tell whether a header or footer stands among the words.

    A negative margin does not make room for a header that is too tall (17.6.11).
    """
    for side, what in (("top", "header"), ("bottom", "footer")):
        margin = measure(margins, side, 0)
        if margin < 0 and measure(margins, what, 0) + _LEAST_HEADER > -margin:
            return True
    return False


def _has_border_on_words(borders: etree._Element | None, margins: etree._Element | None) -> bool:
    """Tell whether the borders of pages (17.6.10) are so far from the edges that words are there.

    A drawn border has its width in points, a line in eighths of one.
    """
    if borders is None or value(borders, "offsetFrom") != "page":
        return False
    for each in borders:
        width = max(measure(each, "sz", 0), measure(each, "space", 0)) * _POINT
        if 2 * width > abs(measure(margins, name_of(each), 0)) and width > _POINT:
            return True
    return False


def margins_of(
    sections: Sequence[CopySection],
    has_even: bool,
    read: Callable[[str], tuple[Line, ...]],
) -> tuple[Margin, ...]:
    """Return the headers and footers of the first page, of even pages and of all others.

    ``read`` returns the lines of one by the id of its relationship. A section without one prints
    that of the section before it (17.10.1).
    """
    found: list[Margin] = []
    inherited: dict[tuple[str, str], str] = {}
    for number, section in enumerate(sections):
        inherited |= section.references
        pages = {"default": True, "first": section.has_title_page, "even": has_even}
        for what in ("header", "footer"):
            for page in (each for each, is_there in pages.items() if is_there):
                id_ = inherited.get((what, page))
                lines = () if id_ is None else read(id_)
                found.append(Margin(f"{what.capitalize()}{_PAGES[page]}", number, lines))
    return tuple(found)
