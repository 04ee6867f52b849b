"""A clause in a municipality's own words, edited in Word: what of it the next proposal keeps."""

from __future__ import annotations

import pytest
from lxml import etree

from mou_builder.actions.review import proposal_of
from mou_builder.proposal.from_review import ProposedFromReview
from mou_builder.proposal.proposal import ClauseChange
from mou_builder.report.review.wording import review_summary
from mou_builder.review.findings import ChangeAnswer
from tests.support.agreement.assembling import example
from tests.support.difference.negotiated_pairs import redlined
from tests.support.review.returned_copies import CITY, Copy, reviewed, sent
from tests.support.word.tracked_changes import Decision, decide

DRONES = """
  drones:
    title: Drones
    after: custody
    because: The board decided so.
    text: |
      No drone is flown without *written* leave, whoever pays under [[funding]].

      - the day; and
      - the hours.

      | Kind | Leave given by | Note |
      | Roofs | Superintendent |  |
      | Search | Principal | none |
"""
AGREED = example(CITY).replace("\nclauses:\n", f"\nclauses:\n{DRONES}")


def proposed(copy: Copy) -> ProposedFromReview:
    return proposal_of(reviewed(copy.returned()))


def text_of_the_change(found: ProposedFromReview) -> str:
    assert found.proposal is not None
    (change,) = found.proposal.changes
    assert isinstance(change, ClauseChange)
    return change.text or ""


def own_text() -> str:
    lines = DRONES.split("text: |\n")[1].splitlines()
    return "\n".join(line.strip() for line in lines) + "\n"


@pytest.mark.parametrize(
    ("old", "new"), [("the hours.", "the place and the hours."), ("Search", "Rescue")]
)
def test_words_of_their_own_that_were_edited_keep_table_emphasis_and_references(
    old: str, new: str
) -> None:
    found = proposed(Copy(sent(AGREED)).track(old, new))
    assert text_of_the_change(found) == own_text().replace(old, new)
    assert found.left_out == ()


def test_a_sign_that_no_cell_can_have_leaves_the_cells_as_paragraphs_and_is_told() -> None:
    found = proposed(Copy(sent(AGREED)).track("Search", "Search | rescue"))
    assert "\n\nSearch | rescue\n\nPrincipal" in text_of_the_change(found)
    assert [each for each in found.left_out if "cannot have the sign “|”" in each]


def test_a_clause_of_the_model_in_words_of_their_own_keeps_its_table() -> None:
    copy = Copy(sent(example("three-parties.yaml"))).track("SRO 1", "the first SRO, or a deputy,")
    copy.track("shall be on duty at", "shall, if well, be on duty at")
    text = text_of_the_change(proposed(copy))
    assert "| the first SRO, or a deputy, | Riverbend High School |" in text


# Numbers of clauses that follow a new clause

RENUMBERED = "a clause of our own before others"
"""A pair in which the share changes, too, and clause 13 refers to 16 where it referred to 15."""


def _is_share(mark: etree._Element) -> bool:
    return "percent" in "".join(mark.itertext())


@pytest.mark.parametrize("of_the_rest", [Decision.ACCEPT, Decision.LEAVE])
def test_a_number_that_follows_a_new_clause_is_no_change_of_words(of_the_rest: Decision) -> None:
    copy = Copy(redlined(RENUMBERED))
    decide(copy.root, lambda each: Decision.ACCEPT if _is_share(each) else of_the_rest)
    found = proposed(copy)
    assert found.proposal is not None
    (funding,) = (each for each in found.proposal.changes if each.name == "funding")
    assert isinstance(funding, ClauseChange)
    assert (funding.text, funding.values, funding.awaits) == (None, {"district_share": "60%"}, None)


def test_nobody_is_asked_for_an_answer_to_such_a_number() -> None:
    copy = Copy(redlined(RENUMBERED))
    told = review_summary(reviewed(copy.returned()).review)
    assert told.startswith("Of our 2 changes 2 still open; no changes of their own;")
    decide(copy.root, lambda each: Decision.REJECT if _is_share(each) else Decision.LEAVE)
    (part,) = (
        each
        for each in reviewed(copy.returned()).review.parts
        if each.key and each.key.id == "funding"
    )
    assert {each.answer for each in part.answers} == {ChangeAnswer.REJECTED}


def test_a_clause_in_which_only_such_a_number_changes_is_not_told() -> None:
    copy = Copy(redlined(RENUMBERED))
    decide(copy.root, lambda each: Decision.REJECT if _is_share(each) else Decision.LEAVE)
    told = [each for each in reviewed(copy.returned()).review.parts if each.findings]
    assert [each.key.id for each in told if each.key] == ["drones"]
