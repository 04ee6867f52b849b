"""The state of a new config: asked for first, because it decides what else is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mou_builder.agreement.wording import capitalized
from mou_builder.library.library import Library
from mou_builder.library.states import State
from mou_builder.yamltext.shape import did_you_mean

if TYPE_CHECKING:
    from mou_builder.drafting.interview.proposed import ProposedByLaw


def state_named(words: str, library: Library, option: str) -> State:
    """Return the state of a name or code that was given as ``option``; else a usage error."""
    found = library.states.find(words)
    if found is None:
        raise click.BadParameter(_no_such_state(words, library), param_hint=option)
    return found


def state_asked_for(library: Library) -> State | None:
    """Ask for the state; None if it is left out."""
    text = "State whose law applies, such as Georgia [Wisconsin]"
    while typed := click.prompt(text, default="", show_default=False).strip():
        if state := library.states.find(typed):
            return state
        click.echo(f"  {capitalized(_no_such_state(typed, library))}")
    return None


def _no_such_state(words: str, library: Library) -> str:
    known = [each.name for each in library.states.by_code.values()]
    return f"there is no state “{words.strip()}”: {did_you_mean(words, known)}"


def say_proposed(state: State, proposed: ProposedByLaw) -> None:
    """Say what is proposed for a state, or that the library has nothing for it."""
    if not proposed.sets:
        click.echo(f"The library has no requirement set for {state.name}. {state.found}")
        return
    needed = ", ".join(proposed.clauses)
    clauses = f", and for it the clauses {needed}" if needed else ""
    click.echo(f"Proposed for {state.name}: the requirement set {proposed.sets[0]}{clauses}.")
