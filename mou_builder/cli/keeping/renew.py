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
    as_signed,
    changes_of_model,
    corrections_left_out,
    next_term_text,
    renewal_of,
    told_of_next,
)
from mou_builder.check.checking import Ready, check, ready
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import exit_code, refusals_told
from mou_builder.cli.options import (
    FolderPath,
    LibraryPath,
    NamedPath,
    WrittenPath,
    as_of_option,
    config_argument,
    fonts_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import named, print_diagnostics, print_view, use_colour, width
from mou_builder.disk.beside import amended_already, configs_with_history
from mou_builder.disk.files import write_files
from mou_builder.disk.opening import (
    config_of,
    open_config,
    open_library,
    open_template,
    source_date,
    template_path,
)
from mou_builder.file_kinds import CONFIG_ENDINGS
from mou_builder.library.library import Library
from mou_builder.renewal.model_changes import one_by_one
from mou_builder.renewal.renew import Renewal
from mou_builder.report.renewal_text import renewal_text
from mou_builder.review.returned_copy import NO_AUTHOR


@click.command("renew")
@config_argument
@click.option(
    "--until",
    type=DAY,
    metavar="DATE",
    help="The last day of the next term; by the length of this one if left out.",
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(*CONFIG_ENDINGS),
    metavar="FILE",
    help="Where to write; beside CONFIG with the year of the new end if left out.",
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
    help="Write the packet for the board, too: one PDF, and its parts as Word files and PDFs.",
)
@click.option(
    "--next",
    "written",
    type=NamedPath(dir_okay=False),
    metavar="FILE",
    help="The next term's config, where it was written before; only the packet is made.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite files that exist, but no next term that was made of CONFIG already.",
)
@template_option("Your own Word template for the packet, made from `mou template new`.")
@fonts_option
@as_of_option
@library_option
def command(
    config: Path,
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
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Write the config of the next term, with the dates moved on and the history extended.

    One CONFIG is renewed at a time, because each has its own things to look at again. Comments,
    order and quoting stay. What a person should look at again is marked in the file and listed. A
    next term that was made already is never overwritten: put it away to begin again.

    Example: mou renew maple-grove.yaml --until 2028-06-30

    Example: mou renew maple-grove.yaml --next maple-grove-2028.yaml --packet packet
    """
    if written and not packet_folder:
        raise click.UsageError("--next is for a packet: say where with --packet DIR")
    library = open_library(libraries)
    checked = check(open_config(config), library)
    texts = checked.source.texts()
    with refusals_told(texts):
        before = open_library((old_library,)) if old_library else None
        if only_show:
            _show_changes(ready(checked), before)
            return
        folder = output.parent if output else config.parent
        others = amended_already(checked.source, folder, library)
        renewal = renewal_of(checked, until, before, others)
        files: dict[Path, bytes] = {}
        target = written or output or _named_after(config, renewal)
        if written is None:
            there = configs_with_history(target.parent, config)
            decisions = Decisions(take, keep)
            text = next_term_text(
                checked, renewal, before, decisions, target, there, _ask_whether_taken
            )
            source = config_of(text.encode(), str(target))
            files[target] = text.encode()
        else:
            source = open_config(target)
        following = check(source, library)
        texts |= source.texts()
        told = list(following.diagnostics)
        if written is not None:
            told += told_of_next(checked, renewal, source)
        if packet_folder:
            from mou_builder.actions.packet import PacketOptions, as_edited, packet

            options = PacketOptions(
                template=open_template(template),
                template_name=str(template_path(template)),
                fonts=fonts,
                as_of=as_of,
                author=NO_AUTHOR,
                names=(config.name, target.name),
                made=source_date(),
            )
            signed, edited = as_signed(checked, before), as_edited(renewal, following)
            made = packet(signed, following, edited, library, options)
            files |= {packet_folder / name: data for name, data in made.files.items()}
            told += made.diagnostics
        write_files(files, force)
    if written is None:
        print_view(renewal_text(renewal))
    for path in files:
        click.echo(named(path))
    print_diagnostics(told, texts)
    sys.exit(exit_code(following.errors))


def _named_after(config: Path, renewal: Renewal) -> Path:
    """Return the file beside ``config`` that is named for the year in which the new term ends."""
    return config.with_name(f"{renewal.named_after(config.stem)}{config.suffix}")


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
