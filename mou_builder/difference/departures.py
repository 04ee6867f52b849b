"""Departures: where an agreement leaves its model on purpose, and what that changes in words.

The agreement is compared with the one that the same config would make if it left no clause out and
put no text of its own in a clause's place. Choices that the model offers are no departures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Provision
from mou_builder.config.config import Choice, Config
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance


class DepartureKind(StrEnum):
    """In which way a clause of the model was departed from."""

    OMITTED = "left out"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Departure:
    """A clause that is left out or replaced, with the reason that the config gives.

    ``item`` has the words of the model and of the agreement, marked as deleted and inserted.
    """

    kind: DepartureKind
    clause: str
    because: str
    item: Item


@dataclass(frozen=True)
class Departures:
    """All departures of one agreement from its model, in the order of the model's clauses.

    ``added`` are the provisions beyond the required ones of the model; ``comparison`` is the whole
    of what the departures change, renumbering included.
    """

    departures: tuple[Departure, ...]
    added: tuple[Provision, ...]
    comparison: Comparison


def departures(config: Config, model: Model) -> Departures:
    """Return how the agreement of ``config`` differs from its model by its departures."""
    departing = {name: each for name, each in config.choices.items() if _departs(each)}
    restored = {
        name: _as_the_model_has_it(model.clauses[name]) if name in departing else choice
        for name, choice in config.choices.items()
    }
    agreement = assemble(config, model, draft=True)
    of_the_model = assemble(replace(config, choices=restored), model, draft=True)
    comparison = compare(of_the_model, agreement)
    items = {item.id: item for item in comparison.clauses}
    found = tuple(
        Departure(_kind(departing[name]), name, departing[name].because or "", items[name])
        for section in model.sections
        for name in section.clauses
        if name in departing
    )
    added = tuple(each for each in agreement.provisions if model.clauses[each.id].optional)
    return Departures(found, added, comparison)


def _departs(choice: Choice) -> bool:
    return choice.omitted or choice.own_text is not None


def _kind(choice: Choice) -> DepartureKind:
    return DepartureKind.OMITTED if choice.omitted else DepartureKind.REPLACED


def _as_the_model_has_it(clause: Clause) -> Choice:
    """Return the choice that leaves a clause as the model words it, and its blanks at their usual.

    A departing clause has no values of its own; what the model leaves open stays open.
    """
    published = next((name for name, each in clause.variants.items() if each.open), "")
    variant = clause.default or published
    values = {
        name: blank.default
        for name, blank in clause.blanks_of(variant).items()
        if blank.default is not None
    }
    return Choice(clause.id, variant, values)


def is_drafted(provision: Provision) -> bool:
    """Tell whether an added provision was drafted for this library, reviewed by no counsel."""
    return provision.provenance is Provenance.DRAFTED
