"""A comparison copy shows tracked changes, to the eye and to the ear."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

import docx
import page
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from mou_builder.diagnostic import Refused
from mou_builder.pdf.changes import draw_changes
from mou_builder.pdf.document import make_comparison_copy, make_pdfs
from mou_builder.pdf.values import Job
from tests.support.pdf_samples import (
    BY,
    add_numbered,
    add_xml_paragraph,
    agreement_docx,
    empty_document,
    marked_docx,
    saved,
)


def spoken(pdf: bytes) -> list[str]:
    opened = pikepdf.open(io.BytesIO(pdf))
    return [
        str(each.ActualText)
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Span"
    ]


def test_changes_are_told_to_a_screen_reader() -> None:
    assert sorted(spoken(make_comparison_copy(marked_docx(), "Changes", "en-US").pdf)) == [
        "[deleted: 50 percent] ",
        "[inserted: 75 percent] ",
        "[moved from here: Moved words.] ",
        "[moved to here: Moved words.] ",
    ]


def test_a_document_without_changes_has_none() -> None:
    assert spoken(make_comparison_copy(agreement_docx(1), "Changes", "en-US").pdf) == []


@pytest.mark.parametrize("profile", ["ua1", "2b"])
def test_a_comparison_copy_conforms(profile: str) -> None:
    rendered = make_comparison_copy(marked_docx(), "Changes", "en-US")
    report = page.validate_pdf_bytes(rendered.pdf, profile=profile)
    assert [each.message for each in report.failures] == []
    opened = pikepdf.open(io.BytesIO(rendered.pdf))
    assert (str(opened.Root.Lang), str(opened.docinfo.Title)) == ("en-US", "Changes")


def test_a_comparison_copy_is_the_same_every_time() -> None:
    source = marked_docx()
    first = make_comparison_copy(source, "Changes", "en-US").pdf
    assert make_comparison_copy(source, "Changes", "en-US").pdf == first


def test_a_comparison_copy_is_another_document_than_the_one_it_is_made_from() -> None:
    source = marked_docx()
    copy, accepted = make_pdfs(
        (Job(source, "T", "en", shows_changes=True), Job(source, "T", "en", shows_changes=False))
    )
    with pikepdf.open(io.BytesIO(copy.pdf)) as one, pikepdf.open(io.BytesIO(accepted.pdf)) as other:
        assert one.Root.Metadata.read_bytes() != other.Root.Metadata.read_bytes()
    assert spoken(accepted.pdf) == []


def changed(content: str) -> list[str]:
    """What is said about one paragraph with that content."""
    document = empty_document()
    add_xml_paragraph(document, content)
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    assert page.validate_pdf_bytes(data, profile="ua1").failures == []
    return spoken(data)


def run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def mark(name: str) -> str:
    return f'<w:pPr><w:rPr><w:{name} w:id="9" {BY}/></w:rPr></w:pPr>'


def test_words_that_one_inserted_and_another_deleted_are_deleted() -> None:
    both = f'<w:ins w:id="1" {BY}><w:del w:id="2" {BY}>{run("gone", "delText")}</w:del></w:ins>'
    assert changed(run("Kept ") + both) == ["[deleted: gone] "]


@pytest.mark.parametrize(("name", "said"), [("ins", "inserted"), ("del", "deleted")])
def test_a_paragraph_that_was_split_or_merged_shows_its_end(name: str, said: str) -> None:
    assert changed(mark(name) + run("Kept.")) == [f"[{said}: ¶] "]


def test_a_paragraph_that_went_as_a_whole_is_told_by_its_words_only() -> None:
    gone = f'<w:del w:id="2" {BY}>{run("All of it.", "delText")}</w:del>'
    assert changed(mark("del") + gone) == ["[deleted: All of it.] "]


def test_formatting_alone_is_no_change_to_tell() -> None:
    bold = f'<w:rPr><w:b/><w:rPrChange w:id="3" {BY}><w:rPr/></w:rPrChange></w:rPr>'
    assert changed(f"<w:r>{bold}<w:t>Kept.</w:t></w:r>") == []


def test_the_cells_of_a_row_that_came_are_inserted() -> None:
    document = empty_document()
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("School", "Days", "Elm", "Monday"), strict=True):
        cell.text = words
    properties = [row._tr.get_or_add_trPr() for row in table.rows]
    properties[0].append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    properties[1].append(parse_xml(f'<w:ins {nsdecls("w")} w:id="4" {BY}/>'))
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    assert page.validate_pdf_bytes(data, profile="ua1").failures == []
    assert spoken(data) == ["[inserted: Elm] ", "[inserted: Monday] "]


def colours(content: str) -> set[str]:
    """The colours of the words of a paragraph, and of the lines drawn with them."""
    document = empty_document()
    add_xml_paragraph(document, content)
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    return {
        "".join(f"{round(float(each) * 255):02X}" for each in found.split())
        for found in re.findall(r"^(\S+ \S+ \S+) (?:rg|RG)$", drawn, re.MULTILINE)
    }


def contrast_with_white(colour: str) -> float:
    """WCAG 2.1, relative luminance and contrast ratio."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 1.05 / (sum(w * x for w, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05)


