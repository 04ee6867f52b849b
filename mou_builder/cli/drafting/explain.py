"""``mou explain``."""

from __future__ import annotations

import click

from mou_builder.cli.exit_codes import WrongUsage
from mou_builder.cli.printing import width
from mou_builder.explanations.catalogue import Catalogue, packaged_catalogue
from mou_builder.report.explanations.as_text import explanation_text, families_text
from mou_builder.yamltext.shape import did_you_mean


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what the CODE of a diagnostic means, why it matters, and how to put it right.

    Without CODE, all of them are listed.

    Example: mou explain MOU104
    """
    catalogue = packaged_catalogue()
    if code is None:
        click.echo(families_text(catalogue), nl=False)
        return
    found = catalogue.get(_full_code(code))
    if found is None:
        raise WrongUsage(
            f"there is no code “{code}”: {_where_to_look(_full_code(code), catalogue)}"
        )
    click.echo(explanation_text(found, width()), nl=False)


def _full_code(code: str) -> str:
    """Return a code as it is written in full: `mou104` and `104` are MOU104."""
    bare = code.strip().upper()
    return f"MOU{bare}" if bare.isdigit() and len(bare) == 3 else bare


def _where_to_look(code: str, catalogue: Catalogue) -> str:
    """Return the nearest code, or where to look: the family, or all families."""
    family = next((each for each in catalogue.families if code.startswith(each.prefix)), None)
    if family is not None and code.removeprefix("MOU").isdigit():
        return did_you_mean(code, [each.code for each in family.explanations])
    listed = ", ".join(f"{each.prefix}xx {each.title.lower()}" for each in catalogue.families)
    return f"mou explain lists all of them ({listed})"
