"""The looks of a template as both writers obey them, and what only Word can show of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from mou_builder.agreement.document import Kind
from mou_builder.diagnostic import Severity
from mou_builder.word.look import (
    AgreementPlace,
    Alignment,
    Border,
    LineRule,
    LineSpacing,
    Number,
    PageBreak,
    PageField,
    Picture,
    PictureKind,
    Sides,
    StoryParagraph,
    StoryTable,
    TabStop,
)
from mou_builder.word.names import STYLES
from mou_builder.word.template.compiling import check_template, compile_template
from mou_builder.word.template.values import tag_values
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.small_agreement import small_agreement
from tests.support.word.edited_templates import (
    A_DRAWING,
    TEMPLATE,
    look_of,
    opened,
    said,
    saved,
    words,
)
from tests.support.word.house_templates import HOUSES, picture

FONTS = {
    "a4-arial-picture": "Arial",
    "legal-times-first-page": "Times New Roman",
    "letter-calibri-small": "Calibri",
}
W = nsdecls("w")


def around(*elements: str) -> bytes:
    """The packaged template with elements of WordprocessingML before the agreement's place."""
    document = opened()
    for each in elements:
        document.paragraphs[0]._p.addprevious(parse_xml(each))
    return saved(document)


def paragraph(inner: str) -> str:
    return f"<w:p {W} {A_DRAWING}>{inner}</w:p>"


def test_the_packaged_template_has_the_page_and_styles_that_its_script_gives() -> None:
    look = look_of(TEMPLATE)
    [section] = look.sections
    assert (section.page.width, section.page.height) == (612, 792)
    assert section.page.margins == Sides(72, 72, 64.8, 72)
    assert (section.page.header, section.page.footer) == (28.8, 28.8)
    title, clause = look.styles["Title"], look.styles["MOUClause"]
    assert (title.character.size, title.character.bold) == (16, True)
    assert (title.paragraph.left, title.paragraph.right) == (45, 45)
    assert title.paragraph.alignment is Alignment.CENTER
    assert (clause.paragraph.left, clause.paragraph.first_line) == (27, -27)
    assert clause.paragraph.line == LineSpacing(LineRule.MULTIPLE, 259 / 240)
    assert clause.character.font == "Times New Roman"
    assert look.styles["MOUSignature"].paragraph.tabs == (
        TabStop(62),
        TabStop(306, Alignment.RIGHT, "_"),
    )
    assert [each.form for each in look.levels] == ["decimal", "lowerLetter"]
    assert look.table.header_shading == "EDEDED"
    assert look.table.borders.between_rows == Border(0.5, "7F7F7F")
    assert look.default_tab == 27
    assert look.unshown == ()


def test_its_header_and_footer_are_read_with_their_tags_and_page_numbers() -> None:
    [section] = look_of(TEMPLATE).sections
    assert words(section.headers.usual) == ["<header>"]
    assert words(section.footers.usual) == ["Page <page decimal> of <pages decimal>"]
    [header] = section.headers.usual
    assert isinstance(header, StoryParagraph)
    assert header.look.borders.bottom == Border(0.5, "7F7F7F", 4)
    draft = look_of(TEMPLATE, replace(small_agreement(), draft=True))
    assert words(draft.sections[0].headers.usual) == ["DRAFT", "<header>"]


def test_documents_whose_headers_read_alike_share_one_look() -> None:
    compiled = compile_template(TEMPLATE)
    other = replace(small_agreement(), header=small_agreement().closing)
    looks = [
        compiled.look_of(tag_values(each, redline=False)) for each in (small_agreement(), other)
    ]
    assert looks[0] is looks[1]


def test_a_value_in_a_header_is_words_whatever_it_looks_like() -> None:
    document = opened()
    document.sections[0].header.paragraphs[-1].text = "{{ header }} & more"
    header = small_agreement().header
    tricky = replace(header, spans=(replace(header.spans[0], text="<w:p/> {{ title }} & Söhne"),))
    look = look_of(saved(document), replace(small_agreement(), header=tricky))
    assert words(look.sections[0].headers.usual)[-1] == "<w:p/> {{ title }} & Söhne & more"


def test_a_style_takes_what_it_does_not_say_from_what_it_is_based_on() -> None:
    document = opened()
    base = document.styles["MOU Recital"]
    base.font.name, base.font.size = "Georgia", docx.shared.Pt(13)
    base.paragraph_format.left_indent = docx.shared.Pt(20)
    clause = document.styles["MOU Continuation"]
    clause.base_style, clause.font.bold = base, True
    look = look_of(saved(document)).styles["MOUContinuation"]
    assert (look.character.font, look.character.size, look.character.bold) == ("Georgia", 13, True)
    assert look.paragraph.left == 27  # its own


