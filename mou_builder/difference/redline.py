"""The redline: one agreement tree with the words of two agreements, marked.

Words that are kept, inserted or moved here belong to the new agreement; words that are kept,
deleted or moved away belong to the old one. The same holds for blocks and rows. Between equal
agreements nothing is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Change,
    Paragraph,
    Part,
    PartKind,
    Provision,
    Section,
    SignatureBlock,
)
from mou_builder.difference.block_pairs import (
    marked_blocks,
    marked_paragraph,
    moved_pair,
    paired_blocks,
    whole_block,
    whole_paragraph,
)
from mou_builder.difference.order import Placed, Placing
from mou_builder.difference.part_pairs import part_pairs


def redline(old: Agreement, new: Agreement) -> Agreement:
    """Return ``new`` with what differs from ``old`` marked in it.

    What is only in ``old`` stands in the tree, too, marked as deleted: recitals, sections, clauses,
    signature blocks. What moved stands at both places, under the same id, and the two places of a
    paragraph share its ``move``. A heading that is deleted may have clauses under it that are kept:
    accepting the deletion puts them under the heading before. Words that are kept are tagged with
    the blank of ``new``.
    """
    marked: dict[PartKind, Paragraph] = {}
    recitals: list[tuple[str, Paragraph]] = []
    sections: list[Section] = []
    signatures: list[SignatureBlock] = []
    for placed in part_pairs(old, new):
        here = placed.either
        match here.kind:
            case PartKind.RECITAL:
                recitals.append((here.id, _marked_single(placed, f"recital-{here.id}")))
            case PartKind.HEADING:
                heading = _marked_single(placed, f"heading-{here.id}")
                sections.append(Section(here.id, heading, ()))
            case PartKind.CLAUSE:
                provisions = (*sections[-1].provisions, _marked_provision(placed))
                sections[-1] = replace(sections[-1], provisions=provisions)
            case PartKind.SIGNATURE:
                signatures.append(_marked_signature(placed))
            case _:
                marked[here.kind] = _marked_single(placed, here.kind.value)
    return replace(
        new,
        header=marked[PartKind.HEADER],
        title=marked[PartKind.TITLE],
        subtitle=marked.get(PartKind.SUBTITLE),
        recitals=tuple(recitals),
        agreement_line=marked[PartKind.AGREEMENT_LINE],
        sections=tuple(sections),
        closing=marked[PartKind.CLOSING],
        signatures=tuple(signatures),
    )


def _marked_single(placed: Placed[Part], name: str) -> Paragraph:
    """Mark a part that is one paragraph; both sides are compared however much they differ."""
    match _blocks_of(placed.old), _blocks_of(placed.new):
        case (Paragraph() as old,), (Paragraph() as new,):
            if placed.placing is Placing.STAYS:
                return marked_paragraph(old, new)
            away, back = moved_pair(old, new, name)
            return away if placed.placing is Placing.LEAVES else back
        case (Paragraph() as old,), ():
            return whole_paragraph(old, Change.DELETED)
        case (), (Paragraph() as new,):
            return whole_paragraph(new, Change.INSERTED)
        case _:
            raise ValueError("a part outside the clauses is one paragraph")


def _blocks_of(part: Part | None) -> tuple[Block, ...]:
    return part.blocks if part else ()


def _marked_several(placed: Placed[Part], name: str) -> tuple[Block, ...]:
    """Mark blocks that belong together, at one place of the two orders."""
    old, new = _blocks_of(placed.old), _blocks_of(placed.new)
    match placed.placing:
        case Placing.STAYS:
            return marked_blocks(old, new)
        case Placing.GONE:
            return tuple(whole_block(each, Change.DELETED) for each in old)
        case Placing.COMES:
            return tuple(whole_block(each, Change.INSERTED) for each in new)
        case Placing.LEAVES | Placing.ARRIVES:
            return tuple(_moved_blocks(placed.placing, old, new, name))


def _moved_blocks(
    placing: Placing, old: Sequence[Block], new: Sequence[Block], name: str
) -> Iterator[Block]:
    """Mark moved blocks at one of their places.

    A table is deleted at the one and inserted at the other: Word knows no moved tables.
    """
    for ordinal, (before, after) in enumerate(paired_blocks(old, new), start=1):
        if isinstance(before, Paragraph) and isinstance(after, Paragraph):
            away, back = moved_pair(before, after, f"{name}-{ordinal}")
            yield away if placing is Placing.LEAVES else back
        elif before and placing is Placing.LEAVES:
            yield whole_block(before, Change.DELETED)
        elif after and placing is Placing.ARRIVES:
            yield whole_block(after, Change.INSERTED)


def _marked_provision(placed: Placed[Part]) -> Provision:
    here = _at_this_place(placed)
    if here.provision is None:
        raise ValueError("no clause is placed here")
    return replace(here.provision, blocks=_marked_several(placed, f"clause-{here.id}"))


def _marked_signature(placed: Placed[Part]) -> SignatureBlock:
    here = _at_this_place(placed)
    if here.signature is None:
        raise ValueError("no signature block is placed here")
    blocks = _marked_several(placed, f"signature-{placed.either.id}")
    paragraphs = tuple(each for each in blocks if isinstance(each, Paragraph))
    return replace(here.signature, paragraphs=paragraphs)


def _at_this_place(placed: Placed[Part]) -> Part:
    """Return the part of the agreement to whose order this place belongs."""
    here = placed.old if placed.placing in (Placing.GONE, Placing.LEAVES) else placed.new
    if here is None:
        raise ValueError("nothing is placed here")
    return here
