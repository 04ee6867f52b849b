"""The values of a comparison: its items, how each differs and why."""

from __future__ import annotations

from enum import StrEnum

from mou_builder.agreement.document import (
    Agreement,
    Block,
    ClauseNumber,
    PartKind,
    Provision,
)
from mou_builder.agreement.numbers import is_reserved
from mou_builder.difference.causes import Cause, CauseKind
from mou_builder.frozen import dataclass


class Difference(StrEnum):
    """How a part of an agreement differs; one part may differ in several ways."""

    UNCHANGED = "unchanged"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    VARIANT = "variant changed"
    REWORDED = "reworded"
    """Its own words differ, and not because another variant was chosen."""
    RESERVED = "reserved"
    """It is left out and its number stays, with “[Reserved]” behind it."""
    BLANK = "blank changed"
    RENUMBERED = "renumbered only"
    """Nothing differs but its number, or numbers that it refers to."""


@dataclass(frozen=True)
class ItemSide:
    """A part as it stands in one of the two agreements.

    ``number`` is 0 for what is not a clause; ``section`` and ``heading`` are the id and the words
    of the heading that a clause is under.
    """

    blocks: tuple[Block, ...]
    number: ClauseNumber = 0
    section: str = ""
    heading: str = ""
    provision: Provision | None = None

    @property
    def variant(self) -> str:
        """The variant of a clause; "" where there is none."""
        return self.provision.variant if self.provision else ""

    @property
    def is_reserved(self) -> bool:
        """Whether a clause was left out here and its number stays."""
        return is_reserved(self.blocks)


@dataclass(frozen=True)
class Item:
    """One part of the agreements, matched by its id.

    ``blocks`` hold the words of both, marked as insertions and deletions; that a part moved is said
    by ``differences`` alone.
    """

    part: PartKind
    id: str
    title: str
    differences: tuple[Difference, ...]
    old: ItemSide | None
    new: ItemSide | None
    blocks: tuple[Block, ...]
    causes: tuple[Cause, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it differs in any way, its number included."""
        return self.differences != (Difference.UNCHANGED,)

    @property
    def reads_otherwise(self) -> bool:
        """Whether it differs in more than its place or its number."""
        same = {Difference.UNCHANGED, Difference.RENUMBERED, Difference.MOVED}
        return not same.issuperset(self.differences)


@dataclass(frozen=True)
class Comparison:
    """The parts of two agreements in the order in which one reads them.

    What is removed stands where it stood, what moved where it now stands. ``general`` are causes
    that belong to no part: the library's version, corrections outside the clauses.
    """

    old: Agreement
    new: Agreement
    items: tuple[Item, ...]
    general: tuple[Cause, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether the agreements read the same and are numbered the same."""
        return not any(item.is_changed for item in self.items)

    @property
    def clauses(self) -> tuple[Item, ...]:
        """The items that are clauses."""
        return tuple(item for item in self.items if item.part is PartKind.CLAUSE)

    @property
    def changed(self) -> tuple[Item, ...]:
        """The items that differ in any way."""
        return tuple(item for item in self.items if item.is_changed)

    @property
    def causes(self) -> tuple[tuple[Cause, tuple[Item, ...]], ...]:
        """Each cause once, with the parts that it changes; first those that belong to no part."""
        found: dict[tuple[CauseKind, str], tuple[Cause, list[Item]]] = {}
        for cause in self.general:
            found.setdefault((cause.kind, cause.path), (cause, []))
        for item in self.items:
            for cause in item.causes:
                found.setdefault((cause.kind, cause.path), (cause, []))[1].append(item)
        return tuple((cause, tuple(items)) for cause, items in found.values())
