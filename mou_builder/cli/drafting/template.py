"""``mou template``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import NamedPath, WrittenPath, fonts_option
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Severity
from mou_builder.disk.files import write_file
from mou_builder.disk.opening import open_template


@click.group("template")
def command() -> None:
    """Hand out and check Word templates, for a letterhead or a house style of your own."""


@command.command("new", short_help="Write a copy of the packaged template.")
@click.argument("file", type=WrittenPath(".docx"))
@click.option("--force", is_flag=True, help="Overwrite the file if it exists.")
def new(file: Path, force: bool) -> None:
    """Write a copy of the packaged template to FILE, to be opened and restyled in Word.

    Example: mou template new letterhead.docx
    """
    write_file(file, open_template(None), force)
    click.echo(named(file))


@command.command("check", short_help="Say what a template lacks, and what only Word shows of it.")
@click.argument("file", type=NamedPath(dir_okay=False))
@fonts_option
def check(file: Path, fonts: tuple[Path, ...]) -> None:
    """Say what FILE lacks to be used as a template, and make a page in it for a trial.

    Example: mou template check letterhead.docx
    """
    from mou_builder.pdf.trial import judged

    found = judged(open_template(file), str(file), fonts)
    print_diagnostics(found)
    errors = [each for each in found if each.severity is Severity.ERROR]
    if not errors:
        click.echo(f"{named(file)}: can be used as a template.")
    sys.exit(exit_code(errors))
