"""The law of the states: an example of each set that passes, and each of its requirements failing.

The examples are in tests/data/states, one for each set; what was read of the law is in the sets.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mou_builder.check.checking import check
from mou_builder.diagnostic import Severity
from mou_builder.disk.opening import open_config
from mou_builder.library.requirement import (
    AllWanted,
    ClauseWanted,
    NeverWanted,
    NotWanted,
    Reading,
    Requirement,
    RequirementSet,
    SignatoryWanted,
    TermWanted,
    Wanted,
)
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library

EXAMPLES = Path(__file__).parents[1] / "data" / "states"
AS_OF = date(2026, 11, 26)
SETS = {each: library().requirement_set(each) for each in library().requirement_set_ids}
OF_STATES = {
    name: each
    for name, each in SETS.items()
    if each.states and not each.models  # those of a model are tested with the packaged examples
}
FULL = {name for name, each in OF_STATES.items() if not each.partial}
PARTIAL = set(OF_STATES) - FULL

Data = dict[str, Any]


def data_of(name: str) -> Data:
    """The example of a set, with what it extends taken in."""
    base = yaml.safe_load((EXAMPLES / "base.yaml").read_text(encoding="utf-8"))
    own = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
    del own["extends"]
    clauses = deepcopy(base["clauses"])
    for clause, given in own["clauses"].items():
        inherited = clauses.get(clause)
        both = isinstance(inherited, dict) and isinstance(given, dict)
        clauses[clause] = {**inherited, **given} if both else given
    return {**base, **own, "clauses": clauses}


def found(data: Data) -> list[tuple[str, str]]:
    """The code and subject of each finding about a config."""
    text = yaml.safe_dump(data, sort_keys=False, default_flow_style=False)
    diagnostics = check(parse(text.encode(), "c.yaml"), library(), AS_OF).diagnostics
    return [(each.code, getattr(each, "about", "")) for each in diagnostics]


def test_each_set_of_a_state_has_an_example_and_each_example_a_set() -> None:
    assert {each.stem for each in EXAMPLES.glob("*.yaml")} - {"base"} == set(OF_STATES)


@pytest.mark.parametrize("name", sorted(FULL))
def test_the_example_of_a_whole_set_has_no_finding(name: str) -> None:
    checked = check(open_config(EXAMPLES / f"{name}.yaml"), library(), AS_OF)
    assert [str(each) for each in checked.diagnostics] == []


@pytest.mark.parametrize("name", sorted(PARTIAL - {"new-jersey"}))
def test_the_example_of_a_partial_set_says_what_cannot_be_vouched_for(name: str) -> None:
    checked = check(open_config(EXAMPLES / f"{name}.yaml"), library(), AS_OF)
    assert [(each.code, each.severity) for each in checked.diagnostics] == [
        ("MOU356", Severity.NOTE)
    ]
    assert SETS[name].not_read in checked.diagnostics[0].message


def test_new_jersey_refuses_what_is_drafted_here_and_says_why() -> None:
    checked = check(open_config(EXAMPLES / "new-jersey.yaml"), library(), AS_OF)
    assert [each.code for each in checked.errors] == ["MOU350"]
    assert "prescribes the whole text" in checked.errors[0].message
    assert "addendum" in (checked.errors[0].hint or "")


def test_a_set_is_said_to_be_old_from_a_year_and_a_day_after_its_reading() -> None:
    source = open_config(EXAMPLES / "georgia.yaml")
    for day, codes in ((date(2027, 11, 25), []), (date(2027, 11, 26), ["MOU357"])):
        found = check(source, library(), day).diagnostics
        assert [each.code for each in found if each.code == "MOU357"] == codes


# --- each requirement fails in its place ---------------------------------------------------------


def without(data: Data, wanted: Wanted) -> Data:
    """The config without what satisfies ``wanted``."""
    changed = deepcopy(data)
    match wanted:
        case AllWanted(parts):
            return without(changed, parts[-1])
        case SignatoryWanted(party):
            signs = changed["parties"][party]
            everyone = signs.pop("signatories", None) or [signs.pop("signatory")]
            kept = [each for each in everyone if wanted.title not in each["title"]]
            formal = [{**each, "capacity": "Approved as to form"} for each in everyone]
            signs["signatories"] = kept if wanted.title else formal
        case ClauseWanted(clause):
            clauses = changed["clauses"]
            if library().model(data["model"]).clauses[clause].optional:
                clauses.pop(clause, None)
            else:
                clauses[clause] = {"omit": {"because": "it goes without saying"}}
        case NotWanted(part):
            assert part.variants
            changed["clauses"][part.clause] = {"variant": part.variants[0]}
        case TermWanted(_, months) if months:
            changed["term"] = {"from": "2026-08-01", "until": "2031-06-30"}
        case TermWanted() | NeverWanted():
            raise AssertionError(f"{wanted} is tested on its own")
    return changed


REQUIREMENTS = [
    pytest.param(name, each, id=f"{name}/{each.id}")
    for name, wanted in OF_STATES.items()
    for each in wanted.requirements
    if not isinstance(each.satisfied_by[0], NeverWanted)
]


@pytest.mark.parametrize(("name", "requirement"), REQUIREMENTS)
def test_a_config_without_what_satisfies_a_requirement_fails_there(
    name: str, requirement: Requirement
) -> None:
    data = data_of(name)
    about = ("MOU350", f"{name}/{requirement.id}")
    assert about not in found(data)
    for wanted in requirement.satisfied_by:
        data = without(data, wanted)
    assert about in found(data)


@pytest.mark.parametrize(
    ("name", "clause", "value", "requirement"),
    [
        ("connecticut", "incident-data", {"report_within": 6}, "incident-reports"),
        ("connecticut", "incident-data", {"passed_on": "quarterly"}, "incident-reports"),
        ("connecticut", "posting-and-filing", {"where": "district"}, "posting"),
        ("nebraska", "administrator-training", {"hours": 19}, "administrator-hours"),
        ("nebraska", "training", {"course_hours": 19}, "officer-hours"),
        ("nebraska", "training", {"topics": ["school-law"]}, "officer-topics"),
        ("nebraska", "posting-and-filing", {"by_january": False}, "posting"),
        ("nebraska", "posting-and-filing", {"counted_from": "signature"}, "posting"),
        ("massachusetts", "posting-and-filing", {"filed_again": "two-years"}, "filing"),
        ("massachusetts", "posting-and-filing", {"with_costs": False}, "filing"),
        ("massachusetts", "routine-duties", {"duties": ["halls"]}, "no-stand-in"),
        ("virginia", "review-and-input", {"years": 3}, "review"),
        ("virginia", "posting-and-filing", {"where": "safety-plan"}, "publication"),
        ("illinois", "training-proof", {"within": "366 days"}, "training"),
        ("illinois", "arrests-and-citations", {"variant": "citations-by-law"}, "no-citations"),
        ("texas", "definitions-and-authority", {"authority": None}, "interlocal"),
        ("pennsylvania", "posting-and-filing", {"filed_with": None}, "filing"),
        ("texas", "definitions-and-authority", {"authority": "chapter 1791"}, "interlocal"),
        ("texas", "funding", {"district_share": "100%", "agency_share": "0%"}, "costs"),
        ("pennsylvania", "posting-and-filing", {"filed_with": "the borough clerk"}, "filing"),
        ("virginia", "state-model", {"publisher": "the State Department of Health"}, "state-model"),
        ("nebraska", "state-model", {"publisher": "a national association"}, "state-model"),
        ("ohio", "training", {"topics": ["de-escalation"]}, "training"),
        ("utah", "instruction", {"vocational": False}, "vocational-class"),
    ],
)
def test_a_value_beyond_what_the_law_asks_fails(
    name: str, clause: str, value: Data, requirement: str
) -> None:
    data = data_of(name)
    given = data["clauses"][clause]
    changed = {**(given if isinstance(given, dict) else {}), **value}
    data["clauses"][clause] = {key: each for key, each in changed.items() if each is not None}
    assert ("MOU350", f"{name}/{requirement}") in found(data)


def test_a_clause_that_is_there_is_to_be_completed_and_not_added() -> None:
    there, lacking = data_of("texas"), data_of("texas")
    there["clauses"]["definitions-and-authority"] = {}
    del lacking["clauses"]["definitions-and-authority"]
    hints = []
    for data in (there, lacking):
        text = yaml.safe_dump(data, sort_keys=False, default_flow_style=False)
        diagnostics = check(parse(text.encode(), "c.yaml"), library(), AS_OF).diagnostics
        hints += [each.hint or "" for each in diagnostics if each.code == "MOU350"]
    end = "the clause definitions-and-authority"
    assert [each.partition(",")[0] for each in hints] == [
        f"complete {end}",
        f"add {end} under clauses",
    ]


def test_only_the_topics_that_are_missing_are_to_be_added() -> None:
    data = data_of("nebraska")
    data["clauses"]["training"]["topics"].remove("ethics")
    text = yaml.safe_dump(data, sort_keys=False, default_flow_style=False)
    diagnostics = check(parse(text.encode(), "c.yaml"), library(), AS_OF).diagnostics
    hints = [each.hint for each in diagnostics if each.code == "MOU350"]
    assert hints == ["add to topics: of the clause training: ethics"]


def test_nebraska_takes_a_copy_to_the_department_instead_of_a_website() -> None:
    data = data_of("nebraska")
    filing = data["clauses"]["posting-and-filing"]
    filing |= {"post_within": "120 days", "file_within": "89 days"}
    assert ("MOU350", "nebraska/posting") not in found(data)
    filing |= {"file_within": "90 days"}
    assert ("MOU350", "nebraska/posting") in found(data)


@pytest.mark.parametrize(
    ("name", "requirement", "since", "until", "is_met"),
    [
        ("pennsylvania", "review", "2026-08-01", "2028-07-31", True),
        ("pennsylvania", "review", "2026-08-01", "2028-08-31", False),
        ("pennsylvania", "review", None, "2028-11-20", True),  # not begun yet on the day AS_OF
        ("pennsylvania", "review", None, "2028-11-30", False),
        ("delaware", "review", "2026-07-01", "2029-06-30", True),
        ("delaware", "review", "2026-07-01", "2030-06-30", False),
        ("new-jersey", "review", "2026-07-01", "2027-06-30", True),
        ("new-jersey", "review", "2026-07-01", "2028-06-30", False),
    ],
)
def test_a_review_at_the_end_of_the_term_comes_no_later_than_the_law_asks(
    name: str, requirement: str, since: str | None, until: str, is_met: bool
) -> None:
    data = data_of(name)
    data["term"] = {"from": since, "until": until} if since else {"until": until}
    assert (("MOU350", f"{name}/{requirement}") not in found(data)) is is_met


@pytest.mark.parametrize(
    ("clauses", "is_met"),
    [
        ({"automatic-renewal": {"times": 1}}, False),
        ({"renewal-option": {"times": 1, "by": "district"}}, False),
        ({"renewal-option": {"times": 1, "by": "agreement"}}, True),
    ],
)
def test_what_renews_itself_is_not_executed_anew_in_pennsylvania(
    clauses: Data, is_met: bool
) -> None:
    data = data_of("pennsylvania")
    data["clauses"] |= clauses
    assert (("MOU350", "pennsylvania/review") not in found(data)) is is_met


@pytest.mark.parametrize("title", ["Assistant Principal", "Vice Principal"])
def test_who_stands_below_a_principal_does_not_sign_for_one(title: str) -> None:
    data = data_of("pennsylvania")
    data["parties"]["district"]["signatories"][1]["title"] = title
    assert ("MOU350", "pennsylvania/signatures") in found(data)


def test_a_clause_of_ones_own_that_says_it_can_be_accepted_for_what_the_law_asks() -> None:
    data = data_of("arkansas")
    data["clauses"]["duty-stations"] |= {"starts": "7:30", "ends": "15:30"}  # PyYAML's are numbers
    del data["clauses"]["firearms"]
    hints = []
    for own in ({}, {"guns": {"title": "Guns", "after": "custody", "text": "No guns are drawn."}}):
        data["clauses"] |= own
        text = yaml.safe_dump(data, sort_keys=False, default_flow_style=False)
        diagnostics = check(parse(text.encode(), "c.yaml"), library(), AS_OF).diagnostics
        hints += [each.hint or "" for each in diagnostics if each.code == "MOU350"]
    without_own, with_own = hints
    assert "accept" not in without_own
    assert with_own.startswith(f"{without_own}; or, if a text of your own says it, accept")
    assert "about: arkansas/firearms" in with_own
    data["accept"] = [{"code": "MOU350", "about": "arkansas/firearms", "because": "Clause guns."}]
    text = yaml.safe_dump(data, sort_keys=False, default_flow_style=False)
    assert check(parse(text.encode(), "c.yaml"), library(), AS_OF).errors == ()


def test_every_principal_signs_in_pennsylvania() -> None:
    data = data_of("pennsylvania")
    data["parties"]["district"]["schools"].append("Laurel Hill Middle School")
    assert ("MOU350", "pennsylvania/signatures") in found(data)


# --- what a set says of itself -------------------------------------------------------------------


@pytest.mark.parametrize("wanted", SETS.values(), ids=list(SETS))
def test_a_set_says_where_and_how_and_when_it_was_read_and_whom_it_binds(
    wanted: RequirementSet,
) -> None:
    assert wanted.binds
    assert wanted.read <= AS_OF
    for each in wanted.requirements:
        assert each.basis
        assert each.read_at.how in Reading
        assert each.read_at.since
        assert each.read_at.address.startswith("http") or wanted.id == "wisconsin"


@pytest.mark.parametrize("name", sorted(PARTIAL))
def test_a_partial_set_never_says_that_an_agreement_is_complete(name: str) -> None:
    wanted = SETS[name]
    assert wanted.title.startswith("What was read of")
    assert wanted.was_read
    assert wanted.not_read


@pytest.mark.parametrize("wanted", OF_STATES.values(), ids=list(OF_STATES))
def test_a_set_cites_the_law_of_its_state(wanted: RequirementSet) -> None:
    for each in wanted.requirements:
        cited = {
            state for part in each.basis.split("; ") for state in library().states.named_in(part)
        }
        assert cited == {*wanted.states}, each.basis
