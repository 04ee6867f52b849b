"""Two agreements laid over each other, part by part, in the order in which one reads them.

Both the comparison and the redline are made from this, so that they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
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
    so are those of one office, whose holder alone is another. Only the rest are told by their ids.
    """
    shared = {each for told_by in (_reading, _office) for each in _in_both(old, new, told_by)}

    def key(block: SignatureBlock) -> Hashable:
        told_by = (_reading(block), _office(block))
        return next((each for each in told_by if each in shared), block.id)

    return laid_over(
        old.signatures,
        new.signatures,
        key,
        lambda block: sum(len(each.text) for each in block.paragraphs),
    )


def _in_both(
    old: Agreement, new: Agreement, told_by: Callable[[SignatureBlock], Hashable]
) -> set[Hashable]:
    """Return what tells one block of each agreement, and no other, from the rest."""
    counts = [Counter(map(told_by, each.signatures)) for each in (old, new)]
    return {
        each
        for each in counts[0].keys() & counts[1].keys()
        if counts[0][each] == counts[1][each] == 1
    }


def _office(block: SignatureBlock) -> Hashable:
    """Return for whom a block is signed, and the title of the one who signs."""
    heading = "".join(each.text for each in block.paragraphs if each.kind is Kind.SIGNING_PARTY)
    titles = [each.text for each in block.paragraphs if each.label == "Title:"]
    return ("office", heading, *titles)


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
