"""How the pages of a Word file fall: from the settings of its paragraphs, whatever the template.

LibreOffice is the judge, which knows nothing of this program.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from mou_builder.agreement.document import Agreement, Kind, Table
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import MISSION, para, row, signature, small_agreement
from tests.support.libreoffice.page_lines import Sheet, laid_out
from tests.support.word.house_templates import HOUSES

A_PEN = 10 * 72 / 25.4
"""What a pen needs above a rule, in points: ten millimetres."""


def with_two_inches_above() -> bytes:
    document = docx.Document(io.BytesIO(TEMPLATE))
    document.sections[0].top_margin = Inches(2)
    return _saved(document)


def with_a_tall_letterhead() -> bytes:
    document = docx.Document(io.BytesIO(TEMPLATE))
    header = document.sections[0].header
    for line in ("MAPLE GROVE SCHOOL DISTRICT", "Office", "100 Main Street", "Telephone 555-0100"):
        added = header.paragraphs[0].insert_paragraph_before(line)
        added.runs[0].font.size = Pt(16)
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "packaged": lambda: TEMPLATE,
    "two inches above": with_two_inches_above,
    "tall letterhead": with_a_tall_letterhead,
    **HOUSES,
}
LONG = "A signatory may terminate this memorandum of understanding by written notice. " * 3


def agreement_of(signatories: int, paragraphs: int, name: str = "City") -> Agreement:
    """An agreement of one section, with paragraphs before its last clause."""
    agreement = small_agreement()
    lines = [para(Kind.CONTINUATION, LONG) for _ in range(paragraphs)]
    first = agreement.sections[0]
    longer = replace(MISSION, blocks=(*MISSION.blocks, *lines))
    section = replace(first, provisions=(longer, *first.provisions[1:]))
    blocks = [signature(f"b-{n}", f"{name} {n}", "Ann Lee", "Mayor") for n in range(signatories)]
    return replace(agreement, sections=(section,), signatures=tuple(blocks))


def made(agreement: Agreement, template: bytes = TEMPLATE) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(agreement, template, None)))


def stays_with_next(paragraph: WordParagraph) -> bool:
    """What Word makes of a paragraph's own setting and of those of its styles."""
    said = paragraph.paragraph_format.keep_with_next
    style = paragraph.style
    while said is None and style is not None:
        said, style = style.paragraph_format.keep_with_next, style.base_style
    return bool(said)


def paragraphs_of(document: docx.document.Document) -> Iterator[WordParagraph]:
    for each in document.element.body.iter(qn("w:p")):
        if each.getparent().tag != qn("w:tc"):
            yield WordParagraph(each, document._body)


def tables_of(document: docx.document.Document) -> list[WordTable]:
    return [WordTable(each, document._body) for each in document.element.body.iter(qn("w:tbl"))]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("signatories", [1, 2, 3, 5])
def test_a_signature_block_is_chained_in_itself_and_of_three_the_last_to_the_one_before(
    template: str, signatories: int
) -> None:
    document = made(agreement_of(signatories, 1), TEMPLATES[template]())
    blocks: list[list[WordParagraph]] = []
    for each in paragraphs_of(document):
        if each.style.name == "MOU Signing Party":
            blocks.append([])
        if blocks:
            blocks[-1].append(each)
    assert len(blocks) == signatories
    for at, block in enumerate(blocks):
        with_next = at == signatories - 2 > 0
        assert [stays_with_next(each) for each in block] == [True] * (len(block) - 1) + [with_next]


@pytest.mark.parametrize("template", TEMPLATES)
def test_headings_the_closing_and_the_last_words_stay_with_what_follows(template: str) -> None:
    everything = list(paragraphs_of(made(small_agreement(), TEMPLATES[template]())))
    names = [each.style.name for each in everything]
    closing = names.index("MOU Closing")
    for at, name in enumerate(names):
        if name in ("Heading 1", "Title", "MOU Agreement Line", "MOU Closing") or at == closing - 1:
            assert stays_with_next(everything[at]), everything[at].text
    others = [each for each in everything[:closing] if each.style.name == "MOU Recital"]
    assert not any(map(stays_with_next, others))


@pytest.mark.parametrize(("rows", "whole"), [(3, True), (8, True), (20, False)])
def test_a_small_table_is_whole_and_a_long_one_may_end_a_page_but_for_its_ends(
    rows: int, whole: bool
) -> None:
    table = Table(row("Item", "Paid by"), tuple(row(f"Item {n}", "District") for n in range(rows)))
    agreement = small_agreement()
    first = agreement.sections[0]
    provision = replace(MISSION, blocks=(*MISSION.blocks, table))
    agreement = replace(
        agreement, sections=(replace(first, provisions=(provision,)), *agreement.sections[1:])
    )
    document = made(agreement)
    [found, *_] = tables_of(document)
    kept = [all(map(stays_with_next, each.cells[0].paragraphs)) for each in found.rows]
    expected = [True] * rows if whole else [True, True, *[False] * (rows - 3), True]
    assert kept == [*expected, False]


