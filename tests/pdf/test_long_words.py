"""A word wider than its line is broken where that is full, wherever it stands, as in Word."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from mou_builder.agreement.document import Agreement, Change, Kind, Span, Table
from mou_builder.pdf.setting.pieces import LINE_END, Piece, fitted
from mou_builder.record.copies import read_executed_copy
from mou_builder.word.look import StyleLook
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.small_agreement import para, row, signature
from tests.support.libreoffice.page_lines import laid_out, sheets_of
from tests.support.pdf.samples import (
    TEMPLATE,
    clause,
    elements,
    failures,
    opened,
    with_clauses,
    written,
)
from tests.support.word.house_templates import HOUSES

ADDRESS = (
    "dana.whitfield.superintendent-of-schools@maple-grove-joint-school-district-number-four."
    f"example.org/{'x' * 120}"
)
LETTERS = "W" * 130
TABLE = Table(row("Item", "Paid by", ADDRESS), (row("Radio", ADDRESS, "W" * 40),), caption=LETTERS)
MARGIN = 18.0
"""Less than any margin of the templates, in points."""


def everywhere() -> Agreement:
    """An agreement with a long word in each place that has words of a config."""
    agreement = with_clauses(
        clause(
            1,
            f"Write to {ADDRESS}, or {LETTERS}.",
            para(Kind.SUBCLAUSE, f"To {ADDRESS}", number="a."),
            para(Kind.CONTINUATION, LETTERS),
            TABLE,
            para(Kind.QUOTED, LETTERS, number="1."),
        )
    )
    return replace(
        agreement,
        header=para(Kind.HEADER, f"Of {ADDRESS}"),
        title=para(Kind.TITLE, LETTERS),
        recitals=(("purpose", para(Kind.RECITAL, f"Whereas {ADDRESS}")),),
        signatures=(
            signature("one", LETTERS, ADDRESS, LETTERS),
            signature("two", "District", caption=ADDRESS),
        ),
    )


def outside(data: bytes) -> list[str]:
    """The letters of a PDF that reach into the edges of the paper."""
    found = []
    for page in pdfium.PdfDocument(data):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(at)
            if left < MARGIN or right > page.get_width() - MARGIN:
                found.append(text.get_text_range(at, 1))
    return found


@pytest.mark.parametrize("template", ["packaged", *HOUSES])
def test_it_stays_on_the_paper_and_is_read_back_whole(template: str) -> None:
    agreement = everywhere()
    data = written(agreement, template=HOUSES[template]() if template in HOUSES else TEMPLATE).pdf
    assert outside(data) == []
    assert failures(data) == []
    if template == "packaged":
        compared = read_executed_copy(data, "a.pdf", agreement).compared
        assert compared is not None
        assert compared.differences == ()


@pytest.mark.parametrize("template", ["packaged", *HOUSES])
def test_a_column_has_room_for_its_short_words(template: str) -> None:
    costs = Table(
        row("What", "Now", "WHO", "Difference"),
        (row("Program funding: the law enforcement agency's share", "75%", "WM&", "+15 points"),),
    )
    data = written(
        with_clauses(clause(1, "They pay:", costs)),
        template=HOUSES[template]() if template in HOUSES else TEMPLATE,
    ).pdf
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))
    assert {"Now", "WHO", "Difference", "75%", "WM&", "points"} <= set(text.split())


def test_a_change_is_broken_and_told_whole() -> None:
    changed = [Span(f" {ADDRESS}", change=each) for each in Change]
    agreement = with_clauses(replace(clause(1, ""), blocks=(para(Kind.CLAUSE, *changed),)))
    data = written(agreement).pdf
    assert outside(data) == []
    assert failures(data) == []
    pdf = opened(data)
    told = "".join(str(each.get("/ActualText", "")) for _, each in elements(pdf))
    assert told.count(ADDRESS) == len(Change) - 1


@pytest.mark.crosscheck
def test_its_lines_are_those_of_the_word_file() -> None:
    agreement = everywhere()
    [word] = laid_out([render_docx(agreement, TEMPLATE, None)])
    ours = sheets_of(written(agreement).pdf)
    broken = [
        [
            words
            for sheet in sheets
            for line in sheet.lines
            if set(words := line.text.removeprefix("1. ")) <= {"W", "x"}
        ]
        for sheets in (word, ours)
    ]
    assert len(broken[0]) > 10
    assert broken[1] == broken[0]


@pytest.mark.crosscheck
def test_a_long_address_ends_lines_where_those_of_the_word_file_end() -> None:
    address = "https://www.example.gov/" + "safety/resource-officers/agreements/2026-2027/" * 4
    further = para(Kind.SUBCLAUSE, f"{address}?id={'a' * 120}", number="a.")
    agreement = with_clauses(clause(1, f"See {address} for the form.", further))
    [word] = laid_out([render_docx(agreement, TEMPLATE, None)])
    ours = sheets_of(written(agreement).pdf)
    lines = [
        [line.text for sheet in sheets for line in sheet.lines if "/" in line.text]
        for sheets in (word, ours)
    ]
    assert len(lines[0]) > 4
    assert lines[1] == lines[0]


@pytest.mark.parametrize(
    ("text", "room", "broken"),
    [
        ("abcdef", 6.0, ["abcdef"]),
        ("abcdef", 4.0, ["abcd", "ef"]),
        ("of abcdef", 4.0, ["of abcd", "ef"]),
        ("ab-cdef", 4.0, ["ab-", "cdef"]),
        ("ab/c?d=fghi", 4.0, ["ab/", "c?", "d=fg", "hi"]),
        ("a\u00a0b\u00a0c", 4.0, ["a\u00a0b\u00a0", "c"]),
        ("abce\u0301f", 4.0, ["abc", "e\u0301f"]),
        ("abc", 0.5, ["a", "b", "c"]),
    ],
)
def test_where_its_lines_end(text: str, room: float, broken: list[str]) -> None:
    for cut in range(len(text) + 1):  # whatever parts of it look alike
        pieces = [Piece(each, len, each) for each in (text[:cut], text[cut:]) if each]
        words = "".join(str(each.data) for each in fitted(pieces, StyleLook(), room))
        assert words.split(LINE_END) == broken
