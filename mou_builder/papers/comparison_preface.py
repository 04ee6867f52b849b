"""What stands in front of a comparison copy: how changes are marked, and a table of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from mou_builder.agreement.document import (
    Block,
    Change,
    ClauseNumber,
    Kind,
    Paragraph,
    PartKind,
    Span,
)
from mou_builder.diagnostic import Place
from mou_builder.difference.block_pairs import whole_paragraph
from mou_builder.difference.causes import Cause, CauseKind
from mou_builder.difference.comparison import Comparison, Difference, Item
from mou_builder.papers.paper import table
from mou_builder.report.comparison.plain import PlainWords
from mou_builder.report.comparison.wording import (
    FoldedItems,
    cause_text,
    comparison_summary,
    differences_text,
    part_name,
    shown_causes,
    stretches,
)

_MARKS = (
    (Change.INSERTED, "These words are in the new agreement only."),
    (Change.DELETED, "These words are in the old agreement only."),
    (Change.MOVED_FROM, "These words stood here, and have moved to another place."),
    (Change.MOVED_TO, "These words stand here now, and stood at another place."),
)
_BAR = "A bar in the right margin stands beside each line in which something changed."
_REMOVED = "A clause that was removed keeps the number that it had."
_NONE = "–"
_HEAD = ("Part", "Number", "What happened", "Cause in the config")
_GENERAL = {
    CauseKind.CORRECTION: "corrections differ",
    CauseKind.LIBRARY: "made with another library",
}


def preface(
    comparison: Comparison, names: tuple[str, str], plain: PlainWords | None = None
) -> tuple[Block, ...]:
    """Return the blocks that stand in front of a comparison copy.

    ``names`` are what the two agreements are called. With ``plain``, sentences for a board say what
    changed, instead of a table with the keys of the configs. Each line that explains a mark has
    that mark itself, so that it is seen, and read aloud, as it is in the text.
    """
    old, new = names
    blocks: list[Block] = [
        _line("Comparison", Kind.TITLE),
        _labelled("Old", old),
        _labelled("New", new),
        _line(comparison_summary(comparison)),
    ]
    if not comparison.is_equal:
        blocks.append(_line("How changes are marked", Kind.HEADING))
        blocks += (_marked(*each) for each in _MARKS)
        blocks.append(_line(_BAR))
    if any(Difference.REMOVED in each.differences for each in comparison.clauses):
        blocks.append(_line(_REMOVED))
    if plain is not None:
        if said := plain.sentences(comparison):
            blocks += [_line("What changed", Kind.HEADING), *map(_line, said)]
    elif rows := list(_Rows(names).of(comparison)):
        blocks += [_line("What changed", Kind.HEADING), table(_HEAD, rows)]
    return tuple(blocks)


def _line(text: str, kind: Kind = Kind.RECITAL) -> Paragraph:
    return Paragraph(kind, (Span(text),))


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph(Kind.RECITAL, (Span(f"{label}: "), Span(text)))


def _marked(change: Change, text: str) -> Paragraph:
    return whole_paragraph(_line(text), change, f"legend {change.value}")


_Cells = tuple[str, str, str, str]
"""A row of the table: part, number, what happened, and its causes."""


class _Rows:
    """The rows of the table; a place in one of the two configs is called old or new."""

    def __init__(self, names: tuple[str, str]) -> None:
        self.names = names

    def of(self, comparison: Comparison) -> Iterator[_Cells]:
        """Yield the rows: what concerns the whole agreement, then part by part."""
        for kind, causes in groupby(comparison.general, key=lambda cause: cause.kind):
            what = _GENERAL.get(kind, "differs")
            yield "Whole agreement", _NONE, what, self.causes(causes)
        for each in stretches(comparison):
            match each:
                case FoldedItems(items, Difference.RENUMBERED):
                    yield _renumbered(items)
                case Item():
                    yield self.changed(each)
                case FoldedItems():
                    pass

    def changed(self, item: Item) -> _Cells:
        """Return the row of a part that changed."""
        old, new = (str(number) if number else "" for number in _numbers(item))
        title = item.title if item.part is PartKind.CLAUSE else part_name(item)
        causes = self.causes(shown_causes(item), f"{item.id}.")
        return title, _from_to(old, new), differences_text(item), causes

    def causes(self, causes: Iterable[Cause], known: str = "") -> str:
        """Return causes, a line each, without ``known``, which the row has said already."""
        lines = [f"{cause_text(each).removeprefix(known)}{self.places(each)}" for each in causes]
        return "\n".join(lines) or _NONE

    def places(self, cause: Cause) -> str:
        sides = zip(("old", "new"), self.names, (cause.old_place, cause.new_place), strict=True)
        places = [
            f"{side} line {place.line}" if _is_in(place, name) else f"{place.file}:{place.line}"
            for side, name, place in sides
            if place
        ]
        return f" ({', '.join(places)})" if places else ""


def _is_in(place: Place, name: str) -> bool:
    """Tell whether a place is in a config called ``name``, or in the config of such a document."""
    return place.file == name or place.file.startswith(f"{name}: ")


def _renumbered(items: Sequence[Item]) -> _Cells:
    """Return the one row of clauses, next to each other, that only have other numbers now."""
    numbers = [_numbers(item) for item in items]
    what = items[0].title if len(items) == 1 else f"{len(items)} clauses"
    old, new = (_ranges([each[at] for each in numbers]) for at in (0, 1))
    return what, _from_to(old, new), Difference.RENUMBERED.value, _NONE


def _from_to(old: str, new: str) -> str:
    """Return “16 → 15”; one number where both are the same; a dash for a number that is missing."""
    return old or _NONE if old == new else f"{old or _NONE} → {new or _NONE}"


def _numbers(item: Item) -> tuple[ClauseNumber, ClauseNumber]:
    """Return the number of a clause in the old and the new agreement; 0 for none."""
    return item.old.number if item.old else 0, item.new.number if item.new else 0


def _ranges(numbers: Sequence[ClauseNumber]) -> str:
    """Return numbers in short form: “3–5, 8”."""
    starts = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if not _is_next(a, b))]
    runs = [numbers[start:end] for start, end in pairwise([*starts, len(numbers)])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _is_next(one: ClauseNumber, other: ClauseNumber) -> bool:
    return isinstance(one, int) and isinstance(other, int) and other == one + 1
