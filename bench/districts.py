"""A generated state of districts: configs with varied parties, terms, variants and a few faults."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from mou_builder.disk.packaged import packaged
from mou_builder.yamltext.changes import Append, Set, YamlChange
from mou_builder.yamltext.editing import edit

WISCONSIN = 421
"""Public school districts of Wisconsin."""
NATION = 13_000
"""Public school districts of the United States, about."""
DAY = date(2026, 11, 24)
"""The day as of which they are looked at; nothing is on record after it."""

_FIRST = (
    *("Maple", "Oak", "Elm", "Pine", "Birch", "Cedar", "Willow", "Ash", "Aspen", "Spruce"),
    *("River", "Lake", "Prairie", "Stone", "Clear", "Eagle", "Heron", "Fox", "Otter", "Crane"),
)
_SECOND = (
    *("Grove", "Hill", "Creek", "Falls", "Ridge", "Bend", "Valley", "Point", "Field", "Meadow"),
    *("Rock", "Springs", "Harbor", "Crossing", "Bluff", "Glen", "Forest", "View", "Run", "Bay"),
)
_GIVEN = ("Luis", "Thomas", "Rosalind", "Naomi", "José", "Zoë", "Ada", "Omar", "Lena", "Hugo")
_FAMILY = ("Ortega", "Vang", "Feld", "Nowak", "Keller", "O'Neil", "Haddad", "Núñez", "Lund")
_EXAMPLES = ("city-and-one-school", "county-and-four-schools", "village-with-grant")
_FAULTS = (
    ("variant: agency\n", "variant: agencie\n"),
    ("officers: 1", "officers: one"),
    ("model: wisconsin-sro", "model: wisconsin"),
    ("term:", "terms:"),
)


def districts(count: int, faulty: float = 0.05, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield file names (``county-07/maple-grove-12.yaml``) and texts, the same on every machine.

    About ``faulty`` of them have a fault; the terms end over six years from 2026.
    """
    texts = [(packaged("configs") / f"{name}.yaml").read_text("utf-8") for name in _EXAMPLES]
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")  # nothing secret
        place = f"{chance.choice(_FIRST)} {chance.choice(_SECOND)}"
        text = _varied(texts[number % len(texts)], f"{place} {number + 1}", chance)
        if chance.random() < faulty:
            old, new = chance.choice(_FAULTS)
            text = text.replace(old, new)
        county = chance.randrange(72) + 1
        yield f"county-{county:02}/{place.lower().replace(' ', '-')}-{number + 1}.yaml", text


def _varied(text: str, place: str, chance: random.Random) -> str:
    for known in ("Maple Grove", "Four Lakes Area", "Birch Hollow"):
        text = text.replace(known, place)
    for known in ("Heron County",):
        text = text.replace(known, f"{place} County")
    begins, text = _term(text, chance)
    changes: list[YamlChange] = []
    name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
    if "signatory:" in text:
        changes.append(Set(("parties", "agency", "signatory", "name"), name))
    if "district_share: 75%" in text:
        share = f"{chance.choice(['50', '60', '66.7', '75', '80'])}%"
        changes.append(Set(("clauses", "funding", "district_share"), share))
    opted = [each for each in ("disputes", "counterparts", "complaints") if chance.random() < 0.3]
    changes += [Set(("clauses", each), "yes") for each in opted]
    text = edit(text, changes)
    signed = begins - timedelta(days=chance.randrange(1, 60))
    if chance.random() < 0.7 and signed <= DAY:
        facts = _record(yaml.safe_load(text)["parties"], signed, chance)
        text = edit(text, [Set(("signed",), signed.isoformat()), *facts])
    return text


def _record(
    parties: Mapping[str, Any], signed: date, chance: random.Random
) -> Iterator[YamlChange]:
    """Yield the facts of an agreement that was adopted, signed and posted, one in nine not yet."""
    facts = [
        {"fact": "adopted", "by": "School Board", "vote": "7 to 0"},
        *(
            {"fact": "signed", "by": signatory["name"], "for": key}
            for key, party in parties.items()
            for signatory in party.get("signatories") or [party["signatory"]]
        ),
        {"fact": "posted", "where": "https://district.example/sro"},
        {"fact": "public"},
    ]
    done = len(facts) if chance.random() < 8 / 9 else chance.randrange(1, len(facts))
    for each in facts[:done]:
        yield Append(("record",), {"fact": each["fact"], "day": signed.isoformat(), **each})


def _term(text: str, chance: random.Random) -> tuple[date, str]:
    """Return a first day, and the text with its term, and the days in it, moved to that year."""
    found = re.search(r"  from: (\d{4})-(\d\d)-(\d\d)", text)
    assert found
    first = date(int(found[1]), int(found[2]), int(found[3]))
    if "grant_from" in text:
        return first, text
    years = chance.randrange(-2, 2)
    moved = re.sub(
        r"((?:from|until|due|first_day): )(\d{4})(?=-\d\d-\d\d)",
        lambda each: f"{each[1]}{int(each[2]) + years}",
        text,
    )
    return first.replace(year=first.year + years), moved


def write_districts(folder: Path, count: int, faulty: float = 0.05) -> list[Path]:
    """Write generated configs below ``folder`` and return their paths."""
    paths = []
    for name, text in districts(count, faulty):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths
