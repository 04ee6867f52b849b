"""Which parts of an agreement carry the marks of a redline."""

from __future__ import annotations

from collections.abc import Iterable

from mou_builder.agreement.document import Agreement, Block, Change, Paragraph, Row, Span


def has_changes(agreement: Agreement) -> bool:
    """Tell whether any word, paragraph or row of an agreement carries a change."""
    return any(is_marked(block) for part in agreement.parts() for block in part.blocks)


def is_marked(block: Block) -> bool:
    """Tell whether any word of a block, or its mark, or a row of it carries a change."""
    if block.change is not Change.KEPT:
        return True
    if isinstance(block, Paragraph):
        return _any(block.spans)
    return any(map(_row, block.all_rows))


def _row(row: Row) -> bool:
    return row.change is not Change.KEPT or any(map(_any, row.cells))


def _any(spans: Iterable[Span]) -> bool:
    return any(each.change is not Change.KEPT for each in spans)
