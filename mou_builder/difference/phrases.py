"""What two texts keep, as a reader would say it: whole phrases, not every word that recurs.

A longest common subsequence keeps each “the” that two sentences share, and so marks a change
between any two of them. Therefore its result is thinned: a sentence of which little is kept is
replaced whole, a few words kept between two larger changes go with them, and an insertion or
deletion that could stand in several places is put where a sentence or phrase begins.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise

from mou_builder.difference.alignment import common_subsequence
from mou_builder.difference.words import CONTENT, MARK, Tokens

Pairs = list[tuple[int, int]]
"""Tokens of the old and of the new text that are the same, rising in both."""

KEPT_SHARE = 3
"""A sentence is replaced as a whole when less than one part in this many of it is kept."""
LARGEST_ISLAND = 2 * CONTENT
"""The weight of the longest kept phrase that may be given up between two changes."""

_LAST = ""
_CONJUNCTIONS = frozenset({"and", "or", "but", "nor", "except", "provided"})


def kept_tokens(old: Tokens, new: Tokens) -> Pairs:
    """Return the pairs of tokens that are kept; the last pair stands for the ends of the texts."""
    if old.keys == new.keys:
        return [(index, index) for index in range(len(old.keys))]
    pairs = _aligned_by_meaning(old, new)
    for _ in range(2):  # a sentence may lose so much to islands that it is to be replaced whole
        runs = _without_islands(_runs(_whole_sentences(pairs, old, new)), old, new)
        pairs = _pairs_of_runs(runs)
    for before, after in pairwise(runs):
        _put_where_it_reads_best(before, after, old, new)
    return _pairs_of_runs(runs)


def _aligned_by_meaning(old: Tokens, new: Tokens) -> Pairs:
    """Align the words that carry meaning first, so that they do not yield to function words."""
    strong_old = [k for k, weight in enumerate(old.weights) if weight >= CONTENT]
    strong_new = [k for k, weight in enumerate(new.weights) if weight >= CONTENT]
    strong = common_subsequence(
        [old.keys[k] for k in strong_old], [new.keys[k] for k in strong_new]
    )
    anchors = [(strong_old[i], strong_new[j]) for i, j in strong]
    end = (len(old.keys) - 1, len(new.keys) - 1)
    pairs: Pairs = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *anchors, end]):
        between = common_subsequence(old.keys[i + 1 : next_i], new.keys[j + 1 : next_j])
        pairs += ((i + 1 + a, j + 1 + b) for a, b in between)
        pairs.append((next_i, next_j))
    return pairs


def _whole_sentences(pairs: Pairs, old: Tokens, new: Tokens) -> Pairs:
    """Drop what two sentences share if it is less than a third of the shorter one."""
    size_old, size_new = _sentence_weights(old), _sentence_weights(new)
    shared: dict[tuple[int, int], int] = {}
    for i, j in pairs[:-1]:
        link = old.sentences[i], new.sentences[j]
        shared[link] = shared.get(link, 0) + old.weights[i]
    slight = {
        (one, other)
        for (one, other), size in shared.items()
        if size * KEPT_SHARE < min(size_old[one], size_new[other])
    }
    if not slight:
        return pairs
    stop = _closing_mark(pairs, old, new, shared.keys() - slight)
    return [
        (i, j)
        for i, j in pairs
        if (old.sentences[i], new.sentences[j]) not in slight or (i, j) in (stop, pairs[-1])
    ]


def _closing_mark(
    pairs: Pairs, old: Tokens, new: Tokens, linked: Set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The full stop of both texts, if the sentence before it is kept elsewhere in the other one."""
    i, j = len(old.keys) - 2, len(new.keys) - 2
    if pairs[-2:-1] != [(i, j)] or old.weights[i] != MARK:
        return None
    ends = old.sentences[i], new.sentences[j]
    is_kept = any(link[0] == ends[0] or link[1] == ends[1] for link in linked)
    return (i, j) if is_kept else None


def _sentence_weights(tokens: Tokens) -> list[int]:
    sizes = [0] * (tokens.sentences[-1] + 1)
    for sentence, weight in zip(tokens.sentences, tokens.weights, strict=True):
        sizes[sentence] += weight
    return sizes


