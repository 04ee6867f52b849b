"""A file that one program at a time replaces.

The file itself is locked, so that nothing is left lying about. Where a system has no such locks
(Windows), whoever replaces a file relies on finding in it what it expects.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

try:
    import fcntl
except ImportError:  # Windows
    _LOCKS = False
else:
    _LOCKS = True

PATIENCE = 5.0
"""Seconds after which a lock that another program keeps is a fault."""
_PAUSE = 0.01


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a lock on a file against all other programs that ask for it, for a moment.

    Raises OSError where it cannot be opened, TimeoutError where another program does not let go.
    """
    descriptor = _open_locked(path) if _LOCKS else None
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)  # which lets go of it


def _open_locked(path: Path) -> int:
    """Return the opened file of a path, once nobody else holds it and it is still the one there."""
    until = monotonic() + PATIENCE
    while True:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except BlockingIOError:
            if monotonic() > until:
                os.close(descriptor)
                raise TimeoutError("another program is writing this file") from None
            sleep(_PAUSE)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
