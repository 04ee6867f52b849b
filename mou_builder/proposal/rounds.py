"""A round of a negotiation: a returned redline, compared with the signed agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mou_builder.review.findings import AwaitedFrom, ChangeAnswer, PartFinding, Review, Reviewed


def rebased(against_signed: Review, answers: Review) -> Review:
    """Return a review against the signed agreement, with what is known of the answers.

    An accepted change has no mark left, but is not a silent edit.
    """
    told = {each.key: each for each in answers.parts if each.key is not None}
    parts = tuple(
        _with_answers(each, told.get(each.key) if each.key else None)
        for each in against_signed.parts
    )
    return replace(against_signed, parts=parts)


def _with_answers(part: Reviewed, told: Reviewed | None) -> Reviewed:
    if told is None or not told.answers:
        return part
    findings = tuple(
        PartFinding.TRACKED if each is PartFinding.SILENT and not told.is_silent else each
        for each in part.findings
    )
    own = dict.fromkeys(each.hand for each in told.own_edits if each.is_tracked)
    return replace(
        part,
        title=told.title,
        findings=findings,
        answers=told.answers,
        hands=tuple(own) or part.hands,
        awaits=_awaited_after(told),
    )


def _awaited_after(told: Reviewed) -> AwaitedFrom | None:
    """Return whose answer a part of a redline waits for.

    What we proposed and they left open waits for them; what they changed of their own, tracked or
    not, and what they made of our changes, waits for us: also where they took of one change the new
    words and kept the old.
    """
    is_open = ChangeAnswer.OPEN
    if any(is_open in (each.answer, each.deletion, each.insertion) for each in told.answers):
        return AwaitedFrom.THEM
    others = {ChangeAnswer.CHANGED, ChangeAnswer.IN_PART}
    is_theirs = told.is_changed or any(each.answer in others for each in told.answers)
    return AwaitedFrom.US if is_theirs else None


def rejections(review: Review) -> Iterator[str]:
    """Yield what the other side rejected of our changes, in words."""
    for part in review.answered:
        for each in part.answers:
            if each.answer is ChangeAnswer.REJECTED:
                yield f"{part.title}: {change_in_words(each.old, each.new)}"


def change_in_words(old: str, new: str) -> str:
    """Return a change in words: what is replaced, added or deleted."""
    old, new = (" ".join(each.split()) for each in (old, new))
    if old and new:
        return f"“{new}” for “{old}”"
    if new:
        return f"“{new}” added"
    return f"“{old}” deleted" if old else "its move"


def is_agreed(review: Review) -> bool:
    """Tell whether a redline came back with every change accepted and nothing else changed."""
    answers = {each.answer for each in review.answered}
    return answers == {ChangeAnswer.ACCEPTED} and not review.changed and not review.doubts
