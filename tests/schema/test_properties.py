"""Whatever the schema refuses, the checker refuses too: an editor never cries wolf."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mou_builder.library.typed.values import READERS, Type, Unreadable, read, scalar
from mou_builder.schema.value_schema import of_form
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import CONFIGS
from tests.support.example_counts import drawn
from tests.support.schema.editors import has_errors, in_editors, validator

EXAMPLES = sorted(CONFIGS.glob("*.yaml"))

# Values as a person may type them, each a YAML scalar in the flow style. None has a leading zero
# before further digits, which YAML 1.1 alone reads as octal.
TYPED = st.one_of(
    st.sampled_from(
        """
        yes|no|true|No|on|y|~|_____|1|0|-1|1.0|1.5|1e3|0.5|100|2027|2027-06-30|2027-02-31
        June 30, 2027|7:30|15:30|24:00|3:30 p.m.|13:00 pm|75%|75 percent|101%|100.5%|$85500.00
        "$85,500"|85500|85.555|"1,000"|30 days|1 day|police|shared-cost|agency|[]|{}|[~]|[1]
        {because: x}|{omit: no}|all|none|wisconsin|year|quarterly|school-values|wisconsin-sro
        """.strip()
        .replace("\n        ", "|")
        .split("|")
    ),
    st.text("abc %.,$:0123456789_-", min_size=1, max_size=8).map(json.dumps),
    st.integers(1, 9999).map(str),
)


@pytest.mark.parametrize("kind", sorted(READERS))
@given(typed=TYPED)
def test_a_value_that_the_reader_accepts_is_accepted_as_any_editor_reads_it(kind: Type, typed: str):
    plain = yaml_source.parse(f"v: {typed}".encode(), "c.yaml").data
    assert isinstance(plain, dict)
    value = plain["v"]
    try:
        accepted = value is None or (isinstance(value, str) and read(kind, value) is not None)
    except Unreadable:
        accepted = False
    one = Draft202012Validator(of_form(scalar(kind)))
    readings = [one.is_valid(data["v"]) for data in in_editors(f"v: {typed}")]
    assert all(readings) or not accepted


@lru_cache(maxsize=1)
def trees() -> list[Any]:
    """Return the examples as trees whose leaves are text that YAML reads as itself."""

    def leaf(value: Any) -> Any:
        match value:
            case dict():
                return {key: leaf(each) for key, each in value.items()}
            case list():
                return [leaf(each) for each in value]
            case None:
                return "~"
            case _ if value == "_____" or value.replace("-", "").isalnum():
                return value
            case _:
                return json.dumps(value)

    return [leaf(yaml_source.parse(path.read_bytes(), path.name).data) for path in EXAMPLES]


def flow(tree: Any) -> str:
    match tree:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in tree.items()) + "}"
        case list():
            return "[" + ", ".join(flow(each) for each in tree) + "]"
        case _:
            return str(tree)


def paths(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = tree if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    return [path for key in keys for path in ((*at, key), *paths(tree[key], (*at, key)))]


SOME_KEYS = """
omit text because variant name kind until from signatory city disputes custody notices funding
overtime topics hours agency schools program officers district_share agency_share basis
"""
KEYS = st.sampled_from(SOME_KEYS.split())


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A config that was right before up to three things in it were changed."""
    tree = deepcopy(draw(st.sampled_from(trees())))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([each for each in paths(tree) if each != ("model",)] or [()]))
        if not path:
            break
        inside = tree
        for part in path[:-1]:
            inside = inside[part]
        match draw(st.sampled_from(["replace", "delete", "add"])):
            case "replace":
                inside[path[-1]] = draw(TYPED)
            case "delete":
                del inside[path[-1]]
            case _ if isinstance(inside, dict):
                inside[draw(KEYS)] = draw(TYPED)
            case _:
                inside.append(draw(TYPED))
    return flow(tree)


@given(changed())
@drawn(25, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_schema_refuses_the_checker_refuses_too(text: str):
    refused = [not validator().is_valid(data) for data in in_editors(text)]
    assert has_errors(text) or not any(refused)


def apart(tree: Any, draw: st.DrawFn) -> Any:
    """Return a part of a tree, as a config has it that leaves the rest to the one it extends."""
    if not isinstance(tree, dict) or draw(st.booleans()):
        return tree
    kept = {name: apart(each, draw) for name, each in tree.items()}
    return {name: each for name, each in kept.items() if draw(st.booleans())}


@st.composite
def extending(draw: st.DrawFn) -> str:
    tree = draw(st.sampled_from(trees()))
    return flow(
        {
            "extends": "../base.yaml",
            **{name: apart(each, draw) for name, each in tree.items() if draw(st.booleans())},
        }
    )


@given(extending())
@drawn(12)
def test_a_part_of_a_right_config_passes_if_it_extends_the_rest(text: str):
    assert all(validator().is_valid(data) for data in in_editors(text))
