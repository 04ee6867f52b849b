"""Printing of diagnostics: to standard error, in colour on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

import click

from mou_builder.diagnostic import Diagnostic


def use_colour(stream: object = None) -> bool:
    """Tell whether colour may be used: on a terminal, and not where NO_COLOR is set."""
    target = stream or sys.stderr
    is_terminal = getattr(target, "isatty", lambda: False)()
    return bool(is_terminal) and not os.environ.get("NO_COLOR")


def width() -> int:
    """Return the width of the terminal in columns."""
    return shutil.get_terminal_size((100, 24)).columns


def print_data(text: str) -> None:
    """Print what a program reads: UTF-8, whatever the encoding of the terminal."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def print_diagnostics(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, str] | None = None
) -> None:
    """Print diagnostics, with the source line of each where ``texts`` has its file."""
    if diagnostics:
        from mou_builder.report.diagnostics.as_text import diagnostics_text  # only where needed

        text = diagnostics_text(diagnostics, texts or {}, color=use_colour(), width=width())
        click.echo(text.rstrip("\n"), err=True)
