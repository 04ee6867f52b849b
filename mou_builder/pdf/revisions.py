"""Tracked changes in a comparison copy, told to a screen reader.

rdocx draws an insertion in colour with two lines under it, a deletion in colour with one line
through it, and gives moves a colour of their own. None of that is read aloud, so each changed
stretch becomes a span of the structure tree that says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mou_builder.pdf.marks import Mark, PageMarks
from mou_builder.pdf.tags import Tags

_LINES = re.compile(
    rb"(?:/Artifact BMC\nq\n\S+ \S+ \S+ RG\n\S+ w\n\S+ \S+ m\n\S+ \S+ l\nS\nQ\nEMC\n)*"
)
_HEIGHT = re.compile(rb"^(\S+ \S+ \S+) RG\n\S+ w\n\S+ (\S+) m$", re.MULTILINE)
_MOVED = b"0 0.627451 0"


def tell_revisions(pages: Sequence[PageMarks], tags: Tags) -> None:
    """Wrap every changed stretch of words in a span read as “inserted: …; end of insertion”."""
    for page in pages:
        for what, marks in _stretches(page, tags):
            words = "".join(page.text(mark) for mark in marks).strip()
            tags.wrap(marks, f"[{what}: {words}] ")


def _stretches(page: PageMarks, tags: Tags) -> Iterator[tuple[str, list[Mark]]]:
    current: list[Mark] = []
    state: tuple[str, tuple[int, int]] | None = None
    for mark in page.marks:
        what = _change(page, mark)
        here = (what, tags.owner(mark).objgen) if what else None
        if here != state and current and state:
            yield state[0], current
            current = []
        state = here
        if here:
            current.append(mark)
    if current and state:
        yield state[0], current


def _change(page: PageMarks, mark: Mark) -> str | None:
    """What happened to the words of a mark, by the lines that are drawn with it."""
    drawn = _LINES.match(page.content, mark.end)
    if drawn is None or mark.place is None or mark.colour == b"0 0 0":
        return None
    heights = [
        float(height) for colour, height in _HEIGHT.findall(drawn[0]) if colour == mark.colour
    ]
    through = any(height < mark.place[1] for height in heights)
    under = sum(mark.place[1] <= height < mark.place[1] + 5 for height in heights) >= 2
    moved = mark.colour == _MOVED
    if through and not under:
        return "moved from here" if moved else "deleted"
    if under:
        return "moved to here" if moved else "inserted"
    return None
