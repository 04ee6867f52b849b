"""An agreement as it was sent: its parts, each with the lines that a reader sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mou_builder.agreement.document import Agreement, Block, Kind, Paragraph, Row, Table
from mou_builder.difference.comparison import PartKind
from mou_builder.difference.words import bag
from mou_builder.review.folding import BREAK, plain


@dataclass(frozen=True)
class Key:
    """A part of an agreement, by what it is and its id ("" where there is only one of it)."""

    part: PartKind
    id: str = ""


@dataclass(frozen=True)
class SentLine:
    """A paragraph, or a cell of a table, with its label or typed number before its words."""

    text: str
    kind: Kind | None = None

    @cached_property
    def bag(self) -> dict[str, int]:
        """The words and how much each counts."""
        return bag_of(self.text)


@dataclass(frozen=True)
class SentPart:
    """A part as it was sent; ``number`` is 0 for what is not a clause."""

    key: Key
    title: str
    lines: tuple[SentLine, ...]
    number: int = 0

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
        """The words and how much each counts."""
        return bag_of(self.text)


def bag_of(text: str) -> dict[str, int]:
    """Return the words of a text and how much each counts, folded."""
    from mou_builder.agreement.document import Span

    return bag((Span(plain(text)),))


def sent_parts(agreement: Agreement) -> tuple[SentPart, ...]:
    """Return the parts of an agreement in reading order, its header first."""
    return tuple(_parts(agreement))


def _parts(agreement: Agreement) -> Iterator[SentPart]:
    yield _part(PartKind.HEADER, "", "Header", (agreement.header,))
    yield _part(PartKind.TITLE, "", "Title", (agreement.title,))
    if agreement.subtitle:
        yield _part(PartKind.SUBTITLE, "", "Subtitle", (agreement.subtitle,))
    for ordinal, (id_, recital) in enumerate(agreement.recitals, start=1):
        yield _part(PartKind.RECITAL, id_, f"Recital {ordinal}", (recital,))
    yield _part(PartKind.AGREEMENT_LINE, "", "Agreement line", (agreement.agreement_line,))
    for section in agreement.sections:
        title = f"Heading “{section.heading.text}”"
        yield _part(PartKind.HEADING, section.id, title, (section.heading,))
        for each in section.provisions:
            yield _part(PartKind.CLAUSE, each.id, each.title, each.blocks, each.number)
    yield _part(PartKind.CLOSING, "", "Closing", (agreement.closing,))
    for block in agreement.signatures:
        words = next((each.text for each in block.paragraphs if each.text), block.id)
        yield _part(PartKind.SIGNATURE, block.id, f"Signature block: {words}", block.paragraphs)


def _part(
    part: PartKind, id_: str, title: str, blocks: Sequence[Block], number: int = 0
) -> SentPart:
    lines = tuple(line for block in blocks for line in lines_of(block))
    return SentPart(Key(part, id_), title, lines, number)


def lines_of(block: Block) -> Iterator[SentLine]:
    """Yield the lines of a block as they are printed."""
    match block:
        case Paragraph(kind, _, number, label):
            lead = number if kind is Kind.QUOTED else label
            yield SentLine(f"{lead}\t{block.text}" if lead else block.text, kind)
        case Table(header, rows, caption):
            if caption:
                yield SentLine(caption)
            for row in (header, *rows):
                yield from _cells(row)


def _cells(row: Row) -> Iterator[SentLine]:
    for cell in row.cells:
        yield SentLine("".join(span.text for span in cell))