@dataclass
class _Run:
    """A stretch that is unbroken in both texts: where it begins in each, and its tokens."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


def _runs(pairs: Pairs) -> list[_Run]:
    """Cut pairs into runs; the first one stands for the beginning and may be empty."""
    runs = [_Run(0, 0, 0)]
    for i, j in pairs:
        if (i, j) == (runs[-1].old_end, runs[-1].new_end):
            runs[-1].length += 1
        else:
            runs.append(_Run(i, j, 1))
    return runs


def _pairs_of_runs(runs: list[_Run]) -> Pairs:
    return [(run.old + k, run.new + k) for run in runs for k in range(run.length)]


def _without_islands(runs: list[_Run], old: Tokens, new: Tokens) -> list[_Run]:
    """Give up short phrases kept between larger changes, until none is left.

    Giving one up only enlarges the changes beside it, so that the order does not matter.
    """
    sums_old = list(accumulate(old.weights, initial=0))
    sums_new = list(accumulate(new.weights, initial=0))

    def is_island(before: _Run, run: _Run, after: _Run) -> bool:
        size = sums_old[run.old_end] - sums_old[run.old]
        if is_figure(before, run) or is_figure(run, after):
            return False
        deleted = [sums_old[b.old] - sums_old[a.old_end] for a, b in ((before, run), (run, after))]
        inserted = [sums_new[b.new] - sums_new[a.new_end] for a, b in ((before, run), (run, after))]
        # Between two insertions, or two deletions, giving a phrase up makes it stand twice.
        cost = size if any(deleted) and any(inserted) else size * 3
        if size > LARGEST_ISLAND:
            cost = size * 5
        return (
            cost < min(map(max, zip(deleted, inserted, strict=True)))
            and _in_one_sentence(run.old, run.old_end, old.sentences)
            and _in_one_sentence(run.new, run.new_end, new.sentences)
        )

    def is_figure(before: _Run, after: _Run) -> bool:
        """Whether one figure takes the place of another: such a change stands by itself."""
        i, j = before.old_end, before.new_end
        return (
            (after.old, after.new) == (i + 1, j + 1)
            and any(map(str.isdigit, old.keys[i]))
            and any(map(str.isdigit, new.keys[j]))
        )

    result = runs[:1]
    for index in range(1, len(runs)):
        after = runs[index]
        while len(result) > 1 and is_island(result[-2], result[-1], after):
            del result[-1]
        result.append(after)
    return result if len(result) == len(runs) else _without_islands(result, old, new)


def _in_one_sentence(start: int, end: int, sentences: Sequence[int]) -> bool:
    """Whether a run lies within a sentence: changes in two sentences are not made one."""
    return sentences[max(start - 1, 0)] == sentences[min(end, len(sentences) - 1)]


def _put_where_it_reads_best(before: _Run, after: _Run, old: Tokens, new: Tokens) -> None:
    """Put an insertion or deletion where it reads best, of the places where it may stand."""
    if after.old == before.old_end:
        text, start, end = new, before.new_end, after.new
    elif after.new == before.new_end:
        text, start, end = old, before.old_end, after.old
    else:
        return
    left = right = 0
    while left < before.length and _is_same_token(text, start - left - 1, end - left - 1):
        left += 1
    while right < after.length and _is_same_token(text, start + right, end + right):
        right += 1
    shift = max(
        range(-left, right + 1),
        key=lambda move: (
            _edge_quality(text, start + move) + _edge_quality(text, end + move),
            move,
        ),
    )
    before.length += shift
    after.old += shift
    after.new += shift
    after.length -= shift


def _is_same_token(text: Tokens, one: int, other: int) -> bool:
    """Whether the token that a move takes in is the one it gives up, with its white space."""
    same_space = one == 0 or text.lead(one) == text.lead(other)
    return text.keys[one] == text.keys[other] and same_space


def _edge_quality(text: Tokens, index: int) -> int:
    """How well a change begins or ends before a token."""
    if index == 0 or text.keys[index] == _LAST:
        return 5
    if text.sentences[index] != text.sentences[index - 1]:
        return 4
    before = text.keys[index - 1]
    if text.keys[index] in _CONJUNCTIONS or text.keys[index] in ("(", ","):
        return 2
    return 1 if before in (",", ":", ")") else 0
