"""Printing of diagnostics: to standard error, in color on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

import click

from mou_builder.cli.console import spelt
from mou_builder.diagnostic import Diagnostic
from mou_builder.patterns import pattern

_WIDEST = 92
"""Columns of what is meant to be read; longer lines are lost between one and the next."""

_LEAD = pattern(r"[ │]*(?:(?:[·+-]|\[.\]) +|\d+  +)?")
"""What stands before the words of a line: its indent, and the sign of an item of a list."""


def use_colour(stream: object = None) -> bool:
    """Tell whether color may be used: on a terminal, and not where NO_COLOR is set."""
    target = stream or sys.stderr
    is_terminal = getattr(target, "isatty", lambda: False)()
    return bool(is_terminal) and not os.environ.get("NO_COLOR")


def width() -> int:
    """Return the width of the terminal in columns."""
    import shutil  # it brings what compresses files

    return shutil.get_terminal_size((100, 24)).columns


def named(file: object) -> str:
    """Return the name of a file, or other words from outside, so that a line can show them."""
    return spelt(str(file))


def print_view(text: str) -> None:
    """Print what a person reads, no line of it longer than the terminal is wide."""
    columns = min(width(), _WIDEST)
    lines = [line for each in text.split("\n") for line in fitted(each, columns)]
    click.echo("\n".join(lines), nl=False)


def fitted(line: str, columns: int) -> list[str]:
    """Return a line in pieces of so many columns at most; those that follow keep its indent."""
    if len(line) <= columns:
        return [line]
    import textwrap  # few lines are too long

    lead = _LEAD.match(line)
    indent = lead[0] if lead else ""
    return textwrap.wrap(
        line[len(indent) :],
        columns,
        initial_indent=indent,
        subsequent_indent="".join(each if each in " │" else " " for each in indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def print_data(text: str) -> None:
    """Print what a program reads: UTF-8, whatever the encoding of the terminal."""
    click.echo(utf_8(text), nl=False)


def utf_8(text: str) -> bytes:
    """Return what a program reads; what is no letter in the name of a file is spelled out."""
    return text.encode("utf-8", "backslashreplace")


def print_diagnostics(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, str] | None = None
) -> None:
    """Print diagnostics, with the source line of each where ``texts`` has its file."""
    if diagnostics:
        from mou_builder.report.diagnostics.as_text import diagnostics_text  # only where needed

        text = diagnostics_text(diagnostics, texts or {}, color=use_colour(), width=width())
        click.echo(text.rstrip("\n"), err=True)
