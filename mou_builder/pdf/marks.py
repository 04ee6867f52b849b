"""The marked content of a page as rdocx writes it: where each word is, and what it says.

Marked content (ISO 32000-1, 14.6) is a stretch of a page's content stream with an id, the MCID, by
which the structure tree refers to it. rdocx marks each word. Its streams are regular, one operator
a line, so they are read as text: parsing every operator costs as much as laying the document out.
`PageMarks` refuses a page whose marks it does not find complete, so that a new rdocx that writes
otherwise is noticed, not misread.

Lengths and places are points from the upper left corner of the page downwards, as in `Fragment`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pikepdf

from mou_builder.pdf.values import refusal

_MARK = re.compile(rb"/\w+ <<\s*/MCID (\d+)\s*>> BDC\n(q\n.*?\nQ\n)EMC\n", re.DOTALL)
_PLACE = re.compile(rb"\n1 0 0 -1 (\S+) (\S+) Tm\n")
_COLOUR = re.compile(rb"^(\S+ \S+ \S+) rg$", re.MULTILINE)
_FONT = re.compile(rb"/(\w+) (\S+) Tf\n")
_STRING = re.compile(rb"\(((?:\\[0-7]{1,3}|\\.|\(\)|[^\\()])*)\)|(-?[\d.]+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SHOWN = re.compile(rb"^\[(.*?)\] TJ$", re.DOTALL | re.MULTILINE)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MISSING_GLYPH = b"(\\000\\000)"


@dataclass(frozen=True)
class Mark:
    """One piece of marked content: usually a word and the space after it."""

    page: int
    id: int
    start: int
    end: int
    content: bytes

    @cached_property
    def place(self) -> tuple[float, float] | None:
        """Left end and baseline of the first text in it; None for a picture."""
        found = _PLACE.search(self.content)
        return (float(found[1]), float(found[2])) if found else None

    @property
    def colour(self) -> bytes:
        """The fill colour, as three operands."""
        found = _COLOUR.search(self.content)
        return found[1] if found else b"0 0 0"

    @property
    def lacks_glyphs(self) -> bool:
        """Whether a character is drawn as “no such character” (glyph 0)."""
        return _MISSING_GLYPH in self.content

    @property
    def may_be_rule(self) -> bool:
        """Whether one glyph is shown over and over: a cheap test before decoding."""
        return len(self.content) > 80 and len(set(re.findall(rb"\([^)]*\)", self.content))) == 1


class PageMarks:
    """The marks of one page, in drawing order, which rdocx keeps equal to reading order."""

    def __init__(self, number: int, page: pikepdf.Page, expected: int) -> None:
        self.number = number
        self.page = page
        self.content = page.Contents.read_bytes()
        self.height = float(page.mediabox[3])
        self.marks = tuple(
            Mark(number, int(each[1]), each.start(), each.end(), each[2])
            for each in _MARK.finditer(self.content)
        )
        if len(self.marks) != expected:
            raise refusal(
                "MOU507",
                "PDF",
                f"page {number + 1} has {expected} tagged pieces of text, "
                f"of which {len(self.marks)} were understood",
                "this is a fault of the program or of its rdocx version (0.16 is known to work); "
                "use --pdf-engine libreoffice until it is mended",
            )
        self._fonts: dict[str, _Font] = {}

    def between(self, top: float, bottom: float) -> tuple[Mark, ...]:
        """The marks whose baseline lies in a band of the page."""
        return tuple(each for each in self.marks if each.place and top <= each.place[1] <= bottom)

    def text(self, mark: Mark) -> str:
        """The characters that a mark stands for."""
        font, _ = self._font(mark)
        codes = b"".join(code for code, _ in _shown(mark) if code is not None)
        return font.decode(codes)

    def right_end(self, mark: Mark) -> float:
        """Where the last character of a mark ends."""
        font, size = self._font(mark)
        width = 0.0
        for code, shift in _shown(mark):
            width += -shift if code is None else font.width(code)
        left = mark.place[0] if mark.place else 0.0
        return left + width * size / 1000

    def rewrite(self, pdf: pikepdf.Pdf, replacements: Mapping[int, bytes]) -> None:
        """Put other content in the place of some marks, given by id."""
        if not replacements:
            return
        parts = []
        done = 0
        for mark in self.marks:
            if mark.id in replacements:
                parts += [self.content[done : mark.start], replacements[mark.id]]
                done = mark.end
        parts.append(self.content[done:])
        self.page.Contents = pdf.make_stream(b"".join(parts))

    def _font(self, mark: Mark) -> tuple[_Font, float]:
        found = _FONT.search(mark.content)
        if found is None:
            raise ValueError(f"marked content {mark.id} shows no text")
        name = found[1].decode()
        if name not in self._fonts:
            self._fonts[name] = _Font(self.page.Resources.Font[f"/{name}"])
        return self._fonts[name], float(found[2])


class _Font:
    """A composite font with two-byte codes (ISO 32000-1, 9.7.4.3 widths, 9.10.3 characters)."""

    def __init__(self, font: pikepdf.Object) -> None:
        cmap = font.ToUnicode.read_bytes()
        self._characters = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"^<(\w{4})> <(\w+)>$", cmap, re.MULTILINE)
        }
        descendant = font.DescendantFonts[0]
        self._default = float(descendant.get("/DW", 1000))
        self._widths = dict(_widths(list(descendant.get("/W", []))))

    def decode(self, codes: bytes) -> str:
        return "".join(self._characters.get(code, "\ufffd") for code in _pairs(codes))

    def width(self, codes: bytes) -> float:
        """Thousandths of the font size."""
        return sum(self._widths.get(code, self._default) for code in _pairs(codes))


def _widths(array: list[pikepdf.Object]) -> list[tuple[int, float]]:
    widths: list[tuple[int, float]] = []
    rest = iter(array)
    for first in rest:
        following = next(rest)
        if isinstance(following, pikepdf.Array):
            widths += [(int(first) + at, float(width)) for at, width in enumerate(following)]
        else:
            width = float(next(rest))
            widths += [(code, width) for code in range(int(first), int(following) + 1)]
    return widths


def _pairs(codes: bytes) -> list[int]:
    return [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]


def _shown(mark: Mark) -> list[tuple[bytes | None, float]]:
    """The codes and the shifts between them, of every text-showing operator in a mark."""
    pieces: list[tuple[bytes | None, float]] = []
    for array in _SHOWN.findall(mark.content):
        for string, shift in _STRING.findall(array):
            pieces.append((None, float(shift)) if shift else (_unescaped(string), 0.0))
    return pieces


def _unescaped(string: bytes) -> bytes:
    def byte(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else _LETTERS.get(code, code)

    return _ESCAPE.sub(byte, string)
