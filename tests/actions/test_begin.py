"""Beginning an agreement: what one starts from is ready to be filled in."""

from __future__ import annotations

import pytest

from mou_builder.actions.begin import empty_config
from mou_builder.check.codes import OPEN_CODES
from tests.support.agreement.assembling import checked, library


@pytest.mark.parametrize("code", ["", *sorted(library().states.by_code)])
def test_an_empty_config_of_any_state_lacks_values_and_has_no_fault(code: str) -> None:
    state = library().states.by_code.get(code)
    found = checked(empty_config(state, library()))
    prescribed = ["MOU350"] if code == "NJ" else []  # no agreement of ours can satisfy it
    assert [each.code for each in found.errors if each.code not in OPEN_CODES] == prescribed
    assert found.errors


def test_what_the_law_says_of_a_blank_is_written_and_what_it_leaves_to_be_named_is_open() -> None:
    def written(state: str) -> str:
        return empty_config(library().states.find(state), library())

    assert "\n    where: district-and-schools\n" in written("Connecticut")
    assert "\n    filed_with: _____   # office with which the agreement is filed\n" in written(
        "Pennsylvania"
    )
    assert "\n    may_report: [_____]   # offenses" in written("Pennsylvania")


def test_an_empty_config_is_held_to_the_law_of_its_state_and_has_the_clauses_for_it() -> None:
    georgia = library().states.find("Georgia")
    text = empty_config(georgia, library())
    assert "state: Georgia\n" in text
    assert "model: general-sro\n" in text
    needed = {each.id for each in library().sets_of("GA")}
    assert needed
    assert all(f"- {each}\n" in text for each in needed)


def test_a_set_that_binds_some_districts_only_is_proposed_to_none() -> None:
    text = empty_config(library().states.find("Wisconsin"), library())
    lines = [each.strip() for each in text.splitlines()]
    assert "- wisconsin" in lines
    assert "- wisconsin-first-class-city" not in lines
