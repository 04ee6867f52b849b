"""Our answers to what came back: what we agree to becomes the agreement, and nothing else does."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document

from mou_builder.actions.amend import AmendOptions
from mou_builder.actions.negotiate import (
    Negotiation,
    agreed,
    amendment,
    answer_docx,
    negotiation,
    outcome,
)
from mou_builder.check.checking import Ready
from mou_builder.proposal import clause_match
from mou_builder.proposal.answers import OurAnswer, Verdict, answered_name, typed_lines, typed_words
from mou_builder.proposal.outcome import ProposalOutcome
from tests.support.agreement.assembling import TEMPLATE, library
from tests.support.review.returned_copies import Copy, new_paragraph, reviewed, sent

TODAY = date(2026, 10, 1)
ACCEPT = OurAnswer(Verdict.ACCEPT)
REJECT = OurAnswer(Verdict.REJECT, because="The board has decided otherwise.")


@pytest.fixture(scope="module")
def found() -> Negotiation:
    copy = Copy().track("June 30, 2027", "June 30, 2029")
    copy.track("Community feedback.", "Feedback of pupils and parents.")
    copy.replace("Success of established goals", "Success of agreed goals")
    return negotiation(reviewed(copy.returned()))


def led_to(found: Negotiation, answers: dict[str, OurAnswer]) -> ProposalOutcome:
    return outcome(found, answers, library(), TODAY)


def assessment(found: Negotiation) -> str:
    (part,) = found.parts
    return answered_name(part)


def text_of(result: ProposalOutcome) -> str:
    assert result.after is not None
    return "\n".join(map(clause_match.provision_words, result.after.provisions))


def test_clauses_and_what_stands_outside_them_can_be_answered(found: Negotiation) -> None:
    assert [each.title for each in found.parts] == ["Annual assessment"]
    assert [(each.name, each.was, each.value) for each in found.settings] == [
        ("term.until", "2027-06-30", "2029-06-30")
    ]
    assert found.undecided({}) == 2
    assert found.undecided({assessment(found): REJECT, "term.until": ACCEPT}) == 0


def test_what_is_not_decided_changes_nothing(found: Negotiation) -> None:
    result = led_to(found, {})
    assert result.proposal is None
    assert result.text == found.base.source.text
    assert result.before == result.after


def test_what_is_accepted_is_in_the_result_and_what_is_rejected_is_not(found: Negotiation) -> None:
    result = led_to(found, {assessment(found): REJECT, "term.until": ACCEPT})
    assert "June 30, 2029" in text_of(result)
    assert "Community feedback." in text_of(result)
    assert "agreed goals" not in text_of(result)
    result = led_to(found, {assessment(found): ACCEPT, "term.until": REJECT})
    assert "June 30, 2027" in text_of(result)
    assert "Feedback of pupils and parents." in text_of(result)
    assert "agreed goals" in text_of(result)


def test_a_counter_offer_stands_in_our_words(found: Negotiation) -> None:
    (part,) = found.parts
    words = typed_words(part).replace("Feedback of pupils and parents.", "Feedback of families.")
    answers = {
        assessment(found): OurAnswer(Verdict.COUNTER, words, "Families include pupils."),
        "term.until": OurAnswer(Verdict.COUNTER, "2028-06-30", "Two years."),
    }
    result = led_to(found, answers)
    assert "Feedback of families." in text_of(result)
    assert "June 30, 2028" in text_of(result)
    assert result.proposal is not None
    assert {each.because for each in result.proposal.changes} == {
        "Families include pupils.",
        "Two years.",
    }


def test_the_answer_has_what_we_agree_to_tracked_and_our_reasons_as_comments(
    found: Negotiation,
) -> None:
    answers = {assessment(found): REJECT, "term.until": ACCEPT}
    result = led_to(found, answers)
    data = answer_docx(found, answers, result, TEMPLATE, "Maple Grove", "2026-10-01")
    document = Document(BytesIO(data))
    said = [each.text for each in document.comments]
    assert "Not accepted. The board has decided otherwise." in said
    assert "2029" in document.element.xml
    back = reviewed(data)
    assert not back.review.has_silent_edits


def test_the_amendment_carries_out_what_is_agreed_alone(found: Negotiation) -> None:
    answers = {assessment(found): REJECT, "term.until": ACCEPT}
    options = AmendOptions(TEMPLATE, TODAY)
    made = amendment(found, answers, library(), options)
    assert made is not None
    config = made.files[made.name].decode()
    assert "2029-06-30" in config
    assert "Feedback of pupils" not in config
    assert amendment(found, {}, library(), options) is None


def test_a_check_says_what_is_new_in_the_result(found: Negotiation) -> None:
    answers = {"term.until": OurAnswer(Verdict.COUNTER, "2020-06-30", "")}
    result = led_to(found, answers)
    assert any("2020" in each.message or "term" in each.message for each in result.news)


def test_a_removed_paragraph_is_back_where_its_removal_is_rejected() -> None:
    copy = Copy()
    copy.strike(copy.paragraph("Community feedback."))
    found = negotiation(reviewed(copy.returned()))
    (part,) = found.parts
    assert "Community feedback." in text_of(led_to(found, {answered_name(part): REJECT}))
    assert "Community feedback." not in text_of(led_to(found, {answered_name(part): ACCEPT}))


def test_a_new_clause_is_there_only_where_it_is_accepted() -> None:
    copy = Copy()
    words = "Officers leave their bicycles at the gate."
    copy.clause("mission").addnext(new_paragraph(words, "MouClause"))
    found = negotiation(reviewed(copy.returned()))
    (part,) = [each for each in found.parts if each.key is None]
    assert words not in text_of(led_to(found, {answered_name(part): REJECT}))
    assert words in text_of(led_to(found, {answered_name(part): ACCEPT}))
    ours = OurAnswer(Verdict.COUNTER, "Officers come on foot.", "There is no rack.")
    assert "Officers come on foot." in text_of(led_to(found, {answered_name(part): ours}))


def test_typed_words_and_lines_are_the_same_both_ways(found: Negotiation) -> None:
    (part,) = found.parts
    typed = typed_words(part)
    assert "\n- " in typed
    assert [each.text for each in typed_lines(typed)] == [each.text for each in part.accepted]


def test_what_came_back_untouched_leaves_nothing_to_answer() -> None:
    found = negotiation(reviewed(sent()))
    assert (found.parts, found.settings, agreed(found, {})) == ((), (), None)
    assert isinstance(led_to(found, {}).checked, Ready)