def test_the_last_words_before_the_closing_may_be_a_table() -> None:
    agreement = small_agreement()
    table = Table(row("Item", "Paid by"), (row("Radio", "District"),))
    provision = replace(MISSION, blocks=(*MISSION.blocks, table))
    section = replace(agreement.sections[0], provisions=(provision,))
    document = made(replace(agreement, sections=(section,)))
    [found] = tables_of(document)
    assert all(stays_with_next(each) for each in found.rows[-1].cells[0].paragraphs)


@pytest.mark.crosscheck
@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_fall_as_a_lawyer_expects_whatever_the_template(template: str) -> None:
    long_name = (
        "Joint School District Number 4 of the Cities of Maple Grove and Riverbend and Towns"
    )
    agreements = [
        agreement_of(signatories, paragraphs, name)
        for signatories, name in ((2, "City"), (4, long_name), (9, "City"))
        for paragraphs in range(4, 13, 2)
    ]
    data = TEMPLATES[template]()
    laid = laid_out([render_docx(each, data, None) for each in agreements])
    for agreement, sheets in zip(agreements, laid, strict=True):
        header = agreement.header.text[:20]
        assert sum(each.count("Signature:") for each in sheets) == len(agreement.signatures)
        assert all(_blocks_are_whole(each) for each in sheets)
        first = next(each for each in sheets if each.count("Signature:"))
        assert _lines_before_signatures(first, header) >= 2
        assert min(_rooms_to_sign(sheets)) >= A_PEN
        assert all(_fill(each) > 1 / 2 for each in sheets[:-1])
        assert all(_is_apart(each) for each in sheets)


def _blocks_are_whole(sheet: Sheet) -> bool:
    counts = [sheet.count(each) for each in ("Signature:", "Name:", "Title:", "Date:")]
    return len(set(counts)) == 1


def _lines_before_signatures(sheet: Sheet, header: str) -> int:
    """How many lines of the agreement's own stand above the first block, but for its heading."""
    texts = [each.text for each in sheet.lines]
    closing = next(at for at, each in enumerate(texts) if each.startswith("Signed on"))
    above = [each for each in texts[: closing + 1] if not each.startswith(header)]
    return len(above)


def _rooms_to_sign(sheets: list[Sheet]) -> Iterator[float]:
    """How much room there is above each rule to sign on, in points."""
    for sheet in sheets:
        for before, line in pairwise(sheet.lines):
            if line.text.startswith("Signature:"):
                yield line.bottom - before.bottom


def _fill(sheet: Sheet) -> float:
    """How far down its page the last line but the footer ends, as a share of the page."""
    body = [each for each in sheet.lines if not each.text.startswith(("Page ", "Maple Grove Page"))]
    return body[-1].bottom / sheet.height


def _is_apart(sheet: Sheet) -> bool:
    """Tell whether no line lies over the one above it."""
    lines = sheet.lines
    return all(
        below.top >= above.top + (above.bottom - above.top) / 2 for above, below in pairwise(lines)
    )


def ending(*lengths: int) -> Agreement:
    """An agreement whose last section has clauses of so many words."""
    agreement = small_agreement()
    provisions = tuple(
        replace(MISSION, id=f"c{at}", blocks=(para(Kind.CLAUSE, "word " * words),))
        for at, words in enumerate(lengths)
    )
    section = replace(agreement.sections[0], provisions=provisions)
    return replace(agreement, sections=(*agreement.sections, section))


@pytest.mark.parametrize(
    ("lengths", "kept"),
    [((80, 20, 10), 2), ((10, 80), 1), ((9, 9, 9, 9), 3), ((140, 20), 2), ((80, 20, 5, 5, 5), 4)],
)
def test_short_clauses_at_the_end_stand_with_the_signatures_and_the_last_lines_before_them(
    lengths: tuple[int, ...], kept: int
) -> None:
    everything = list(paragraphs_of(made(ending(*lengths))))
    closing = [each.style.name for each in everything].index("MOU Closing")
    clauses = everything[closing - len(lengths) : closing]
    assert [stays_with_next(each) for each in clauses] == [
        at >= len(lengths) - kept for at in range(len(lengths))
    ]
