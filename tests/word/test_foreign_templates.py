"""Templates that were made elsewhere: by a Word in another language, with damaged or rare parts."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from mou_builder.actions.render import sheet_of
from mou_builder.agreement.document import Agreement, Kind, Provision, Table
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.setting.agreement_blocks import AgreementBlocks
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.pdf.setting.style_data import Dressing, Gathered
from mou_builder.pdf.trial import tried
from mou_builder.pdf.values import Job
from mou_builder.word.look import StoryParagraph, StoryTable
from mou_builder.word.template.compiling import check_template
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.small_agreement import MISSION, para, row, small_agreement
from tests.support.word.edited_templates import (
    TEMPLATE,
    declared,
    look_of,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    table,
    with_blocks,
)
from tests.support.word.house_templates import HOUSES, picture

Edit = Callable[[bytes], bytes]


def with_parts_changed(edit: Edit, template: bytes = TEMPLATE, only: str = r".*") -> bytes:
    """The template, each part that is named so as ``edit`` makes it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit(data) if re.fullmatch(only, name) else data)
    return target.getvalue()


def page_texts(template: bytes) -> list[str]:
    return [each.get_textpage().get_text_range() for each in pdfium.PdfDocument(pdf(template))]


def in_german(data: bytes) -> bytes:
    for ours, theirs in ((b"Heading1", b"berschrift1"), (b"Title", b"Titel")):
        data = data.replace(b'="' + ours + b'"', b'="' + theirs + b'"')
    return data.replace(b'<w:name w:val="Titel"/>', b'<w:name w:val="Title"/>')


def test_styles_are_known_by_their_names_where_word_has_given_them_other_ids() -> None:
    german = with_parts_changed(in_german, only=r"word/.*\.xml")
    assert b'w:styleId="Titel"' in zipfile.ZipFile(io.BytesIO(german)).read("word/styles.xml")
    assert check_template(german, "t") == check_template(TEMPLATE, "t")
    assert look_of(german) == look_of(TEMPLATE)


def test_a_strict_file_is_refused_by_its_kind() -> None:
    strict = with_parts_changed(
        lambda data: data.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"purl.oclc.org/ooxml/wordprocessingml/main",
        )
    )
    [found] = check_template(strict, "t")
    assert (found.code, "Strict Open XML" in found.message) == ("MOU401", True)


def with_words(text: str) -> bytes:
    return with_blocks(paragraph(text=text))


def with_font(name: str) -> bytes:
    document = opened()
    document.styles["MOU Clause"].font.name = name
    return saved(document)


def with_damaged_picture() -> bytes:
    document = opened()
    logo = document.sections[0].header.add_paragraph().add_run()
    logo.add_picture(io.BytesIO(picture(20, 20)))
    return with_parts_changed(lambda data: data[:80], saved(document), only=r"word/media/.*")


@pytest.mark.parametrize(
    ("template", "found"),
    [
        (lambda: TEMPLATE, []),
        (HOUSES["a4-arial-picture"], []),
        (lambda: with_words("☒ signed"), [("MOU504", "“☒”")]),
        (lambda: with_font("Garamond"), [("MOU505", "“Garamond”")]),
        (with_damaged_picture, [("MOU502", "a picture of the template is damaged")]),
    ],
)
def test_what_only_a_page_shows_of_a_template_is_told_when_it_is_checked(
    template: Callable[[], bytes], found: list[tuple[str, str]]
) -> None:
    told = tried(template(), "house.docx")
    assert [each.code for each in told] == [code for code, _ in found]
    for each, (_, words) in zip(told, found, strict=True):
        assert words in each.message
        assert each.place.file == "house.docx"


def test_a_tall_footer_of_the_first_page_stands_in_lines_of_its_own() -> None:
    document = opened()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    lines = [f"Telephone {number} of the office" for number in range(9)]
    for line in lines:
        section.first_page_footer.add_paragraph(line)
    first, second, *_ = page_texts(saved(document))
    assert [each for each in first.splitlines() if each in lines] == lines
    assert "Telephone" not in second


