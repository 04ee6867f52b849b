"""Redlines of ours that the other side answers in LibreOffice, change by change, with edits.

What a review tells is held against what LibreOffice was told to do by its own API. Which words a
tracked change has, LibreOffice says itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mou_builder.agreement.document import Key, Kind, PartKind
from mou_builder.review.findings import ChangeAnswer, PartFinding, Review
from mou_builder.review.folding import plain
from mou_builder.review.our_changes.proposed_parts import proposed_parts
from mou_builder.review.sent_parts import sent_parts
from tests.support.difference.negotiated_pairs import PAIRS, agreements, redlined
from tests.support.libreoffice.jobs import Decision, Step, answered, see
from tests.support.review.returned_copies import reviewed

OURS, COUNSEL = "Maple Grove", "Dana Whitfield"
TOLD: dict[Decision, ChangeAnswer] = {
    "accept": ChangeAnswer.ACCEPTED,
    "reject": ChangeAnswer.REJECTED,
    "keep": ChangeAnswer.OPEN,
}
REFERRING = ("an added clause", "an added clause with blanks", "many things at once")
"""Redlines of which one change refers to the clause that another adds. Decided on alone, it prints
“Error: Reference source not found” in LibreOffice, which is told as a change of its own."""
TYPED = ["not", "at its own expense", "so far as “it” can & may", "within ninety (90) days"]


@dataclass(frozen=True)
class Answered:
    """What the other side does to a redline: a decision for each tracked change, and an edit."""

    name: str
    changes: tuple[str, ...]
    decisions: tuple[Decision, ...]
    edited: Key | None = None
    step: Step | None = None

    def done(self, left: Counter[str]) -> list[Decision]:
        """What LibreOffice did, given what it says is still tracked.

        It decides on no deletion behind a table by its first letter: that one stays open.
        """
        for words, decision in zip(self.changes, self.decisions, strict=True):
            left[words] -= decision == "keep"
        made: list[Decision] = []
        for words, decision in zip(self.changes, self.decisions, strict=True):
            is_left = decision != "keep" and left[words] > 0
            left[words] -= is_left
            made.append("keep" if is_left else decision)
        return made

    def told(self, left: Counter[str]) -> dict[Key, list[ChangeAnswer]]:
        """What a review is to tell of each change that we proposed."""
        found: dict[Key, list[ChangeAnswer]] = {}
        done = self.done(left)
        for keys, made in changes_of(self.name, self.changes):
            for key in keys:
                found.setdefault(key, []).append(as_told([done[at] for at in made]))
        return found


def changes_of(name: str, seen: tuple[str, ...]) -> Iterator[tuple[list[Key], list[int]]]:
    """The changes that we proposed, each with the tracked changes in LibreOffice that make it up.

    The number of a clause that is referred to only follows: its change has no key. LibreOffice
    makes one tracked change of what is inserted, or deleted, next to each other; several of ours
    that end within one are yielded together.
    """
    keys: list[Key] = []
    made: list[int] = []
    at = wanted = 0
    for part in proposed_parts(*agreements(name)).values():
        for stretch in part.stretches:
            keys += [] if stretch.only_follows else [part.key]
            wanted += letters(stretch.both)
            while wanted > 0:
                wanted -= letters(seen[at])
                made.append(at)
                at += 1
            if wanted == 0:
                yield keys, made
                keys, made = [], []
    assert (wanted, at) == (0, len(seen)), (name, seen[at:])


def letters(words: str) -> int:
    return len("".join(plain(words).split()))


def as_told(decisions: Sequence[Decision]) -> ChangeAnswer:
    """What a change is told as whose tracked changes were decided on like this."""
    if len(set(decisions)) == 1:
        return TOLD[decisions[0]]
    return ChangeAnswer.IN_PART if "accept" in decisions else ChangeAnswer.OPEN


def untouched_lines(name: str) -> list[tuple[Key, str]]:
    """The paragraphs of clauses that the redline leaves alone, which stand at one place only."""
    old, new = agreements(name)
    changed = proposed_parts(old, new)
    parts = [each for each in sent_parts(new) if each.key.part is PartKind.CLAUSE]
    count = Counter(line.text for each in parts for line in each.lines)
    return [
        (part.key, line.text)
        for part in parts
        for line in part.lines
        if part.key not in changed and line.kind in (Kind.CLAUSE, Kind.CONTINUATION)
        and count[line.text] == 1 and len(line.text.split()) > 3
    ]  # fmt: skip


@st.composite
def answers(draw: st.DrawFn, name: str, seen: tuple[str, ...]) -> Answered:
    """Answers at random; most changes are decided on as one, some in pieces."""
    decisions: dict[int, Decision] = {}
    choices: st.SearchStrategy[Decision] = st.sampled_from(["accept", "reject", "keep"])
    together = draw(choices) if name in REFERRING else None
    for keys, made in changes_of(name, seen):
        one = together or draw(choices)
        in_pieces = not together and len(keys) == 1 and draw(st.integers(0, 3)) == 0
        given_ = [draw(choices) if in_pieces else one for _ in made]
        decisions |= dict(zip(made, given_, strict=True))
    all_decisions = tuple(decisions[at] for at in range(len(seen)))
    if draw(st.booleans()):
        return Answered(name, seen, all_decisions)
    key, text = draw(st.sampled_from(untouched_lines(name)))
    words = text.split(" ")
    at = draw(st.integers(1, len(words) - 1))
    start = len(" ".join(words[:at])) + 1
    typed = f"{draw(st.sampled_from(TYPED))} "
    step = Step("type over", text, COUNSEL, draw(st.booleans()), start, 0, typed)
    return Answered(name, seen, all_decisions, key, step)


def drawn(as_sent: dict[str, tuple[str, ...]]) -> list[Answered]:
    """Some answers to each kind of redline."""
    found = []
    for name, seen in as_sent.items():

        @settings(max_examples=4, deadline=None, derandomize=True, database=None)
        @given(answers(name, seen))
        def take(one: Answered) -> None:
            found.append(one)

        take()
    return found


def told_answers(review: Review) -> dict[Key | None, list[ChangeAnswer]]:
    return {each.key: [one.answer for one in each.answers] for each in review.answered}


def own_changes(review: Review) -> list[tuple[Key | None, bool, set[str]]]:
    """What they changed beside our changes: the part, whether silently, and by whom."""
    return [
        (each.key, PartFinding.SILENT in each.findings, {hand.author for hand in each.hands})
        for each in review.changed
        if not each.answers
    ]


@pytest.mark.crosscheck
def test_answers_given_in_libreoffice_at_random_are_told_as_they_were_given() -> None:
    as_sent = see([(redlined(name), "keep") for name in PAIRS])
    words = [tuple(words for *_, words in each.changes) for each in as_sent]
    asked = drawn(dict(zip(PAIRS, words, strict=True)))
    assert {each for one in asked for each in one.decisions} == set(TOLD)
    assert {one.step.tracked for one in asked if one.step} == {True, False}
    jobs = [(redlined(one.name), one.decisions, [one.step] if one.step else []) for one in asked]
    wrong, undone = [], 0
    for one, seen in zip(asked, answered(jobs), strict=True):
        review = reviewed(seen.saved).review
        is_silent = one.step is not None and not one.step.tracked
        by = {COUNSEL} if one.step and one.step.tracked else set()
        beside = [(one.edited, is_silent, by)] if one.step else []
        left = Counter(words for _, author, words in seen.changes if author == OURS)
        undone += one.done(left.copy()) != [*one.decisions]
        asked_for = (one.told(left), beside, ())
        found = (told_answers(review), own_changes(review), review.doubts)
        if found != asked_for:
            wrong.append((one.name, one.decisions, one.step, asked_for, found))
    assert not wrong, f"{len(wrong)} of {len(asked)}; the first: {wrong[0]}"
    assert undone < len(asked) / 10
