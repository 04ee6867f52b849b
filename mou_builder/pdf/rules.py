"""Ruled lines to write on: drawn as one line, and kept out of what is read aloud.

An engine draws a tab with a leader as a row of underscores, tagged as words. A screen reader would
read “underscore” forty times, and a search would find words that the agreement does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mou_builder.pdf.docx_body import DocxBody
from mou_builder.pdf.marks import Mark, PageMarks
from mou_builder.pdf.preparing import NO_BREAK_SPACE
from mou_builder.pdf.values import Fragment

_BELOW_BASELINE = 1.8
_THICKNESS = 0.6
_GAP = 2.0


@dataclass(frozen=True)
class Rule:
    """A ruled line, in points from the upper left corner of the page.

    ``marks`` is the content that it takes the place of, the line itself last.
    """

    page: int
    left: float
    right: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def drawing(self) -> bytes:
        """The line as content of a page whose vertical axis points down; an artifact."""
        colour = " ".join(f"{each / 255:.4g}" for each in self.marks[-1].colour)
        return (
            f"/Artifact BMC\nq\n{colour} RG\n{_THICKNESS} w\n"
            f"{self.left:.2f} {self.height:.2f} m\n{self.right:.2f} {self.height:.2f} l\n"
            "S\nQ\nEMC\n"
        ).encode()


def find_rules(page: PageMarks, body: DocxBody, fragments: Sequence[Fragment]) -> tuple[Rule, ...]:
    """The leaders of a page. Underscores that the document itself contains are words, and stay."""
    here = (body.children[each.index] for each in fragments if each.page == page.number)
    return tuple(_rules(page, body, fragments)) if any(each.has_tab for each in here) else ()


def _rules(page: PageMarks, body: DocxBody, fragments: Sequence[Fragment]) -> Iterator[Rule]:
    for previous, mark in page.rows_of_one_glyph():
        if set(page.text(mark)) != {"_"} or mark.place is None:
            continue
        left, baseline = mark.place
        if "_" in body.words_at(page.number, baseline, fragments):
            continue
        filler = _filler_before(page, previous, baseline)
        yield Rule(
            page=page.number,
            left=filler.place[0] if filler and filler.place else left + _GAP,
            right=page.right_end(mark),
            height=baseline + _BELOW_BASELINE,
            marks=(filler, mark) if filler else (mark,),
        )


def _filler_before(page: PageMarks, mark: Mark | None, baseline: float) -> Mark | None:
    if mark is None or mark.place is None or mark.place[1] != baseline:
        return None
    return mark if page.text(mark) == NO_BREAK_SPACE else None
