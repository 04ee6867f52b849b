"""The line under the title names the term where a config asks for it, by days or school years."""

from __future__ import annotations

from datetime import date

import pytest

from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import Ready, check
from mou_builder.config.months import school_years
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import CONFIGS, library

EXAMPLE = (CONFIGS / "city-and-one-school.yaml").read_text(encoding="utf-8")
TERM = "term:\n  from: 2026-08-01\n  until: 2027-06-30\n"
BETWEEN = "between Maple Grove School District and Maple Grove Police Department"


def subtitle(term: str) -> str:
    assert TERM in EXAMPLE
    text = EXAMPLE.replace(TERM, f"term: {{{term}}}\n")
    checked = check(parse(text.encode(), "config.yaml"), library())
    assert isinstance(checked, Ready), checked.diagnostics
    assert checked.diagnostics == ()
    line = assemble(checked.config, checked.model).subtitle
    assert line is not None
    return line.text


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("from: 2026-08-01, until: 2027-06-30", ""),
        (
            "from: 2026-08-01, until: 2027-06-30, in_title: dates",
            ", from August 1, 2026, until June 30, 2027",
        ),
        ("until: 2027-06-30, in_title: dates", ", until June 30, 2027"),
        (
            "from: 2026-08-01, until: 2027-06-30, in_title: school-years",
            ", for the 2026–2027 school year",
        ),
        (
            "from: 2026-08-01, until: 2029-06-30, in_title: school-years",
            ", for the 2026–2027 through 2028–2029 school years",
        ),
    ],
)
def test_a_published_model_says_its_first_day_under_the_title_and_nowhere_unasked(
    term: str, words: str
) -> None:
    assert subtitle(term) == BETWEEN + words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 6, 15), date(2027, 8, 14), "2026–2027 school year"),
        (date(2027, 1, 1), date(2027, 12, 31), "2026–2027 through 2027–2028 school years"),
        (date(2026, 6, 1), date(2026, 8, 31), "2025–2026 school year"),
        (None, date(2027, 6, 30), "2026–2027 school year"),
    ],
)
def test_a_summer_belongs_to_the_school_year_that_the_term_has(
    since: date | None, until: date, words: str
) -> None:
    assert school_years(since, until) == words


def test_where_school_years_begin_the_model_says() -> None:
    assert school_years(None, date(2027, 8, 15), (8, 9, 10, 11, 12, 1, 2, 3, 4, 5)).startswith(
        "2027–2028"
    )
