"""Two folders of agreements compared: pair by pair, with what only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mou_builder.actions.compare import ComparisonOptions, Form, compare_sides, config_side, shown
from mou_builder.cli.batch.many_files import worked
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.broken import broken
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.opening import config_of, open_library
from mou_builder.disk.pairs import Pair, Pairs, pairs_of
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.report.comparison.wording import summary
from mou_builder.yamltext.source import MAX_BYTES


@dataclass(frozen=True)
class DiffOutcome:
    """What came of one pair: what is printed or was written, and what there is to say."""

    text: str = ""
    written: Path | None = None
    said: str = ""
    is_equal: bool = True
    is_refused: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class DiffPlan:
    """How pairs are compared; ``folder`` is where outputs go, None to print them.

    ``libraries`` are those of the old agreements and those of the new ones.
    """

    libraries: tuple[tuple[Path, ...], tuple[Path, ...]]
    form: Form
    looks: ComparisonOptions
    folder: Path | None = None
    force: bool = False

    def __call__(self) -> Differ:
        """Return what does the jobs, made in the process that does them."""
        old, new = self.libraries
        library = open_library(new)
        return Differ(self, (library if old == new else open_library(old), library))


class Differ:
    """Compares pair after pair, each side with its library."""

    def __init__(self, plan: DiffPlan, libraries: tuple[Library, Library]) -> None:
        self.plan = plan
        self.libraries = libraries

    def __call__(self, pair: Pair) -> DiffOutcome:
        """Compare one pair; what stands against it is in the outcome."""
        try:
            return self.compared(pair)
        except Refused as refused:
            return DiffOutcome(is_equal=False, is_refused=True, diagnostics=refused.diagnostics)

    def compared(self, pair: Pair) -> DiffOutcome:
        sides = [
            config_side(config_of(read_file(each, MAX_BYTES), str(each)), library)
            for each, library in zip((pair.old, pair.new), self.libraries, strict=True)
        ]
        compared = compare_sides(*sides)
        comparison = compared.comparison
        told = (*sides[0].diagnostics, *sides[1].diagnostics)
        if comparison.is_equal:
            return DiffOutcome(said=summary(comparison), diagnostics=told)
        target = self.target(pair)
        looks = replace(self.plan.looks, file=str(target or pair.name))
        data, more = shown(compared, self.plan.form, looks)
        if target is not None:
            write_file(target, data, self.plan.force)
        return DiffOutcome(
            text="" if target else data.decode(),
            written=target,
            said=summary(comparison),
            is_equal=False,
            diagnostics=(*told, *more),
        )

    def target(self, pair: Pair) -> Path | None:
        if self.plan.folder is None:
            return None
        ending = ".txt" if self.plan.form is Form.TEXT else f".{self.plan.form.value}"
        return (self.plan.folder / pair.name).with_suffix(ending)


def diff_folders(
    old: Path, new: Path, plan: DiffPlan, processes: int
) -> tuple[bool, list[Diagnostic]]:
    """Compare two folders and say what came of each pair.

    Return whether they read the same, and what kept pairs from being compared.
    """
    pairs = pairs_of(old, new)
    outcomes: list[DiffOutcome] = []
    for each in worked(pairs.both, plan, processes):
        outcome = each.result or DiffOutcome(
            is_equal=False, is_refused=True, diagnostics=(broken(each.job.new, each.fault),)
        )
        outcomes.append(outcome)
        print_diagnostics(outcome.diagnostics)
        if outcome.text:
            click.echo(outcome.text)
        elif outcome.written:
            click.echo(f"{named(outcome.written)}: {outcome.said}")
    for path in pairs.only_old:
        click.echo(f"only in {named(old)}: {named(path)}")
    for path in pairs.only_new:
        click.echo(f"only in {named(new)}: {named(path)}")
    click.echo(_said(outcomes, pairs), err=True)
    same = all(each.is_equal for each in outcomes) and not (pairs.only_old or pairs.only_new)
    return same, [one for each in outcomes if each.is_refused for one in each.diagnostics]


def _said(outcomes: Sequence[DiffOutcome], pairs: Pairs) -> str:
    equal = sum(each.is_equal for each in outcomes)
    failed = sum(each.is_refused for each in outcomes)
    differ = len(outcomes) - equal - failed
    return (
        f"{len(outcomes)} pairs: {equal} the same, {differ} differ, {failed} failed; "
        f"{len(pairs.only_old)} only in the first folder, {len(pairs.only_new)} only in the second"
    )
