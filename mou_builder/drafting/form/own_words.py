"""The words of a clause as own text of a config, for a person to reword."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Block,
    Fill,
    Kind,
    Paragraph,
    Row,
    Span,
    Table,
)
from mou_builder.agreement.own_text import escaped


def as_own_text(blocks: Iterable[Block]) -> str:
    """Return the blocks of a provision as own text, from which the same blocks are made again."""
    written = ""
    was_lettered = False
    for block in blocks:
        lettered = isinstance(block, Paragraph) and block.kind is Kind.SUBCLAUSE
        if written:
            written += "\n" if lettered and was_lettered else "\n\n"
        written += _block_as_text(block)
        was_lettered = lettered
    return written + "\n"


def _block_as_text(block: Block) -> str:
    match block:
        case Paragraph(kind=Kind.SUBCLAUSE):
            return f"- {_spans_as_text(block.spans)}"
        case Paragraph():
            return _spans_as_text(block.spans)
        case Table():
            return "\n".join(_row_as_text(row) for row in block.all_rows)


def _row_as_text(row: Row) -> str:
    return f"| {' | '.join(_spans_as_text(cell) for cell in row.cells)} |"


def _spans_as_text(spans: Sequence[Span]) -> str:
    return "".join(_span_texts(spans)).strip()


def _span_texts(spans: Sequence[Span]) -> Iterator[str]:
    for number, span in enumerate(spans):
        text = escaped(span.text, begins_line=number == 0)
        blank = span.blank or ""
        if blank.startswith(CROSS_REFERENCE) and span.fill is Fill.GIVEN:
            clause = blank.removeprefix(CROSS_REFERENCE)
            yield f"[[{clause.capitalize() if span.text[:1].isupper() else clause}]]"
        elif span.emphasis and span.text.strip():
            words = text.strip()  # only words are emphasized, not the spaces around them
            yield text.replace(words, f"*{words}*")
        else:
            yield text
