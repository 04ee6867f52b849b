"""Copies that a stranger made so that comparing them would take long: twice as much is twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mou_builder.pdf_reading.words import PICTURE, PdfLine, PdfMark, PdfPage, PdfWords
from mou_builder.record.copies import compare_pdf_words
from mou_builder.word.template.compiling import compile_template
from tests.support.agreement.assembling import assembled
from tests.support.counted_calls import calls
from tests.support.signing.short_agreement import SHORT
from tests.support.word.house_templates import HOUSES


def _rules(count: int) -> PdfPage:
    return PdfPage(tuple(PdfLine("____", 700, 690, 90, 200) for _ in range(count)), 792)


def _labels(count: int) -> PdfPage:
    return PdfPage(tuple(PdfLine("Date:", 200, 190, 90, 120) for _ in range(count)), 792)


def _pictures(count: int) -> PdfPage:
    marks = tuple(PdfMark(PICTURE, (90, 90, 99, 99 + at), is_picture=True) for at in range(count))
    return PdfPage(_rules(count).lines, 792, has_picture=True, marks=marks)


def _compared(page: PdfPage, house: str | None) -> int:
    """The work of comparing, beside what it takes for a page with nothing on it."""
    template = compile_template(HOUSES[house]()) if house else None
    paper = assembled(SHORT)

    def work(each: PdfPage) -> int:
        return calls(lambda: compare_pdf_words(PdfWords((each,)), paper, template))

    work(PdfPage((), 792))
    return work(page) - work(PdfPage((), 792))


@pytest.mark.parametrize("house", [None, "legal-times-first-page"])
@pytest.mark.parametrize("page", [_rules, _labels, _pictures])
def test_twice_as_much_on_a_page_takes_no_more_than_twice_as_long(
    page: Callable[[int], PdfPage], house: str | None
) -> None:
    few, many = (_compared(page(count), house) for count in (400, 800))
    assert few > 0
    assert many < 2.5 * few
