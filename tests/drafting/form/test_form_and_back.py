"""A config as a form and back: what is not touched stays, what is typed is the value."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.check.checking import Ready, check
from mou_builder.config.config import Choice
from mou_builder.drafting.form.config_form import ConfigForm
from mou_builder.drafting.form.fields import Entries, InFile, Rows, ValueField
from mou_builder.yamltext.source import Path, Plain, parse
from tests.support.agreement.assembling import CONFIGS, library
from tests.support.difference.random_pairs import pair
from tests.support.drafting.posted_forms import after, changes, form_of, sent
from tests.support.example_counts import drawn

EXAMPLES = {each.name: each.read_text(encoding="utf-8") for each in sorted(CONFIGS.glob("*.yaml"))}
STATES = sorted(File("tests/data/states").glob("*.yaml"))
GENERATED = 60


def fields_of(form: ConfigForm) -> dict[str, ValueField]:
    """Every field of a form, those of entries and rows included."""
    found: dict[str, ValueField] = {}
    for part in form.parts():
        match part:
            case ValueField():
                found[part.name] = part
            case Entries():
                found |= {each.name: each for each in part.in_own_words}
            case Rows():
                found |= {each.name: each for row in part.rows for each in row}
            case _:
                pass
    return found


def leaves(data: Plain, path: Path = ()) -> list[Path]:
    match data:
        case dict() if data:
            return [each for name in data for each in leaves(data[name], (*path, name))]
        case list() if data:
            return [each for at, entry in enumerate(data) for each in leaves(entry, (*path, at))]
        case _:
            return [path]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_that_comes_back_as_it_was_has_no_change(name: str) -> None:
    text = EXAMPLES[name]
    assert changes(text, sent(form_of(text))).changes == ()


@pytest.mark.parametrize("file", STATES, ids=lambda each: each.stem)
def test_a_config_of_any_state_comes_back_as_it_was(file: File) -> None:
    text = file.read_text(encoding="utf-8")
    form = form_of(text, file.parent)
    assert changes(text, sent(form), folder=file.parent).changes == ()


@pytest.mark.parametrize("seed", range(GENERATED))
def test_a_generated_config_comes_back_as_it_was(seed: int) -> None:
    text = pair(seed).new
    assert changes(text, sent(form_of(text))).changes == ()


@pytest.mark.parametrize("which", [*EXAMPLES, *range(GENERATED)])
def test_every_value_of_a_config_is_in_the_form_or_said_to_be_edited_in_the_file(
    which: str | int,
) -> None:
    text = pair(which).new if isinstance(which, int) else EXAMPLES[which]
    form = form_of(text)
    reached = {tuple(map(str, each.path)) for each in fields_of(form).values()}
    whole = {
        tuple(map(str, each.path)) for each in form.parts() if isinstance(each, Entries | InFile)
    }
    worded = {("clauses", each.id) for each in form.clauses()}
    lost = [
        path
        for path in leaves(parse(text.encode(), "t").data)
        for names in [tuple(map(str, path))]
        if names not in reached
        and not any(names[: len(each)] == each for each in whole)
        and not (names[:2] in worded and names[2:] in ((), ("variant",)))
    ]
    assert lost == []


TYPED = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\x85"),
    min_size=1,
    max_size=30,
).filter(lambda each: bool(each.strip()))


@drawn(20)
@given(st.sampled_from(sorted(EXAMPLES)), st.randoms(use_true_random=False), TYPED)
def test_what_is_typed_is_the_value_and_nothing_else_changes(
    name: str, chance: random.Random, typed: str
) -> None:
    text = EXAMPLES[name]
    before = fields_of(form_of(text))
    field = chance.choice([each for each in before.values() if not each.choices])
    new = after(text, {**sent(form_of(text)), field.name: [typed]})
    found = fields_of(form_of(new))
    assert found[field.name].value == typed
    assert {n: each.value for n, each in before.items() if n != field.name} == {
        n: found[n].value for n in before if n != field.name
    }
    assert re.findall(r"#[^\n]*", text) == [
        each for each in re.findall(r"#[^\n]*", new) if each in text
    ]


@drawn(15)
@given(st.sampled_from(sorted(EXAMPLES)), st.randoms(use_true_random=False))
def test_what_is_emptied_is_empty_and_every_comment_stays(name: str, chance: random.Random) -> None:
    text = EXAMPLES[name]
    filled = [each for each in fields_of(form_of(text)).values() if each.value]
    field = chance.choice([each for each in filled if not isinstance(each.path[-1], int)])
    new = after(text, {**sent(form_of(text)), field.name: [""]})
    assert not fields_of(form_of(new)).get(field.name, ValueField((), "")).value
    assert re.findall(r"# [^\n]*", new) == re.findall(r"# [^\n]*", text)


def parties_of(form: ConfigForm) -> set[str]:
    return {str(each.path[1]) for each in form.parts() if each.path[0] == "parties"}


def in_any_order(checked: Ready) -> dict[str, Choice]:
    """What is chosen, entries of lists in one order: a form ticks them in that of the library."""
    return {
        name: replace(
            each,
            values={
                blank: tuple(sorted(value, key=str)) if isinstance(value, tuple) else value
                for blank, value in each.values.items()
            },
        )
        for name, each in checked.config.choices.items()
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_form_filled_into_an_empty_config_says_what_the_example_says(name: str) -> None:
    text = EXAMPLES[name]
    model = parse(text.encode(), "t").data
    assert isinstance(model, dict)
    made = f"model: {model['model']}\n"
    want = form_of(text)
    for _ in range(4):  # wordings and opt-in clauses first, then what they ask for
        values = sent(want)
        offered = {each.id for each in form_of(made).further}
        values["further"] = [each.id for each in want.clauses() if each.id in offered]
        for party in sorted(parties_of(want) - parties_of(form_of(made)))[:1]:
            values["new-party.name"] = ["to be named"]
            values["new-party.kind"] = [party]
        made = after(made, values)
    old, new = (check(parse(each.encode(), "t"), library()) for each in (text, made))
    assert isinstance(old, Ready)
    assert isinstance(new, Ready)
    assert in_any_order(new) == in_any_order(old)
    assert new.config.parties == old.config.parties
    assert new.config.until == old.config.until
