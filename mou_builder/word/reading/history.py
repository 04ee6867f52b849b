"""The tracked changes that words, paragraph marks, rows and cells stand in (29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.review.returned_copy import Reviser
from mou_builder.word.reading.comments import UNKNOWN
from mou_builder.word.vocabulary import children, name_of, value

INSERTS = {"ins": False, "moveTo": True}
"""Elements that mark an insertion, each with whether it is an end of a move."""
DELETES = {"del": False, "moveFrom": True}
"""Elements that mark a deletion, each with whether it is an end of a move."""
_ROW = {"ins": "ins", "del": "del"}
_CELL = {"cellIns": "ins", "cellDel": "del"}
_PARAGRAPH_MARK = {name: name for name in (*INSERTS, *DELETES)}


@dataclass(frozen=True)
class History:
    """The tracked changes that some words stand in."""

    inserted: Reviser | None = None
    deleted: Reviser | None = None
    moved: bool = False

    def within(self, element: etree._Element, name: str) -> History:
        """Return the history of what is inside a tracked change."""
        hand = reviser_of(element)
        if name in INSERTS:
            return History(hand, self.deleted, self.moved or INSERTS[name])
        return History(self.inserted, hand, self.moved or DELETES[name])


def reviser_of(element: etree._Element) -> Reviser:
    """Return who made a tracked change, and when."""
    return Reviser(value(element, "author") or UNKNOWN, value(element, "date"))


def history_of_mark(properties: etree._Element | None, history: History) -> History:
    """Return the history of a paragraph mark, by its run properties (17.13.5.15, 17.13.5.20)."""
    return _within_marks(properties, history, _PARAGRAPH_MARK)


def history_of_row(properties: etree._Element | None, history: History) -> History:
    """Return the history of a row, by its properties."""
    return _within_marks(properties, history, _ROW)


def history_of_cell(properties: etree._Element | None, history: History) -> History:
    """Return the history of a cell, by its properties."""
    return _within_marks(properties, history, _CELL)


def _within_marks(
    properties: etree._Element | None, history: History, names: Mapping[str, str]
) -> History:
    for each in children(properties):
        if name := names.get(name_of(each)):
            history = history.within(each, name)
    return history