def test_the_indents_of_a_list_level_hold_where_its_style_has_none() -> None:
    document = opened()
    properties = document.styles["MOU Clause"].element.pPr
    properties.remove(properties.find(qn("w:ind")))
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        if level.get(qn("w:ilvl")) == "0":
            level.find(qn("w:pPr")).find(qn("w:ind")).set(qn("w:left"), "800")
    clause = look_of(saved(document)).styles["MOUClause"].paragraph
    assert (clause.left, clause.first_line) == (40, -27)


def test_a_bold_character_style_in_a_bold_paragraph_is_not_bold() -> None:
    document = opened()
    document.styles.add_style("Loud", docx.enum.style.WD_STYLE_TYPE.CHARACTER).font.bold = True
    first = document.paragraphs[0].insert_paragraph_before("", "MOU Signing Party")
    first.add_run("usual ")
    first.add_run("turned", "Loud")
    [paragraph, _] = look_of(saved(document)).sections[0].content
    assert isinstance(paragraph, StoryParagraph)
    assert [each.look.bold for each in paragraph.content] == [True, False]


def test_a_font_of_the_theme_is_found_by_its_role() -> None:
    document = docx.Document(io.BytesIO(HOUSES["letter-calibri-small"]()))
    fonts = document.styles["MOU Closing"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:asciiTheme"), "majorHAnsi")
    assert look_of(saved(document)).styles["MOUClosing"].character.font == "Calibri"


def test_words_pictures_and_tables_around_the_agreement_are_read_in_their_order() -> None:
    document = opened()
    place = document.paragraphs[0]
    place.insert_paragraph_before("Before").add_run(" hidden").font.hidden = True
    place.insert_paragraph_before().add_run().add_picture(io.BytesIO(picture(4, 2)), 127_000)
    control = (
        f"<w:sdt {W}><w:sdtPr/><w:sdtContent><w:p><w:bookmarkStart w:id='7' w:name='x'/><w:r>"
        "<w:t>Held</w:t></w:r><w:bookmarkEnd w:id='7'/></w:p></w:sdtContent></w:sdt>"
    )
    place._p.addprevious(parse_xml(control))
    document.add_page_break()
    document.add_table(1, 2).rows[0].cells[1].text = "In a cell"
    look = look_of(saved(document))
    content = look.sections[0].content
    assert words(content[:3]) == ["Before", "<png>", "Held"]
    assert content[3:5] == (AgreementPlace(), PageBreak())
    table = content[5]
    assert isinstance(table, StoryTable)
    assert words(table.rows[0].cells[1].blocks) == ["In a cell"]
    assert look.unshown == ()


def test_every_section_has_its_page_and_the_headers_that_go_on_into_it() -> None:
    document = opened()
    document.paragraphs[0].insert_paragraph_before("Cover")
    cover = document.paragraphs[0]._p.get_or_add_pPr()
    cover.append(parse_xml(f'<w:sectPr {W}><w:pgSz w:w="15840" w:h="12240"/></w:sectPr>'))
    sections = look_of(saved(document)).sections
    assert [each.page.width for each in sections] == [792, 612]
    assert [AgreementPlace() in each.content for each in sections] == [False, True]
    assert [words(each.headers.usual) for each in sections] == [[], ["<header>"]]
    assert compile_template(saved(document)).layout.text_width == 9360


def test_a_section_that_ends_at_the_place_of_the_agreement_is_not_lost() -> None:
    document = opened()
    document.paragraphs[0]._p.get_or_add_pPr().append(
        parse_xml(f'<w:sectPr {W}><w:pgSz w:w="10000" w:h="12000"/></w:sectPr>')
    )
    document.add_paragraph("An annex of the house")
    template = saved(document)
    assert [each.page.width for each in look_of(template).sections] == [500, 612]
    made = docx.Document(io.BytesIO(render_docx(small_agreement(), template, None)))
    assert [each.page_width.pt for each in made.sections] == [500, 612]


def test_first_and_even_pages_have_headers_of_their_own() -> None:
    document = opened()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "First"
    section.even_page_header.paragraphs[0].text = "Even"
    [read] = look_of(saved(document)).sections
    assert [words(each or ()) for each in (read.headers.first, read.headers.even)] == [
        ["First"],
        ["Even"],
    ]
    assert (read.footers.first, read.footers.even) == ((), ())


def test_page_numbers_of_every_kind_of_field_are_read_and_other_fields_are_said() -> None:
    runs = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for code, shown in ((r" PAGE \* ROMAN ", "IV"), (" NUMPAGES ", "9"), (" DATE ", "May 1"))
    )
    template = around(paragraph(f"{runs}<w:r><w:pgNum/></w:r>"))
    assert words(look_of(template).sections[0].content) == [
        "<page upperRoman><pages decimal>May 1<page decimal>"
    ]
    assert len(said(template)) == 1
    assert "the field DATE" in said(template)[0]


