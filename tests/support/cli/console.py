"""What the programs that a test starts print in: the tests pass in whatever it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import monotonic, sleep

from mou_builder.cli.console import printable

CONSOLE = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")[0]
"""The encoding of a program's output; PYTHONIOENCODING=cp1252 runs the tests as on Windows."""


def environment() -> dict[str, str]:
    """Return that of a program started for itself, which would ask the locale for an encoding.

    How wide its terminal is, the terminal tells; COLUMNS would say that of another one.
    """
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    return {**kept, "PYTHONIOENCODING": CONSOLE}


def as_shown(text: str) -> str:
    """Return what such a console shows of a text: of a letter that it lacks, the nearest."""
    return printable(text, CONSOLE)


PATIENCE = 300
"""Seconds after which a program that does not end is ended: no test asks how fast a machine is."""


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    until = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < until, "waited in vain"
        sleep(0.02)
