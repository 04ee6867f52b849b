"""What diagnostics say on a page: no key, option, code or line of the file that a form has not."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from mou_builder.check.checking import check
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.explanations.catalogue import packaged_catalogue
from mou_builder.report.diagnostics.on_pages import (
    hint_on_a_page,
    in_titles,
    is_for_the_file,
    on_a_page,
)
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.dotted import path_of
from tests.support.agreement.assembling import library
from tests.support.explanations.examples import BASE, RUN, diagnostics

EXPLAINED = [page for family in packaged_catalogue().families for page in family.explanations]
MODEL = library().model("wisconsin-sro")


def found(code: str, hint: str, message: str = "it is so") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, Place("c.yaml"), hint)


@pytest.mark.parametrize(
    "hint",
    [
        "accept: [{code: MOU350, because: …}]",
        "say where the clauses as they were are: --old-library DIR",
        "start the next one from it: mou renew",
        "add funding: under clauses",
        "write variant: and one of: a, b",
        "the first is on line 12",
        "correct one of the three, or leave out district_amount",
        "to leave it out for a reason, write omit: {because: …}",
    ],
)
def test_what_is_said_for_the_file_is_known_for_it(hint: str) -> None:
    assert is_for_the_file(hint)


@pytest.mark.parametrize(
    "hint",
    [
        "did you mean “police”?",
        "needed: the last day of the term",
        "correct one of the two; an afternoon is 15:30 or 3:30 p.m.",
        "see whether it has changed: https://docs.legis.wisconsin.gov",
        "write it as $85,500.00",
    ],
)
def test_what_anybody_can_follow_stays_as_it_is(hint: str) -> None:
    assert hint_on_a_page(found("MOU399", hint)) == hint


def test_every_example_of_a_finding_is_worded_for_the_page() -> None:
    judged = [each for each in RUN if each.code.startswith("MOU3")]
    told = [each for page in judged for each in diagnostics(page.example, page.example.before)]
    assert len(told) > 40
    for each in told:
        said = on_a_page(each, MODEL, {})
        assert said.hint, each
        assert not is_for_the_file(said.hint), said


def test_a_hint_for_the_file_without_words_for_the_page_is_left_out() -> None:
    assert hint_on_a_page(found("MOU399", "write omit: yes")) == ""


@pytest.mark.parametrize(
    ("hint", "rest"),
    [
        ("record it: mou record CONFIG signed --by NAME", "record it"),
        (
            "mou verify says more; ask for a copy as it was signed",
            "ask for a copy as it was signed",
        ),
        ("give the folder (--fonts DIR); or leave it", "give the folder; or leave it"),
        ("put it back; see what it is: mou verify FILE", "put it back; see what it is"),
        ("look at it with --model-changes, then --take x", ""),
    ],
)
def test_what_can_be_done_without_a_command_is_told_without_it(hint: str, rest: str) -> None:
    assert hint_on_a_page(found("MOU399", hint)) == rest


def test_what_a_code_has_for_pages_is_nothing_for_the_file() -> None:
    worded = [each for each in EXPLAINED if each.on_a_page]
    assert len(worded) > 30
    assert [each.code for each in worded if is_for_the_file(each.on_a_page)] == []


def test_clauses_blanks_and_parties_are_called_by_their_titles() -> None:
    assert in_titles("clause mission", MODEL) == "“Mission of the program”"
    assert in_titles("the party “agency”", MODEL) == "the law enforcement agency"
    assert (
        in_titles("Luis Ortega (for agency)", MODEL)
        == "Luis Ortega (for the law enforcement agency)"
    )
    assert in_titles("term: until", MODEL) == "the last day of the term"
    said = in_titles("“funding.officers” of “agency”", MODEL)
    assert said == "“Program funding: number of officers” of the law enforcement agency"
    said = in_titles("“officers” is 3", MODEL, ("clauses", "funding", "officers"))
    assert said == "“number of officers” is 3"
    assert in_titles("“Dana Whitfield” and “clause x”", MODEL) == "“Dana Whitfield” and “clause x”"


def test_what_was_typed_is_proposed_as_it_is_to_be_typed() -> None:
    clauses = {**BASE["clauses"], "mission": {"text": "See [[fundin]].", "because": "x"}}
    text = json.dumps({**BASE, "clauses": clauses}).encode()
    told = check(yaml_source.parse(text, "c.yaml"), library(), date(2026, 7, 20)).diagnostics
    [hint] = [on_a_page(each, MODEL, {}).hint for each in told if each.code == "MOU340"]
    assert hint == "did you mean “funding”?"


def test_a_blank_is_called_as_the_variant_calls_it_that_was_chosen() -> None:
    path = ("clauses", "funding", "district_share")
    said = {
        variant: in_titles("“district_share” is 60%", MODEL, path, {"funding": variant})
        for variant in ("shared-cost", "hourly")
    }
    assert said["shared-cost"] == "“the school district's share” is 60%"
    assert said["hourly"] == "“the part of the rate that the school district pays” is 60%"


WITHOUT = {
    "parties": "the parties are missing",
    "parties.district": "the school district is missing",
    "grant.program": "the name of the program is missing",
    "record.0.day": "the day is missing",
    "record.0.fact": "the fact is missing",
    "clauses.mine.text": "the text is missing",
    "accept.0.because": "the reason is missing",
    "accept.0.code": "the finding that is accepted is missing",
    "clauses.training.topics": "Training: training topics are missing",
}


@pytest.mark.parametrize("key", WITHOUT)
def test_what_is_missing_is_told_in_words_of_the_language(key: str) -> None:
    config = yaml_source.parse(_WHOLE.encode(), "c.yaml").data
    holder: Any = config
    *above, last = path_of(key)
    for part in above:
        holder = holder[part]
    del holder[last]
    checked = check(yaml_source.parse(json.dumps(config).encode(), "c.yaml"), library(), TODAY)
    told = [on_a_page(each, MODEL, {"training": "topics"}).message for each in checked.diagnostics]
    assert WITHOUT[key] in told


TODAY = date(2026, 8, 1)
_WHOLE = """\
model: wisconsin-sro
parties: {district: {name: A School District}, agency: {name: B Police, kind: police}}
term: {until: 2027-06-30}
grant: {program: cops-chp, awarded: 2026-10-01}
accept: [{code: MOU310, because: so}]
record: [{fact: adopted, day: 2026-06-09, by: Board}]
clauses: {training: {variant: topics, topics: [mental-health]}, mine: {title: A, text: B}}
"""


def test_a_day_is_told_as_it_prints_and_an_address_stays_as_it_is() -> None:
    said = "read on 2026-11-25, due 2026-02-30: see https://x.example/2026-11-25"
    hint = "write a day such as 2027-06-30"
    told = on_a_page(found("MOU103", hint, said), MODEL, {})
    assert told.message == said.replace("on 2026-11-25", "on November 25, 2026")
    assert told.hint == "write a day such as June 30, 2027"


def test_what_only_whoever_writes_the_file_calls_so_is_said_in_other_words() -> None:
    told = on_a_page(found("MOU010", "", "not YAML: did not find a value"), None, {})
    assert told.message == "the file cannot be read: did not find a value"
    with pytest.raises(Refused) as refused:
        yaml_source.parse(b"a: [1, 2\nb: 3\n", "a.yaml")
    told = on_a_page(refused.value.diagnostics[0], None, {})
    assert told.message == "the file cannot be read: a list in brackets does not end"
    told = on_a_page(
        found("MOU111", "", "no variant is chosen for the clause “funding”"), MODEL, {}
    )
    assert told.message == "no text is chosen for the clause “Program funding”"
