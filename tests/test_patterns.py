"""Regular expressions are compiled when they are first used, and are none the less regular ones."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest

from mou_builder import patterns
from mou_builder.patterns import pattern
from scripts.floors import modules, name_of


def test_it_does_what_a_compiled_one_does() -> None:
    digits = pattern(r"(\d+)", re.ASCII)
    assert digits.pattern == r"(\d+)"
    assert [each[1] for each in digits.finditer("1 and 22")] == ["1", "22"]
    assert digits.sub("n", "1 and 22") == "n and n"
    assert digits.groups == 1
    assert digits.match("٣") is None


def test_it_is_compiled_with_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    usual = re.compile

    def seen(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return usual(text, flags)

    monkeypatch.setattr(re, "compile", seen)
    spaces = pattern(r"\s+")
    assert compiled == []
    assert [spaces.split(each) for each in ("a b", "c")] == [["a", "b"], ["c"]]
    assert compiled == [r"\s+"]


def test_what_it_lacks_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        pattern("a").metch("a")  # type: ignore[attr-defined]


def test_every_one_in_the_program_can_be_compiled() -> None:
    found = {each.pattern for each in _patterns()}
    assert len(found) > 150


def _patterns() -> Iterator[re.Pattern[str]]:
    for file in modules():
        if file.name != "__main__.py":
            for value in vars(importlib.import_module(name_of(file))).values():
                if isinstance(value, patterns._Pattern):  # type: ignore[attr-defined]
                    assert value.groups >= 0  # compiled for it
                    yield value
