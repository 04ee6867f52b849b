"""Clauses that stand side by side do not contradict each other, read as opposing counsel would."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from mou_builder.agreement.assemble import assemble_clause
from mou_builder.agreement.document import Paragraph
from mou_builder.check.checking import Ready
from tests.support.agreement.assembling import checked, library

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


FUNDING = re.compile(r"  funding: .*\n")


def words(clause: str, *others: str, config: str = EVERY, **blanks: Any) -> str:
    """The words of a clause of an agreement that has ``others``, each with its ``blanks``."""
    data = yaml.safe_load(config)
    model = library().model("wisconsin-sro")
    for name in (clause, *others):
        if model.clauses[name].optional:
            data["clauses"][name] = blanks.get(name.replace("-", "_"), "yes")
    found = checked(yaml.safe_dump(data))
    assert isinstance(found, Ready)
    assert found.faults == (), [str(each) for each in found.faults]
    provision = assemble_clause(found.config, model, clause)
    return " ".join(each.text for each in provision.blocks if isinstance(each, Paragraph))


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


def test_an_amount_in_installments_says_once_what_is_due_at_an_early_end() -> None:
    fixed = FUNDING.sub(
        "  funding: {variant: fixed-amount, officers: 2, total: 900, "
        "instalments: [{due: 2026-10-01, amount: 900}]}\\n",
        EVERY,
    )
    assert fixed != EVERY
    assert "terminated before the end of its term" in words("funding", config=fixed)
    text = words("funding", "final-account", config=fixed)
    assert "terminated before" not in text
    assert "ends early is stated in clause" in text


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


def test_services_that_were_rendered_are_paid_for_within_what_was_agreed() -> None:
    assert "paid for all the same, as clause 13 provides" in words("appropriations")


def test_an_officer_who_is_not_provided_is_not_paid_for_and_a_grantor_keeps_the_promise() -> None:
    text = words("staffing")
    assert "not provided, even where that clause would let a payment go on" in text
    assert "changes nothing in what the law enforcement agency has promised to a grantor" in text


def test_the_officer_confers_where_the_principal_alone_chooses() -> None:
    measures = {"school_measures": ["conversation"]}
    assert "confers" not in words("graduated-response", graduated_response=measures)
    both = {"referral": {"school_matters": ["dress"], "conferred_on": ["theft"]}}
    text = words("graduated-response", "referral", graduated_response=measures, **both)
    assert "but confers with the principal where clause" in text


def test_an_offense_that_is_reported_at_once_waits_for_no_conference() -> None:
    given = {
        "referral": {"school_matters": ["dress"], "conferred_on": ["threats"]},
        "reported_offenses": {"at_once": ["threat"]},
    }
    text = words("referral", "reported-offenses", **given)
    assert "even where they are named above" in text


def test_what_is_taken_from_a_state_model_is_a_part_of_the_entire_agreement() -> None:
    model = {"model": "the Model", "publisher": "the Department", "as_of": "2026-01-31"}
    assert "state model" not in words("entire-agreement")
    text = words("entire-agreement", "state-model", state_model=model)
    assert "What clause 1 takes from a state model is a part of it." in text


def test_a_further_term_has_its_own_days_and_amounts() -> None:
    text = words("automatic-renewal", automatic_renewal={"times": 2})
    assert "agreed on in writing for a further term before it begins" in text


def test_a_renewal_may_go_on_until_somebody_gives_notice() -> None:
    without_end = words("automatic-renewal", automatic_renewal={"length": "year"})
    assert "Each further term renews itself in the same way." in without_end
    assert "at the most" in words("automatic-renewal", automatic_renewal={"times": 2})


def test_an_account_of_what_is_paid_and_an_agency_that_is_paid_nothing_exclude_each_other() -> None:
    data = yaml.safe_load(EVERY)
    data["clauses"] |= {
        "final-account": "yes",
        "funding": {"variant": "agency-pays", "officers": 2},
    }
    assert [each.code for each in checked(yaml.safe_dump(data)).faults] == ["MOU330"]


def test_officers_of_another_body_are_its_employees_and_count_as_the_agencys_own() -> None:
    provider = {"provider": "the Dune County Sheriff's Department"}
    assert "employee of the law enforcement agency" in words("employment")
    text = words("employment", "officers-under-contract", officers_under_contract=provider)
    assert "An SRO is an employee of the body that clause" in text
    text = words("officers-under-contract", officers_under_contract=provider)
    assert "through the Dune County Sheriff's Department, with which" in text
    assert "count as the law enforcement agency's own officers" in text


def test_what_the_parties_may_settle_in_writing_is_no_amendment() -> None:
    assert "lets the parties, or persons whom it names, settle" in words("amendments")


def test_a_new_address_needs_no_amendment_that_all_sign() -> None:
    assert "amendment" not in words("notices")
    assert "A new address is no amendment." in words("notices", "amendments")


def test_a_city_owes_nothing_of_what_another_agency_owes() -> None:
    city = {"governing_body": {"body": "the City of Maple Grove"}}
    assert "none of another agency's" not in words("governing-body", **city)
    text = words("governing-body", "more-than-one-agency", **city)
    assert "of which one of the law enforcement agencies is a part" in text
    assert "places on that agency, and by none of another agency's" in text


def test_each_government_joins_for_its_own_agency() -> None:
    both = {
        "body": "the City of Maple Grove",
        "for_agency": "the Maple Grove Police Department",
        "also": [{"body": "Maple County", "agency": "the Maple County Sheriff's Office"}],
    }
    text = words("governing-body", "more-than-one-agency", governing_body=both)
    assert "of which the Maple Grove Police Department is a part, the City" in text
    assert "In the same way Maple County joins it for the Maple County Sheriff's Office." in text


@pytest.mark.parametrize("name", ["Milwaukee Board of School Directors", "the School Board of Ely"])
def test_officers_leave_the_schools_and_not_the_board(name: str) -> None:
    data = yaml.safe_load(EVERY)
    data["parties"]["district"]["name"] = name
    found = checked(yaml.safe_dump(data))
    assert isinstance(found, Ready)
    provision = assemble_clause(found.config, library().model("wisconsin-sro"), "termination")
    bare = name.removeprefix("the ")
    assert provision.blocks[0].text.endswith(f"Officers at the schools of the {bare}.")


def test_a_breach_ends_the_agreement_sooner_only_where_the_config_says_so() -> None:
    general = EVERY.replace("wisconsin-sro", "general-sro")

    def said(values: str) -> str:
        text = general + (f"  termination: {values}\n" if values else "")
        found = checked(text)
        assert isinstance(found, Ready)
        provision = assemble_clause(found.config, found.model, "termination")
        return " ".join(each.text for each in provision.blocks if isinstance(each, Paragraph))

    assert "breach" not in said("")
    assert "at least sixty (60) days in advance" in said("{notice: 60 days}")
    assert "serious way" not in said("{notice: 60 days}")
    assert "made it good within ten (10) days" in said("{cure: 10 days}")
    assert "zero" not in said("{cure: 0 days}")
    assert "serious way, another signatory may terminate" in said("{cure: 0 days}")


def test_overtime_beside_a_fixed_price_is_not_said_to_be_in_it() -> None:
    price = "variant: equal-payments, officers: 2, total: 90000, payments: 9, first_due: 2026-09-01"
    within = words("funding", config=FUNDING.sub(f"  funding: {{{price}}}\n", EVERY))
    assert "covers the salary, benefits, and overtime of the SROs." in within
    assert "Overtime worked" not in within
    beside = f"  funding: {{{price}, overtime: district}}\n"
    text = words("funding", config=FUNDING.sub(beside, EVERY))
    assert "covers the salary and benefits of the SROs. Overtime worked under this" in text
    assert "shall be paid within thirty (30) days after the invoice is received" in text


def test_what_happens_each_year_is_not_said_to_happen_every_one_year() -> None:
    assert "At least once a year, and" in words("review-and-input", review_and_input={"years": 1})
    assert "once every 2 years" in words("review-and-input", review_and_input={"years": 2}).replace(
        "two (2)", "2"
    )
    checks = words("background-check", background_check={"every": 1})
    assert "and at least once a year after that" in checks
