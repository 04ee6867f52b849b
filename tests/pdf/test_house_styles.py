"""House styles that a municipality makes in Word, and what becomes of their pages in the PDF.

LibreOffice lays the Word files out, all of them at once; each page must begin and end alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from string import ascii_lowercase

import pypdfium2 as pdfium
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.agreement.document import Agreement, Kind, Table
from mou_builder.pdf.values import Job
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import MISSION, para, row, small_agreement
from tests.support.libreoffice.page_lines import Sheet, laid_out, sheets_of
from tests.support.word.edited_templates import (
    declared,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    with_blocks,
)
from tests.support.word.spaced_templates import (
    grid,
    hidden,
    with_agreement_tables_in_wide_spacing,
    with_pages_that_begin_below_a_space,
    with_rows_in_wide_spacing,
    with_rows_of_a_least_height,
)
from tests.support.word.tall_headers import (
    in_a_header,
    with_a_picture_above,
    with_a_table_above,
    with_blocks_above,
    with_pictures_above,
    with_words_above,
)

MANY = "The officer shall report each matter to the principal without delay. "


def with_clauses(*lengths: int) -> Agreement:
    """An agreement whose first section has clauses of so many sentences."""
    agreement = small_agreement()
    first = agreement.sections[0]
    clauses = (
        replace(
            MISSION,
            id=f"c-{number}",
            number=number,
            blocks=(para(Kind.CLAUSE, MANY * length, number=f"{number}."),),
        )
        for number, length in enumerate(lengths, start=1)
    )
    return replace(agreement, sections=(replace(first, provisions=tuple(clauses)),))


def with_subclauses(*lengths: int) -> Agreement:
    """An agreement whose first clause has sub-clauses of so many sentences."""
    agreement = small_agreement()
    parts = (
        para(Kind.SUBCLAUSE, MANY * length, number=f"{letter}.")
        for letter, length in zip(ascii_lowercase, lengths, strict=False)
    )
    provision = replace(MISSION, blocks=(*MISSION.blocks, *parts))
    first = replace(agreement.sections[0], provisions=(provision,))
    return replace(agreement, sections=(first,))


def with_a_table(more: int = 0, above: int = 4) -> Agreement:
    """An agreement that ends with a table of three columns, and some words if it has ``more``."""
    agreement = small_agreement()
    first = agreement.sections[0]
    rows = (
        row("Radio", "District", "Department"),
        row("Vehicle with equipment and insurance", "Half of the whole cost", MANY * 2),
        row("Uniform", "None", "Department"),
        *(row(f"Radio {at}", "None", "Department") for at in range(more)),
    )
    table = Table(row("Item", "Paid by the district", "Paid by the department"), rows)
    last = [para(Kind.CONTINUATION, MANY)] * bool(more)
    blocks = (*MISSION.blocks, para(Kind.CONTINUATION, MANY * above), table, *last)
    provision = replace(MISSION, blocks=blocks)
    return replace(agreement, sections=(replace(first, provisions=(provision,)),))


def whole_clauses() -> bytes:
    document = opened()
    document.styles["MOU Clause"].paragraph_format.keep_together = True
    return saved(document)


def whole_paragraphs() -> bytes:
    document = opened()
    document.styles["Normal"].paragraph_format.keep_together = True
    return saved(document)


def on_a5() -> bytes:
    document = opened()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    return saved(document)


def with_a_landscape_page_behind() -> bytes:
    """The agreement on upright pages, and a section on a page that lies behind them."""
    document = opened()
    added = document.add_section()
    added.page_width, added.page_height = added.page_height, added.page_width
    document.add_paragraph("Exhibit A")
    return saved(document)


def with_space_below() -> bytes:
    """Space below each paragraph, also in a tall header, in a footer and in a table."""
    template = tall_rows(9, "")()
    document = opened(template)
    document.styles["Normal"].paragraph_format.space_after = Pt(10)
    for line in ("Office of the City Attorney", "100 Main Street", "Telephone 555-0100"):
        document.sections[0].header.add_paragraph(line)
        document.sections[0].footer.add_paragraph(line)
    return saved(document)


def with_line_spacing(style: str, spacing: float) -> Callable[[], bytes]:
    """Lines of a style in another spacing than others, which are in one and a half lines."""

    def template() -> bytes:
        document = opened()
        document.styles["Normal"].paragraph_format.line_spacing = 1.5
        document.styles[style].paragraph_format.line_spacing = spacing
        return saved(document)

    return template


def with_large_numbers() -> bytes:
    """Numbers of sub-clauses that are larger than their words."""
    document = opened()
    level = list(document.part.numbering_part.element.iter(qn("w:lvl")))[1]
    level.append(parse_xml(declared("<w:rPr><w:sz w:val='32'/></w:rPr>")))
    return saved(document)


_RULED = "<w:pBdr><w:{0} w:val='single' w:sz='12' w:space='6'/></w:pBdr>".format


def spaced(points: float) -> Callable[[], bytes]:
    """A template whose letters are set apart, or closer."""

    def template() -> bytes:
        document = opened()
        properties = document.styles["Normal"].element.get_or_add_rPr()
        properties.append(parse_xml(declared(f"<w:spacing w:val='{round(points * 20)}'/>")))
        return saved(document)

    return template


def tall_rows(sentences: int, about: str) -> Callable[[], bytes]:
    """A template with a table whose second row has so many sentences."""

    def cells(*texts: str) -> str:
        made = (f"<w:tc>{paragraph(text=each)}</w:tc>" for each in texts)
        return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(made)}</w:tr>"

    grid = "<w:gridCol w:w='2000'/><w:gridCol w:w='6900'/>"
    rows = cells("One", MANY * 12) + cells("Two", MANY * sentences) + cells("Three", "Short")
    rules = (f"<w:{each} w:val='single' w:sz='4'/>" for each in ("top", "bottom", "insideH"))
    properties = f"<w:tblPr><w:tblBorders>{''.join(rules)}</w:tblBorders></w:tblPr>"
    table = f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    return lambda: with_blocks(paragraph(text=MANY * 6), table)


def ruled_table(top: int, between: int, bottom: int) -> str:
    """A table of two rows with rules of some eighths of a point."""
    widths = (("top", top), ("insideH", between), ("bottom", bottom))
    rules = (f"<w:{side} w:val='single' w:sz='{width}'/>" for side, width in widths)
    properties = f"<w:tblPr><w:tblBorders>{''.join(rules)}</w:tblBorders></w:tblPr>"
    row = f"<w:tr><w:tc>{paragraph(text='Radio')}</w:tc></w:tr>"
    grid = "<w:tblGrid><w:gridCol w:w='3000'/></w:tblGrid>"
    return f"<w:tbl>{properties}{grid}{row}{row}</w:tbl>"


def with_rules_of_tables() -> bytes:
    """Tables whose rules are not of one thickness, so many that a wrong one ends another line."""
    tables = (ruled_table(48, 4, 4), ruled_table(4, 48, 4), ruled_table(4, 4, 48)) * 5
    return with_blocks(*(each for table in tables for each in (table, paragraph(text="Below"))))


_WORDS = (
    *("one/or/the/other", "www.maplegrove.example", "555\u20110100\u20110101", "see-saws"),
    *("(608)-555-0100", "2026-27"),
)


def _filled_up(word: str, run: str = "") -> str:
    """A paragraph in which a word comes at every place near the end of a line."""
    text = " ".join(f"{MANY[:-2]} {'i' * at} {word} and so on." for at in range(30))
    return paragraph(f"<w:pageBreakBefore/><w:rPr>{run}</w:rPr>", run, text)


def _in_a_cell(width: int, text: str, alignment: str = "left") -> str:
    grid = f"<w:tblGrid><w:gridCol w:w='{width}'/></w:tblGrid>"
    cell = f"<w:tc>{paragraph(text=text)}</w:tc>"
    properties = f"<w:tblPr><w:jc w:val='{alignment}'/></w:tblPr>"
    return f"<w:tbl>{properties}{grid}<w:tr>{cell}</w:tr></w:tbl>"


_AT_THE_LEFT = "<w:ptab w:relativeTo='margin' w:alignment='left'/>"
_WIDE = "<w:spacing w:line='480' w:lineRule='auto'/>"
_LARGE = f"Whereas</w:t></w:r><w:r><w:rPr/><w:t>{MANY * 2}"
_BLANK = "</w:t><w:t xml:space='preserve'> "
_THICK = "<w:pBdr><w:bottom w:val='thick' w:sz='48'/></w:pBdr>"
_FEED = "</w:t><w:br/><w:t>"
FULL = f"Whereas {MANY[:-2]} and is so as to fill all"
_ARIAL = "<w:rFonts w:ascii='Arial' w:hAnsi='Arial'/>"


LINES = {
    **{each: _filled_up(each) for each in _WORDS},
    "words that slope": _filled_up("of", "<w:i/>"),
    "words of another size that slope": _filled_up("of", "<w:i/><w:sz w:val='21'/>"),
    "letters whose widths are rounded": _filled_up("of", "<w:sz w:val='22'/>"),
    "small capitals": _filled_up("of", f"{_ARIAL}<w:smallCaps/><w:sz w:val='18'/>"),
    "an address in a narrow cell": _in_a_cell(1500, f"{MANY} www.maplegrove.example {MANY}"),
    "a table wider than its page": _in_a_cell(14000, MANY * 4, "right"),
    "a table as wide as it asks for": grid(
        "<w:tblW w:w='5000' w:type='pct'/>", 2000, 1000, cell=paragraph(text=MANY)
    ),
    "a table in a cell": grid(
        "",
        4000,
        cell=grid("<w:tblW w:w='5000' w:type='pct'/>", 1892, 1892, cell=paragraph(text=MANY))
        + paragraph(text="Below"),
    ),
    "columns without widths": grid("", 0, 0, 0, cell=paragraph(text=MANY)),
    "a place at the left": paragraph(text=f"Main Street</w:t>{_AT_THE_LEFT}<w:t>Telephone"),
    "spaces behind a full line": paragraph(text=f"{FULL}</w:t></w:r><w:r><w:t>{_BLANK * 3}"),
    "an address before another line": _in_a_cell(4000, f"www.a.example{_FEED}Main Street 100"),
}


CASES: dict[str, tuple[Callable[[], bytes], Callable[[], Agreement]]] = {
    "clauses that are whole": (whole_clauses, lambda: with_clauses(30, 30, 30, 30)),
    "a whole clause taller than a page": (whole_clauses, lambda: with_clauses(3, 60, 4)),
    "the first of them": (whole_clauses, lambda: with_clauses(60, 4, 3)),
    "one taller than two pages": (whole_clauses, lambda: with_clauses(3, 110, 4, 25)),
    "last words taller than a page": (lambda: TEMPLATE, lambda: with_clauses(60)),
    "whole paragraphs everywhere": (whole_paragraphs, lambda: with_clauses(8, 9, 10, 11, 8)),
    "a table as last words, on A5": (on_a5, with_a_table),
    "rows that may be split": (tall_rows(40, ""), small_agreement),
    "a whole row": (tall_rows(40, "<w:cantSplit/>"), small_agreement),
    "a whole row taller than a page": (tall_rows(80, "<w:cantSplit/>"), small_agreement),
    "a table before a landscape page": (with_a_landscape_page_behind, with_a_table),
    "space below each paragraph": (with_space_below, small_agreement),
    "a picture in a line of two": (
        lambda: with_a_picture_above(WD_LINE_SPACING.DOUBLE),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "pictures on lines of their own": (
        with_pictures_above,
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "letters set apart": (spaced(0.75), lambda: with_clauses(8, 9, 10, 11, 8)),
    "letters set closer": (spaced(-0.3), lambda: with_clauses(8, 9, 10, 11, 8)),
    "sub-clauses in single lines": (
        with_line_spacing("MOU Subclause", 1),
        lambda: with_subclauses(*range(2, 26)),
    ),
    "sub-clauses in lines of two and a half": (
        with_line_spacing("MOU Subclause", 2.5),
        lambda: with_subclauses(*range(2, 26)),
    ),
    "clauses in lines closer than single ones": (
        with_line_spacing("MOU Clause", 0.8),
        lambda: with_clauses(*[2] * 120),
    ),
    "line spacing and rules in a header": (
        lambda: in_a_header("", _RULED("top"), _RULED("bottom"), ""),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "words larger than a header's mark": (
        lambda: with_words_above(40, 40),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "lines of several heights in a header": (
        lambda: with_words_above(40, 9, 9, 9, 12),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "lines of a header that end empty": (
        with_blocks_above(*[paragraph("", "<w:sz w:val='10'/>", f"Office{_FEED}")] * 5),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "a large word before others in a header": (
        with_blocks_above(*[paragraph(_WIDE, "<w:sz w:val='60'/>", _LARGE)] * 3),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "lines of a header that are blank": (
        with_blocks_above(*[paragraph("", "<w:sz w:val='60'/>", _BLANK)] * 3),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "numbers larger than their words": (with_large_numbers, lambda: with_subclauses(*[2] * 30)),
    "thick rules in a header": (
        with_blocks_above(*[paragraph(_THICK)] * 5),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "rules of tables": (with_rules_of_tables, lambda: with_clauses(8, 9, 10, 11, 8)),
    "a page that begins below a space": (
        with_pages_that_begin_below_a_space,
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "rows of a least height": (with_rows_of_a_least_height, lambda: with_clauses(8, 9, 10)),
    "rows in wide spacing": (with_rows_in_wide_spacing, lambda: with_clauses(8, 9, 10)),
    "tables in wide spacing": (with_agreement_tables_in_wide_spacing, lambda: with_a_table(30)),
    "paragraphs that are hidden": (
        with_blocks_above(*[hidden()] * 4, hidden(text="")),
        lambda: with_clauses(8, 9, 10, 11, 8),
    ),
    "the first two rows of a table": (lambda: TEMPLATE, lambda: with_a_table(12, 30)),
    "the last two rows of a table": (lambda: TEMPLATE, lambda: with_a_table(15)),
    "a table in a tall header": (with_a_table_above, lambda: with_clauses(8, 9, 10, 11, 8)),
}


@cache
def word_pages() -> dict[str, list[Sheet]]:
    made = [render_docx(agreement(), template(), None) for template, agreement in CASES.values()]
    return dict(zip(CASES, laid_out(made), strict=True))


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", CASES)
def test_pages_begin_and_end_as_those_of_the_word_file(name: str) -> None:
    template, agreement = CASES[name]
    made = pdf_of(sheet_of(agreement(), template(), "T"), Job("T", "en-US"))
    assert made.diagnostics == ()
    ends = [[_ends(each) for each in pages] for pages in (sheets_of(made.pdf), word_pages()[name])]
    assert ends[0] == ends[1]


@pytest.mark.crosscheck
def test_lines_of_a_template_end_where_those_of_the_word_file_end() -> None:
    templates = [with_blocks(each, paragraph()) for each in LINES.values()]
    word = laid_out([render_docx(small_agreement(), each, None) for each in templates])
    for name, template, sheets in zip(LINES, templates, word, strict=True):
        ours, theirs = (
            [words for each in of for words in _lines(each)]
            for of in (sheets_of(pdf(template)), sheets)
        )
        assert ours == theirs, name


def _ends(sheet: Sheet) -> tuple[str, ...]:
    return tuple(_lines(sheet)[at] for at in (0, 1, -2, -1))


def _lines(sheet: Sheet) -> list[str]:
    return [" ".join(each.text.replace("_", "").split()) for each in sheet.lines]


@pytest.mark.parametrize("style", ["Normal", "MOU Clause", "MOU Recital", "Heading 1"])
def test_paragraphs_that_each_stay_with_the_next_are_told(style: str) -> None:
    document = opened()
    document.styles[style].paragraph_format.keep_with_next = True
    told = [each for each in said(saved(document)) if "each stay with the next" in each]
    assert bool(told) == (style != "Heading 1")


@pytest.mark.parametrize(("style", "tells"), [("MOU Clause", True), ("MOU Continuation", False)])
def test_a_ground_that_takes_in_numbers_is_told(style: str, tells: bool) -> None:
    document = opened()
    ground = parse_xml(declared('<w:shd w:val="clear" w:fill="EEF3F8"/>'))
    document.styles[style].element.get_or_add_pPr().append(ground)
    told = [each for each in said(saved(document)) if "behind the numbers" in each]
    assert bool(told) == tells


def test_a_picture_in_a_line_that_is_lower_is_told() -> None:
    for rule in (WD_LINE_SPACING.DOUBLE, WD_LINE_SPACING.EXACTLY, WD_LINE_SPACING.MULTIPLE):
        told = [each for each in said(with_a_picture_above(rule)) if "is cut off" in each]
        assert bool(told) == (rule is not WD_LINE_SPACING.DOUBLE)


def test_a_footer_of_the_first_page_that_is_lower_than_the_others_is_told() -> None:
    for lines in (1, 5):
        document = opened()
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.footer.paragraphs[0].text = "Main Street\n" * lines
        for _ in range(lines):
            section.footer.add_paragraph("Telephone 555-0100")
        told = [each for each in said(saved(document)) if "a footer of the first page" in each]
        assert bool(told) == (lines == 5)


def test_small_capitals_that_are_set_apart_are_told() -> None:
    for apart in (0, 20):
        document = opened()
        document.styles["Heading 1"].font.small_caps = True
        spacing = parse_xml(declared(f"<w:spacing w:val='{apart}'/>"))
        document.styles["Heading 1"].element.get_or_add_rPr().append(spacing)
        told = [each for each in said(saved(document)) if "small capitals" in each]
        assert bool(told) == bool(apart)


@pytest.mark.parametrize("theme", ["", "minorHAnsi"])
def test_fonts_of_a_theme_that_there_is_not_are_told(theme: str) -> None:
    document = opened()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:asciiTheme"), theme)
    told = [each for each in said(saved(document)) if "fonts of a theme" in each]
    assert bool(told) == bool(theme)


@pytest.mark.parametrize("above", [0, 22])
def test_lines_to_sign_without_room_are_told(above: int) -> None:
    document = opened()
    document.styles["MOU Signature"].paragraph_format.space_before = Pt(above)
    told = [each for each in said(saved(document)) if "lines to sign" in each]
    assert bool(told) == (above == 0)


@pytest.mark.parametrize("at", [10000, 11000])
def test_a_tab_stop_beyond_the_paper_is_told(at: int) -> None:
    stop = f"<w:tabs><w:tab w:val='right' w:pos='{at}'/></w:tabs>"
    template = with_blocks(paragraph(stop, text="Left</w:t><w:tab/><w:t>Right"))
    told = [each for each in said(template) if "a tab stop beyond" in each]
    assert bool(told) == (at == 11000)


def test_no_sign_at_the_end_of_a_line_stands_in_the_margin() -> None:
    document = opened()
    document.styles["MOU Agreement Line"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made = pdf_of(sheet_of(small_agreement(), saved(document), "T"), Job("T", "en-US")).pdf
    page = pdfium.PdfDocument(made)[0].get_textpage()
    colon = page.get_text_range().index("following:") + len("following")
    assert page.get_charbox(colon, loose=True)[2] <= 540


@pytest.mark.parametrize("at", [9360, 10000])
@pytest.mark.parametrize("run", ["<w:sz w:val='22'/>", "<w:i/>"])
def test_a_word_at_a_right_stop_at_the_margin_stays_on_its_line(run: str, at: int) -> None:
    stop = f"<w:tabs><w:tab w:val='right' w:pos='{at}'/></w:tabs><w:rPr>{run}</w:rPr>"
    words = "Left 555-0100</w:t><w:tab/><w:t>Right"
    page = pdfium.PdfDocument(pdf(with_blocks(paragraph(stop, run, words))))[0].get_textpage()
    text = page.get_text_range()
    left, right = (page.get_charbox(text.index(word), loose=True) for word in ("Left", "Right"))
    assert right[1] == pytest.approx(left[1], abs=0.01)


def test_every_sign_of_a_number_is_printed_in_small_capitals() -> None:
    document = opened()
    document.styles["Normal"].font.small_caps = True
    made = pdf_of(sheet_of(small_agreement(), saved(document), "T"), Job("T", "en-US")).pdf
    first = pdfium.PdfDocument(made)[0].get_textpage()
    text = "".join(first.get_text_range().split())
    assert "A.SCHOOLPRINCIPALSSHALL" in text


def test_the_check_of_a_template_says_of_its_pages_what_rendering_says() -> None:
    """In a draft alone the usual pages have a line more above them."""
    document = opened()
    document.settings.odd_and_even_pages_header_footer = True
    even = document.sections[0].even_page_header
    even.paragraphs[0].text = "{{ title }}"
    assert said(saved(document)) == []


def test_each_page_has_the_header_and_the_number_that_are_for_it() -> None:
    document = opened()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.different_first_page_header_footer = True
    headers = (section.first_page_header, section.even_page_header, section.header)
    for header, words in zip(headers, ("of the first", "of even ones", "of others"), strict=True):
        header.paragraphs[-1].text = f"The header {words}"
    sheet = sheet_of(with_clauses(60, 60, 60), saved(document), "T")
    made = pdfium.PdfDocument(pdf_of(sheet, Job("T", "en-US")).pdf)
    lines = [page.get_textpage().get_text_range().splitlines() for page in made]
    shown = [[each for each in page if each.startswith(("The header", "Page"))] for page in lines]
    assert shown[:4] == [
        ["The header of the first"],
        ["The header of even ones"],
        ["The header of others", f"Page 3 of {len(made)}"],
        ["The header of even ones"],
    ]
