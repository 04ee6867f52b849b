"""Whether an agreement is a redline."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.document import Agreement, Block, Change, Table


def has_changes(agreement: Agreement) -> bool:
    """Tell whether any word, paragraph, row or table of an agreement is marked as changed."""
    blocks = (block for part in agreement.parts() for block in part.blocks)
    return any(change is not Change.KEPT for block in blocks for change in _changes(block))


def _changes(block: Block) -> Iterator[Change]:
    yield block.change
    if isinstance(block, Table):
        yield from (row.change for row in block.all_rows)
    yield from (span.change for run in block.runs for span in run)