def test_the_number_of_pages_is_theirs_whatever_number_the_first_one_has() -> None:
    document = opened()
    begun = parse_xml(declared("<w:pgNumType w:start='3'/>"))
    document.element.body.sectPr.append(begun)
    found = page_texts(saved(document))
    count = len(found)
    assert [f"Page {at} of {count}" in each for at, each in enumerate(found, start=3)] == (
        [True] * count
    )


def test_the_empty_paragraph_that_ends_a_cell_after_a_table_takes_no_room() -> None:
    inner = table()
    outer = table().replace(paragraph(text="A"), f"{inner}<w:p/>", 1)
    assert outer != table()
    content = look_of(with_blocks(outer)).sections[0].content
    [found] = [each for each in content if isinstance(each, StoryTable)]
    assert [type(each) for each in found.rows[0].cells[0].blocks] == [StoryTable]
    plain = look_of(with_blocks(table(), paragraph(text=""))).sections[0].content
    assert any(isinstance(each, StoryParagraph) and not each.content for each in plain)


@pytest.mark.parametrize("follow", ["tab", "space"])
def test_the_lines_of_a_clause_begin_at_its_indent_whatever_follows_its_number(follow: str) -> None:
    document = opened()
    for each in document.part.numbering_part.element.iter(qn("w:lvl")):
        each.find(qn("w:lvlText")).addprevious(parse_xml(declared(f"<w:suff w:val='{follow}'/>")))
    page = pdfium.PdfDocument(pdf(saved(document)))[0]
    text = page.get_textpage()
    words = text.get_text_range()
    first = words.index("Students shall not")
    second = words.index("\r\n", first) + 2
    lefts = [text.get_charbox(at)[0] for at in (first, second)]
    margin = document.sections[0].left_margin.pt
    assert lefts[1] - margin == pytest.approx(27, abs=1)
    assert (lefts[0] < lefts[1] - 10) == (follow == "space")


def lefts_of(template: bytes, *words: str) -> list[float]:
    """How far from the left edge of the first page each of some words begins."""
    text = pdfium.PdfDocument(pdf(template))[0].get_textpage()
    found = text.get_text_range()
    return [text.get_charbox(found.index(each))[0] for each in words]


def tabbed(stop: str, words: str) -> bytes:
    run = f"<w:r><w:t>Left</w:t><w:tab/><w:t>{words}</w:t></w:r>"
    return with_blocks(f"<w:p><w:pPr><w:tabs>{stop}</w:tabs></w:pPr>{run}</w:p>")


def test_a_number_stands_in_the_indent_of_a_first_line_and_the_words_behind_it() -> None:
    document = opened()
    lies = document.styles["MOU Clause"].paragraph_format
    lies.left_indent, lies.first_line_indent = Pt(0), Pt(36)
    number, words = lefts_of(saved(document), "2.", "Students shall not")
    assert number == pytest.approx(72 + 36, abs=2)
    assert words > number + 12


@pytest.mark.parametrize(
    ("stop", "words", "right"),
    [
        ("<w:tab w:val='right' w:pos='10000'/>", "beyond the margin", 500),
        ("<w:tab w:val='center' w:pos='9200'/>", "beyond the margin", 460 + 42),
    ],
)
def test_words_at_a_stop_beyond_the_margin_stand_there_on_their_line(
    stop: str, words: str, right: float
) -> None:
    text = pdfium.PdfDocument(pdf(tabbed(stop, words)))[0].get_textpage()
    found = text.get_text_range()
    at = found.index(words) + len(words) - 1
    assert text.get_charbox(at)[2] == pytest.approx(72 + right, abs=4)
    assert text.get_charbox(at)[1] == pytest.approx(text.get_charbox(found.index("Left"))[1], abs=3)


def test_a_number_stands_with_its_point_at_a_decimal_stop() -> None:
    stop = "<w:tab w:val='decimal' w:pos='5000'/>"
    [left] = lefts_of(tabbed(stop, "12.345"), ".345")
    assert left == pytest.approx(72 + 250, abs=2)


