"""The position of a reader in a document: what is open there, and what has been read so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import Cell, CopyWords, Drawn, Line
from mou_builder.word.names import FIRST
from mou_builder.word.reading.comments import CommentPlace
from mou_builder.word.reading.history import History
from mou_builder.word.reading.limits import Limits
from mou_builder.word.reading.looks.measures import Paper
from mou_builder.word.reading.shape import is_misplaced
from mou_builder.word.vocabulary import name_of, value

_OURS = pattern(r"mou_", re.IGNORECASE)
_MOST_DOUBTS = 20
"""The most doubts that are reported for one paragraph."""
_MOST_QUOTED = 400
"""The most characters that are kept of the words that a comment is about."""


@dataclass
class OpenParagraph:
    """A paragraph that is being read: its words, its bookmarks, and what is in doubt.

    ``marked`` counts the letters within each bookmark; ``touched`` are the parts of which a
    bookmark begins here; ``unseen`` are words that cannot be seen, by the reason. ``free`` are the
    pictures that stand freely on the page, whose place among the words means nothing.
    """

    words: list[CopyWords] = field(default_factory=list)
    free: list[CopyWords] = field(default_factory=list)
    drawings: list[Drawn] = field(default_factory=list)
    marked: Counter[str] = field(default_factory=Counter)
    touched: dict[str, None] = field(default_factory=dict)
    doubts: dict[str, None] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    style: str = ""
    shading: etree._Element | None = None
    length: int = 0
    size: int = 0
    """The size of the largest letters so far, in half points."""


@dataclass
class OpenRow:
    """A row of a table that is being read, and its present cell."""

    table: int
    row: int
    style: str = ""
    column: int = -1
    history: History = field(default_factory=History)
    is_hidden: bool = False
    shadings: tuple[etree._Element | None, ...] = ()
    """The shadings of its present cell, of itself and of its table."""
    width: int = 0
    """The width of the cell, in twentieths of a point; 0 if the program chooses it."""


class ReadingPosition:
    """The open paragraphs, rows, content controls, bookmarks and comments, innermost last.

    ``lines`` and ``places`` are what has been read: paragraphs, and what each comment is attached
    to, by its id. ``targets`` are the lines in which bookmarks of ours begin, by their names in
    small letters. ``written`` counts all characters read so far.
    """

    def __init__(self, limits: Limits, paper: Paper) -> None:
        self.lines: list[Line] = []
        self.places: dict[str, CommentPlace] = {}
        self.targets: dict[str, list[int]] = {}
        self.is_margin = False
        self.written = 0
        self.controls: list[str] = []
        self.paragraphs: list[OpenParagraph] = []
        self.rows: list[OpenRow] = []
        self._limits = limits
        self._paper = paper
        self._bookmarks: dict[str, str] = {}
        self._begun = ""
        self._comments: dict[str, None] = {}
        self._waiting: dict[str, None] = {}

    def begin(self, paragraph: OpenParagraph) -> None:
        """Open a paragraph; doubts that came up since the last one are reported with it."""
        paragraph.doubts, self._waiting = self._waiting, {}
        self.paragraphs.append(paragraph)

    def mark(self, text: str, *, is_kept: bool) -> None:
        """Count words for the bookmarks around them; quote kept ones for the open comments."""
        self.written += len(text)
        for name in dict.fromkeys((*reversed(self._bookmarks.values()), self._begun)):
            if name:
                self.paragraphs[-1].marked[name] += len(text.strip())
        for id_ in self._comments if is_kept else ():
            place = self.places.get(id_, CommentPlace())
            if len(place.about) < _MOST_QUOTED:
                about = (place.about + text)[:_MOST_QUOTED]
                self.places[id_] = CommentPlace(place.line, about)

    def cell(self) -> Cell | None:
        """Return the cell of a table that the open paragraph stands in, if any."""
        if not self.rows:
            return None
        row = self.rows[-1]
        return Cell(row.table, row.row, row.column)

    def anchors(self, paragraph: OpenParagraph) -> tuple[str, ...]:
        """Return the anchors of a paragraph: content controls, then bookmarks by their letters."""
        controls = [each for each in reversed(self.controls) if each]
        found = list(dict.fromkeys(controls))
        found += [
            name.removesuffix(FIRST) for name, count in paragraph.marked.most_common() if count
        ]
        if not paragraph.words:
            found += [each.removesuffix(FIRST) for each in self._bookmarks.values()]
        # A bookmark may have lost its words together with the paragraph that it ended in.
        found += paragraph.touched
        return tuple(dict.fromkeys(found))

    def doubt(self, what: str) -> None:
        """Report a doubt about the open paragraph or, between two, about the next."""
        found = self.paragraphs[-1].doubts if self.paragraphs else self._waiting
        if len(found) < _MOST_DOUBTS:
            found[what] = None

    def doubt_all(self, doubts: Iterable[str]) -> None:
        """Report several doubts."""
        for each in doubts:
            self.doubt(each)

    def expect_one(self, element: etree._Element | None, name: str) -> None:
        """Report properties that are given twice or too late: not every program obeys them."""
        if element is None or len(element) < 2:
            return
        if sum(name_of(each) == name for each in element) > 1:
            self.doubt(f"properties that are given twice ({name})")
        if name_of(element) != "pPr" and is_misplaced(element, name):
            self.doubt(f"properties behind what they are about ({name})")

    @property
    def paper(self) -> Paper:
        """The room on the paper, or in the open cell."""
        return self._paper.narrowed(self.rows[-1].width) if self.rows else self._paper

    def last_doubts(self) -> tuple[str, ...]:
        """Return the doubts that came up after the last paragraph, once."""
        found, self._waiting = tuple(self._waiting), {}
        return found

    def begin_bookmark(self, element: etree._Element, _history: History) -> None:
        """Open a bookmark, if it is one of ours."""
        name = value(element, "name")
        if not _OURS.match(name):
            return
        if not self.is_margin:
            self.targets.setdefault(name.casefold(), []).append(len(self.lines))
        # LibreOffice 7.4 begins a bookmark over several paragraphs twice, and ends it once.
        self._bookmarks = {id_: each for id_, each in self._bookmarks.items() if each != name}
        self._bookmarks[value(element, "id")] = name
        self._limits.check("anchors open at once", len(self._bookmarks))
        part = name.removesuffix(FIRST)
        if part != self._begun:
            self._begun = ""
        if self.paragraphs:
            self.paragraphs[-1].touched[part] = None

    def end_bookmark(self, element: etree._Element, _history: History) -> None:
        """Close a bookmark."""
        name = self._bookmarks.pop(value(element, "id"), "")
        part = name.removesuffix(FIRST)
        if part != name and self.paragraphs and self.paragraphs[-1].marked[name]:
            self._begun = part  # goes on until the whole part ends, or another one begins
        elif name == self._begun:
            self._begun = ""

    def begin_comment(self, element: etree._Element, _history: History) -> None:
        """Begin the words that a comment is about."""
        self._comments[value(element, "id")] = None
        self._limits.check("comments open at once", len(self._comments))

    def end_comment(self, element: etree._Element, _history: History) -> None:
        """End the words that a comment is about, and place it."""
        id_ = value(element, "id")
        self._comments.pop(id_, None)
        self._place_comment(id_)

    def place_comment(self, element: etree._Element, _history: History) -> None:
        """Place a comment where its mark stands, unless it is about words."""
        self._place_comment(value(element, "id"))

    def close_comments(self) -> None:
        """Place the open comments at the end of a line, unless an earlier one has them."""
        for id_ in self._comments:
            self._place_comment(id_)

    def _place_comment(self, id_: str) -> None:
        place = self.places.get(id_, CommentPlace())
        if place.line is None and not self.is_margin:
            self.places[id_] = CommentPlace(len(self.lines), place.about)
