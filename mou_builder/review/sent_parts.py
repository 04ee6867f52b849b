"""An agreement as it was sent: its parts, with the lines of each as printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from mou_builder.agreement.document import (
    Agreement,
    Block,
    ClauseNumber,
    Key,
    Kind,
    Paragraph,
    Span,
    Table,
    text_of,
)
from mou_builder.difference.words import bag
from mou_builder.frozen import dataclass
from mou_builder.review.folding import BREAK, plain
from mou_builder.review.returned_copy import Cell, Drawn


@dataclass(frozen=True)
class SentLine:
    """A paragraph, or a cell of a table, with its label or typed number before its words.

    ``number`` is the one that Word counts; ``doubts`` are those that a line of a template has even
    when nobody has touched it, and ``drawings`` are its pictures. ``cell`` is its place in a table,
    of which the tables of a part are counted from 0.
    """

    text: str
    kind: Kind | None = None
    number: str = ""
    doubts: tuple[str, ...] = ()
    cell: Cell | None = None
    drawings: tuple[Drawn, ...] = ()

    @cached_property
    def bag(self) -> dict[str, int]:
        """The words and the weight of each."""
        return bag_of(self.text)


@dataclass(frozen=True)
class SentPart:
    """A part as it was sent; ``number`` is 0 for any part but a clause."""

    key: Key
    title: str
    lines: tuple[SentLine, ...]
    number: ClauseNumber = 0

    @property
    def printed_number(self) -> str:
        """The number of a clause as printed, "" for any other part."""
        return f"{self.number}." if self.number else ""

    @cached_property
    def text(self) -> str:
        """The words, a line for each paragraph."""
        return BREAK.join(each.text for each in self.lines)

    @cached_property
    def plain(self) -> str:
        """The words as they are compared."""
        return plain(self.text)

    @cached_property
    def bag(self) -> dict[str, int]:
        """The words and the weight of each."""
        return bag_of(self.text)


def bag_of(text: str) -> dict[str, int]:
    """Return the words of a text, folded, and the weight of each."""
    return bag((Span(plain(text)),))


def sent_parts(agreement: Agreement) -> tuple[SentPart, ...]:
    """Return the parts of an agreement in reading order, its header first."""
    return tuple(
        SentPart(
            part.key,
            part.title,
            tuple(line for at, block in enumerate(part.blocks) for line in lines_of(block, at)),
            part.number,
        )
        for part in agreement.parts()
    )


def lines_of(block: Block, table: int = 0) -> Iterator[SentLine]:
    """Yield the lines of a block as they are printed; ``table`` is the number of a table."""
    match block:
        case Paragraph(kind=kind, number=number, lead=lead):
            counted = number if kind in (Kind.CLAUSE, Kind.SUBCLAUSE) else ""
            yield SentLine(f"{lead}\t{block.text}" if lead else block.text, kind, counted)
        case Table(caption=caption):
            if caption:
                yield SentLine(caption)
            for at, row in enumerate(block.all_rows):
                for column, cell in enumerate(row.cells):
                    yield SentLine(text_of(cell), cell=Cell(table, at, column))
