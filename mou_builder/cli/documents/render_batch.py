"""Many configs rendered in one run: their folders, the record, and what is said at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click

from mou_builder.agreement.wording import counted
from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.many_files import worked
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.files import sync_folders
from mou_builder.disk.jobs.broken import broken
from mou_builder.disk.jobs.rendering import Outcome, Rendering, RenderJob, RenderResult
from mou_builder.disk.leftovers import tidy
from mou_builder.disk.listing import Listing, refuse_same_names
from mou_builder.disk.manifest import Manifest

_NAMED_IN_SUMMARY = 20


def render_all(configs: Listing, wanted: Rendering, processes: int) -> list[Diagnostic]:
    """Render every config, say what came of each, and return what stood against any of them."""
    refuse_same_names(configs)
    for below in {each.below for each in configs}:
        tidy(wanted.folder / below)
    suffix = wanted.options.suffix
    failed: list[Diagnostic] = []
    results: Counter[RenderResult] = Counter()
    without: list[Path] = []
    written_to: set[Path] = set()
    with ExitStack() as ending:
        record = ending.enter_context(closing(Manifest(wanted.folder))) if wanted.standing else None
        ending.callback(sync_folders, written_to)
        jobs = (
            RenderJob(each, record.of(each.output + suffix) if record else None) for each in configs
        )
        work = Work(wanted, wanted.put_in_place)
        found = worked(jobs, len(configs), work, processes)
        for each, finished in zip(configs, found, strict=True):
            outcome = finished.result or Outcome(
                RenderResult.FAILED, diagnostics=(broken(each.path, finished.fault),)
            )
            _print_outcome(each.path, outcome)
            results[outcome.result] += 1
            if outcome.result is RenderResult.FAILED:
                without.append(each.path)
            failed += outcome.errors
            written_to |= outcome.folders
            if record and outcome.made:
                record.note(each.output + suffix, outcome.made)
    if len(configs) > 1:
        click.echo(_summary(results, without), err=True)
    return failed


def _print_outcome(config: Path, outcome: Outcome) -> None:
    print_diagnostics(outcome.diagnostics, outcome.texts)
    if outcome.open_points:
        click.echo(f"{named(config)}: {counted(len(outcome.open_points), 'open point')}:", err=True)
        for point in outcome.open_points:
            click.echo(f"  {named(str(point.place))}: {point.message}", err=True)
    if outcome.printed:
        click.echo(outcome.printed, nl=False)
    for path in outcome.written:
        click.echo(named(path))


def _summary(results: Counter[RenderResult], failed: Sequence[Path]) -> str:
    parts = [f"{results[RenderResult.MADE]} rendered"]
    if results[RenderResult.UNCHANGED]:
        parts.append(f"{results[RenderResult.UNCHANGED]} up to date")
    lines = [f"{counted(results.total(), 'config')}: {', '.join(parts)}, {len(failed)} failed"]
    lines += [f"  failed: {named(path)}" for path in failed[:_NAMED_IN_SUMMARY]]
    if len(failed) > _NAMED_IN_SUMMARY:
        lines.append(f"  and {len(failed) - _NAMED_IN_SUMMARY} more")
    return "\n".join(lines)
