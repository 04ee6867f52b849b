"""``mou renew``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from mou_builder.actions.renew import (
    CORRECTIONS,
    Decisions,
    ModelChange,
    as_signed,
    changes_of_model,
    corrections_left_out,
    decided_text,
    old_model,
    refuse_renewed,
    renewal_of,
    told_of_next,
)
from mou_builder.check.checking import Ready, check, ready
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import DONE, exit_code, refusals_told
from mou_builder.cli.keeping.renewal_packet import packet_files, template_option
from mou_builder.cli.options import (
    CONFIG,
    FolderPath,
    LibraryPath,
    WrittenPath,
    as_of_option,
    day_of,
    fonts_option,
    library_option,
)
from mou_builder.cli.printing import named, print_diagnostics, print_view, use_colour, width
from mou_builder.diagnostic import Refused
from mou_builder.disk.amended import amended_already
from mou_builder.disk.files import write_files
from mou_builder.disk.opening import config_of, open_config, open_library
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.portfolio.amended import refuse_amended
from mou_builder.renewal.model_changes import one_by_one, version_of
from mou_builder.renewal.renew import Renewal
from mou_builder.report.renewal_text import renewal_text
from mou_builder.yamltext.source import MAX_BYTES, Plain, parse


@click.command("renew")
@CONFIG
@click.option(
    "--until",
    type=DAY,
    metavar="DATE",
    help="The last day of the next term; by the length of this one if left out.",
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(),
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
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The next term's config, where it was written before; only the packet is made.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite files that exist, but no next term that was made of CONFIG already.",
)
@template_option
@fonts_option
@as_of_option
@library_option
def command(
    config: Path,
    until: datetime | None,
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
    as_of: datetime | None,
    libraries: tuple[Path, ...],
) -> None:
    """Write the config of the next term, with the dates moved on and the history extended.

    Comments, order and quoting stay. What a person should look at again is marked in the file and
    listed. A next term that was made already is never overwritten: put it away to begin again.

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
            sys.exit(_show_changes(ready(checked), before))
        folder = output.parent if output else config.parent
        refuse_amended(checked.source, amended_already(checked.source, folder, library))
        renewal = renewal_of(checked, until.date() if until else None, before)
        files: dict[Path, bytes] = {}
        target = written or output or _beside(config, renewal)
        if written is None:
            decisions = Decisions(take, keep)
            old = _model_of(ready(checked), before)
            text = decided_text(checked, renewal, old, decisions, target, _ask)
            refuse_renewed(checked, renewal, _beside_it(target, config))
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
            sides = (config, as_signed(checked, before)), (target, following)
            more, found = packet_files(sides, renewal, library, template, fonts, day_of(as_of))
            files |= {packet_folder / name: data for name, data in more.items()}
            told += found
        write_files(files, force)
    if written is None:
        print_view(renewal_text(renewal))
    for path in files:
        click.echo(named(path))
    print_diagnostics(told, texts)
    sys.exit(exit_code(following.errors))


def _beside(config: Path, renewal: Renewal) -> Path:
    """Return the file beside ``config`` that is named for the year in which the new term ends."""
    return config.with_name(f"{renewal.named_after(config.stem)}{config.suffix}")


def _beside_it(target: Path, config: Path) -> Iterator[tuple[str, Plain]]:
    """Yield the configs that stand where the next term's shall stand, and have a history."""
    for other in sorted(target.parent.glob("*.y*ml")):
        raw = other.read_bytes()[:MAX_BYTES] if other.is_file() and other != config else b""
        if b"history:" in raw:
            with suppress(Refused):
                yield str(other), parse(raw, str(other)).data


def _model_of(checked: Ready, before: Library | None) -> Model | None:
    """Return the model of the library as it was, where that is given."""
    return before.model(checked.model.id) if before else None


def _show_changes(checked: Ready, before: Library | None) -> int:
    old = old_model(checked, _model_of(checked, before))
    for each in changes_of_model(checked, old):
        _show(each)
    if old is None and checked.config.corrected:
        click.echo("Nothing is new in the library since this term was made.")
    if not checked.config.corrected:
        click.echo(
            f"The corrections of the model, which this config leaves out; --take {CORRECTIONS}:"
        )
    for each in corrections_left_out(checked):
        _show(each)
    return DONE


def _show(change: ModelChange) -> None:
    from mou_builder.report.comparison.as_text import comparison_text

    names = (version_of(change.old), f"{version_of(change.new)}: {change.item.id}")
    one = one_by_one(change.comparison, change.item)
    click.echo(comparison_text(one, names, color=use_colour(sys.stdout), width=width()))


def _ask(change: ModelChange) -> bool | None:
    """Ask on a terminal; nobody is there to ask elsewhere."""
    if not sys.stdin.isatty():
        return None
    _show(change)
    taken: bool | None = click.confirm(f"Take this change of “{change.item.title}”?", default=None)
    return taken
