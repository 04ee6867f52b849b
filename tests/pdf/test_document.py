"""A PDF is accessible, archivable, ready to sign, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import page
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mou_builder.diagnostic import Refused, Severity
from mou_builder.pdf.document import make_pdf, make_pdfs
from mou_builder.pdf.docx_body import read_body
from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.values import Archival, Attachment, Job, SignatureField
from tests.support.pdf_samples import (
    SIGNER_AND_ROLE,
    add_xml_paragraph,
    agreement_docx,
    empty_document,
    saved,
)

TITLE = "Agreement <of> Maple Grove & “Friends”"
CONFIG = Attachment("maple-grove.yaml", "model: wisconsin-sro\nname: Müller\n".encode())


def fields(count: int) -> tuple[SignatureField, ...]:
    return tuple(
        SignatureField(f"district-{number}", f"Signature of Dana Whitfield ({number})")
        for number in range(1, count + 1)
    )


def made(count: int = 1, attachment: Attachment | None = None) -> pikepdf.Pdf:
    rendered = make_pdf(agreement_docx(count), fields(count), TITLE, "en-US", attachment)
    return pikepdf.open(io.BytesIO(rendered.pdf))


def failures(data: bytes, profile: str) -> list[str]:
    return [each.message for each in page.validate_pdf_bytes(data, profile=profile).failures]


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The structure elements in reading order, found by an own walk."""
    found: list[pikepdf.Object] = []

    def visit(element: pikepdf.Object) -> None:
        found.append(element)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                visit(child)

    visit(pdf.Root.StructTreeRoot.K)
    return found


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    return list(element.get("/K", []))


