"""Words that came back, as own text of a config: paragraphs, sub-clauses and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from mou_builder.agreement.document import Block, Kind, Paragraph, Row, Span, Table, text_of
from mou_builder.drafting.form.own_words import as_own_text
from mou_builder.frozen import replace
from mou_builder.proposal.clause_match import cells_of_tables
from mou_builder.review.findings import AcceptedLine
from mou_builder.review.folding import plain

_BETWEEN_CELLS = "|"

_Known = Mapping[str, tuple[Span, ...]]
"""Words as they were sent, with their emphasis and their references to clauses."""


def returned_text(lines: Sequence[AcceptedLine], sent: Iterable[Block]) -> str:
    """Return own text that prints the lines of a clause that came back.

    A line that reads as one of the blocks that were ``sent`` keeps its emphasis and references.
    """
    known = {plain(text_of(run)): run for block in sent for run in block.runs}
    return as_own_text(_blocks(lines, known))


def is_sayable(lines: Iterable[AcceptedLine]) -> bool:
    """Tell whether own text can have the tables of lines: no cell may have the sign between two."""
    return not any(each.cell and _BETWEEN_CELLS in each.text for each in lines)


def without_tables(lines: Iterable[AcceptedLine]) -> list[AcceptedLine]:
    """Return the lines with each cell as a paragraph."""
    return [replace(each, cell=None) for each in lines]


def _blocks(lines: Sequence[AcceptedLine], known: _Known) -> Iterator[Block]:
    is_first = True
    for table, several in groupby(lines, key=lambda each: each.cell and each.cell.table):
        if table is not None:
            (cells,) = cells_of_tables(list(several))
            width = max(map(len, cells))
            header, *rows = (
                Row(tuple(_spans(text, known) for text in (*row, *[""] * (width - len(row)))))
                for row in cells
            )
            yield Table(header, tuple(rows))
        else:
            for line in several:
                is_lettered = line.kind is Kind.SUBCLAUSE and not is_first
                kind = Kind.SUBCLAUSE if is_lettered else Kind.CONTINUATION
                yield Paragraph(kind, _spans(line.text, known))
                is_first = False


def _spans(text: str, known: _Known) -> tuple[Span, ...]:
    return known.get(plain(text)) or (Span(" ".join(text.split())),)
