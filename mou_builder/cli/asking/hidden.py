"""A password or passphrase: typed at the terminal unseen, or read from standard input."""

from __future__ import annotations

import os
import sys

import click


def ask_hidden(
    what: str, otherwise: str, *, twice: bool = False, default: str | None = None
) -> str:
    """Ask for a word without showing it; without a terminal, read a line of standard input.

    ``default`` is what an empty answer means, which is none if it is None; ``otherwise`` says what
    to do where there is no line, either. Python itself would ask, and warn
    in its own words that it cannot hide what is typed.
    """
    if _has_terminal():
        asked: str = click.prompt(
            what, default, hide_input=True, confirmation_prompt=twice, show_default=False, err=True
        )
        return asked
    line = sys.stdin.readline() if sys.stdin else ""
    word = line.rstrip("\r\n") or (default if line else None)
    if word is None:
        raise click.UsageError(f"there is no terminal to ask for the {what.lower()}: {otherwise}")
    return word


def _has_terminal() -> bool:
    """Tell whether somebody can be asked, also where standard input is something else."""
    if sys.platform == "win32" or (sys.stdin and sys.stdin.isatty()):
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
