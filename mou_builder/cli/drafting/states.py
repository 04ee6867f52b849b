"""``mou states``."""

from __future__ import annotations

from pathlib import Path

import click

from mou_builder.cli.drafting.state_choice import state_named
from mou_builder.cli.options import library_option
from mou_builder.cli.printing import print_view
from mou_builder.disk.opening import open_library
from mou_builder.report.states_page import asked_text, state_rows, states_text


@click.command("states")
@click.argument("state", required=False)
@library_option
def command(state: str | None, libraries: tuple[Path, ...]) -> None:
    """List the states: what the law asks for, how well it was read, which set to use.

    STATE, a name or a code, shows that one alone, with each thing that its law asks for.

    Example: mou states Georgia
    """
    library = open_library(libraries)
    sets = [library.requirement_set(each) for each in library.requirement_set_ids]
    if state is None:
        print_view(states_text(state_rows(list(library.states.by_code.values()), sets)))
        return
    named = state_named(state, library, "STATE")
    own = [each for each in sets if named.code in each.states]
    print_view(states_text(state_rows([named], own)) + asked_text(own))
