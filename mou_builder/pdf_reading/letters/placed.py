"""Where the letters of a page stand: upright, in the order in which they are read, with marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_double
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from mou_builder.pdf.setting.fonts import is_mark

_LEANING = 0.6
"""Of its height, by which a letter may be slanted, as by a program that has no italic font."""
_TURNED = 0.02
_BACK = 0.6
"""Of its height, by which a letter may begin before the one that it follows."""
_SHOWN = 40
_FROM_RIGHT = frozenset({"R", "AL", "AN"})
_NEAR, _FAR = 6.0, 1000.0
"""Points by which a mark may stand beside its letter, above or below it."""
_MOST_NESTED = 8

PointBox = tuple[float, float, float, float]
"""Left, bottom, right and top of something on a page, in points."""


class TextLetter(NamedTuple):  # of which a page has thousands
    """A letter of a page's text: whether PDFium has put it in, and where it is drawn.

    The box is None for white space.
    """

    letter: str
    is_put_in: bool
    box: PointBox | None


def letters_of(text: Any) -> list[TextLetter]:
    """Return the letters of a page's text in the order in which PDFium reads them."""
    left, right, bottom, top = corners = [c_double() for _ in range(4)]
    places = tuple(map(byref, corners))
    found: list[TextLetter] = []
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        letter = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        box = None
        if not letter.isspace():
            pdfium.FPDFText_GetCharBox(text, at, *places)
            box = left.value, bottom.value, right.value, top.value
        found.append(TextLetter(letter, pdfium.FPDFText_IsGenerated(text, at) == 1, box))
    return found


def objects_of(page: Any) -> Iterator[Any]:
    """Yield what is drawn on a page in the order in which it is, also what is inside of forms."""
    waiting = [
        (pdfium.FPDFPage_GetObject(page, at), 0)
        for at in range(pdfium.FPDFPage_CountObjects(page) - 1, -1, -1)
    ]
    while waiting:
        each, depth = waiting.pop()
        is_form = pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_FORM
        if is_form and depth < _MOST_NESTED:
            inside = range(pdfium.FPDFFormObj_CountObjects(each) - 1, -1, -1)
            waiting += [(pdfium.FPDFFormObj_GetObject(each, n), depth + 1) for n in inside]
        else:
            yield each


def with_marks(text: Any, letters: Sequence[TextLetter]) -> Sequence[TextLetter]:
    """Return the letters of a page's text, each mark with what it stands on.

    PDFium reads a mark that is drawn by itself, higher than its line, in some other place: there it
    goes to the letter that was drawn before it, if it is near that.
    """
    marks = {
        at for at, each in enumerate(letters) if each.letter > "\u02ff" and is_mark(each.letter)
    }
    if not marks:
        return letters
    runs: dict[int, list[int]] = {}
    for at in range(len(letters)):
        if run := pdfium.FPDFText_GetTextObject(text, at):
            runs.setdefault(addressof(run.contents), []).append(at)
    found = (runs.get(addressof(each.contents), []) for each in objects_of(text.page))
    drawn = [at for run in found for at in run]
    standing = {at: at for at in drawn}
    placed = list(letters)
    for before, at in pairwise(drawn):
        base = standing[before]
        if (
            at in marks
            and before != at - 1
            and _distance(placed[at].box, placed[base].box) <= _NEAR
        ):
            standing[at] = base
            placed[base] = placed[base]._replace(letter=placed[base].letter + placed[at].letter)
    return [each for at, each in enumerate(placed) if standing.get(at, at) == at]


def _distance(mark: PointBox | None, letter: PointBox | None) -> float:
    """Return by how many points a mark is beside a letter, above or below it."""
    if mark is None or letter is None:
        return _FAR
    middle = (mark[0] + mark[2]) / 2
    beside = max(letter[0] - middle, middle - letter[2], 0)
    return beside + max(letter[1] - mark[3], mark[1] - letter[3], 0)


def misplaced_letters(text: Any, letters: Sequence[TextLetter]) -> Iterator[str]:
    """Yield what to say of letters that are turned or mirrored, or read in another order.

    A page may be turned as a whole: upright is what the first letter is.
    """
    words = _Words()
    for at, each in enumerate(letters):
        if each.letter > " " and not each.is_put_in:
            words.add(text, at, each.letter)
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
        if letter > "\u02ff" and _is_elsewhere(letter):
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


def _is_elsewhere(letter: str) -> bool:
    """Tell whether a letter is not behind the one before: from right to left, or a mark on it."""
    return is_mark(letter) or unicodedata.bidirectional(letter) in _FROM_RIGHT


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Return a direction or a point after so many quarter turns clockwise."""
    for _ in range(quarters):
        x, y = y, -x
    return x, y
