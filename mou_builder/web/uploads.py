"""Files that were handed in: in memory alone, for the session that sent them, and bounded.

A browser does not fill a file into a form again: what is kept here need not be chosen twice.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

from mou_builder.frozen import dataclass

LARGEST_REQUEST = 25_000_000
"""Bytes; a signed PDF or a Word file with pictures, and the form around it."""
MOST_BYTES = 200_000_000
MOST_FILES = 40
LONGEST = 2 * 3600.0
"""Seconds without being asked for, after which a file goes."""


@dataclass(frozen=True)
class Upload:
    """A file that somebody handed in, by the name that it had there."""

    owner: str
    name: str
    data: bytes


class Uploads:
    """What was handed in; when it is too much, the longest unused goes."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._kept: OrderedDict[str, Upload] = OrderedDict()
        self._seen: dict[str, float] = {}
        self._clock = clock
        self._lock = Lock()

    def keep(self, owner: str, name: str, data: bytes) -> str:
        """Keep a file for a session; the id under which that session finds it."""
        with self._lock:
            id_ = secrets.token_urlsafe(12)
            self._kept[id_] = Upload(owner, name[-120:], data)
            self._seen[id_] = self._clock()
            self._drop_oldest()
            return id_

    def find(self, owner: str, id_: str) -> Upload | None:
        """Return a file of a session; None for one that is not there, or is another's."""
        with self._lock:
            self._drop_oldest()
            found = self._kept.get(id_)
            if found is None or found.owner != owner:
                return None
            self._kept.move_to_end(id_)
            self._seen[id_] = self._clock()
            return found

    def drop(self, owner: str, id_: str) -> None:
        """Forget a file of a session, which is done with."""
        with self._lock:
            found = self._kept.get(id_)
            if found is not None and found.owner == owner:
                self._drop_one(id_)

    def _drop_oldest(self) -> None:
        """Let go what is too old or too much: the longest unused stands first."""
        while self._kept:
            oldest = next(iter(self._kept))
            is_old = self._clock() - self._seen[oldest] > LONGEST
            if not (is_old or len(self._kept) > MOST_FILES or self._size() > MOST_BYTES):
                return
            self._drop_one(oldest)

    def _drop_one(self, id_: str) -> None:
        del self._kept[id_], self._seen[id_]

    def _size(self) -> int:
        return sum(len(each.data) for each in self._kept.values())
