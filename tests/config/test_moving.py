"""A config that is written to another folder names the same files as before."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from mou_builder.config.moving import moved

TEXT = """\
extends: ../base.yaml   # what all share
record:
  - {fact: signed, by: Dana Whitfield, day: 2026-06-10}
  - {fact: copy, file: signed/maple.pdf}
history:
  - until: 2026-06-30
    record:
      - fact: copy
        file: ../2025/maple.pdf   # on paper
"""


def test_what_is_extended_and_the_signed_copies_of_every_term_are_found_again() -> None:
    text = moved(TEXT, PurePath("districts/maple"), PurePath("districts/maple/amendment"))
    assert text == (
        TEXT.replace("../base.yaml", "../../base.yaml")
        .replace("signed/maple.pdf", "../signed/maple.pdf")
        .replace("../2025/maple.pdf", "../../2025/maple.pdf")
    )
    back = moved(text, PurePath("districts/maple/amendment"), PurePath("districts/maple"))
    assert back == TEXT


@pytest.mark.parametrize("text", ["model: wisconsin-sro\n", "record:\n", "history: [a]\n"])
def test_a_config_that_names_no_file_stays_as_it_is(text: str) -> None:
    assert moved(text, PurePath("a"), PurePath("b")) == text


def test_a_config_that_stays_in_its_folder_stays_as_it_is() -> None:
    text = "extends: ./base.yaml\n"
    assert moved(text, PurePath("a"), PurePath("a")) == text
