"""Whatever stands in a config file: no crash and no hang, only findings."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import Ready, check
from mou_builder.diagnostic import Refused
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import CONFIGS, library
from tests.support.counted_calls import calls
from tests.support.example_counts import drawn

EXAMPLES = [path.read_bytes() for path in sorted(CONFIGS.glob("*.yaml"))]
MOST = 500_000
"""Calls of functions that one input may take, beside 10 for each of its bytes."""

PIECES = [
    each.encode()
    for each in (
        *("\n", ": ", "- ", "{", "}", "[", "]", "'", '"', "|", "&a ", "*a", "!!x ", "#", "~", "\t"),
        *("\x00", "\ufeff", "\u202e\U0001f600é", "{{ x }}", "_____", "yes", "no", "-1", "0", "1e3"),
        *("99999999999999999999", "0001-01-01", "9999-12-31", "100%", "$0.00", "variant: ", "TBD"),
        *("text: x", "omit: {because: x}", "accept: [{code: MOU309, because: x}]", "clauses:"),
        *("parties:", "agency:", "district:"),
    )
] + [b"\xff"]


def examine(raw: bytes) -> None:
    """Check a config, and assemble it where it has no faults; anything but findings is raised."""

    def checked_and_assembled() -> None:
        with suppress(Refused):
            found = check(parse(raw, "fuzzed.yaml"), library(), date(2026, 11, 24))
            assert isinstance(found, Ready) or found.errors
            if isinstance(found, Ready) and not found.faults:
                assemble(found.config, found.model, draft=True)

    assert calls(checked_and_assembled) < MOST + 10 * len(raw), raw


def mutated(chance: random.Random) -> bytes:
    """Return an example with some bytes, lines or pieces changed, doubled, moved or lost."""
    raw = bytearray(chance.choice(EXAMPLES))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(6):
            case 0:
                raw[at : at + chance.randrange(1, 12)] = b""
            case 1:
                raw[at:at] = chance.choice(PIECES)
            case 2:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                lines = raw.split(b"\n")
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                raw = bytearray(b"\n".join(lines))
            case 4:
                lines = raw.split(b"\n")
                del lines[chance.randrange(len(lines))]
                raw = bytearray(b"\n".join(lines))
            case _:
                colon = raw.find(b": ", at)
                if colon > 0:
                    end = raw.find(b"\n", colon)
                    raw[colon + 2 : end] = chance.choice(PIECES)
    return bytes(raw)


def test_mutated_examples_end_in_findings() -> None:
    chance = random.Random(2026)
    for _ in range(300):
        examine(mutated(chance))


@pytest.mark.nightly
def test_very_many_mutated_examples_end_in_findings() -> None:
    chance = random.Random(11)
    for _ in range(19_000):
        examine(mutated(chance))


WORDS = st.sampled_from([each.decode("utf-8", "replace") for each in PIECES]) | st.text(max_size=8)
KEYS = WORDS | st.sampled_from(
    [
        "model",
        "parties",
        "district",
        "agency",
        "term",
        "until",
        "clauses",
        "funding",
        "training",
        "duty-stations",
        "variant",
        "schedule",
        "instalments",
        "topics",
        "signatories",
        "schools",
        "accept",
        "grant",
        "omit",
        "text",
        "because",
    ]
)
DATA = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _shaped(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode()


CONFIG_LIKE = st.fixed_dictionaries(
    {"model": st.just("wisconsin-sro") | WORDS},
    optional=dict.fromkeys(
        ("parties", "term", "clauses", "accept", "grant", "requirements", "signed"), DATA
    ),
)


@drawn(20, suppress_health_check=SLOW)
@given(DATA | CONFIG_LIKE)
def test_any_data_ends_in_findings(data: object) -> None:
    examine(_shaped(data))


HEAD = b"model: wisconsin-sro\nparties: {district: {name: A}, agency: {name: B}}\nclauses:\n"
LARGE = {
    "unknown keys": b"model: wisconsin-sro\n" + b"".join(b"k%d: v\n" % n for n in range(19_000)),
    "unknown clauses": HEAD + b"".join(b"  fundin%d: yes\n" % n for n in range(19_000)),
    "unknown topics": HEAD
    + b"  training: {variant: topics, topics: [%s]}" % b", ".join([b"de-escalatio"] * 19_000),
    "schools of like names": b"model: wisconsin-sro\nparties: {district: {name: A, schools: [%s]}}"
    % b", ".join(b"Oakk%d School" % n for n in range(19_000)),
    "own topics": HEAD
    + b"  training: {variant: topics, topics: [%s]}"
    % b", ".join(b"the history of topic %d" % n for n in range(19_000)),
    "one long word": HEAD + b"  funding: {variant: " + b"a" * 900_000 + b"}",
    "one long key": HEAD + b"  " + b"b" * 1000 + b": yes\n",
    "one long name": HEAD.replace(b"name: A", b"name: " + b"TB" * 400_000),
    "deep": b"model: wisconsin-sro\nparties: " + b"[" * 39 + b"]" * 39,
    "aliases": b"model: wisconsin-sro\nx: &x [%s]\n" % b", ".join([b"a"] * 100)
    + b"".join(b"k%d: *x\n" % n for n in range(190)),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_inputs_do_not_hang(name: str) -> None:
    assert len(LARGE[name]) < 1_000_000
    examine(LARGE[name])
