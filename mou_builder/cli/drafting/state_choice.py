"""The state of a new config: asked for first, because it decides what else is proposed."""

from __future__ import annotations

import click

from mou_builder.drafting.interview.proposed import ProposedByLaw
from mou_builder.library.library import Library
from mou_builder.library.states import State
from mou_builder.yamltext.shape import did_you_mean


def chosen_state(named: str | None, library: Library, *, is_asked: bool) -> State | None:
    """Return the state that is named, or asked for; None if it is left out."""
    while named or is_asked:
        typed = named or _typed()
        if not typed:
            return None
        if state := library.states.find(typed):
            return state
        hint = did_you_mean(typed, [each.name for each in library.states.by_code.values()])
        if named:
            raise click.BadParameter(f"there is no state “{named}”: {hint}", param_hint="--state")
        click.echo(f"  There is no state “{typed}”: {hint}")
    return None


def _typed() -> str:
    text = "State whose law applies, such as Georgia [Wisconsin]"
    typed: str = click.prompt(text, default="", show_default=False)
    return typed.strip()


def say_proposed(state: State, proposed: ProposedByLaw) -> None:
    """Say what is proposed for a state, or that the library has nothing for it."""
    if not proposed.sets:
        click.echo(f"The library has no requirement set for {state.name}. {state.found}")
        return
    needed = ", ".join(proposed.clauses)
    clauses = f", and for it the clauses {needed}" if needed else ""
    click.echo(f"Proposed for {state.name}: the requirement set {proposed.sets[0]}{clauses}.")
