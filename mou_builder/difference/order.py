"""Two sequences merged into one order: what stays, is gone, comes and has moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import Generic, TypeVar

from mou_builder.difference.alignment import staying
from mou_builder.frozen import dataclass

T = TypeVar("T")


class Placing(StrEnum):
    """What becomes of an item at the place where it is listed."""

    STAYS = "stays"
    GONE = "gone"
    COMES = "comes"
    LEAVES = "leaves"
    """Moved: this is its old place."""
    ARRIVES = "arrives"
    """Moved: this is its new place."""


@dataclass(frozen=True)
class Placed(Generic[T]):
    """An item as it is in each agreement (None where it is not), at one place of the two orders."""

    placing: Placing
    old: T | None
    new: T | None

    @property
    def either(self) -> T:
        """The item as it is in the new agreement, or in the old one where it is in no other."""
        either = self.old if self.new is None else self.new
        assert either is not None
        return either


def in_one_order(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    size: Callable[[T], int],
    opens: Callable[[T], bool],
) -> list[Placed[T]]:
    """List the items of two sequences in one order; a moved item is listed at both its places.

    Items are the same when their ``key`` is. As few as can be move and, among equals, the ones of
    the least ``size``. Between two that stay, old items come first, except that new ones still come
    before an old one that ``opens`` a section, so that they are read under their own heading.
    """
    before, after = _by_own_key(old, key), _by_own_key(new, key)
    ranks = {each: rank for rank, each in enumerate(before)}
    shared = [each for each in after if each in ranks]
    fixed = staying([ranks[each] for each in shared], [size(after[each]) for each in shared])
    stays = {shared[index] for index in fixed}
    return list(_in_one_order(before, after, stays, opens))


def _by_own_key(items: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, T]:
    """Give each item a unique key, even where two have the same one."""
    result: dict[Hashable, T] = {}
    for item in items:
        base = key(item)
        copy = 0
        while (base, copy) in result:
            copy += 1
        result[base, copy] = item
    return result


def _in_one_order(
    before: dict[Hashable, T],
    after: dict[Hashable, T],
    stays: set[Hashable],
    opens: Callable[[T], bool],
) -> Iterator[Placed[T]]:
    olds, news = _cut_at_staying(before, stays), _cut_at_staying(after, stays)
    for (old_keys, kept), (new_keys, _) in zip(olds, news, strict=True):
        leaving = [
            Placed(Placing.LEAVES if each in after else Placing.GONE, before[each], after.get(each))
            for each in old_keys
        ]
        arriving = [
            Placed(
                Placing.ARRIVES if each in before else Placing.COMES, before.get(each), after[each]
            )
            for each in new_keys
        ]
        old_head = _before_heading([before[each] for each in old_keys], opens)
        new_head = _before_heading([after[each] for each in new_keys], opens)
        yield from chain(leaving[:old_head], arriving[:new_head])
        yield from chain(leaving[old_head:], arriving[new_head:])
        if kept is not None:
            yield Placed(Placing.STAYS, before[kept], after[kept])


def _cut_at_staying(
    items: dict[Hashable, T], stays: set[Hashable]
) -> list[tuple[list[Hashable], Hashable | None]]:
    """Cut the keys at those that stay; the last gap has none after it."""
    gaps: list[tuple[list[Hashable], Hashable | None]] = []
    gap: list[Hashable] = []
    for each in items:
        if each in stays:
            gaps.append((gap, each))
            gap = []
        else:
            gap.append(each)
    return [*gaps, (gap, None)]


def _before_heading(items: Sequence[T], opens: Callable[[T], bool]) -> int:
    return next((index for index, item in enumerate(items) if opens(item)), len(items))
