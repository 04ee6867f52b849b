"""Causes of parts that differ only because something else was changed.

A heading comes with its first clause; a clause refers to another that was added, or has a sentence
more because of it; a signature block comes with its signatory; names stand in the order of the
parties; a correction changes the title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from mou_builder.agreement.document import CROSS_REFERENCE, Change, Paragraph, PartKind
from mou_builder.difference.causes import Cause, CauseKind, ConfigSource, ConfigSources
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.frozen import dataclass, replace
from mou_builder.library.provenance import Provenance
from mou_builder.yamltext.dotted import above, names_of

_CORRECTION = CauseKind.CORRECTION
_CAME_OR_WENT = {Difference.ADDED, Difference.REMOVED}
_IN_ORDER_OF_PARTIES = {PartKind.HEADER, PartKind.SUBTITLE, PartKind.CLAUSE}


def with_consequences(
    comparison: Comparison,
    origins: ConfigSources,
    corrected: Mapping[str, str],
    asked: Callable[[str], frozenset[str]],
) -> Comparison:
    """Return a comparison in which parts without a cause have those that they follow from.

    ``corrected`` names for each correction what it corrects: the id of a clause, recital or
    heading, or ``title``; ``asked`` returns the clauses for which the texts of a clause ask, to say
    something else where they stand. A correction that a part has got is none of the whole any more,
    and a line in the parties' own words has no errors of the model.
    """
    following = _Consequences(comparison, origins, corrected, asked)
    items = tuple(
        replace(item, causes=tuple(following.causes(item))) if _lacks_cause(item) else item
        for item in comparison.items
    )
    known = {cause for item in items for cause in item.causes if cause.kind is _CORRECTION}
    own = {item.id or item.part.value for item in items if _is_own_line(item)}
    known |= {cause for cause in comparison.general if corrected.get(cause.path) in own}
    general = tuple(cause for cause in comparison.general if cause not in known)
    return replace(comparison, items=items, general=general)


def _is_own_line(item: Item) -> bool:
    sides = (side for side in (item.old, item.new) if side)
    return item.part is not PartKind.CLAUSE and any(
        isinstance(each, Paragraph) and each.provenance is Provenance.CUSTOM
        for side in sides
        for each in side.blocks
    )


def _lacks_cause(item: Item) -> bool:
    return not item.causes and bool(
        set(item.differences) - {Difference.UNCHANGED, Difference.RENUMBERED}
    )


@dataclass(frozen=True)
class _Consequences:
    """Finds the causes of parts without a cause; the fields are those of `with_consequences`."""

    comparison: Comparison
    origins: ConfigSources
    corrected: Mapping[str, str]
    asked: Callable[[str], frozenset[str]]

    @cached_property
    def came_or_went(self) -> dict[str, Item]:
        """The clauses that are in one of the agreements only, by their ids."""
        clauses = self.comparison.clauses
        return {each.id: each for each in clauses if _CAME_OR_WENT & set(each.differences)}

    def causes(self, item: Item) -> Iterator[Cause]:
        yield from self.corrections(item)
        match item.part:
            case PartKind.SIGNATURE:
                yield from self.signing(item)
            case PartKind.HEADING:
                for each in self.came_or_went.values():
                    if _section(each) == item.id:
                        yield from each.causes
            case PartKind.CLAUSE:
                yield from [*self.references(item)] or self.standing_beside(item)
        if item.part in _IN_ORDER_OF_PARTIES and _names_a_party(item):
            yield from self.order_of_parties()

    def corrections(self, item: Item) -> Iterator[Cause]:
        name = item.id or item.part.value
        for cause in self.comparison.general:
            if cause.kind is _CORRECTION and self.corrected.get(cause.path) == name:
                yield cause

    def references(self, item: Item) -> Iterator[Cause]:
        """Yield the causes of clauses added or removed to which changed words refer."""
        for blank in dict.fromkeys(_changed_blanks(item)):
            other = self.came_or_went.get(blank.removeprefix(CROSS_REFERENCE))
            if blank.startswith(CROSS_REFERENCE) and other is not None:
                yield from other.causes

    def standing_beside(self, item: Item) -> Iterator[Cause]:
        """Yield the causes of clauses and parties added or removed on which the text depends."""
        for name in sorted(self.asked(item.id) & self.came_or_went.keys()):
            yield from self.came_or_went[name].causes
        old, new = _parties(self.origins.old), _parties(self.origins.new)
        for name in sorted({*old} ^ {*new}):
            here = self.origins.new if name in new else self.origins.old
            words = here.settings.get(f"parties.{name}.name", name)
            sides = ("", words) if name in new else (words, "")
            yield self.origins.cause(CauseKind.SETTING, f"parties.{name}", *sides)

    def signing(self, item: Item) -> Iterator[Cause]:
        if Difference.MOVED in item.differences:
            yield from self.order_of_parties() or self.order_of_signatories(item)
            return
        is_new = Difference.ADDED in item.differences
        here, there = (self.origins.new, self.origins.old)[:: 1 if is_new else -1]
        party, nth = _signatory_of_block(item.id, here)
        path = f"parties.{party}"
        if there.place(path) is not None:
            one = f"{path}.signatory"
            path = one if one in _holders(here) else f"{path}.signatories.{nth}"
        words = item.title.partition(": ")[2]
        yield self.origins.cause(
            CauseKind.SETTING, path, "" if is_new else words, words if is_new else ""
        )

    def order_of_parties(self) -> tuple[Cause, ...]:
        """Return a cause if the parties that both configs have are in another order."""
        old, new = _parties(self.origins.old), _parties(self.origins.new)
        if [each for each in old if each in new] == [each for each in new if each in old]:
            return ()
        words = ", ".join(old), ", ".join(new)
        return (self.origins.cause(CauseKind.SETTING, "parties", *words),)

    def order_of_signatories(self, item: Item) -> tuple[Cause, ...]:
        party, _ = _signatory_of_block(item.id, self.origins.new)
        path = f"parties.{party}.signatories"
        old, new = (
            ", ".join(_signing_for(path, each)) for each in (self.origins.old, self.origins.new)
        )
        return (self.origins.cause(CauseKind.SETTING, path, old, new),) if old != new else ()


def _section(item: Item) -> str:
    standing = item.new or item.old
    return standing.section if standing else ""


def _changed_blanks(item: Item) -> Iterator[str]:
    for run in chain.from_iterable(each.runs for each in item.blocks):
        for span in run:
            if span.blank and span.change is not Change.KEPT:
                yield span.blank


def _names_a_party(item: Item) -> bool:
    return any(each.startswith("parties.") for each in _changed_blanks(item))


def _signatory_of_block(block: str, origin: ConfigSource) -> tuple[str, int]:
    """Return the party of a signature block, and which of its signatories signs, from 0."""
    if block in _parties(origin):
        return block, 0
    party, _, nth = block.rpartition("-")
    return party, int(nth) - 1 if nth.isdigit() else 0


def _parties(origin: ConfigSource) -> list[str]:
    found = (names_of(path) for path in origin.settings if path.startswith("parties."))
    return list(dict.fromkeys(parts[1] for parts in found))


def _holders(origin: ConfigSource) -> set[str]:
    return {above(path) for path in origin.settings}


def _signing_for(path: str, origin: ConfigSource) -> list[str]:
    names = [
        words
        for each, words in origin.settings.items()
        if each.startswith(f"{path}.") and each.endswith((".name", ".title"))
    ]
    return list(dict.fromkeys(names))
