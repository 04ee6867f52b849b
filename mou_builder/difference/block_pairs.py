"""The blocks of two texts of a clause, paired and marked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

from mou_builder.agreement.document import (
    Block,
    Change,
    Kind,
    Paragraph,
    Row,
    Span,
    Table,
)
from mou_builder.difference.alignment import matched_pairs
from mou_builder.difference.marking import marked_spans, wholly_changed, words_and_emphasis
from mou_builder.difference.words import bag, likeness
from mou_builder.frozen import dataclass, replace

_LASTING = frozenset(
    {Kind.CLAUSE, Kind.SIGNING_PARTY, Kind.SIGNATURE, Kind.PARTICULAR, Kind.CAPTION}
)
"""Paragraphs that stay what they are however much of them is rewritten: the numbered one of a
clause, whose number a redline would else show twice, and the lines of a signature block."""

Pair = tuple[Block | None, Block | None]

ALIKE = 0.4
"""Paragraphs and rows with a smaller share of common words are not paired as a rewrite."""


def paired_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Pair the blocks of two texts in order; a block that is only in one is paired with None.

    A paragraph can only be paired with one of the same kind and label, a table with one of the same
    caption and number of columns: nothing but words, paragraphs and rows can be marked.
    """
    found = matched_pairs(
        list(map(_Weighed, old)), list(map(_Weighed, new)), lambda each: each.same, _block_likeness
    )
    return [
        (before.block if before else None, after.block if after else None)
        for before, after in found
    ]


def marked_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of ``new`` with those of ``old``, marked."""
    if old == new:
        return tuple(new)
    return tuple(marked_block(before, after) for before, after in paired_blocks(old, new))


def marked_block(old: Block | None, new: Block | None) -> Block:
    """Return one pair of blocks as one block, marked; at least one of the two is given."""
    match old, new:
        case Paragraph(), Paragraph():
            return marked_paragraph(old, new)
        case Table(), Table():
            return _marked_table(old, new)
        case _, None if old is not None:
            return whole_block(old, Change.DELETED)
        case None, _ if new is not None:
            return whole_block(new, Change.INSERTED)
        case _:
            raise ValueError("these two blocks cannot be one")


def marked_paragraph(old: Paragraph, new: Paragraph) -> Paragraph:
    """Return the paragraph ``new`` with the words of ``old`` marked in it."""
    return replace(new, spans=marked_spans(old.spans, new.spans))


def whole_block(block: Block, change: Change) -> Block:
    """Return a block that is inserted or deleted as a whole."""
    match block:
        case Paragraph():
            return whole_paragraph(block, change)
        case Table():
            return replace(
                block,
                header=_whole_row(block.header, change),
                rows=tuple(_whole_row(row, change) for row in block.rows),
                change=change,
            )


def whole_paragraph(paragraph: Paragraph, change: Change, move: str = "") -> Paragraph:
    """Return a paragraph with all its words and its paragraph mark marked ``change``."""
    return replace(
        paragraph, spans=wholly_changed(paragraph.spans, change), change=change, move=move
    )


def moved_pair(old: Paragraph, new: Paragraph, name: str) -> tuple[Paragraph, Paragraph]:
    """Return a paragraph as it is taken away at its old place and put at its new one.

    Words that it loses on the way are deleted at the old place, words that it gains inserted at the
    new one.
    """
    spans = marked_spans(old.spans, new.spans)
    away = _kept_as(spans, Change.MOVED_FROM, Change.DELETED)
    back = _kept_as(spans, Change.MOVED_TO, Change.INSERTED)
    return (
        replace(old, spans=away, change=Change.MOVED_FROM, move=name),
        replace(new, spans=back, change=Change.MOVED_TO, move=name),
    )


def _kept_as(spans: Sequence[Span], change: Change, beside: Change) -> tuple[Span, ...]:
    return tuple(
        replace(span, change=change) if span.change is Change.KEPT else span
        for span in spans
        if span.change in (Change.KEPT, beside)
    )


def _marked_table(old: Table, new: Table) -> Table:
    rows = matched_pairs(
        list(map(_WeighedRow, old.rows)),
        list(map(_WeighedRow, new.rows)),
        lambda each: each.same,
        lambda one, other: _if_alike_enough(likeness(one.bag, other.bag)),
    )
    return replace(
        new,
        header=_marked_row(old.header, new.header),
        rows=tuple(
            _marked_row(before.row if before else None, after.row if after else None)
            for before, after in rows
        ),
    )


def _marked_row(old: Row | None, new: Row | None) -> Row:
    if old and new:
        cells = zip(old.cells, new.cells, strict=True)
        return replace(new, cells=tuple(marked_spans(before, after) for before, after in cells))
    if old:
        return _whole_row(old, Change.DELETED)
    if new:
        return _whole_row(new, Change.INSERTED)
    raise ValueError("no row to mark")


def _whole_row(row: Row, change: Change) -> Row:
    return replace(
        row, cells=tuple(wholly_changed(cell, change) for cell in row.cells), change=change
    )


@dataclass(frozen=True)
class _WeighedRow:
    """A row of a table, with what is needed to judge how similar another row is."""

    row: Row

    @cached_property
    def same(self) -> Hashable:
        return _printed_row(self.row)

    @cached_property
    def bag(self) -> dict[str, int]:
        return bag(_spans_of_rows((self.row,)))


@dataclass(frozen=True)
class _Weighed:
    """A block, with what is needed to judge whether another is a rewrite of it."""

    block: Block

    @property
    def shape(self) -> Hashable:
        """What two blocks must have in common to be paired at all."""
        match self.block:
            case Paragraph(kind, _, number, label):
                return kind, label, number if kind is Kind.QUOTED else ""
            case Table(_, _, caption):
                return caption

    @cached_property
    def same(self) -> Hashable:
        """Equal for blocks that print the same."""
        match self.block:
            case Paragraph(_, spans):
                return self.shape, words_and_emphasis(spans)
            case Table() as table:
                return self.shape, tuple(map(_printed_row, table.all_rows))

    @cached_property
    def bag(self) -> dict[str, int]:
        match self.block:
            case Paragraph(_, spans):
                return bag(spans)
            case Table() as table:
                return bag(_spans_of_rows(table.all_rows))


def _printed_row(row: Row) -> Hashable:
    return tuple(words_and_emphasis(cell) for cell in row.cells)


def _spans_of_rows(rows: Sequence[Row]) -> list[Span]:
    return [span for row in rows for cell in row.cells for span in (*cell, Span(" "))]


def _block_likeness(old: _Weighed, new: _Weighed) -> float:
    """Return how likely one block is a rewrite of the other; 0 where it cannot be."""
    if old.shape != new.shape:
        return 0.0
    score = likeness(old.bag, new.bag)
    match old.block, new.block:
        case Table(), Table():
            return _if_alike_enough(score) if _same_width(old.block, new.block) else 0.0
        case _, Paragraph(kind) if kind in _LASTING:
            return score + 1.0
        case _:
            return _if_alike_enough(score)


def _same_width(old: Table, new: Table) -> bool:
    """Whether the two tables have the same number of columns in every row."""
    widths = {len(row.cells) for table in (old, new) for row in table.all_rows}
    return len(widths) == 1


def _if_alike_enough(score: float) -> float:
    return score if score >= ALIKE else 0.0
