"""Each sentence about two terms of an agreement is true: a table of what was done, and is said."""

from __future__ import annotations

import pytest

from mou_builder.actions.compare import compare_sides, config_side
from mou_builder.check.checking import ready
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import example, library

CITY = example("city-and-one-school.yaml")
COUNTY = example("county-and-four-schools.yaml")
OWN = "  drones:\n    title: Unmanned aircraft\n    after: custody\n    text: No drone.\n"
TITLE = "frame:\n  title: {text: School Safety Agreement, because: so}\n"
RECITAL = 'frame:\n  recitals:\n    policy: {text: "Whereas A;"}\n'
SRO_2 = "      - {officer: SRO 2, school: "
TUESDAY = (
    f"{SRO_2}North Shore Elementary School, days: Tuesday,\n         from: 8:00, until: 16:00}}\n"
)
THURSDAY = (
    f"{SRO_2}Prairie View Elementary School, days: Thursday,\n         from: 8:00, until: 16:00}}\n"
)
GENERAL = "model: general-sro\nstate: Ohio\nrequirements: [ohio]\n"


def sentences(old: str, new: str) -> list[str]:
    sides = [
        config_side(parse(text.encode(), name), library())
        for text, name in ((old, "old.yaml"), (new, "new.yaml"))
    ]
    plain = PlainWords.of(*(ready(each.checked) for each in reversed(sides)))
    return plain.sentences(compare_sides(*sides).comparison)


def changed(text: str, was: str, now: str) -> tuple[str, str]:
    assert was in text
    return text, text.replace(was, now, 1)


ORDERED = (
    "The training topics, in another order: de-escalation techniques; school values and mission; "
    "trauma informed practices; suicide prevention; the district's emergency response plan "
    "(clause 11)"
)
SAID = {
    "another number": (changed(COUNTY, "$513,000.00", "$513,000"), []),
    "quotes": (changed(CITY, "Dana Whitfield", "'Dana Whitfield'"), []),
    "own words": (
        changed(CITY + OWN, "No drone.", "No drone flies."),
        ["Unmanned aircraft: the parties' own words are changed (clause 9)."],
    ),
    "words of its own at last": (
        (CITY, f"{CITY}  mission: {{text: The mission is safety., because: short}}\n"),
        ["Mission of the program: now in the parties' own words (clause 1)."],
    ),
    "the model's words again": (
        (f"{CITY}  mission: {{text: The mission is safety., because: short}}\n", CITY),
        ["Mission of the program: now in the model's words again (clause 1)."],
    ),
    "entries in another order": (
        changed(
            CITY,
            "      - school-values\n      - de-escalation\n",
            "      - de-escalation\n      - school-values\n",
        ),
        [ORDERED],
    ),
    "the kind of the agency": (
        changed(CITY, "kind: police", "kind: sheriff"),
        ["The kind of the law enforcement agency: police → sheriff (clauses 14 and 16)"],
    ),
    "an own title": ((CITY, CITY + TITLE), ["Title: now in the parties' own words."]),
    "the model's title again": ((CITY + TITLE, CITY), ["Title: now in the model's words again."]),
    "another own title": (
        changed(CITY + TITLE, "School Safety", "Safe School"),
        ["Title: the parties' own words are changed."],
    ),
    "another own recital": (
        changed(CITY + RECITAL, "Whereas A;", "Whereas B;"),
        ["Recital 4: the parties' own words are changed."],
    ),
    "errors left as published": (
        changed(CITY, "requirements:", "corrections: none\nrequirements:"),
        ["Errors of the published model are no longer corrected."],
    ),
}


@pytest.mark.parametrize("what", SAID)
def test_what_was_done_is_what_is_said(what: str) -> None:
    pair, said = SAID[what]
    assert sentences(*pair) == said


def test_rows_that_only_changed_places_are_not_told_as_gone_and_come() -> None:
    assert TUESDAY + THURSDAY in COUNTY
    (said,) = sentences(*changed(COUNTY, TUESDAY + THURSDAY, THURSDAY + TUESDAY))
    assert said.startswith("The weekly schedule, in another order: SRO 1, Four Lakes High School")


def test_another_model_is_told_as_that_and_not_as_errors_or_values() -> None:
    pair = changed(CITY, "model: wisconsin-sro\nrequirements: [wisconsin]\n", GENERAL)
    said = sentences(*pair)
    assert "The agreement follows another model agreement." in said
    assert not [each for each in said if "Errors" in each or "newer version" in each], said
    assert not [each for each in said if "first day" in each], "which both have"
