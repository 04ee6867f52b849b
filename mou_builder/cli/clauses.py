"""``mou clauses``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mou_builder.cli.opening import library_option, open_library
from mou_builder.cli.program import USAGE
from mou_builder.config.shape import did_you_mean
from mou_builder.report.library_text import clause_text, model_text

USUAL_MODEL = "wisconsin-sro"


@click.command("clauses")
@click.argument("model", required=False)
@click.argument("clause", required=False)
@library_option
def command(model: str | None, clause: str | None, libraries: tuple[Path, ...]) -> None:
    """List the clauses of MODEL, or show one CLAUSE with its variants, blanks and legal basis.

    MODEL is wisconsin-sro if left out.

    Example: mou clauses wisconsin-sro funding
    """
    library = open_library(libraries)
    if model and model not in library.model_ids and clause is None:
        model, clause = USUAL_MODEL, model
    found = library.model(model or USUAL_MODEL)
    if clause is None:
        click.echo(model_text(found), nl=False)
        others = [each for each in library.model_ids if each != found.id]
        if others:
            click.echo(f"Other models: {', '.join(others)}")
        return
    if clause not in found.clauses:
        hint = did_you_mean(clause, [*found.clauses, *library.model_ids])
        click.echo(f"mou: no clause or model is called “{clause}”: {hint}", err=True)
        sys.exit(USAGE)
    click.echo(clause_text(found, found.clauses[clause]), nl=False)
