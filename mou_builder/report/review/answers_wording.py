"""The answers to our changes, in words that a review's text and its page share."""

from __future__ import annotations

from mou_builder.agreement.document import PartKind
from mou_builder.agreement.wording import counted
from mou_builder.report.review.shown_words import on_one_line, who
from mou_builder.review.findings import AnsweredChange, ChangeAnswer, PartFinding, Review, Reviewed

_ANSWERED = {
    ChangeAnswer.ACCEPTED: "accepted",
    ChangeAnswer.REJECTED: "rejected",
    ChangeAnswer.IN_PART: "accepted in part",
    ChangeAnswer.CHANGED: "changed",
    ChangeAnswer.OPEN: "still open",
}


def answer_of(told: AnsweredChange) -> str:
    """Return the answer to one change that we proposed, as a sentence."""
    by = " and ".join(who(each) for each in told.hands if each.author)
    said = told.answer.value
    if told.deletion and told.insertion and told.deletion is not told.insertion:
        said = f"the new words {told.insertion.value}, the deletion {told.deletion.value}"
    elif told.answer is ChangeAnswer.CHANGED and told.hands and not by:
        said = f"{said} silently"
    words = f"{said} by {by}: {_asked_for(told)}" if by else f"{said}: {_asked_for(told)}"
    if told.answer is ChangeAnswer.CHANGED or (
        told.answer is ChangeAnswer.IN_PART and not told.deletion
    ):
        now = on_one_line(told.now)
        words += f"; it now reads “{now}”" if now else "; no words stand there now"
    return words


def _asked_for(told: AnsweredChange) -> str:
    if told.is_move:
        return "moved to another place"
    old, new = on_one_line(told.old), on_one_line(told.new)
    if old and new:
        return f"“{new}” for “{old}”"
    return f"“{new}” added" if new else f"“{old}” deleted"


def counts(review: Review) -> dict[ChangeAnswer, int]:
    """Return how many of the parts that we proposed to change got each answer.

    A heading that comes or goes with its clauses is no change by itself.
    """
    found = [each.answer for each in review.answered if not _follows_its_clauses(each)]
    return {each: found.count(each) for each in ChangeAnswer}


def _follows_its_clauses(part: Reviewed) -> bool:
    is_heading = part.key is not None and part.key.part is PartKind.HEADING
    return is_heading and all(not each.old or not each.new for each in part.answers)


def answers_in_short(review: Review) -> str:
    """Return in one sentence how many of our changes got each answer, and what else there is."""
    found = counts(review)
    total = sum(found.values())
    ours = "Our change is" if total == 1 else f"Of our {total} changes"
    answers = [
        _ANSWERED[each] if total == 1 else f"{count} {_ANSWERED[each]}"
        for each, count in found.items()
        if count
    ]
    own = sum(map(_own_changes, review.parts))
    silent = sum(map(_silent_edits, review.parts))
    return "; ".join(
        (
            f"{ours} {', '.join(answers)}",
            f"{counted(own, 'change')} of their own" if own else "no changes of their own",
            counted(silent, "silent edit") if silent else "no silent edits",
        )
    )


def _own_changes(part: Reviewed) -> int:
    """Count the tracked changes that the other side made on its own."""
    if not part.is_changed:
        return 0
    whole = {PartFinding.ADDED, PartFinding.REMOVED, PartFinding.MOVED}
    if not part.answers and whole & set(part.findings):
        return int(not part.is_silent)
    return sum(each.change is None and each.is_tracked for each in part.own_edits)


def _silent_edits(part: Reviewed) -> int:
    return max(sum(each.is_silent for each in part.edits), 1) if part.is_silent else 0


_SHOWN_BY_ANSWERS = frozenset(
    (PartFinding.TRACKED, PartFinding.ADDED, PartFinding.REMOVED, PartFinding.MOVED)
)


def beside_answers(part: Reviewed) -> set[PartFinding]:
    """Return the findings about a part that its answers do not already say."""
    has_own = any(each.is_tracked for each in part.own_edits)
    is_said = part.answers and not has_own
    return set(part.findings) - (_SHOWN_BY_ANSWERS if is_said else frozenset())
