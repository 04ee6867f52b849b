"""Two folders of agreements compared: pair by pair, with what only one of them has."""

from __future__ import annotations

from pathlib import Path

import click

from mou_builder.agreement.wording import counted
from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.many_files import worked
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.jobs.broken import broken
from mou_builder.disk.jobs.comparing import DiffOutcome, PairComparing
from mou_builder.disk.pairs import Pairs, pairs_of


def diff_folders(
    old: Path, new: Path, work: PairComparing, processes: int
) -> tuple[bool, list[Diagnostic]]:
    """Compare two folders and say what came of each pair.

    Return whether they read the same, and what kept pairs from being compared.
    """
    pairs = pairs_of(old, new)
    equal = failed = 0
    against: list[Diagnostic] = []
    found = worked(pairs.both, len(pairs.both), Work(work), processes)
    for pair, each in zip(pairs.both, found, strict=True):
        outcome = each.result or DiffOutcome(
            is_equal=False, is_refused=True, diagnostics=(broken(pair.new, each.fault),)
        )
        equal += outcome.is_equal
        failed += outcome.is_refused
        against += outcome.diagnostics if outcome.is_refused else ()
        print_diagnostics(outcome.diagnostics)
        if outcome.text:
            click.echo(outcome.text)
        elif outcome.written:
            click.echo(f"{named(outcome.written)}: {outcome.said}")
    for path in pairs.only_old:
        click.echo(f"only in {named(old)}: {named(path)}")
    for path in pairs.only_new:
        click.echo(f"only in {named(new)}: {named(path)}")
    click.echo(_summary(equal, failed, pairs), err=True)
    same = equal == len(pairs.both) and not (pairs.only_old or pairs.only_new)
    return same, against


def _summary(equal: int, failed: int, pairs: Pairs) -> str:
    differ = len(pairs.both) - equal - failed
    return (
        f"{counted(len(pairs.both), 'pair')}: {equal} the same, {differ} differ, {failed} failed; "
        f"{len(pairs.only_old)} only in the first folder, {len(pairs.only_new)} only in the second"
    )
