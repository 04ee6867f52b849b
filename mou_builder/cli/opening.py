"""What commands open: configs, the library, and the options that say which."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import click

from mou_builder.cli.day import DAY
from mou_builder.cli.files import read_file
from mou_builder.cli.kept_library import KeptLibrary
from mou_builder.cli.kinds import refuse_other_kinds
from mou_builder.cli.packaged import library_files, packaged
from mou_builder.config.extending import extended
from mou_builder.diagnostic import Refused
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import MAX_BYTES, Source

_Command = TypeVar("_Command", bound=Callable[..., object])

LARGEST_TEMPLATE = 20_000_000
"""Bytes; the packaged template has 15,000, and a letterhead may have pictures."""

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


def template_path(template: Path | None) -> Path:
    """Return the Word template that was named, or the packaged one."""
    return template or packaged("templates") / "agreement.docx"


def open_template(template: Path | None) -> bytes:
    """Read the Word template that was named, or the packaged one; raise `Refused` if it cannot."""
    return read_file(template_path(template), LARGEST_TEMPLATE)


def open_library(libraries: tuple[Path, ...]) -> Library:
    """Return the packaged library with the user's own over it."""
    files = library_files(libraries)
    return KeptLibrary(files, files.roots)


def open_config(path: Path) -> Source:
    """Read a config file and what it extends; raise `Refused` if one cannot be read."""
    return extended(_read_source(str(path)), _read_source)


def config_of(data: bytes, name: str) -> Source:
    """Read a config whose file has been read, and what it extends; raise `Refused` if it cannot."""
    refuse_other_kinds(data, name)
    return extended(yaml_source.parse(data, name), _read_source)


def source_date() -> datetime | None:
    """Return the date of SOURCE_DATE_EPOCH, the one date that a file's metadata may have."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else None


def _read_source(name: str) -> Source:
    try:
        data = read_file(Path(name), MAX_BYTES)
    except Refused as refused:
        if refused.diagnostics[0].code == "MOU704":
            refuse_other_kinds(read_file(Path(name), LARGEST_TEMPLATE), name)
        raise
    refuse_other_kinds(data, name)
    return yaml_source.parse(data, name)
