"""Why a returned copy asks for a change: who made it, how, and what was said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mou_builder.agreement.wording import days_in_words
from mou_builder.patterns import pattern
from mou_builder.review.findings import AwaitedFrom, ChangeAnswer, Reviewed
from mou_builder.review.returned_copy import Remark, Reviser

OTHER_SIDE = "the other side"
"""The proposer of changes without an author."""
UNNAMED = "a party"
"""The proposer of changes in a redline of ours without an author."""


_ANSWERED = {
    ChangeAnswer.ACCEPTED: "Proposed before, and accepted by the other side.",
    ChangeAnswer.REJECTED: "Rejected by the other side.",
    ChangeAnswer.IN_PART: "Proposed before, and accepted in part by the other side.",
    ChangeAnswer.CHANGED: "Proposed before, and changed further by the other side.",
    ChangeAnswer.OPEN: "Proposed before, and not yet answered.",
}
_SILENT = "Changed without tracking in the copy that came back."
_UNEXPLAINED = "Changed in the copy that came back."
_OWN = "|".join(re.escape(each) for each in (*_ANSWERED.values(), _SILENT, _UNEXPLAINED))
_OF_A_ROUND = pattern(rf"(?:(?:{_OWN}|Proposed by [^“”]+? with changes tracked\.)(?: |$))+")
"""The sentences of an earlier round, which come before what a person wrote."""


def reason_for(parts: Sequence[Reviewed]) -> str:
    """Return the reason for a change, from the parts of a returned copy that make it."""
    hands: dict[str, Reviser] = {}
    for part in parts:
        for hand in part.hands:
            hands.setdefault(hand.author, hand)
    answers = dict.fromkeys(part.answer for part in parts if part.answer)
    said = [_ANSWERED[each] for each in answers]
    named = [each for each in hands.values() if not each.is_nobody]
    if named and ChangeAnswer.ACCEPTED not in answers:
        said.append(_tracked_by(named))
    if any(part.is_silent for part in parts):
        said.append(_SILENT)
    for part in parts:
        said += [line for remark in part.remarks for line in _remark_lines(remark)]
    return " ".join(dict.fromkeys(said)) or _UNEXPLAINED


def awaited_from(parts: Sequence[Reviewed]) -> AwaitedFrom | None:
    """Return whose answer a change waits for, from the parts of a returned copy that make it."""
    found = {each.awaits for each in parts}
    return next((each for each in (AwaitedFrom.THEM, AwaitedFrom.US) if each in found), None)


def proposers(parts: Sequence[Reviewed]) -> str:
    """Return who made changes or comments."""
    hands = [hand for part in parts for hand in part.hands]
    names = dict.fromkeys(each.author for each in hands if not each.is_nobody)
    names |= dict.fromkeys(each.author for part in parts for each in part.remarks)
    return " and ".join(names) or (UNNAMED if hands else OTHER_SIDE)


def last_day(parts: Sequence[Reviewed]) -> date | None:
    """Return the day of the last change or comment, None where none has one."""
    dates = [hand.date for part in parts for hand in part.hands]
    dates += [each.date for part in parts for each in part.remarks]
    return max((day for each in dates if (day := _day_of(each))), default=None)


def _tracked_by(hands: Sequence[Reviser]) -> str:
    names = [
        f"{each.author} ({days_in_words(each.date[:10])})" if each.date else each.author
        for each in hands
    ]
    return f"Proposed by {' and '.join(names)} with changes tracked."


def _remark_lines(remark: Remark) -> Iterator[str]:
    for each in (remark, *remark.replies):
        text = " ".join(each.text.split())
        if before := _OF_A_ROUND.match(text):  # what follows has its names with it
            yield from filter(None, [text[before.end() :]])
        elif text:
            yield f"{each.author}: “{text}”"


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
