"""The PDF beside the Word file: the same words on the same lines of the same pages.

LibreOffice lays the Word file out; poppler reads the lines of both. Neither knows the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.agreement.document import Agreement
from mou_builder.pdf.values import Job
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import FINISHED, TEMPLATE, assembled, example
from tests.support.libreoffice.page_lines import Sheet, laid_out, sheets_of
from tests.support.word.house_templates import HOUSES

REAL = sorted(Path("tests/data/agreements").glob("*.yaml"))
ALIKE = 0.97
"""How many of the lines break alike, at least."""
LONG = "Joint School District Number 4 of the Cities of Maple Grove and Riverbend and Three Towns"
CITY = "city-and-one-school.yaml"
LONG_NAMES = (
    example(CITY)
    .replace("Maple Grove School District", LONG)
    .replace(
        "Maple Grove Police Department",
        "City of Maple Grove Police Department, Division of Community Services and School Safety",
    )
)

pytestmark = pytest.mark.crosscheck


def pdf(agreement: Agreement, template: bytes) -> bytes:
    made = pdf_of(sheet_of(agreement, template, "T"), Job("T", agreement.language))
    assert made.diagnostics == ()
    return made.pdf


def compared(agreements: list[Agreement], template: bytes) -> Iterator[tuple[list[Sheet], ...]]:
    """The pages of each Word file, and those of its PDF."""
    word = laid_out([render_docx(each, template, None) for each in agreements])
    for agreement, sheets in zip(agreements, word, strict=True):
        yield sheets, sheets_of(pdf(agreement, template))


def lines_of(sheets: list[Sheet]) -> list[str]:
    """The lines of all pages; how many underscores a rule is made of is no matter."""
    texts = (" ".join(each.text.replace("_", "").split()) for s in sheets for each in s.lines)
    return [each for each in texts if each]


def share_alike(word: list[Sheet], pdf: list[Sheet]) -> float:
    ours, theirs = lines_of(pdf), lines_of(word)
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    return sum(each.size for each in matcher.get_matching_blocks()) / len(theirs)


@pytest.mark.parametrize("template", ["packaged", *HOUSES])
def test_lines_and_pages_are_those_of_the_word_file(template: str) -> None:
    data = HOUSES[template]() if template in HOUSES else TEMPLATE
    agreements = [*(assembled(example(name)) for name in FINISHED), assembled(LONG_NAMES)]
    for agreement, (word, ours) in zip(agreements, compared(agreements, data), strict=True):
        assert len(ours) == len(word), agreement.header.text
        assert share_alike(word, ours) >= ALIKE, agreement.header.text


def test_pages_of_real_agreements_end_where_those_of_the_word_file_end() -> None:
    agreements = [assembled(each.read_text("utf-8"), draft=True) for each in REAL]
    for file, (word, ours) in zip(REAL, compared(agreements, TEMPLATE), strict=True):
        ends = [[lines_of([sheet])[-2:] for sheet in sheets] for sheets in (word, ours)]
        assert ends[1] == ends[0], file.stem


@pytest.mark.parametrize("template", HOUSES)
def test_headers_and_footers_stand_where_word_has_them(template: str) -> None:
    [(word, ours)] = compared([assembled(LONG_NAMES)], HOUSES[template]())
    for page, other in zip(ours, word, strict=True):
        for at in (0, 1, -1):
            assert page.lines[at].text == other.lines[at].text
            assert page.lines[at].bottom == pytest.approx(other.lines[at].bottom, abs=3)


def test_words_stand_clear_of_the_rule_below_a_tall_header() -> None:
    """Of a header that pushes them down: in the packaged template, by half a line or more."""
    agreement = assembled(LONG_NAMES.replace(LONG, f"{LONG}, beside {LONG}, and {LONG}"))
    for pages in compared([agreement], TEMPLATE):
        for lines in (page.lines for sheets in pages for page in sheets):
            last = next(at for at in (5, 4, 3) if lines[at].text in agreement.header.text)
            assert lines[last + 1].top - lines[last].bottom > 6, lines[last + 1]


def test_words_below_lines_to_sign_stand_where_word_has_them() -> None:
    """Lines that have no label, as the published model has them."""
    published = assembled(example("wisconsin-as-published.yaml"), draft=True)
    [pages] = compared([published], TEMPLATE)
    word, ours = ([each for each in sheets[-1].lines if each.text.strip("_")] for sheets in pages)
    for line, other in zip(ours, word, strict=True):
        assert line.text == other.text
        assert line.bottom == pytest.approx(other.bottom, abs=3)


def test_a_draft_says_so_on_every_page_of_a_house_template() -> None:
    draft = assembled(example("wisconsin-as-published.yaml"), draft=True)
    for template in HOUSES.values():
        assert all(
            any(line.text.startswith("DRAFT") for line in sheet.lines)
            for sheet in sheets_of(pdf(draft, template()))
        )
