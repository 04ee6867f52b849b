"""A PDF whose references are written in short says what it said before."""

from __future__ import annotations

import io

import pikepdf
import pytest

from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.references import with_short_references
from mou_builder.pdf.values import Archival
from tests.support.pdf_samples import agreement_docx, empty_document, saved


def laid_out(docx: bytes) -> bytes:
    return RdocxEngine().lay_out((docx,), Archival.PDFA_2B)[0].pdf


def over_two_pages() -> bytes:
    document = empty_document()
    document.add_paragraph("Before.")
    document.add_paragraph("Words that go on and on. " * 400)
    return saved(document)


def contents(data: bytes) -> list[tuple[str, list[tuple[int, int]]]]:
    """Each structure element in reading order: its type, and its content by page and id."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

        def visit(element: pikepdf.Object) -> None:
            own = []
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    own.append((pages[element.Pg.objgen], kid))
                elif "/MCID" in kid:
                    own.append((pages[kid.Pg.objgen], int(kid.MCID)))
            found.append((str(element.S), own))
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if not isinstance(kid, int) and "/S" in kid:
                    visit(kid)

        visit(pdf.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("docx", [agreement_docx(3), over_two_pages(), saved(empty_document())])
def test_every_element_has_the_content_it_had(docx: bytes) -> None:
    before = laid_out(docx)
    after = with_short_references(before)
    assert contents(after) == contents(before)


def test_it_is_shorter_but_where_an_element_goes_on_over_a_page() -> None:
    before = laid_out(agreement_docx(3))
    after = with_short_references(before)
    assert len(after) < len(before)
    assert b"/MCR" in before
    assert b"/MCR" not in after
    assert b"/MCR" in with_short_references(laid_out(over_two_pages()))


def test_what_is_written_otherwise_is_left_as_it_is() -> None:
    before = laid_out(agreement_docx(1))
    with pikepdf.open(io.BytesIO(before)) as pdf:
        target = io.BytesIO()
        pdf.save(target)
    for other in (target.getvalue(), before.replace(b" n\r\n", b" n \n"), b"", b"%PDF-1.7"):
        assert with_short_references(other) == other
