"""``mou publish``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mou_builder.actions.publish import (
    KnownAgreement,
    PublishOptions,
    left_behind,
    nothing_public,
    publish,
)
from mou_builder.agreement.wording import counted
from mou_builder.check.checking import check
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import (
    FolderPath,
    NamedPath,
    as_of_option,
    fonts_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.disk.files import write_files
from mou_builder.disk.jobs.standing import standing_on_disk
from mou_builder.disk.listing import configs_in, refuse_missing, register_pages
from mou_builder.disk.opening import (
    open_config,
    open_library,
    open_template,
    source_date,
    template_path,
)
from mou_builder.library.library import Library

_TITLE = "School Resource Officer agreements"


@click.command("publish")
@click.argument("folders", nargs=-1, required=True, type=NamedPath())
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
@template_option()
@fonts_option
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@as_of_option
@library_option
def command(
    folders: tuple[Path, ...],
    site: Path,
    title: str,
    url: str,
    template: Path | None,
    fonts: tuple[Path, ...],
    force: bool,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Write a register for the public: every agreement in FOLDERS that is in effect.

    Shown is only what was recorded as public (mou record CONFIG public). The pages need no script
    and no server; each agreement has a page with its history, its text and its PDF. A feed and
    JSON have the same facts.

    Example: mou publish districts -o site
    """
    refuse_missing(folders)
    found, told = _agreements_in(folders, open_library(libraries), as_of)
    if not found:  # an empty register would say that no agreement is in effect
        print_diagnostics(told)
        sys.exit(exit_code(told))
    called = str(template_path(template))
    options = PublishOptions(
        open_template(template), as_of, title, url, source_date(), fonts, called
    )
    made = publish(found, options)
    write_files({site / name: data for name, data in made.files.items()}, force)
    pages = sum(name.endswith("/index.html") for name in made.files)
    said = [*told, *made.diagnostics]
    if not pages and all(each.severity is Severity.NOTE for each in said):
        said.insert(0, nothing_public(str(site)))
    print_diagnostics([*said, *left_behind(made, register_pages(site))])
    click.echo(f"{named(site)}: {counted(pages, 'agreement')}")
    left_out = [each for each in made.diagnostics if each.severity is Severity.ERROR]
    sys.exit(exit_code([*told, *left_out]))


def _agreements_in(
    folders: tuple[Path, ...], library: Library, as_of: date
) -> tuple[list[KnownAgreement], list[Diagnostic]]:
    """Return the configs that can be read, and what keeps the others from it."""
    found: list[KnownAgreement] = []
    told: list[Diagnostic] = []
    for each in configs_in(folders):
        try:
            checked = check(open_config(each.path), library, as_of)
        except Refused as refused:
            told += refused.diagnostics
            continue
        stands = standing_on_disk(checked, each.path.parent, library, as_of)
        found.append(KnownAgreement(checked, stands))
    return found, told
