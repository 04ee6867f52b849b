"""Departures: where an agreement leaves its model on purpose, and what that changes in words.

The agreement is compared with the one that the same config would make if it left no clause out and
had no text of its own, in a clause or outside. Choices that the model offers are no departures,
but a value in place of one that the model itself prints is.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import PartKind, Provision
from mou_builder.config.config import Choice, Config
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Comparison, Item
from mou_builder.frozen import dataclass, replace
from mou_builder.library.clause import Clause
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance


class DepartureKind(StrEnum):
    """How a part departs from the model."""

    OMITTED = "left out"
    REPLACED = "replaced"
    ADDED = "added"


@dataclass(frozen=True)
class Departure:
    """A part of the model that is left out or replaced, or a part of the config's own beside it.

    ``part`` is a clause or a line outside the clauses, ``id`` its id ("" where there is only one).
    ``because`` is the reason that the config gives; "" where it is a library laid over the model
    that words the part. ``item`` has the words of the model and of the agreement, marked as deleted
    and inserted.
    """

    kind: DepartureKind
    part: PartKind
    id: str
    because: str
    item: Item


@dataclass(frozen=True)
class Departures:
    """All departures of one agreement from its model, in the order in which one reads them.

    ``added`` are the clauses of the library beyond the required ones; ``comparison`` is the whole
    of what the departures change, renumbering included.
    """

    departures: tuple[Departure, ...]
    added: tuple[Provision, ...]
    comparison: Comparison


_LINES = {
    PartKind.TITLE: "title",
    PartKind.SUBTITLE: "subtitle",
    PartKind.AGREEMENT_LINE: "agreement_line",
    PartKind.CLOSING: "closing",
}


def departures(config: Config, model: Model, published: Model) -> Departures:
    """Return how the agreement of ``config`` differs from its model by its departures.

    ``model`` is what the agreement is made from; ``published`` the same model without what the
    config, or a library laid over it, adds or words anew.
    """
    restored = {
        name: _as_the_model_has_it(published.clauses[name])
        if _departs(choice, published.clauses[name])
        else choice
        for name, choice in config.choices.items()
        if name in published.clauses
    }
    agreement = assemble(config, model, draft=True)
    of_the_model = assemble(replace(config, choices=restored, frame={}), published, draft=True)
    comparison = compare(of_the_model, agreement)
    found = tuple(
        each for item in comparison.items for each in _departures_of_item(item, config, published)
    )
    added = tuple(
        each
        for each in agreement.provisions
        if model.clauses[each.id].optional and each.provenance is not Provenance.CUSTOM
    )
    return Departures(found, added, comparison)


def _departures_of_item(item: Item, config: Config, published: Model) -> Iterator[Departure]:
    """Yield the departure in one part of a comparison, if there is one."""
    if not item.reads_otherwise:
        return
    if item.part in (PartKind.HEADER, PartKind.SIGNATURE):  # they follow from parties and title
        return
    because = ""
    if item.part is PartKind.CLAUSE:
        choice = config.choices[item.id]
        if item.id not in published.clauses and choice.own_text is None:
            return  # an optional clause of a library of the municipality's own
        because = choice.because or ""
    else:
        name = f"recitals.{item.id}" if item.part is PartKind.RECITAL else _LINES.get(item.part)
        own = config.frame.get(name or "")
        because = (own.because if own else None) or ""
    kind = DepartureKind.REPLACED
    if item.old is None:
        kind = DepartureKind.ADDED
    elif item.new is None:
        kind = DepartureKind.OMITTED
    yield Departure(kind, item.part, item.id, because, item)


def _departs(choice: Choice, clause: Clause) -> bool:
    if choice.omitted or choice.own_text is not None:
        return True
    if clause.provenance is not Provenance.MODEL:
        return False
    printed = {name: each.default for name, each in clause.blanks.items() if each.default}
    return any(choice.values.get(name, value) != value for name, value in printed.items())


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
