"""The state of a new config: asked for first, because it decides what else is proposed."""

from __future__ import annotations

import click

from mou_builder.check.states import ANY_STATE
from mou_builder.drafting.interview.proposed import clauses_needed
from mou_builder.library.library import Library
from mou_builder.library.model import Model
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


def model_for(state: State | None, usual: str, library: Library) -> str:
    """Return the id of the model made for a state, or for any; ``usual`` where none is chosen."""
    if state is None:
        return usual
    made_for = [each for each in library.model_ids if state.code in library.model(each).states]
    return made_for[0] if made_for else ANY_STATE


def proposed_for(state: State, model: Model, library: Library) -> tuple[list[str], list[str]]:
    """Return the set that holds a state's law and the opt-in clauses that it needs; say so."""
    sets = library.sets_of(state.code)
    fitting = [each for each in sets if model.id in each.models or not each.models][-1:]
    if not fitting:
        click.echo(f"The library has no requirement set for {state.name}. {state.found}")
        return [], []
    needed = clauses_needed(fitting, model)
    clauses = f", and for it the clauses {', '.join(needed)}" if needed else ""
    click.echo(f"Proposed for {state.name}: the requirement set {fitting[0].id}{clauses}.")
    return [fitting[0].id], needed
