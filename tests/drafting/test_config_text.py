"""What is typed into the interview stands in the config as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.drafting.interview.config_text import config_text
from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.source import Path, Plain, parse
from tests.support.agreement.assembling import library
from tests.support.example_counts import drawn

NAME: Path = ("parties", "district", "name")
SCHOOLS: Path = ("parties", "district", "schools")
TITLE: Path = ("parties", "district", "signatory", "title")
TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)


def read_back(path: Path, value: Plain) -> Plain:
    text = config_text(library().model("wisconsin-sro"), {path: value})
    return at_path(parse(text.encode(), "new.yaml").data, path)


@pytest.mark.parametrize(
    "mark", ["\u2028", "\u2029", "\x85", "\r", "\n", "\t", "\ufeff", ": ", " #"]
)
def test_marks_that_end_a_line_or_a_value_are_kept(mark: str) -> None:
    assert read_back(NAME, f"Maple{mark}Grove") == f"Maple{mark}Grove"


@drawn(25)
@given(TYPED, st.lists(TYPED, min_size=1, max_size=3))
def test_whatever_is_typed_reads_back_as_the_same_text(text: str, several: list[str]) -> None:
    assert read_back(NAME, text) == text
    assert read_back(TITLE, text) == text
    assert read_back(SCHOOLS, [*several]) == several


def test_a_key_is_written_so_that_it_reads_back() -> None:
    assert read_back(("x: y", "a # b"), "text") == "text"
