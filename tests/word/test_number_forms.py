"""Numbers in the forms of Word."""

from __future__ import annotations

import pytest

from mou_builder.word.number_forms import number_in_form


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (1, "lowerLetter", "a"),
        (28, "upperLetter", "BB"),
        (100_000_000, "lowerLetter", "v" * 99),
        (0, "lowerLetter", "0"),
        (1994, "upperRoman", "MCMXCIV"),
        (4000, "lowerRoman", "4000"),
        (7, "decimalZero", "07"),
        (7, "decimal", "7"),
        (7, "none", ""),
        (7, "bullet", ""),
        (7, "ordinalText", None),
    ],
)
def test_a_number_is_shown_in_its_form(number: int, form: str, shown: str | None) -> None:
    assert number_in_form(number, form) == shown
