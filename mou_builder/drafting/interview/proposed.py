"""Where a new config begins: the model for its state, the sets to name, the clauses they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mou_builder.check.state_law import ANY_STATE
from mou_builder.frozen import dataclass, field
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import AllWanted, ClauseWanted, RequirementSet, Wanted
from mou_builder.library.states import State
from mou_builder.library.typed.values import Open, Type
from mou_builder.yamltext.source import Path, Plain

USUAL_MODEL = "wisconsin-sro"
"""The model where no state is named."""


@dataclass(frozen=True)
class ProposedByLaw:
    """The requirement sets that hold a state's law, and the opt-in clauses that they need.

    ``values`` are what blanks of these clauses must say; left open where the law names no words.
    """

    sets: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    values: dict[Path, Plain] = field(default_factory=dict)


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
    return ProposedByLaw(
        tuple(each.id for each in fitting),
        tuple(clauses_needed(fitting, model)),
        dict(_values_needed(fitting, model)),
    )


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
    for wanted in _clauses_wanted(sets):
        needed |= dict.fromkeys(_with_required_clauses(wanted.clause, model))
    return [name for name in model.clauses if name in needed]


def _values_needed(sets: Iterable[RequirementSet], model: Model) -> Iterator[tuple[Path, Plain]]:
    """Yield what blanks of opt-in clauses must say and would not say if nobody were asked."""
    for wanted in _clauses_wanted(sets):
        clause = model.clauses.get(wanted.clause)
        blank = clause.blanks.get(wanted.blank or "") if clause and clause.optional else None
        if blank and wanted.equals is not None:
            yield ("clauses", wanted.clause, blank.id), wanted.equals
        elif blank and not blank.required and blank.default is None:
            left_open: Plain = Open.OPEN.value
            value = [left_open] if blank.type is Type.LIST else left_open
            yield ("clauses", wanted.clause, blank.id), value


def _clauses_wanted(sets: Iterable[RequirementSet]) -> Iterator[ClauseWanted]:
    for each in sets:
        for requirement in each.requirements:
            yield from _clauses_in(requirement.satisfied_by[0])


def _clauses_in(wanted: Wanted) -> Iterator[ClauseWanted]:
    match wanted:
        case ClauseWanted():
            yield wanted
        case AllWanted(parts):
            for each in parts:
                yield from _clauses_in(each)
        case _:
            return


def _with_required_clauses(name: str, model: Model) -> Iterator[str]:
    clause = model.clauses.get(name)
    if clause is None or not clause.optional:
        return
    yield name
    for other in clause.requires:
        yield from _with_required_clauses(other.partition("/")[0], model)
