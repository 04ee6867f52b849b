"""Two agreements laid over each other, part by part, in the order in which one reads them.

Both the comparison and the redline are made from this, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Paragraph,
    Provision,
    Section,
    SignatureBlock,
    Table,
)
from mou_builder.difference.marking import look
from mou_builder.difference.order import Placed, laid_over


@dataclass(frozen=True)
class PlacedHeading:
    """The heading of a section."""

    id: str
    paragraph: Paragraph


@dataclass(frozen=True)
class PlacedClause:
    """A provision, and the heading it is under."""

    id: str
    provision: Provision
    heading: PlacedHeading


PlacedEntry = PlacedHeading | PlacedClause
Recital = tuple[str, Paragraph]


def body(old: Agreement, new: Agreement) -> list[Placed[PlacedEntry]]:
    """Lay the headings and clauses of two agreements over each other."""
    return laid_over(
        _entries(old.sections),
        _entries(new.sections),
        lambda entry: (type(entry), entry.id),
        _size,
        lambda entry: isinstance(entry, PlacedHeading),
    )


def recitals(old: Agreement, new: Agreement) -> list[Placed[Recital]]:
    """Lay the recitals of two agreements over each other, by their ids."""
    return laid_over(
        old.recitals, new.recitals, lambda each: each[0], lambda each: len(each[1].text)
    )


def signatures(old: Agreement, new: Agreement) -> list[Placed[SignatureBlock]]:
    """Lay the signature blocks of two agreements over each other.

    Ids of signature blocks count the signatories of a party, so that one who joins in front of
    others changes the ids of these: blocks that read the same are the same, whatever their ids, and
    only the others are told by their ids.
    """
    shared = set(map(_reading, old.signatures)) & set(map(_reading, new.signatures))

    def key(block: SignatureBlock) -> Hashable:
        reading = _reading(block)
        return reading if reading in shared else block.id

    return laid_over(
        old.signatures,
        new.signatures,
        key,
        lambda block: sum(len(each.text) for each in block.paragraphs),
    )


def _reading(block: SignatureBlock) -> Hashable:
    return tuple((each.kind, each.label, look(each.spans)) for each in block.paragraphs)


def _entries(sections: tuple[Section, ...]) -> list[PlacedEntry]:
    entries: list[PlacedEntry] = []
    for section in sections:
        heading = PlacedHeading(section.id, section.heading)
        entries.append(heading)
        entries += (PlacedClause(each.id, each, heading) for each in section.provisions)
    return entries


def _size(entry: PlacedEntry) -> int:
    match entry:
        case PlacedHeading(_, paragraph):
            return len(paragraph.text)
        case PlacedClause(_, provision):
            return sum(map(_length, provision.blocks))


def _length(block: Block) -> int:
    match block:
        case Paragraph():
            return len(block.text)
        case Table(header, rows):
            cells = [cell for row in (header, *rows) for cell in row.cells]
            return sum(len(span.text) for cell in cells for span in cell)
