"""Programs that are not ours: one that crashes before it has done its work is started once more."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TypeVar

_Made = TypeVar("_Made")

_LAST_WORDS = ("Unspecified Application Error", "Fatal exception")
"""What LibreOffice says when a signal ends it: it catches the signal, and its exit code is 1."""


class Crashed(Exception):
    """A program that a signal has ended."""


def raise_if_crashed(code: int, said: str) -> None:
    """Raise `Crashed` for the exit code of a program, or of a shell, that tells of a signal."""
    if code < 0 or code > 128 or any(words in said for words in _LAST_WORDS):
        raise Crashed(f"exit code {code}, and these words:\n{said}")


def once_more(work: Callable[[], _Made]) -> _Made:
    """Return what ``work`` makes; where its program crashes, say so and let it try once more."""
    try:
        return work()
    except Crashed as crash:
        warnings.warn(f"started once more after a crash: {crash}", stacklevel=2)
        return work()
