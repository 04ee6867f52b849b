"""The arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from mou_builder.cli.day import DAY

_Command = TypeVar("_Command", bound=Callable[..., object])

CONFIGS = click.argument("configs", nargs=-1, required=True, type=click.Path(path_type=Path))
CONFIG = click.argument("config", type=click.Path(path_type=Path))


def library_option(command: _Command) -> _Command:
    """Add ``--library`` to a command."""
    return click.option(
        "--library",
        "libraries",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder of clauses of your own, laid over the packaged ones; repeatable.",
    )(command)


def trust_option(command: _Command) -> _Command:
    """Add ``--trust`` to a command."""
    return click.option(
        "--trust",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A certificate that you trust (PEM or DER), with all that it vouches for; repeatable.",
    )(command)


def as_of_option(command: _Command) -> _Command:
    """Add ``--as-of`` to a command."""
    return click.option(
        "--as-of",
        type=DAY,
        metavar="DATE",
        help="The day to judge by, such as 2027-03-01; today if left out.",
    )(command)


def fonts_option(command: _Command) -> _Command:
    """Add ``--fonts`` to a command."""
    return click.option(
        "--fonts",
        multiple=True,
        type=click.Path(path_type=Path, file_okay=False, exists=True, resolve_path=True),
        metavar="DIR",
        help="A folder of fonts that your template asks for, for the PDF. May be repeated.",
    )(command)


def day_of(as_of: datetime | None) -> date:
    """Return the day that ``--as-of`` says, or today."""
    return as_of.date() if as_of else date.today()
