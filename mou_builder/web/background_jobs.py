"""Background jobs: many files made one after the other into one archive, for which people wait."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import IO
from zipfile import ZipFile

from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.web.archive import add_files

JobStep = Callable[[], Mapping[str, bytes]]
"""Makes some files, by their paths in the archive; raises `Refused`."""
MOST_AT_ONCE = 2
"""Jobs that are done at the same time; each further one has to wait."""
MOST_KEPT = 10


class TooManyJobs(Exception):
    """A job that cannot begin, because others are being done."""


@dataclass
class BackgroundJob:
    """A job, how far it is, and what came of it; ``file`` is its archive once it has ended.

    ``back`` is the address from where it was begun.
    """

    id: str
    title: str
    by: str
    archive: str
    total: int
    file: IO[bytes]
    back: str = "/"
    done: int = 0
    made: int = 0
    told: list[Diagnostic] = field(default_factory=list)
    fault: str = ""
    stopping: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is done."""
        return self.ended.is_set()

    @property
    def was_stopped(self) -> bool:
        """Whether it was ended before all of it was done."""
        return self.has_ended and self.done < self.total


class BackgroundJobs:
    """The jobs of a running server; their archives exist nowhere else, and end with it."""

    def __init__(self) -> None:
        self._jobs: dict[str, BackgroundJob] = {}
        self._lock = Lock()

    def begin(
        self, title: str, by: str, archive: str, steps: Sequence[JobStep], back: str = "/"
    ) -> BackgroundJob:
        """Begin a job whose files come into ``archive``; raise `TooManyJobs`."""
        with self._lock:
            if sum(not each.has_ended for each in self._jobs.values()) >= MOST_AT_ONCE:
                raise TooManyJobs
            self._drop_oldest()
            file = tempfile.TemporaryFile()  # noqa: SIM115 # kept until it has been fetched
            id_ = secrets.token_urlsafe(12)
            job = BackgroundJob(id_, title, by, archive, len(steps), file, back)
            self._jobs[job.id] = job
        Thread(target=_do_all, args=(job, steps), daemon=True).start()
        return job

    def find(self, id_: str, by: str) -> BackgroundJob | None:
        """Return a job of a person."""
        found = self._jobs.get(id_)
        return found if found and found.by == by else None

    def of(self, by: str) -> list[BackgroundJob]:
        """Return the jobs of a person, the latest first."""
        return [each for each in reversed(self._jobs.values()) if each.by == by]

    def read(self, job: BackgroundJob) -> bytes:
        """Return the archive of a job that has ended."""
        with self._lock:
            job.file.seek(0)
            return job.file.read()

    def _drop_oldest(self) -> None:
        ended = [each for each in self._jobs.values() if each.has_ended]
        for each in ended[: max(0, len(ended) - MOST_KEPT + 1)]:
            each.file.close()
            del self._jobs[each.id]


def _do_all(job: BackgroundJob, steps: Sequence[JobStep]) -> None:
    try:
        with ZipFile(job.file, "w") as archive:
            for step in steps:
                if job.stopping.is_set():
                    break
                _do_step(job, step, archive)
    except Exception as fault:
        job.fault = type(fault).__name__
    finally:
        job.ended.set()


def _do_step(job: BackgroundJob, step: JobStep, archive: ZipFile) -> None:
    try:
        files = step()
    except Refused as refused:
        job.told += refused.diagnostics
    else:
        add_files(archive, files)
        job.made += 1
    job.done += 1
