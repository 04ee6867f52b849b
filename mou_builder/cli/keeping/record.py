"""``mou record``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mou_builder.actions.executed_copies import executed_copy, paper_of
from mou_builder.actions.record import record_fact, signers_of, withdraw_fact
from mou_builder.agreement.document import Agreement
from mou_builder.check.checking import Checked, check, ready
from mou_builder.check.codes import CHANGED_WORDS
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import exit_code, refusals_told
from mou_builder.cli.options import (
    NamedPath,
    OneOf,
    as_of_option,
    config_argument,
    known_fonts_option,
    library_option,
    template_option,
    trust_option,
)
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.config.facts import RecordedFact, Withdrawal
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.beside import amended_configs
from mou_builder.disk.files import read_file, replace_file
from mou_builder.disk.opening import config_of, open_library
from mou_builder.disk.texts import read_text
from mou_builder.library.fact import Fact
from mou_builder.library.library import Library
from mou_builder.record.digest import LARGEST_COPY
from mou_builder.record.recording import wrong_keys
from mou_builder.report.record.wording import fact_text

if TYPE_CHECKING:
    from mou_builder.record.copies import ReadPdf

_FACTS = [each.value.replace(" ", "-") for each in Fact if each is not Fact.COPY]


@click.command("record")
@config_argument
@click.argument("fact", required=False, type=OneOf(_FACTS), metavar="[FACT]")
@click.option(
    "--copy",
    "copy",
    type=NamedPath(),
    metavar="FILE",
    help="Put an executed copy on record: a PDF or Word file whose words are the agreement's, or a "
    "scan.",
)
@click.option(
    "--on", "on", type=DAY, metavar="DATE", help="The day of the fact; today if left out."
)
@click.option("--by", metavar="WHO", help="Who signed, the body that adopted, who gave notice.")
@click.option("--for", "place", metavar="BLOCK", help="The signature block, such as district.")
@click.option("--resolution", metavar="TEXT", help="The resolution or motion of the body.")
@click.option("--vote", metavar="TEXT", help="The vote, such as “7 to 0”.")
@click.option("--where", metavar="TEXT", help="Where it was posted, or with whom it was filed.")
@click.option("--notice", type=DAY, metavar="DATE", help="The day on which notice was given.")
@click.option(
    "--amendment",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="The amendment that the fact is about; the agreement itself if left out.",
)
@click.option(
    "--before",
    type=NamedPath(),
    metavar="CONFIG",
    help="For the copy of an amendment: the config before it, if it is not found beside CONFIG.",
)
@click.option(
    "--withdraw",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Withdraw the entry of this number, which was recorded by mistake; it stays to be seen.",
)
@click.option("--because", metavar="TEXT", help="Why the entry is withdrawn.")
@trust_option
@template_option("Your own Word template, if the copy was rendered with one.")
@known_fonts_option
@as_of_option
@library_option
def command(
    config: Path,
    fact: str | None,
    copy: Path | None,
    on: date | None,
    by: str | None,
    place: str | None,
    resolution: str | None,
    vote: str | None,
    where: str | None,
    notice: date | None,
    amendment: int | None,
    before: Path | None,
    withdraw: int | None,
    because: str | None,
    trust: tuple[Path, ...],
    template: Path | None,
    fonts: tuple[Path, ...],
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Write a FACT about an agreement into the record of its CONFIG; show the record without one.

    FACT is one of: sent, signed, adopted, refused, in-effect, amended, posted, filed, reviewed,
    public, superseded, terminated, ended. The record is the only thing from which mou says that
    an agreement is signed or in effect. Comments and order of the config stay as they are. An
    entry that is wrong is withdrawn by its number, and what is right is recorded anew.

    Example: mou record maple-grove.yaml adopted --by "School Board" --on 2026-06-09 --vote "7 to 0"

    Example: mou record maple-grove.yaml --copy signed/maple-grove.pdf

    Example: mou record maple-grove-amended-1.yaml --copy signed/amendment-1.pdf --amendment 1

    Example: mou record maple-grove.yaml --withdraw 2 --because "She signed on June 11."
    """
    if sum(map(bool, (fact, copy, withdraw))) > 1:
        raise click.UsageError("give one of these alone: a FACT, --copy or --withdraw")
    if bool(withdraw) != bool(because and because.strip()):
        raise click.UsageError("--withdraw NUMBER and --because “reason” are given together")
    library = open_library(libraries)
    was = read_text(config)
    checked = check(config_of(was, str(config)), library, as_of)
    made = RecordedFact(
        fact=Fact(fact.replace("-", " ")) if fact else Fact.COPY,
        day=on or as_of,
        by=by,
        place=place,
        resolution=resolution,
        vote=vote,
        where=where,
        notice=notice,
        amendment=amendment,
    )
    if fact is None and copy is None:
        if any((by, place, resolution, vote, where, notice, amendment, before)):
            raise click.UsageError("say which FACT is meant, or --copy FILE; the others go with it")
        if withdraw is None:
            sys.exit(_show_record(checked))
    else:
        _refuse_wrong_keys(made)
    told: tuple[Diagnostic, ...] = ()
    texts = dict(checked.source.texts())
    with refusals_told(texts):
        if copy:
            paper = _paper_signed(checked, config, amendment, before, library)
            reader = _reader(trust, fonts)
            made, told = _with_copy(paper, config, copy, made, reader, template)
        if withdraw and because:
            withdrawal = Withdrawal(made.day, because)
            done = withdraw_fact(checked, withdraw, withdrawal, library, as_of)
        else:
            done = record_fact(checked, made, library, as_of)
    replace_file(config, done.text.encode(), was)
    print_diagnostics((*told, *done.told), {**texts, **done.texts})
    click.echo(f"{named(config)}: {fact_text(done.fact, signers_of(checked))}")


