"""The class of a row says how the row is written, and is made of what is written so."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import pytest

from mou_builder.frozen import dataclass, field
from mou_builder.library.reading.rows import row_of, row_shape, values_marked
from mou_builder.library.reading.shaped import CODES
from mou_builder.library.typed.values import Days
from mou_builder.yamltext.shape import compile_schema, validate
from mou_builder.yamltext.source import parse

Named = Annotated[str, "named"]


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    name: Named


@dataclass(frozen=True)
class Outer:
    title: str
    since: Days
    colour: Colour = Colour.RED
    open: bool = False
    most: int | None = None
    names: tuple[Named, ...] = ()
    times: dict[str, int] = field(default_factory=dict)
    parts: tuple[Inner, ...] = ()


WRITTEN = """
title: |
  Two
  lines
from: 30 days
open: yes
most: 1,000
names: [a, b]
times: {weekly: 52}
parts: [{name: c}]
"""


def data_of(text: str) -> Any:
    return parse(text.encode(), "rows.yaml").data


def codes_of(text: str) -> list[str]:
    source = parse(text.encode(), "rows.yaml")
    found = validate(compile_schema({"row": row_shape(Outer)}), source.data, source, CODES)
    return [each.code for each in found]


def row(text: str) -> str:
    return "row:" + text.replace("\n", "\n  ")


def test_each_field_is_read_by_its_type() -> None:
    assert codes_of(row(WRITTEN)) == []
    assert row_of(Outer, data_of(WRITTEN)) == Outer(
        "Two lines", 30, Colour.RED, True, 1000, ("a", "b"), {"weekly": 52}, (Inner("c"),)
    )


def test_what_is_given_is_not_read() -> None:
    assert row_of(Outer, data_of(WRITTEN), parts=(), most=None).most is None


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("from: 30 days\n", "", "MOU205"),
        ("from: 30 days", "since: 30 days", "MOU201"),
        ("30 days", "soon", "MOU203"),
        ("open: yes", "open: perhaps", "MOU203"),
        ("most: 1,000", "most: many", "MOU203"),
        ("names: [a, b]", "names: a", "MOU202"),
        ("names: [a, b]", "names: [a, ~]", "MOU205"),
        ("weekly: 52", "weekly: often", "MOU203"),
        ("open: yes", "colour: blue", "MOU204"),
        ("{name: c}", "{}", "MOU205"),
    ],
)
def test_what_is_not_written_so_is_told(right: str, wrong: str, code: str) -> None:
    assert right in WRITTEN
    assert code in codes_of(row(WRITTEN.replace(right, wrong)))


def test_values_with_a_mark_are_found_in_every_row() -> None:
    assert list(values_marked(row_of(Outer, data_of(WRITTEN)), "named")) == ["a", "b", "c"]
