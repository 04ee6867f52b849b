"""Temporary files: named so that the next run can tell which a killed run left behind."""

from __future__ import annotations

import os
import re
import time
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from mou_builder.patterns import pattern

_NAME = pattern(r"\.mou-(?:([0-9a-f]{8})-([0-9]+)-)?[0-9a-f]{8,16}\.tmp")
_LONG_AGO = 3600.0
"""Seconds after which a file of a process that cannot be asked for was left behind."""


def temporary_name(target: Path) -> Path:
    """Return a new name beside a file, with the machine and the process in it."""
    return target.with_name(f".mou-{_digest_of_machine()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")


@lru_cache(1)
def _digest_of_machine() -> str:
    name = os.uname().nodename if os.name == "posix" else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(name.encode(errors='replace')):08x}"


@lru_cache(10_000)
def tidy(folder: Path) -> None:
    """Remove what killed runs left behind in a folder; once for each folder in a run."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found and _is_left_behind(found, Path(entry.path)):
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 # the name may be no text


def _is_left_behind(found: re.Match[str], path: Path) -> bool:
    if found[1] == _digest_of_machine() and os.name == "posix":
        return not _is_running(int(found[2]))
    with suppress(OSError):  # lstat, because stat has the times of what a link leads to
        return path.lstat().st_ctime < time.time() - _LONG_AGO
    return False


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
