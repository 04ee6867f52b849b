"""The rows that head a table again on each further page that it is on.

A program that lays pages out puts them there; the agreement has such a row once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mou_builder.frozen import dataclass

_BEGINNING = 12
"""So many letters of the first rows tell that it is this table."""


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed, without white space: the row that heads it, and the words below."""

    head: str
    rows: str


def repeated_heads(
    letters: str, page_starts: Sequence[int], tables: Iterable[PrintedTable]
) -> Iterator[range]:
    """Yield where tables that stand in ``letters``, in their order, are headed again.

    That is at the start of a page alone, with more of the same table behind it.
    """
    at = 0
    for table in tables:
        for begin in _rows_of(table, letters, at, page_starts):
            at = begin
            for found in _heads_in(table, letters, begin, page_starts):
                yield found
                at = found.stop


def _rows_of(
    table: PrintedTable, letters: str, at: int, page_starts: Sequence[int]
) -> Iterator[int]:
    """Yield where the rows of a table begin, behind its first head from a letter on."""
    while table.head and (found := letters.find(table.head, at)) >= 0:
        at = found + len(table.head)
        end = next((each for each in page_starts if each > at), len(letters))
        if table.rows.startswith(letters[at : min(end, at + _BEGINNING)]):
            yield at
            return


def _heads_in(
    table: PrintedTable, letters: str, at: int, page_starts: Sequence[int]
) -> Iterator[range]:
    """Yield where a table is headed again whose rows begin ``at`` a letter, as far as it goes."""
    left = table.rows
    for start in (*(each for each in page_starts if each > at), len(letters)):
        here = letters[at:start]
        if len(here) >= len(left) or not left.startswith(here):
            return
        if not letters.startswith(table.head, start):
            return
        left, at = left[len(here) :], start + len(table.head)
        yield range(start, at)
