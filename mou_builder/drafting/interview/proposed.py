"""What a state's law asks for, as proposals: the sets to name and the clauses that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mou_builder.library.model import Model
from mou_builder.library.requirement import AllWanted, ClauseWanted, RequirementSet, Wanted


def clauses_needed(sets: Iterable[RequirementSet], model: Model) -> list[str]:
    """Return the ids of the opt-in clauses of ``model`` that satisfy what the sets ask for.

    Where one of several would do, it is the first; a clause that another needs comes with it.
    """
    needed: dict[str, None] = {}
    for wanted in sets:
        for requirement in wanted.requirements:
            for name in _named(requirement.satisfied_by[0]):
                needed |= dict.fromkeys(_with_its_own(name, model))
    return [name for name in model.clauses if name in needed]


def _named(wanted: Wanted) -> Iterator[str]:
    match wanted:
        case ClauseWanted(clause):
            yield clause
        case AllWanted(parts):
            for each in parts:
                yield from _named(each)
        case _:
            return


def _with_its_own(name: str, model: Model) -> Iterator[str]:
    clause = model.clauses.get(name)
    if clause is None or not clause.optional:
        return
    yield name
    for other in clause.requires:
        yield from _with_its_own(other.partition("/")[0], model)
