"""The library as it was loaded the last time, kept where the user's programs keep such things.

Reading a model takes thirty milliseconds, reading back what is kept two. What is kept is known by a
stamp of every file that it was made from (name, size, times of change, number on the disk) and of
the program that made it: after any change, of a clause or of the program, it is loaded anew. Only
values of the library are read back, and only from files that nobody else may write.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from enum import Enum
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, TypeVar

from mou_builder import __version__
from mou_builder.disk.packaged import PROGRAM
from mou_builder.library.files import LibraryFiles
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.library.states import States, load_states

_MOST_KEPT = 60
_MADE_BY = ("library", "yamltext", "diagnostic.py")
"""The parts of the program that decide what a loaded library looks like."""
_VALUES = {
    ("datetime", "date"),
    ("datetime", "time"),
    ("decimal", "Decimal"),
    ("fractions", "Fraction"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}
_T = TypeVar("_T")


class KeptLibrary(Library):
    """A library that reads back what it has loaded before from the same files."""

    def __init__(self, files: LibraryFiles, roots: tuple[Path, ...]) -> None:
        super().__init__(files)
        self._folder = cache_folder()
        self._stamp_of = _stamp_of(roots) if self._folder else b""
        self._prefix = zlib.crc32("\0".join(map(str, roots)).encode("utf-8", "surrogateescape"))

    def model(self, id_wanted: str) -> Model:
        if id_wanted not in self._models:
            load = super().model
            self._models[id_wanted] = self._kept(f"model-{id_wanted}", lambda: load(id_wanted))
        return self._models[id_wanted]

    def requirement_set(self, id_wanted: str) -> RequirementSet:
        if id_wanted not in self._requirement_sets:
            load = super().requirement_set
            made = self._kept(f"set-{id_wanted}", lambda: load(id_wanted))
            self._requirement_sets[id_wanted] = made
        return self._requirement_sets[id_wanted]

    @cached_property
    def states(self) -> States:
        return self._kept("states", lambda: load_states(self.files))

    def _kept(self, name: str, load: Callable[[], _T]) -> _T:
        """Return what is kept under ``name``, or else load it and keep it."""
        if self._folder is None:
            return load()
        file = self._folder / f"{self._prefix:08x}-{name}"
        found = _read_kept(file, self._stamp_of)
        if found is not None:
            kept: _T = found
            return kept
        made = load()
        _write_kept(file, self._stamp_of, made)
        return made


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


def _stamp_of(roots: tuple[Path, ...]) -> bytes:
    """Return what changes whenever a file of the library or of the program that reads it does."""
    known = [f"{__version__} {sys.version}"]
    for root in (*roots, *(PROGRAM / each for each in _MADE_BY)):
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


class _Reader(pickle.Unpickler):
    """Unpickles values of the library and plain ones, and nothing that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member
        ours = module.startswith(("mou_builder.library.", "mou_builder.library.typed.values"))
        if (ours or module == "mou_builder.diagnostic" or (module, name) in _VALUES) and (
            "." not in name
        ):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a library")


def _member(kind: type[Enum], name: str) -> Enum:
    """Return a member of an enum, which Python before 3.11.4 writes down as an attribute."""
    return kind[name]


def _read_kept(file: Path, stamp: bytes) -> Any:
    """Return what is kept in a file; None if it is not there, is of other files, or damaged."""
    with suppress(OSError), file.open("rb") as opened:
        if _is_ours(opened) and opened.read(len(stamp) + 1) == stamp + b"\n":
            return _unpickled(opened)
    return None


def _is_ours(opened: IO[bytes]) -> bool:
    if sys.platform == "win32":
        return True
    stat = os.fstat(opened.fileno())
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o022


def _unpickled(opened: IO[bytes]) -> Any:
    collecting = gc.isenabled()
    gc.disable()  # thousands of values at once, none of them garbage
    try:
        return _Reader(opened).load()
    except Exception:  # whatever a damaged file leads to: it is as if it were not there
        return None
    finally:
        if collecting:
            gc.enable()


def _write_kept(file: Path, stamp: bytes, value: object) -> None:
    """Keep a value, whole or not at all; where that cannot be, it is loaded again next time."""
    import tempfile  # most runs keep nothing new

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _forget_the_oldest(file.parent)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".kept-")
        with os.fdopen(handle, "wb") as opened:
            opened.write(stamp + b"\n")
            pickle.dump(value, opened, protocol=5)
        Path(name).replace(file)


def _forget_the_oldest(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)
    for each in kept[: max(0, len(kept) - _MOST_KEPT)]:
        with suppress(OSError):
            each.unlink()
