"""Pairs of configs that reach every kind of change, made from the examples by seeded chance.

A pair is an example, and the same after some edits of its data. What is drawn follows from the seed
alone, so that a failing pair has a number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from mou_builder.library.clause import Blank, Clause, Sum
from mou_builder.library.typed.values import Type
from tests.support.agreement.assembling import FINISHED, example, library

Data = dict[str, Any]
Chance = random.Random
Edit = Callable[[Data, Chance], bool]

AWKWARD = (
    "R&D <Unit> “A”",
    "Office \"of\" the 'Chief'",
    "Wache 👩🏽‍🚒 No. 5",
    "משטרת שָׁלוֹם",
    "شرطة المدينة",
    "{{ 7 * 7 }} {% if x %}",
    "Ångström & Sønner — Ltd.",
    "é and e\u0301",
)
SCHOOLS = ("Elm School", "St. Mary's & All Saints", "בית ספר", "North ‘Campus’ High School")
_OWN_WORDS = (
    "The parties shall meet and talk.\n\n- First they listen.\n- Then they speak.",
    "No student shall be searched without “reasonable” grounds & a witness.",
    "This clause is left blank.",
    "The SRO reports to the principal; and to nobody else.\n\nThis is said once more: 👮.",
)


@dataclass(frozen=True)
class Pair:
    """Two configs, and the names of the edits that lead from the one to the other."""

    seed: int
    old: str
    new: str
    edits: tuple[str, ...]

    def __str__(self) -> str:
        return f"pair {self.seed}: {', '.join(self.edits)}"


def pairs(count: int) -> list[Pair]:
    """Return ``count`` pairs; the edits take turns at being the first."""
    return [pair(seed) for seed in range(count)]


@cache
def pair(seed: int) -> Pair:
    """Return the pair of a seed."""
    chance = Chance(seed)
    old = _example(chance)
    names = list(EDITS)
    for name in chance.sample(names, chance.choice((0, 0, 2))):
        EDITS[name](old, chance)
    new = deepcopy(old)
    first = names[seed % len(names)]
    wanted = (first, *chance.choices(names, k=chance.choice((0, 1, 3))))
    done = tuple(name for name in wanted if EDITS[name](new, chance))
    return Pair(seed, _text(old), _text(new), done)


def _example(chance: Chance) -> Data:
    data = yaml.load(example(chance.choice(FINISHED)), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    data.pop("requirements", None)
    return data


def _text(data: Data) -> str:
    # Everything is text, as it is in a config, so that it must be quoted where YAML would guess.
    return yaml.dump(data, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)


# Values of blanks


_ANY_OF: dict[Type, tuple[str, ...]] = {
    Type.PERCENT: ("50%", "56.8%", "75%", "33.33%"),
    Type.MONEY: ("$85,500.00", "$1.00", "$1,234,567.89"),
    Type.DATE: ("2027-03-15", "2028-12-31", "2031-01-01"),
    Type.TIME: ("7:30", "12:00", "3:30 p.m.", "16:00"),
    Type.FLAG: ("yes", "no"),
    Type.TEXT: AWKWARD,
    Type.NAME: AWKWARD,
}


def _value(blank: Blank, chance: Chance, data: Data) -> Any:
    match blank.type:
        case Type.COUNT | Type.DAYS | Type.POSITIONS:
            lowest = int(blank.minimum or 1)
            return str(chance.randint(lowest, int(blank.maximum or lowest + 60)))
        case Type.CHOICE:
            return chance.choice(list(blank.choices))
        case Type.LIST:
            return _entries(blank, chance)
        case Type.ROWS:
            rows = range(chance.randint(1, 4))
            return [{n: _value(b, chance, data) for n, b in blank.columns.items()} for _ in rows]
        case Type.SCHOOL:
            return chance.choice(data["parties"]["district"].get("schools") or SCHOOLS)
        case _:
            return chance.choice(_ANY_OF[blank.type])


def _entries(blank: Blank, chance: Chance) -> list[str]:
    choices = list(blank.choices)
    entries = chance.sample(choices, chance.randint(1, len(choices))) if choices else []
    if blank.own or not entries:
        entries.insert(chance.randint(0, len(entries)), chance.choice(AWKWARD))
    return entries


def _filled(blanks: Mapping[str, Blank], sums: tuple[Sum, ...], chance: Chance, data: Data) -> Data:
    """Values for all blanks that must be given and some that may be."""
    remainders = {each.parts[-1] for each in sums if len(each.parts) > 1}
    values = {
        name: _value(blank, chance, data)
        for name, blank in blanks.items()
        if name not in remainders
        and (chance.random() < 0.4 or (blank.required and blank.default is None))
    }
    if "instalments" in values:  # they make up the total, to the cent
        for row in values["instalments"]:
            row["amount"] = "$10,000.00"
        values["total"] = f"${10_000 * len(values['instalments'])}"
    return values


def _clause(data: Data, name: str) -> Clause:
    return library().model(data["model"]).clauses[name]


# Edits: each changes the data, and tells whether there was anything to change.


def another_blank(data: Data, chance: Chance) -> bool:
    places = [
        (name, blank)
        for name, given in data["clauses"].items()
        if isinstance(given, dict) and not {"omit", "text"} & set(given)
        for blank in given
        if blank not in ("variant", "total", "instalments", "agency_share", "schedule")
    ]
    if not places:
        return False
    name, blank = chance.choice(places)
    blanks = _clause(data, name).blanks_of(data["clauses"][name].get("variant", ""))
    given = data["clauses"][name]
    before = given[blank]
    given[blank] = _value(blanks[blank], chance, data)
    if blank == "district_share":
        given.pop("agency_share", None)
    return bool(given[blank] != before)


def another_variant(data: Data, chance: Chance) -> bool:
    clauses = library().model(data["model"]).clauses.values()
    clause = chance.choice([each for each in clauses if each.variants and not each.optional])
    given = data["clauses"].get(clause.id)
    if isinstance(given, dict) and {"omit", "text"} & set(given):
        return False
    before = given.get("variant") if isinstance(given, dict) else None
    others = [each for each in clause.variants.values() if not each.open and each.id != before]
    variant = chance.choice(others)
    values = _filled(clause.blanks_of(variant.id), variant.sums, chance, data)
    data["clauses"][clause.id] = {"variant": variant.id, **values}
    return True


def own_text(data: Data, chance: Chance) -> bool:
    clause = chance.choice(("custody", "mission", "duty-stations", "term", "chain-of-command"))
    text = chance.choice(_OWN_WORDS)
    data["clauses"][clause] = {"text": text, "because": "agreed with the board"}
    return True


def clause_added(data: Data, chance: Chance) -> bool:
    clauses = library().model(data["model"]).clauses.values()
    absent = [each for each in clauses if each.optional and each.id not in data["clauses"]]
    if not absent:
        return False
    clause = chance.choice(absent)
    values = _filled(clause.blanks, (), chance, data)
    data["clauses"][clause.id] = values or "yes"
    return True


def clause_removed(data: Data, chance: Chance) -> bool:
    model = library().model(data["model"])
    there = [each for each in data["clauses"] if model.clauses[each].optional]
    if not there:
        return False
    del data["clauses"][chance.choice(there)]
    return True


def clause_left_out(data: Data, chance: Chance) -> bool:
    clause = chance.choice(("annual-meeting", "mission", "school-discipline", "termination"))
    number = chance.choice(({}, {"number": "stays"}))
    data["clauses"][clause] = {"omit": {"because": "done elsewhere", **number}}
    return True


def party_renamed(data: Data, chance: Chance) -> bool:
    data["parties"][chance.choice(list(data["parties"]))]["name"] = chance.choice(AWKWARD)
    return True


def party_added(data: Data, chance: Chance) -> bool:
    if "city" in data["parties"]:
        del data["parties"]["city"]
        return True
    data["parties"]["city"] = {
        "name": "City of Elmbrook",
        "kind": "city",
        "address": "1 Main Street",
        "signatories": [{"title": "Mayor"}, {"name": "Ann Lee", "title": "City Clerk"}],
    }
    return True


def parties_in_another_order(data: Data, chance: Chance) -> bool:
    data["parties"] = dict(reversed(data["parties"].items()))
    return True


def _signatories(party: Data) -> list[Data]:
    if "signatory" in party:
        party["signatories"] = [party.pop("signatory")]
    found: list[Data] = party.setdefault("signatories", [])
    return found


def signatory_added(data: Data, chance: Chance) -> bool:
    signatories = _signatories(data["parties"][chance.choice(list(data["parties"]))])
    one = {"name": chance.choice(AWKWARD), "title": "Counsel", "capacity": "Approved as to form"}
    signatories.insert(chance.randint(0, len(signatories)), one)
    return True


def signatory_removed(data: Data, chance: Chance) -> bool:
    some = [_signatories(each) for each in data["parties"].values()]
    several = [each for each in some if len(each) > 1]
    if not several:
        return False
    signatories = chance.choice(several)
    signatories.pop(chance.randrange(len(signatories)))
    return True


def name_left_for_the_pen(data: Data, chance: Chance) -> bool:
    signatory = chance.choice(_signatories(data["parties"]["district"]))
    if signatory.pop("name", None) is None:
        signatory["name"] = chance.choice(AWKWARD)
    return True


def _rows(data: Data) -> list[tuple[Blank, list[Data]]]:
    found = []
    for name, given in data["clauses"].items():
        if isinstance(given, dict) and not {"omit", "text"} & set(given):
            blanks = _clause(data, name).blanks_of(given.get("variant", ""))
            found += [
                (blanks[each], given[each])
                for each in given
                if each in blanks and blanks[each].type is Type.ROWS and each != "instalments"
            ]
    return found


def _schedule(data: Data, chance: Chance) -> tuple[Blank, list[Data]]:
    """Some rows of the config, which gets a schedule if it has none."""
    if not (found := _rows(data)):
        clause = _clause(data, "duty-stations")
        variant = clause.variants["officer-schedule"]
        values = _filled(clause.blanks_of(variant.id), variant.sums, chance, data)
        data["clauses"]["duty-stations"] = {"variant": variant.id, **values}
        found = _rows(data)
    return chance.choice(found)


def row_added(data: Data, chance: Chance) -> bool:
    blank, rows = _schedule(data, chance)
    row = {name: _value(each, chance, data) for name, each in blank.columns.items()}
    rows.insert(chance.randint(0, len(rows)), row)
    return True


def row_removed(data: Data, chance: Chance) -> bool:
    _, rows = _schedule(data, chance)
    if len(rows) < 2:
        return False
    rows.pop(chance.randrange(len(rows)))
    return True


def cell_changed(data: Data, chance: Chance) -> bool:
    blank, rows = _schedule(data, chance)
    row, column = chance.choice(rows), chance.choice(list(blank.columns.values()))
    row[column.id] = _value(column, chance, data)
    return True


def _topics(data: Data) -> list[str] | None:
    given = data["clauses"].get("training")
    topics: list[str] | None = given.get("topics") if isinstance(given, dict) else None
    return topics


def entry_added(data: Data, chance: Chance) -> bool:
    if (topics := _topics(data)) is None:
        return False
    topics.insert(chance.randint(0, len(topics)), chance.choice(("first aid & CPR", *AWKWARD)))
    return True


def entry_removed(data: Data, chance: Chance) -> bool:
    topics = _topics(data)
    if not topics or len(topics) < 2:
        return False
    topics.pop(chance.randrange(len(topics)))
    return True


def entries_in_another_order(data: Data, chance: Chance) -> bool:
    if (topics := _topics(data)) is None:
        return False
    topics.reverse()
    return True


def schools(data: Data, chance: Chance) -> bool:
    names = data["parties"]["district"].setdefault("schools", [])
    if len(names) > 1 and chance.random() < 0.5:
        names.pop()
    else:
        names.append(chance.choice(SCHOOLS))
    return True


def term(data: Data, chance: Chance) -> bool:
    data.setdefault("term", {})["until"] = f"20{chance.randint(27, 40)}-06-30"
    return True


def signed(data: Data, chance: Chance) -> bool:
    if data.pop("signed", None) is None:
        data["signed"] = f"2026-07-{chance.randint(1, 30):02}"
    return True


def corrections(data: Data, chance: Chance) -> bool:
    if data.pop("corrections", None) is None:
        data["corrections"] = "none"
    return True


def left_open(data: Data, chance: Chance) -> bool:
    """Take a value away that an agreement needs, so that it is a draft."""
    return data["parties"]["agency"].pop("name", None) is not None


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        *(another_blank, another_variant, own_text, clause_added, clause_removed),
        *(clause_left_out, party_renamed, party_added, parties_in_another_order),
        *(signatory_added, signatory_removed, name_left_for_the_pen, row_added, row_removed),
        *(cell_changed, entry_added, entry_removed, entries_in_another_order, schools, term),
        *(signed, corrections, left_open),
    )
}
