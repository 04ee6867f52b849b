"""Works: many files made one after the other into one archive, which a person waits for."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import IO

from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.web.archive import Archive

Step = Callable[[], Mapping[str, bytes]]
"""Makes some files, by their paths in the archive; raises `Refused`."""
MOST_AT_ONCE = 2
"""Works that are done at the same time; each further one has to wait."""
MOST_KEPT = 10


class TooMuchWork(Exception):
    """A work that cannot begin, because others are being done."""


@dataclass
class Work:
    """A work, how far it is, and what came of it; ``file`` is its archive once it has ended.

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


class Works:
    """The works of a running server; their archives are nowhere else, and go with it."""

    def __init__(self) -> None:
        self._works: dict[str, Work] = {}
        self._lock = Lock()

    def begin(
        self, title: str, by: str, archive: str, steps: Sequence[Step], back: str = "/"
    ) -> Work:
        """Begin a work whose files come into ``archive``; raise `TooMuchWork`."""
        with self._lock:
            if sum(not each.has_ended for each in self._works.values()) >= MOST_AT_ONCE:
                raise TooMuchWork
            self._drop_oldest()
            file = tempfile.TemporaryFile()  # noqa: SIM115 # kept until it has been fetched
            work = Work(secrets.token_urlsafe(12), title, by, archive, len(steps), file, back)
            self._works[work.id] = work
        Thread(target=_do, args=(work, steps), daemon=True).start()
        return work

    def find(self, id_: str, by: str) -> Work | None:
        """Return a work of a person."""
        found = self._works.get(id_)
        return found if found and found.by == by else None

    def of(self, by: str) -> list[Work]:
        """Return the works of a person, the latest first."""
        return [each for each in reversed(self._works.values()) if each.by == by]

    def read(self, work: Work) -> bytes:
        """Return the archive of a work that has ended."""
        with self._lock:
            work.file.seek(0)
            return work.file.read()

    def _drop_oldest(self) -> None:
        ended = [each for each in self._works.values() if each.has_ended]
        for each in ended[: max(0, len(ended) - MOST_KEPT + 1)]:
            each.file.close()
            del self._works[each.id]


def _do(work: Work, steps: Sequence[Step]) -> None:
    try:
        with Archive(work.file) as archive:
            for step in steps:
                if work.stopping.is_set():
                    break
                _take(work, step, archive)
    except Exception as fault:
        work.fault = type(fault).__name__
    finally:
        work.ended.set()


def _take(work: Work, step: Step, archive: Archive) -> None:
    try:
        files = step()
    except Refused as refused:
        work.told += refused.diagnostics
    else:
        archive.put(files)
        work.made += 1
    work.done += 1
