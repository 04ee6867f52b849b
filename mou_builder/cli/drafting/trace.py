"""``mou trace``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import Ready, check
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import as_of_option, config_argument, format_option, library_option
from mou_builder.cli.printing import print_data, print_diagnostics, width
from mou_builder.disk.opening import open_config, open_library
from mou_builder.trace.origins import TracedPart
from mou_builder.trace.tracing import trace
from mou_builder.yamltext.shape import did_you_mean


@click.command("trace")
@config_argument
@click.argument("clause", required=False)
@format_option(["text", "json"], "json has the origin of every run of words.", default="text")
@as_of_option
@library_option
def command(
    config: Path,
    clause: str | None,
    form: str,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Tell where each sentence of the agreement of CONFIG comes from.

    CLAUSE is the id of a clause or its number; without it, the whole agreement is traced. An
    unfinished config is traced as the draft that it makes.

    Example: mou trace maple-grove.yaml funding
    """
    source = open_config(config)
    checked = check(source, open_library(libraries), as_of)
    if checked.obstacles or not isinstance(checked, Ready):
        print_diagnostics(checked.diagnostics, source.texts())
        sys.exit(exit_code(checked.errors))
    agreement = assemble(checked.config, checked.model, draft=bool(checked.open_points))
    parts = trace(checked, agreement)
    if clause:
        parts = _clause_named(parts, clause)
    if form == "json":
        from mou_builder.report.trace_json import trace_json

        print_data(trace_json(parts))
    else:
        from mou_builder.report.trace_text import trace_text

        click.echo(trace_text(parts, width=width()), nl=False)


def _clause_named(parts: tuple[TracedPart, ...], wanted: str) -> tuple[TracedPart, ...]:
    """Return the clause that ``wanted`` is the id or the number of."""
    clauses = [each for each in parts if each.part == "clause"]
    found = tuple(each for each in clauses if wanted.rstrip(".") in (each.id, str(each.number)))
    if not found:
        hint = did_you_mean(wanted, [each.id for each in clauses])
        message = f"the agreement has no clause “{wanted}”: {hint}"
        raise click.BadParameter(message, param_hint="CLAUSE")
    return found