def _paper_signed(
    checked: Checked, config: Path, amendment: int | None, before: Path | None, library: Library
) -> Agreement:
    """Return what the copy is compared with: the agreement, or the instrument of an amendment."""
    if amendment is None:
        return paper_of(checked)
    return paper_of(amended_configs(config, amendment, library, before))


def _reader(trust: tuple[Path, ...], fonts: tuple[Path, ...]) -> ReadPdf:
    from mou_builder.cli.keeping.verify import certificates
    from mou_builder.disk.bounded import read_safely  # only where a PDF is read: it takes long
    from mou_builder.pdf.setting.fonts import Fonts

    return partial(read_safely, trusted=certificates(trust), fonts=Fonts(fonts).own_places())


def _with_copy(
    paper: Agreement,
    config: Path,
    copy: Path,
    made: RecordedFact,
    reader: ReadPdf,
    template: Path | None,
) -> tuple[RecordedFact, tuple[Diagnostic, ...]]:
    from mou_builder.cli.keeping.verify import house_template

    house = house_template(template)
    shown = Path(os.path.relpath(copy, config.parent)).as_posix()
    read = executed_copy(paper, read_file(copy, LARGEST_COPY), str(copy), shown, reader, house)
    return replace(made, copy=read.copy), read.diagnostics


def _refuse_wrong_keys(made: RecordedFact) -> None:
    """Refuse options that say nothing about this fact, and a fact that lacks one."""
    for each in wrong_keys(made):
        if each.is_lacking:
            raise click.UsageError(f"the fact “{made.fact}” needs --{each.key}")
        raise click.UsageError(f"--{each.key} says nothing about the fact “{made.fact}”")


def _show_record(checked: Checked) -> int:
    """Show the facts, and whether they are about other words; return the exit code."""
    record, all_of = ready(checked).config.record, signers_of(checked)
    if not record.facts:
        click.echo("Nothing is recorded yet.")
    for number, each in enumerate(record.facts, start=1):
        click.echo(f"{number}. {fact_text(each, all_of)}")
    changed = [each for each in checked.diagnostics if each.code == CHANGED_WORDS]
    print_diagnostics(changed, checked.source.texts())
    return exit_code(changed)
