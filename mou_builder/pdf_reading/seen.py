"""Whether the words that a PDF has are seen on its pages: what is drawn is held against the text.

A page is drawn three times: whole, and its text alone on white and on gray. A letter is seen where
the whole page shows it as its text alone does, or at least darker (lighter) than what is around it
by as much. So it does not matter in which way words were hidden: white, transparent, drawn by no
pen, clipped, off the page, on a layer that is switched off, or beneath something.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_int
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium

from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.drawing import Drawing, PixelBox, drawn
from mou_builder.pdf_reading.letters.placed import PointBox, TextLetter, objects_of
from mou_builder.pdf_reading.marks import marks

_SCALE = 1.5
"""Pixels for a point: 108 for an inch, at which small print is still told from its ground."""
_MOST_PIXELS = 6_000_000
"""Of a page; a sheet of tabloid paper has three million."""
_CONTRAST = 40
"""Steps of 255 between a letter and its ground, below which nobody reads it on paper."""
_SMALLEST = 3.5
"""Points from the foot of a line to its head; the fine print of a form has six."""
_GREY = 175
"""The ground on which text of any color stands out that is meant to be read on paper."""
_NOT_DRAWN = frozenset({"Cf", "Mn", "Me", "Cc", "Zs", "Zl", "Zp", "Co", "Cn"})
_FINE = 100
_LOWEST_STRUCK = 9
"""Pixels of a letter and what is around it, in which there is a middle."""
_SHOWN = 120
_OFF = 70
"""Steps of 255 by which a pixel is otherwise than the letter and its ground make it."""
_MOST_OFF = 2
_THIN = 3
"""Pixels of the box of a letter such as l or a dash."""


class WhyUnseen(StrEnum):
    """Why words of a page are not seen as they stand in its text."""

    HIDDEN = "cannot be seen"
    COVERED = "something is drawn over it"
    STRUCK = "a line is drawn through it"
    TINY = "is too small to be read"
    LARGE = "the page is larger than any paper, so that nobody has looked at it"


@dataclass(frozen=True)
class SeenPage:
    """What of a page's words is not seen, and where something is that is neither word nor rule.

    ``unseen`` says which words are not, in the order of the page's text, and why; ``marks`` are
    boxes in points: left, bottom, right, top.
    """

    unseen: tuple[str, ...]
    marks: tuple[PointBox, ...] = ()


def seen_page(page: Any, text: Any, letters: Sequence[TextLetter]) -> SeenPage:
    """Look at a page of PDFium, which is changed and not used again; ``text`` is its text."""
    width, height = page.get_size()
    if width * height * _SCALE**2 > _MOST_PIXELS:
        return SeenPage((WhyUnseen.LARGE.value,))
    judging = _Judging(page, text)
    unseen = tuple(_runs(letters, judging.judged(letters)))
    return SeenPage(unseen, tuple(judging.marks()))


def _runs(letters: Sequence[TextLetter], judged: Sequence[WhyUnseen | None]) -> Iterator[str]:
    if not any(judged):
        return
    for why, run in groupby(zip(letters, judged, strict=True), key=lambda each: each[1]):
        words = " ".join("".join(each.letter for each, _ in run).split())
        if why is not None and words:
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            yield f"“{shown}”: {why}"


class _Judging:
    def __init__(self, page: Any, text: Any) -> None:
        self.page = page
        self.text = text
        self.whole = drawn(page, scale=_SCALE, with_forms=True)
        has_others = _keep_text_alone(page) or pdfium.FPDFPage_GetAnnotCount(page)
        self.alone = drawn(page, scale=_SCALE) if has_others else self.whole
        self.other_rows = self.whole.other_rows(self.alone)
        self.matrix = _matrix(page, self.whole)
        self.size = (self.whole.width, self.whole.height)
        self.boxes: list[PixelBox] = []

    def marks(self) -> Iterator[PointBox]:
        """Yield where marks are; all letters were judged before."""
        a, b, c, d, e, f = self.matrix
        scale = a * d - b * c
        for left, top, right, bottom in marks(self.whole, self.alone, self.other_rows, self.boxes):
            corners = [
                ((d * (x - e) - c * (y - f)) / scale, (a * (y - f) - b * (x - e)) / scale)
                for x, y in ((left, top), (right, bottom))
            ]
            (x1, y1), (x2, y2) = corners
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def judged(self, letters: Sequence[TextLetter]) -> list[WhyUnseen | None]:
        """Return for each letter of the page why it is not seen; a space is as the one before."""
        different = {each.letter for each in letters}
        is_drawn = {each for each in different if unicodedata.category(each) not in _NOT_DRAWN}
        why: WhyUnseen | None = None
        judged: list[WhyUnseen | None] = []
        for at, (letter, box, run) in enumerate(letters):
            if box and run and letter in is_drawn:
                why = self.letter(at, box)
            judged.append(why)
        return judged

    def letter(self, at: int, place: PointBox) -> WhyUnseen | None:
        left, bottom, right, top = place
        if right - left <= 0 or top - bottom <= 0:
            return WhyUnseen.HIDDEN
        if top - bottom < _SMALLEST and self.is_tiny(at):
            return WhyUnseen.TINY
        box = self.pixels(left, bottom, right, top)
        if box is None:
            return WhyUnseen.HIDDEN
        self.boxes.append(box)
        is_alone = self.other_rows.find(1, box[1], box[3]) < 0
        if not is_alone and self.whole.at(box) != self.alone.at(box):
            return self.compared(box) or self.touched(box, at)
        return None if self.has_ink(box) else WhyUnseen.HIDDEN

    def is_tiny(self, at: int) -> bool:
        """Tell whether a letter is set in type that is too small, and is no dot of larger type."""
        _, foot, _, head = self.text.get_charbox(at, loose=True)
        if head - foot >= _SMALLEST:
            return False
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, at, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(self.text, at) * math.hypot(matrix.c, matrix.d)
        return bool(size < _SMALLEST)

    def has_ink(self, box: PixelBox) -> bool:
        """Tell whether a letter that is drawn as by itself, on white, stands out from it.

        Most have ink in their middle. A stroke as thin as a pixel may be drawn on the one beside
        its box.
        """
        left, top, right, bottom = box
        middle = (top + bottom) // 2 * self.whole.stride
        if min(self.whole.pixels[middle + left : middle + right]) <= 255 - _CONTRAST:
            return True
        if min(self.whole.at(box)) <= 255 - _CONTRAST:
            return True
        is_thin = min(right - left, bottom - top) <= _THIN
        if not is_thin or max(self.on_grey.at(box)) > _GREY + _CONTRAST // 2:
            return False
        return min(self.whole.at(self.around(box, 1))) <= 255 - _CONTRAST

    @cached_property
    def on_grey(self) -> Drawing:
        return drawn(self.page, scale=_SCALE, ground=_GREY)

    def pixels(self, left: float, bottom: float, right: float, top: float) -> PixelBox | None:
        """Return where a letter is drawn; None where that is not wholly on the page."""
        a, b, c, d, e, f = self.matrix
        x1, y1 = int(a * left + c * bottom + e), int(b * left + d * bottom + f)
        x2, y2 = int(a * right + c * top + e), int(b * right + d * top + f)
        near, far = (x1, x2) if x1 < x2 else (x2, x1)
        head, foot = (y1, y2) if y1 < y2 else (y2, y1)
        width, height = self.size
        if near >= 0 and head >= 0 and far < width and foot < height:
            return near, head, far + 1, foot + 1
        if near < -1 or head < -1 or far > width or foot > height:
            return None
        box = (max(near, 0), max(head, 0), min(far + 1, width), min(foot + 1, height))
        return box if box[0] < box[2] and box[1] < box[3] else None

    def around(self, box: PixelBox, by: int = 2) -> PixelBox:
        """Return a box with the pixels around it, as far as the page goes."""
        left, top, right, bottom = box
        width, height = self.size
        return (
            max(left - by, 0),
            max(top - by, 0),
            min(right + by, width),
            min(bottom + by, height),
        )

    def compared(self, box: PixelBox) -> WhyUnseen | None:
        """Judge a letter that is drawn otherwise on the whole page than by itself."""
        wide = self.around(box)
        grey, whole = self.on_grey.at(wide), self.whole.at(wide)
        alone, ink, ground = _ink_and_ground(grey)
        if max(alone) < _CONTRAST:
            return WhyUnseen.HIDDEN
        if not ground:
            return None if _contrast(whole) >= _CONTRAST else WhyUnseen.HIDDEN
        darker = _mean(grey, ink) < _GREY
        step = _mean(whole, ground) - _mean(whole, ink)
        if (step if darker else -step) < _CONTRAST:
            return WhyUnseen.HIDDEN if _contrast(whole) < _CONTRAST else WhyUnseen.COVERED
        middle = (_mean(whole, ground) + _mean(whole, ink)) / 2
        foreign = sum((whole[at] < middle) == darker for at in ground)
        if foreign > len(ground) * 0.4:
            return WhyUnseen.COVERED
        width = wide[2] - wide[0]
        ours = [(each < middle) == darker for each in whole]
        bare = [each < _CONTRAST for each in alone]
        return WhyUnseen.STRUCK if _is_struck(ours, bare, width) else None

    def touched(self, box: PixelBox, at: int) -> WhyUnseen | None:
        """Judge whether anything else is drawn where a letter is: whatever is not it or its ground.

        What is below the line on which it stands may be an underline.
        """
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(self.text, at, byref(x), byref(y))
        _, b, _, d, _, f = self.matrix
        line = int(b * x.value + d * y.value + f)
        left, top, right, bottom = box
        if top < line < bottom:
            box = (left, top, right, line)
        whole = self.whole.at(box)
        alone, ink, ground = _ink_and_ground(self.on_grey.at(box))
        if max(alone) < _CONTRAST or not ground:
            return None
        light, dark = _mean(whole, ground), _mean(whole, ink)
        share = _mean(bytes(alone), ink)
        told = (light + (dark - light) * each / share for each in alone)
        off = sum(abs(each - one) > _OFF for each, one in zip(whole, told, strict=True))
        return WhyUnseen.COVERED if off > _MOST_OFF else None


def _ink_and_ground(grey: bytes) -> tuple[list[int], list[int], list[int]]:
    """Return how far each pixel of a letter on gray is from its ground, and which are ink, ground.

    Those between are the edges of the letter.
    """
    alone = [abs(each - _GREY) for each in grey]
    most = max(alone)
    ink = [at for at, each in enumerate(alone) if each >= most * 0.6]
    ground = [at for at, each in enumerate(alone) if each <= most * 0.1]
    return alone, ink, ground


def _is_struck(ink: Sequence[bool], bare: Sequence[bool], width: int) -> bool:
    """Tell whether a line that is no part of the letter runs through its middle.

    ``ink`` tells of each pixel whether it is as dark as the letter, ``bare`` whether the letter by
    itself leaves it free.
    """
    height = len(ink) // width
    if height < _LOWEST_STRUCK:
        return False
    rows = range(int(height * 0.35) * width, (int(height * 0.65) + 1) * width, width)
    return any(
        all(ink[at : at + width]) and sum(bare[at : at + width]) >= width * 0.4 for at in rows
    )


def _matrix(page: Any, drawing: Drawing) -> tuple[float, float, float, float, float, float]:
    """Return what takes a point of a page to its pixel, also on a page that is turned."""
    far = 1000.0
    (e, f), (ex, fx), (ey, fy) = (
        _device(page, drawing, x * far, y * far) for x, y in ((0, 0), (1, 0), (0, 1))
    )
    return (ex - e) / far, (fx - f) / far, (ey - e) / far, (fy - f) / far, e, f


def _device(page: Any, drawing: Drawing, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    size = (drawing.width * _FINE, drawing.height * _FINE)  # because whole numbers are returned
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(across), byref(down))
    return across.value / _FINE, down.value / _FINE


def _mean(pixels: bytes, places: Sequence[int]) -> float:
    return sum(pixels[at] for at in places) / len(places)


def _contrast(pixels: bytes) -> int:
    return max(pixels) - min(pixels)


def _keep_text_alone(page: Any) -> bool:
    """Switch off all objects of a page that are no text, also those inside of others.

    Return whether there are any.
    """
    kinds = ((each, pdfium.FPDFPageObj_GetType(each)) for each in objects_of(page))
    others = [each for each, kind in kinds if kind != pdfium.FPDF_PAGEOBJ_TEXT]
    for each in others:
        pdfium.FPDFPageObj_SetIsActive(each, False)
    return bool(others)
