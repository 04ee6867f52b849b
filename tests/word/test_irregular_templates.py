"""Templates of many hands: levels left out, rows that end early, ends of pages in cells."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml

from mou_builder.pdf.trial import tried
from mou_builder.word.look import StoryTable
from tests.support.word.edited_templates import (
    declared,
    look_of,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    with_blocks,
)


def heading(level: int, text: str) -> str:
    return paragraph(f"<w:outlineLvl w:val='{level - 1}'/>", text=text)


def bookmarks(template: bytes) -> list[tuple[int, str]]:
    toc = pdfium.PdfDocument(pdf(template)).get_toc()
    return [(each.level + 1, each.get_title()) for each in toc]


OURS = [(1, "Role of the Officer"), (1, "Structure and Funding")]


def test_headings_of_any_level_are_headings_of_the_pdf_with_no_level_left_out() -> None:
    before = [heading(3, "Office"), heading(5, "Hours"), heading(3, "Staff"), heading(2, "Rules")]
    template = with_blocks(*before)
    assert tried(template, "t") == ()
    own = [(1, "Office"), (2, "Hours"), (1, "Staff"), (1, "Rules")]
    assert bookmarks(template) == [*own, *OURS]


def test_a_heading_behind_the_agreement_lies_below_its_headings() -> None:
    document = opened()
    document.element.body.sectPr.addprevious(parse_xml(declared(heading(4, "Annex"))))
    assert bookmarks(saved(document)) == [*OURS, (2, "Annex")]


def test_words_of_a_header_are_no_heading_of_the_document() -> None:
    document = opened()
    document.sections[0].header._element.append(parse_xml(declared(heading(1, "Office"))))
    assert bookmarks(saved(document)) == OURS


def rows(*written: str) -> StoryTable:
    """A table of three columns, its rows as they are written."""
    grid = "<w:gridCol w:w='2000'/>" * 3
    inside = "".join(f"<w:tr>{each}</w:tr>" for each in written)
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
    template = with_blocks(table)
    assert tried(template, "t") == ()
    content = look_of(template).sections[0].content
    [found] = [each for each in content if isinstance(each, StoryTable)]
    return found


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text=text)}</w:tc>"


def spans(table: StoryTable) -> list[list[tuple[int, int]]]:
    return [[(each.columns, each.rows) for each in row.cells] for row in table.rows]


def test_a_row_that_ends_early_leaves_the_next_one_in_its_place() -> None:
    short = "<w:trPr><w:gridAfter w:val='1'/></w:trPr>" + cell("A", "<w:gridSpan w:val='2'/>")
    table = rows(short, cell("B"), cell("C") + cell("D") + cell("E"))
    assert spans(table) == [[(2, 1), (1, 1)], [(1, 1), (2, 1)], [(1, 1)] * 3]


def test_a_cell_beyond_the_last_column_has_one_of_its_own() -> None:
    wide = cell("D", "<w:tcW w:w='1400' w:type='dxa'/>")
    table = rows(cell("A") + cell("B") + cell("C") + wide, cell("E"))
    assert table.columns == (100.0, 100.0, 100.0, 70.0)
    assert spans(table) == [[(1, 1)] * 4, [(1, 1), (3, 1)]]


def test_a_cell_goes_on_only_below_one_as_wide() -> None:
    begun, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    table = rows(
        cell("A", begun) + cell("B") + cell("C"),
        cell("", on) + cell("D") + cell("E"),
        cell("", f"<w:gridSpan w:val='2'/>{on}") + cell("F"),
    )
    assert spans(table) == [[(1, 2), (1, 1), (1, 1)], [(1, 1)] * 2, [(2, 1), (1, 1)]]


BREAK = "<w:r><w:br w:type='page'/></w:r>"
NEW_PAGE = "<w:pPr><w:pageBreakBefore/></w:pPr>"


@pytest.mark.parametrize("inside", [f"<w:p>{BREAK}</w:p>", f"<w:p>{NEW_PAGE}</w:p>"])
def test_the_end_of_a_page_in_a_table_is_told(inside: str) -> None:
    row = f"<w:tr><w:tc>{inside}</w:tc></w:tr>"
    template = with_blocks(
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>{row}</w:tbl>"
    )
    [found] = said(template)
    assert "the end of a page within a table" in found
    assert tried(template, "t") == ()
    assert said(with_blocks(inside)) == []


def test_the_end_of_a_page_in_a_header_is_told() -> None:
    document = opened()
    document.sections[0].header._element.append(parse_xml(declared(f"<w:p>{BREAK}</w:p>")))
    [found] = said(saved(document))
    assert "the end of a page in a header" in found


def test_a_style_without_an_id_is_that_of_no_paragraph() -> None:
    document = opened()
    nameless = "<w:style><w:name w:val='Empty'/><w:rPr><w:sz w:val='2'/></w:rPr></w:style>"
    document.styles.element.append(parse_xml(declared(nameless)))
    assert look_of(saved(document)).styles == look_of(saved(opened())).styles
