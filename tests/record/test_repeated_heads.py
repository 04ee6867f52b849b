"""A table over several pages, whose first row stands again on each, is the agreement's table."""

from __future__ import annotations

from functools import lru_cache

import pytest

from mou_builder.agreement.document import Agreement
from mou_builder.pdf_reading.words import read_pdf_words
from mou_builder.record.copies import compare_pdf_words
from mou_builder.record.printed_words import PrintedPart, compare_words
from mou_builder.record.repeated_heads import PrintedTable
from tests.support.agreement.assembling import assembled
from tests.support.pdf.samples import written
from tests.support.signing.changed_before_signing import CITY

ROWS = "".join(f"      | Officer {number} | School {number} |\n" for number in range(60))
TABLE = f"""
  posts:
    title: Posts
    after: custody
    because: Each officer has a post.
    text: |
      The posts are:

      | Officer | Post |
{ROWS}"""


@lru_cache(maxsize=1)
def agreement() -> Agreement:
    return assembled(CITY.replace("\nclauses:\n", f"\nclauses:\n{TABLE}"))


def test_a_table_over_two_pages_has_the_words_of_the_agreement() -> None:
    found = read_pdf_words(written(agreement()).pdf, "x.pdf")
    assert sum("Officer Post" in line.text for page in found.pages for line in page.lines) > 1
    assert compare_pdf_words(found, agreement()).differences == ()


def differ(copy: str) -> list[str]:
    table = PrintedTable("HeadPost", "OfficerOneSchoolOneOfficerTwoSchoolTwo")
    text = "1. Posts:\nHead\nPost\nOfficer One\nSchool One\nOfficer Two\nSchool Two"
    parts = [PrintedPart("1. Posts", text, tables=(table,)), PrintedPart("2. End", "2. The end.")]
    return [each.copy for each in compare_words(parts, copy).differences]


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("1. Posts: Head Post Officer One School One \f Head Post Officer Two School Two", []),
        ("1. Posts: Head Post Officer One School One \f Officer Two School Two", []),
        ("1. Posts: Head Post Officer One School \f Head Post One Officer Two School Two", []),
        (
            "1. Posts: Head Post Officer One School One Head Post \f Officer Two School Two",
            ["Head Post"],
        ),
        (
            "1. Posts: Head Post Officer One School One Officer Two School Two \f Head Post",
            ["Head Post"],
        ),
        (
            "1. Posts: \f Head Post Head Post Officer One School One Officer Two School Two",
            ["Head Post"],
        ),
        ("1. Posts: Head Post Officer One \f Head Post Officer Two School Two", [""]),
    ],
)
def test_the_head_of_a_table_stands_again_at_the_start_of_a_page_within_it_alone(
    copy: str, told: list[str]
) -> None:
    assert differ(f"{copy} 2. The end.") == told
