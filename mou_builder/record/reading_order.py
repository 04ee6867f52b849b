"""Whether the lines of a page stand on paper in the order in which a program reads them.

A PDF can draw its words in any order and in any place. Where one line is drawn in the place of
another, the words that a program reads stay the same, and those that people read do not.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

from mou_builder.pdf_reading.words import PdfLine

_ROW = 0.4
"""Of a line's height: how far its middle is from that of another, at most, if both are one row."""
_BESIDE = 2.0
"""Points by which a line may begin before the one ends that it stands beside."""
_SHOWN = 40
_FROM_RIGHT = frozenset({"R", "AL", "AN"})


def misplaced_line(lines: Iterable[PdfLine]) -> str:
    """Return what to say of the first line that stands above one read before it; "" if none does.

    What stands to the right of all that is lower may stand there, as the next cell of a row does,
    and the next column. Lines with words that run from right to left are not judged.
    """
    lowest = _Lowest()
    for each in lines:
        words = each.text.strip()
        if not words or each.bottom >= each.top or _runs_from_right(words):
            continue
        middle = (each.bottom + each.top) / 2
        margin = _ROW * (each.top - each.bottom)
        if lowest.right_below(middle + margin) > each.left + _BESIDE:
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            return f"“{shown}” stands above what is read before it"
        lowest.add(middle, each.right)
    return ""


class _Lowest:
    """Of the lines read so far, those that reach further to the right than all that are lower."""

    def __init__(self) -> None:
        self.middles: list[float] = []
        self.rights: list[float] = []

    def right_below(self, height: float) -> float:
        """Return how far to the right any line reaches whose middle is below a height."""
        at = bisect_left(self.middles, height)
        return self.rights[at - 1] if at else float("-inf")

    def add(self, middle: float, right: float) -> None:
        if self.right_below(middle) >= right:
            return
        at = end = bisect_left(self.middles, middle)
        while end < len(self.rights) and self.rights[end] <= right:
            end += 1
        self.middles[at:end] = [middle]
        self.rights[at:end] = [right]


def _runs_from_right(words: str) -> bool:
    return not words.isascii() and any(
        unicodedata.bidirectional(each) in _FROM_RIGHT for each in words
    )
