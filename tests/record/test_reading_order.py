"""Lines that are drawn in the place of others: a program reads them in order, and nobody else."""

from __future__ import annotations

import re

import pytest
from pikepdf import Pdf

from mou_builder.pdf_reading.words import PdfLine
from mou_builder.record.reading_order import misplaced_line
from tests.support.signing.changed_before_signing import changed_copy, problems_of


def _line(text: str, left: float, foot: float, width: float = 100) -> PdfLine:
    return PdfLine(text, foot + 10, foot, left, left + width)


ROWS = (
    _line("first officer", 50, 700),
    _line("of two lines", 50, 688),
    _line("$50,000", 300, 700),
    _line("second officer", 50, 660),
    _line("$60,000", 300, 660),
)
IN_ORDER = {
    "a paragraph": [_line("one", 50, 700), _line("two", 50, 688), _line("three", 60, 676)],
    "rows of a table": ROWS,
    "columns": [_line(each, x, y) for each, x, y in (("a", 50, 9), ("b", 50, 0), ("c", 160, 9))],
    "a cell in the middle of its row": [_line("a", 50, 690), _line("b", 160, 700)],
    "words from right to left": [_line("one", 50, 688), _line("שלום", 50, 700)],
    "a line without letters": [_line("one", 50, 688), PdfLine(" ", 710, 700, 50, 60)],
}


@pytest.mark.parametrize("lines", IN_ORDER.values(), ids=IN_ORDER)
def test_lines_below_and_to_the_right_of_those_before_are_in_order(lines: list[PdfLine]):
    assert misplaced_line(lines) == ""


def _with_sums_exchanged(by: float) -> list[PdfLine]:
    first, second, dear, third, cheap = ROWS
    return [first, second, _line(dear.text, 300, 660 + by), third, _line(cheap.text, 300, 700 + by)]


OUT_OF_ORDER = {
    "two lines exchanged": ([_line("a", 50, 676), _line("b", 50, 688)], "b"),
    "the last word above": ([*ROWS, _line("not", 50, 720)], "not"),
    "sums exchanged": (_with_sums_exchanged(0), "second officer"),
    "sums exchanged, a little higher": (_with_sums_exchanged(3), "second officer"),
    "sums exchanged, a little lower": (_with_sums_exchanged(-3), "second officer"),
    "a lower line that reaches far to the left of others": (
        [_line("a", 50, 600, 500), _line("b", 50, 590, 20), _line("c", 300, 650)],
        "c",
    ),
}


@pytest.mark.parametrize(("lines", "said"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_a_line_above_those_before_it_is_told(lines: list[PdfLine], said: str):
    assert misplaced_line(lines) == f"“{said}” stands above what is read before it"


def _exchange_two_lines(pdf: Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    places = [each.span(1) for each in re.finditer(rb"1 0 0 -1 [\d.]+ ([\d.]+) cm", content)]
    (one, one_ends), (other, other_ends) = places[8], places[9]
    exchanged = (content[other:other_ends], content[one_ends:other], content[one:one_ends])
    pdf.pages[0].Contents.write(content[:one] + b"".join(exchanged) + content[other_ends:])


def test_two_lines_of_a_copy_that_are_exchanged_on_its_page_are_told():
    said = "page 1: “School Resource Officer (SRO): within th…” stands above what is read before it"
    assert problems_of(changed_copy(_exchange_two_lines)) == said