@pytest.mark.parametrize("element", ["ins", "del", "moveFrom", "moveTo"])
def test_each_kind_of_change_has_a_colour_that_can_be_read(element: str) -> None:
    text = "delText" if element == "del" else "t"
    content = f'<w:{element} w:id="1" {BY}>{run("words", text)}</w:{element}>'
    [colour] = colours(content) - {"000000"}
    assert contrast_with_white(colour) >= 4.5


def test_no_tracked_change_is_left_to_the_engine() -> None:
    document = empty_document()
    kinds = {"ins": "t", "del": "delText", "moveFrom": "t", "moveTo": "t"}
    add_xml_paragraph(
        document,
        mark("ins")
        + f'<w:moveFromRangeStart w:id="3" {BY} w:name="m"/><w:moveFromRangeEnd w:id="3"/>'
        + f'<w:r><w:rPr><w:b/><w:rPrChange w:id="4" {BY}><w:rPr/></w:rPrChange></w:rPr></w:r>'
        + "".join(f'<w:{k} w:id="1" {BY}>{run(k, text)}</w:{k}>' for k, text in kinds.items()),
    )
    body = docx.Document(io.BytesIO(draw_changes(saved(document)))).element.body
    left = [etree.QName(each).localname for each in body.iter()]
    revisions = re.compile("ins|del.*|move.*|.*Change")
    assert [name for name in left if revisions.fullmatch(name)] == []
    assert [each.text for each in body.iter(qn("w:t"))] == [*kinds]


def test_a_bar_stands_in_the_margin_beside_each_line_with_a_change() -> None:
    document = empty_document()
    change = f'<w:ins w:id="1" {BY}>{run("new")}</w:ins>'
    for content in (run("Kept."), run("One ") + change + run(" and ") + change, change):
        add_xml_paragraph(document, content)
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    lines = re.findall(rb"^(\S+) (\S+) m\n(\S+) (\S+) l$", content, re.MULTILINE)
    upright = [[float(each) for each in line] for line in lines if line[0] == line[2]]
    assert len(upright) == 2
    for x, top, _, bottom in upright:
        assert 522 < x < 612
        assert 10 < bottom - top < 15


def test_changes_in_a_header_are_drawn() -> None:
    document = empty_document()
    document.add_paragraph("Kept.")
    header = document.sections[0].header.paragraphs[0]._p
    header.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" {BY}>{run("Draft")}</w:ins>'))
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    assert page.validate_pdf_bytes(data, profile="ua1").failures == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    assert b"0 0 0 rg" in content
    assert len(set(re.findall(rb"^(\S+ \S+ \S+) rg$", content, re.MULTILINE))) == 2


def test_what_is_no_word_document_is_refused() -> None:
    with pytest.raises(Refused, match="MOU502"):
        make_comparison_copy(b"%PDF-1.7", "Changes", "en-US")


def track(paragraph: docx.text.paragraph.Paragraph, change: str) -> None:
    """Mark a paragraph with all its words as changed."""
    text = "delText" if change in ("del", "moveFrom") else "t"
    words = paragraph.text
    for each in paragraph.runs:
        each._r.getparent().remove(each._r)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:rPr {nsdecls("w")}><w:{change} w:id="1" {BY}/></w:rPr>')
    )
    paragraph._p.append(
        parse_xml(f'<w:{change} {nsdecls("w")} w:id="2" {BY}>{run(words, text)}</w:{change}>')
    )


def lines(document: docx.document.Document) -> list[str]:
    """The lines of its comparison copy, as poppler reads them."""
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    for profile in ("ua1", "2b"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True)
    found = [" ".join(line.split()) for line in done.stdout.decode().splitlines()]
    return [line for line in found if line.strip("\f")]


