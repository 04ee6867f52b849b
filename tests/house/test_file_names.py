"""Every file of the project can be had on Windows and macOS, too, under the name that it has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from mou_builder.disk.examples import examples
from mou_builder.drafting.importing.file_name import everywhere

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("mou_builder", "clauses", "configs", "templates", "docs", "tests", "scripts", "bench")
LONGEST = 140
"""Letters of a way from the root: Windows has room for 260, and a checkout has a folder itself."""


def ways() -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if "__pycache__" not in path.parts
    ]


def test_no_name_is_one_that_a_system_keeps_or_refuses() -> None:
    found = ways()
    assert len(found) > 500
    for way in found:
        assert everywhere(way.lower()) == way.lower(), way
        assert re.fullmatch(r"[\w./+-]+", way, re.ASCII), way
        assert not any(part.endswith(".") for part in way.split("/")), way
        assert len(way) <= LONGEST, way


def test_no_two_names_differ_only_in_capitals() -> None:
    folded = Counter(way.casefold() for way in ways())
    assert [way for way, count in folded.items() if count > 1] == []


def test_each_example_can_be_written_everywhere() -> None:
    for each in examples():
        assert everywhere(f"{each.name}.yaml") == f"{each.name}.yaml"
