"""Two agreements laid over each other, part by part, in the order in which one reads them.

Both the comparison and the redline are made from this, so that they say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Kind,
    Part,
    PartKind,
    SignatureBlock,
    text_of,
)
from mou_builder.difference.marking import words_and_emphasis
from mou_builder.difference.order import Placed, in_one_order

_GROUPS = (
    (PartKind.HEADER,),
    (PartKind.TITLE,),
    (PartKind.SUBTITLE,),
    (PartKind.RECITAL,),
    (PartKind.AGREEMENT_LINE,),
    (PartKind.HEADING, PartKind.CLAUSE),
    (PartKind.CLOSING,),
    (PartKind.SIGNATURE,),
)
"""The kinds among which a part can move, in reading order."""


def part_pairs(old: Agreement, new: Agreement) -> Iterator[Placed[Part]]:
    """Lay the parts of two agreements over each other, by their keys.

    Ids of signature blocks count the signatories of a party, so that one who joins in front of
    others changes the ids of these: blocks that read the same are the same, whatever their ids, and
    so are those of one office, whose holder alone is another. Only the rest are told by their ids.
    """
    shared = {each for told_by in (_printed_lines, _office) for each in _in_both(old, new, told_by)}

    def key(part: Part) -> Hashable:
        block = part.signature
        told_by = (_printed_lines(block), _office(block)) if block else ()
        return next((each for each in told_by if each in shared), part.key)

    before, after = tuple(old.parts()), tuple(new.parts())
    for kinds in _GROUPS:
        yield from in_one_order(
            [each for each in before if each.kind in kinds],
            [each for each in after if each.kind in kinds],
            key,
            lambda part: sum(map(_letters, part.blocks)),
            lambda part: part.kind is PartKind.HEADING,
        )


def _in_both(
    old: Agreement, new: Agreement, told_by: Callable[[SignatureBlock], Hashable]
) -> set[Hashable]:
    """Return the values of ``told_by`` that identify exactly one block in each agreement."""
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


def _printed_lines(block: SignatureBlock) -> Hashable:
    return tuple(
        (each.kind, each.label, words_and_emphasis(each.spans)) for each in block.paragraphs
    )


def _letters(block: Block) -> int:
    return sum(len(text_of(run)) for run in block.runs)
