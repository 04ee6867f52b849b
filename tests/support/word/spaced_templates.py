"""Templates in which it shows at the ends of pages how much room a part of them takes."""

from __future__ import annotations

from tests.support.word.edited_templates import opened, paragraph, saved, with_blocks

_RULES = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(f"<w:{each} w:val='single' w:sz='4'/>" for each in ("top", "left", "bottom", "insideH"))
)
_CALIBRI = "<w:rFonts w:ascii='Calibri' w:hAnsi='Calibri'/>"
_WIDE = "<w:spacing w:line='720' w:lineRule='auto'/>"
_SPACED = "<w:spacing w:before='240' w:after='240'/>"
_VANISH = "<w:vanish/>"


def grid(properties: str, *widths: int, row: str = "", cell: str = "", rows: int = 1) -> str:
    """A table with columns of some widths, of none where that is 0."""
    columns = "".join(f"<w:gridCol w:w='{each}'/>" if each else "<w:gridCol/>" for each in widths)
    cells = f"<w:tc>{cell}</w:tc>" * len(widths)
    made = f"<w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr>" * rows
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def with_pages_that_begin_below_a_space() -> bytes:
    """Two pages that begin with a space: one by a property, one by the end of the last."""
    space = "<w:spacing w:before='3000'/>"
    ended = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
    second = paragraph(f"<w:pageBreakBefore/>{space}", text="Second")
    return with_blocks(paragraph(text="First"), second, ended, paragraph(space, text="Third"))


def with_rows_of_a_least_height() -> bytes:
    """Rows that their rules make no taller."""
    row = "<w:trHeight w:val='400'/>"
    return with_blocks(grid(_RULES, 3000, row=row, cell=paragraph(text="Radio"), rows=60))


def with_rows_in_wide_spacing() -> bytes:
    """Rows in a font whose lines are taller than those of most."""
    cell = paragraph(_WIDE, _CALIBRI, "Radio")
    document = opened(with_blocks(grid("", 3000, row="<w:cantSplit/>", cell=cell, rows=60)))
    document.styles["Normal"].font.name = "Calibri"
    return saved(document)


def with_agreement_tables_in_wide_spacing() -> bytes:
    """The agreement's tables in a font whose lines are taller than those of most."""
    document = opened()
    for name in ("Normal", "MOU Table Text"):
        document.styles[name].font.name = "Calibri"
    document.styles["MOU Table Text"].paragraph_format.line_spacing = 3
    return saved(document)


def hidden(mark: str = _VANISH, run: str = _VANISH, text: str = "For the clerk") -> str:
    """A paragraph, with spaces around it, whose mark and words are hidden."""
    return paragraph(f"{_SPACED}<w:rPr>{mark}</w:rPr>", run, text)
