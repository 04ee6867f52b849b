"""A PDF is accessible, archivable, ready to sign, and the same bytes every time."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.shared import Pt

from mou_builder.actions.render import sheet_of
from mou_builder.agreement.document import (
    Agreement,
    AnswerBlock,
    AnswerLine,
    Change,
    Kind,
    Paragraph,
    Span,
    Table,
)
from mou_builder.diagnostic import Refused
from mou_builder.pdf.document import PdfWriter, page_count, pdf_writer
from mou_builder.pdf.values import Attachment, Job
from tests.support.agreement.assembling import FINISHED, assembled, example
from tests.support.agreement.small_agreement import missing, para, row, signature, small_agreement
from tests.support.pdf.samples import (
    CONFIG,
    TEMPLATE,
    TITLE,
    clause,
    elements,
    failures,
    opened,
    outline,
    sheet,
    with_clauses,
    words_in,
    written,
)

KEPT_OPEN: list[pikepdf.Pdf] = []
"""An object of a PDF is none any more when its PDF is closed."""
AS_TYPED = '#import "x": y; $1/2$ \\ @a <b> {{ c }} {% if %} & *d* _e_ `f` "g" -- … 100 %'


@pytest.mark.parametrize("attachment", [None, CONFIG])
def test_a_pdf_conforms_with_its_fields_in_it(attachment: Attachment | None) -> None:
    rendered = written(small_agreement(), attachment)
    assert failures(rendered.pdf) == []
    assert rendered.diagnostics == ()


def test_a_pdf_with_a_date_conforms_and_has_it() -> None:
    moment = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    job = Job(TITLE, "en-US", CONFIG, moment)
    data = pdf_writer().write(sheet(small_agreement()), job).pdf
    assert failures(data) == []
    pdf = opened(data)
    assert str(pdf.docinfo.CreationDate) == "D:20260701123000Z"
    assert b"<xmp:CreateDate>2026-07-01T12:30:00+00:00<" in pdf.Root.Metadata.read_bytes()


def test_without_a_date_the_pdf_has_none() -> None:
    pdf = opened(written(small_agreement()).pdf)
    assert "/CreationDate" not in pdf.docinfo
    assert "/ModDate" not in pdf.docinfo
    assert b"1970" not in pdf.Root.Metadata.read_bytes()


def fields_of(data: bytes) -> list[pikepdf.Object]:
    pdf = opened(data)
    KEPT_OPEN.append(pdf)
    return list(pdf.Root.AcroForm.Fields)


def test_fields_have_their_names_and_tooltips_in_order_and_are_printed() -> None:
    agreement = assembled(example("three-parties.yaml"))
    fields = fields_of(written(agreement).pdf)
    assert [(str(each.T), str(each.TU)) for each in fields] == [
        (each.id, each.tooltip) for each in agreement.signatures
    ]
    assert {(str(each.FT), int(each.F)) for each in fields} == {("/Sig", 4)}


def test_a_field_is_on_its_page_and_in_the_tree_as_the_one_thing_that_its_element_refers_to() -> (
    None
):
    data = written(assembled(example("three-parties.yaml"))).pdf
    fields = fields_of(data)
    pdf = KEPT_OPEN[-1]
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for each in fields:
        [place] = [one for one in pdf.pages if each.objgen in _annotations(one)]
        assert each.P.objgen == place.obj.objgen
        assert str(place.Tabs) == "/S"
        form = owners[int(each.StructParent)]
        assert str(form.S) == "/Form"
        assert isinstance(form.K, pikepdf.Dictionary)  # an array would spoil a second signature
        assert form.K.Obj.objgen == each.objgen
        assert str(form.P.S) == "/P"


def _annotations(sheet: pikepdf.Page) -> list[tuple[int, int]]:
    return [each.objgen for each in sheet.get("/Annots", [])]


def test_a_field_is_as_tall_as_a_pen_needs_and_ends_on_its_line() -> None:
    for each in fields_of(written(small_agreement()).pdf):
        left, bottom, right, top = (float(number) for number in each.Rect)
        assert top - bottom >= 28.3
        assert right - left > 200


def test_two_signature_blocks_of_one_name_have_fields_of_two() -> None:
    agreement = small_agreement()
    first = agreement.signatures[0]
    twice = replace(agreement, signatures=(first, first))
    names = [str(each.T) for each in fields_of(written(twice).pdf)]
    assert names == [first.id, f"{first.id}-2"]


def test_lines_to_fill_in_are_fields_to_type_into() -> None:
    lines = tuple(
        AnswerLine(f"a.{at}", "Findings:", f"Findings {at}?", 1 + 3 * at) for at in (0, 1)
    )
    agreement = replace(small_agreement(), signatures=(), answers=(AnswerBlock(lines),))
    data = pdf_writer().write(sheet(agreement), Job(TITLE, "en-US")).pdf
    assert failures(data) == []
    fields = fields_of(data)
    assert [(str(each.T), str(each.TU)) for each in fields] == [
        (each.id, each.question) for each in lines
    ]
    assert {str(each.FT) for each in fields} == {"/Tx"}
    assert [int(each.get("/Ff", 0)) for each in fields][:2] == [0, 1 << 12]
    heights = [float(each.Rect[3]) - float(each.Rect[1]) for each in fields]
    assert heights[1] >= 4 * 14


@pytest.mark.parametrize("lines", [1, 4])
def test_lines_to_fill_in_behind_an_indent_end_within_the_margins(lines: int) -> None:
    document = docx.Document(io.BytesIO(TEMPLATE))
    document.styles["MOU Signature"].paragraph_format.left_indent = Pt(144)
    template = io.BytesIO()
    document.save(template)
    blocks = (AnswerBlock((AnswerLine("a", "Findings:", "Findings?", lines),)),)
    agreement = replace(small_agreement(), signatures=(), answers=blocks)
    [field] = fields_of(written(agreement, template=template.getvalue()).pdf)
    left, _, right, _ = map(float, field.Rect)
    assert left + 72 < right < 540.1


@pytest.mark.parametrize("language", ["en-US", "es"])
def test_language_and_title_are_said_everywhere(language: str) -> None:
    pdf = opened(written(small_agreement(), language=language).pdf)
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert str(pdf.Root.Lang) == language
    assert f"<rdf:li>{language}</rdf:li>" in packet
    assert "Agreement &lt;of&gt; Maple Grove &amp; “Friends”" in packet
    assert str(pdf.docinfo.Title) == TITLE
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_attached_config_comes_out_as_it_went_in() -> None:
    pdf = opened(written(small_agreement(), CONFIG).pdf)
    assert pdf.attachments[CONFIG.name].get_file().read_bytes() == CONFIG.data
    [associated] = pdf.Root.AF
    assert (str(associated.AFRelationship), str(associated.UF)) == ("/Source", CONFIG.name)
    assert str(associated.EF.F.Subtype) == "/text/yaml"


@pytest.mark.parametrize("name", FINISHED)
def test_the_bytes_are_the_same_alone_and_in_a_batch(name: str) -> None:
    agreement = assembled(example(name))
    job = Job(TITLE, "en-US", CONFIG)
    alone = PdfWriter().write(sheet(agreement), job).pdf
    batch = PdfWriter()
    for other in FINISHED:
        batch.write(sheet(assembled(example(other))), Job("Other", "en-US"))
    assert batch.write(sheet(agreement), job).pdf == alone


def test_whatever_differs_in_a_document_gives_it_an_identity_of_its_own() -> None:
    agreement = small_agreement()
    other = replace(agreement, title=para(Kind.TITLE, "Another"))
    jobs = (
        (agreement, Job("T", "en-US")),
        (other, Job("T", "en-US")),
        (agreement, Job("Another title", "en-US")),
        (agreement, Job("T", "es")),
        (agreement, Job("T", "en-US", CONFIG)),
    )
    found = [
        bytes(opened(pdf_writer().write(sheet(each), job).pdf).trailer.ID[0]) for each, job in jobs
    ]
    assert len(set(found)) == len(jobs)


def test_the_name_of_the_file_is_no_part_of_the_document() -> None:
    one, other = (
        pdf_writer().write(sheet(small_agreement()), Job(TITLE, "en-US", file=name))
        for name in ("one.pdf", "other.pdf")
    )
    assert one == other


@pytest.mark.crosscheck
def test_what_looks_like_markup_comes_out_as_typed() -> None:
    agreement = with_clauses(clause(1, AS_TYPED))
    header = replace(agreement, header=para(Kind.HEADER, AS_TYPED))
    words = words_in(written(header).pdf)
    assert words.count(" ".join(AS_TYPED.split())) == 2 * page_count(written(header).pdf)


@pytest.mark.parametrize("words", ["Maple 😀 Grove", "漢字 School", "A ☐ box"])
@pytest.mark.parametrize("place", ["clause", "header", "cell"])
def test_words_that_no_font_can_show_are_refused_by_name(words: str, place: str) -> None:
    agreement = small_agreement()
    match place:
        case "clause":
            agreement = with_clauses(clause(1, words))
        case "header":
            agreement = replace(agreement, header=para(Kind.HEADER, words))
        case _:
            provision = clause(1, "The parties pay:")
            table = Table(row("Item", "Paid by"), (row("Radio", words),))
            agreement = with_clauses(replace(provision, blocks=(*provision.blocks, table)))
    with pytest.raises(Refused) as caught:
        written(agreement)
    [diagnostic] = caught.value.diagnostics
    assert diagnostic.code == "MOU504"
    assert words in diagnostic.message


def test_a_character_that_cannot_be_seen_is_refused_by_its_code() -> None:
    with pytest.raises(Refused, match="cannot show “<U\\+2060>漢”"):
        written(with_clauses(clause(1, "Ma\u2060ple 漢")))


def test_one_document_that_cannot_be_made_spoils_no_other() -> None:
    writer = PdfWriter()
    good = sheet(small_agreement())
    before = writer.write(good, Job(TITLE, "en-US"))
    with pytest.raises(Refused, match="MOU504"):
        writer.write(sheet(with_clauses(clause(1, "漢字"))), Job(TITLE, "en-US"))
    assert writer.write(good, Job(TITLE, "en-US")) == before


@pytest.mark.parametrize(
    "words",
    [
        (Span("The district is called בית ספר here."),),
        (Span("בית ספר: 210 Academy Avenue"),),
        (Span("The district, בית ספר"), Span(", (1.5) –", emphasis=True), Span(" 7 days.")),
        (Span("בית ספר", change=Change.DELETED), Span(": 75%.", change=Change.INSERTED)),
    ],
)
def test_words_from_right_to_left_are_shown_and_so_is_what_follows_them(
    words: tuple[Span, ...],
) -> None:
    blocks = (Paragraph(Kind.CLAUSE, words, number="1."),)
    data = written(with_clauses(replace(clause(1, ""), blocks=blocks))).pdf
    assert failures(data) == []


def draft() -> Agreement:
    agreement = with_clauses(clause(1, "Made by "))
    open_point = Paragraph(
        Kind.CLAUSE, (Span("Made by "), missing("agency: name", "parties.agency.name")), number="1."
    )
    provision = replace(agreement.sections[0].provisions[0], blocks=(open_point,))
    section = replace(agreement.sections[0], provisions=(provision,))
    return replace(agreement, sections=(section,), draft=True)


@pytest.mark.crosscheck
def test_a_draft_says_so_on_every_page() -> None:
    long = [clause(at, "The officer wears a uniform. " * 30) for at in range(1, 12)]
    data = written(replace(with_clauses(*long), draft=True)).pdf
    assert page_count(data) > 2
    assert all("DRAFT" in each for each in words_in(data).split("\f")[:-1])


def test_open_points_of_a_draft_have_a_ground_of_their_own() -> None:
    data = written(draft()).pdf
    assert failures(data) == []
    grounds = [
        [round(float(part), 2) for part in each.A[0].BackgroundColor]
        for _, each in elements(opened(data))
        if "/A" in each and "/BackgroundColor" in each.A[0]
    ]
    assert grounds == [[1.0, 1.0, 0.0]]


# -- the tag tree


def test_clauses_of_a_section_are_one_list_with_their_numbers_as_labels() -> None:
    sub = Paragraph(Kind.SUBCLAUSE, (Span("a uniform;"),), number="a.")
    agreement = with_clauses(clause(1, "The officer wears:", sub, sub), clause(2, "Both pay."))
    tree = outline(opened(written(agreement).pdf))
    start = tree.index("  L")
    item = ["    LI", "      Lbl", "      LBody", "        P"]
    inner = ["      LI", "        Lbl", "        LBody", "          P"]
    assert tree[start : start + 1 + 4 + 1 + 8 + 4] == [
        "  L",
        *item,
        "    L",
        *inner,
        *inner,
        *item,
    ]


def lines_on_pages(data: bytes) -> list[list[str]]:
    with pdfium.PdfDocument(data) as pdf:
        texts = [each.get_textpage().get_text_range().split("\r\n") for each in pdf]
    return [[line.strip() for line in page if line.strip()] for page in texts]


@pytest.mark.parametrize("lengths", [(5,), (9, 9, 9), (60,), (60, 8)])
@pytest.mark.parametrize("signatories", [1, 2, 3, 5])
def test_signatures_begin_below_the_last_lines_and_the_last_two_stand_together(
    signatories: int, lengths: tuple[int, ...]
) -> None:
    """However far down a page the clauses end; and no page is half empty for it."""
    agreement = small_agreement()
    blocks = tuple(signature(f"b-{n}", f"City {n}", "Ann Lee", "Mayor") for n in range(signatories))
    end = [clause(at, "word " * length) for at, length in enumerate(lengths, start=2)]
    ends = set()
    for lines in range(20, 44, 3):
        words = [para(Kind.CONTINUATION, "A line of words. " * 4)] * lines
        made = with_clauses(clause(1, "The first one.", *words), *end)
        pages = lines_on_pages(written(replace(made, signatures=blocks)).pdf)
        counts = [sum(each.startswith("Signature:") for each in page) for page in pages]
        first = next(at for at, count in enumerate(counts) if count)
        above = pages[first].index(agreement.closing.text) - 1  # and the header
        assert above >= 2
        assert sum(counts) == signatories
        assert signatories < 3 or counts[-1] > 1
        assert all(len(page) > 16 for page in pages[:-1])
        ends.add(tuple(counts))
    assert len(ends) >= min(signatories, 2)


def test_headings_are_headings_and_stand_among_the_bookmarks() -> None:
    pdf = opened(written(assembled(example("city-and-one-school.yaml"))).pdf)
    headings = [each for _, each in elements(pdf) if str(each.S) == "/H1"]
    with pdf.open_outline() as bookmarks:
        titles = [str(each.title) for each in bookmarks.root]
    assert titles == [str(each.T) for each in headings]
    assert "Information Sharing" in titles


def test_a_table_has_header_cells_and_rows() -> None:
    provision = clause(1, "The parties pay:")
    table = Table(row("Item", "Paid by"), (row("Radio", "District"),), caption="Costs")
    agreement = with_clauses(replace(provision, blocks=(*provision.blocks, table)))
    data = written(agreement).pdf
    assert failures(data) == []
    tree = [each.strip() for each in outline(opened(data))]
    assert (tree.count("Table"), tree.count("TH"), tree.count("TD")) == (1, 2, 2)


def test_a_table_stands_as_far_below_a_list_as_below_a_paragraph() -> None:
    provision = clause(1, "The parties pay:")
    leads = [
        Paragraph(kind, (Span("Thus:"),), "a.") for kind in (Kind.SUBCLAUSE, Kind.CONTINUATION)
    ]
    table = Table(row("Item", "Paid by"), (row("Radio", "District"),))
    below = []
    for lead in leads:
        blocks = (*provision.blocks, lead, table)
        page = pdfium.PdfDocument(written(with_clauses(replace(provision, blocks=blocks))).pdf)[0]
        text = page.get_textpage()
        places = [text.search(words).get_next()[0] for words in ("Thus:", "Item")]
        below.append(round(text.get_charbox(places[0])[1] - text.get_charbox(places[1])[1], 1))
    assert below[0] == below[1]


@pytest.mark.parametrize(("words", "pages"), [(1, 1), (15, 1), (60, 2)])
def test_a_table_that_takes_little_of_a_page_is_on_one(words: int, pages: int) -> None:
    """Any other would leave most of the page before it empty."""
    rows = tuple(row(f"Row {number}", "pays " * words) for number in range(8))
    first = clause(1, "It is:", *[para(Kind.CONTINUATION, "A line of words. " * 4)] * 12)
    second = clause(2, "The parties pay:")
    second = replace(second, blocks=(*second.blocks, Table(row("Item", "Paid by"), rows)))
    data = written(with_clauses(first, second, clause(3, "The end. " * 20))).pdf
    texts = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data)]
    assert sum(text.count("pays") for text in texts) == 8 * words
    assert sum("pays" in text for text in texts) == pages


def ending_in_a_table(rows: int) -> Agreement:
    """An agreement whose last clause is a table with so many rows."""
    agreement = small_agreement()
    lead = para(Kind.CLAUSE, "The costs are paid as follows:", number="4.")
    costs = Table(row("Cost", "Paid by"), tuple(row(f"Item {n}", "City") for n in range(rows)))
    last = replace(agreement.sections[-1].provisions[-1], id="costs", blocks=(lead, costs))
    section = replace(agreement.sections[-1], provisions=(last,))
    return replace(agreement, sections=(*agreement.sections[:-1], section))


@pytest.mark.parametrize("rows", range(9, 60, 5))
@pytest.mark.parametrize("is_signed", [True, False])
def test_the_last_row_of_a_long_table_stands_with_what_ends_the_agreement(
    rows: int, is_signed: bool
) -> None:
    agreement = ending_in_a_table(rows)
    if not is_signed:
        agreement = replace(agreement, signatures=())
    with pdfium.PdfDocument(written(agreement).pdf) as pdf:
        pages = [each.get_textpage().get_text_range() for each in pdf]
    assert "Item 0" in pages[0], "a page stands half empty"
    [closing] = [each for each in pages if "Signed on the" in each]
    assert f"Item {rows - 1}" in closing


def test_a_paper_without_clauses_or_signatures_is_made_too() -> None:
    agreement = replace(small_agreement(), sections=(), signatures=())
    data = pdf_writer().write(sheet_of(agreement, TEMPLATE, TITLE), Job(TITLE, "en-US")).pdf
    assert failures(data) == []
    assert "/AcroForm" not in opened(data).Root


def test_several_threads_can_write_at_once() -> None:
    paper, job = sheet(small_agreement()), Job(TITLE, "en-US", CONFIG)
    alone = pdf_writer().write(paper, job).pdf
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: pdf_writer().write(paper, job).pdf, range(8)))
    assert set(made) == {alone}
