"""Page numbers in headers and footers, set close to the words around them.

rdocx 0.16 leaves room for two digits wherever a page number stands, so that most pages of an
agreement would say “Page 2  of 7”. The words of such a line are moved: all of them by half where
the line is centred, those before the number where it ends at the right margin, else those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from mou_builder.pdf.marks import Edit, Mark, PageMarks
from mou_builder.pdf.values import Fragment

_PIECE = re.compile(
    rb"/Artifact BMC\n(q\n[^\n]* rg\nBT\n/\w+ \S+ Tf\n1 0 0 -1 (\S+) (\S+) Tm\n"
    rb"\[([^\n]*)\] TJ\nET\nQ\n)EMC\n"
)
_SEVERAL_GLYPHS = re.compile(rb"[)>] ")
_ROOM = 2
_CLOSE = 0.8  # points; “11” is half a point narrower than two ones


class _Piece(NamedTuple):
    """A word in a header or footer, and where its horizontal place is written."""

    page: PageMarks
    mark: Mark
    start: int
    end: int
    left: float

    @property
    def right(self) -> float:
        return self.page.right_end(self.mark)

    @property
    def digits(self) -> int:
        text = self.page.text(self.mark)
        return len(text) if text.isdigit() else 0


def close_gaps(page: PageMarks, fragments: Sequence[Fragment]) -> Iterator[Edit]:
    """The changes to a page's content that set its number close; points, as in `Fragment`."""
    if not fragments:
        return
    margins = (min(each.left for each in fragments), max(each.right for each in fragments))
    for _, found in groupby(_PIECE.finditer(page.content), lambda piece: piece[3]):
        line = list(found)
        if not all(_SEVERAL_GLYPHS.search(each[4]) for each in line):
            yield from _closed([_piece(page, each) for each in line], margins)


def _piece(page: PageMarks, found: re.Match[bytes]) -> _Piece:
    mark = Mark(page.number, -1, *found.span(), found[1])
    return _Piece(page, mark, *found.span(2), float(found[2]))


def _closed(line: Sequence[_Piece], margins: tuple[float, float]) -> Iterator[Edit]:
    gaps = [_gap(*each) for each in pairwise(line)]
    shift, closed = _shift(line, margins, sum(gaps)), 0.0
    if not shift and not any(gaps):
        return
    for piece, gap in zip(line, [*gaps, 0.0], strict=True):
        yield Edit(piece.start, piece.end, b"%.5f" % (piece.left + shift - closed))
        closed += gap


def _shift(line: Sequence[_Piece], margins: tuple[float, float], total: float) -> float:
    """How far right a line moves that gets shorter by ``total``, by how it is aligned.

    It was aligned with the room that a number at its end does not fill, too.
    """
    left, right = line[0].left - margins[0], margins[1] - line[-1].right
    for behind in dict.fromkeys((_room(line[-1]), 0.0)):
        if abs(left - (right - behind)) < _CLOSE < left:
            return (total + behind) / 2
        if abs(right - behind) < _CLOSE < left:
            return total + behind
    return 0.0


def _gap(number: _Piece, following: _Piece) -> float:
    """The room that a page number does not fill; 0 behind anything else."""
    room = _room(number)
    return room if room and abs(following.left - number.right - room) < _CLOSE else 0.0


def _room(piece: _Piece) -> float:
    """The room that would be left behind a piece if it is a page number; 0 if it is none."""
    digits = piece.digits
    return (_ROOM - digits) * (piece.right - piece.left) / digits if 0 < digits < _ROOM else 0.0
