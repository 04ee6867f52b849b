"""Whole numbers that a browser sends, however long they are."""

from __future__ import annotations

import pytest

from mou_builder.web.counts import count_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("30", 30),
        ("0030", 30),
        ("999", 365),
        ("9" * 5000, 365),
        ("0" * 5000 + "7", 7),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("²", None),
    ],
)
def test_a_number_is_read_up_to_the_most_that_matters(text: str, count: int | None) -> None:
    assert count_in(text, 365) == count
