"""The words that all views of a comparison share: names of parts, causes, folded parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from mou_builder.agreement.document import Change, Paragraph, PartKind, Span
from mou_builder.agreement.wording import percentage, positions, shortened
from mou_builder.diagnostic import Place
from mou_builder.difference.causes import Cause, CauseKind
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

_IN_DIGITS = pattern(r"\((\d+(?:\.\d+)?)(%?)\)")
_ENTRY = pattern(r"(?<=\.)\d+(?=\.|$)")
_LONGEST = 60
_FOLDED = {(Difference.UNCHANGED,), (Difference.RENUMBERED,)}
_PLURALS = {
    PartKind.RECITAL: "recitals",
    PartKind.HEADING: "headings",
    PartKind.CLAUSE: "clauses",
    PartKind.SIGNATURE: "signature blocks",
}


@dataclass(frozen=True)
class FoldedItems:
    """Consecutive parts that are only summed up, because they read the same."""

    items: tuple[Item, ...]
    difference: Difference


def stretches(comparison: Comparison) -> Iterator[Item | FoldedItems]:
    """Return the parts in order, with consecutive parts that read the same folded together."""
    for differences, group in groupby(comparison.items, key=lambda item: item.differences):
        if differences in _FOLDED:
            yield FoldedItems(tuple(group), differences[0])
        else:
            yield from group


def folded_text(folded: FoldedItems) -> str:
    """“title, 3 recitals and 12 clauses unchanged”, or how clauses are numbered now."""
    if folded.difference is Difference.RENUMBERED:
        return _renumbered(folded.items)
    counts = Counter(item.part for item in folded.items)
    parts = _joined_with_and(_counted_parts(part, number) for part, number in counts.items())
    return f"{parts} unchanged"


def _renumbered(items: tuple[Item, ...]) -> str:
    moves = [
        (item.old.number, item.new.number)
        for item in items
        if item.old and item.new and item.old.number != item.new.number
    ]
    what = _counted_parts(PartKind.CLAUSE, len(items))
    counted = [each for each in moves if isinstance(each[0], int) and isinstance(each[1], int)]
    shifts = {int(new) - int(old) for old, new in counted}
    if len(shifts) == 1 and len(counted) == len(items) > 1:
        first, last = moves[0], moves[-1]
        return f"{what} renumbered only: {first[0]}–{last[0]} → {first[1]}–{last[1]}"
    return f"{what} renumbered only" + "".join(
        f"{sign}{old} → {new}"
        for sign, (old, new) in zip((": ", *[", "] * len(moves)), moves, strict=False)
    )


def _counted_parts(part: PartKind, number: int) -> str:
    if part in _PLURALS:
        return f"{number} {part.value if number == 1 else _PLURALS[part]}"
    return part.value


def _joined_with_and(words: Iterable[str]) -> str:
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def part_name(item: Item) -> str:
    """Return what a part is called: “Clause 13, Program funding”, “Heading “Duration””."""
    if item.part is PartKind.HEADING:
        return f"Heading “{item.title}”"
    if item.part is not PartKind.CLAUSE:
        return item.title
    old, new = (side.number if side else 0 for side in (item.old, item.new))
    number = f"Clause {new}" if new else f"Former clause {old}"
    formerly = f" (formerly {old})" if old and new and old != new else ""
    return f"{number}, {item.title}{formerly}"


_COUNTED = {
    Difference.BLANK: "with a changed value",
    Difference.VARIANT: "with other wording chosen",
    Difference.RESERVED: "left out with its number kept",
}


def _counted_way(each: Difference) -> str:
    return _COUNTED.get(each, each.value)


_WAYS = {
    Difference.BLANK: "a value changed",
    Difference.VARIANT: "other wording chosen",
    Difference.RESERVED: "left out; its number stays",
}


def way(each: Difference) -> str:
    """Return a kind of difference in words for readers of agreements."""
    return _WAYS.get(each, each.value)


def differences_text(item: Item) -> str:
    """Return how a part differs: “moved, reworded”, with the headings where these differ."""
    words = ", ".join(map(way, item.differences))
    if item.old and item.new and item.old.section != item.new.section:
        words += f"; from under “{item.old.heading}” to under “{item.new.heading}”"
    return words


def shown_causes(item: Item) -> tuple[Cause, ...]:
    """Return the causes to show, without blanks that only one of two variants has."""
    if Difference.VARIANT not in item.differences:
        return item.causes
    values = (CauseKind.BLANK, CauseKind.SETTING)
    return tuple(
        cause for cause in item.causes if cause.kind not in values or (cause.old and cause.new)
    )


@dataclass(frozen=True)
class ChangedWords:
    """Consecutive words with the same change, from one or more spans."""

    change: Change
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words."""
        return "".join(span.text for span in self.spans)


