"""The answers to what we proposed to change in one part, and its words laid over what was decided.

An accepted change leaves its new words and no mark, a rejected one its old words; one that is open
still has both, tracked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mou_builder.frozen import dataclass, replace
from mou_builder.review.findings import AnsweredChange, ChangeAnswer
from mou_builder.review.our_changes.answering import (
    LocatedChange,
    Range,
    StandingWords,
    are_some_of,
    bare,
    is_piece_of,
    laid_over,
    settled,
)
from mou_builder.review.our_changes.proposed_parts import ProposedPart, Stretch
from mou_builder.review.returned_copy import Line, Reviser
from mou_builder.review.silent_edits import ChangePlaces, Edit, Overlay, overlay, reading
from mou_builder.review.silent_edits import moved as moved_words


@dataclass(frozen=True)
class AnsweredPart:
    """A part of a redline that came back.

    ``base`` are its words with our changes as they were decided, before anything else; ``laid`` the
    words that came back over it.
    """

    base: str
    laid: Overlay
    answers: tuple[AnsweredChange, ...]

    def laid_of_move(self, rejected: str, accepted: str, hand: Reviser) -> Overlay:
        """Return the words at the place where a tracked move put them, what it changes marked."""
        laid = moved_words(rejected, accepted, hand)
        ours = [each for each in self.answers if each.answer is ChangeAnswer.OPEN]
        edits = (
            replace(
                each,
                is_ours=any(
                    _is_half(each.deleted, one.old) and _is_half(each.inserted, one.new)
                    for one in ours
                ),
            )
            for each in laid.edits
        )
        return replace(laid, edits=tuple(edits))


def answered(part: ProposedPart, lines: Sequence[Line]) -> AnsweredPart:
    """Return what became of the changes to a part that came back in ``lines``."""
    accepted = reading(lines, rejected=False)
    rejected = reading(lines, rejected=True)
    new = laid_over(part, accepted)
    old = new if rejected == accepted else laid_over(part, rejected)
    base = settled(part, rejected, old)
    places = [
        ChangePlaces(_with_space(a.place, accepted), _with_space(b.place, rejected))
        for a, b in zip(new, old, strict=True)
    ]
    laid = overlay(base, lines, places)
    answers = [
        _answer(stretch, a, b, accepted[slice(*a.place)], rejected[slice(*b.place)])
        for stretch, a, b in zip(part.stretches, new, old, strict=True)
    ]
    edits = tuple(_claimed(laid.edits, part.stretches, answers))
    hands = [
        tuple(dict.fromkeys(each.hand for each in edits if each.change == at and not each.is_ours))
        for at in range(len(answers))
    ]
    named = (replace(each, hands=by) for each, by in zip(answers, hands, strict=True))
    return AnsweredPart(base, replace(laid, edits=edits), tuple(named))


def with_all_of_ours(part: ProposedPart, text: str) -> str:
    """Return the words of a part with each of our changes made, whatever was decided."""
    pieces: list[str] = []
    at = 0
    for stretch, laid in zip(part.stretches, laid_over(part, text), strict=True):
        start, end = laid.place
        pieces += (text[at:start], stretch.new)
        at = end
    return "".join((*pieces, text[at:]))


def _with_space(place: Range, text: str) -> Range:
    """Return a place with the white space around it, which comes and goes with its words."""
    start, end = place
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def gone(part: ProposedPart) -> tuple[AnsweredChange, ...]:
    """Return the answers where nothing at all is left of a part."""
    if part.is_moved and not part.stretches:
        return (moved(ChangeAnswer.CHANGED),)
    whole = ChangeAnswer.REJECTED if part.is_added else ChangeAnswer.ACCEPTED
    is_whole = part.is_added or part.is_removed
    answer = whole if is_whole else ChangeAnswer.CHANGED
    return tuple(AnsweredChange(each.old, each.new, answer) for each in part.stretches)


def moved(answer: ChangeAnswer) -> AnsweredChange:
    """Return the answer to a move of a part."""
    return AnsweredChange("", "", answer, is_move=True)


def answer_of_move(new: StandingWords, old: StandingWords) -> ChangeAnswer:
    """Return what became of a move, by where the part stands in the two readings."""
    return _of_insertion(
        old is StandingWords.NEW, new is StandingWords.NEW, new is not StandingWords.OTHER
    )


def _of_insertion(before: bool, after: bool, is_known: bool) -> ChangeAnswer:
    """Return the answer to an insertion by whether it stands there, rejected and accepted."""
    if not is_known:
        return ChangeAnswer.CHANGED
    if after:
        return ChangeAnswer.ACCEPTED if before else ChangeAnswer.OPEN
    return ChangeAnswer.REJECTED


def _of_deletion(before: bool, after: bool) -> ChangeAnswer:
    if after:
        return ChangeAnswer.REJECTED
    return ChangeAnswer.OPEN if before else ChangeAnswer.ACCEPTED


_HAS_OLD = (StandingWords.OLD, StandingWords.BOTH)
_HAS_NEW = (StandingWords.NEW, StandingWords.BOTH)


def _answer(
    stretch: Stretch, new: LocatedChange, old: LocatedChange, now: str, was_there: str
) -> AnsweredChange:
    told = AnsweredChange(stretch.old, stretch.new, ChangeAnswer.CHANGED, now)
    if new.stands is StandingWords.OTHER:
        if not is_piece_of(now, stretch):
            return told
        # Some words of it are rejected; if none are accepted, the rest is open.
        is_open = old.stands is StandingWords.OLD
        return replace(told, answer=ChangeAnswer.OPEN if is_open else ChangeAnswer.IN_PART)
    if old.stands is StandingWords.OTHER and is_piece_of(was_there, stretch):
        return replace(told, answer=ChangeAnswer.IN_PART)
    if old.stands is StandingWords.OTHER and bare(was_there) and not bare(stretch.new):
        # The deletion is still tracked, of words that are others now.
        return replace(told, answer=ChangeAnswer.OPEN)
    if new.present and old.present:
        return _by_lines(told, stretch, new.present, old.present)
    was = new.stands if old.stands is StandingWords.OTHER else old.stands
    deletion = _of_deletion(was in _HAS_OLD, new.stands in _HAS_OLD)
    insertion = _of_insertion(was in _HAS_NEW, new.stands in _HAS_NEW, is_known=True)
    halves = (deletion if bare(stretch.old) else None, insertion if bare(stretch.new) else None)
    return _of_halves(told, *halves)


def _by_lines(
    told: AnsweredChange, stretch: Stretch, new: Sequence[bool], old: Sequence[bool]
) -> AnsweredChange:
    """Return the answer to a change each of whose lines was decided by itself."""
    insertions: set[ChangeAnswer] = set()
    deletions: set[ChangeAnswer] = set()
    for (_, is_new), after, before in zip(stretch.lines, new, old, strict=True):
        if is_new:
            insertions.add(_of_insertion(before, after, is_known=True))
        else:
            deletions.add(_of_deletion(before, after))
    if len(insertions) > 1 or len(deletions) > 1:
        return replace(told, answer=_together(insertions | deletions))
    return _of_halves(told, next(iter(deletions), None), next(iter(insertions), None))


def _of_halves(
    told: AnsweredChange, deletion: ChangeAnswer | None, insertion: ChangeAnswer | None
) -> AnsweredChange:
    halves = {each for each in (deletion, insertion) if each}
    if len(halves) == 1:
        return replace(told, answer=halves.pop())
    return replace(told, answer=_together(halves), deletion=deletion, insertion=insertion)


def _together(found: set[ChangeAnswer]) -> ChangeAnswer:
    if len(found) == 1:
        return next(iter(found))
    return ChangeAnswer.IN_PART if ChangeAnswer.ACCEPTED in found else ChangeAnswer.OPEN


def _claimed(
    edits: Iterable[Edit], stretches: Sequence[Stretch], answers: Sequence[AnsweredChange]
) -> Iterator[Edit]:
    """Yield the edits, those marked that are our own changes, still open."""
    for each in edits:
        if each.change is None or each.is_silent or each.over is not None:
            yield each
            continue
        stretch = stretches[each.change]
        is_ours = _is_half(each.deleted, stretch.old) and _is_half(each.inserted, stretch.new)
        yield replace(each, is_ours=is_ours and _is_open(each, answers[each.change]))


def _is_half(words: str, half: str) -> bool:
    return not bare(words) or are_some_of(words, (half,))


def _is_open(edit: Edit, told: AnsweredChange) -> bool:
    """Tell whether a tracked change can be ours, and not one that decides ours otherwise."""
    if told.answer in (ChangeAnswer.OPEN, ChangeAnswer.CHANGED):
        return True
    halves = (edit.deleted and told.deletion, edit.inserted and told.insertion)
    return ChangeAnswer.OPEN in halves or (told.answer is ChangeAnswer.IN_PART and not any(halves))
