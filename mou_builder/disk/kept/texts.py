"""What was made of texts: clause texts as Python's code, Word templates as Jinja's.

A new process would compile them again, which is a fifth of its work for the first document.
The code is Jinja's, as it was compiled from a text of the library that was loaded and checked.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from mou_builder.disk.kept.place import cache_folder, read_kept, stamp_of, write_kept
from mou_builder.disk.packaged import PROGRAM
from mou_builder.kept import keep_with

_MOST_KEPT = 300
_LARGEST = 250_000
"""Bytes: a template of a hundred pages is not kept."""
_LIBRARIES = ("jinja2", "docxtpl")
_MADE_BY = ("library/language.py", "agreement/environment.py", "word/template/tags.py")
"""The parts of the program that decide what is made of a text."""


class KeptTexts:
    """Keeps what was made of texts in a folder, by these libraries and this program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "texts"
        self._stamp = stamp_of(_makers())

    def read(self, name: str) -> bytes | None:
        """Return what is kept; None if it is not there, or was made by another version."""
        return read_kept(self._folder / name, self._stamp)

    def write(self, name: str, made: bytes) -> None:
        """Keep it, unless it is very large."""
        if len(made) <= _LARGEST:
            write_kept(self._folder / name, self._stamp, made, _MOST_KEPT)


def _makers() -> tuple[Path, ...]:
    found = (find_spec(each) for each in _LIBRARIES)
    versions = (Path(each.origin) for each in found if each and each.origin)
    return (*versions, *(PROGRAM / each for each in _MADE_BY))


def keep_texts() -> None:
    """Keep from now on what is made of texts, where there is a folder for it."""
    folder = cache_folder()
    if folder is not None:
        keep_with(_texts_in(folder))


@lru_cache(maxsize=4)
def _texts_in(folder: Path) -> KeptTexts:
    return KeptTexts(folder)
