"""The next proposal from a redline that came back: from the agreement that was signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mou_builder.actions.review import proposal_of
from mou_builder.diagnostic import Refused
from mou_builder.proposal.applying import apply
from mou_builder.proposal.from_review import ProposedFromReview
from mou_builder.proposal.proposal import ClauseChange, read_proposal
from mou_builder.proposal.proposal_text import proposal_text
from mou_builder.proposal.reasons import reason_for
from mou_builder.review.findings import AwaitedFrom
from mou_builder.review.returned_copy import Remark
from mou_builder.review.sent_parts import sent_parts
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import assembled, checked
from tests.support.difference.negotiated_pairs import PAIRS, agreements, redlined
from tests.support.review.returned_copies import CITY, Copy, new_paragraph, reviewed
from tests.support.word.tracked_changes import COMES, Decision, decide

ACCEPT, REJECT, LEAVE = Decision.ACCEPT, Decision.REJECT, Decision.LEAVE


def next_round(copy: Copy) -> ProposedFromReview:
    return proposal_of(reviewed(copy.returned()))


def answered(name: str, decision: Decision) -> Copy:
    copy = Copy(redlined(name))
    decide(copy.root, lambda _: decision)
    return copy


def carried_out(found: ProposedFromReview, old_text: str) -> list[str]:
    """The words of the agreement that the proposal makes of the one that was signed."""
    assert found.proposal is not None
    old = yaml_source.parse(old_text.encode(), CITY)
    text = proposal_text(found.proposal, CITY, "next.yaml")
    file = yaml_source.parse(text.encode(), "next.yaml")
    model = checked(old_text, CITY).model
    made = apply(read_proposal(file, model), file, old, model, None).text
    return [each.text for each in sent_parts(assembled(made))]


@pytest.mark.parametrize("name", PAIRS)
def test_what_was_accepted_is_proposed_against_the_signed_agreement_and_makes_the_new_one(
    name: str,
) -> None:
    found = next_round(answered(name, ACCEPT))
    assert found.is_agreed
    assert found.left_out == found.rejected == ()
    assert carried_out(found, PAIRS[name][0]) == [
        each.text for each in sent_parts(agreements(name)[1])
    ]


@pytest.mark.parametrize("name", PAIRS)
def test_what_was_rejected_is_not_proposed_again_and_is_told(name: str) -> None:
    found = next_round(answered(name, REJECT))
    assert found.proposal is None
    assert found.rejected
    assert not found.is_agreed


def test_the_reason_says_that_it_was_accepted_and_not_that_it_was_changed_silently() -> None:
    found = next_round(answered("a share", ACCEPT))
    assert found.proposal is not None
    (change,) = found.proposal.changes
    assert isinstance(change, ClauseChange)
    assert change.because == "Proposed before, and accepted by the other side."


def test_words_changed_further_are_proposed_as_they_came_back_with_who_asked() -> None:
    copy = answered("a share", ACCEPT)
    copy.track("60 percent (60%)", "70 percent (70%)", "Luis Ortega")
    copy.track("40 percent (40%)", "30 percent (30%)", "Luis Ortega")
    found = next_round(copy)
    assert found.proposal is not None
    (change,) = found.proposal.changes
    assert isinstance(change, ClauseChange)
    assert change.values == {"district_share": "70%"}
    assert "Luis Ortega (September 1, 2026)" in change.because
    assert not found.is_agreed


def test_new_words_beside_the_old_ones_await_our_answer() -> None:
    copy = Copy(redlined("a share"))
    decide(copy.root, lambda mark: ACCEPT if mark.tag in COMES else REJECT)
    found = next_round(copy)
    assert found.proposal is not None
    assert not found.is_agreed
    assert [each.awaits for each in found.proposal.changes] == [AwaitedFrom.US]


def test_a_reference_in_words_of_their_own_follows_its_clause() -> None:
    copy = Copy().track("shall provide one (1) SRO", "shall, if it can, provide one (1) SRO")
    (change,) = next_round(copy).proposal.changes  # type: ignore[union-attr]
    assert isinstance(change, ClauseChange)
    assert "which [[equipment-and-training-costs]] governs" in (change.text or "")


def test_a_redline_that_is_still_open_proposes_what_it_proposed() -> None:
    found = next_round(answered("a share", LEAVE))
    assert found.proposal is not None
    assert not found.is_agreed
    (change,) = found.proposal.changes
    assert change.because.startswith("Proposed before, and not yet answered.")


def test_a_reason_stays_as_it_was_said_however_many_rounds_it_goes() -> None:
    copy = answered("a share", LEAVE)
    copy.comment("60 percent (60%)", "The pay rose.")
    (part,) = (each for each in reviewed(copy.returned()).review.parts if each.answers)
    said = reason_for([part])
    assert said.count("Dana Whitfield: “The pay rose.”") == 1
    again = reason_for([replace(part, remarks=(Remark("Maple Grove", said),))])
    assert again == said
    answer = Remark("Luis Ortega", "Not all of it.")
    more = reason_for([replace(part, remarks=(Remark("Maple Grove", said, replies=(answer,)),))])
    assert more == f"{said} Luis Ortega: “Not all of it.”"


# Clauses of their own

QUIET = "The SRO shall not enter an examination room between bells except in an emergency."


@pytest.mark.parametrize("sent", ["a plain copy", "a redline"])
def test_a_new_clause_of_theirs_is_proposed_as_a_clause_of_its_own_where_it_stands(
    sent: str,
) -> None:
    copy = answered("a share", ACCEPT) if sent == "a redline" else Copy()
    copy.clause("duty-stations").addnext(new_paragraph(QUIET, "MOUClause"))
    found = next_round(copy)
    assert found.left_out == ()
    assert found.proposal is not None
    change = (
        found.proposal.changes[-1]
        if sent == "a plain copy"
        else next(each for each in found.proposal.changes if getattr(each, "title", ""))
    )
    assert isinstance(change, ClauseChange)
    assert (change.add, change.after, change.text) == (True, "duty-stations", f"{QUIET}\n")
    assert change.title == "The SRO shall not enter an"
    assert "without tracking" in change.because
    assert QUIET in carried_out(found, PAIRS["a share"][0])


@pytest.mark.parametrize(
    "change",
    [
        "{clause: quiet, title: Quiet, because: so}",
        "{clause: quiet, title: Quiet, add: yes, text: a, set: {x: y}, because: so}",
        "{clause: quiet, title: Quiet, add: yes, text: a, after: b, section: c, because: so}",
    ],
)
def test_a_clause_of_its_own_that_lacks_something_is_refused(change: str) -> None:
    text = f"proposed_by: Maple Grove\nchanges:\n  - {change}\n"
    with pytest.raises(Refused) as refused:
        read_proposal(
            yaml_source.parse(text.encode(), "p.yaml"), checked(PAIRS["a share"][0], CITY).model
        )
    assert [each.code for each in refused.value.diagnostics] == ["MOU616"]
