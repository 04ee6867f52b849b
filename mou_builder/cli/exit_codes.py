"""How a command ends: its exit code, and what is printed where it was refused."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

import click

from mou_builder.cli.printing import print_diagnostics
from mou_builder.diagnostic import Diagnostic, Refused

DONE, FOUND, USAGE = 0, 1, 2
"""Done; errors or a difference found, or stopped by the user; wrong usage or an unreadable file."""

_UNREADABLE = (
    "MOU0",
    "MOU7",
    "MOU401",
    "MOU402",
    "MOU601",
    "MOU602",
    "MOU811",
    "MOU812",
    "MOU822",
    "MOU911",
    "MOU912",
    "MOU913",
    "MOU921",
    "MOU924",
    "MOU931",
)
"""How the codes begin of files that cannot be read or written, or are not of the kind asked for.

A fault of the program itself is among them: it says nothing of the config."""
_WRONG_USAGE = ("MOU206", "MOU220", "MOU810", "MOU917", "MOU932")
"""The codes of what the command line names and is not there: models, requirement sets, configs in a
folder, the config before an amendment, an address."""


class WrongUsage(click.ClickException):
    """Something that the command line names and that is not there."""

    exit_code = USAGE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to ``file``, or to standard error."""
        click.echo(f"mou: {self.message}", file=file or sys.stderr)


def exit_code(found: Iterable[Diagnostic]) -> int:
    """Return the exit code for what the command counts as errors; 0 where nothing was found."""
    codes = [each.code for each in found]
    if any(each.startswith((*_UNREADABLE, *_WRONG_USAGE)) for each in codes):
        return USAGE
    return FOUND if codes else DONE


@contextmanager
def refusals_told(texts: Mapping[str, str] | None = None) -> Iterator[None]:
    """End the command where something is refused, with the reasons and their exit code.

    ``texts`` are the files whose lines are shown, by their names; more may be added inside.
    """
    try:
        yield
    except Refused as refused:
        print_diagnostics(refused.diagnostics, texts)
        sys.exit(exit_code(refused.diagnostics))
