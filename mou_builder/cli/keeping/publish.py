"""``mou publish``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from mou_builder.actions.publish import KnownAgreement, PublishOptions, nothing_public, publish
from mou_builder.check.checking import check
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import FolderPath, as_of_option, day_of, library_option
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.disk.files import write_files
from mou_builder.disk.listing import configs_in, refuse_missing
from mou_builder.disk.opening import open_config, open_library, open_template, source_date
from mou_builder.disk.status import StatusWorker
from mou_builder.library.library import Library

_TITLE = "School Resource Officer agreements"


@click.command("publish")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "site",
    required=True,
    metavar="SITE",
    type=FolderPath(),
    help="The folder of the register; made if it does not exist.",
)
@click.option("--title", default=_TITLE, show_default=True, help="The title of the register.")
@click.option("--url", default="", metavar="URL", help="Where it will stand, for its feed.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your own Word template, made from `mou template new`.",
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@as_of_option
@library_option
def command(
    folders: tuple[Path, ...],
    site: Path,
    title: str,
    url: str,
    template: Path | None,
    force: bool,
    as_of: datetime | None,
    libraries: tuple[Path, ...],
) -> None:
    """Write a register for the public: every agreement in FOLDERS that is in effect.

    Shown is only what was recorded as public (mou record CONFIG public). The pages need no script
    and no server; each agreement has a page with its history, its text and its PDF. A feed and
    JSON have the same facts.

    Example: mou publish districts -o site
    """
    refuse_missing(folders)
    day, library = day_of(as_of), open_library(libraries)
    found, told = _known(folders, library, day)
    options = PublishOptions(open_template(template), day, title, url, source_date())
    made = publish(found, options)
    write_files({site / name: data for name, data in made.files.items()}, force)
    pages = sum(name.endswith("/index.html") for name in made.files)
    said = [*told, *made.diagnostics]
    print_diagnostics(said if pages or said else [nothing_public(str(site))])
    click.echo(f"{named(site)}: {pages} agreement{'' if pages == 1 else 's'}")
    left_out = [each for each in made.diagnostics if each.severity is Severity.ERROR]
    sys.exit(exit_code([*told, *left_out]))


def _known(
    folders: tuple[Path, ...], library: Library, day: date
) -> tuple[list[KnownAgreement], list[Diagnostic]]:
    """Return the configs that can be read, and what keeps the others from it."""
    worker = StatusWorker(library, day)
    found: list[KnownAgreement] = []
    told: list[Diagnostic] = []
    for each in configs_in(folders):
        try:
            checked = check(open_config(each.path), library, day)
        except Refused as refused:
            told += refused.diagnostics
            continue
        found.append(KnownAgreement(checked, worker.standing(checked, each.path.parent)))
    return found, told
