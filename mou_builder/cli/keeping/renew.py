"""``mou renew``."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from mou_builder.actions.render import agreement_of
from mou_builder.check.checking import Checked, Ready, check, ready
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import DONE, exit_code, refusals_told
from mou_builder.cli.keeping.renewal_packet import packet_files, template_option
from mou_builder.cli.options import CONFIG, as_of_option, day_of, fonts_option, library_option
from mou_builder.cli.printing import print_diagnostics, use_colour, width
from mou_builder.config.extending import KEY
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.disk.files import read_file, write_files
from mou_builder.disk.opening import config_of, open_config, open_library
from mou_builder.library.model import Model
from mou_builder.renewal import model_changes
from mou_builder.renewal.history import is_successor, words_digest
from mou_builder.renewal.renew import Renewal, renew
from mou_builder.report.renewal_text import renewal_text
from mou_builder.yamltext.changes import Set, YamlChange, at_path
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import MAX_BYTES, parse

_LARGEST_SIGNED = 50_000_000
ALL = "all"
CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Decisions:
    """Which changes of the model are taken and which are not; `ALL` speaks for the rest."""

    take: tuple[str, ...]
    keep: tuple[str, ...]

    def of(self, name: str) -> bool | None:
        """Return whether the change of a part is taken; None if nothing was said of it."""
        for names, taken in ((self.take, True), (self.keep, False)):
            if name in names:
                return taken
        if ALL in self.take or ALL in self.keep:
            return ALL in self.take
        return None


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
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write; beside CONFIG with the year of the new end if left out.",
)
@click.option(
    "--signed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file that was signed; its digest goes into the history.",
)
@click.option(
    "--model-changes",
    "only_show",
    is_flag=True,
    help="Show what is new in the library since this term was made, and write nothing.",
)
@click.option(
    "--old-library",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
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
    type=click.Path(path_type=Path, file_okay=False),
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
@template_option
@fonts_option
@as_of_option
@library_option
def command(
    config: Path,
    until: datetime | None,
    output: Path | None,
    signed: Path | None,
    only_show: bool,
    old_library: Path | None,
    take: tuple[str, ...],
    keep: tuple[str, ...],
    packet_folder: Path | None,
    written: Path | None,
    template: Path | None,
    fonts: tuple[Path, ...],
    as_of: datetime | None,
    libraries: tuple[Path, ...],
) -> None:
    """Write the config of the next term, with the dates moved on and the history extended.

    Comments, order and quoting stay. What a person should look at again is marked in the file and
    listed. Nothing is ever overwritten.

    Example: mou renew maple-grove.yaml --until 2028-06-30

    Example: mou renew maple-grove.yaml --next maple-grove-2028.yaml --packet packet
    """
    if written and not packet_folder:
        raise click.UsageError("--next is for a packet: say where with --packet DIR")
    library = open_library(libraries)
    checked = check(open_config(config), library)
    texts = checked.source.texts()
    with refusals_told(texts):
        if only_show:
            sys.exit(_show_changes(ready(checked), old_library))
        digest = _digest_of(signed) if signed else None
        words = words_digest(agreement_of(checked, draft=False))
        renewal = renew(checked, words, until.date() if until else None, digest)
        files: dict[Path, bytes] = {}
        target = written or output or _beside(config, renewal)
        if written is None:
            changes = _decided(ready(checked), old_library, Decisions(take, keep))
            _refuse_renewed(checked, renewal, target, config)
            text = edit(renewal.text, [*changes, *_moved_base(checked, config, target)])
            source = config_of(text.encode(), str(target))
            files[target] = text.encode()
        else:
            source = open_config(target)
        following = check(source, library)
        texts |= source.texts()
        told = list(following.diagnostics)
        if packet_folder:
            sides = (config, checked), (target, following)
            more, found = packet_files(sides, renewal, library, template, fonts, day_of(as_of))
            files |= {packet_folder / name: data for name, data in more.items()}
            told += found
        write_files(files)
    if written is None:
        click.echo(renewal_text(renewal), nl=False)
    for path in files:
        click.echo(str(path))
    print_diagnostics(told, texts)
    sys.exit(exit_code(following.errors))


def _digest_of(path: Path) -> str:
    return "sha256:" + hashlib.sha256(read_file(path, _LARGEST_SIGNED)).hexdigest()


def _beside(config: Path, renewal: Renewal) -> Path:
    """Return the file beside ``config`` that is named for the year in which the new term ends."""
    return config.with_name(f"{renewal.named_after(config.stem)}{config.suffix}")


def _moved_base(checked: Checked, config: Path, target: Path) -> list[YamlChange]:
    """Return the change by which a config in another folder still finds what it extends."""
    written = at_path(checked.source.data, (KEY,))
    if not isinstance(written, str) or not checked.source.bases:
        return []
    base = config.parent / written
    return [Set((KEY,), Path(os.path.relpath(base, target.parent)).as_posix())]


def _refuse_renewed(checked: Checked, renewal: Renewal, target: Path, config: Path) -> None:
    """Refuse if a config beside ``target`` was renewed from this one already."""
    for other in sorted(target.parent.glob("*.y*ml")):
        raw = other.read_bytes()[:MAX_BYTES] if other.is_file() and other != config else b""
        if b"history:" not in raw:
            continue
        try:
            data = parse(raw, str(other)).data
        except Refused:
            continue
        if is_successor(data, checked.source.data, renewal.old.until):
            message = f"this config was renewed already: {other}"
            hint = "go on from that one, or put it away first"
            place = checked.source.place(("term", "until"))
            raise Refused((Diagnostic("MOU802", Severity.ERROR, message, place, hint),))


def _old_model(checked: Ready, old_library: Path | None) -> Model | None:
    """Return the model as it was; None where nothing says that it has changed."""
    if old_library is not None:
        return open_library((old_library,)).model(checked.model.id)
    recorded = model_changes.recorded_version(checked.source.data)
    if recorded is None or recorded == model_changes.version_of(checked.model):
        return None
    message = (
        f"this term was made with {recorded}, "
        f"and the library now has {model_changes.version_of(checked.model)}"
    )
    hint = "say where the clauses as they were are: --old-library DIR; or take all: --take all"
    place = Place(checked.source.file)
    raise Refused((Diagnostic("MOU808", Severity.ERROR, message, place, hint),))


def _show_changes(checked: Ready, old_library: Path | None) -> int:
    config, model = checked.config, checked.model
    old = _old_model(checked, old_library)
    if old is not None:
        comparison = model_changes.model_changes(config, old, model)
        for item in model_changes.offered(comparison):
            _show(comparison, item, old, model)
    elif config.corrected:
        click.echo("Nothing is new in the library since this term was made.")
    if not config.corrected:
        click.echo(
            f"The corrections of the model, which this config leaves out; --take {CORRECTIONS}:"
        )
        comparison = model_changes.corrections(config, model)
        for item in model_changes.offered(comparison):
            _show(comparison, item, model, model)
    return DONE


def _show(comparison: Comparison, item: Item, old: Model, new: Model) -> None:
    from mou_builder.report.comparison.as_text import comparison_text

    names = (f"{model_changes.version_of(old)}", f"{model_changes.version_of(new)}: {item.id}")
    one = model_changes.one_by_one(comparison, item)
    click.echo(comparison_text(one, names, color=use_colour(sys.stdout), width=width()))


def _decided(checked: Ready, old_library: Path | None, decisions: Decisions) -> list[YamlChange]:
    """Return the changes by which what is not taken stays as it was; ask on a terminal."""
    changes: list[YamlChange] = []
    if CORRECTIONS in decisions.take:
        changes.append(Set(("corrections",), "all"))
    if ALL in decisions.take:
        return changes
    old = _old_model(checked, old_library)
    if old is None:
        return changes
    comparison = model_changes.model_changes(checked.config, old, checked.model)
    undecided: list[Item] = []
    for item in model_changes.offered(comparison):
        taken = decisions.of(item.id)
        if taken is None and sys.stdin.isatty():
            _show(comparison, item, old, checked.model)
            taken = click.confirm(f"Take this change of “{item.title}”?", default=None)
        if taken is None:
            undecided.append(item)
        elif not taken:
            changes += _keep(checked, item, model_changes.version_of(old))
    if undecided:
        raise Refused(tuple(_undecided(checked, undecided)))
    return changes


def _keep(checked: Checked, item: Item, version: str) -> list[YamlChange]:
    if model_changes.can_be_kept(item):
        return model_changes.kept(item, version)
    message = f"the old words of “{item.title}” cannot be kept by a config"
    hint = f"take the change (--take {item.id}), or renew with the library as it was"
    place = Place(checked.source.file)
    raise Refused((Diagnostic("MOU808", Severity.ERROR, message, place, hint),))


def _undecided(checked: Checked, items: Sequence[Item]) -> list[Diagnostic]:
    place = Place(checked.source.file)
    return [
        Diagnostic(
            "MOU808",
            Severity.ERROR,
            f"the library words “{item.title}” in another way than when this term was made",
            place,
            f"look at it with --model-changes, then --take {item.id} or --keep {item.id}",
        )
        for item in items
    ]
