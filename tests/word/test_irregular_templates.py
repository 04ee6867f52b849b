"""Templates of many hands: levels left out, rows that end early, ends of pages in cells."""

from __future__ import annotations

import io

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.pdf.trial import tried
from mou_builder.pdf.values import Job
from mou_builder.word.look import Story, StoryParagraph, StoryTable
from mou_builder.word.template.compiling import check_template
from mou_builder.word.writing.document import render_docx
from mou_builder.word.writing.source_part import DocxSource
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import small_agreement
from tests.support.review.returned_copies import packed, parts_of
from tests.support.word.edited_templates import (
    declared,
    look_of,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    with_blocks,
    words,
)
from tests.support.word.spaced_templates import grid, hidden


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


def tops(template: bytes, *words: str) -> list[float]:
    """How far below the top of the first page each of some words stands."""
    page = pdfium.PdfDocument(pdf(template))[0]
    text = page.get_textpage()
    found = text.get_text_range()
    return [page.get_height() - text.get_charbox(found.index(each))[3] for each in words]


def test_a_line_feed_at_the_end_of_a_paragraph_begins_a_line() -> None:
    def template(feeds: str) -> bytes:
        lines = f"<w:p><w:r><w:t>First</w:t>{feeds}</w:r></w:p>"
        return with_blocks(lines, paragraph(text="Second"))

    (none, one, two) = (tops(template("<w:br/>" * count), "Second")[0] for count in range(3))
    assert one - none == pytest.approx(two - one, abs=0.1)
    assert one - none > 10


@pytest.mark.parametrize("margin", [0, 200])
def test_the_margins_of_a_cell_are_part_of_the_height_of_its_row(margin: int) -> None:
    margins = f"<w:tcMar><w:top w:w='{margin}'/><w:bottom w:w='{margin}'/></w:tcMar>"
    high = "<w:trPr><w:trHeight w:val='1600'/></w:trPr>"
    row = f"<w:tr>{high}{cell('Office', margins)}</w:tr>"
    grid = "<w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>"
    table = f"<w:tbl><w:tblPr/>{grid}{row}</w:tbl>"
    [below] = tops(with_blocks(table, paragraph(text="Below")), "Below")
    [without] = tops(with_blocks(paragraph(text="Below")), "Below")
    assert below - without == pytest.approx(80, abs=1)


def test_no_room_is_left_for_headers_and_footers_that_are_not_there() -> None:
    document = opened()
    section = document.sections[0]
    for each in (section.header, section.footer):
        each.is_linked_to_previous = True
    section.top_margin = section.bottom_margin = Pt(30)
    section.header_distance = section.footer_distance = Pt(10)
    near = tops(saved(document), "Memorandum")
    section.header_distance = section.footer_distance = Pt(70)
    assert tops(saved(document), "Memorandum") == near


def test_the_line_to_sign_on_is_that_of_the_tab_behind_its_label_though_it_passes_a_stop() -> None:
    document = opened()
    document.styles["MOU Signature"].paragraph_format.left_indent = Pt(20)
    made = pikepdf.open(io.BytesIO(pdf(saved(document))))
    fields = [each for page in made.pages for each in page.get("/Annots", [])]
    signed = [each.Rect for each in fields if str(each.get("/FT")) == "/Sig"]
    assert [float(rect[2] - rect[0]) > 200 for rect in signed] == [True] * 2
    [label] = tops(saved(document), "Signature:")
    assert float(signed[0][1]) == pytest.approx(792 - label, abs=14)


def test_indents_of_the_words_in_tables_are_told() -> None:
    document = opened()
    document.styles["MOU Table Text"].paragraph_format.right_indent = Pt(40)
    found = said(saved(document))
    assert ["the indents of its paragraphs in the style" in each for each in found] == [True] * 2


def bound(path: str) -> bytes:
    """The template with a control in its header that is bound to a property of the file."""
    words = "<w:r><w:rPr><w:b/></w:rPr><w:t>[Old </w:t></w:r><w:r><w:t>name]</w:t></w:r>"
    control = (
        f"<w:sdt><w:sdtPr><w:dataBinding w:xpath='{path}' w:storeItemID='{{0}}'/>"
        f"<w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{words}</w:p></w:sdtContent></w:sdt>"
    )
    document = opened()
    document.sections[0].header._element.append(parse_xml(declared(control)))
    return saved(document)


@pytest.mark.parametrize("name", ["title", "subject"])
def test_a_control_that_shows_the_title_of_the_file_shows_that_of_the_agreement(name: str) -> None:
    template = bound(f"/ns1:coreProperties[1]/ns0:{name}[1]")
    title = small_agreement().title.text
    headers = words(look_of(template).sections[0].headers.usual)
    assert headers[-1] == (title if name == "title" else "[Old name]")
    made = docx.Document(io.BytesIO(render_docx(small_agreement(), template, None)))
    header = made.sections[0].header._element
    shown = "".join(each.text or "" for each in header.iter(qn("w:t")))
    assert shown.endswith(headers[-1])
    assert made.core_properties.title == title
    assert ("showingPlcHdr" in header.xml) == (name == "subject")


