"""The arguments and options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from mou_builder.cli.day import DAY
from mou_builder.cli.printing import named
from mou_builder.disk.files import note_input
from mou_builder.disk.packaged import is_library

_Command = Callable[..., object]
_Decorator = Callable[[_Command], _Command]


class OneOf(click.Choice[str]):
    """One of some words; another is refused with the one that may have been meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word."""
        if value not in self.choices:
            self.fail(unknown_word(value, list(self.choices)), param, ctx)
        return super().convert(value, param, ctx)


def unknown_word(value: str, known: list[str]) -> str:
    """Return what is said of a word that is not one of the ``known`` ones."""
    from mou_builder.yamltext.shape import nearest  # which is needed for what is wrong alone

    if near := nearest(value, known):
        return f"“{named(value)}” is not known here: did you mean “{near}”?"
    return f"“{named(value)}” is none of {', '.join(known)}"


class NamedPath(click.Path):
    """A file or a folder that has a name: an empty one, as of a variable of the shell that is not
    set, would be the current folder.

    It is read, unless it ``is_written``.
    """

    is_written = False

    def __init__(self, *, dir_okay: bool = True, file_okay: bool = True, **others: bool) -> None:
        super().__init__(dir_okay=dir_okay, file_okay=file_okay, path_type=Path, **others)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail for an empty name."""
        if str(value) == "":
            self.fail("the name is empty; write “.” for the current folder", param, ctx)
        path = super().convert(value, param, ctx)
        if not self.is_written:
            note_input(Path(os.fsdecode(path)))
        return path


class WrittenPath(NamedPath):
    """A file to write, or, where ``is_file`` is not asked for, a folder for many.

    Where there are ``endings``, its name must have one of them.
    """

    is_written = True

    def __init__(self, *endings: str, is_file: bool = True) -> None:
        super().__init__(dir_okay=not is_file)
        self._endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; fail for ``-``, which other programs take for standard output.

        Fail for another ending, too: whoever types one may mean another file, and overwrite it.
        """
        _refuse_dash(self, value, param, ctx)
        path: Path = super().convert(value, param, ctx)
        if self._endings and path.suffix.lower() not in self._endings:
            self.fail(f"“{named(path)}” does not end in {' or '.join(self._endings)}", param, ctx)
        return path


def _refuse_dash(
    kind: click.ParamType[Any], value: Any, param: click.Parameter | None, ctx: click.Context | None
) -> None:
    if str(value) == "-":
        kind.fail("“-” would become a file of that name; name another, or leave it out", param, ctx)


class FolderPath(NamedPath):
    """A folder; not a pipe or a device, which click takes for one."""

    def __init__(self, *, exists: bool = False, resolve_path: bool = False) -> None:
        super().__init__(exists=exists, file_okay=False, resolve_path=resolve_path)

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
    """Return the form to write, one of those ``known``: what --format says, or else the ending."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    ending = {"htm": "html"}.get(ending, ending)
    return form or (ending if ending in known else known[0])


BY_ENDING = "Without this option, the ending of --output decides, and text is the default."


def format_option(
    forms: Sequence[str], about: str | None = None, default: str | None = None
) -> _Decorator:
    """Return the option ``--format``; without a ``default``, `form_of` tells what is meant."""
    is_shown = default is not None
    kind = OneOf(forms)
    return click.option(
        "--format", "form", type=kind, default=default, show_default=is_shown, help=about
    )


def template_option(
    about: str = "Your own Word template, made from `mou template new`.",
) -> _Decorator:
    """Return the option ``--template``."""
    kind = NamedPath(dir_okay=False)
    return click.option("--template", type=kind, metavar="FILE", help=about)


configs_argument = click.argument("configs", nargs=-1, required=True, type=NamedPath())
config_argument = click.argument("config", type=NamedPath())
folder_option = click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=FolderPath(),
    help="Where to write; made if it does not exist. The current folder if left out.",
)
library_option = click.option(
    "--library",
    "libraries",
    multiple=True,
    metavar="DIR",
    type=LibraryPath(),
    help="A folder of clauses of your own, laid over the packaged ones; repeatable.",
)
trust_option = click.option(
    "--trust",
    multiple=True,
    metavar="FILE",
    type=NamedPath(),
    help="A certificate that you trust (PEM or DER), with all that it vouches for; repeatable.",
)
_as_of = partial(
    click.option,
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="The day to judge by, such as 2027-03-01; today if left out.",
)
as_of_option = _as_of(default=date.today)
as_of_each_day_option = _as_of()
"""For a command that runs for days: None stands for the day that it is by then."""
_fonts = partial(
    click.option,
    "--fonts",
    multiple=True,
    type=FolderPath(exists=True, resolve_path=True),
    metavar="DIR",
)
fonts_option = _fonts(
    help="A folder of fonts that your template asks for, for the PDF. May be repeated."
)
known_fonts_option = _fonts(
    help="A folder of your own fonts: what a PDF draws as they do is what it says; repeatable."
)
