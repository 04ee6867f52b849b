"""What a job of a batch is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Generic, TypeVar

from mou_builder.disk.jobs.broken import is_shown_whole
from mou_builder.frozen import dataclass

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class FinishedJob(Generic[Result]):
    """What came of a job.

    ``result`` is None where nothing did: its process was ended from outside, or the program has a
    ``fault``, which is then named.
    """

    result: Result | None
    fault: str = ""


@dataclass(frozen=True)
class Work(Generic[Job, Result]):
    """What is done with a job, and how it is ended; a value that can be sent to a process.

    Of jobs that a process is sent at once, all are done before the first is ended, so that it need
    not wait for the disk.
    """

    do: Callable[[Job], Result]
    end: Callable[[Result], Result] | None = None

    def done(self, jobs: Iterable[Job]) -> list[FinishedJob[Result]]:
        """Do jobs and end them; return what came of each, in order."""
        begun = [finished(partial(self.do, each)) for each in jobs]
        if self.end is None:
            return begun
        return [
            each if each.result is None else finished(partial(self.end, each.result))
            for each in begun
        ]


def finished(result: Callable[[], Result]) -> FinishedJob[Result]:
    """Do a job and return what came of it; a fault of the program does not stop the other jobs.

    Where it is to be seen whole, it does.
    """
    try:
        return FinishedJob(result())
    except Exception as fault:
        if is_shown_whole():
            raise
        return FinishedJob(None, f"{type(fault).__name__}: {fault}")
