"""A small table is not broken over two pages; a large one is, with its header on each."""

from __future__ import annotations

import io
import subprocess

import page
import pikepdf
import pytest

from mou_builder.pdf.document import make_pdf
from mou_builder.pdf.docx_body import read_body
from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.values import Archival
from mou_builder.pdf.whole_tables import broken_tables
from tests.support.pdf_samples import empty_document, saved


def document(lines: int, rows: int, *, heading: bool = False) -> bytes:
    """Some lines, what announces a table, and the table."""
    made = empty_document()
    for number in range(lines):
        made.add_paragraph(f"Line {number}.")
    if heading:
        made.add_heading("Schedule", 1)
    made.add_paragraph("The schedule is as follows:")
    table = made.add_table(rows, 2)
    for number, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = f"School {number}", "Monday"
    made.add_paragraph("After the table.")
    return saved(made)


def pages_of(data: bytes) -> list[str]:
    pdf = make_pdf(data, (), "T", "en-US").pdf
    assert page.validate_pdf_bytes(pdf, profile="2b").failures == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    texts = []
    for number in range(1, count + 1):
        command = ["pdftotext", "-f", str(number), "-l", str(number), "-raw", "-", "-"]
        done = subprocess.run(command, input=pdf, capture_output=True, check=True)
        texts.append(done.stdout.decode())
    return texts


def straddling(rows: int, *, heading: bool = False) -> bytes:
    """A document whose table the engine by itself lays on two pages."""
    for lines in range(15, 40):
        data = document(lines, rows, heading=heading)
        body = read_body(data)
        [laid] = RdocxEngine().lay_out((body.docx,), Archival.PDFA_2B)
        assert laid.fragments is not None
        table = next(each.index for each in body.children if each.is_table)
        if len({each.page for each in laid.fragments if each.index == table}) > 1:
            return data
    raise AssertionError("no such document")


def test_a_small_table_that_the_engine_breaks_is_found() -> None:
    body = read_body(straddling(5))
    [laid] = RdocxEngine().lay_out((body.docx,), Archival.PDFA_2B)
    assert laid.fragments is not None
    assert len(broken_tables(body, laid.fragments)) == 1


def test_a_table_taller_than_half_a_page_may_break() -> None:
    body = read_body(straddling(60))
    [laid] = RdocxEngine().lay_out((body.docx,), Archival.PDFA_2B)
    assert laid.fragments is not None
    assert broken_tables(body, laid.fragments) == ()


@pytest.mark.crosscheck
@pytest.mark.parametrize("heading", [False, True])
def test_it_begins_on_the_next_page_with_what_announces_it(heading: bool) -> None:
    first, second = pages_of(straddling(5, heading=heading))
    assert "School" not in first
    assert "as follows:" not in first
    assert "Schedule" not in first
    assert all(f"School {number}" in second for number in range(5))
    assert second.index("as follows:") < second.index("School 0") < second.index("After the table.")


def test_a_document_without_a_broken_table_is_laid_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []
    once = RdocxEngine.lay_out

    def counted(self: RdocxEngine, documents: tuple[bytes, ...], archival: Archival) -> object:
        calls.append(len(documents))
        return once(self, documents, archival)

    monkeypatch.setattr(RdocxEngine, "lay_out", counted)
    make_pdf(document(3, 5), (), "T", "en-US")
    assert calls == [1]
