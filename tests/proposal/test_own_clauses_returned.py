"""A clause in a municipality's own words, edited in Word: what of it the next proposal keeps."""

from __future__ import annotations

import pytest

from mou_builder.actions.review import proposal_of
from mou_builder.proposal.from_review import ProposedFromReview
from mou_builder.proposal.proposal import ClauseChange
from tests.support.agreement.assembling import example
from tests.support.review.returned_copies import CITY, Copy, reviewed, sent

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
