"""A copy made with a template of a house's own: known with it, and no stranger's word passes."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from itertools import product
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, RGBColor
from pikepdf import Name, Pdf

from mou_builder.actions.executed_copies import may_be_of_a_template, paper_of
from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.agreement.document import Agreement
from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.frozen import replace
from mou_builder.pdf.values import Job
from mou_builder.pdf_reading.words import PICTURE, read_pdf_words
from mou_builder.record.copies import compare_pdf_words, read_executed_copy
from mou_builder.record.printed_words import WordsCompared
from mou_builder.word.template.compiling import compile_template
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import checked
from tests.support.signing.changed_before_signing import CITY, drawn, grey_picture
from tests.support.signing.signed_copies import signed_pdf, typed_on_the_line
from tests.support.word.house_templates import HOUSES, picture

LEGAL = "legal-times-first-page"


@lru_cache(maxsize=1)
def paper() -> Agreement:
    return paper_of(checked(CITY))


@lru_cache(maxsize=16)
def copy_in(template: bytes) -> bytes:
    """The agreement as PDF in the looks of a template."""
    return pdf_of(sheet_of(paper(), template, "Agreement"), Job("Agreement", "en")).pdf


def compared(pdf: bytes, template: bytes | None) -> WordsCompared:
    house = compile_template(template) if template else None
    return compare_pdf_words(read_pdf_words(pdf, "x.pdf"), paper(), house)


def found(pdf: bytes, template: bytes | None) -> list[tuple[str, str, str]]:
    return [(each.part, each.agreement, each.copy) for each in compared(pdf, template).differences]


def changed(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        target = io.BytesIO()
        opened.save(target)
        return target.getvalue()


def typed(words: str, bottom: int, page: int = 0) -> Callable[[Pdf], None]:
    content = f"BT /Extra 11 Tf 90 {bottom} Td ({words}) Tj ET".encode()
    return lambda pdf: drawn(pdf, content, page=page)


def edited(change: Callable[[Document], None]) -> bytes:
    """The template that comes with the program, as a house has changed it."""
    document = docx.Document(str(packaged("templates") / "agreement.docx"))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _letterhead(document: Document) -> None:
    section = document.sections[0]
    usual = section.header.paragraphs[0]
    usual.insert_paragraph_before("CITY OF MAPLE GROVE")
    usual.insert_paragraph_before("1 Main Street")
    table = section.header.add_table(1, 2, Inches(6))
    for at, words in enumerate(("Office of the City Attorney", "Office of the City Clerk")):
        table.cell(0, at).text = f"{words}, on so many words that they take several lines each"
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(picture(9, 9)), Inches(0.3))
    section.footer.add_paragraph("An equal opportunity employer")


def _seal(document: Document) -> None:
    """A large seal on the first page, and one at the foot of it."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header, footer = section.first_page_header, section.first_page_footer
    header.paragraphs[0].text = "{{ header }}"
    header.add_paragraph("{% if draft %}DRAFT{% endif %}")
    for story, height in ((header, 2.4), (footer, 1.4)):
        story.add_paragraph().add_run().add_picture(io.BytesIO(picture(9, 9)), Inches(height))


