"""YAML reads as people expect it, with places."""

import pytest

from mou_builder.config.yaml_source import parse
from mou_builder.diagnostic import Refused


def test_scalars_stay_the_text_that_was_typed() -> None:
    source = parse(b"a: no\nb: 012\nc: 1e3\nd: on\ne:\n", "t.yaml")
    assert source.data == {"a": "no", "b": "012", "c": "1e3", "d": "on", "e": None}


def test_a_key_given_twice_is_an_error_with_both_places() -> None:
    with pytest.raises(Refused) as refused:
        parse(b"a: 1\nb: 2\na: 3\n", "t.yaml")
    [finding] = refused.value.diagnostics
    assert (finding.code, finding.place.line, finding.place.column) == ("MOU006", 3, 1)
    assert "line 1" in str(finding.hint)


def test_an_alias_bomb_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 9)]
    with pytest.raises(Refused, match="MOU007"):
        parse("\n".join(rows).encode(), "t.yaml")
