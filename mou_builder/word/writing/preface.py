"""What stands before an agreement, on pages of its own: the preface of a comparison copy."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import Block, Paragraph, Table
from mou_builder.frozen import replace
from mou_builder.word.names import END_STYLE
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.blocks import InsideParagraph, paragraph, table
from mou_builder.word.writing.runs import Marks

_PAGE_BREAK = (
    f'<w:p><w:pPr><w:pStyle w:val="{END_STYLE}"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
)


def write_preface(blocks: Sequence[Block], layout: Layout, marks: Marks) -> str:
    """The blocks as XML, "" if there are none; without anchors, because they are never read back.

    Tables stand at the margin, not at the indent of a clause's words.
    """
    if not blocks:
        return ""
    at_margin = replace(layout, clause_indent=0)
    leads = [isinstance(each, Table) for each in (*blocks[1:], None)]
    pieces = [
        paragraph(block, layout, marks, InsideParagraph(leads=lead))
        if isinstance(block, Paragraph)
        else table(block, at_margin, marks)
        for block, lead in zip(blocks, leads, strict=True)
    ]
    return "".join((*pieces, _PAGE_BREAK))
