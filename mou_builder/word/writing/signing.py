"""Signature blocks: each whole, and as many as can be on the page of the agreement's last words.

They stand directly in the body, because the PDF side finds a line to sign there. Each paragraph is
kept on a page with the next, by its style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mou_builder.agreement.document import Change, Kind, PartKind, SignatureBlock
from mou_builder.word.names import Anchor
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.anchoring import bookmark, told_apart
from mou_builder.word.writing.blocks import Inside, paragraph
from mou_builder.word.writing.runs import Marks

# Heights in points, of a page of US Letter and of what precedes the signatures there at least: two
# lines of the last clause, and the closing.
_PAGE = 650
_LAST_WORDS = 68
_LINE, _TIGHT_LINE = 15.5, 13.8


@dataclass(frozen=True)
class _Spacing:
    """How far apart lines are: points above a paragraph of each kind, and between its lines."""

    above: dict[Kind, int]
    line: float
    tight: bool = False

    def height(self, block: SignatureBlock) -> float:
        """How much of a page a block takes, in points."""
        return sum(self.above.get(each.kind, 5) + self.line for each in block.paragraphs)

    def setting(self, kind: Kind) -> str:
        """The spacing of a paragraph as XML, where it is not that of its style."""
        if not self.tight:
            return ""
        before = 20 * self.above.get(kind, 0)
        return f'<w:spacing w:before="{before}" w:line="240" w:lineRule="auto"/>'


_USUAL = _Spacing(
    {Kind.SIGNING_PARTY: 18, Kind.SIGNATURE: 22, Kind.PARTICULAR: 5, Kind.CAPTION: 1}, _LINE
)
_TIGHT = _Spacing(
    {Kind.SIGNING_PARTY: 8, Kind.SIGNATURE: 14, Kind.PARTICULAR: 0, Kind.CAPTION: 0},
    _TIGHT_LINE,
    tight=True,
)


def write_signatures(blocks: Sequence[SignatureBlock], layout: Layout, marks: Marks) -> str:
    """The signature blocks.

    Where they would not fit on a page with the last words of the agreement, they are set closer,
    which makes room for six signatories; of more than that, the last go to a page of their own.
    """
    anchors = told_apart([(Anchor(PartKind.SIGNATURE, b.id), b.paragraphs) for b in blocks])
    room = float(_PAGE - _LAST_WORDS)
    fits = sum(map(_USUAL.height, blocks)) <= room
    spacing = _USUAL if fits or _change(blocks) or not _to_sign(blocks) else _TIGHT
    pieces = []
    for number, block in enumerate(blocks):
        room -= spacing.height(block)
        following = spacing.height(blocks[number + 1]) if number + 1 < len(blocks) else _PAGE
        ends_page = following > room
        if ends_page:
            room = _PAGE
        pieces.append(_block(block, anchors[number], layout, marks, spacing, ends_page))
    return "".join(pieces)


def _change(blocks: Sequence[SignatureBlock]) -> bool:
    """Tell whether lines come or go: those cannot be set closer, and so none is."""
    return any(each.change is not Change.KEPT for block in blocks for each in block.paragraphs)


def _to_sign(blocks: Sequence[SignatureBlock]) -> bool:
    """Tell whether these are for signatures; a sheet to fill in has as many pages as it takes."""
    return any(each.kind is Kind.SIGNING_PARTY for block in blocks for each in block.paragraphs)


def _block(
    block: SignatureBlock,
    anchor: Anchor,
    layout: Layout,
    marks: Marks,
    spacing: _Spacing,
    ends_page: bool,
) -> str:
    opening, closing = bookmark(anchor.bookmark, marks)
    last = len(block.paragraphs) - 1
    return "".join(
        paragraph(
            each,
            layout,
            marks,
            Inside(
                opening if number == 0 else "",
                closing if number == last else "",
                keep=False if ends_page and number == last else None,
                spacing=spacing.setting(each.kind),
            ),
        )
        for number, each in enumerate(block.paragraphs)
    )
