"""What stands at a path of plain data, where anything may stand."""

from __future__ import annotations

import pytest

from mou_builder.yamltext.changes import list_at, mapping_at, mappings_at, texts_below
from mou_builder.yamltext.source import Plain

DATA: Plain = {"a": {"b": [{"c": "1"}, "2", None, {"d": {"e": "3"}}]}, "f": "4"}


def test_a_mapping_or_list_is_found_at_its_path() -> None:
    assert mapping_at(DATA, ("a", "b", 3, "d")) == {"e": "3"}
    assert list_at(DATA, ("a", "b"))[1] == "2"
    assert mappings_at(DATA, ("a", "b")) == [{"c": "1"}, {"d": {"e": "3"}}]


@pytest.mark.parametrize("path", [("f",), ("g",), ("f", "g"), ("a", "b", 2), ("a", "b", 9)])
def test_where_something_else_stands_nothing_is_found(path: tuple[str | int, ...]) -> None:
    assert mapping_at(DATA, path) == {}
    assert list_at(DATA, path) == mappings_at(DATA, path) == []
    assert list_at(None) == []
    assert mapping_at(["1"]) == {}


def test_texts_are_found_in_the_order_in_which_they_stand() -> None:
    assert list(texts_below(DATA, ())) == [
        ("1", ("a", "b", 0, "c")),
        ("2", ("a", "b", 1)),
        ("3", ("a", "b", 3, "d", "e")),
        ("4", ("f",)),
    ]
    assert list(texts_below("5", ("f",))) == [("5", ("f",))]
