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
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import pikepdf

from mou_builder.pdf.values import refusal

_START = re.compile(rb"/\w+ <<\s*/MCID (\d+)\s*>> BDC\n(?=q\n)")
_END = b"\nQ\nEMC\n"
_PLACE = re.compile(rb"\n1 0 0 -1 (\S+) (\S+) Tm\n")
_COLOUR = re.compile(rb"^(\S+ \S+ \S+) rg$", re.MULTILINE)
_FONT = re.compile(rb"/(\w+) (\S+) Tf\n")
_LITERAL = rb"\(((?:\\[0-7]{1,3}|\\.|\(\)|[^\\()])*)\)"
_STRING = re.compile(_LITERAL + rb"|<(\w+)>|(-?[\d.]+)", re.DOTALL)
_CHARACTER = re.compile(rb"^<(\w{4})> <(\w+)>$", re.MULTILINE)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SHOWN = re.compile(rb"^\[(.*?)\] TJ$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(rb"^\[(\((?:\\.|[^\\)\n])*\)|<\w+>)(?: \S+ \1)+\] TJ$", re.MULTILINE)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MISSING_GLYPH = b"(\\000\\000)"
_BLACK = (0, 0, 0)


class Mark(NamedTuple):
    """One piece of marked content: usually a word and the space after it.

    ``content`` is its operators; ``start`` and ``end`` are where it and its marking stand in the
    content of the page.
    """

    page: int
    id: int
    start: int
    end: int
    content: bytes

    @property
    def place(self) -> tuple[float, float] | None:
        """Left end and baseline of the first text in it; None for a picture."""
        found = _PLACE.search(self.content)
        return (float(found[1]), float(found[2])) if found else None

    @property
    def colour(self) -> tuple[int, int, int]:
        """Red, green and blue of the text, each from 0 to 255."""
        found = _COLOUR.search(self.content)
        if found is None:
            return _BLACK
        red, green, blue = (round(float(each) * 255) for each in found[1].split())
        return red, green, blue


class Edit(NamedTuple):
    """Bytes of a page's content that others take the place of."""

    start: int
    end: int
    content: bytes


