"""Sample configs of every clause and variant: the least that may be given, and everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.yamltext.values import Type

PARTIES = {
    "district": {
        "name": "Maple Grove School District",
        "schools": ["Maple Grove High School", "Oak Middle School"],
        "address": "1 School Lane, Maple Grove",
        "signatory": {"name": "Dana Whitfield", "title": "District Administrator"},
    },
    "agency": {
        "name": "Maple County Sheriff's Office",
        "kind": "sheriff",
        "signatory": {"name": "Luis Ortega", "title": "Sheriff"},
    },
}
_SHARES = {"district_share": "75%", "grant_share": "60%", "agency_share": "25%"}
_DATES = {"grant_from": "2026-09-01", "grant_until": "2029-08-31"}


@dataclass(frozen=True)
class Sample:
    """A clause as chosen: ``several`` of everything countable or one, ``full`` or the least."""

    model: str
    clause: str
    variant: str
    several: bool
    full: bool

    def __str__(self) -> str:
        how = f"{'several' if self.several else 'one'}-{'full' if self.full else 'least'}"
        return f"{self.model}-{self.clause}-{self.variant or 'text'}-{how}"


def samples(model: Model) -> Iterator[Sample]:
    """Yield every clause and finished variant, one and several, the least and all given."""
    for clause in model.clauses.values():
        for variant in _finished(clause) or [""]:
            for several in (False, True):
                for full in (False, True):
                    yield Sample(model.id, clause.id, variant, several, full)


def config_of(sample: Sample, model: Model) -> str:
    """Return a config (JSON is YAML) that has the sample's clause, all opt-ins where it is full."""
    clauses: dict[str, Any] = {}
    for clause in model.clauses.values():
        wanted = clause.id == sample.clause
        if (
            clause.optional
            and not wanted
            and not (sample.full and _goes_with(clause, clauses, model, sample))
        ):
            continue
        variant = sample.variant if wanted else next(iter(_finished(clause)), "")
        entry = {"variant": variant} if variant else {}
        for name, blank in clause.blanks_of(variant).items():
            if sample.full or (blank.required and blank.default is None):
                entry[name] = _value(blank, sample)
        clauses[clause.id] = entry or ("yes" if clause.optional else None)
    term = {"until": "2027-06-30"}
    return json.dumps({"model": model.id, "parties": PARTIES, "term": term, "clauses": clauses})


def _goes_with(clause: Clause, chosen: dict[str, Any], model: Model, sample: Sample) -> bool:
    """Tell whether ``clause`` contradicts neither the sample's clause nor one that is chosen."""
    others = {sample.clause, *chosen}
    against = {name.partition("/")[0] for name in clause.conflicts}
    named_by = {
        other
        for other in others
        for name in model.clauses[other].conflicts
        if name.partition("/")[0] == clause.id
    }
    return not (others & against or named_by)


def _finished(clause: Clause) -> list[str]:
    return [name for name, each in clause.variants.items() if not each.open]


def _value(blank: Blank, sample: Sample) -> Any:
    match blank.type:
        case Type.ROWS if blank.id == "instalments":
            days = ["2026-10-01", "2027-03-01"] if sample.several else ["2026-10-01"]
            return [{"due": day, "amount": str(90000 // len(days))} for day in days]
        case Type.ROWS:
            row = {name: _value(part, sample) for name, part in blank.columns.items()}
            return [row, row] if sample.several else [row]
        case Type.LIST:
            own = ["something of our own"] if blank.own else []
            listed = [*blank.choices, *own]
            return listed if sample.several else listed[:1]
        case Type.CHOICE:
            return list(blank.choices)[-1 if sample.several else 0]
        case _:
            return _scalar(blank, sample.several)


def _scalar(blank: Blank, several: bool) -> str:
    least = int(blank.minimum or 1)
    match blank.type:
        case Type.COUNT | Type.DAYS:
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
            return "Oak Middle School"
        case _:
            return f"words for {blank.id}"
