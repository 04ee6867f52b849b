"""A text without what its blanks print: equal for two texts that differ in values alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

from mou_builder.agreement.document import CROSS_REFERENCE, Block, Paragraph, Row, Span, Table
from mou_builder.difference.causes import value_path, without_index


def skeleton(blocks: Sequence[Block]) -> tuple[Hashable, ...]:
    """Return the clause's own words, with the paths of blanks where these stand.

    Paragraphs and rows that repeat one for each entry of a list count once, however many they are.
    """
    return tuple(key for key, _ in groupby(map(_block, blocks)))


def _block(block: Block) -> Hashable:
    match block:
        case Paragraph(kind, spans, _, label):
            return kind, label, _spans(spans)
        case Table(header, rows, caption):
            return caption, _row(header), tuple(key for key, _ in groupby(map(_row, rows)))


def _row(row: Row) -> Hashable:
    return tuple(map(_spans, row.cells))


def _spans(spans: Sequence[Span]) -> Hashable:
    return tuple(
        (own, "".join(words) if own is None else "", emphasis)
        for (own, emphasis), words in _pieces(spans)
    )


def _pieces(spans: Sequence[Span]) -> Iterator[tuple[tuple[str | None, bool], list[str]]]:
    """Join neighbours that come from the same place and look alike."""
    pieces = ((_origin(span), span.emphasis, span.text) for span in spans if span.text)
    for key, group in groupby(pieces, key=lambda each: each[:2]):
        yield key, [text for _, _, text in group]


def _origin(span: Span) -> str | None:
    if span.blank and span.blank.startswith(CROSS_REFERENCE):
        return span.blank
    path = value_path(span)
    return without_index(path) if path else None
