"""The words of a text without its values: equal for two texts that differ only in values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

from mou_builder.agreement.document import CROSS_REFERENCE, Block, Paragraph, Row, Span, Table
from mou_builder.difference.causes import value_path, without_index


def skeleton(blocks: Sequence[Block]) -> tuple[Hashable, ...]:
    """Return the clause's own words, with the paths of blanks where these stand.

    Paragraphs and rows that repeat one for each entry of a list count once, however many they are.
    """
    return tuple(key for key, _ in groupby(map(_block_key, blocks)))


def _block_key(block: Block) -> Hashable:
    match block:
        case Paragraph(kind, spans, _, label):
            return kind, label, _spans_key(spans)
        case Table(header, rows, caption):
            return caption, _row_key(header), tuple(key for key, _ in groupby(map(_row_key, rows)))


def _row_key(row: Row) -> Hashable:
    return tuple(map(_spans_key, row.cells))


def _spans_key(spans: Sequence[Span]) -> Hashable:
    return tuple(
        (own, "".join(words) if own is None else "", emphasis)
        for (own, emphasis), words in _joined_pieces(spans)
    )


def _joined_pieces(spans: Sequence[Span]) -> Iterator[tuple[tuple[str | None, bool], list[str]]]:
    """Join neighboring spans with the same origin and emphasis."""
    pieces = ((_origin(span), span.emphasis, span.text) for span in spans if span.text)
    for key, group in groupby(pieces, key=lambda each: each[:2]):
        yield key, [text for _, _, text in group]


def _origin(span: Span) -> str | None:
    if span.blank and span.blank.startswith(CROSS_REFERENCE):
        return span.blank
    path = value_path(span)
    return without_index(path) if path else None
