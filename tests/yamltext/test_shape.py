"""Looking at the shape of data: by several at once, and of ever new data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from mou_builder.library.reading.shaped import CODES
from mou_builder.yamltext import shape
from mou_builder.yamltext import source as yaml_source
from tests.support.cli.console import PATIENCE


def test_two_who_use_one_validator_at_once_are_each_told_of_their_own() -> None:
    others_turn, others_end = Event(), Event()

    def slowly(field: str, value: object, error: object) -> None:
        if value == "slow":
            others_turn.set()
            others_end.wait(0.1)  # where the other one has to wait its turn, it does not come

    validator = shape.compile_schema({"a": {"check_with": slowly}})

    def told(text: str) -> list[str]:
        source = yaml_source.parse(text.encode(), "a.yaml")
        return [each.message for each in shape.validate(validator, source.data, source, CODES)]

    def other() -> list[str]:
        assert others_turn.wait(PATIENCE)
        found = told("a: quick\nyours: x\n")
        others_end.set()
        return found

    with ThreadPoolExecutor(2) as pool:
        mine, yours = pool.submit(told, "a: slow\nmine: x\n"), pool.submit(other)
        assert mine.result(PATIENCE) == ["unknown key “mine”"]
        assert yours.result(PATIENCE) == ["unknown key “yours”"]


def test_what_is_kept_of_data_that_was_right_has_a_bound_and_the_latest_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shape, "_MOST_KEPT", 20_000)
    validator = shape.compile_schema({"a": {"type": "string"}})
    source = yaml_source.parse(b"a: x", "a.yaml")
    kept, most = validator.faultless, 0
    for number in range(1000, 1200):
        data = {"a": f"number {number}"}
        assert list(shape.validate(validator, data, source, CODES)) == []
        most = max(most, sum(len(text) + shape._ROOM_BESIDE for _, text in kept.known))
    assert 19_500 < most <= 20_000
    assert kept.has(validator.schema, repr({"a": "number 1199"}))
    assert not kept.has(validator.schema, repr({"a": "number 1000"}))
