"""Redlines against docx-trackdiff, on the same two files; and reviewing a copy that came back."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docx_trackdiff.compare import main as trackdiff

from bench import subjects
from bench.subjects import Subject
from bench.timing import Row, medians, process, ratio
from mou_builder.actions.compare import (
    ComparisonOptions,
    Side,
    compare_sides,
    document_side,
    redline_docx,
)
from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.actions.review import review_copy
from mou_builder.check.checking import check
from mou_builder.difference import marking, words
from mou_builder.library.library import Library
from mou_builder.review import folding

CHANGES = (
    ("officers: 2", "officers: 3"),
    ("district_share: 56.8%", "district_share: 60%"),
    ("agency_share: 43.2%", "agency_share: 40%"),
    ("until: 2029-06-30", "until: 2029-12-31"),
    ("days: Tuesday,", "days: Tuesday and Friday,"),
    ("  complaints: yes\n", "  counterparts: yes\n"),
)
"""What the two differ in: values, a cell of a table, a clause that goes and one that comes."""


@dataclass(frozen=True)
class Pair:
    """Two versions of the longest example, as files and in memory."""

    folder: Path
    old: bytes
    new: bytes
    template: bytes
    library: Library

    def path(self, name: str) -> str:
        """The name of a file beside the two."""
        return str(self.folder / name)

    def sides(self) -> tuple[Side, Side]:
        """Both read from their files, and reviewed for words that were edited."""
        return self._side("old.docx"), self._side("new.docx")

    def _side(self, name: str) -> Side:
        data = (self.folder / name).read_bytes()
        return document_side(data, name, self.library, self.template)


def measure() -> Iterator[Row]:
    """A redline of two files, in process and as a process; a review of one."""
    with tempfile.TemporaryDirectory(prefix="mou-bench-") as folder:
        pair = _pair(Path(folder))
        yield from _redlines(pair)
        yield from _reviews(pair)


def _redlines(pair: Pair) -> Iterator[Row]:
    old, new = pair.sides()
    looks = ComparisonOptions(pair.template, "bench", "2026-09-01")

    def from_files() -> bytes:
        _forget()
        return redline_docx(compare_sides(*pair.sides()), looks)

    def from_agreements() -> bytes:
        _forget()
        return redline_docx(compare_sides(old, new), looks)

    files = [pair.path("old.docx"), pair.path("new.docx")]
    programs = Path(sys.executable).parent
    theirs = process([str(programs / "docx-trackdiff"), *files, pair.path("t.docx")])
    ours = process(
        [str(programs / "mou"), "diff", *files, "-o", pair.path("o.docx"), "--force"],
    )
    what = "two files compared by clause and redlined, against docx-trackdiff"
    yield ratio(f"{what} as a process", from_files, theirs, rounds=9, aim=0.5)
    yield ratio("… from agreements in memory", from_agreements, theirs, rounds=9, aim=0.5)
    yield ratio(
        "… against docx-trackdiff in process", from_agreements, lambda: _trackdiff(pair), rounds=15
    )
    yield ratio("mou diff as a process, against the same as a process", ours, theirs, rounds=7)


def _reviews(pair: Pair) -> Iterator[Row]:
    old, new = pair.sides()
    marked = redline_docx(
        compare_sides(old, new), ComparisonOptions(pair.template, "bench", "2026-09-01")
    )

    def reviewed(data: bytes) -> object:
        _forget()
        return review_copy(data, "returned.docx", pair.library, pair.template)

    both = medians(partial(reviewed, pair.old), partial(reviewed, marked), rounds=15)
    yield Row("review of an untouched copy", 1000 * both[0], "ms", 50.0)
    yield Row("review of a redline that came back", 1000 * both[1], "ms", 50.0)


def _forget() -> None:
    """Start with no text cut or marked before, as with two agreements that are new."""
    words._cut_into_words.cache_clear()
    words.weight.cache_clear()
    marking._marked.cache_clear()
    folding._plain.cache_clear()


def _pair(folder: Path) -> Pair:
    old = subjects.example()
    text = old.text
    for before, after in CHANGES:
        if before not in text:
            raise RuntimeError(f"the example has changed: no “{before}”")
        text = text.replace(before, after, 1)
    template = subjects.template().read_bytes()
    new = Subject(text, old.library)
    pair = Pair(folder, _docx(old, template), _docx(new, template), template, old.library)
    (folder / "old.docx").write_bytes(pair.old)
    (folder / "new.docx").write_bytes(pair.new)
    return pair


def _docx(subject: Subject, template: bytes) -> bytes:
    checked = check(subject.source(), subject.library, subjects.DAY)
    [data] = render(checked, RenderOptions((Format.DOCX,), template)).files.values()
    return data


def _trackdiff(pair: Pair) -> None:
    """Its command, called in this process: it has no other door."""
    before = sys.argv
    sys.argv = ["docx-trackdiff", *(pair.path(f"{each}.docx") for each in ("old", "new", "t"))]
    try:
        with redirect_stdout(io.StringIO()):
            trackdiff()
    finally:
        sys.argv = before