def pieces(spans: Iterable[Span]) -> list[ChangedWords]:
    """Return spans, with consecutive spans of the same change joined."""
    return [
        ChangedWords(change, tuple(group))
        for change, group in groupby(spans, key=lambda each: each.change)
    ]


def line_pieces(paragraph: Paragraph) -> list[ChangedWords]:
    """Return the pieces of a paragraph, with its label, which has the change of the line."""
    label = (Span(f"{paragraph.label} ", change=paragraph.change),) if paragraph.label else ()
    return pieces((*label, *paragraph.spans))


def cause_text(cause: Cause) -> str:
    """Return a cause in a line: “funding.district_share: 50% → 75%”; the first entry is 1."""
    path = _ENTRY.sub(_counted_from_one, cause.path.removeprefix("clauses."))
    old, new = short(cause.old), short(cause.new)
    match cause.kind:
        case CauseKind.CORRECTION:
            return f"correction “{path}”: {old} → {new}"
        case CauseKind.CLAUSE:
            return f"{path}: {old or 'not included'} → {new or 'not included'}"
        case CauseKind.TEXT if old == new:
            return f"{path}: own words changed"
        case CauseKind.TEXT:
            return f"{path}: {old or 'words of the library'} → {new or 'words of the library'}"
        case _:
            return f"{path}: {old or 'none'} → {new or 'none'}"


def _counted_from_one(entry: re.Match[str]) -> str:
    return str(int(entry[0]) + 1)


def places(cause: Cause) -> str:
    """Return where a cause is written, “old.yaml:31, new.yaml:31”, or ""."""
    return ", ".join(_place_text(each) for each in (cause.old_place, cause.new_place) if each)


def _place_text(place: Place) -> str:
    return f"{place.file}:{place.line}"


def short(words: str, most: int = _LONGEST) -> str:
    """Return a value as one types it: “75%” for “75 percent (75%)”, “2” for “two (2)”."""
    for found in reversed(list(_IN_DIGITS.finditer(words))):
        before, after = words[: found.end()], words[found.end() :]
        number = Decimal(found[1])
        written = (
            percentage(number)
            if found[2]
            else positions(int(number) if "." not in found[1] else number)
        )
        if before.endswith(written):
            words = before.removesuffix(written) + found[1] + found[2] + after
    return shortened(words, most)


def comparison_summary(comparison: Comparison) -> str:
    """Return the result in sentences: how many clauses differ, how, and what else does."""
    if comparison.is_equal:
        return "The two agreements read the same."
    only = (Difference.RENUMBERED,)
    moved = [item for item in comparison.clauses if item.differences == only]
    clauses = [item for item in comparison.clauses if item.is_changed and item not in moved]
    ways = Counter(each for item in clauses for each in item.differences)
    said_ways = ", ".join(f"{ways[each]} {_counted_way(each)}" for each in Difference if ways[each])
    of = f"{len(clauses)} of {_counted_parts(PartKind.CLAUSE, len(comparison.clauses))}"
    differ = "differs" if len(clauses) == 1 else "differ"
    sentences = [f"{of} {differ}: {said_ways}."] if clauses else ["No clause differs."]
    if moved:
        sentences.append(f"Renumbered only: {_counted_parts(PartKind.CLAUSE, len(moved))}.")
    others = Counter(item.part for item in comparison.changed if item.part is not PartKind.CLAUSE)
    if others:
        words = _joined_with_and(_counted_parts(part, number) for part, number in others.items())
        sentences.append(f"Outside the clauses: {words}.")
    return " ".join(sentences)
