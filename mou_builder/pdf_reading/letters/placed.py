"""Where the letters of a page stand: upright, in the order in which they are read, with marks."""

from __future__ import annotations

import math
import sys
import unicodedata
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, addressof, byref, c_double, c_int, c_uint, c_void_p, cast, sizeof
from itertools import accumulate, groupby, pairwise, repeat
from operator import attrgetter
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
_NARROWEST, _WIDEST = 0.45, 2.2
"""Of the width that a font gives its letters, between which words are read as they stand."""
_NEAR, _FAR = 6.0, 1000.0
"""Points by which a mark may stand beside its letter, above or below it."""
_MOST_NESTED = 8
_NOWHERE = float("-inf")
_LAST_LATIN = "\u02ff"
"""Up to it there are no marks, and all letters run from the left."""


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of PDFium that takes addresses as numbers, in half the time."""
    address: Any = cast(function, c_void_p).value
    return CFUNCTYPE(result, *arguments)(address)


_OF_LETTER = (c_void_p, c_int)
_UNICODE = _by_address(pdfium.FPDFText_GetUnicode, c_uint, *_OF_LETTER)
_TEXT_OBJECT = _by_address(pdfium.FPDFText_GetTextObject, c_void_p, *_OF_LETTER)
_CHAR_BOX = _by_address(pdfium.FPDFText_GetCharBox, c_int, *_OF_LETTER, *[c_void_p] * 4)

PointBox = tuple[float, float, float, float]
"""Left, bottom, right and top of something on a page, in points."""


class TextLetter(NamedTuple):  # of which a page has thousands
    """A letter of a page's text: where it is drawn, and in which run of letters of the page.

    The box is None for white space, the run None for what PDFium has put in.
    """

    letter: str
    box: PointBox | None
    run: int | None


def letters_of(text: Any) -> list[TextLetter]:
    """Return the letters of a page's text in the order in which PDFium reads them."""
    count = text.count_chars()
    page, places = repeat(cast(text.raw, c_void_p).value), range(count)
    codes = array("I", map(_UNICODE, page, places)).tobytes()
    letters = codes.decode(f"utf-32-{sys.byteorder[0]}e", "replace")
    sides = (c_double * (4 * count))()  # of all boxes: left, right, bottom, top
    start, end = addressof(sides), addressof(sides) + sizeof(sides)
    corners = (range(start + 8 * n, end + 8 * n, 32) for n in range(4))
    deque(map(_CHAR_BOX, page, places, *corners), maxlen=0)
    boxes = zip(sides[::4], sides[2::4], sides[1::4], sides[3::4], strict=True)
    runs = map(_TEXT_OBJECT, page, places)
    placed = (None if each.isspace() else box for each, box in zip(letters, boxes, strict=True))
    return list(map(TextLetter._make, zip(letters, placed, runs, strict=True)))


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
        at for at, each in enumerate(letters) if each.letter > _LAST_LATIN and is_mark(each.letter)
    }
    if not marks:
        return letters
    runs: dict[int, list[int]] = {}
    for at, each in enumerate(letters):
        if each.run:
            runs.setdefault(each.run, []).append(at)
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
    """Yield what to say of letters that are turned, mirrored or squeezed, or in another order.

    A page may be turned as a whole: upright is what the first letter is.
    """
    words = _Words(text)
    at = 0
    for run, group in groupby(letters, key=attrgetter("run")):
        here = list(group)
        if run:
            words.add(run, at, here)
        at += len(here)
    if words.turned:
        yield f"“{words.turned[:_SHOWN]}” is drawn turned, mirrored or slanted"
    if words.squeezed:
        yield f"“{words.squeezed[:_SHOWN]}” is squeezed together or drawn out"
    if words.before:
        yield f"“{words.before[:_SHOWN]}” stands before what is read before it"


def stands_upright(page: Any) -> bool:
    """Tell whether the words of a page stand upright before the page itself is turned."""
    text = page.get_textpage()
    words = _Words(text)
    for at in range(text.count_chars()):
        if pdfium.FPDFText_GetUnicode(text, at) > ord(" "):
            words.size(at)
            break
    text.close()
    return words.quarters == 0


class _Words:
    def __init__(self, text: Any) -> None:
        self.text = text
        self.quarters: int | None = None
        self.turned = ""
        self.squeezed = ""
        self.before = ""
        self.ends: dict[int, float] = {}
        self.sizes: dict[int, float] = {}
        self.other_widths: set[int] = set()
        self.matrix = pdfium.FS_MATRIX()
        self.x, self.y = c_double(), c_double()

    def add(self, run: int, at: int, letters: Sequence[TextLetter]) -> None:
        """Add letters of a run that are read one after the other, the first of them ``at``."""
        drawn = [(each.letter, each.box) for each in letters if each.box and each.letter > " "]
        if not drawn:
            return
        if run not in self.sizes:
            self.sizes[run] = self.size(at)
            if not _NARROWEST <= self.width() <= _WIDEST:
                self.other_widths.add(run)
        if not (size := self.sizes[run]):
            self.turned += "".join(letter for letter, _ in drawn)
            return
        if run in self.other_widths:
            self.squeezed += "".join(letter for letter, _ in drawn)
        pdfium.FPDFText_GetCharOrigin(self.text, at, byref(self.x), byref(self.y))
        quarters = self.quarters or 0
        line = round(_turned(self.x.value, self.y.value, quarters)[1])
        behind = [each for each in drawn if not _is_elsewhere(each[0])]
        begins = [_begins(box, quarters) for _, box in behind]
        far = max(self.ends.get(each, _NOWHERE) for each in (line - 1, line, line + 1))
        reached = accumulate(begins, max, initial=far)
        self.before += "".join(
            letter
            for (letter, _), x, end in zip(behind, begins, reached, strict=False)
            if x < end - _BACK * size
        )
        self.ends[line] = max((*begins, self.ends.get(line, _NOWHERE)))

    def size(self, at: int) -> float:
        """Return the size of the letters of a run in points; 0 where they do not stand upright."""
        pdfium.FPDFText_GetMatrix(self.text, at, byref(self.matrix))
        for quarters in (self.quarters,) if self.quarters is not None else range(4):
            if height := self.height(quarters):
                self.quarters = quarters
                return float(pdfium.FPDFText_GetFontSize(self.text, at) * height)
        return 0

    def height(self, quarters: int) -> float:
        """Return how high a letter stands on a page turned so often; 0 if it does not stand."""
        m = self.matrix
        across, up = _turned(m.a, m.b, quarters), _turned(m.c, m.d, quarters)
        is_level = across[0] > 0 and abs(across[1]) <= _TURNED * across[0]
        return up[1] if is_level and up[1] > 0 and abs(up[0]) <= _LEANING * up[1] else 0

    def width(self) -> float:
        """Return how wide the letters of the run that was measured last are for their height."""
        m = self.matrix
        return math.hypot(m.a, m.b) / (math.hypot(m.c, m.d) or 1)


def _is_elsewhere(letter: str) -> bool:
    """Tell whether a letter is not behind the one before: from right to left, or a mark on it."""
    if letter <= _LAST_LATIN:
        return False
    return is_mark(letter) or unicodedata.bidirectional(letter) in _FROM_RIGHT


def _begins(box: PointBox, quarters: int) -> float:
    """Return how far from the left a letter begins on a page after so many quarter turns."""
    return box[quarters] if quarters < 2 else -box[quarters]


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Return a direction or a point after so many quarter turns clockwise."""
    for _ in range(quarters):
        x, y = y, -x
    return x, y
