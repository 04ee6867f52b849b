"""Lines of a paper to write on: in Word a field to type into, in print a rule.

Each is a paragraph in the style of signature lines. Its rule is the placeholder of a plain-text
content control (ISO/IEC 29500-1, 17.5.2.44), which what is typed replaces. A block of lines is
never split between pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from mou_builder.agreement.document import AnswerBlock, AnswerLine
from mou_builder.word.names import SIGNATURE_STYLE
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.blocks import InsideParagraph, paragraph
from mou_builder.word.writing.runs import RULE, Marks, run
from mou_builder.word.xml_text import attribute

_LINE = 280
"""The height of a handwritten line, in twentieths of a point."""
_LONGEST_ALIAS = 64
"""The most characters that Word allows in the title of a content control."""
_WITH_NEXT = InsideParagraph(keep=True)


def write_answers(blocks: Sequence[AnswerBlock], layout: Layout, marks: Marks) -> str:
    """The blocks of lines to write on; they have no anchors, because they are never read back."""
    written = []
    for block in blocks:
        if block.heading:
            written.append(paragraph(block.heading, layout, marks, _WITH_NEXT))
        for each in block.lines:
            written += [paragraph(above, layout, marks, _WITH_NEXT) for above in each.above]
            written.append(_answer_line(each, layout, with_next=each is not block.lines[-1]))
    return "".join(written)


def _answer_line(line: AnswerLine, layout: Layout, *, with_next: bool) -> str:
    keeping = layout.keeping(SIGNATURE_STYLE, with_next=with_next, whole=True)
    tabs = _rule_across_page(layout) if line.lines > 1 else ""
    label = run(f"{line.rule.label}\t") if line.rule.label else ""
    number = crc32(line.id.encode()) >> 1
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{SIGNATURE_STYLE}"/>{keeping}{tabs}'
        f'<w:spacing w:before="{_LINE * line.lines}"/></w:pPr>{label}<w:sdt><w:sdtPr>'
        f'<w:alias w:val="{attribute(line.question[:_LONGEST_ALIAS])}"/>'
        f'<w:tag w:val="{attribute(line.id)}"/><w:id w:val="{number}"/><w:showingPlcHdr/>'
        f'<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>{RULE}</w:sdtContent></w:sdt></w:p>'
    )


def _rule_across_page(layout: Layout) -> str:
    """Tab stops for a rule from margin to margin, instead of those of the style."""
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in layout.sign_stops)
    rule = f'<w:tab w:val="right" w:leader="underscore" w:pos="{layout.text_width}"/>'
    return f"<w:tabs>{cleared}{rule}</w:tabs>"
