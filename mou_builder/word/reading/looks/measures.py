"""Measures in twentieths of a point, and the room that a page has."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.vocabulary import child, name_of, value

_UNITS = {"pt": 20, "in": 1440, "cm": 567, "mm": 57, "pc": 240, "pi": 240}
"""Twentieths of a point in each unit (22.9.2.15)."""
_UNKNOWN = 1_000_000
_USUAL_PAGE = (12_240, 15_840)
_USUAL_MARGIN = 1_440
_EDGE = 240
"""How near to the edge of the paper a printer can print."""
_IN_CELL = 216
"""The margins that Word leaves on both sides of a cell, together."""


def measure(element: etree._Element | None, attribute: str, otherwise: int) -> int:
    """The number in an attribute, which may be a percentage or have a unit.

    It is ``otherwise`` without one, and beyond all bounds where programs may read different ones.
    """
    text = value(element, attribute).rstrip("%") if element is not None else ""
    if not text:
        return otherwise
    factor = _UNITS.get(text[-2:], 1)
    try:
        return round(float(text[:-2] if factor != 1 else text) * factor)
    except (ValueError, OverflowError):
        return _UNKNOWN


@dataclass(frozen=True)
class Paper:
    """The room that words have: the width of a line, and the paper on either side of it."""

    text: int = _USUAL_PAGE[0] - 2 * _USUAL_MARGIN
    left: int = _USUAL_MARGIN - _EDGE
    right: int = _USUAL_MARGIN - _EDGE

    def narrowed(self, width: int) -> Paper:
        """The room in a cell of a table; a ``width`` of 0 is not known."""
        return Paper(min(width, self.text) if width else self.text, _IN_CELL, _IN_CELL)


def paper_of(sections: Iterable[etree._Element]) -> Paper:
    """Return the least room that any section has (17.6.11, 17.6.13), in each direction."""
    rooms = [_room(each) for each in sections] or [Paper()]
    return Paper(
        min(each.text for each in rooms),
        min(each.left for each in rooms),
        min(each.right for each in rooms),
    )


def _room(section: etree._Element) -> Paper:
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    left = measure(margins, "left", _USUAL_MARGIN) + measure(margins, "gutter", 0)
    right = measure(margins, "right", _USUAL_MARGIN)
    width = measure(size, "w", _USUAL_PAGE[0])
    return Paper(width - left - right, max(left - _EDGE, 0), max(right - _EDGE, 0))


def sections_in(root: etree._Element) -> Iterable[etree._Element]:
    """Return the properties of all sections of a document."""
    return (each for each in root.iter() if name_of(each) == "sectPr")


def least_height(section: etree._Element) -> int:
    """Return the height that the margins of a page, its header and its footer leave."""
    size, margins = child(section, "pgSz"), child(section, "pgMar")
    sides = [
        max(abs(measure(margins, side, _USUAL_MARGIN)), measure(margins, what, 0))
        for side, what in (("top", "header"), ("bottom", "footer"))
    ]
    return measure(size, "h", _USUAL_PAGE[1]) - sum(sides)
