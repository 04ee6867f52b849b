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
        found = told("yours: x\na: quick\n")
        others_end.set()
        return found

    with ThreadPoolExecutor(2) as pool:
        mine, yours = pool.submit(told, "mine: x\na: slow\n"), pool.submit(other)
        assert mine.result(PATIENCE) == ["unknown key “mine”"]
        assert yours.result(PATIENCE) == ["unknown key “yours”"]


WRONG = {
    "file: x": "“must” is missing",
    "{must: }": "“must” is missing",
    "{must: '', file: x}": "“must” is empty",
    "{must: [], file: x}": "“must”: a single value is expected here",
    "{must: [{a: b}]}": "“must”: a single value is expected here",
    "{must: a, many: [1, 2, 3]}": "“many” has 3 entries; 2 is the most",
    "{must: a, form: abc}": "“abc” is not written as form is",
    "- a": "a mapping (key: value) is expected here",
    "\n".join(f"k{n}: a" for n in range(shape.MOST_KEYS + 1)): "a mapping with ",
}


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_whatever_is_wrong_with_a_shape_has_a_hint(text: str) -> None:
    must = {"type": "string", "required": True, "empty": False}
    validator = shape.compile_schema(
        {
            "must": must,
            "file": {"type": "string"},
            "form": {"type": "string", "regex": "[0-9]"},
            "many": {"type": "list", "maxlength": 2},
        }
    )
    source = yaml_source.parse(text.encode(), "a.yaml")
    found = list(shape.validate(validator, source.data, source, CODES))
    assert any(each.message.startswith(WRONG[text]) for each in found)
    assert [each for each in found if not each.hint] == []
