"""What a screen reader finds in a PDF: lists, links, tables and pictures as such."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import docx
import page
import pikepdf
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from mou_builder.pdf.document import make_pdf
from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.values import Archival, Laid, SignatureField
from tests.support.pdf_samples import (
    add_link,
    add_numbered,
    agreement_docx,
    empty_document,
    png,
    saved,
)

FIELDS = (SignatureField("district", "Signature of Dana Whitfield"),)


def finished(document: docx.document.Document, *fields: SignatureField) -> pikepdf.Pdf:
    data = make_pdf(saved(document), fields, "Agreement", "en-US").pdf
    for profile in ("ua1", "2b"):
        assert page.validate_pdf_bytes(data, profile=profile).failures == []
    return pikepdf.open(io.BytesIO(data))


def outline(pdf: pikepdf.Pdf) -> list[str]:
    """The types of the structure elements, indented by depth, found by an own walk."""

    def visit(element: pikepdf.Object, depth: int) -> Iterator[str]:
        yield "  " * depth + str(element.S).removeprefix("/")
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield from visit(child, depth + 1)

    return [line for child in pdf.Root.StructTreeRoot.K.get("/K", []) for line in visit(child, 0)]


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind
    ]


def test_list_items_in_content_controls_have_their_numbers_as_labels() -> None:
    pdf = pikepdf.open(io.BytesIO(make_pdf(agreement_docx(0), (), "Agreement", "en-US").pdf))
    item = ["  LI", "    Lbl", "    LBody", "      P"]
    assert outline(pdf) == ["H1", "P", "L", *item, *item]
    assert [str(each.A.ListNumbering) for each in of_kind(pdf, "/L")] == ["/Decimal"]


def test_sub_clauses_are_a_list_within_the_item_of_their_clause() -> None:
    document = empty_document()
    add_numbered(document, ("The officer shall", 0), ("teach;", 1), ("listen.", 1), ("The end", 0))
    pdf = finished(document)
    inner = ["        LI", "          Lbl", "          LBody", "            P"]
    item = ["  LI", "    Lbl", "    LBody", "      P"]
    assert outline(pdf) == ["L", *item, "      L", *inner, *inner, *item]
    numberings = {str(each.A.ListNumbering) for each in of_kind(pdf, "/L")}
    assert numberings == {"/Decimal", "/LowerAlpha"}


def test_no_paragraph_is_empty() -> None:
    document = empty_document()
    for words in ("", "one", "", "", "two", ""):
        document.add_paragraph(words)
    document.add_paragraph("For the district")
    document.add_paragraph("\t", style="MOU Signature")
    assert outline(finished(document, *FIELDS)) == ["P", "P", "P", "P", "  Form"]


def test_the_words_of_a_link_are_tagged_as_one_link_that_says_where_it_leads() -> None:
    document = empty_document()
    add_link(document.add_paragraph("See "), "the state's model", "https://example.org/model")
    add_link(document.add_paragraph("Write to "), "us", "mailto:board@example.org")
    pdf = finished(document)
    assert outline(pdf) == ["P", "  Link", "P", "  Link"]
    assert [str(each.Contents) for each in pdf.pages[0].Annots] == [
        *["the state's model (https://example.org/model)"] * 3,
        "us (mailto:board@example.org)",
    ]
    assert [sum(isinstance(kid, int) for kid in each.K) for each in of_kind(pdf, "/Link")] == [3, 1]
    assert pdf.pages[0].Tabs == "/S"


def test_a_link_in_a_letterhead_does_no_harm() -> None:
    document = empty_document()
    add_link(document.sections[0].footer.paragraphs[0], "maplegrove.example", "https://x.example")
    document.add_paragraph("Agreement")
    document.add_paragraph("\t", style="MOU Signature")
    pdf = finished(document, *FIELDS)
    assert [str(each.Subtype) for each in pdf.pages[0].Annots] == ["/Widget"]


class _StrayLinkEngine(RdocxEngine):
    """An engine that lays a link over nothing that is read out."""

    def lay_out(self, documents: Sequence[bytes], archival: Archival) -> tuple[Laid, ...]:
        return tuple(self._changed(each) for each in super().lay_out(documents, archival))

    def _changed(self, laid: Laid) -> Laid:
        with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
            link = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=pikepdf.Array([300, 20, 330, 30]),
                F=4,
            )
            pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])
            target = io.BytesIO()
            pdf.save(target)
        return Laid(target.getvalue(), laid.fragments)


def test_a_link_over_nothing_that_is_read_out_is_taken_away() -> None:
    engine = _StrayLinkEngine()
    data = make_pdf(agreement_docx(1), FIELDS, "Agreement", "en-US", engine=engine).pdf
    assert page.validate_pdf_bytes(data, profile="ua1").failures == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(each.Subtype) for each in pdf.pages[0].Annots] == ["/Widget"]


def test_a_link_beside_a_signature_line_leaves_the_field_alone() -> None:
    document = empty_document()
    paragraph = document.add_paragraph("Signature:\t", style="MOU Signature")
    add_link(document.add_paragraph("See "), "the model", "https://example.org")
    assert paragraph.text == "Signature:\t"
    pdf = finished(document, *FIELDS)
    assert [str(each.Subtype) for each in pdf.pages[0].Annots] == ["/Link", "/Link", "/Widget"]
    assert outline(pdf) == ["P", "  Form", "P", "  Link"]


def test_a_repeated_header_row_heads_its_columns() -> None:
    document = empty_document()
    table = document.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"cell {number}"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    pdf = finished(document)
    row = [["  TR", f"    {kind}", "      P", f"    {kind}", "      P"] for kind in ("TH", "TD")]
    assert outline(pdf) == ["Table", *row[0], *row[1]]


@pytest.mark.parametrize("paragraphs", [0, 1, 3])
def test_pages_without_words_are_no_obstacle(paragraphs: int) -> None:
    document = empty_document()
    for _ in range(paragraphs):
        document.add_page_break()
    pdf = finished(document)
    assert len(pdf.pages) == paragraphs + 1
    assert outline(pdf) == []


def leader_line(document: docx.document.Document, words: str) -> None:
    paragraph = document.add_paragraph(words)
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Pt(324), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
    )


def test_a_ruled_line_is_drawn_and_not_read_out() -> None:
    document = empty_document()
    leader_line(document, "Date:\t")
    leader_line(document, "\t")
    document.add_paragraph("Done")
    pdf = finished(document)
    assert [len(each.K) for each in pdf.Root.StructTreeRoot.K.K] == [1, 1]
    content = pdf.pages[0].Contents.read_bytes()
    assert content.count(b" l\nS\n") == 2


def test_a_document_with_very_many_characters_is_read_whole() -> None:
    document = empty_document()
    # A font with more than 127 glyphs: their codes no longer fit what is written as plain text.
    # Kept apart by spaces, so that each is a word.
    document.add_paragraph(" ".join(map(chr, (*range(0xC0, 0x180), *range(0x391, 0x3A2)))))
    leader_line(document, "Ж щ я Date:\t")
    item = document.add_paragraph("first", style="List Bullet")
    pdf = finished(document)
    assert item.style is not None
    assert [str(each.A.ListNumbering) for each in of_kind(pdf, "/L")] == ["/Disc"]
    assert pdf.pages[0].Contents.read_bytes().count(b" l\nS\n") == 1


def test_a_picture_is_tagged_with_its_description() -> None:
    document = empty_document()
    document.add_paragraph("Before")
    document.add_picture(io.BytesIO(png()))
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "The seal of Maple Grove")
    pdf = finished(document)
    assert outline(pdf) == ["P", "P", "  Figure"]
    assert [str(each.Alt) for each in of_kind(pdf, "/Figure")] == ["The seal of Maple Grove"]


def test_a_picture_in_a_list_item_is_no_obstacle() -> None:
    document = empty_document()
    paragraph = document.add_paragraph(style="List Number")
    paragraph.add_run().add_picture(io.BytesIO(png()))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    assert outline(finished(document)) == ["L", "  LI", "    Lbl", "    LBody"]
