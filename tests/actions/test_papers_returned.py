"""Papers beside the agreement that come back: the instrument of an amendment, and a draft."""

from __future__ import annotations

from datetime import date

import pytest

from mou_builder.actions.amend import AmendOptions, amend
from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.actions.review import proposal_of
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import TEMPLATE, checked, example, library
from tests.support.libreoffice.jobs import see
from tests.support.review.returned_copies import CITY, Copy, reviewed

PROPOSAL = """\
proposed_by: Maple Grove Police Department
{date}changes:
  - {{clause: funding, set: {{district_share: 60%}}, because: The council has voted so.}}
  - {{clause: disputes, add: yes, because: Both sides want it.}}
"""


def instrument(day: str = "date: 2026-09-01\n") -> bytes:
    asked = yaml_source.parse(PROPOSAL.format(date=day).encode(), "proposal.yaml")
    options = AmendOptions(TEMPLATE, date(2026, 9, 2))
    made = amend(checked(example(CITY), CITY), asked, library(), options)
    return made.files["city-and-one-school-amendment-1.docx"]


@pytest.mark.parametrize("day", ["date: 2026-09-01\n", ""])
def test_an_instrument_that_nobody_touched_comes_back_unchanged(day: str) -> None:
    found = reviewed(instrument(day))
    assert found.diagnostics == ()
    assert found.review.is_untouched
    assert found.review.notes == ()


def test_words_of_a_clause_that_an_instrument_quotes_are_told_tracked_and_silent() -> None:
    copy = Copy(instrument())
    copy.track("60 percent (60%)", "55 percent (55%)", "Luis Ortega")
    copy.replace("remain in full force", "remain in some force")
    parts = [each for each in reviewed(copy.returned()).review.parts if each.findings]
    assert [each.is_silent for each in parts] == [False, True]
    assert [(each.deleted, each.inserted) for each in parts[0].edits] == [
        ("60 percent (60%)", "55 percent (55%)")
    ]
    assert parts[0].hands[0].author == "Luis Ortega"


def test_an_instrument_that_came_back_is_no_proposal_and_says_what_to_do() -> None:
    copy = Copy(instrument()).replace("60 percent (60%)", "55 percent (55%)")
    found = proposal_of(reviewed(copy.returned()))
    assert found.proposal is None
    assert "change the proposal, and amend again" in found.left_out[0]


def draft(share: str) -> bytes:
    text = example(CITY).replace("    district_share: 75%", share)
    options = RenderOptions((Format.DOCX,), TEMPLATE, draft=True)
    (made,) = render(checked(text, CITY), options).files.values()
    return made


SHARES = ["    district_share: 75%", "    # to be agreed"]


@pytest.mark.crosscheck
def test_an_instrument_and_a_draft_that_libreoffice_saves_twice_come_back_unchanged() -> None:
    once = see([(each, "keep") for each in (instrument(), *map(draft, SHARES))])
    twice = see([(each.saved, "keep") for each in once])
    for each in (*once, *twice):
        review = reviewed(each.saved).review
        assert review.is_untouched
        assert review.notes == ()


@pytest.mark.parametrize("share", SHARES)
def test_a_draft_that_nobody_touched_comes_back_unchanged(share: str) -> None:
    assert reviewed(draft(share)).review.is_untouched
    copy = Copy(draft(share)).replace("shall be integrated", "may be integrated")
    assert [each.is_silent for each in reviewed(copy.returned()).review.changed] == [True]
