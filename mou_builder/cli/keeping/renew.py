"""``mou renew``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mou_builder.actions.renew import (
    CORRECTIONS,
    Decisions,
    ModelChange,
    changes_of_model,
    corrections_left_out,
    nobody,
)
from mou_builder.check.checking import Ready, check, ready
from mou_builder.cli.batch.many_files import jobs_option
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.keeping.renew_batch import renew_all
from mou_builder.cli.options import (
    FolderPath,
    LibraryPath,
    NamedPath,
    WrittenPath,
    as_of_option,
    configs_argument,
    fonts_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import named, print_diagnostics, use_colour, width
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.jobs.renewing import PacketLooks, Renewing
from mou_builder.disk.listing import Listing, configs_in, is_single
from mou_builder.disk.opening import open_config, open_library, open_template
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.library.library import Library
from mou_builder.renewal.model_changes import one_by_one


@click.command("renew")
@configs_argument
@click.option(
    "--until",
    type=DAY,
    metavar="DATE",
    help="The last day of the next term; by the length of this one if left out.",
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(is_file=False),
    metavar="FILE",
    help="Where to write; beside CONFIG with the year of the new end if left out. A folder, where "
    "several are renewed.",
)
@click.option(
    "--model-changes",
    "only_show",
    is_flag=True,
    help="Show what is new in the library since this term was made, and write nothing.",
)
@click.option(
    "--old-library",
    type=LibraryPath(),
    metavar="DIR",
    help="The clauses as they were when this term was made, to compare with.",
)
@click.option(
    "--take", multiple=True, metavar="PART", help="Take this change of the model, or all."
)
@click.option("--keep", multiple=True, metavar="PART", help="Keep the old words, or all of them.")
@click.option(
    "--packet",
    "packet_folder",
    type=FolderPath(),
    metavar="DIR",
    help="Write the packet for the board, too: one PDF, and its parts as Word files and PDFs. Of "
    "several configs, each into a folder of its own.",
)
@click.option(
    "--next",
    "written",
    type=NamedPath(),
    metavar="FILE",
    help="The next term's config, where it was written before, or the folder that has it; only the "
    "packet is made.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite files that exist, but no next term that was made of CONFIG already.",
)
@template_option("Your own Word template for the packet, made from `mou template new`.")
@fonts_option
@jobs_option
@as_of_option
@library_option
def command(
    configs: tuple[Path, ...],
    until: date | None,
    output: Path | None,
    only_show: bool,
    old_library: Path | None,
    take: tuple[str, ...],
    keep: tuple[str, ...],
    packet_folder: Path | None,
    written: Path | None,
    force: bool,
    template: Path | None,
    fonts: tuple[Path, ...],
    jobs: int | None,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Write the configs of the next terms, with the dates moved on and the history extended.

    CONFIGS are files, folders and globs. Comments, order and quoting stay. What a person should
    look at again is marked in the file and listed. A next term that was made already is never
    overwritten: put it away to begin again.

    Of many, those are left as they are that were renewed already, whose term has not begun on the
    day of --as-of, or that are superseded, refused or ended; one that cannot be renewed does not
    keep the others from it.

    Example: mou renew maple-grove.yaml --until 2028-06-30

    Example: mou renew maple-grove.yaml --next maple-grove-2028.yaml --packet packet

    Example: mou renew districts --as-of 2027-03-01
    """
    if written and not packet_folder:
        raise click.UsageError("--next is for a packet: say where with --packet DIR")
    listed = configs_in(configs)
    are_many = len(configs) > 1 or not is_single(configs[0])
    if output is not None:
        refuse_output(output, are_many)
    if are_many and written is not None and not written.is_dir():
        raise click.UsageError("of several configs, --next is the folder of their next terms")
    if only_show:
        before = open_library((old_library,)) if old_library else None
        sys.exit(exit_code(_shown_changes(listed, open_library(libraries), before)))
    if packet_folder:
        open_template(template)  # to refuse it once, before any work
    wanted = Renewing(
        libraries=libraries,
        as_of=as_of,
        are_many=are_many,
        until=until,
        old_library=old_library,
        decisions=Decisions(take, keep),
        output=output,
        written=written,
        packet=PacketLooks(packet_folder, template, fonts) if packet_folder else None,
        force=force,
        ask=nobody if are_many else _ask_whether_taken,
    )
    sys.exit(exit_code(renew_all(listed, wanted, jobs or 1)))


def refuse_output(output: Path, are_many: bool) -> None:
    """Raise BadParameter where --output is no file for one config, or no folder for many."""
    if are_many and ends_in(output.name, CONFIG_ENDINGS) and not output.is_dir():
        said = f"of several configs each becomes a file of its own: “{named(output)}” is no folder"
    elif not are_many and not ends_in(output.name, CONFIG_ENDINGS):
        said = f"“{named(output)}” does not end in {' or '.join(CONFIG_ENDINGS)}"
    elif not are_many and output.is_dir():
        said = f"“{named(output)}” is a folder"
    else:
        return
    raise click.BadParameter(said, param_hint="--output")


def _shown_changes(configs: Listing, library: Library, before: Library | None) -> list[Diagnostic]:
    """Show what is new in the library for each config; return what keeps some from it."""
    failed: list[Diagnostic] = []
    for each in configs:
        if len(configs) > 1:
            click.echo(f"{named(each.path)}:")
        try:
            _show_changes(ready(check(open_config(each.path), library)), before)
        except Refused as refused:
            print_diagnostics(refused.diagnostics)
            failed += refused.diagnostics
    return failed


def _show_changes(checked: Ready, before: Library | None) -> None:
    changes = changes_of_model(checked, before)
    for each in changes:
        _show_change(each)
    if checked.config.corrected:
        if not changes:
            click.echo("Nothing is new in the library since this term was made.")
        return
    click.echo(f"The corrections of the model, which this config leaves out; --take {CORRECTIONS}:")
    for each in corrections_left_out(checked):
        _show_change(each)


def _show_change(change: ModelChange) -> None:
    from mou_builder.report.comparison.as_text import comparison_text

    names = (change.old.id_and_version, f"{change.new.id_and_version}: {change.item.id}")
    one = one_by_one(change.comparison, change.item)
    click.echo(comparison_text(one, names, color=use_colour(sys.stdout), width=width()))


def _ask_whether_taken(change: ModelChange) -> bool | None:
    """Ask on a terminal; nobody is there to ask elsewhere."""
    if not sys.stdin.isatty():
        return None
    _show_change(change)
    taken: bool | None = click.confirm(f"Take this change of “{change.item.title}”?", default=None)
    return taken