def _capitals(name: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for style in document.styles:
            if style.name.startswith(("MOU", "Heading")) and hasattr(style, "font"):
                setattr(style.font, name, True)

    return change


def _even_pages(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_header.paragraphs[0].text = "Maple Grove, on an even page"


def _own_words(document: Document) -> None:
    body = next(each for each in document.paragraphs if "body" in each.text)
    body.insert_paragraph_before("City contract 12")
    document.add_paragraph("Approved as to form")


def _cover(document: Document) -> None:
    """A sheet before the agreement, without a header, after which pages count anew."""
    body = next(each for each in document.paragraphs if "body" in each.text)
    body.insert_paragraph_before("Cover sheet of the City")
    section = document.sections[0]._sectPr
    cover = section.__deepcopy__({})
    for each in cover.findall(qn("w:headerReference")):
        cover.remove(each)
    body.insert_paragraph_before("")._p.get_or_add_pPr().append(cover)
    numbers = docx.oxml.OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section.find(qn("w:pgMar")).addnext(numbers)


def _with_property(name: str, attribute: str, value: str, at: int = 0) -> Callable[..., None]:
    """What gives a section a property of its own."""

    def change(document: Document) -> None:
        element = docx.oxml.OxmlElement(name)
        element.set(qn(attribute), value)
        document.sections[at]._sectPr.append(element)

    return change


def _numbered_in(form: str) -> Callable[[Document], None]:
    return _with_property("w:pgNumType", "w:fmt", form)


def _columns(document: Document) -> None:
    """The agreement in two columns, with a sheet before it that has one."""
    _cover(document)
    _with_property("w:cols", "w:num", "2", at=1)(document)


def _comment(document: Document) -> None:
    place = next(each for each in document.paragraphs if "City contract" in each.text)
    document.add_comment(place.runs, "Ask counsel about this number", "Ann Lee")


def _commented(document: Document) -> None:
    _own_words(document)
    _comment(document)


def _leaders(document: Document) -> None:
    """Rows of dots and hyphens to a tab, in the body and in a header; lines to fill in by hand."""
    body = next(each for each in document.paragraphs if "body" in each.text)
    places = (body.insert_paragraph_before, document.sections[0].header.add_paragraph)
    for leader, add in product((WD_TAB_LEADER.DOTS, WD_TAB_LEADER.DASHES), places):
        line = add("City contract no.\tFile")
        line.paragraph_format.tab_stops.add_tab_stop(Inches(6), WD_TAB_ALIGNMENT.RIGHT, leader)
    body.insert_paragraph_before("Filed by ________ on ________")


def _drawn(document: Document) -> None:
    """A dark band before the agreement, a picture after it, a rule of dots at the foot of pages."""
    document.add_paragraph("Seal: ").add_run().add_picture(io.BytesIO(picture(9, 9)), Inches(0.5))
    body = next(each for each in document.paragraphs if "body" in each.text)
    band = body.insert_paragraph_before("BOARD OF EDUCATION")
    band._p.get_or_add_pPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="1F3A5F"/>'))
    band.runs[0].font.color.rgb = RGBColor(255, 255, 255)
    foot = document.sections[0].footer.add_paragraph("An equal opportunity employer")
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="dotted" w:sz="12" w:space="1"/></w:pBdr>'
    foot._p.get_or_add_pPr().append(parse_xml(border))


def _soft_hyphens(document: Document) -> None:
    first = document.sections[0].header.paragraphs[0]
    first.insert_paragraph_before("Office of the super\u00adintendent")


def _words_in_a_drawing(document: Document) -> None:
    header = document.sections[0].header
    shown = header.add_paragraph().add_run().add_picture(io.BytesIO(picture(9, 9)), Inches(1))
    [blip] = shown._inline.iter("{*}blip")
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">'
        b'<text y="40" font-family="Arial">City seal</text></svg>'
    )
    name = PackURI("/word/media/seal.svg")
    part = Part(name, "image/svg+xml", svg, header.part.package)
    blip.set(qn("r:embed"), header.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))


def _numbered_headings(document: Document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0">'
            '<w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1."/>'
            "</w:lvl></w:abstractNum>"
        ),
    )
    list_ = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(list_))
    number = document.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_numId().val = 77


HOUSE_TEMPLATES: dict[str, Callable[[], bytes]] = {
    **HOUSES,
    "letterhead": lambda: edited(_letterhead),
    "seal": lambda: edited(_seal),
    "capitals": lambda: edited(_capitals("all_caps")),
    "small capitals": lambda: edited(_capitals("small_caps")),
    "even pages": lambda: edited(_even_pages),
    "own words": lambda: edited(_own_words),
    "cover": lambda: edited(_cover),
    "Roman numbers": lambda: edited(_numbered_in("lowerRoman")),
    "columns": lambda: edited(_columns),
    "leaders": lambda: edited(_leaders),
    "drawn": lambda: edited(_drawn),
    "soft hyphens": lambda: edited(_soft_hyphens),
    "words in a drawing": lambda: edited(_words_in_a_drawing),
}
WORD_TEMPLATES = {
    **HOUSE_TEMPLATES,
    "a comment": lambda: edited(_commented),
    "numbered headings": lambda: edited(_numbered_headings),
}
"""Those whose Word file alone says more than the agreement."""


@pytest.mark.parametrize("name", HOUSE_TEMPLATES)
def test_a_copy_in_a_house_template_is_the_agreement_to_who_names_it(name: str):
    template = HOUSE_TEMPLATES[name]()
    assert found(copy_in(template), None)
    assert found(copy_in(template), template) == []


@pytest.mark.parametrize("name", WORD_TEMPLATES)
def test_a_word_file_in_a_house_template_is_the_agreement_to_who_names_it(name: str):
    template = WORD_TEMPLATES[name]()
    data = render_docx(paper(), template, None)
    read = read_executed_copy(data, "x.docx", paper(), house=compile_template(template))
    assert read.compared is not None
    assert read.compared.differences == ()


@pytest.mark.parametrize("name", [LEGAL, "even pages", "capitals"])
def test_a_copy_in_another_template_is_not_that_of_the_one_that_was_named(name: str):
    assert found(copy_in(HOUSE_TEMPLATES["letterhead"]()), HOUSE_TEMPLATES[name]())


