"""A comparison copy shows tracked changes, to the eye and to the ear."""

from __future__ import annotations

import io
import re

import docx
import page
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from pdf_samples import (
    BY,
    add_xml_paragraph,
    agreement_docx,
    empty_document,
    marked_docx,
    saved,
)

from mou_builder.diagnostic import Refused
from mou_builder.pdf.changes import draw_changes
from mou_builder.pdf.document import make_comparison_copy, make_pdfs
from mou_builder.pdf.values import Job


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
    first = make_comparison_copy(marked_docx(), "Changes", "en-US").pdf
    assert make_comparison_copy(marked_docx(), "Changes", "en-US").pdf == first


def test_a_comparison_copy_is_another_document_than_the_one_it_is_made_from() -> None:
    docx = marked_docx()
    copy, accepted = make_pdfs(
        (Job(docx, "T", "en", shows_changes=True), Job(docx, "T", "en", shows_changes=False))
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
