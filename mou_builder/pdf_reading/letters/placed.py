"""Whether the letters of a page stand upright, and in the order in which they are read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double
from typing import Any

import pypdfium2.raw as pdfium

_LEANING = 0.6
"""Of its height, by which a letter may be slanted, as by a program that has no italic font."""
_TURNED = 0.02
_BACK = 0.6
"""Of its height, by which a letter may begin before the one that it follows."""
_SHOWN = 40
_FROM_RIGHT = frozenset({"R", "AL", "AN"})


def misplaced_letters(text: Any, letters: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield what to say of letters that are turned or mirrored, or read in another order.

    ``letters`` are those of the page's text that are drawn, with their places in it. A page may be
    turned as a whole: upright is what the first letter is.
    """
    words = _Words()
    for at, letter in letters:
        if letter > " ":
            words.add(text, at, letter)
    if words.turned:
        yield f"“{words.turned[:_SHOWN]}” is drawn turned, mirrored or slanted"
    if words.before:
        yield f"“{words.before[:_SHOWN]}” stands before what is read before it"


class _Words:
    def __init__(self) -> None:
        self.quarters: int | None = None
        self.turned = ""
        self.before = ""
        self.ends: dict[int, float] = {}
        self.sizes: dict[Any, float] = {}
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = c_double(), c_double()

    def add(self, text: Any, at: int, letter: str) -> None:
        run = addressof(pdfium.FPDFText_GetTextObject(text, at).contents)
        if run not in self.sizes:
            self.sizes[run] = self.size(text, at)
        size = self.sizes[run]
        if not size:
            self.turned += letter
            return
        if letter > "\u0590" and unicodedata.bidirectional(letter) in _FROM_RIGHT:
            return
        pdfium.FPDFText_GetCharOrigin(text, at, byref(self.x), byref(self.y))
        x, y = _turned(self.x.value, self.y.value, self.quarters or 0)
        line, ends = round(y), self.ends
        if x < max(ends.get(line - 1, x), ends.get(line, x), ends.get(line + 1, x)) - _BACK * size:
            self.before += letter
        if x > ends.get(line, x - 1):
            ends[line] = x

    def size(self, text: Any, at: int) -> float:
        """Return the size of the letters of a run in points; 0 where they do not stand upright."""
        pdfium.FPDFText_GetMatrix(text, at, byref(self.matrix))
        for quarters in (self.quarters,) if self.quarters is not None else range(4):
            if height := self.height(quarters):
                self.quarters = quarters
                return float(pdfium.FPDFText_GetFontSize(text, at) * height)
        return 0

    def height(self, quarters: int) -> float:
        """Return how high a letter stands on a page turned so often; 0 if it does not stand."""
        m = self.matrix
        across, up = _turned(m.a, m.b, quarters), _turned(m.c, m.d, quarters)
        is_level = across[0] > 0 and abs(across[1]) <= _TURNED * across[0]
        return up[1] if is_level and up[1] > 0 and abs(up[0]) <= _LEANING * up[1] else 0


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Return a direction or a point after so many quarter turns clockwise."""
    for _ in range(quarters):
        x, y = y, -x
    return x, y
