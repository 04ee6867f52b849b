"""Signature blocks: each whole on a page, the first one with the last words of the agreement.

The settings of the paragraphs achieve that: each paragraph of a block is kept with the next, except
the last, so that a page may end between two blocks; but of three or more, the last stands with the
one before, if the two take little more than half a page. The closing is kept with the first block,
and with the last words of the last clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import PartKind, SignatureBlock
from mou_builder.word.names import Anchor
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.anchoring import bookmark, first_bookmark, told_apart
from mou_builder.word.writing.blocks import InsideParagraph, paragraph
from mou_builder.word.writing.runs import Marks


def write_signatures(blocks: Sequence[SignatureBlock], layout: Layout, marks: Marks) -> str:
    """The signature blocks; each has a bookmark, and no content control."""
    anchors = told_apart([(Anchor(PartKind.SIGNATURE, b.id), b.paragraphs) for b in blocks])
    with_last = layout.kept_with_last(blocks)
    return "".join(
        _signature_block(block, anchor, layout, marks, with_next=at == with_last)
        for at, (block, anchor) in enumerate(zip(blocks, anchors, strict=True))
    )


def _signature_block(
    block: SignatureBlock, anchor: Anchor, layout: Layout, marks: Marks, *, with_next: bool
) -> str:
    opening, closing = bookmark(anchor.bookmark, marks)
    last = len(block.paragraphs) - 1
    begin, end = first_bookmark(anchor, marks, is_one=last == 0)
    return "".join(
        paragraph(
            each,
            layout,
            marks,
            InsideParagraph(
                opening + begin if number == 0 else "",
                (end if number == 0 else "") + (closing if number == last else ""),
                keep=with_next or number != last,
            ),
        )
        for number, each in enumerate(block.paragraphs)
    )
