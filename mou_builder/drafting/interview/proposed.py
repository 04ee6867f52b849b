"""Where a new config begins: the model for its state, the sets to name, the clauses they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mou_builder.check.state_law import ANY_STATE
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import AllWanted, ClauseWanted, RequirementSet, Wanted
from mou_builder.library.states import State

USUAL_MODEL = "wisconsin-sro"
"""The model where no state is named."""


@dataclass(frozen=True)
class ProposedByLaw:
    """The requirement sets that hold a state's law, and the opt-in clauses that they need."""

    sets: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


def model_for(state: State | None, library: Library) -> str:
    """Return the id of the model made for a state, or for any; the usual one for no state."""
    if state is None:
        return USUAL_MODEL
    made_for = [each for each in library.model_ids if state.code in library.model(each).states]
    return made_for[0] if made_for else ANY_STATE


def proposed_for(state: State, model: Model, library: Library) -> ProposedByLaw:
    """Return what a state's law asks for; nothing where the library has no set for it."""
    sets = [each for each in library.sets_of(state.code) if not each.for_some]
    fitting = [each for each in sets if model.id in each.models or not each.models][-1:]
    return ProposedByLaw(tuple(each.id for each in fitting), tuple(clauses_needed(fitting, model)))


def sets_for(model: Model, state: str, library: Library) -> dict[str, str]:
    """Return the sets that agreements of ``model`` can be held to in a state, with their titles.

    ``state`` is the code of the state, "" where none is named.
    """
    sets = [library.requirement_set(each) for each in sorted(library.requirement_set_ids)]
    return {
        each.id: each.title
        for each in sets
        if (model.id in each.models or not each.models) and {*each.states} <= {*model.states, state}
    }


def clauses_needed(sets: Iterable[RequirementSet], model: Model) -> list[str]:
    """Return the ids of the opt-in clauses of ``model`` that satisfy what the sets ask for.

    Where one of several would do, it is the first; a clause that another needs comes with it.
    """
    needed: dict[str, None] = {}
    for wanted in sets:
        for requirement in wanted.requirements:
            for name in _clauses_named(requirement.satisfied_by[0]):
                needed |= dict.fromkeys(_with_required_clauses(name, model))
    return [name for name in model.clauses if name in needed]


def _clauses_named(wanted: Wanted) -> Iterator[str]:
    match wanted:
        case ClauseWanted(clause):
            yield clause
        case AllWanted(parts):
            for each in parts:
                yield from _clauses_named(each)
        case _:
            return


def _with_required_clauses(name: str, model: Model) -> Iterator[str]:
    clause = model.clauses.get(name)
    if clause is None or not clause.optional:
        return
    yield name
    for other in clause.requires:
        yield from _with_required_clauses(other.partition("/")[0], model)