@pytest.mark.crosscheck
def test_what_went_keeps_its_number_and_what_stayed_is_counted_without_it() -> None:
    document = empty_document()
    items = (
        ("first", 0, ""),
        ("sub one", 1, "del"),
        ("sub two", 1, ""),
        ("second", 0, "del"),
        ("sub three", 1, "del"),
        ("third", 0, "moveFrom"),
        ("new", 0, "ins"),
        ("fourth", 0, ""),
        ("third", 0, "moveTo"),
        ("fifth", 0, "del"),
        ("last", 0, ""),
    )
    add_numbered(document, *((words, level) for words, level, _ in items))
    for paragraph, (_, _, change) in zip(document.paragraphs, items, strict=True):
        if change:
            track(paragraph, change)
    assert lines(document) == [
        "1. first",
        "a. sub one",
        "a. sub two",
        "2. second",
        "a. sub three",
        "3. third",
        "2. new",
        "3. fourth",
        "4. third",
        "5. fifth",
        "5. last",
    ]


@pytest.mark.crosscheck
def test_a_list_that_a_style_numbers_keeps_its_numbers_too() -> None:
    document = empty_document()
    for words in ("one", "two", "three"):
        document.add_paragraph(words, style="List Number")
    track(document.paragraphs[1], "del")
    assert lines(document) == ["1. one", "2. two", "2. three"]


@pytest.mark.parametrize("indents", [("540", None), (None, "900"), ("540", "900")])
def test_an_item_that_went_stands_where_it_stood(indents: tuple[str | None, str | None]) -> None:
    document = empty_document()
    add_numbered(document, ("one", 0), ("two", 0))
    style = document.styles.add_style("Clause", WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_pPr()
    properties.append(document.paragraphs[0]._p.pPr.numPr)
    if indents[0]:
        indent = f'<w:ind {nsdecls("w")} w:left="{indents[0]}" w:hanging="{indents[0]}"/>'
        properties.append(parse_xml(indent))
    level = next(document.part.numbering_part.element.iter(qn("w:lvl")))
    own = level.find(qn("w:pPr"))
    own.remove(own.find(qn("w:ind")))
    if indents[1]:
        indent = f'<w:ind {nsdecls("w")} w:left="{indents[1]}" w:hanging="{indents[1]}"/>'
        own.append(parse_xml(indent))
    for paragraph in document.paragraphs:
        paragraph.style = style
        for each in paragraph._p.pPr.findall(qn("w:numPr")):
            paragraph._p.pPr.remove(each)
    track(document.paragraphs[1], "del")
    data = make_comparison_copy(saved(document), "Changes", "en-US").pdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    lefts = re.findall(rb"1 0 0 -1 (\S+) \S+ Tm", content)
    assert len(lefts) == 4
    assert lefts[:2] == lefts[2:]


def test_the_number_of_an_item_that_went_is_not_told_apart_from_its_words() -> None:
    document = empty_document()
    add_numbered(document, ("one", 0), ("two", 0))
    track(document.paragraphs[1], "del")
    assert spoken(make_comparison_copy(saved(document), "T", "en").pdf) == ["[deleted: two] "]


@pytest.mark.crosscheck
def test_a_list_that_starts_anew_is_followed() -> None:
    document = empty_document()
    add_numbered(document, *(((f"item {number}"), 0) for number in range(4)))
    numbering = document.part.numbering_part.element
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        )
    )
    for paragraph in document.paragraphs[2:]:
        paragraph._p.pPr.numPr.numId.val = 78
    track(document.paragraphs[3], "del")
    assert lines(document) == ["1. item 0", "2. item 1", "7. item 2", "8. item 3"]


def test_a_document_without_lists_needs_no_numbering() -> None:
    document = empty_document()
    document.add_paragraph("gone")
    track(document.paragraphs[0], "del")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as package, io.BytesIO() as target:
        with zipfile.ZipFile(target, "w") as copy:
            for name in package.namelist():
                data = package.read(name)
                if name != "word/numbering.xml":
                    link = rb'<Relationship [^>]*numbering.xml"[^>]*/>'
                    override = rb'<Override [^>]*numbering.xml"[^>]*/>'
                    copy.writestr(name, re.sub(link, b"", re.sub(override, b"", data)))
        found = make_comparison_copy(target.getvalue(), "Changes", "en-US").pdf
    assert spoken(found) == ["[deleted: gone] "]
