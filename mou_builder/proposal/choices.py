"""What a person can propose without writing YAML: clauses, and how each can change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import Ready
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.typed.values import Type
from mou_builder.proposal.proposal import ClauseChange, SettingChange, touched
from mou_builder.yamltext.changes import at_path, mapping_at
from mou_builder.yamltext.source import Path, Plain

TERM: Path = ("term", "until")


class WayToChange(StrEnum):
    """How a clause can change."""

    VALUES = "values"
    VARIANT = "variant"
    TEXT = "text"
    OMIT = "omit"
    RESERVE = "reserve"

    @property
    def meaning(self) -> str:
        """What it means, in words for the person who chooses."""
        return {
            WayToChange.VALUES: "other values in the same words",
            WayToChange.VARIANT: "another variant that the library has",
            WayToChange.TEXT: "words of your own",
            WayToChange.OMIT: "without the clause; those behind it move up",
            WayToChange.RESERVE: "without the clause; its number stays, and “[Reserved]” behind it",
        }[self]


def clauses_of(base: Ready) -> dict[str, str]:
    """Return the clauses of an agreement by their ids, as “13. Program funding”."""
    agreement = assemble(base.config, base.model, draft=bool(base.open_points))
    return {each.id: f"{each.number}. {each.title}" for each in agreement.provisions}


def addable_clauses(base: Ready) -> dict[str, str]:
    """Return the clauses that the library has and the agreement has not, with their titles."""
    known = base.config.choices
    return {
        each.id: each.title
        for each in base.model.clauses.values()
        if each.optional and each.id not in known
    }


def settings_of_base(base: Ready) -> dict[Path, str]:
    """Return what can be changed outside the clauses, with what it is."""
    found: dict[Path, str] = {TERM: "the last day of the term"}
    for party in base.config.parties.values():
        label = base.model.parties[party.id].label if party.id in base.model.parties else party.id
        found[("parties", party.id, "name")] = f"the name of the {label}"
    return found


def type_of_setting(path: Path) -> Type:
    """Return what kind of value stands at a path outside the clauses."""
    return Type.DATE if path == TERM else Type.NAME


def ways_of(base: Ready, clause: str) -> list[WayToChange]:
    """Return how a clause of the agreement can change."""
    known = base.model.clauses.get(clause)
    if known is None:
        return [WayToChange.TEXT, WayToChange.OMIT, WayToChange.RESERVE]
    ways = []
    if blanks_to_ask(base, known, variant_of(base, known)):
        ways.append(WayToChange.VALUES)
    if len(known.variants) > 1:
        ways.append(WayToChange.VARIANT)
    return [*ways, WayToChange.TEXT, WayToChange.OMIT, WayToChange.RESERVE]


def variant_of(base: Ready, clause: Clause) -> str:
    """Return the variant that the agreement has of a clause."""
    choice = base.config.choices.get(clause.id)
    return choice.variant if choice else clause.default or ""


def blanks_to_ask(base: Ready, clause: Clause, variant: str) -> list[Blank]:
    """Return the blanks of a variant; tables are asked for in the file."""
    choice = base.config.choices.get(clause.id)
    if choice is not None and choice.own_text is not None and choice.variant == variant:
        return []
    return list(clause.blanks_of(variant).values())


def typed_value(base: Ready, clause: str, blank: str) -> Plain:
    """Return what the config says of a blank now; None where it says nothing."""
    return at_path(base.source.data, ("clauses", clause, blank))


def clause_change(base: Ready, clause: str) -> ClauseChange:
    """Return a change of a clause, not yet given a reason, that changes nothing yet."""
    return ClauseChange(clause, "", was={**mapping_at(base.source.data, ("clauses", clause))})


def values_change(change: ClauseChange, values: dict[str, Plain]) -> ClauseChange:
    """Return a change of some values; ``was`` names only these, so that others may change."""
    return replace(change, values=values, was=touched(change.was or {}, values))


def setting_change(base: Ready, path: Path, value: str, because: str) -> SettingChange:
    """Return a change of a value outside the clauses."""
    return SettingChange(path, value, because, at_path(base.source.data, path), True)


def party_names(base: Ready) -> Iterator[str]:
    """Yield the names of the parties, who may propose something."""
    for each in base.config.parties.values():
        if isinstance(each.name, str):
            yield each.name