def widgets(pdf: pikepdf.Pdf) -> list[tuple[int, pikepdf.Object]]:
    return [
        (number, each)
        for number, sheet in enumerate(pdf.pages)
        for each in sheet.get("/Annots", [])
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize(("attachment", "archival"), [(None, "2b"), (CONFIG, "3b")])
def test_a_pdf_with_any_number_of_fields_conforms(
    count: int, attachment: Attachment | None, archival: str
) -> None:
    rendered = make_pdf(agreement_docx(count), fields(count), TITLE, "en-US", attachment)
    assert failures(rendered.pdf, "ua1") == []
    assert failures(rendered.pdf, archival) == []
    assert rendered.diagnostics == ()


def test_a_pdf_with_a_date_conforms() -> None:
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    rendered = make_pdf(agreement_docx(1), fields(1), TITLE, "en-US", CONFIG, moment)
    assert failures(rendered.pdf, "ua1") + failures(rendered.pdf, "3b") == []
    pdf = pikepdf.open(io.BytesIO(rendered.pdf))
    assert str(pdf.docinfo.CreationDate) == "D:20260701123000+00'00'"
    assert b"<xmp:CreateDate>2026-07-01T12:30:00+00:00<" in pdf.Root.Metadata.read_bytes()


def test_without_a_date_the_pdf_has_none() -> None:
    pdf = made()
    assert "/CreationDate" not in pdf.docinfo
    assert b"CreateDate" not in pdf.Root.Metadata.read_bytes()


def test_fields_have_their_names_and_tooltips_in_order_and_are_printed() -> None:
    pdf = made(3)
    found = [widget for _, widget in widgets(pdf)]
    assert [(str(each.T), str(each.TU)) for each in found] == [
        (each.name, each.tooltip) for each in fields(3)
    ]
    assert [each.objgen for each in pdf.Root.AcroForm.Fields] == [each.objgen for each in found]
    assert {(str(each.FT), int(each.F)) for each in found} == {("/Sig", 4)}


def test_pages_with_fields_are_tabbed_in_reading_order() -> None:
    pdf = made(3)
    assert len(pdf.pages) == 2
    assert [number for number, _ in widgets(pdf)] == [0, 0, 1]
    assert [str(sheet.Tabs) for sheet in pdf.pages] == ["/S", "/S"]


@pytest.mark.parametrize("label", ["Signature:", ""])
def test_a_field_lies_on_its_line_right_of_the_label_and_below_the_words_above(label: str) -> None:
    docx = agreement_docx(3, label=label)
    body = read_body(docx)
    laid = RdocxEngine().lay_out((body.docx,), Archival.PDFA_2B)[0]
    assert laid.fragments is not None
    pdf = pikepdf.open(io.BytesIO(make_pdf(docx, fields(3), TITLE, "en-US").pdf))
    for (number, widget), index in zip(widgets(pdf), body.signature_lines, strict=True):
        line = next(each for each in laid.fragments if each.index == index)
        above = next(each for each in laid.fragments if each.index == index - 1)
        left, bottom, right, top = (float(each) for each in widget.Rect)
        height = float(pdf.pages[number].mediabox[3])
        assert number == line.page
        assert line.top < height - bottom <= line.bottom
        assert height - top >= above.bottom
        assert 24 <= top - bottom <= 30
        # The label is 11 points high; the tab stop is 324 points right of the margin.
        assert (line.left + 30 < left < line.left + 60) if label else left == line.left
        assert abs(right - (line.left + 324)) < 10


def test_a_field_is_in_the_structure_tree_within_the_paragraph_of_its_label() -> None:
    pdf = made(3)
    body = children(pdf.Root.StructTreeRoot.K)
    holders = [
        at
        for at, each in enumerate(body)
        if any(k.get("/S") == "/Form" for k in children(each) if not isinstance(k, int))
    ]
    assert len(holders) == 3
    for at, (widget_page, widget) in zip(holders, widgets(pdf), strict=True):
        label, form = children(body[at])
        assert isinstance(label, int)
        assert body[at].Pg.objgen == pdf.pages[widget_page].obj.objgen
        # Not in an array: else a second signature would count as a change after the first.
        assert form.K.Obj.objgen == widget.objgen
        assert form.P.objgen == body[at].objgen
        # The paragraph before names who signs; each word of it is one piece of content.
        assert len(children(body[at - 1])) == len(SIGNER_AND_ROLE.split())
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        at_key = dict(zip([int(key) for key in parents[::2]], parents[1::2], strict=True))
        assert at_key[int(widget.StructParent)].objgen == form.objgen


def test_a_field_without_a_label_is_all_that_its_paragraph_holds() -> None:
    docx = agreement_docx(1, label="")
    rendered = make_pdf(docx, fields(1), TITLE, "en-US")
    assert failures(rendered.pdf, "ua1") + failures(rendered.pdf, "2b") == []
    pdf = pikepdf.open(io.BytesIO(rendered.pdf))
    holder = next(each.P for each in elements(pdf) if each.S == "/Form")
    assert [str(each.S) for each in children(holder)] == ["/Form"]


def test_a_line_with_a_border_instead_of_a_leader_gets_its_field_too() -> None:
    document = empty_document()
    document.add_paragraph("For the district")
    add_xml_paragraph(
        document,
        '<w:pPr><w:pStyle w:val="MOUSignature"/><w:pBdr><w:bottom w:val="single" w:sz="4" '
        'w:space="1" w:color="auto"/></w:pBdr></w:pPr>',
    )
    rendered = make_pdf(saved(document), fields(1), TITLE, "en-US")
    assert failures(rendered.pdf, "ua1") + failures(rendered.pdf, "2b") == []
    assert len(widgets(pikepdf.open(io.BytesIO(rendered.pdf)))) == 1


def test_a_line_in_a_content_control_gets_its_field_too() -> None:
    document = empty_document()
    document.add_paragraph("For the district")
    line = document.add_paragraph("Signature:\t", style="MOU Signature")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    line.addprevious(control)
    control[0].append(line)
    rendered = make_pdf(saved(document), fields(1), TITLE, "en-US")
    assert failures(rendered.pdf, "ua1") + failures(rendered.pdf, "2b") == []
    assert len(widgets(pikepdf.open(io.BytesIO(rendered.pdf)))) == 1


@pytest.mark.parametrize(("lines", "asked"), [(1, 2), (2, 1), (0, 1)])
def test_fields_that_do_not_match_the_lines_are_refused(lines: int, asked: int) -> None:
    with pytest.raises(Refused, match=r"MOU503.*signature fields"):
        make_pdf(agreement_docx(lines), fields(asked), TITLE, "en-US")


def test_lines_without_fields_are_left_for_the_pen() -> None:
    rendered = make_pdf(agreement_docx(2), (), TITLE, "en-US")
    assert widgets(pikepdf.open(io.BytesIO(rendered.pdf))) == []


@pytest.mark.parametrize("language", ["en-US", "es"])
def test_language_and_title_are_said_everywhere(language: str) -> None:
    rendered = make_pdf(agreement_docx(1), fields(1), TITLE, language)
    pdf = pikepdf.open(io.BytesIO(rendered.pdf))
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert str(pdf.Root.Lang) == language
    assert f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li>" in packet
    assert "Agreement &lt;of&gt; Maple Grove &amp; “Friends”" in packet
    assert str(pdf.docinfo.Title) == TITLE
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert b"und" not in {str(each.get("/Lang", "")).encode() for each in elements(pdf)}


def test_the_attached_config_comes_out_as_it_went_in() -> None:
    pdf = made(1, CONFIG)
    assert pdf.attachments[CONFIG.name].get_file().read_bytes() == CONFIG.data
    [associated] = pdf.Root.AF
    assert (str(associated.AFRelationship), str(associated.UF)) == ("/Source", CONFIG.name)
    assert str(associated.EF.F.Subtype) == "/text/yaml"


def test_the_same_input_gives_the_same_bytes() -> None:
    docx = agreement_docx(2)
    first = make_pdf(docx, fields(2), TITLE, "en-US", CONFIG).pdf
    assert make_pdf(docx, fields(2), TITLE, "en-US", CONFIG).pdf == first


def identities(data: bytes) -> tuple[bytes, bytes, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first, second = (bytes(each) for each in pdf.trailer.ID)
        packet = pdf.Root.Metadata.read_bytes()
        return first, second, packet.partition(b"<xmpMM:DocumentID>")[2].partition(b"<")[0]


def test_whatever_differs_in_a_document_gives_it_an_identity_of_its_own() -> None:
    docx = agreement_docx(1)
    plain = Job(docx, TITLE, "en-US", fields(1))
    renamed = SignatureField("agency", "Signature of Dana Whitfield (1)")
    others = (
        replace(plain, docx=agreement_docx(1, font="Georgia")),
        replace(plain, title="Another title"),
        replace(plain, language="es"),
        replace(plain, fields=()),
        replace(plain, fields=(renamed,)),
        replace(plain, attachment=CONFIG),
        replace(plain, made=datetime(2026, 7, 1, tzinfo=UTC)),
    )
    found = [identities(each.pdf) for each in make_pdfs((plain, *others))]
    for kind in zip(*found, strict=True):
        assert len(set(kind)) == len(found)


def test_the_name_of_the_file_is_no_part_of_the_document() -> None:
    job = Job(agreement_docx(0), TITLE, "en-US", file="one.pdf")
    one, other = make_pdfs((job, replace(job, file="other.pdf")))
    assert one == other


def test_a_batch_gives_what_each_alone_gives() -> None:
    jobs = (
        Job(agreement_docx(1), "One", "en-US", fields(1)),
        Job(agreement_docx(2), "Two", "en-US", fields(2), CONFIG),
        Job(agreement_docx(0), "None", "es"),
    )
    alone = tuple(
        make_pdf(job.docx, job.fields, job.title, job.language, job.attachment) for job in jobs
    )
    assert make_pdfs(jobs) == alone


def test_a_font_that_is_not_at_hand_is_named() -> None:
    rendered = make_pdf(agreement_docx(1, font="Garamond"), fields(1), TITLE, "en-US")
    [diagnostic] = [each for each in rendered.diagnostics if "Garamond" in each.message]
    assert (diagnostic.code, diagnostic.severity) == ("MOU505", Severity.WARNING)
    assert failures(rendered.pdf, "ua1") + failures(rendered.pdf, "2b") == []


@pytest.mark.parametrize("words", ["Maple 😀 Grove", "漢字 School", "A ☐ box"])
def test_words_that_no_font_can_show_are_refused_by_name(words: str) -> None:
    document = empty_document()
    document.add_paragraph(words)
    with pytest.raises(Refused) as caught:
        make_pdf(saved(document), (), TITLE, "en-US")
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "MOU504"
    assert words in diagnostic.message


def test_a_header_that_no_font_can_show_is_refused() -> None:
    document = empty_document()
    document.add_paragraph("Maple Grove")
    document.sections[0].header.paragraphs[0].add_run("Maple 😀 Grove")
    with pytest.raises(Refused, match=r"MOU504.*header or footer"):
        make_pdf(saved(document), (), TITLE, "en-US")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="MOU502"):
        make_pdf(data, (), TITLE, "en-US")
