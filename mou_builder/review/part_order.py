"""The order in which the parts of an agreement came back, and which parts were moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from mou_builder.agreement.document import Key
from mou_builder.difference.alignment import staying
from mou_builder.review.findings import ChangeAnswer
from mou_builder.review.line_match import MatchedLines
from mou_builder.review.our_changes.answering import StandingWords
from mou_builder.review.our_changes.answers import answer_of_move
from mou_builder.review.our_changes.proposed_parts import ProposedPart
from mou_builder.review.sent_parts import SentPart


class PartOrder:
    """The order of the parts that were found, compared with that of the parts that were sent.

    Of a redline, ``old`` are the parts of the old agreement, and ``proposed`` is what it changes.
    """

    def __init__(
        self,
        found: Sequence[MatchedLines],
        sent: Mapping[Key, SentPart],
        old: Mapping[Key, SentPart],
        proposed: Mapping[Key, ProposedPart],
    ) -> None:
        self._found = found
        self._sent = sent
        self._old = old
        self._proposed = proposed
        self.before = _parts_before(found)
        """The last part with a key before each part, by the part's place."""

    @cached_property
    def moves_rejected(self) -> frozenset[Key]:
        """The parts that stand elsewhere than in what was sent, when changes are rejected."""
        return self._moved(rejected=True)

    @cached_property
    def moves_accepted(self) -> frozenset[Key]:
        """The parts that stand elsewhere than in what was sent, when changes are accepted."""
        return self._moved(rejected=False)

    def move_of(self, key: Key) -> ChangeAnswer:
        """Say what became of a move that we proposed, by the order of the parts that stay."""
        places = []
        for rejected in (False, True):
            order = self._standing(rejected=rejected)
            if key not in order:
                return ChangeAnswer.CHANGED
            if self._fits(key, order, list(self._sent)):
                places.append(StandingWords.NEW)
            elif self._fits(key, order, list(self._old)):
                places.append(StandingWords.OLD)
            else:
                places.append(StandingWords.OTHER)
        return answer_of_move(*places)

    def _moved(self, *, rejected: bool) -> frozenset[Key]:
        ranks = {key: at for at, key in enumerate(self._sent)}
        keys = [key for key in self._standing(rejected=rejected) if key in ranks]
        keys = [key for key in keys if not self._is_ours(key)]
        if rejected and not self._old and any(each.moved_to is not None for each in self._found):
            # A redline of ours, whose old agreement is unknown, may have moved them.
            return frozenset()
        stays = staying([ranks[key] for key in keys], [len(self._sent[k].text) for k in keys])
        return frozenset(key for at, key in enumerate(keys) if at not in stays)

    def _standing(self, *, rejected: bool) -> list[Key]:
        """Return the parts that have words, in order, when changes are rejected or accepted."""
        here = []
        for each in self._found:
            text = each.rejected if rejected else each.accepted
            if each.key is not None and text.strip():
                at = each.at if rejected or each.moved_to is None else each.moved_to
                here.append((at, each.key))
        return [key for _, key in sorted(here, key=lambda one: one[0])]

    def _fits(self, key: Key, order: Sequence[Key], wanted: Sequence[Key]) -> bool:
        """Tell whether a part stands among the parts that we did not move as it is ``wanted``."""
        if key not in wanted:
            return False
        here, rank = order.index(key), {each: at for at, each in enumerate(wanted)}
        return all(
            (rank[each] < rank[key]) == (at < here)
            for at, each in enumerate(order)
            if each in rank and not self._is_ours(each) and at != here
        )

    def _is_ours(self, key: Key) -> bool:
        """Tell whether we proposed to move a part."""
        return key in self._proposed and self._proposed[key].is_moved


def _parts_before(found: Sequence[MatchedLines]) -> dict[int, Key]:
    befores: dict[int, Key] = {}
    last: Key | None = None
    for each in found:
        if last is not None:
            befores[each.at] = last
        last = each.key or last
    return befores
