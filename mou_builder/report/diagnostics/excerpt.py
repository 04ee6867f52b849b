"""A line of a file as a terminal can show it, and where on it a place is.

Widths are columns of a terminal: a Chinese character takes two, a combining accent none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

# YAML 1.1 (section 4.2) breaks lines at these too, and the reader counts its lines by them.
_BREAKS = pattern("\r\n|[\n\r\x85\u2028\u2029]")

# Marks that turn the direction of what follows; shown by name, because they can make a line look
# as if it said something else (Unicode Technical Report 36, section 2.6).
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_TAB = 4
_CUT = "…"


@dataclass(frozen=True)
class Excerpt:
    """A line to show, and how many columns of it stand before the place."""

    line: str
    before: int


def source_line(text: str, number: int) -> str | None:
    """Return line ``number`` (from 1) of ``text``; None if there is none or it is empty."""
    lines = _BREAKS.split(text)
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    return line if line.strip() else None


def visible(text: str) -> str:
    """Return ``text`` with tabs as spaces, and what would disturb a terminal spelt out."""
    return "".join(_cells(text))


def excerpt(line: str, column: int, width: int) -> Excerpt:
    """Return what of ``line`` fits into ``width`` columns, with ``column`` (from 1) on it.

    A column behind the end of the line is the one after its last character.
    """
    cells = list(_cells(line))
    at = min(max(column, 1) - 1, len(cells))
    first, last = _window([cell_len(cell) for cell in cells], at, max(width, 10))
    head = _CUT if first else ""
    tail = _CUT if last < len(cells) else ""
    before = cell_len(head) + sum(cell_len(cell) for cell in cells[first:at])
    return Excerpt(head + "".join(cells[first:last]) + tail, before)


def _window(widths: list[int], at: int, width: int) -> tuple[int, int]:
    """Return the first cell around ``at`` that fits, marks of cuts included, and the end."""
    if sum(widths) <= width:
        return 0, len(widths)
    room = width - 2 * cell_len(_CUT)
    first = last = at
    used = 0
    # Two thirds of the room for what follows: a fault is mostly in what begins at the place.
    while last < len(widths) and used + widths[last] <= room * 2 // 3:
        used += widths[last]
        last += 1
    while first > 0 and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    return first, last


def _cells(text: str) -> Iterator[str]:
    at = 0
    for character in text:
        cell = _cell(character, at)
        at += cell_len(cell)
        yield cell


def _cell(character: str, at: int) -> str:
    if character == "\t":
        return " " * (_TAB - at % _TAB)
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character