def test_a_word_that_was_changed_in_a_header_is_told():
    sent = edited(_letterhead)
    other = edited(lambda each: (_letterhead(each), _reworded(each))[0])
    differ = found(copy_in(other), sent)
    assert {part for part, _, _ in differ} == {f"the header of page {at}" for at in range(1, 7)}
    assert {(was, now) for _, was, now in differ} == {("1", "7")}


def _reworded(document: Document) -> None:
    for each in document.sections[0].header.paragraphs:
        each.text = each.text.replace("1 Main", "7 Main") if "1 Main" in each.text else each.text


def test_a_header_that_is_not_there_is_told():
    differ = found(copy_in(edited(lambda _: None)), edited(_letterhead))
    assert any(part == "the footer of page 2" for part, _, _ in differ)


@pytest.mark.parametrize("bottom", [990, 955, 500, 10])
@pytest.mark.parametrize("words", ["Clause 5 is void", "Telephone 555-0100"])
def test_what_a_stranger_wrote_is_told_wherever_it_stands(words: str, bottom: int):
    template = HOUSES[LEGAL]()
    copy = changed(copy_in(template), typed(words, bottom))
    assert any(words in now for _, _, now in found(copy, template))


@pytest.mark.parametrize(("words", "bottom"), [("1.1.0", 700.0), ("Page 2 of", 300.0)])
def test_the_words_of_a_template_are_told_in_the_middle_of_a_page(words: str, bottom: float):
    template = HOUSES[LEGAL]()
    read = read_pdf_words(copy_in(template), "x.pdf")
    second = read.pages[1]
    lines = tuple(
        replace(each, bottom=bottom, top=bottom + 9) if words in each.text else each
        for each in second.lines
    )
    moved = replace(read, pages=(read.pages[0], replace(second, lines=lines), *read.pages[2:]))
    differ = compare_pdf_words(moved, paper(), compile_template(template)).differences
    assert any(words in each.copy for each in differ)


@pytest.mark.parametrize("where", ["header", "footer"])
def test_a_word_that_was_changed_in_a_header_of_a_word_file_is_told(where: str):
    template = edited(_letterhead)
    document = docx.Document(io.BytesIO(render_docx(paper(), template, None)))
    getattr(document.sections[0], where).add_paragraph("Clause 5 is void")
    made = io.BytesIO()
    document.save(made)
    read = read_executed_copy(made.getvalue(), "x.docx", paper(), house=compile_template(template))
    assert read.compared is not None
    told = [(each.part, "Clause 5 is void" in each.copy) for each in read.compared.differences]
    assert told == [(f"the {where}", True)]


