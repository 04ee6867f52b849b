"""The redline: one agreement's tree that holds the words of two, marked.

Of its words, those kept, inserted or moved here are the new agreement's, and those kept, deleted or
moved away the old one's; so it is with its blocks and rows. Between equal agreements nothing is
marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Paragraph,
    Provision,
    Section,
    SignatureBlock,
)
from mou_builder.difference import part_pairs
from mou_builder.difference.block_pairs import (
    marked_blocks,
    marked_paragraph,
    moved_pair,
    pairs,
    whole_block,
    whole_paragraph,
)
from mou_builder.difference.order import Placed, Placing
from mou_builder.difference.part_pairs import PlacedClause, PlacedEntry, PlacedHeading, Recital


def redline(old: Agreement, new: Agreement) -> Agreement:
    """Return ``new`` with what differs from ``old`` marked in it.

    What is only in ``old`` stands in the tree, too, marked as deleted: recitals, sections, clauses,
    signature blocks. What moved stands at both places, under the same id, and the two places of a
    paragraph share its ``move``. A heading that is deleted may have clauses under it that are kept:
    accepting the deletion puts them under the heading before. Words that are kept are tagged with
    the blank of ``new``.
    """
    return replace(
        new,
        header=marked_paragraph(old.header, new.header),
        title=marked_paragraph(old.title, new.title),
        subtitle=_subtitle(old.subtitle, new.subtitle),
        recitals=tuple(_recital(each) for each in part_pairs.recitals(old, new)),
        agreement_line=marked_paragraph(old.agreement_line, new.agreement_line),
        sections=_sections(part_pairs.body(old, new)),
        closing=marked_paragraph(old.closing, new.closing),
        signatures=tuple(_signature(each) for each in part_pairs.signatures(old, new)),
    )


def _subtitle(old: Paragraph | None, new: Paragraph | None) -> Paragraph | None:
    if old and new:
        return marked_paragraph(old, new)
    if old:
        return whole_paragraph(old, Change.DELETED)
    return whole_paragraph(new, Change.INSERTED) if new else None


def _single(placed: Placed[Paragraph], name: str) -> Paragraph:
    """Mark a paragraph that is paired with its like, whatever their words."""
    match placed:
        case Placed(Placing.STAYS, Paragraph() as old, Paragraph() as new):
            return marked_paragraph(old, new)
        case Placed(Placing.LEAVES, Paragraph() as old, Paragraph() as new):
            return moved_pair(old, new, name)[0]
        case Placed(Placing.ARRIVES, Paragraph() as old, Paragraph() as new):
            return moved_pair(old, new, name)[1]
        case Placed(_, Paragraph() as old, None):
            return whole_paragraph(old, Change.DELETED)
        case Placed(_, None, Paragraph() as new):
            return whole_paragraph(new, Change.INSERTED)
        case _:
            raise ValueError("nothing is placed here")


def _several(
    fate: Placing, old: Sequence[Block], new: Sequence[Block], name: str
) -> tuple[Block, ...]:
    """Mark blocks that belong together, at one place of the two orders."""
    match fate:
        case Placing.STAYS:
            return marked_blocks(old, new)
        case Placing.GONE:
            return tuple(whole_block(each, Change.DELETED) for each in old)
        case Placing.COMES:
            return tuple(whole_block(each, Change.INSERTED) for each in new)
        case Placing.LEAVES | Placing.ARRIVES:
            return tuple(_moved(fate, old, new, name))


def _moved(fate: Placing, old: Sequence[Block], new: Sequence[Block], name: str) -> Iterator[Block]:
    """Mark moved blocks at one of their places.

    A table is deleted at the one and inserted at the other: Word knows no moved tables.
    """
    for ordinal, (before, after) in enumerate(pairs(old, new), start=1):
        if isinstance(before, Paragraph) and isinstance(after, Paragraph):
            both = moved_pair(before, after, f"{name}-{ordinal}")
            yield both[0] if fate is Placing.LEAVES else both[1]
        elif before and fate is Placing.LEAVES:
            yield whole_block(before, Change.DELETED)
        elif after and fate is Placing.ARRIVES:
            yield whole_block(after, Change.INSERTED)


def _recital(placed: Placed[Recital]) -> Recital:
    old, new = placed.old, placed.new
    id_ = new[0] if new else old[0] if old else ""
    paragraphs = Placed(placed.fate, old[1] if old else None, new[1] if new else None)
    return id_, _single(paragraphs, f"recital-{id_}")


def _sections(placed: Sequence[Placed[PlacedEntry]]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for each in placed:
        match each.new or each.old:
            case PlacedHeading(id_):
                sections.append(Section(id_, _heading(each, id_), ()))
            case PlacedClause():
                last = sections[-1]
                provisions = (*last.provisions, _provision(each))
                sections[-1] = replace(last, provisions=provisions)
    return tuple(sections)


def _heading(placed: Placed[PlacedEntry], id_: str) -> Paragraph:
    old = placed.old.paragraph if isinstance(placed.old, PlacedHeading) else None
    new = placed.new.paragraph if isinstance(placed.new, PlacedHeading) else None
    return _single(Placed(placed.fate, old, new), f"heading-{id_}")


def _provision(placed: Placed[PlacedEntry]) -> Provision:
    old = placed.old.provision if isinstance(placed.old, PlacedClause) else None
    new = placed.new.provision if isinstance(placed.new, PlacedClause) else None
    here = old if placed.fate in (Placing.GONE, Placing.LEAVES) else new
    if here is None:
        raise ValueError("no clause is placed here")
    blocks = _several(
        placed.fate, old.blocks if old else (), new.blocks if new else (), f"clause-{here.id}"
    )
    return replace(here, blocks=blocks)


def _signature(placed: Placed[SignatureBlock]) -> SignatureBlock:
    old, new = placed.old, placed.new
    here = old if placed.fate in (Placing.GONE, Placing.LEAVES) else new
    if here is None:
        raise ValueError("no signature block is placed here")
    blocks = _several(
        placed.fate,
        old.paragraphs if old else (),
        new.paragraphs if new else (),
        f"signature-{new.id if new else here.id}",
    )
    return replace(here, paragraphs=tuple(each for each in blocks if isinstance(each, Paragraph)))
