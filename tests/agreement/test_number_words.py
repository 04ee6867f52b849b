"""Numbers that a text writes twice are read back, in words as in digits."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from mou_builder.agreement import english_numbers
from mou_builder.agreement.number_words import read_number, unlike_numbers


@given(st.integers(0, 999_999_999))
def test_a_number_in_words_is_read_as_the_number_that_it_says(number: int) -> None:
    words = str(num2words(number)).replace(",", "")
    assert read_number(words) == read_number(words.replace(" and ", " ")) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("shall pay 75 percent (57%) of it", "75 percent (57%)"),
        ("seventy-five percent (57%)", "seventy-five percent (57%)"),
        ("Fifty thousand dollars ($15,000) a year", "Fifty thousand dollars ($15,000)"),
        ("$50,000 (fifteen thousand dollars)", "$50,000 (fifteen thousand dollars)"),
        ("on ninety (30) days' notice", "ninety (30)"),
        ("within ninety (30 days)", "ninety (30 days)"),
        ("two and one-half (2.25) officers", "two and one-half (2.25)"),
        (
            "fifty thousand and 50/100 dollars ($50,000.00)",
            "fifty thousand and 50/100 dollars ($50,000.00)",
        ),
    ],
)
def test_two_writings_that_differ_are_found(text: str, told: str) -> None:
    assert list(unlike_numbers(text)) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "75 percent (75%), and 43.2 percent (43.2%)",
        "fifty thousand dollars ($50,000.00)",
        "One hundred twenty-five thousand and no/100 dollars ($125,000)",
        "one hundred and twenty (120) hours",
        "two and one-half (2.5) officers",
        "grades nine (9) through twelve (12)",
        "under section 12 (3), and under section 1006.12 (2)",
        "in the second year two (2027)",
        "on July 4 (five officers)",
        "five sixty (12) is no number",
    ],
)
def test_what_agrees_or_is_no_second_writing_is_not(text: str) -> None:
    assert not list(unlike_numbers(text))


def test_cents_count() -> None:
    assert read_number("fifty and 25/100 dollars") == Decimal("50.25")


def test_numbers_are_those_of_num2words_with_english_alone() -> None:
    for number in (0, 3, 12, 21, 100, 101, 999, 1_001, 12_345):
        assert english_numbers.cardinal(number) == num2words(number)
        assert english_numbers.ordinal(number) == num2words(number, to="ordinal")
        assert english_numbers.ordinal_digits(number) == num2words(number, to="ordinal_num")


def test_no_other_language_is_imported() -> None:
    code = (
        "import sys; from mou_builder.agreement.english_numbers import cardinal; cardinal(7); "
        "print(*(each for each in sys.modules if each.startswith('num2words.lang_')))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert set(shown.stdout.split()) == {"num2words.lang_EN", "num2words.lang_EU"}
