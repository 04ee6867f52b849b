"""A redline settled: what is left of it when all of its changes are accepted, or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mou_builder.agreement.document import Agreement, Block, Change, Paragraph, Row, Span, Table
from mou_builder.difference.marking import merged_spans

_ACCEPTED = frozenset({Change.KEPT, Change.INSERTED, Change.MOVED_TO})
_REJECTED = frozenset({Change.KEPT, Change.DELETED, Change.MOVED_FROM})


def accepted(marked: Agreement) -> tuple[Block, ...]:
    """Return the blocks that remain when every change is accepted, the header first."""
    return tuple(_settled(marked, _ACCEPTED))


def rejected(marked: Agreement) -> tuple[Block, ...]:
    """Return the blocks that remain when every change is rejected, the header first.

    Paragraphs that are in both agreements keep the number and provenance of the new one.
    """
    return tuple(_settled(marked, _REJECTED))


def _settled(marked: Agreement, lasting: frozenset[Change]) -> Iterator[Block]:
    for part in marked.parts():
        for block in part.blocks:
            if block.change in lasting:
                yield _block(block, lasting)


def _block(block: Block, lasting: frozenset[Change]) -> Block:
    match block:
        case Paragraph():
            return replace(block, spans=_spans(block.spans, lasting), change=Change.KEPT, move="")
        case Table():
            rows = tuple(_row(row, lasting) for row in block.rows if row.change in lasting)
            return replace(block, header=_row(block.header, lasting), rows=rows, change=Change.KEPT)


def _row(row: Row, lasting: frozenset[Change]) -> Row:
    return Row(tuple(_spans(cell, lasting) for cell in row.cells))


def _spans(spans: tuple[Span, ...], lasting: frozenset[Change]) -> tuple[Span, ...]:
    return merged_spans(
        [replace(span, change=Change.KEPT) for span in spans if span.change in lasting]
    )
