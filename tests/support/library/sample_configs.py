"""Sample configs of a model: every clause and variant, with one of everything and with several."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from mou_builder.check.checking import Ready
from mou_builder.config.config import Config
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type
from tests.support.agreement.assembling import checked

_SCHOOLS = ("Oak Middle School", "Maple Grove High School", "Elm Street School")
_DISTRICT = {
    "name": "Maple Grove School District",
    "address": "1 School Lane, Maple Grove",
    "signatory": {"name": "Dana Whitfield", "title": "District Administrator"},
}
_SHERIFF = {
    "name": "Maple County Sheriff's Office",
    "kind": "sheriff",
    "signatory": {"name": "Luis Ortega", "title": "Sheriff"},
}
_POLICE = {
    "name": "Maple Grove Police Department",
    "kind": "police",
    "signatory": {"name": "Ada Brandt", "title": "Chief of Police"},
}
_SHARES = {"district_share": "75%", "grant_share": "60%", "agency_share": "25%"}
_DATES = {"grant_from": "2026-09-01", "grant_until": "2029-08-31"}


@dataclass(frozen=True)
class Setting:
    """How many officers, schools and parties an agreement has; all blanks given, or the least."""

    officers: int
    schools: int
    parties: int
    full: bool

    def __str__(self) -> str:
        how = "all" if self.full else "least"
        return f"{self.officers}-officers-{self.schools}-schools-{self.parties}-parties-{how}"


SETTINGS = [Setting(*each) for each in product((1, 3), (1, 3), (2, 3), (False, True))]
BY_DAY = [
    each
    for each in SETTINGS
    if ((each.officers > 1) + (each.schools > 1) + (each.parties > 2) + each.full) % 2
]
"""Half of them, in which any three of the four stand beside each other in every way."""


@dataclass(frozen=True)
class Sample:
    """A clause in one of its variants ("" for none), in a config that has every clause."""

    clause: Clause
    variant: str
    config: Config

    def beside(self, others: frozenset[str]) -> Config:
        """Return the config with this clause, what it requires and ``others``, and no more."""
        kept = {self.clause.id, *others}
        choices = {name: each for name, each in self.config.choices.items() if name in kept}
        return replace(self.config, choices=choices)


def samples(model: Model, setting: Setting) -> Iterator[Sample]:
    """Yield every clause of ``model`` in each of its finished variants."""
    variants = {name: finished(clause) or [""] for name, clause in model.clauses.items()}
    for number in range(max(len(each) for each in variants.values())):
        config = _config(model, setting, number)
        for name, each in variants.items():
            if number < len(each):
                yield Sample(model.clauses[name], each[number], config)


def finished(clause: Clause) -> list[str]:
    """Return the ids of the variants that may stand in an agreement."""
    return [name for name, each in clause.variants.items() if not each.open]


@lru_cache(maxsize=1)
def _parties(schools: int, parties: int) -> dict[str, Any]:
    district = {**_DISTRICT, "schools": list(_SCHOOLS[:schools])}
    found = {"district": district, "agency": _SHERIFF, "police": _POLICE}
    return dict(list(found.items())[:parties])


def _config(model: Model, setting: Setting, number: int) -> Config:
    clauses: dict[str, Any] = {}
    for clause in model.clauses.values():
        variants = finished(clause)
        variant = variants[number % len(variants)] if variants else ""
        entry: dict[str, Any] = {"variant": variant} if variant else {}
        for name, blank in clause.blanks_of(variant).items():
            if setting.full or (blank.required and blank.default is None):
                entry[name] = _value(blank, setting)
        clauses[clause.id] = entry or ("yes" if clause.optional else None)
    text = {
        "model": model.id,
        "parties": _parties(setting.schools, setting.parties),
        "term": {"until": "2027-06-30"},
        "clauses": clauses,
    }
    found = checked(json.dumps(text))  # JSON is YAML
    assert isinstance(found, Ready), found.diagnostics
    assert [str(each) for each in found.faults if each.code < "MOU120"] == []
    return found.config


def _value(blank: Blank, setting: Setting) -> Any:
    several = setting.officers > 1
    match blank.type:
        case Type.ROWS if blank.id == "instalments":
            days = ["2026-10-01", "2027-03-01"] if several else ["2026-10-01"]
            return [{"due": day, "amount": str(90000 // len(days))} for day in days]
        case Type.ROWS:
            row = {name: _value(part, setting) for name, part in blank.columns.items()}
            named = [{"school": each} if "school" in row else {} for each in _SCHOOLS]
            return [{**row, **each} for each in named[: setting.schools]]
        case Type.LIST if blank.id == "other_schools":
            return list(_SCHOOLS[: setting.schools])
        case Type.LIST:
            own = ["something of our own"] if blank.own else []
            listed = [*blank.choices, *own] or ["the one", "the other"]
            return listed if several else listed[:1]
        case Type.CHOICE:
            return list(blank.choices)[-1 if several else 0]
        case _:
            return _scalar(blank, setting, several=several)


def _scalar(blank: Blank, setting: Setting, *, several: bool) -> str:
    least = int(blank.minimum or 1)
    match blank.type:
        case Type.COUNT | Type.POSITIONS if blank.id == "officers":
            return str(setting.officers)
        case Type.COUNT | Type.DAYS | Type.POSITIONS:
            most = int(blank.maximum or max(least, 12))
            return str(most if several else least)
        case Type.FLAG:
            return "yes" if several else "no"
        case Type.PERCENT:
            return _SHARES.get(blank.id, "40%" if blank.id == "local_share" else "3%")
        case Type.MONEY:
            return "90000"
        case Type.DATE:
            return _DATES.get(blank.id, "2026-10-01")
        case Type.TIME:
            return "15:30" if blank.id in ("ends", "until") else "7:30"
        case Type.SCHOOL:
            return _SCHOOLS[0]
        case _:
            return f"words for {blank.id}"
