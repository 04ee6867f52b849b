"""Clauses that stand side by side do not contradict each other, read as opposing counsel would."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.check.checking import Ready
from tests.support.assembling import checked, library

EVERY = """
model: wisconsin-sro
parties:
  district:
    name: Maple Grove School District
    schools: [Oak School]
    signatory: {name: Dana Whitfield, title: Superintendent}
  agency:
    name: Maple Grove Police Department
    signatory: {name: Luis Ortega, title: Chief of Police}
term: {until: 2027-06-30}
clauses:
  training: {variant: nasro-course, topics: [de-escalation]}
  funding: {variant: shared-cost, officers: 2, district_share: 75%}
  employment: {variant: chief-after-consultation}
  equipment-and-training-costs: {variant: shared-percentage, district_share: 50%}
  chain-of-command: {variant: agency, supervisor: Patrol Captain}
  duty-stations:
    {variant: one-school, school: Oak School, starts: "7:30", ends: "15:30", call_away: as-needed}
"""


def words(clause: str, *others: str, **blanks: Any) -> str:
    """The words of a clause of an agreement that has ``others``, each with its ``blanks``."""
    data = yaml.safe_load(EVERY)
    model = library().model("wisconsin-sro")
    for name in (clause, *others):
        if model.clauses[name].optional:
            data["clauses"][name] = blanks.get(name.replace("-", "_"), "yes")
    found = checked(yaml.safe_dump(data))
    assert isinstance(found, Ready)
    assert found.faults == (), [str(each) for each in found.faults]
    provision = assemble_clause(found.config, model, clause)
    return " ".join(block.text for block in provision.blocks)


EVENTS = {"extracurricular_security": {"rate": "60"}}
PRESENCE = {"school_hours_presence": {"officers": 2}}


def test_the_agency_bears_every_other_cost_but_those_that_are_shared_elsewhere() -> None:
    text = words("funding")
    assert (
        "every other cost of employing the SROs, except as this clause provides otherwise" in text
    )
    assert "except the cost of equipment and training, which clause 15 governs" in text


def test_an_officer_who_must_always_be_present_is_covered_from_the_first_day() -> None:
    assert "prevails" not in words("employment")
    text = words("employment", "school-hours-presence", **PRESENCE)
    assert "requires cover or a new SRO sooner, it prevails" in text


def test_an_officer_may_be_called_away_only_if_another_keeps_the_number_that_is_promised() -> None:
    text = words("school-hours-presence", **PRESENCE)
    assert "the time for which an SRO is called away, so that this number is kept" in text


def test_staffing_that_the_agency_decides_and_a_promised_presence_exclude_each_other() -> None:
    data = yaml.safe_load(EVERY)
    data["clauses"] |= {"staffing": "yes", "school-hours-presence": {"officers": 2}}
    assert [each.code for each in checked(yaml.safe_dump(data)).faults] == ["MOU330"]


def test_one_of_two_agencies_or_districts_that_terminates_ends_its_own_part_only() -> None:
    assert "only the presence of its own SROs ends" in words("more-than-one-agency")
    assert "SROs at its own schools ends" in words("more-than-one-district")


def test_a_paragraph_after_a_condition_that_does_not_hold_stands_by_itself() -> None:
    data = yaml.safe_load(EVERY)
    data["clauses"]["funding"] = {
        "variant": "grant",
        "officers": 1,
        "program": "the grant",
        "grant_from": "2026-08-01",
        "grant_until": "2027-06-30",
        "grant_share": "50%",
        "district_share": "50%",
    }
    found = checked(yaml.safe_dump(data))
    assert isinstance(found, Ready)
    provision = assemble_clause(found.config, library().model("wisconsin-sro"), "funding")
    assert any(
        each.text.startswith("The law enforcement agency shall invoice")
        for each in provision.blocks
    )


def test_one_event_has_one_time_for_its_notice() -> None:
    assert "five (5) days in advance" in words("school-care-and-events")
    text = words("school-care-and-events", "extracurricular-security", **EVENTS)
    assert "Notice of an extracurricular activity or sporting event" in text
    assert "any other need under this clause" in text


def test_the_school_reports_no_incident_that_the_agreement_leaves_to_it() -> None:
    assert (
        "threats and crimes other than incidents that this memorandum of understanding leaves to "
        "school officials"
    ) in words("roles-and-responsibilities")


def test_one_clause_says_who_keeps_the_proof_of_training() -> None:
    assert "proof that the SRO has completed the course" in words("training")
    assert "proof" not in words("training", "training-proof")


def test_the_officer_is_evaluated_once() -> None:
    assert "evaluate the performance" in words("employment")
    assert "evaluate the performance" not in words("employment", "performance-evaluation")


def test_a_hearing_is_not_what_staff_may_not_ask_for() -> None:
    text = words("testimony", "staff-requests")
    assert "Such a request is not one that clause" in text


def test_money_that_was_not_appropriated_is_not_owed_under_another_clause() -> None:
    assert "Where clause 13 promises more, this clause prevails" in words("appropriations")


def test_a_board_that_does_not_adopt_the_agreement_ends_it_as_the_agreement_says() -> None:
    assert "shall give notice under clause" in words("annual-adoption")


def test_two_agencies_are_each_the_agency_for_their_own_officers() -> None:
    alone = words("definitions-and-authority")
    beside = words("definitions-and-authority", "more-than-one-agency")
    assert "own SROs" not in alone
    assert "each for its own SROs as clause" in beside


def test_an_indemnity_for_officers_is_no_right_of_strangers() -> None:
    text = words("no-third-party-rights", "indemnification")
    assert "and to their officers and employees as far as clause" in text


def test_a_yearly_decision_and_a_review_every_second_year_exclude_each_other() -> None:
    data = yaml.safe_load(EVERY)
    data["clauses"] |= {"annual-adoption": "yes", "review-and-input": "yes"}
    assert [each.code for each in checked(yaml.safe_dump(data)).faults] == ["MOU330"]


@pytest.mark.parametrize("name", ["Milwaukee Board of School Directors", "the School Board of Ely"])
def test_officers_leave_the_schools_and_not_the_board(name: str) -> None:
    data = yaml.safe_load(EVERY)
    data["parties"]["district"]["name"] = name
    found = checked(yaml.safe_dump(data))
    assert isinstance(found, Ready)
    provision = assemble_clause(found.config, library().model("wisconsin-sro"), "termination")
    bare = name.removeprefix("the ")
    assert provision.blocks[0].text.endswith(f"Officers at the schools of the {bare}.")
