"""What commands do with many files at once: in one process, or shared out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from mou_builder.cli.batch.finished import FinishedJob, Work
from mou_builder.cli.batch.progress import ProgressLine

Job = TypeVar("Job")
Result = TypeVar("Result")

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes work at once; one, if left out.",
)


def processes_for(asked: int | None, jobs: int, *, many: int | None = None) -> int:
    """Return how many processes to use: as asked, or as many as cores from ``many`` jobs on."""
    if asked is not None:
        return asked
    return (os.cpu_count() or 1) if many is not None and jobs >= many else 1


def worked(
    jobs: Iterable[Job], count: int, work: Work[Job, Result], processes: int
) -> Iterator[FinishedJob[Result]]:
    """Do all jobs, which are ``count``, and yield their results in order.

    On a terminal, progress is shown.

    The work and the jobs must be values that can be sent to a process. A job that has begun when
    the user stops the command is still finished.
    """
    results: Iterator[FinishedJob[Result]]
    if processes == 1 or count < 2:
        results = (done for job in jobs for done in work.done([job]))
    else:
        from mou_builder.cli.batch.processes import shared_out  # one file needs no processes

        results = shared_out(jobs, count, work, min(processes, count))
    progress = ProgressLine(count)
    try:
        for each in results:
            progress.wipe()
            yield each
            progress.advance()
    finally:
        progress.wipe()
