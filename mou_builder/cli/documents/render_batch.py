"""Many configs rendered in one run: their folders, the record, and what is said at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from mou_builder import __version__
from mou_builder.actions.render import RenderOptions
from mou_builder.actions.render_again import digest
from mou_builder.cli.batch.manifest import Manifest, digest_of_files, read_manifest
from mou_builder.cli.batch.many_files import worked
from mou_builder.cli.documents.render_job import Outcome, RenderJob, RenderPlan, RenderResult
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic
from mou_builder.disk.broken import broken
from mou_builder.disk.leftovers import tidy
from mou_builder.disk.listing import ListedFile, refuse_same_names
from mou_builder.disk.packaged import PROGRAM, packaged

_SAVED_EVERY = 5.0
"""Seconds between two records of what is done; a batch that is killed loses no more than these."""

_NAMED_IN_SUMMARY = 20


def common_digest(libraries: tuple[Path, ...], options: RenderOptions) -> str:
    """Return the digest of all but the configs that outputs are made from."""
    asked = replace(options, template=b"", template_name="", fonts=())  # those by their content
    return digest(
        [
            __version__.encode(),
            digest_of_files([PROGRAM], "*.py").encode(),
            digest_of_files([packaged("clauses"), *libraries]).encode(),
            options.template,
            digest_of_files(options.fonts).encode(),
            repr(asked).encode(),
        ]
    )


def render_all(
    configs: Sequence[ListedFile], folder: Path, plan: RenderPlan, processes: int
) -> list[Diagnostic]:
    """Render every config, say what came of each, and return what stood against any of them."""
    refuse_same_names(configs)
    for below in {each.below for each in configs}:
        tidy(folder / below)
    failed: list[Diagnostic] = []
    results: list[tuple[Path, RenderResult]] = []
    with _recorded(folder if plan.standing else None) as record:
        jobs = [
            RenderJob(each.path, folder / each.below, record.of(each.below, _stem(each, plan)))
            for each in configs
        ]
        for each, finished in zip(configs, worked(jobs, plan, processes), strict=True):
            outcome = finished.result or Outcome(
                RenderResult.FAILED, diagnostics=(broken(each.path, finished.fault),)
            )
            _say(each.path, outcome)
            results.append((each.path, outcome.result))
            failed += outcome.errors
            if outcome.made:
                record.note(each.below, _stem(each, plan), outcome.made)
            record.save_from_time_to_time()
    if len(configs) > 1:
        click.echo(_summary(results), err=True)
    return failed


def _stem(each: ListedFile, plan: RenderPlan) -> str:
    return each.path.stem + plan.options.suffix


def _say(config: Path, outcome: Outcome) -> None:
    print_diagnostics(outcome.diagnostics, outcome.texts)
    if outcome.open_points:
        click.echo(f"{named(config)}: {len(outcome.open_points)} open points:", err=True)
        for point in outcome.open_points:
            click.echo(f"  {named(str(point.place))}: {point.message}", err=True)
    if outcome.printed:
        click.echo(outcome.printed, nl=False)
    for path in outcome.written:
        click.echo(named(path))


def _summary(results: Sequence[tuple[Path, RenderResult]]) -> str:
    count = {result: sum(each is result for _, each in results) for result in RenderResult}
    parts = [f"{count[RenderResult.MADE]} rendered"]
    if count[RenderResult.UNCHANGED]:
        parts.append(f"{count[RenderResult.UNCHANGED]} up to date")
    lines = [f"{len(results)} configs: {', '.join(parts)}, {count[RenderResult.FAILED]} failed"]
    failed = [path for path, result in results if result is RenderResult.FAILED]
    lines += [f"  failed: {named(path)}" for path in failed[:_NAMED_IN_SUMMARY]]
    if len(failed) > _NAMED_IN_SUMMARY:
        lines.append(f"  and {len(failed) - _NAMED_IN_SUMMARY} more")
    return "\n".join(lines)


class _Record(Manifest):
    """A manifest that is saved now and then; one without a folder records nothing."""

    saved = 0.0

    def save_from_time_to_time(self) -> None:
        """Save the manifest if that was long enough ago."""
        if time.monotonic() - self.saved > _SAVED_EVERY:
            self.save()
            self.saved = time.monotonic()


@contextmanager
def _recorded(folder: Path | None) -> Iterator[_Record]:
    if folder is None:
        yield _Record(Path())
        return
    record = _Record(folder, read_manifest(folder).entries)
    try:
        yield record
    finally:
        record.save()
