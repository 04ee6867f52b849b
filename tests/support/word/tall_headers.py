"""Templates whose headers are taller than ours, with lines of several kinds in them."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.support.word.edited_templates import declared, opened, paragraph, saved
from tests.support.word.house_templates import picture


def with_a_table_above() -> bytes:
    """A table of two rows in a header that is taller than its room, with space below each line."""
    document = opened()
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
    table = document.sections[0].header.add_table(2, 2, Pt(468))
    for cell in (*table.row_cells(0), *table.row_cells(1)):
        cell.text = "Office of the City Attorney"
    return saved(document)


def in_a_header(*properties: str) -> bytes:
    """Paragraphs with some properties in a header that is taller than its room."""
    document = opened()
    document.styles["Header"].paragraph_format.line_spacing = 3
    header = document.sections[0].header._element
    for each in properties:
        header.append(parse_xml(declared(paragraph(f"<w:pStyle w:val='Header'/>{each}"))))
    return saved(document)


def with_words_above(*sizes: float) -> bytes:
    """Words of some sizes, a line of each, in wide spacing in a header; the mark is of another."""
    document = opened()
    document.styles["Normal"].paragraph_format.line_spacing = 2
    lines = document.sections[0].header.add_paragraph()
    for at, size in enumerate(sizes):
        run = lines.add_run("\n" * bool(at) + "Office of the City Attorney")
        run.font.size = Pt(size)
    return saved(document)


def with_blocks_above(*blocks: str) -> Callable[[], bytes]:
    """Blocks in the header."""

    def template() -> bytes:
        document = opened()
        for block in blocks:
            document.sections[0].header._element.append(parse_xml(declared(block)))
        return saved(document)

    return template


def with_a_picture_above(rule: WD_LINE_SPACING) -> bytes:
    """A picture in the header, in a line of some spacing."""
    document = opened()
    logo = document.sections[0].header.add_paragraph()
    logo.add_run().add_picture(io.BytesIO(picture(40, 20)), Pt(100))
    logo.paragraph_format.line_spacing_rule = rule
    if rule is WD_LINE_SPACING.EXACTLY:
        logo.paragraph_format.line_spacing = Pt(14)
    if rule is WD_LINE_SPACING.MULTIPLE:
        logo.paragraph_format.line_spacing = 0.8
    return saved(document)


def with_pictures_above() -> bytes:
    """Pictures on lines of their own in the header."""
    document = opened()
    for _ in range(5):
        logo = document.sections[0].header.add_paragraph()
        logo.add_run().add_picture(io.BytesIO(picture(40, 20)), Pt(40))
    return saved(document)
