"""The library as it was loaded the last time.

Reading a model takes thirty milliseconds, reading back what is kept two. What is kept is known by a
stamp of every file that it was made from (name, size, times of change, number on the disk) and of
the program that made it: after any change, of a clause or of the program, it is loaded anew. Only
values of the library are read back.
"""

from __future__ import annotations

import gc
import io
import pickle
import zlib
from collections.abc import Callable
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from mou_builder.disk.kept.place import cache_folder, read_kept, stamp_of, write_kept
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
        made_of = (*roots, *(PROGRAM / each for each in _MADE_BY))
        self._stamp = stamp_of(made_of) if self._folder else b""
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
        data = read_kept(file, self._stamp)
        found = None if data is None else _unpickled(data)
        if found is not None:
            kept: _T = found
            return kept
        made = load()
        write_kept(file, self._stamp, pickle.dumps(made, protocol=5), _MOST_KEPT)
        return made


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


def _unpickled(data: bytes) -> Any:
    collecting = gc.isenabled()
    gc.disable()  # thousands of values at once, none of them garbage
    try:
        return _Reader(io.BytesIO(data)).load()
    except Exception:  # whatever a damaged file leads to: it is as if it were not there
        return None
    finally:
        if collecting:
            gc.enable()