def with_lists(*written: str, number: int) -> bytes:
    """The template with some abstract lists, and a paragraph of the list 72, which is of one."""
    document = opened()
    root = document.part.numbering_part.element
    for each in written:
        root.insert(0, parse_xml(declared(each)))
    own = f"<w:num w:numId='72'><w:abstractNumId w:val='{number}'/></w:num>"
    root.append(parse_xml(declared(own)))
    item = paragraph("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='72'/></w:numPr>", text="Radio")
    document.paragraphs[0]._p.addprevious(parse_xml(declared(item)))
    return saved(document)


def bullets(number: int, sign: str, font: str, more: str = "") -> str:
    return (
        f"<w:abstractNum w:abstractNumId='{number}'>{more}<w:lvl w:ilvl='0'>"
        f"<w:numFmt w:val='bullet'/><w:lvlText w:val='{sign}'/>"
        f"<w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr></w:lvl></w:abstractNum>"
    )


def label_of(template: bytes) -> str:
    first, *_ = look_of(template).sections[0].content
    assert isinstance(first, StoryParagraph)
    return first.label.text if first.label else ""


def test_a_list_with_the_levels_of_a_style_has_its_bullets() -> None:
    of_style = bullets(70, "•", "Arial", "<w:styleLink w:val='House'/>")
    linked = "<w:abstractNum w:abstractNumId='71'><w:numStyleLink w:val='House'/></w:abstractNum>"
    assert label_of(with_lists(of_style, linked, number=71)) == "•\t"


@pytest.mark.parametrize(
    ("sign", "font", "shown", "told"),
    [
        ("\uf0b7", "Symbol", "•", False),
        ("\uf0a7", "Wingdings", "▪", False),
        ("\uf0d8", "Wingdings", "•", True),
        ("\uf0fc", "Wingdings", "•", True),
        ("\uf097", "Wingdings 2", "•", True),
    ],
)
def test_a_dot_stands_for_a_bullet_that_cannot_be_shown_and_it_is_told(
    sign: str, font: str, shown: str, told: bool
) -> None:
    template = with_lists(bullets(70, sign, font), number=70)
    assert label_of(template) == f"{shown}\t"
    assert [f"a bullet of the font {font}" in each for each in said(template)] == [True] * told
    assert tried(template, "t") == ()


def test_a_sign_of_a_font_that_is_not_known_is_told_and_left_out() -> None:
    sign = "<w:p><w:r><w:sym w:font='Wingdings 3' w:char='F07D'/><w:t>Fax</w:t></w:r></w:p>"
    template = with_blocks(sign)
    [found] = said(template)
    assert "a sign of the font Wingdings 3 in the body" in found
    assert tried(template, "t") == ()
    assert words(look_of(template).sections[0].content)[0] == "Fax"


def made_with_source(template: bytes) -> dict[str, bytes]:
    """The parts of a document in a template, with the part that says what made it."""
    about = DocxSource("c.yaml", b"a: 1\n", "mou-builder", "m", "1", "digest")
    return parts_of(render_docx(small_agreement(), template, about))


def test_a_part_is_not_written_under_the_name_of_another_in_other_letters() -> None:
    own = {"customXML/item1.xml": b"<a/>", "customXML/_rels/item1.xml.rels": b"<a/>"}
    names = [each.casefold() for each in made_with_source(packed(parts_of(TEMPLATE) | own))]
    assert len(set(names)) == len(names)
    assert "customxml/item2.xml" in names


def test_the_type_of_the_properties_is_named_once_though_their_part_is_missing() -> None:
    parts = parts_of(TEMPLATE)
    del parts["docProps/core.xml"]
    types = made_with_source(packed(parts))["[Content_Types].xml"]
    assert types.count(b"/docProps/core.xml") == 1


@pytest.mark.parametrize(
    ("name", "colour", "ground", "told"),
    [
        ("Heading 1", "FFFFFF", None, True),
        ("Heading 1", "FFFFFF", "1F3A5F", False),
        ("Heading 1", "1F3A5F", None, False),
        ("MOU Clause", "F8F8F8", None, True),
        ("Header", "FFFFFF", None, False),
    ],
)
def test_a_style_whose_words_nobody_sees_is_told(
    name: str, colour: str, ground: str | None, told: bool
) -> None:
    document = opened()
    style = document.styles[name]
    style.font.color.rgb = RGBColor.from_string(colour)
    if ground:
        shading = f"<w:shd w:val='clear' w:fill='{ground}'/>"
        style.element.get_or_add_pPr().append(parse_xml(declared(shading)))
    template = saved(document)
    assert [each.code for each in check_template(template, "t")] == ["MOU416"] * told
    made = pdf_of(sheet_of(small_agreement(), template, "T"), Job("T", "en-US"))
    assert [each.code for each in made.diagnostics] == ["MOU416"] * told


