"""Comparing sequences: their common subsequence, pairs of similar items, and what has moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")

MOST_PAIRS = 40_000
"""The most pairs of unequal items that `matched_pairs` weighs; beyond it, none is paired."""

MOST_BITS = 200_000_000
"""The largest table, in bits, that `common_subsequence` fills: for texts of 14,000 words, 25 MB."""


def common_subsequence(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence, as pairs that rise in both.

    The table of lengths is kept as one whole number a row, a bit for each step, and a row is
    computed with a few operations on such numbers (Hyyrö, “Bit-parallel LCS-length computation
    revisited”, 2004). Of several longest ones, that which lies latest is returned. Sequences that
    would need more than `MOST_BITS` have only their common ends matched.
    """
    head = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    pairs = [(index, index) for index in range(head)]
    pairs += _common_between_ends(old, new, head, len(old) - tail, len(new) - tail)
    pairs += [(len(old) - k, len(new) - k) for k in range(tail, 0, -1)]
    return pairs


def _common_between_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], head: int, old_end: int, new_end: int
) -> list[tuple[int, int]]:
    rows, width = old_end - head, new_end - head
    if not rows or not width or rows * width > MOST_BITS:
        return []
    positions: dict[Hashable, int] = {}
    for index in range(width):
        key = new[head + index]
        positions[key] = positions.get(key, 0) | (1 << index)
    full = (1 << width) - 1
    steps = full
    table = []
    for index in range(head, old_end):
        taken = steps & positions.get(old[index], 0)
        if taken:
            steps = ((steps + taken) | (steps - taken)) & full
        table.append(steps)
    return _pairs_of_table(old, new, head, table, width)


def _pairs_of_table(
    old: Sequence[Hashable], new: Sequence[Hashable], head: int, table: list[int], width: int
) -> list[tuple[int, int]]:
    pairs = []
    row, column = len(table) - 1, width - 1
    while row >= 0 and column >= 0:
        if old[head + row] == new[head + column]:
            pairs.append((head + row, head + column))
            row -= 1
            column -= 1
        elif table[row] >> column & 1:  # a set bit: the last column adds nothing to the length
            column -= 1
        else:
            row -= 1
    pairs.reverse()
    return pairs


def matched_pairs(
    old: Sequence[T],
    new: Sequence[T],
    same: Callable[[T], Hashable],
    alike: Callable[[T, T], float],
) -> list[tuple[T | None, T | None]]:
    """Pair the items of two sequences in order; an item without a partner is paired with None.

    Items with equal ``same`` are paired first; between those, so as to make the sum of ``alike``
    greatest, where 0 means that two items cannot be paired. What is left over is given old first.
    """
    anchors = common_subsequence([same(each) for each in old], [same(each) for each in new])
    result: list[tuple[T | None, T | None]] = []
    for before, after in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        left, right = old[before[0] + 1 : after[0]], new[before[1] + 1 : after[1]]
        between: list[tuple[T | None, T | None]] = _paired_by_likeness(left, right, alike)
        result += between
        if after[0] < len(old):
            result.append((old[after[0]], new[after[1]]))
    return result


def _paired_by_likeness(
    old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]
) -> list[tuple[T | None, T | None]]:
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return [*((each, None) for each in old), *((None, each) for each in new)]
    scores = [[alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            pair = best[i + 1][j + 1] + scores[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair if scores[i][j] else 0.0)
    result: list[tuple[T | None, T | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            result.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            result.append((old[i], None))
            i += 1
        else:
            result.append((None, new[j]))
            j += 1
    return [*result, *((each, None) for each in old[i:]), *((None, each) for each in new[j:])]


def staying(ranks: Sequence[int], sizes: Sequence[int]) -> set[int]:
    """Return the indices of a heaviest increasing subsequence of ``ranks``.

    ``ranks`` are places in the old order, listed in the new one, all different: what is in the
    result stays, the rest moves. As few items as can be move and, among equals, the smallest.
    """
    if all(one < other for one, other in pairwise(ranks)):
        return set(range(len(ranks)))
    best: list[tuple[int, int]] = []
    previous: list[int | None] = []
    for index, rank in enumerate(ranks):
        before = [k for k in range(index) if ranks[k] < rank]
        last = max(before, key=lambda k: best[k], default=None)
        count, size = best[last] if last is not None else (0, 0)
        best.append((count + 1, size + sizes[index]))
        previous.append(last)
    at: int | None = max(range(len(ranks)), key=lambda k: best[k])
    chosen = set()
    while at is not None:
        chosen.add(at)
        at = previous[at]
    return chosen
