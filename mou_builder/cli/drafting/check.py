"""``mou check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from mou_builder.cli import completion
from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.many_files import jobs_option, processes_for, worked
from mou_builder.cli.drafting.checklists import ALL_OF, checklists, sets_named
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import as_of_option, configs_argument, format_option, library_option
from mou_builder.cli.printing import print_data, print_diagnostics, use_colour, width
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.disk.jobs.broken import broken
from mou_builder.disk.jobs.checking import Checking, CheckResult
from mou_builder.disk.listing import configs_in
from mou_builder.disk.opening import open_library


@click.command("check")
@configs_argument
@click.option(
    "--requirements",
    multiple=True,
    metavar="SET",
    shell_complete=completion.sets,
    help="Hold the configs to this requirement set, beside those that they name; repeatable. "
    "“all-of STATE” stands for all sets of a state, and shows what of them is met and where.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@format_option(
    ["text", "json", "sarif"],
    "json and sarif go to standard output, for machines.",
    default="text",
)
@click.option(
    "--departures",
    is_flag=True,
    help="Print how each agreement differs from its model, clause by clause.",
)
@click.option(
    "--reviewed",
    is_flag=True,
    help="Also tell which drafted texts no counsel has reviewed as they read now.",
)
@jobs_option
@as_of_option
@library_option
def command(
    configs: tuple[Path, ...],
    requirements: tuple[str, ...],
    strict: bool,
    form: str,
    departures: bool,
    reviewed: bool,
    jobs: int | None,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Check CONFIGS and report every fault in one run, each with its place and what to do.

    CONFIGS are files, folders and globs. Exit code 0: no errors; 1: errors; 2: a file could not be
    read.

    Example: mou check maple-grove.yaml

    Example: mou check --requirements all-of Georgia hall-county.yaml
    """
    library = open_library(libraries)
    sets, configs = sets_named(requirements, configs, library)
    checking = Checking(
        libraries=libraries,
        as_of=as_of,
        requirements=sets,
        departures=departures,
        reviewed=reviewed,
        colour=use_colour(sys.stdout),
        width=width(),
    )
    listed = configs_in(configs)
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    shown: list[str] = []
    done = worked(listed, len(listed), Work(checking), processes_for(jobs, len(listed)))
    for each, finished in zip(listed, done, strict=True):
        result = finished.result or CheckResult((broken(each.path, finished.fault),))
        found += result.diagnostics
        texts |= result.texts
        shown.append(result.departures)
    found = list(dict.fromkeys(found))  # a base that many configs extend is told of once
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    errors = [each for each in found if each.severity in grave]
    _print_findings(form, found, texts)
    if ALL_OF in " ".join(requirements).split():
        click.echo(checklists(sets, [each.path for each in listed], library), nl=False)
    if departures:
        click.echo("".join(shown), nl=False)
    elif form == "text":
        _echo_unless_empty(_summary(len(listed), errors), err=bool(errors))
    sys.exit(exit_code(errors))


def _echo_unless_empty(text: str, *, err: bool) -> None:
    if text:
        click.echo(text, err=err)


def _summary(count: int, errors: Sequence[Diagnostic]) -> str:
    """Say how many configs have errors; for a single one its diagnostics have said it."""
    if not errors:
        return (
            "The config has no errors."
            if count == 1
            else f"None of the {count} configs has errors."
        )
    wrong = len({each.place.file for each in errors})
    have = "has" if wrong == 1 else "have"
    return f"{wrong} of {count} configs {have} errors." if count > 1 else ""


def _print_findings(form: str, found: Sequence[Diagnostic], texts: dict[str, str]) -> None:
    match form:
        case "json":
            from mou_builder.report.diagnostics.as_json import diagnostics_json

            print_data(diagnostics_json(found))
        case "sarif":
            from mou_builder.explanations.catalogue import packaged_catalogue
            from mou_builder.report.diagnostics.as_sarif import diagnostics_sarif

            print_data(diagnostics_sarif(found, packaged_catalogue()))
        case _:
            print_diagnostics(found, texts)
