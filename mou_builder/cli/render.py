"""``mou render``."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from mou_builder.check.checking import check
from mou_builder.check.form import OPEN_CODES
from mou_builder.cli.files import read_file, write_files
from mou_builder.cli.opening import (
    CONFIGS,
    as_of_option,
    day_of,
    library_option,
    open_config,
    open_library,
)
from mou_builder.cli.packaged import packaged
from mou_builder.cli.printing import print_diagnostics
from mou_builder.cli.program import DONE, exit_code
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.library.library import Library
from mou_builder.rendering import Format, Output, Wishes, render

LARGEST_TEMPLATE = 20_000_000


def _formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[Format, ...]:
    try:
        return tuple(dict.fromkeys(Format(each.strip()) for each in value.split(",")))
    except ValueError:
        known = ", ".join(each.value for each in Format)
        raise click.BadParameter(f"“{value}” is not a list of formats out of {known}") from None


@click.command("render")
@CONFIGS
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write; made if it does not exist. The current folder if left out.",
)
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    callback=_formats,
    metavar="LIST",
    help="Out of docx, pdf, html and text. Text alone, without -o, is printed.",
)
@click.option("--draft", is_flag=True, help="Render an unfinished config, marked as a draft.")
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your own Word template, made from `mou template new`.",
)
@click.option(
    "--pdf-engine",
    type=click.Choice(["rdocx", "libreoffice"]),
    default="rdocx",
    show_default=True,
    help="What lays the PDF out.",
)
@as_of_option
@library_option
def command(
    configs: tuple[Path, ...],
    folder: Path | None,
    formats: tuple[Format, ...],
    draft: bool,
    force: bool,
    template: Path | None,
    pdf_engine: str,
    as_of: datetime | None,
    libraries: tuple[Path, ...],
) -> None:
    """Write the agreements of CONFIGS, as Word documents and PDFs that can be signed.

    A config with errors is refused, and one with open points unless --draft is given.

    Example: mou render maple-grove.yaml -o agreements
    """
    library = open_library(libraries)
    chosen = template or packaged("templates") / "agreement.docx"
    wishes = Wishes(
        formats=formats,
        template=read_file(chosen, LARGEST_TEMPLATE),
        draft=draft,
        pdf_engine=pdf_engine,
        made=_source_date(),
    )
    to_print = formats == (Format.TEXT,) and folder is None
    failed: list[Diagnostic] = []
    for path in configs:
        texts: dict[str, str] = {}
        try:
            output = _rendered(path, library, wishes, day_of(as_of), texts)
            if to_print:
                click.echo(b"".join(output.files.values()).decode(), nl=False)
            else:
                _write(output, folder or Path(), force)
        except Refused as refused:
            print_diagnostics(refused.diagnostics, texts)
            failed += refused.diagnostics
    if failed and not draft and all(each.code in OPEN_CODES for each in failed):
        click.echo("To render the agreement with these points still open: --draft", err=True)
    sys.exit(exit_code(failed) if failed else DONE)


def _rendered(
    path: Path, library: Library, wishes: Wishes, as_of: date, texts: dict[str, str]
) -> Output:
    """Render one config and print what there is to say; ``texts`` takes the config's text."""
    source = open_config(path)
    texts[source.file] = source.text
    checked = check(source, library, as_of)
    output = render(checked, wishes)
    told = [each for each in checked.diagnostics if each.severity is not Severity.ERROR]
    print_diagnostics([*told, *output.diagnostics], texts)
    if wishes.draft and checked.open_points:
        click.echo(f"{path}: {len(checked.open_points)} open points:", err=True)
        for each in checked.open_points:
            click.echo(f"  {each.place}: {each.message}", err=True)
    return output


def _write(output: Output, folder: Path, force: bool) -> None:
    files = {folder / name: data for name, data in output.files.items()}
    write_files(files, force)
    for path in files:
        click.echo(str(path))


def _source_date() -> datetime | None:
    """Return the date of SOURCE_DATE_EPOCH, the one date that a file's metadata may have."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else None
