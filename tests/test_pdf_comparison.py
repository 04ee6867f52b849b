"""A comparison copy shows tracked changes, to the eye and to the ear."""

from __future__ import annotations

import io

import page
import pikepdf
from pdf_samples import agreement_docx, marked_docx

from mou_builder.pdf.document import make_comparison_copy


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


def test_a_comparison_copy_is_accessible() -> None:
    rendered = make_comparison_copy(marked_docx(), "Changes", "en-US")
    report = page.validate_pdf_bytes(rendered.pdf, profile="ua1")
    assert [each.message for each in report.failures] == []
    opened = pikepdf.open(io.BytesIO(rendered.pdf))
    assert (str(opened.Root.Lang), str(opened.docinfo.Title)) == ("en-US", "Changes")


def test_a_comparison_copy_is_the_same_every_time() -> None:
    first = make_comparison_copy(marked_docx(), "Changes", "en-US").pdf
    assert make_comparison_copy(marked_docx(), "Changes", "en-US").pdf == first
