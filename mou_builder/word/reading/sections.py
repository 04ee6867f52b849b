"""Sections, and the headers and footers that each prints (ISO/IEC 29500-1, 17.6 and 17.10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Line, Margin
from mou_builder.word.reading.judging import unknown
from mou_builder.word.reading.looks.measures import least_height, measure, paper_of
from mou_builder.word.reading.understood import SECTION_PROPERTIES
from mou_builder.word.reading.vocabulary import is_on, name_of, relation, value

_PAGES = {"default": "", "first": " of the first page", "even": " of even pages"}
_LEAST_PAGE = 4_000
"""Twentieths of a point: paper smaller than that has no room for the words."""
_LEAST_TEXT = 2_160
"""Twentieths of a point between the margins of a page."""
_OF_LETTERS = ("linesAndChars", "snapToChars")


@dataclass(frozen=True)
class CopySection:
    """One section: the ids of its headers and footers by what and page, and what is in doubt."""

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
    doubts = tuple(dict.fromkeys(_doubts(element)))
    return CopySection(references, is_on(element, "titlePg"), doubts)


def _doubts(element: etree._Element) -> Iterator[str]:
    for each in element:
        yield from _of_property(each)
    if paper_of((element,)).text < _LEAST_TEXT or least_height(element) < _LEAST_TEXT:
        yield "margins that leave no room for the words"
    yield from unknown(element, SECTION_PROPERTIES)


def _of_property(each: etree._Element) -> Iterator[str]:
    match name_of(each):
        case "pgNumType" if value(each, "start") not in ("", "0", "1"):
            yield f"pages numbered from {value(each, 'start')[:9]}"
        case "pgNumType" if value(each, "fmt") not in ("", "decimal"):
            yield f"pages numbered in the form {value(each, 'fmt')[:30]}"
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
        case "docGrid" if value(each, "type") in _OF_LETTERS and measure(each, "charSpace", 0):
            yield "letters that stand on a grid"


def _is_off_page(margins: etree._Element) -> bool:
    sides = [measure(margins, each, 0) for each in ("left", "right", "gutter", "header", "footer")]
    heights = [abs(measure(margins, each, 0)) for each in ("top", "bottom")]
    return min(sides) < 0 or max(*sides, *heights) > 8_000


def margins_of(
    sections: Sequence[CopySection],
    has_even: bool,
    read: Callable[[str], tuple[Line, ...]],
) -> Iterable[Margin]:
    """Return what is printed above and below the words, on the first, the even and other pages.

    ``read`` gives the lines of a header or footer by the id of its relationship. A section without
    one prints that of the section before it (17.10.1).
    """
    found: list[Margin] = []
    inherited: dict[tuple[str, str], str] = {}
    for number, section in enumerate(sections):
        inherited |= section.references
        for what in ("header", "footer"):
            for page, of_page in _PAGES.items():
                if page == "first" and not section.has_title_page:
                    continue
                if page == "even" and not has_even:
                    continue
                id_ = inherited.get((what, page))
                lines = read(id_) if id_ is not None else ()
                place = f"{what.capitalize()}{of_page}"
                found.append(Margin(place, number, lines))
    return found
