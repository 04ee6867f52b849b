"""What every part of a dialogue does: print within the terminal, go back, leave."""

from __future__ import annotations

import shutil
import signal
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import click

from mou_builder.diagnostic import Diagnostic
from mou_builder.library.typed.values import Unreadable


class DialogueLeft(Exception):
    """The person leaves; what was answered stays in the dialogue."""


class GoBack(Exception):
    """The person goes back to the question before."""


@contextmanager
def ended_like_left() -> Iterator[None]:
    """End the program as Ctrl-C does where its terminal is closed or it is told to end."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    names = ("SIGHUP", "SIGTERM")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    earlier = [(number, signal.signal(number, end)) for number in numbers]
    try:
        yield
    finally:
        for number, handler in earlier:
            signal.signal(number, handler)


def tell(fault: Unreadable | Diagnostic) -> None:
    """Say why an answer is not taken, or what is found in it."""
    said = fault.message if isinstance(fault, Diagnostic) else f"{fault}"
    wrapped(said + (f"; {fault.hint}" if fault.hint else ""), "  ", "  ")


def wrapped(text: str, first: str, further: str) -> None:
    """Print a text in lines as wide as the terminal, each behind its indent."""
    click.echo("\n".join(lines_of(text, first, further)))


def lines_of(text: str, first: str, further: str) -> list[str]:
    """Return a text in lines short enough that an answer can be typed behind the last."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 100) - len(": ")
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )
