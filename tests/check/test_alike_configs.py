"""What many configs say alike is read once, and what is at fault is told of each."""

from __future__ import annotations

from pathlib import Path

from mou_builder.check.checking import Ready, check
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")


def test_a_clause_of_which_two_configs_say_the_same_is_read_once():
    one, other = (
        check(parse(text.encode(), "a.yaml"), library())
        for text in (CITY, CITY.replace("Maple Grove", "Oak Hill").replace("75%", "60%"))
    )
    assert isinstance(one, Ready)
    assert isinstance(other, Ready)
    assert one.config.choices["training"] is other.config.choices["training"]
    assert one.config.choices["funding"] != other.config.choices["funding"]


def test_a_fault_is_told_of_each_config_that_has_it_at_its_own_line():
    wrong = CITY.replace("district_share: 75%", "district_share: 750%")
    for text in (CITY, wrong, wrong, "# a line before\n" + wrong):
        found = check(parse(text.encode(), "a.yaml"), library()).errors
        told = [each.place.line for each in found if each.path[-1] == "district_share"]
        lines = text.splitlines()
        assert told == [at for at, line in enumerate(lines, 1) if "750%" in line]