def test_a_style_whose_words_are_hidden_is_told() -> None:
    document = opened()
    document.styles["MOU Subclause"].font.hidden = True
    [found] = check_template(saved(document), "t")
    assert (found.code, "the style MOUSubclause" in found.message) == ("MOU416", True)


AUTOMATIC = "<w:spacing w:beforeAutospacing='1' w:afterAutospacing='1'/>"


@pytest.mark.parametrize("properties", ["", AUTOMATIC])
@pytest.mark.parametrize("style", ["MOU Clause", "MOU Subclause"])
def test_automatic_space_in_a_list_is_told(style: str, properties: str) -> None:
    """There, Word leaves it out."""
    of_style, of_paragraph = opened(), opened()
    for each in parse_xml(declared(f"<w:pPr>{properties}</w:pPr>")):
        of_style.styles[style].element.get_or_add_pPr().insert_element_before(each, "w:ind")
    numbered = parse_xml(declared(paragraph(f"<w:pStyle w:val='{style.replace(' ', '')}'/>")))
    of_paragraph.element.body.sectPr.addprevious(numbered)
    for each in parse_xml(declared(f"<w:pPr>{properties}</w:pPr>")):
        numbered.get_or_add_pPr().append(each)
    for document in (of_style, of_paragraph):
        told = [each for each in said(saved(document)) if "automatic space" in each]
        assert bool(told) == bool(properties)


@pytest.mark.parametrize(
    ("indent", "ends", "told"),
    [
        (0, 306, ""),
        (216, 306, "lines to sign that are shorter than an inch"),
        (216, 468, ""),
        (0, None, "places to sign without a line"),
    ],
)
def test_lines_to_sign_that_nobody_can_sign_on_are_told(
    indent: int, ends: int | None, told: str
) -> None:
    document = opened()
    look = document.styles["MOU Signature"].paragraph_format
    look.left_indent = Pt(indent)
    look.tab_stops.clear_all()
    if ends is not None:
        look.tab_stops.add_tab_stop(Pt(ends), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    expected = [f"the Word file shows {told} in the style MOUSignature; the PDF cannot"]
    assert said(saved(document)) == (expected if told else [])


@pytest.mark.parametrize("ends", [None, 306, 468])
@pytest.mark.parametrize("indent", [0, 144, 216])
def test_lines_to_sign_end_within_the_margins(indent: int, ends: int | None) -> None:
    document = opened()
    look = document.styles["MOU Signature"].paragraph_format
    look.left_indent = Pt(indent)
    look.tab_stops.clear_all()
    if ends is not None:
        look.tab_stops.add_tab_stop(Pt(ends), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    with pikepdf.open(io.BytesIO(pdf(saved(document)))) as made:
        for field in made.Root.AcroForm.Fields:
            left, _, right, _ = map(float, field.Rect)
            assert left + 72 < right < 540.1


def spaces_in(story: Story) -> list[tuple[float, float]]:
    paragraphs = (each for each in story if isinstance(each, StoryParagraph))
    return [(each.look.before, each.look.after) for each in paragraphs]


def test_automatic_space_stands_not_at_the_beginning_of_a_body_nor_at_the_ends_of_a_cell() -> None:
    document = opened(with_blocks(paragraph(AUTOMATIC), paragraph(AUTOMATIC)))
    inside = paragraph(AUTOMATIC) * 3
    one_cell = f"<w:tr><w:tc><w:tcPr/>{inside}</w:tc></w:tr>"
    grid = "<w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>"
    table = parse_xml(declared(f"<w:tbl><w:tblPr/>{grid}{one_cell}</w:tbl>"))
    document.element.body.sectPr.addprevious(table)
    content = look_of(saved(document)).sections[0].content
    assert spaces_in(content)[:2] == [(0.0, 14.0), (14.0, 14.0)]
    [cells] = [each.rows[0].cells for each in content if isinstance(each, StoryTable)]
    assert spaces_in(cells[0].blocks) == [(0.0, 14.0), (14.0, 14.0), (14.0, 0.0)]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (hidden(run=""), "paragraphs that are joined on one line"),
        (hidden(mark=""), "an empty line in the place of hidden words"),
        (grid("", 0, 0, cell=paragraph()), "columns of a table that are as wide as their words"),
        (hidden(), ""),
        (grid("", 2000, 2000, cell=paragraph()), ""),
    ],
)
def test_what_word_shows_of_hidden_words_and_tables_otherwise_is_told(
    block: str, told: str
) -> None:
    shown = said(with_blocks(block))
    assert shown == ([f"the Word file shows {told} in the body; the PDF cannot"] if told else [])