class PageMarks:
    """The marks of one page, in drawing order, which rdocx keeps equal to reading order.

    ``expected`` is their number by the structure tree; ``fonts`` is shared by the pages of a file.
    """

    def __init__(
        self, number: int, page: pikepdf.Page, expected: int, fonts: dict[tuple[int, int], Font]
    ) -> None:
        self.number = number
        self.page = page
        self.content = page.Contents.read_bytes()
        self.height = float(page.mediabox[3])
        self._fonts = fonts
        understood = min(self.content.count(b">> BDC\nq\n"), self.content.count(_END))
        if self.content.count(b"/MCID ") != expected or understood < expected:
            raise refusal(
                "MOU507",
                "PDF",
                f"page {number + 1} has {expected} tagged pieces of text, "
                f"of which {understood} were understood",
                "this is a fault of the program or of its rdocx version (0.16 is known to work); "
                "use --pdf-engine libreoffice until it is mended",
            )

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """All of them; few pages need more than one or two."""
        return tuple(
            Mark(self.number, int(found[1]), *self._extent(found))
            for found in _START.finditer(self.content)
        )

    def mark(self, mark_id: int) -> Mark:
        """The one with an id."""
        before = self.content.index(b"/MCID %d\n" % mark_id)
        found = _START.match(self.content, self.content.rindex(b"\n/", 0, before) + 1)
        assert found is not None
        return Mark(self.number, mark_id, *self._extent(found))

    def _extent(self, found: re.Match[bytes]) -> tuple[int, int, bytes]:
        start, inside = found.span()
        end = self.content.index(_END, inside) + len(_END)
        return start, end, self.content[inside : end - len(b"EMC\n")]

    @property
    def end(self) -> int:
        """Where more can be drawn: before the Q that ends what the page's first operators began."""
        return len(self.content.rstrip()) - len(b"Q")

    def between(self, top: float, bottom: float) -> tuple[Mark, ...]:
        """The marks whose baseline lies in a band of the page."""
        return tuple(mark for mark, height in self._baselines if top <= height <= bottom)

    @cached_property
    def _baselines(self) -> tuple[tuple[Mark, float], ...]:
        return tuple((mark, place[1]) for mark in self.marks if (place := mark.place))

    def rows_of_one_glyph(self) -> Iterator[tuple[Mark | None, Mark]]:
        """The marks that show one glyph over and over, each with the mark before it."""
        for row in _ROW.finditer(self.content):
            at = bisect_right(self.marks, row.start(), key=lambda mark: mark.start) - 1
            if at >= 0 and row.end() < self.marks[at].end:
                yield self.marks[at - 1] if at else None, self.marks[at]

    def lacking_glyphs(self) -> tuple[tuple[Mark, ...], bool]:
        """The marks with a character drawn as “no such character” (glyph 0), and whether there is
        one outside all marks, which is in a header or footer.
        """
        total = self.content.count(_MISSING_GLYPH)
        if not total:
            return (), False
        lacking = tuple(mark for mark in self.marks if _MISSING_GLYPH in mark.content)
        return lacking, sum(mark.content.count(_MISSING_GLYPH) for mark in lacking) < total

    def text(self, mark: Mark) -> str:
        """The characters that a mark stands for; none for a picture."""
        found = self._font(mark)
        if found is None:
            return ""
        return found[0].decode(b"".join(code for code, _ in _shown(mark) if code is not None))

    def right_end(self, mark: Mark) -> float:
        """Where the last character of a mark ends."""
        found = self._font(mark)
        left = mark.place[0] if mark.place else 0.0
        if found is None:
            return left
        font, size = found
        width = sum(-shift if code is None else font.width(code) for code, shift in _shown(mark))
        return left + width * size / 1000

    def rewrite(self, pdf: pikepdf.Pdf, edits: Iterable[Edit]) -> None:
        """Put other bytes in the place of some."""
        parts = []
        done = 0
        for edit in sorted(edits):
            parts += [self.content[done : edit.start], edit.content]
            done = edit.end
        if parts:
            self.page.Contents = pdf.make_stream(b"".join([*parts, self.content[done:]]))

    def _font(self, mark: Mark) -> tuple[Font, float] | None:
        found = _FONT.search(mark.content)
        if found is None:
            return None
        font = self.page.Resources.Font[f"/{found[1].decode()}"]
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = Font(font)
        return self._fonts[font.objgen], float(found[2])


class Font:
    """A composite font with two-byte codes (ISO 32000-1, 9.7.4.3 widths, 9.10.3 characters)."""

    def __init__(self, font: pikepdf.Object) -> None:
        cmap = font.ToUnicode.read_bytes()
        self._characters = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in _CHARACTER.findall(cmap)
        }
        self._descendant = font.DescendantFonts[0]

    @cached_property
    def _widths(self) -> dict[int, float]:
        return dict(_widths(list(self._descendant.get("/W", []))))

    def decode(self, codes: bytes) -> str:
        """The characters of codes."""
        return "".join(self._characters.get(code, "\ufffd") for code in _pairs(codes))

    def width(self, codes: bytes) -> float:
        """Thousandths of the font size."""
        default = float(self._descendant.get("/DW", 1000))
        return sum(self._widths.get(code, default) for code in _pairs(codes))


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
        for literal, hexadecimal, shift in _STRING.findall(array):
            if shift:
                pieces.append((None, float(shift)))
            else:
                pieces.append((bytes.fromhex(hexadecimal.decode()) or _unescaped(literal), 0.0))
    return pieces


def _unescaped(string: bytes) -> bytes:
    def byte(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else _LETTERS.get(code, code)

    return _ESCAPE.sub(byte, string)
