"""What letters look like, and whether a shape is that of a letter rather than of another one.

Known are the shapes of the fonts that come with the program, and of those that a user has named. A
letter of another font is taken for what it says if it is no less like that than like any other
letter or digit; so were the distances below chosen, by 12,000 signs of a hundred fonts that offices
have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.font_files import read_font
from mou_builder.pdf.setting.fonts import PACKAGED_FONTS, FontPlace

SIZE = 48
"""Pixels of an em in which letters are compared."""
CELL = 120
"""Pixels of the square in which each is drawn."""
LEFT, FOOT = 30, 75
"""Where in that square a letter begins, and on which line it stands."""

_WIDE, _HIGH = 16, 20
_SAME = 0.04
_FARTHEST = 0.45
_NEARER = 0.1
"""By how much another letter may be nearer, because no two fonts draw alike."""
_NEARER_DIGIT = 0.03
"""The same for a digit in place of a digit."""
_OF_WIDTH = 0.1
_MOST_OFF = 0.3
_FREE = 0.08
"""Parts of an em by which letters of different fonts differ in height."""
_NONE = 9.0
_COMPARED = "".join(map(chr, range(33, 127))) + "’‘“”–—§•"
_ALIKE = ("'’‘`´,", '"“”', "-–—−‐‑\u00ad_", ".•·", "|lI1i!jJ[]", "oO0Q")
"""Signs that look alike in some font, so that nothing is told by taking one for another."""


class Likeness(Enum):
    """Whether a shape is that of some letters: no other is nearer, or none of ours is known."""

    AS_TEXT = "as text"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Shape:
    """The ink of a letter, scaled to one width and height, and what it was before.

    ``ratio`` is the logarithm of its width by its height; ``top`` and ``bottom`` are in em from the
    line that it stands on.
    """

    ink: bytes
    ratio: float
    top: float
    bottom: float


def shape_of(cell: Image.Image) -> Shape | None:
    """Return the shape of what is drawn in a cell, light on black; None where there is nothing."""
    box = cell.getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    ink = cell.resize((_WIDE, _HIGH), Image.Resampling.BOX, box=box)
    return Shape(
        ink.filter(ImageFilter.BoxBlur(1)).tobytes(),
        math.log((right - left) / (bottom - top)),
        (FOOT - top) / SIZE,
        (FOOT - bottom) / SIZE,
    )


def _plain(text: str) -> str:
    return next((each[0] for each in _ALIKE if text in each), text.casefold())


def _distance(one: Shape, other: Shape) -> float:
    ink = sum(map(abs, map(int.__sub__, one.ink, other.ink))) / (255 * _WIDE * _HIGH)
    return ink + _off(one, other)


def _off(one: Shape, other: Shape) -> float:
    off = _OF_WIDTH * min(abs(one.ratio - other.ratio), 2)
    for a, b in ((one.top, other.top), (one.bottom, other.bottom)):
        off += min(max(abs(a - b) - _FREE, 0), _MOST_OFF)
    return off


class _Face:
    """A font, whose letters are drawn when they are asked for."""

    def __init__(self, path: Path, index: int) -> None:
        layout = ImageFont.Layout.BASIC
        self.font = ImageFont.truetype(str(path), SIZE, index, layout_engine=layout)
        self.has = read_font(path, index).glyphs
        self.shapes: dict[str, Shape | None] = {}

    def shape(self, text: str) -> Shape | None:
        """Return the shape of some letters; None where the font does not have them."""
        if text not in self.shapes and not all(ord(letter) in self.has for letter in text):
            self.shapes[text] = None
        if text not in self.shapes:
            cell = Image.new("L", (CELL, CELL))
            ImageDraw.Draw(cell).text((LEFT, FOOT), text, font=self.font, fill=255, anchor="ls")
            self.shapes[text] = shape_of(cell)
        return self.shapes[text]


@lru_cache(maxsize=64)
def _face(place: FontPlace) -> _Face:
    return _Face(*place)


class KnownLetters:
    """The letters of the fonts that come with the program, and of ``fonts``, each where it is."""

    def __init__(self, fonts: Sequence[FontPlace] = ()) -> None:
        packaged = ((path, 0) for path in sorted(PACKAGED_FONTS.glob("*.ttf")))
        self.places = [*fonts, *packaged]

    def likeness(self, shape: Shape, text: str) -> tuple[Likeness, str]:
        """Tell whether a shape is that of ``text``, and the letter that it is nearest to."""
        own = _NONE
        for at, face in enumerate(map(_face, self.places)):
            if made := face.shape(text):
                own = min(own, _distance(shape, made))
            if own <= _SAME:
                self.places.insert(0, self.places.pop(at))  # for so is the next letter
                return Likeness.AS_TEXT, text
        return _nearest(shape, text, own)


def _nearest(shape: Shape, text: str, own: float) -> tuple[Likeness, str]:
    """Judge a shape by the letters of the program's fonts, none of which is the same.

    ``own`` is how far it is from what it should be.
    """
    if own is _NONE:
        return Likeness.UNKNOWN, ""
    alike = _plain(text)
    within = own if own <= _FARTHEST else _NONE  # what is farther than its own letter says nothing
    found = sorted((each, letter) for letter, each in _atlas().nearest(shape, within).items())
    own = min(own, next((each for each, letter in found if _plain(letter) == alike), _NONE))
    others = [each for each in found if _plain(each[1]) != alike]
    if not others:
        return Likeness.AS_TEXT, text
    far, nearest = others[0]
    is_other = far <= _SAME or own > min(far + _NEARER, _FARTHEST)
    if text.isdigit():
        digit = next((each for each, one in others if one.isdigit()), _NONE)
        is_other |= own > digit + _NEARER_DIGIT
    return Likeness.OTHERWISE if is_other else Likeness.AS_TEXT, nearest


class _Atlas:
    """The shapes of all letters of all faces, beneath one another in one picture."""

    def __init__(self) -> None:
        faces = map(_face, KnownLetters().places)
        made = [(each, face.shape(each)) for face in faces for each in _COMPARED]
        self.known = [(letter, shape) for letter, shape in made if shape]
        rows = b"".join(shape.ink for _, shape in self.known)
        self.picture = Image.frombytes("L", (_WIDE * _HIGH, len(self.known)), rows)

    def nearest(self, shape: Shape, within: float) -> dict[str, float]:
        """Return how far each letter is that is so near, in the face in which it is nearest."""
        rows = len(self.known)
        row = Image.frombytes("L", (_WIDE * _HIGH, 1), shape.ink)
        apart = ImageChops.difference(self.picture, row.resize((_WIDE * _HIGH, rows)))
        means = apart.resize((1, rows), Image.Resampling.BOX).tobytes()
        found: dict[str, float] = {}
        for (letter, known), mean in zip(self.known, means, strict=True):
            if mean / 255 <= min(within, found.get(letter, _NONE)):
                far = mean / 255 + _off(shape, known)
                found[letter] = min(far, found.get(letter, _NONE))
        return found


def draw_known_letters() -> None:
    """Draw the letters of the program's fonts once, for all processes copied from this one."""
    _atlas()


@lru_cache(maxsize=1)
def _atlas() -> _Atlas:
    return _Atlas()
