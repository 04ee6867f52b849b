"""A value is missing, several are: whatever a label says after its noun."""

from __future__ import annotations

import pytest

from mou_builder.library.typed.labels import is_missing


@pytest.mark.parametrize(
    "label",
    ["the parties", "training topics", "days to pay an invoice", "hours of the course",
     "offenses that the principal may report", "members named by each side"],
)  # fmt: skip
def test_of_several_things_the_verb_is_of_several(label: str) -> None:
    assert is_missing(label) == f"{label} are missing"


@pytest.mark.parametrize(
    "label",
    ["the name", "number of officers", "the district's share", "state whose law applies", "basis",
     "who pays for uniforms", "how often it meets", "least number of hours", "“parties”",
     "offense reported at least twice", "cost during the term, before any grants"],
)  # fmt: skip
def test_of_one_thing_it_is_of_one(label: str) -> None:
    assert is_missing(label) == f"{label} is missing"
