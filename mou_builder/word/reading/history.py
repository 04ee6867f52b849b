"""Tracked changes that words, ends of paragraphs, rows and cells stand in (17.13.5)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Reviser
from mou_builder.word.reading.comments import UNKNOWN
from mou_builder.word.reading.vocabulary import name_of, value

INSERTS = {"ins": False, "moveTo": True}
"""Elements that insert, and whether by a move."""
DELETES = {"del": False, "moveFrom": True}
_ROW = {"ins": "ins", "del": "del"}
_CELL = {"cellIns": "ins", "cellDel": "del"}


@dataclass(frozen=True)
class History:
    """What tracked changes the words at hand stand in."""

    inserted: Reviser | None = None
    deleted: Reviser | None = None
    moved: bool = False

    def within(self, element: etree._Element, name: str) -> History:
        """Return the history of what is inside a tracked change."""
        hand = hand_of(element)
        if name in INSERTS:
            return History(hand, self.deleted, self.moved or INSERTS[name])
        return History(self.inserted, hand, self.moved or DELETES[name])


def hand_of(element: etree._Element) -> Reviser:
    """Return who made a tracked change, and when."""
    return Reviser(value(element, "author") or UNKNOWN, value(element, "date"))


def of_mark(marks: etree._Element | None, history: History) -> History:
    """Return the history of a paragraph's end (17.13.5.15, 17.13.5.20 and their kin)."""
    return _within(marks, history, {name: name for name in (*INSERTS, *DELETES)})


def of_row(properties: etree._Element | None, history: History) -> History:
    """Return the history of a row."""
    return _within(properties, history, _ROW)


def of_cell(properties: etree._Element | None, history: History) -> History:
    """Return the history of a cell."""
    return _within(properties, history, _CELL)


def _within(
    properties: etree._Element | None, history: History, names: Mapping[str, str]
) -> History:
    for each in properties if properties is not None else ():
        if name := names.get(name_of(each)):
            history = history.within(each, name)
    return history
