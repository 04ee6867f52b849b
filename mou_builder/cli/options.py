"""The arguments and options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from mou_builder.cli.day import DAY
from mou_builder.cli.printing import named
from mou_builder.disk.packaged import is_library

_Command = TypeVar("_Command", bound=Callable[..., object])


class OneOf(click.Choice[str]):
    """One of some words; another is refused with the one that may have been meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word."""
        if value not in self.choices:
            self.fail(unknown_word(value, list(self.choices)), param, ctx)
        return super().convert(value, param, ctx)


def unknown_word(value: str, known: list[str]) -> str:
    """Return what is said of a word that is none of those that may stand there."""
    from mou_builder.yamltext.shape import nearest  # which is needed for what is wrong alone

    if near := nearest(value, known):
        return f"“{named(value)}” is not known here: did you mean “{near}”?"
    return f"“{named(value)}” is none of {', '.join(known)}"


class WrittenPath(click.Path):
    """A file to write, or, where ``is_file`` is not asked for, a folder for many."""

    def __init__(self, *, is_file: bool = True) -> None:
        super().__init__(dir_okay=not is_file, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail for ``-``, which other programs take for standard output."""
        _refuse_dash(self, value, param, ctx)
        return super().convert(value, param, ctx)


def _refuse_dash(
    kind: click.ParamType[Any], value: Any, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    if str(value) == "-":
        kind.fail("“-” would become a file of that name; name another, or leave it out", param, ctx)


class FolderPath(click.Path):
    """A folder; not a pipe or a device, which click takes for one."""

    def __init__(self, *, exists: bool = False, resolve_path: bool = False) -> None:
        super().__init__(exists=exists, file_okay=False, resolve_path=resolve_path, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail for one that is there and no folder, and for ``-``."""
        _refuse_dash(self, value, param, ctx)
        path = super().convert(value, param, ctx)
        if os.path.exists(value) and not os.path.isdir(value):  # noqa: PTH110, PTH112
            self.fail(f"“{named(value)}” is not a folder", param, ctx)
        return path


class LibraryPath(FolderPath):
    """A folder of clauses, laid over the packaged ones."""

    def __init__(self) -> None:
        super().__init__(exists=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail for a folder of which nothing would be read."""
        path = super().convert(value, param, ctx)
        if not is_library(path):
            such = "wisconsin-sro/clauses/funding.yaml"
            said = f"“{named(value)}” has no part of a library, such as {such}"
            self.fail(f"{said}; name the folder above it", param, ctx)
        return path


def form_of(form: str | None, output: Path | None, known: Sequence[str]) -> str:
    """Return in which of the ``known`` forms to write: as --format or the file's ending says."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return form or (ending if ending in known else known[0])


CONFIGS = click.argument("configs", nargs=-1, required=True, type=click.Path(path_type=Path))
CONFIG = click.argument("config", type=click.Path(path_type=Path))


def library_option(command: _Command) -> _Command:
    """Add ``--library`` to a command."""
    return click.option(
        "--library",
        "libraries",
        multiple=True,
        metavar="DIR",
        type=LibraryPath(),
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
        type=FolderPath(exists=True, resolve_path=True),
        metavar="DIR",
        help="A folder of fonts that your template asks for, for the PDF. May be repeated.",
    )(command)


def day_of(as_of: datetime | None) -> date:
    """Return the day that ``--as-of`` says, or today."""
    return as_of.date() if as_of else date.today()