def test_a_list_of_the_house_shows_its_numbers_and_bullets() -> None:
    document = docx.Document(io.BytesIO(HOUSES["letter-calibri-small"]()))
    place = document.paragraphs[-1]
    for style in ("List Number", "List Number", "List Bullet"):
        place.insert_paragraph_before("Item", style)
    content = look_of(saved(document)).sections[0].content
    labels = [
        each.label.text for each in content if isinstance(each, StoryParagraph) and each.label
    ]
    assert labels == ["1.\t", "2.\t", "•\t"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture(2, 2), PictureKind.PNG),
        (b"\xff\xd8\xff\xe0rest of a JPEG", PictureKind.JPEG),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', PictureKind.SVG),
        (b"\x01\0\0\0an EMF", None),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_one_that_cannot_be_shown_is_said(
    data: bytes, kind: PictureKind | None
) -> None:
    document = opened()
    document.sections[0].header.paragraphs[-1].add_run().add_picture(
        io.BytesIO(picture(4, 2)), 127_000
    )
    template = _with_picture(saved(document), data)
    shown = [
        inline
        for each in look_of(template).sections[0].headers.usual
        if isinstance(each, StoryParagraph)
        for inline in each.content
        if isinstance(inline, Picture)
    ]
    if kind is None:
        assert shown == []
        assert said(template) == ["the Word file shows an EMF picture in a header; the PDF cannot"]
    else:
        assert [(each.kind, each.width, each.height, each.data) for each in shown] == [
            (kind, 10, 5, data)
        ]


def _with_picture(template: bytes, data: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as source,
        zipfile.ZipFile(target, "w") as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, data if name.startswith("word/media/") else source.read(name))
    return target.getvalue()


def test_a_picture_that_lies_freely_is_placed_from_the_edges_of_the_page() -> None:
    document = opened()
    run = document.sections[0].header.paragraphs[-1].add_run()
    inline = run.add_picture(io.BytesIO(picture(4, 2)), 914_400)._inline
    anchor = parse_xml(
        f'<wp:anchor {A_DRAWING} behindDoc="1"><wp:positionH relativeFrom="margin">'
        '<wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="page">'
        "<wp:posOffset>254000</wp:posOffset></wp:positionV><wp:wrapNone/></wp:anchor>"
    )
    for each in list(inline):
        anchor.append(each)
    inline.getparent().replace(inline, anchor)
    header = look_of(saved(document)).sections[0].headers.usual[-1]
    assert isinstance(header, StoryParagraph)
    [found] = [each for each in header.content if isinstance(each, Picture)]
    assert found.placement is not None
    assert (found.placement.x, found.placement.y) == (612 - 72 - 72, 20)
    assert not found.placement.from_paragraph


TEXT_BOX = (
    "<w:r><w:drawing><wp:inline><wp:extent cx='10' cy='10'/><a:graphic><a:graphicData uri='x'>"
    "<wps:wsp><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("element", "name"),
    [
        (paragraph(TEXT_BOX), "a text box"),
        (paragraph('<w:pPr><w:framePr w:w="100"/></w:pPr>'), "a paragraph in a frame of its own"),
        (f'<w:altChunk {nsdecls("w", "r")} r:id="x"/>', "another file that is to be put"),
        (paragraph("<w:r><w:newKindOfThing/></w:r>"), "what Word calls “newKindOfThing”"),
        (paragraph('<w:hyperlink w:anchor="x"><w:r/></w:hyperlink>'), "where a link leads"),
        (paragraph('<w:fldSimple w:instr=" HYPERLINK x "/>'), "where a link leads"),
    ],
)
def test_what_only_word_shows_is_said_by_name_place_and_way_out(element: str, name: str) -> None:
    template = around(element)
    [found] = [each for each in check_template(template, "t") if each.code == "MOU415"]
    assert found.severity is Severity.WARNING
    assert name in found.message
    assert "in the body" in found.message
    assert "--pdf-engine libreoffice" in (found.hint or "")
    assert [each.place for each in look_of(template).unshown] == ["in the body"]


def test_headings_that_a_house_numbers_are_said() -> None:
    document = opened()
    number = document.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val, number.get_or_add_numId().val = 1, 1
    assert any("Heading1" in each for each in said(saved(document)))


@pytest.mark.parametrize("name", HOUSES)
def test_a_house_template_is_read_whole(name: str) -> None:
    template = HOUSES[name]()
    assert check_template(template, name) == ()
    look = look_of(template)
    [section] = look.sections
    assert any(words(section.headers.usual))
    pages = [
        each.field
        for story in (section.footers.usual, section.footers.first or ())
        for block in story
        if isinstance(block, StoryParagraph)
        for each in block.content
        if isinstance(each, Number)
    ]
    assert pages[:2] == [PageField.PAGE, PageField.PAGES]
    assert look.styles["MOUClause"].paragraph.left == 27
    assert {look.styles[STYLES[kind]].character.font for kind in Kind} == {FONTS[name]}
