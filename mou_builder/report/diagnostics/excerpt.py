"""A line of a file as a terminal can show it, and where on it a place is."""

from __future__ import annotations

from rich.cells import cell_len

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.report.terminal import cells

# YAML 1.1 (section 4.2) breaks lines at these too, and the reader counts its lines by them.
_BREAKS = pattern("\r\n|[\n\r\x85\u2028\u2029]")

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


def excerpt(line: str, column: int, width: int) -> Excerpt:
    """Return the part of ``line`` around ``column`` (from 1) that fits into ``width`` columns.

    A column behind the end of the line is the one after its last character.
    """
    shown = list(cells(line))
    at = min(max(column, 1) - 1, len(shown))
    first, last = _window(list(map(cell_len, shown)), at, max(width, 10))
    head = _CUT if first else ""
    tail = _CUT if last < len(shown) else ""
    before = cell_len(head) + sum(cell_len(cell) for cell in shown[first:at])
    return Excerpt(head + "".join(shown[first:last]) + tail, before)


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
