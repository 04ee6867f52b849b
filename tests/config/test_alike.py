"""What people take for the same name is compared as the same."""

from __future__ import annotations

from datetime import date

import pytest

from mou_builder.config.alike import folded
from mou_builder.config.facts import Record, RecordedFact
from mou_builder.config.refusals import refusal
from mou_builder.library.fact import Fact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jos\u00e9 Ruiz", "JOSE\u0301  Ruiz"),
        ("Sean O’Brien", "Sean O'Brien"),
        ("Hawaiʻi Police", "Hawai'i Police"),
        ("Sean O\u00b4Brien", "Sean O'Brien"),
        ("Fond\u2011du\u2011Lac", "Fond-du-Lac"),
        ("Ma\u00adple\u00a0Grove", "Maple Grove"),
        ("The Village of Ash", " the  Village of Ash."),
        ("St. Mary’s School", "St Mary's School"),
        ("Ash High School;", "Ash High School"),
        ("\uff2daple Grove", "Maple Grove"),
    ],
)
def test_two_ways_to_type_a_name_are_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("School No. 1", "School No. 2"),
        ("Grade 1.5", "Grade 15"),
        ("Grade 1.5", "Grade 1 5"),
        ("Jose Ruiz", "Jos\u00e9 Ruiz"),
        ("The Dalles", "Dalles City"),
        ("Ash, Oak", "Ash Oak"),
    ],
)
def test_two_names_are_not_alike(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_a_body_takes_its_refusal_back_however_its_name_is_typed() -> None:
    refused = RecordedFact(Fact.REFUSED, date(2026, 6, 1), by="The Ash School Board")
    adopted = RecordedFact(Fact.ADOPTED, date(2026, 6, 8), by="Ash  School board.")
    assert refusal(Record((refused,))) == refused
    assert refusal(Record((refused, adopted))) is None
