"""Every diagnostic code has its page, and every example shows what the page says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import mou_builder
from mou_builder.explanations.catalogue import CodeKind, Explanation
from tests.support.explanations.examples import (
    BASE,
    CATALOGUE,
    CLAUSE,
    MODEL,
    PAGES,
    RUN,
    _load,
    _of_config,
    diagnostics,
)

SOURCES = Path(mou_builder.__file__).parent


BY_CODE = {"ids": lambda each: each.code}

# What no YAML in memory shows: sizes, encodings, command lines, files of other kinds, and rules for
# which the packaged library has no occasion.
TOLD_IN_WORDS = {
    *("MOU357", "MOU380", "MOU381"),
    *(
        "MOU001",
        "MOU002",
        "MOU007",
        "MOU020",
        "MOU021",
        "MOU022",
        "MOU023",
        "MOU124",
        "MOU206",
        "MOU217",
        "MOU220",
        "MOU327",
        "MOU330",
    ),
}


@pytest.mark.parametrize("page", RUN, **BY_CODE)
def test_the_example_before_raises_its_code_and_no_other(page: Explanation):
    found = diagnostics(page.example, page.example.before)
    assert {each.code for each in found} == {page.code}, found
    assert {each.severity for each in found} == {page.severity}


@pytest.mark.parametrize("page", RUN, **BY_CODE)
def test_the_example_after_is_right(page: Explanation):
    found = diagnostics(page.example, page.example.after)
    if page.example.kind is CodeKind.FILE:  # which shows only the beginning of a config
        assert page.code not in {each.code for each in found}, found
    else:
        assert found == ()


def test_only_what_no_yaml_can_show_is_told_in_words():
    told = {each.code for each in PAGES if each.example.kind is CodeKind.WORDS}
    assert {code for code in told if code < "MOU4"} == TOLD_IN_WORDS


def test_what_the_examples_are_put_into_is_right():
    assert _of_config(json.dumps(BASE)) == ()
    _load(MODEL, CLAUSE)


def codes_in_the_sources() -> set[str]:
    return {
        code
        for path in SOURCES.rglob("*.py")
        for code in re.findall(r"""["']MOU\d{3}["']""", path.read_text(encoding="utf-8"))
    }


def test_every_code_in_the_sources_has_a_page_and_every_page_a_code():
    assert {each.strip("\"'") for each in codes_in_the_sources()} == set(CATALOGUE.codes)


def test_pages_stand_in_the_order_of_their_codes_within_their_family():
    assert list(CATALOGUE.codes) == sorted(CATALOGUE.codes)
    for family in CATALOGUE.families:
        assert all(each.code.startswith(family.prefix) for each in family.explanations)


@pytest.mark.parametrize("page", PAGES, **BY_CODE)
def test_a_page_is_short_enough_to_be_read(page: Explanation):
    assert len(page.title) <= 60
    assert not page.title.endswith(".")
    assert 40 <= len(page.text) <= 500
    assert 20 <= len(page.why) <= 250
    assert page.example.before != page.example.after
