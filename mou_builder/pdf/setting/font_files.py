"""What a font file says of itself: its lines, its widths, and which characters it has.

OpenType 1.9 (ISO/IEC 14496-22): the tables ``head``, ``hhea``, ``hmtx`` and ``cmap``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mou_builder.diagnostic import Refused, refusal
from mou_builder.frozen import dataclass

_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_COLLECTION = b"ttcf"
_MOST_FONTS = 1000
"""Of one collection; known ones have some dozens."""
_MOST_CHARACTERS = 4_000_000
"""Of one file, each as often as it is told of; fonts of Chinese have some 100,000."""
_BASIC_PLANE = 1 << 16
_IN_GROUPS = (12, 13)
"""Forms of tables that tell of characters by the first and the last of each group."""

_COMMON = "the parties agree that an officer shall serve at schools of the district under its rules"
"""Words in which letters are as frequent as in an agreement."""


@dataclass(frozen=True)
class FontFile:
    """A font. ``ascent``, ``descent`` and ``gap`` are of a line, in parts of the font's size."""

    ascent: float
    descent: float
    gap: float
    glyphs: dict[int, int]
    _advances: tuple[int, ...]
    _units: int

    def width(self, text: str) -> float:
        """The width of words on one line, in parts of the font's size, without kerning."""
        return sum(map(self._widths.__getitem__, text)) / self._units

    def stretch(self, size: float, *, capitals: bool = False) -> float:
        """How much wider words of a size are to LibreOffice, as a part of their width.

        It rounds the width of each letter, too; this is the mean of common words.
        """
        found = self._stretches.get((size, capitals))
        if found is None:
            dots = size * 8640 / 72
            exact = [self.width(each) * dots for each in (_COMMON.upper() if capitals else _COMMON)]
            found = sum(map(rounded, exact)) / sum(exact) - 1 if any(exact) else 0.0
            self._stretches[size, capitals] = found
        return found

    @cached_property
    def _stretches(self) -> dict[tuple[float, bool], float]:
        return {}

    def line_height(self, size: float) -> int:
        """The height of a line of ``size`` points, in whole twentieths of a point.

        As LibreOffice has it, which rounds measures at 8640 dots an inch, and the gap by itself.
        """
        dots = size * 8640 / 72
        letters = rounded(self.ascent * dots) + rounded(self.descent * dots)
        return rounded(letters / 6) + rounded(rounded(self.gap * dots) / 6)

    @cached_property
    def _widths(self) -> _Widths:
        return _Widths(self.glyphs, self._advances)


def rounded(number: float) -> int:
    """The nearest whole number, as LibreOffice rounds: a half is rounded up."""
    return int(number + 0.5)


_SHOWN_AS = {"\u2011": "-"}
"""Characters that few fonts have, and those that are set in their place."""


class _Widths(dict[str, int]):
    """The width of each character that was asked for, in the font's units."""

    def __init__(self, glyphs: dict[int, int], advances: tuple[int, ...]) -> None:
        self._glyphs, self._advances = glyphs, advances

    def __missing__(self, character: str) -> int:
        glyph = self._glyphs.get(ord(_SHOWN_AS.get(character, character)), 0)
        self[character] = width = self._advances[min(glyph, len(self._advances) - 1)]
        return width


@lru_cache(maxsize=64)
def read_font(path: Path, index: int = 0) -> FontFile:
    """Read a TrueType or OpenType font, or one of a collection; raise `Refused` (MOU508)."""
    try:
        data = path.read_bytes()
        tables = _tables(data, index)
        return _read({name: data[start : start + size] for name, (start, size) in tables.items()})
    except (OSError, struct.error, IndexError, KeyError, ZeroDivisionError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> Refused:
    hint = "take it out of the folder, or put a copy of it there that other programs can read"
    return refusal("MOU508", str(path), "this font cannot be read", hint)


def refuse_endless(folder: Path) -> None:
    """Refuse a folder (MOU508) with a file of which reading fonts would find no end.

    That is one that is no file on a disk, and one of more fonts or characters than anybody made.
    """
    for each in folder.rglob("*"):
        if each.suffix.casefold() not in _ENDINGS or each.is_dir() or not each.exists():
            continue
        if not each.is_file() or _is_endless(each):
            raise _unreadable(each)


def _is_endless(path: Path) -> bool:
    with (
        suppress(struct.error, KeyError, OverflowError, ValueError),
        path.open("rb") as file,
        mmap(file.fileno(), 0, access=ACCESS_READ) as data,
    ):
        kind, fonts = struct.unpack_from(">4s4xL", data)
        if kind != _COLLECTION:
            fonts = 1
        if fonts > _MOST_FONTS:
            return True
        left = _MOST_CHARACTERS
        for index in range(fonts):
            start, _ = _tables(data, index)[b"cmap"]
            for size in _sizes(data, start):
                left -= size
                if left < 0:
                    return True
    return False


def _sizes(data: mmap, cmap: int) -> Iterator[int]:
    """Yield of how many characters each part of a ``cmap`` tells."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">L", data, cmap + 8 + 8 * number)
        form, groups = struct.unpack_from(">H10xL", data, cmap + offset)
        if form not in _IN_GROUPS:
            yield _BASIC_PLANE
            continue
        for at in range(groups):
            first, last = struct.unpack_from(">LL", data, cmap + offset + 16 + 12 * at)
            yield max(last - first, 0) + 1


def _tables(data: bytes | mmap, index: int) -> dict[bytes, tuple[int, int]]:
    start = 0
    if data[:4] == _COLLECTION:
        (start,) = struct.unpack_from(">L", data, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", data, start + 4)
    entries = (struct.unpack_from(">4s4xLL", data, start + 12 + 16 * at) for at in range(count))
    return {name: (offset, size) for name, offset, size in entries}


def _read(tables: dict[bytes, bytes]) -> FontFile:
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    ascent, descent, gap = struct.unpack_from(">hhh", tables[b"hhea"], 4)
    (measured,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    if not measured:
        raise IndexError("a font without a width")
    advances = struct.unpack_from(f">{'Hxx' * measured}", tables[b"hmtx"])
    glyphs = _characters(tables[b"cmap"])
    return FontFile(ascent / units, -descent / units, gap / units, glyphs, advances, units)


def _characters(cmap: bytes) -> dict[int, int]:
    """The glyph of each character: from the widest Unicode subtable that is there."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    entries = (struct.unpack_from(">HHL", cmap, 4 + 8 * at) for at in range(count))
    found: dict[int, int] = {}
    for platform, _, offset in sorted(entries):
        (form,) = struct.unpack_from(">H", cmap, offset)
        if platform in (0, 3) and form == 4:
            found |= _segments(cmap[offset:])
        elif platform in (0, 3) and form == 12:
            found |= _groups(cmap[offset:])
    return found


def _segments(table: bytes) -> dict[int, int]:
    """Format 4: segments of the basic plane."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * doubled)
    at = 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", table, at)
    found = {}
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = at + 2 * number + offsets[number] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", table, place)
                if not glyph:
                    continue
            if glyph := (glyph + deltas[number]) & 0xFFFF:
                found[code] = glyph
    return found


def _groups(table: bytes) -> dict[int, int]:
    """Format 12: groups of any plane."""
    (count,) = struct.unpack_from(">L", table, 12)
    found = {}
    for number in range(count):
        start, end, glyph = struct.unpack_from(">LLL", table, 16 + 12 * number)
        for code in range(start, min(end, 0x10FFFF) + 1):
            found[code] = glyph + code - start
    return found
