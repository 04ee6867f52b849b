"""Lines of a paper to write on: in Word a field to type into, on paper a line.

Each is a paragraph of the style to sign on. Its rule is the placeholder of a plain-text content
control (ISO/IEC 29500-1, 17.5.2.44): clicked, it gives way to what is typed. A page may end after
the last line of a block, and nowhere inside one.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from mou_builder.agreement.document import AnswerBlock, AnswerLine
from mou_builder.word.names import SIGNATURE_STYLE
from mou_builder.word.template.layout import Layout
from mou_builder.word.writing.blocks import InsideParagraph, paragraph
from mou_builder.word.writing.runs import RULE, Marks, attribute, run

_LINE = 280
"""The height of a line of writing in twentieths of a point."""
_LONGEST_ALIAS = 64
"""Of a content control, as Word allows."""
_LED = InsideParagraph(keep=True)


def write_answers(blocks: Sequence[AnswerBlock], layout: Layout, marks: Marks) -> str:
    """The blocks of lines to write on, which have no bookmarks: nobody reads them back."""
    return "".join(_block(each, layout, marks) for each in blocks)


def _block(block: AnswerBlock, layout: Layout, marks: Marks) -> str:
    written = [paragraph(block.heading, layout, marks, _LED)] if block.heading else []
    for each in block.lines:
        written += [paragraph(above, layout, marks, _LED) for above in each.above]
        written.append(_line(each, layout, with_next=each is not block.lines[-1]))
    return "".join(written)


def _line(line: AnswerLine, layout: Layout, *, with_next: bool) -> str:
    keeping = layout.keeping(SIGNATURE_STYLE, with_next=with_next, whole=True)
    tabs = _across_the_page(layout) if line.lines > 1 else ""
    label = run(f"{line.rule.label}\t") if line.rule.label else ""
    number = crc32(line.id.encode()) >> 1
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{SIGNATURE_STYLE}"/>{keeping}{tabs}'
        f'<w:spacing w:before="{_LINE * line.lines}"/></w:pPr>{label}<w:sdt><w:sdtPr>'
        f'<w:alias w:val="{attribute(line.question[:_LONGEST_ALIAS])}"/>'
        f'<w:tag w:val="{attribute(line.id)}"/><w:id w:val="{number}"/><w:showingPlcHdr/>'
        f'<w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>{RULE}</w:sdtContent></w:sdt></w:p>'
    )


def _across_the_page(layout: Layout) -> str:
    """A rule from margin to margin, in place of the tab stops of the style."""
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{at}"/>' for at in layout.sign_stops)
    rule = f'<w:tab w:val="right" w:leader="underscore" w:pos="{layout.text_width}"/>'
    return f"<w:tabs>{cleared}{rule}</w:tabs>"