CHANGED: dict[str, tuple[Callable[[Document], None], Callable[[Document], None], str]] = {
    "other numbers": (
        _numbered_in("lowerRoman"),
        _numbered_in("upperRoman"),
        "it has pages numbered in the form upperRoman",
    ),
    "one more section": (_cover, lambda each: each.add_section(), "it has 3 sections"),
    "columns in another section": (
        _columns,
        _with_property("w:cols", "w:num", "2"),
        "it has words in columns in section 1",
    ),
    "another comment": (
        _commented,
        lambda each: each.add_comment(each.paragraphs[-1].runs, "Void", "Ann Lee"),
        "a comment by Ann Lee stands in it: “Void”",
    ),
    "the same comment twice": (
        _commented,
        _comment,
        "a comment by Ann Lee stands in it: “Ask counsel about this number”",
    ),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_what_a_word_file_has_beside_the_looks_of_its_template_is_told(kind: str):
    looks, change, said = CHANGED[kind]
    template = edited(looks)
    document = docx.Document(io.BytesIO(render_docx(paper(), template, None)))
    change(document)
    made = io.BytesIO()
    document.save(made)
    read = read_executed_copy(made.getvalue(), "x.docx", paper(), house=compile_template(template))
    assert read.compared is not None
    assert said in [each.remark for each in read.compared.differences]


def test_the_words_of_the_first_page_are_none_of_another_page():
    template = HOUSES[LEGAL]()
    copy = changed(copy_in(template), typed("COUNTY OF FOUR LAKES", 990, page=1))
    assert any("COUNTY OF FOUR LAKES" in now for _, _, now in found(copy, template))


def test_a_picture_of_the_letterhead_is_none_among_the_words():
    template = edited(_seal)
    place = b"q 172.8 0 0 172.8 90 %d cm /Seal Do Q"

    def with_seal(pdf: Pdf, bottom: int, page: int) -> None:
        pdf.pages[page].contents_coalesce()
        pdf.pages[page].add_resource(grey_picture(pdf, 9, 9, int), Name.XObject, Name.Seal)
        pdf.pages[page].contents_add(pdf.make_stream(place % bottom))

    for page in (0, 1):
        copy = changed(copy_in(template), lambda pdf, at=page: with_seal(pdf, 300, at))
        remarks = [(e.part, e.remark) for e in compared(copy, template).differences if e.remark]
        assert any(f"page {page + 1}" == part and "picture" in said for part, said in remarks)


def test_the_template_of_a_picture_alone_is_asked_for_and_known():
    def with_arms(document: Document) -> None:
        arms = document.sections[0].header.add_paragraph().add_run()
        arms.add_picture(io.BytesIO(picture(9, 9)), Inches(0.3))

    template = edited(with_arms)
    without = compared(copy_in(template), None)
    assert {each.remark for each in without.differences} == {PICTURE}
    assert may_be_of_a_template(without, None)
    assert found(copy_in(template), template) == []


@pytest.mark.parametrize(("across", "up"), [(0, -30), (30, 0)])
def test_what_a_template_draws_is_told_at_another_place(across: int, up: int):
    template = edited(_drawn)
    read = read_pdf_words(copy_in(template), "x.pdf")
    *others, last = read.pages
    [seal] = (each for each in last.marks if each.is_picture)
    left, bottom, right, top = seal.box
    moved = replace(seal, box=(left + across, bottom + up, right + across, top + up))
    pages = (*others, replace(last, marks=(*last.marks, moved)))
    differ = compare_pdf_words(
        replace(read, pages=pages), paper(), compile_template(template)
    ).differences
    assert [(each.part, each.remark) for each in differ] == [(f"page {len(pages)}", seal.said)]


def test_what_is_written_on_a_line_of_the_template_is_told():
    template = edited(_leaders)
    copy = changed(copy_in(template), typed("void", 690))
    assert any("void" in now for _, _, now in found(copy, template))


def test_another_number_of_a_heading_is_told():
    template = edited(_numbered_headings)
    document = docx.Document(io.BytesIO(render_docx(paper(), template, None)))
    start = next(document.part.numbering_part.element.iter(qn("w:start")))
    start.set(qn("w:val"), "3")
    made = io.BytesIO()
    document.save(made)
    read = read_executed_copy(made.getvalue(), "x.docx", paper(), house=compile_template(template))
    assert read.compared is not None
    assert ("I.", "III.") in [(each.agreement, each.copy) for each in read.compared.differences]


def test_pages_count_in_the_form_of_the_template_alone():
    template = HOUSES["letter-calibri-small"]()

    def in_another_order(pdf: Pdf) -> None:
        pdf.pages.append(pdf.pages[1])
        del pdf.pages[1]

    differ = found(changed(copy_in(template), in_another_order), template)
    assert ("the footer of page 2", "ii", "iii") in differ


def test_capitals_are_other_words_where_the_style_has_none():
    with_capitals, plain = edited(_capitals("all_caps")), edited(lambda _: None)
    parts = {part for part, _, _ in found(copy_in(with_capitals), plain)}
    assert "13. Program funding" in parts
    assert {part for part, _, _ in found(copy_in(plain), with_capitals)} >= parts


# -- on the command line


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "maple-grove.yaml").write_text(CITY, encoding="utf-8")
    (folder / "house.docx").write_bytes(edited(_letterhead))
    made = mou("render", folder / "maple-grove.yaml", "-o", folder, *_named(folder))
    assert made.exit_code == 0, made.output
    pdf = folder / "maple-grove.pdf"
    data = signed_pdf(pdf.read_bytes(), "district", "Dana Whitfield")
    pdf.write_bytes(signed_pdf(data, "agency", "Luis Ortega"))
    word = folder / "maple-grove.docx"
    word.write_bytes(typed_on_the_line(word.read_bytes(), "Dana Whitfield"))
    return folder


def mou(*args: object) -> Result:
    return CliRunner().invoke(program, list(map(str, args)))


def _named(folder: Path) -> tuple[object, ...]:
    return ("--template", folder / "house.docx")


def test_mou_verify_takes_the_template_and_asks_for_it(office: Path):
    asked = ("verify", office / "maple-grove.pdf", "--against", office / "maple-grove.yaml")
    without = mou(*asked)
    assert without.exit_code == 1
    assert "say which: --template FILE" in " ".join(without.output.split())
    done = mou(*asked, *_named(office))
    assert (done.exit_code, "--template" in done.output) == (0, False), done.output


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_mou_record_takes_the_template_and_asks_for_it(office: Path, ending: str):
    copy = ("record", office / "maple-grove.yaml", "--copy", office / f"maple-grove.{ending}")
    assert "say which: --template FILE" in " ".join(mou(*copy).output.split())
    done = mou(*copy, *_named(office))
    assert done.exit_code == 0, done.output


def test_a_template_that_cannot_be_used_is_refused(office: Path):
    done = mou("verify", office / "maple-grove.pdf", "--template", office / "maple-grove.yaml")
    assert "MOU401" in done.output
