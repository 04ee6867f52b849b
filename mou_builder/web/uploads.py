"""Files that were handed in: in memory alone, for the session that sent them, and bounded."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from mou_builder.frozen import dataclass

LARGEST_REQUEST = 25_000_000
"""Bytes; a signed PDF or a Word file with pictures, and the form around it."""
MOST_BYTES = 200_000_000
MOST_FILES = 40


@dataclass(frozen=True)
class Upload:
    """A file that somebody handed in, by the name that it had there."""

    owner: str
    name: str
    data: bytes


class Uploads:
    """What was handed in; when it is too much, the longest unused goes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Upload] = OrderedDict()
        self._lock = Lock()

    def keep(self, owner: str, name: str, data: bytes) -> str:
        """Keep a file for a session; the id under which that session finds it."""
        with self._lock:
            id_ = secrets.token_urlsafe(12)
            self._kept[id_] = Upload(owner, name[-120:], data)
            while len(self._kept) > MOST_FILES or self._size() > MOST_BYTES:
                self._kept.popitem(last=False)
            return id_

    def find(self, owner: str, id_: str) -> Upload | None:
        """Return a file of a session; None for one that is not there, or is another's."""
        with self._lock:
            found = self._kept.get(id_)
            if found is None or found.owner != owner:
                return None
            self._kept.move_to_end(id_)
            return found

    def _size(self) -> int:
        return sum(len(each.data) for each in self._kept.values())
