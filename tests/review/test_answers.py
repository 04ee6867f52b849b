"""What became of each change that we proposed: a redline goes out, is decided on, comes back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from lxml import etree

from mou_builder.report.review.as_json import review_json
from mou_builder.report.review.as_text import review_text
from mou_builder.review.findings import ChangeAnswer, Review
from mou_builder.review.our_changes.proposed_parts import proposed_parts
from tests.support.difference.negotiated_pairs import (
    OF_PARAGRAPHS,
    PAIRS,
    agreements,
    edited_parts,
    redlined,
)
from tests.support.example_counts import drawn
from tests.support.review.committed_copies import case
from tests.support.review.returned_copies import DAY, Copy, reviewed, w
from tests.support.word.tracked_changes import Decision, apply, decide, units

ACCEPT, REJECT, LEAVE = Decision.ACCEPT, Decision.REJECT, Decision.LEAVE
ANSWERS = {ACCEPT: ChangeAnswer.ACCEPTED, REJECT: ChangeAnswer.REJECTED, LEAVE: ChangeAnswer.OPEN}


def decided(name: str, choose: Callable[[etree._Element], Decision]) -> Review:
    copy = Copy(redlined(name))
    decide(copy.root, choose)
    return reviewed(copy.returned()).review


def answers(review: Review) -> dict[str, ChangeAnswer | None]:
    return {
        f"{each.key.part.value} {each.key.id}".strip(): each.answer
        for each in review.answered
        if each.key
    }


@pytest.mark.parametrize("name", [*PAIRS, *OF_PARAGRAPHS])
@pytest.mark.parametrize("decision", Decision)
def test_every_change_is_answered_as_the_whole_redline_was(name: str, decision: Decision) -> None:
    review = decided(name, lambda _: decision)
    expected = {f"{part.value} {id_}".strip() for part, id_ in edited_parts(name)}
    assert answers(review) == dict.fromkeys(expected, ANSWERS[decision])
    assert not review.has_silent_edits
    assert not any(each.own_edits for each in review.parts)


def test_a_rejected_share_is_not_told_as_unchanged() -> None:
    review = decided("a share", lambda _: REJECT)
    assert not review.is_untouched
    text = review_text(review, "back.docx", "city.yaml", False, 200)
    assert "Our change is rejected; no changes of their own; no silent edits." in text
    assert "rejected: “60 percent (60%)” for “75 percent (75%)”" in text


# Decided change by change


def stretches(name: str, copy: Copy) -> list[tuple[str, list[list[etree._Element]]]]:
    """Each change that we proposed, with the tracked changes that make it up, in order.

    Its part comes first; none for numbers of clauses, which only follow and are not told.
    """
    left = list(units(copy.root))
    found = []
    for part in proposed_parts(*agreements(name)).values():
        for stretch in part.stretches:
            wanted = len("".join((stretch.old + stretch.new).split()))
            made = []
            while wanted > 0:
                unit = left.pop(0)
                wanted -= sum(map(size, unit))
                made.append(unit)
            assert wanted == 0, (part.key, stretch)
            told_of = "" if stretch.only_follows else f"{part.key.part.value} {part.key.id}".strip()
            found.append((told_of, made))
    return found


def size(mark: etree._Element) -> int:
    """How many letters a tracked change brings or takes."""
    return sum(len("".join((each.text or "").split())) for each in mark.iter(w("t"), w("delText")))


def expected(decisions: set[Decision]) -> ChangeAnswer:
    if len(decisions) == 1:
        return ANSWERS[next(iter(decisions))]
    return ChangeAnswer.IN_PART if ACCEPT in decisions else ChangeAnswer.OPEN


@given(data=st.data(), name=st.sampled_from(list(PAIRS)))
@drawn(12, phases=[Phase.generate])
def test_answers_at_random_are_told_as_they_were_given(data: st.DataObject, name: str) -> None:
    copy = Copy(redlined(name))
    told: dict[str, list[ChangeAnswer]] = {}
    for part, made in stretches(name, copy):
        decisions = [data.draw(st.sampled_from(Decision)) for _ in made]
        for unit, decision in zip(made, decisions, strict=True):
            for each in unit:
                apply(each, decision)
        if part:
            told.setdefault(part, []).append(expected(set(decisions)))
    review = reviewed(copy.returned()).review
    found = {
        f"{each.key.part.value} {each.key.id}".strip(): [one.answer for one in each.answers]
        for each in review.answered
        if each.key
    }
    assert found == told
    assert not review.has_silent_edits
    assert not any(each.own_edits for each in review.parts)


def test_words_that_should_go_are_known_without_their_anchor_as_what_they_were_before() -> None:
    copy = Copy(redlined("another variant")).drop_controls().drop_bookmarks()
    decide(copy.root, lambda mark: REJECT if mark.tag == w("ins") else LEAVE)
    review = reviewed(copy.returned()).review
    assert answers(review) == {"clause funding": ChangeAnswer.OPEN}
    assert [each.title for each in review.changed] == ["Program funding"]
    assert not review.has_silent_edits


# Changed further, and changes of their own


def _sent_share() -> Copy:
    return Copy(redlined("a share"))


def _insertion(copy: Copy, words: str) -> etree._Element:
    return next(each for each in copy.root.iter(w("ins")) if words in "".join(each.itertext()))


def test_words_that_were_typed_over_ours_silently_are_ours_changed_further_and_silent() -> None:
    copy = _sent_share()
    decide(copy.root, lambda _: ACCEPT)
    review = reviewed(copy.replace("60 percent (60%)", "65 percent (65%)").returned()).review
    (part,) = review.answered
    first, second = part.answers
    assert (first.answer, first.now) == (ChangeAnswer.CHANGED, "65 percent (65%)")
    assert second.answer is ChangeAnswer.ACCEPTED
    assert part.is_silent
    assert "changed further silently: “60 percent (60%)” for “75 percent (75%)”; it now reads" in (
        review_text(review, "back.docx", "city.yaml", False, 300)
    )


def test_a_clause_that_is_still_struck_is_open_though_its_words_are_others() -> None:
    copy = Copy(redlined("an opt-in clause that goes"))
    struck = next(each for each in copy.root.iter(w("delText")) if "mediator" in (each.text or ""))
    struck.text = (struck.text or "").replace("mediator", "judge")
    review = reviewed(copy.returned()).review
    assert answers(review)["clause disputes"] is ChangeAnswer.OPEN
    assert review.has_silent_edits


def _with_words_over_ours(copy: Copy, ours: etree._Element, words: str) -> Copy:
    """A redline in which they struck an insertion of ours, with tracking, and put theirs in."""
    ours.addnext(copy.insertion(words, "Luis Ortega"))
    struck = copy.tracked("del", "Luis Ortega")
    for each in list(ours):
        for text in each.iter(w("t")):
            text.tag = w("delText")
        struck.append(each)
    ours.append(struck)
    return copy


def test_words_tracked_over_ours_name_the_hand_and_the_day() -> None:
    copy = _sent_share()
    _with_words_over_ours(copy, _insertion(copy, "60 percent"), "70 percent (70%)")
    review = reviewed(copy.returned()).review
    (part,) = review.answered
    assert part.answer is ChangeAnswer.CHANGED
    assert part.answers[0].now == "70 percent (70%)"
    assert [(each.author, each.date) for each in part.answers[0].hands] == [("Luis Ortega", DAY)]
    assert part.answers[1].answer is ChangeAnswer.OPEN
    assert not part.is_silent


def test_old_words_typed_again_over_ours_are_a_rejection_by_them_alone() -> None:
    copy = _sent_share()
    _with_words_over_ours(copy, _insertion(copy, "60 percent"), "75 percent (75%)")
    (part,) = reviewed(copy.returned()).review.answered
    assert part.answers[0].answer is ChangeAnswer.REJECTED
    assert [each.author for each in part.answers[0].hands] == ["Luis Ortega"]
    assert {each.hand.author for each in part.own_edits} == {"Luis Ortega"}


@pytest.mark.parametrize("name", ["the end of the term", "another variant", "custom text"])
def test_a_change_that_nobody_answered_names_nobody_who_struck_another_near_it(name: str) -> None:
    copy = Copy(redlined(name))
    ours = next(each for each in copy.root.iter(w("ins")) if each.getparent().tag == w("p"))
    review = reviewed(_with_words_over_ours(copy, ours, "other words").returned()).review
    told = [each for part in review.answered for each in part.answers]
    assert [each.hands for each in told if each.answer is ChangeAnswer.OPEN if each.hands] == []
    assert any(each.hands for each in told)


def test_an_insertion_of_ours_that_they_strike_with_tracking_is_rejected_by_them() -> None:
    copy = _sent_share()
    decide(copy.root, lambda _: ACCEPT)
    copy.track("60 percent (60%)", "75 percent (75%)", "Luis Ortega")
    (part,) = reviewed(copy.returned()).review.answered
    assert part.answers[0].answer is ChangeAnswer.REJECTED
    assert [each.author for each in part.answers[0].hands] == ["Luis Ortega"]


def test_a_change_of_their_own_beside_ours_is_told_from_it() -> None:
    copy = _sent_share()
    decide(copy.root, lambda _: REJECT)
    copy.replace("shall be integrated", "may be integrated")
    review = reviewed(copy.returned()).review
    text = review_text(review, "back.docx", "city.yaml", False, 300)
    assert "Our change is rejected; no changes of their own; 1 silent edit." in text
    assert [each.key.id for each in review.parts if each.is_silent and each.key] == [
        "school-community"
    ]


def test_json_tells_each_answer_for_a_machine() -> None:
    copy = _sent_share()
    decide(copy.root, lambda _: REJECT)
    told = json.loads(review_json(reviewed(copy.returned()).review, "back.docx", "city.yaml"))
    assert told["our_changes"] == {
        "accepted": 0,
        "rejected": 1,
        "accepted in part": 0,
        "changed further": 0,
        "still open": 0,
    }
    (part,) = told["parts"]
    assert part["answer"] == "rejected"
    assert part["our_changes"][0]["old"] == "75 percent (75%)"


@pytest.mark.parametrize(
    ("file", "answer"),
    [("rej-funding.docx", ChangeAnswer.REJECTED), ("acc-funding.docx", ChangeAnswer.ACCEPTED)],
)
def test_a_redline_of_which_one_clause_was_decided_tells_that_and_the_rest_as_open(
    file: str, answer: ChangeAnswer
) -> None:
    found = answers(case(file))
    assert found.pop("clause funding") is answer
    assert set(found.values()) == {ChangeAnswer.OPEN}


@pytest.mark.parametrize(
    ("file", "answer"), [("dr.docx", ChangeAnswer.OPEN), ("dr-rej.docx", ChangeAnswer.REJECTED)]
)
def test_a_redline_that_was_rejected_whole_is_not_told_as_unchanged(
    file: str, answer: ChangeAnswer
) -> None:
    assert set(answers(case(file, "mg-2028.yaml")).values()) == {answer}


def test_words_typed_into_ours_are_theirs_though_they_stand_in_our_name() -> None:
    """LibreOffice extends a tracked insertion by what is typed into it with tracking off."""
    copy = Copy(redlined("a share"))
    for each in copy.root.iter(w("t")):
        each.text = (each.text or "").replace("60 percent (60%)", "61 percent (61%)")
    (part,) = [each for each in reviewed(copy.returned()).review.parts if each.is_silent]
    assert part.key is not None
    assert part.key.id == "funding"
    assert part.answer is ChangeAnswer.CHANGED
    assert part.notes == ("a tracked change in the name of Maple Grove that we did not propose",)


def test_a_change_of_theirs_in_our_name_is_told_wherever_it_stands() -> None:
    copy = Copy(redlined("a share"))
    ours = next(each for each in copy.root.iter(w("ins")) if each.get(w("date")))
    copy.track("not to enforce", "to enforce", ours.get(w("author")))
    for each in copy.root.iter(w("ins"), w("del")):
        each.set(w("date"), ours.get(w("date")))
    told = [
        each.key and each.key.id
        for each in reviewed(copy.returned()).review.parts
        if each.is_silent
    ]
    assert told == ["criminal-law-role"]


def test_a_name_that_both_sides_have_is_no_edit_in_our_name() -> None:
    """“Author” without a day is what Word writes when it removes personal information."""
    copy = Copy(redlined("a share")).track("not to enforce", "to enforce")
    for each in copy.root.iter(w("ins"), w("del")):
        each.set(w("author"), "Author")
        each.attrib.pop(w("date"), None)
    assert not reviewed(copy.returned()).review.has_silent_edits


def test_a_counterproposal_to_what_was_rejected_is_no_change_in_our_name() -> None:
    """It takes words that our own change took, too."""
    copy = Copy(redlined("a share"))
    decide(copy.root, lambda _: REJECT)
    copy.track("75 percent (75%)", "50 percent (50%)")
    assert not reviewed(copy.returned()).review.has_silent_edits


def test_a_line_of_ours_that_was_put_elsewhere_is_told() -> None:
    copy = Copy(redlined("a topic"))
    line = copy.paragraph("school mental health")
    line.getprevious().addprevious(line)
    (part,) = [each for each in reviewed(copy.returned()).review.parts if each.is_silent]
    assert part.answer is ChangeAnswer.OPEN
    assert part.notes == ("what we proposed does not stand where we put it",)


def test_a_row_of_ours_that_was_put_elsewhere_is_told() -> None:
    copy = Copy(redlined("a row of the schedule"))
    rows = [each for each in copy.root.iter(w("tr")) if each.find(f".//{w('ins')}") is not None]
    (row,) = rows
    row.getparent().insert(row.getparent().index(row.getparent().find(w("tr"))) + 1, row)
    silent = [each for each in reviewed(copy.returned()).review.parts if each.is_silent]
    assert [each.key and each.key.id for each in silent] == ["duty-stations"]


def test_a_row_of_ours_with_other_words_is_theirs() -> None:
    copy = Copy(redlined("a row of the schedule"))
    for each in copy.root.iter(w("t")):
        each.text = (each.text or "").replace("8:15", "8:45")
    (part,) = [each for each in reviewed(copy.returned()).review.parts if each.is_silent]
    assert part.answer is ChangeAnswer.CHANGED