@pytest.mark.parametrize(("lines", "told"), [(0, False), (14, True)])
def test_even_pages_that_leave_words_another_room_are_told(lines: int, told: bool) -> None:
    document = opened()
    document.settings.odd_and_even_pages_header_footer = True
    even = document.sections[0].even_page_header
    even.is_linked_to_previous = False
    even._element.remove(even.paragraphs[0]._p)
    for each in document.sections[0].header.paragraphs:
        even._element.append(copy.deepcopy(each._p))
    for _ in range(lines):
        even.add_paragraph("Office of the clerk")
    assert any("even pages" in each for each in said(saved(document))) == told


def test_columns_that_were_never_laid_out_are_as_wide_as_their_cells_ask_for() -> None:
    narrow = (
        table()
        .replace("w:w='3000'", "w:w='10'")
        .replace("<w:tc>", "<w:tc><w:tcPr><w:tcW w:w='2500' w:type='pct'/></w:tcPr>")
    )
    [found] = [
        each
        for each in look_of(with_blocks(narrow)).sections[0].content
        if isinstance(each, StoryTable)
    ]
    assert found.columns == (234.0, 234.0)


@pytest.mark.parametrize("before", [(), (MISSION,)], ids=["heading", "clause"])
def test_what_a_table_follows_is_as_far_from_it_as_a_paragraph_is(
    before: tuple[Provision, ...],
) -> None:
    agreement = small_agreement()
    table = Table(row("Item", "Paid by"), (row("Radio", "District"),))
    provisions = (*before, replace(MISSION, id="table", blocks=(table,)))
    section = replace(agreement.sections[0], provisions=provisions)
    sheet = sheet_of(replace(agreement, sections=(section,)), TEMPLATE, "T")
    dressing = Dressing(Fonts(), sheet.look)
    blocks = AgreementBlocks(sheet, dressing, Gathered(), None).all()
    at = next(at for at, each in enumerate(blocks) if each.data["kind"] == "table")
    assert blocks[at - 1].after == 4.0
    last = blocks[at - 1].data
    while last["kind"] == "list":
        last = last["items"][-1]["blocks"][-1]
    assert last["sticky"] is True


MANY = "The officer shall act with care and report each matter. " * 80


def with_long_table(agreement: Agreement) -> Agreement:
    provision = replace(MISSION, blocks=(Table(row("Item", "What"), (row("One", MANY),)),))
    first = agreement.sections[0]
    return replace(agreement, sections=(replace(first, provisions=(provision,)),))


def with_long_clause(agreement: Agreement) -> Agreement:
    provision = replace(MISSION, blocks=(para(Kind.CLAUSE, MANY, number="1."),))
    first = agreement.sections[0]
    return replace(agreement, sections=(replace(first, provisions=(provision,)),))


def keeping_lines() -> bytes:
    document = opened()
    document.styles["MOU Clause"].paragraph_format.keep_together = True
    return saved(document)


@pytest.mark.parametrize(
    ("template", "change"),
    [
        (lambda: TEMPLATE, with_long_table),
        (keeping_lines, with_long_clause),
        (lambda: with_blocks(table().replace(">A<", f">{MANY}<", 1)), lambda agreement: agreement),
    ],
)
def test_what_no_page_may_hold_goes_on_over_the_next_one(
    template: Callable[[], bytes], change: Callable[[Agreement], Agreement]
) -> None:
    sheet = sheet_of(change(small_agreement()), template(), "T")
    made = pdf_writer().write(sheet, Job("T", "en-US")).pdf
    for each in pdfium.PdfDocument(made):
        text = each.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert min(bottom for _, bottom, _, _ in boxes if bottom) > 20


def test_a_long_row_of_a_word_file_may_be_split_and_others_are_not() -> None:
    for agreement, count in ((with_long_table(small_agreement()), 1), (small_agreement(), None)):
        document = docx.Document(io.BytesIO(render_docx(agreement, TEMPLATE, None)))
        rows = list(document.element.body.iter(qn("w:tr")))
        kept = [each for each in rows if next(each.iter(qn("w:cantSplit")), None) is not None]
        assert len(kept) == (len(rows) if count is None else count)
