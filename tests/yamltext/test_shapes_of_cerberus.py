"""The shapes of ours are right schemas of Cerberus, which is not asked about it at run time."""

from __future__ import annotations

from typing import Any

import pytest
from cerberus import SchemaError, Validator

from mou_builder.check.checking import Ready
from mou_builder.check.shapes import CODES, config_shape, entry_shape
from mou_builder.library.reading import shapes
from mou_builder.yamltext import shape
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import FINISHED, checked, example, library


def examined(schema: Any) -> None:
    """Have Cerberus examine a schema, as it does where it is not told to trust it."""
    Validator(schema)


@pytest.mark.parametrize("name", library().model_ids)
def test_the_shapes_of_configs_are_right(name: str) -> None:
    model = library().model(name)
    examined(config_shape(model, library().requirement_set_ids))
    for clause in model.clauses.values():
        for variant in ("", *clause.variants):
            examined(entry_shape(clause, variant))


def test_the_shapes_of_library_files_are_right() -> None:
    for validator in (shapes.clause_shape(), shapes.model_shape(), shapes.one_blank_shape()):
        examined(dict(validator.schema))
    examined(dict(shapes.requirement_set_shape().schema))
    for schema in shapes.WAYS_TO_SATISFY.values():
        examined(schema)


def test_a_wrong_schema_would_be_found() -> None:
    with pytest.raises(SchemaError):
        examined({"name": {"tpye": "string"}})


HOURS = {
    "names": shape.items(shape.word("a", "b"), nullable=False, required=True),
    "hours": shape.mapping({"day": shape.word("Monday")}),
}


def told(text: str) -> list[str]:
    """What is wrong with a text, by the shape of `HOURS`."""
    source = parse(text.encode(), "c.yaml")
    found = shape.validate(shape.compile_schema(HOURS), source.data, source, CODES)
    return [each.message for each in found]


def test_into_a_list_with_too_many_entries_nobody_looks() -> None:
    most = shape.MOST_ENTRIES
    assert told(f"names: [{', '.join('x' * most)}]")[0] == "“x” is not known as an entry of “names”"
    too_many = f"“names” has {most + 1} entries; {most} is the most"
    assert told(f"names: [{', '.join('x' * (most + 1))}]") == [too_many]


def test_into_a_mapping_with_too_many_keys_nobody_looks_and_what_is_beside_it_is_told() -> None:
    keys = ", ".join(f"k{at}: a" for at in range(shape.MOST_KEYS + 1))
    too_many = f"“hours” has {shape.MOST_KEYS + 1} entries; {shape.MOST_KEYS} is the most"
    found = told(f"names: [c]\nhours: {{{keys}}}")
    assert found == ["“c” is not known as an entry of “names”", too_many]


def test_a_long_list_in_the_place_of_a_mapping_is_told_as_what_it_is() -> None:
    found = told(f"names: [a]\nhours: [{', '.join('x' * (shape.MOST_ENTRIES + 1))}]")
    assert found == ["“hours”: a mapping (key: value) is expected here"]


def never_long(_field: str, value: object, error: shape.Report) -> None:
    if isinstance(value, str) and len(value) > 3:
        error(_field, "long")


TEXT = {"type": "string", "nullable": True}
PARTS = {"a": TEXT, "b": {**TEXT, "required": True}}
JUDGED: list[dict[str, Any]] = [
    TEXT,
    shape.required(TEXT),
    {**TEXT, "check_with": never_long},
    {**TEXT, "allowed": ["a", ""]},
    {**TEXT, "maxlength": 3, "meta": {"title": "A"}},
    {"type": "dict", "nullable": True},
    shape.items(shape.required(TEXT), maxlength=2),
    shape.items(shape.mapping(PARTS)),
    shape.mapping(PARTS, maxlength=2),
    shape.mapping({}, allow_unknown=TEXT),
    shape.mapping({}, allow_unknown=shape.mapping(PARTS, allow_unknown=False)),
    shape.mapping({"a": shape.mapping(PARTS)}, allow_unknown=shape.items(TEXT)),
]
"""Rules that are judged without Cerberus."""
BESIDE: list[dict[str, Any]] = [
    {**TEXT, "regex": "a"},
    {**TEXT, "minlength": 2},
    shape.items(TEXT, empty=False),
    shape.items(TEXT, allowed=["a"]),
    shape.mapping(PARTS, allow_unknown=True),
    {"type": "dict", "valuesrules": TEXT},
    {"type": "dict", "keysrules": {"allowed": ["a"]}},
]
VALUES: list[Any] = [None, "", "a", "long", [], ["a"], [None], ["a", "b", "c"], [["a"]], {}]
VALUES += [{"a": "a"}, {"b": None}, {"a": None, "b": "b"}, {"a": "a", "b": "b", "c": "c"}]
VALUES += [[{"b": "b"}], {"c": {"b": "b"}}, {"c": {"b": "b", "c": "c"}}, {"c": ["a"]}]
VALUES += [{"a": {"b": "b"}, "c": ["a"]}, {"a": {"b": ["b"]}}, 7]


def is_right(rules: dict[str, Any], value: object) -> bool:
    """What Cerberus says."""
    schema, data = {"value": rules}, {"value": value}
    return bool(Validator(schema).validate(data, normalize=False))


@pytest.mark.parametrize("rules", JUDGED)
def test_what_is_judged_without_cerberus_is_judged_as_it_would(rules: dict[str, Any]) -> None:
    right = [each for each in VALUES if is_right(rules, each)]
    assert 0 < len(right) < len(VALUES)
    assert [each for each in VALUES if shape._is_surely_right(rules, each)] == right


@pytest.mark.parametrize("rules", BESIDE)
def test_what_only_cerberus_knows_is_not_called_right_before_it(rules: dict[str, Any]) -> None:
    called_right = [each for each in VALUES if shape._is_surely_right(rules, each)]
    assert all(is_right(rules, each) for each in called_right)


def test_of_a_config_without_faults_cerberus_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(shape, "_found_faults")
    for name in FINISHED:
        found = checked(example(name))
        assert isinstance(found, Ready)
        assert not found.errors


def test_what_was_right_in_one_place_is_looked_at_again_in_another() -> None:
    inside = {"name": {"type": "string"}}
    known = shape.compile_schema(
        {
            "strict": shape.mapping(inside, allow_unknown=False),
            "free": shape.mapping(inside, allow_unknown=True),
        }
    )

    def said(text: str) -> list[str]:
        source = parse(text.encode(), "c.yaml")
        return [each.message for each in shape.validate(known, source.data, source, CODES)]

    assert said("free: {other: a}") == []
    for _ in range(2):  # what is wrong is told as often as it is asked for
        assert said("free: {other: a}\nstrict: {other: a}") == ["unknown key “other”"]
        beside = said("free: {name: [a]}\nstrict: {other: b}")
        assert beside == ["“name”: a single value is expected here", "unknown key “other”"]
