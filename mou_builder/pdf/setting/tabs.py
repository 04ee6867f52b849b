"""The lines of a paragraph with tabs: where each tab leads, and where a line before a tab ends.

Typst knows no tabs. What stands between two of them is laid here, and its lines are broken as
LibreOffice breaks them; the words behind the last one are left to Typst.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mou_builder.patterns import pattern
from mou_builder.pdf.setting.pieces import Measured, Piece, breadth, fitted
from mou_builder.pdf.setting.style_data import Data
from mou_builder.word.look import Alignment, StyleLook, TabStop

_TAB, _FEED = "\t", "\n"
_TO_LINE_END = pattern("[^ \u2013\u2014-]*(?:[\u2013\u2014-]+ *| +|$)")
"""Words up to where a line may end."""

_ALIGNED = (Alignment.RIGHT, Alignment.CENTER, Alignment.DECIMAL)
_Segment = tuple[str, list[Piece]]
"""Pieces, and the tab or line feed before them: "" before the first."""


@dataclass
class TabbedLines:
    """Lays the pieces of one paragraph, on lines that end at ``edge``, between its tab stops.

    ``edge`` and ``stops`` are from the margin; ``usual`` is how far stops are apart beyond these.
    """

    style: StyleLook
    edge: float
    stops: Sequence[TabStop]
    usual: float
    made: list[Data | str] = field(default_factory=list)

    def laid(self, pieces: Sequence[Piece]) -> list[Data | str]:
        """The data of the pieces, with gaps for their tabs."""
        lies = self.style.paragraph
        self._at = self._begin = lies.left + lies.first_line
        segments = list(_segments(pieces))
        for (mark, segment), following in zip(segments, [*segments[1:], None], strict=True):
            if mark == _FEED:
                self.made.append(_FEED)
                self._at = self._begin = lies.left
            rest = self._behind_tab(segment) if mark == _TAB else segment
            if following and following[0] == _TAB:
                self._fill(rest)
            else:
                room = self.edge - lies.left - max(lies.first_line, 0.0)
                self._put(fitted(rest, self.style, room))
        return self.made

    def count(self, pieces: Sequence[Piece]) -> int:
        """How many lines the pieces fill."""
        self.laid([*pieces, Piece(_TAB)])
        return 1 + sum(each == _FEED or "ends" in each for each in self.made)

    def next_stop(self, at: float) -> TabStop:
        """The stop that a tab at some distance from the margin leads to (17.3.1.37)."""
        lies = self.style.paragraph
        own = list(self.stops)
        if lies.first_line < 0:
            own.append(TabStop(lies.left))  # where lines hang out there is a stop at the rest
        following = [each for each in own if _twips(each.position) > _twips(at)]
        if following:
            return min(following, key=lambda each: each.position)
        return TabStop((_twips(at) // _twips(self.usual) + 1) * self.usual)

    def _behind_tab(self, segment: list[Piece]) -> list[Piece]:
        """Lay a tab, and what must stand at its stop; return what is still to be laid.

        A tab whose next word has no room on its line goes to the next line with it.
        """
        stop = self.next_stop(self._at)
        is_aligned = stop.alignment in _ALIGNED
        begin = self._at if is_aligned else stop.position
        end = max(self.edge, stop.position) if is_aligned else self.edge
        if self._at > self._begin and begin + _first_word(segment) > end:
            self._turn()
            stop = self.next_stop(self._at)
        if stop.alignment in _ALIGNED:
            return self._aligned(segment, stop)
        self._gap(stop, stop.position - self._at if stop.position <= self.edge else 0.0)
        return segment

    def _aligned(self, segment: list[Piece], stop: TabStop) -> list[Piece]:
        """Lay a tab, and as much of the words at its stop as one line holds; return the rest."""
        first, rest = segment, list[Piece]()
        room = max(self.edge, stop.position) - self._at
        if breadth(segment) > room:
            words = Measured(segment)
            place = self._place(words, 0, room)
            first, rest = _line(words, 0, place), words.sliced(place, len(words.text))
        width, words = breadth(first), Measured(first)
        lead = {Alignment.RIGHT: width, Alignment.CENTER: width / 2}
        lead[Alignment.DECIMAL] = words.ends[words.text.find(".")]  # or all where there is none
        start, begin = len(self.made), self._at
        self._gap(stop, stop.position - self._at - lead[stop.alignment])
        self._put(first)
        if first and begin <= self.edge < self._at:
            self.made[start:] = [
                {"beyond": self.made[start:], "width": self.edge - begin, "whole": self._at - begin}
            ]
        if rest:
            self._turn()
        return rest

    def _fill(self, segment: list[Piece]) -> None:
        """Fill as many lines as it takes, so that it is known where the tab behind them begins."""
        words = Measured(segment)
        start, end = 0, len(words.text)
        while start < end and words.width(start, end) > self.edge - self._at:
            place = self._place(words, start, self.edge - self._at)
            self._put(_line(words, start, place))
            start = place
            if start < end:
                self._turn()
        self._put(words.sliced(start, end))

    def _place(self, words: Measured, start: int, room: float) -> int:
        """Where a line ends that begins at a place of some words and has so much room.

        A word that is wider than a line is broken where that is full.
        """
        place = start
        for word in _TO_LINE_END.finditer(words.text, start):
            if words.width(start, word.start() + len(word[0].rstrip(" "))) > room:
                break
            place = word.end()
        is_broken = place == start and self._at <= self._begin
        return words.full(start, room) if is_broken else place

    def _turn(self) -> None:
        """End a line, whose words fill it where those of the paragraph do."""
        lies = self.style.paragraph
        self.made.append({"ends": lies.alignment is Alignment.JUSTIFY})
        self._at = self._begin = lies.left

    def _gap(self, stop: TabStop, width: float) -> None:
        gap = max(width, 0.0)
        self.made.append({"gap": gap, "leader": stop.leader})
        self._at += gap

    def _put(self, pieces: Sequence[Piece]) -> None:
        self.made += (each.data for each in pieces)
        self._at += breadth(pieces)


def _line(words: Measured, start: int, end: int) -> list[Piece]:
    """The pieces of a line, without a space at its end."""
    return words.sliced(start, start + len(words.text[start:end].rstrip(" ")))


def _segments(pieces: Sequence[Piece]) -> Iterator[_Segment]:
    mark, segment = "", list[Piece]()
    for piece in pieces:
        if piece.data == _TAB:
            yield mark, segment
            mark, segment = _TAB, []
            continue
        *lines, last = _lines_of(piece)
        for each in lines:
            yield mark, [*segment, each]
            mark, segment = _FEED, []
        segment.append(last)
    yield mark, segment


def _lines_of(piece: Piece) -> Iterator[Piece]:
    """The piece, parted at its line feeds."""
    start = 0
    for line in piece.words.split(_FEED):
        yield piece if line == piece.words else piece.sliced(start, start + len(line))
        start += len(line) + 1


def _first_word(segment: list[Piece]) -> float:
    """The width of what stands on one line with the beginning of a segment."""
    measured = Measured(segment)
    return measured.ends[len(next(_TO_LINE_END.finditer(measured.text))[0].rstrip(" "))]


def _twips(length: float) -> int:
    """A length in twentieths of a point, in which Word and LibreOffice count."""
    return round(20 * length)
