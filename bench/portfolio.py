"""A state's portfolio: how long its agreements take, how that grows, what a second run costs."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docxtpl import DocxTemplate

from bench.districts import DAY, NATION, WISCONSIN, write_districts
from bench.subjects import template
from bench.timing import Row
from mou_builder.actions.render import agreement_of
from mou_builder.check.checking import check
from mou_builder.disk.opening import open_config, open_library
from mou_builder.pdf.libreoffice import MOST_FILES
from mou_builder.word.template.compiling import compile_template
from mou_builder.word.writing.body import write_body
from mou_builder.word.writing.document import _context
from mou_builder.word.writing.runs import Marks

SIZES = (10, WISCONSIN)
_AS_OF = ("--as-of", DAY.isoformat())
_MOU = [sys.executable, "-c", "from mou_builder.cli import main; main()"]
_PEAK = re.compile(r"Maximum resident set size \(kbytes\): (\d+)")


@dataclass(frozen=True)
class Run:
    """One run of the program: seconds by the clock and of all processors together, peak MB.

    The peak is that of its largest process. On a machine that does other things, too, the seconds
    of the processors say more than those of the clock.
    """

    seconds: float
    worked: float
    peak: float


def run(folder: Path, *arguments: str) -> Run:
    """Run ``mou`` in a folder; exit code 1 is a finding, not a failure."""
    begin, before = time.perf_counter(), _processor_seconds()
    done = subprocess.run(
        ["/usr/bin/time", "-v", *_MOU, *arguments] if _HAS_TIME else [*_MOU, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    seconds = time.perf_counter() - begin
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    found = _PEAK.search(done.stderr)
    worked = _processor_seconds() - before
    return Run(seconds, worked, int(found[1]) / 1024 if found else 0.0)


def _processor_seconds() -> float:
    """Return what all processes have taken that were started here and have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _worked(run: Run) -> str:
    return f"{run.worked:.1f} s of the processors"


_HAS_TIME = Path("/usr/bin/time").exists()


def measure(sizes: tuple[int, ...] = SIZES, *, against: bool = True) -> Iterator[Row]:
    """Time and memory for each size; the largest ``against`` docxtpl with LibreOffice, too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs: list[Run] = []
        again: list[Run] = []
        for size in sizes:
            write_districts(folder / f"{size}", size, faulty=0)
            render = ("render", f"{size}", "-o", f"o{size}", "-j", "2", "--changed", *_AS_OF)
            first = run(folder, *render)
            runs.append(first)
            again.append(run(folder, *render))
            took = f"{first.seconds:.1f} s, {_worked(first)}, two processes of {first.peak:.0f} MB"
            each = 1000 * first.seconds / size
            yield Row(f"DOCX + PDF of {size:,} districts, each", each, "ms", note=took)
        yield from _growth(sizes, runs, "")
        yield from _growth(sizes, again, ", nothing changed")
        yield from _unchanged(runs[-1], again[-1])
        yield from _largest(folder, sizes[-1], runs[-1].seconds)
        if against and shutil.which("soffice"):
            plain = run(folder, "render", f"{sizes[-1]}", "-o", "plain", "-j", "2", *_AS_OF)
            ours, theirs = plain.seconds, _docxtpl_and_libreoffice(folder, sizes[-1])
            note = f"{ours:.1f} s against {theirs:.1f} s"
            yield Row("DOCX + PDF, of docxtpl + LibreOffice", ours / theirs, "×", 0.2, note)


def _growth(sizes: tuple[int, ...], runs: list[Run], when: str) -> Iterator[Row]:
    span = f"{sizes[-1]:,} against {sizes[-2]:,}"
    few, many = runs[-2:]
    share = sizes[-2] / sizes[-1]
    note = f"{many.seconds / few.seconds * share:.2f} × by the clock"
    grown = many.worked / few.worked * share
    yield Row(f"work for a document out of {span}{when}", grown, "×", 1.1, note)
    if few.peak:
        warm = sizes[-2] >= WISCONSIN  # by some hundreds, fonts and texts are known
        note = f"{many.peak:.0f} MB against {few.peak:.0f} MB"
        yield Row(
            f"peak memory, {span}{when}", many.peak / few.peak, "×", 1.1 if warm else None, note
        )


def _unchanged(first: Run, second: Run) -> Iterator[Row]:
    note = f"{second.worked:.1f} s against {first.worked:.1f} s of the processors"
    yield Row(
        "work of an unchanged run, of the first", second.worked / first.worked, "×", 0.05, note
    )


def _largest(folder: Path, size: int, first: float) -> Iterator[Row]:
    if size <= WISCONSIN:
        alone = run(folder, "render", f"{size}", "-o", "alone", "-j", "1", *_AS_OF)
        note = f"{first:.1f} s against {alone.seconds:.1f} s; {os.cpu_count()} cores"
        yield Row("two processes, of one", first / alone.seconds, "×", note=note)
    status = run(folder, "status", f"{size}", "-j", "2", *_AS_OF)
    aim = 20 if size == NATION else None
    yield Row(f"status of {size:,} configs", status.seconds, "s", aim, _worked(status))


def _docxtpl_and_libreoffice(folder: Path, size: int) -> float:
    """Seconds that docxtpl and one LibreOffice take for the same documents, their bodies given."""
    library = open_library(())
    layout = compile_template(template().read_bytes()).layout
    contexts = []
    for path in sorted((folder / f"{size}").rglob("*.yaml")):
        agreement = agreement_of(check(open_config(path), library), draft=False)
        body = write_body(agreement, layout, Marks(None), 0)
        contexts.append((path.stem, dict(_context(agreement, body, Marks(None)))))
    target = folder / "theirs"
    target.mkdir()
    begin = time.perf_counter()
    for stem, context in contexts:
        document = DocxTemplate(template())
        document.render(context, autoescape=True)
        document.save(target / f"{stem}.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(target)]
    files = [str(each) for each in sorted(target.glob("*.docx"))]
    for at in range(0, len(files), MOST_FILES):
        subprocess.run([*command, *files[at : at + MOST_FILES]], check=True, capture_output=True)
    taken = time.perf_counter() - begin
    made = len(list(target.glob("*.pdf")))
    if made != size:
        raise RuntimeError(f"LibreOffice made {made} of {size} files")
    return taken
