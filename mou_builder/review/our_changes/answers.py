"""The answers to what we proposed to change in one part, and what else was done to it.

An accepted change leaves its new words without a mark, a rejected one its old words; an open one
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
    as_decided,
    bare,
    is_piece_of,
    located_changes,
)
from mou_builder.review.our_changes.proposed_parts import ProposedPart, Stretch
from mou_builder.review.returned_copy import Line, Reviser
from mou_builder.review.silent_edits import ChangePlaces, Edit, Overlay, overlay, reading
from mou_builder.review.silent_edits import moved as moved_words


@dataclass(frozen=True)
class AnsweredPart:
    """A part of a redline that came back.

    ``base`` are its words with our changes as they were decided, before any other change; ``laid``
    are the words that came back, compared with it, without our own numbers that only follow.
    """

    base: str
    laid: Overlay
    answers: tuple[AnsweredChange, ...]

    def of_ours(self, part: ProposedPart) -> tuple[AnsweredChange, ...]:
        """Return the answers to what we proposed, without numbers of clauses that only follow it.

        What they made of such a number themselves is told.
        """
        return tuple(
            each
            for each, stretch in zip(self.answers, part.stretches, strict=True)
            if not stretch.only_follows or each.answer is ChangeAnswer.CHANGED
        )

    def is_displaced(self, part: ProposedPart, accepted: str) -> bool:
        """Tell whether ``accepted`` has our changes as they were answered, but in other places.

        Then it has the same letters in another order, and nothing else is told of its words.
        """
        if any(not each.is_ours for each in self.laid.edits):
            return False
        pieces = [part.kept[0]]
        for each, stretch, kept in zip(self.answers, part.stretches, part.kept[1:], strict=True):
            pieces += (stretch.old if each.answer is ChangeAnswer.REJECTED else stretch.new, kept)
        due, there = bare("".join(pieces)), bare(accepted)
        return due != there and sorted(due) == sorted(there)

    def laid_of_move(self, rejected: str, accepted: str, hand: Reviser) -> Overlay:
        """Return the words at the place where a tracked move put them, with what it changed."""
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


def answers_to(part: ProposedPart, lines: Sequence[Line]) -> AnsweredPart:
    """Return what became of our changes to a part that came back in ``lines``."""
    accepted = reading(lines, rejected=False)
    rejected = reading(lines, rejected=True)
    new = located_changes(part, accepted)
    old = new if rejected == accepted else located_changes(part, rejected)
    base = as_decided(part, rejected, old)
    places = [
        ChangePlaces(_with_space(a.place, accepted), _with_space(b.place, rejected))
        for a, b in zip(new, old, strict=True)
    ]
    laid = overlay(base, lines, places)
    answers = [
        _answer(stretch, a, b, accepted[slice(*a.place)], rejected[slice(*b.place)])
        for stretch, a, b in zip(part.stretches, new, old, strict=True)
    ]
    edits = tuple(_with_ours_marked(laid.edits, part.stretches, answers))
    hands = [
        tuple(dict.fromkeys(each.hand for each in edits if each.change == at and not each.is_ours))
        for at in range(len(answers))
    ]
    named = (replace(each, hands=by) for each, by in zip(answers, hands, strict=True))
    following = {at for at, each in enumerate(part.stretches) if each.only_follows}
    told = tuple(each for each in edits if not (each.is_ours and each.change in following))
    return AnsweredPart(base, replace(laid, edits=told), tuple(named))


def with_all_of_ours(part: ProposedPart, text: str) -> str:
    """Return a text of a part with each of our changes made, whatever was decided."""
    pieces: list[str] = []
    at = 0
    for stretch, located in zip(part.stretches, located_changes(part, text), strict=True):
        start, end = located.place
        pieces += (text[at:start], stretch.new)
        at = end
    return "".join((*pieces, text[at:]))


def _with_space(place: Range, text: str) -> Range:
    """Return a place with the white space around it, which belongs to the change."""
    start, end = place
    return len(text[:start].rstrip()), len(text) - len(text[end:].lstrip())


def answers_if_gone(part: ProposedPart) -> tuple[AnsweredChange, ...]:
    """Return the answers if nothing is left of a part."""
    if part.is_moved and not part.stretches:
        return (answer_to_move(ChangeAnswer.CHANGED),)
    whole = ChangeAnswer.REJECTED if part.is_added else ChangeAnswer.ACCEPTED
    is_whole = part.is_added or part.is_removed
    answer = whole if is_whole else ChangeAnswer.CHANGED
    return tuple(AnsweredChange(each.old, each.new, answer) for each in part.stretches)


def answer_to_move(answer: ChangeAnswer) -> AnsweredChange:
    """Return the answer to a move of a part as that to a change."""
    return AnsweredChange("", "", answer, is_move=True)


def answer_of_move(new: StandingWords, old: StandingWords) -> ChangeAnswer:
    """Return what became of a move: where the part stands if all is accepted, and if rejected."""
    if new is StandingWords.OTHER:
        return ChangeAnswer.CHANGED
    return _answer_to_insertion(old is StandingWords.NEW, new is StandingWords.NEW)


def _answer_to_insertion(rejected: bool, accepted: bool) -> ChangeAnswer:
    """Return the answer by whether the new words are there if all is rejected, and if accepted."""
    if accepted:
        return ChangeAnswer.ACCEPTED if rejected else ChangeAnswer.OPEN
    return ChangeAnswer.REJECTED


def _answer_to_deletion(rejected: bool, accepted: bool) -> ChangeAnswer:
    """Return the answer by whether the old words are there if all is rejected, and if accepted."""
    if accepted:
        return ChangeAnswer.REJECTED
    return ChangeAnswer.OPEN if rejected else ChangeAnswer.ACCEPTED


_HAS_OLD = (StandingWords.OLD, StandingWords.BOTH)
_HAS_NEW = (StandingWords.NEW, StandingWords.BOTH)


def _answer(
    stretch: Stretch, new: LocatedChange, old: LocatedChange, now: str, was_there: str
) -> AnsweredChange:
    """Return the answer to a change, by what stands there if all is accepted, and if rejected."""
    change = AnsweredChange(stretch.old, stretch.new, ChangeAnswer.CHANGED, now)
    if new.stands is StandingWords.OTHER:
        if not is_piece_of(now, stretch):
            return change
        # Some of its words are rejected; if none are accepted, the rest is open.
        is_open = old.stands is StandingWords.OLD
        return replace(change, answer=ChangeAnswer.OPEN if is_open else ChangeAnswer.IN_PART)
    if old.stands is StandingWords.OTHER and is_piece_of(was_there, stretch):
        return replace(change, answer=ChangeAnswer.IN_PART)
    if old.stands is StandingWords.OTHER and bare(was_there) and not bare(stretch.new):
        # The deletion is still tracked, but of words that were edited.
        return replace(change, answer=ChangeAnswer.OPEN)
    if new.present and old.present:
        return _answer_by_lines(change, stretch, new.present, old.present)
    was = new.stands if old.stands is StandingWords.OTHER else old.stands
    deletion = _answer_to_deletion(was in _HAS_OLD, new.stands in _HAS_OLD)
    insertion = _answer_to_insertion(was in _HAS_NEW, new.stands in _HAS_NEW)
    return _answer_of_halves(
        change,
        deletion if bare(stretch.old) else None,
        insertion if bare(stretch.new) else None,
    )


def _answer_by_lines(
    change: AnsweredChange, stretch: Stretch, new: Sequence[bool], old: Sequence[bool]
) -> AnsweredChange:
    """Return the answer to a change of which each line was decided separately."""
    insertions: set[ChangeAnswer] = set()
    deletions: set[ChangeAnswer] = set()
    for (_, is_new), after, before in zip(stretch.lines, new, old, strict=True):
        if is_new:
            insertions.add(_answer_to_insertion(before, after))
        else:
            deletions.add(_answer_to_deletion(before, after))
    if len(insertions) > 1 or len(deletions) > 1:
        return replace(change, answer=_combined(insertions | deletions))
    return _answer_of_halves(change, next(iter(deletions), None), next(iter(insertions), None))


def _answer_of_halves(
    change: AnsweredChange, deletion: ChangeAnswer | None, insertion: ChangeAnswer | None
) -> AnsweredChange:
    """Return the answer to a change by those to its halves, named only if they differ."""
    halves = {each for each in (deletion, insertion) if each}
    if len(halves) == 1:
        return replace(change, answer=halves.pop())
    return replace(change, answer=_combined(halves), deletion=deletion, insertion=insertion)


def _combined(found: set[ChangeAnswer]) -> ChangeAnswer:
    if len(found) == 1:
        return next(iter(found))
    return ChangeAnswer.IN_PART if ChangeAnswer.ACCEPTED in found else ChangeAnswer.OPEN


def _with_ours_marked(
    edits: Iterable[Edit], stretches: Sequence[Stretch], answers: Sequence[AnsweredChange]
) -> Iterator[Edit]:
    """Yield the edits; those that are our own changes, still open, are marked as ours."""
    for each in edits:
        if each.change is None or each.is_silent or each.over is not None:
            yield each
            continue
        stretch = stretches[each.change]
        is_ours = _is_half(each.deleted, stretch.old) and _is_half(each.inserted, stretch.new)
        yield replace(each, is_ours=is_ours and _is_open(each, answers[each.change]))


def _is_half(words: str, half: str) -> bool:
    """Tell whether the words of an edit are all from one half of a change."""
    return not bare(words) or are_some_of(words, (half,))


def _is_open(edit: Edit, change: AnsweredChange) -> bool:
    """Tell whether a tracked change can be ours, rather than a counterproposal to ours."""
    if change.answer in (ChangeAnswer.OPEN, ChangeAnswer.CHANGED):
        return True
    if change.answer is ChangeAnswer.REJECTED:  # by typing the old words again beside our deletion
        return not edit.inserted
    halves = (edit.deleted and change.deletion, edit.inserted and change.insertion)
    is_in_part = change.answer is ChangeAnswer.IN_PART
    return ChangeAnswer.OPEN in halves or (is_in_part and not any(halves))
