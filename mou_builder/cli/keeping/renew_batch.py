"""One config renewed, or many in one run: which of them, and what is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from mou_builder.agreement.wording import counted
from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.many_files import worked
from mou_builder.cli.printing import named, print_diagnostics, print_view
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.jobs.broken import broken
from mou_builder.disk.jobs.renewing import Renewing, RenewOutcome, RenewResult
from mou_builder.disk.jobs.standing import StatusOfFile, unfinished
from mou_builder.disk.listing import Listing
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.steps import why_not_renewed


def renew_all(configs: Listing, wanted: Renewing, processes: int) -> list[Diagnostic]:
    """Renew configs, say what came of each, and return what stood against any of them."""
    left = dict(_left_alone(configs, wanted, processes)) if wanted.are_many else {}
    chosen = Listing(each for each in configs if str(each.path) not in left)
    results: Counter[RenewResult] = Counter()
    against: list[Diagnostic] = []
    failed: list[Path] = []
    found = worked(chosen, len(chosen), Work(wanted, wanted.put_in_place), processes)
    for each, finished in zip(chosen, found, strict=True):
        outcome = finished.result or _broken(each.path, finished.fault)
        results[outcome.result] += 1
        if outcome.result is RenewResult.THERE:
            left[str(each.path)] = outcome.diagnostics[0].message
            continue
        if outcome.result is RenewResult.FAILED:
            failed.append(each.path)
        against += outcome.errors
        if wanted.are_many and outcome.text:
            click.echo(f"{named(each.path)}:")
        _print_outcome(outcome)
    if wanted.are_many:
        for path, why in left.items():
            click.echo(f"{named(path)}: left as it is: {why}", err=True)
        click.echo(_summary(results[RenewResult.RENEWED], len(left), failed), err=True)
    return against


def _left_alone(configs: Listing, wanted: Renewing, processes: int) -> Iterator[tuple[str, str]]:
    """Yield those of many configs that are left as they are, each with the reason."""
    look = StatusOfFile(wanted.libraries, wanted.as_of)
    standings: list[Standing] = []
    found = worked(configs, len(configs), Work(look), processes)
    for config, done in zip(configs, found, strict=True):
        if isinstance(done.result, Standing):
            standings.append(done.result)
        else:
            standings += unfinished(config.path, done.fault, wanted.as_of)
    for each in portfolio(standings):
        for other in each.configs:
            if other.file != each.file:
                yield other.file, f"its agreement stands in {named(each.file)}"
        if why := why_not_renewed(each):
            yield each.file, why


def _broken(config: Path, fault: str) -> RenewOutcome:
    said = (broken(config, fault),)
    return RenewOutcome(RenewResult.FAILED, diagnostics=said, errors=said)


def _print_outcome(outcome: RenewOutcome) -> None:
    if outcome.text:
        print_view(outcome.text)
    for path in outcome.written:
        click.echo(named(path))
    print_diagnostics(outcome.diagnostics, outcome.texts)


def _summary(renewed: int, left: int, failed: Sequence[Path]) -> str:
    count = counted(renewed + left + len(failed), "config")
    lines = [f"{count}: {renewed} renewed, {left} left, {len(failed)} failed"]
    lines += [f"  failed: {named(path)}" for path in failed]
    return "\n".join(lines)
