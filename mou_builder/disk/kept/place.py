"""The user's cache folder, and the files that this program keeps there.

Each file begins with a stamp of everything that it was made from. It is used only if the stamp
matches, the file is undamaged and nobody else may write it; Python does the same with its compiled
code.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path

from mou_builder import __version__


def cache_folder() -> Path | None:
    """Return the folder for what is kept; None where MOU_CACHE is set to nothing, or there is none.

    ``MOU_CACHE`` names one, else it is where the system has such folders: ``XDG_CACHE_HOME``,
    ``LOCALAPPDATA`` on Windows, ``~/.cache``.
    """
    wanted = os.environ.get("MOU_CACHE")
    if wanted is not None:
        return Path(wanted) if wanted else None
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if home:
        return Path(home) / "mou-builder"
    with suppress(RuntimeError):
        return Path.home() / ".cache" / "mou-builder"
    return None


def stamp_of(roots: Iterable[Path]) -> bytes:
    """Return what changes whenever a file does that is or stands below one of these."""
    known = [f"{__version__} {sys.version}"]
    for root in roots:
        for path, stat in sorted(_files_below(root), key=itemgetter(0)):
            seen = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            known.append(f"{path} {seen}")
    return "\0".join(known).encode("utf-8", "surrogateescape")


def _files_below(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file below ``root``, or itself; scanned, because start-up time is felt."""
    if root.is_file():
        yield str(root), root.stat()
        return
    with suppress(OSError), os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files_below(Path(entry.path))
            else:
                yield entry.path, entry.stat()


def read_kept(file: Path, stamp: bytes) -> bytes | None:
    """Return what is kept in a file; None if it is not there, is of other files, or damaged."""
    with suppress(OSError), file.open("rb") as opened:
        if _is_ours(opened.fileno()) and opened.read(len(stamp) + 1) == stamp + b"\n":
            checksum, _, data = opened.read().partition(b"\n")
            return data if checksum == _checksum(data) else None
    return None


def _is_ours(opened: int) -> bool:
    if sys.platform == "win32":
        return True
    stat = os.fstat(opened)
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


def _checksum(data: bytes) -> bytes:
    """What tells of damage, not of malice, against which `_is_ours` looks at who may write."""
    return b"%08x" % zlib.crc32(data)


def write_kept(file: Path, stamp: bytes, data: bytes, most: int) -> None:
    """Keep bytes, whole or not at all; where that cannot be, they are made again next time.

    The oldest of more than ``most`` files in the folder are forgotten.
    """
    import tempfile  # most runs keep nothing new

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_the_oldest(file.parent, most)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".kept-")
        with os.fdopen(handle, "wb") as opened:
            opened.writelines((stamp, b"\n", _checksum(data), b"\n", data))
        Path(name).replace(file)


def _forget_the_oldest(folder: Path, most: int) -> None:
    kept = sorted(
        (each for each in folder.iterdir() if each.is_file()), key=lambda each: each.stat().st_mtime
    )
    for each in kept[: max(0, len(kept) - most)]:
        with suppress(OSError):
            each.unlink()
