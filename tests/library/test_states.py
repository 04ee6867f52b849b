"""The states: whose law the words of the packaged models speak of, and that none is passed off."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from mou_builder.check.state_law import clause_words, frame_of
from mou_builder.cli.program import program
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.states import State, States
from tests.support.agreement.assembling import library

STATES = library().states
FIRST_DAY = re.compile(r"{% if since is given.*?{% else %}(.*?){% endif %}", re.DOTALL)
BREACH = re.compile(r"{% if cure.*?{% endif %}", re.DOTALL)
MODELS = {each: library().model(each) for each in library().model_ids}


def states_of_words(model: Model) -> dict[str, tuple[str, ...]]:
    """The states that each text of a model names, cites or is marked for, by what it is."""
    stated = list(frame_of(model))
    for clause in model.clauses.values():
        for variant in (None, *clause.variants.values()):
            stated += clause_words(clause, variant)
    found = {each.what: each.of_states(STATES) for each in stated}
    for clause in model.clauses.values():
        for name in ("", *clause.variants):
            for blank in clause.blanks_of(name).values():
                for one, words in blank.choices.items():
                    found[f"{clause.id}.{blank.id}.{one}"] = STATES.named_in(words)
    return {what: states for what, states in found.items() if states}


def test_there_are_fifty_states_and_the_district_of_columbia() -> None:
    assert len(STATES.by_code) == 51
    assert len({each.name for each in STATES.by_code.values()}) == 51


@pytest.mark.parametrize("words", ["Georgia", "georgia", "GA", "ga", " Georgia "])
def test_a_state_is_found_by_its_name_or_code(words: str) -> None:
    found = STATES.find(words)
    assert found
    assert found.code == "GA"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("Texas", "    Law read: a part of it, in its own words, November 25, 2026.\n"),
        ("Arkansas", "    Law read: all of it, in its own words, November 25, 2026.\n"),
        ("California", "    Searched: November 25, 2026.\n"),
        ("Alaska", "AK  Alaska: no requirement set\n    Not searched.\n"),
    ],
)
def test_how_the_law_of_a_state_was_read_is_told_in_words(state: str, said: str) -> None:
    assert said in CliRunner().invoke(program, ["states", state]).output


def test_of_one_state_each_thing_that_its_law_asks_for_is_told_with_its_basis() -> None:
    said = CliRunner().invoke(program, ["states", "Texas"]).output
    asked = "\n    - Costs shared by a proportionate method (Tex. Educ. Code § 37.081(a-2)(2))\n"
    assert asked in said
    assert "texas asks for:" not in CliRunner().invoke(program, ["states"]).output


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("as Wis. Stat. § 118.125 says", ("WI",)),
        ("RCW 28A.320.124 and Wis.\n  Stat. § 1", ("WA", "WI")),
        ("the law of West Virginia", ("WV",)),
        ("the law of Virginia", ("VA",)),
        ("20 U.S.C. § 1232g and 34 CFR 99.8", ()),
        ("an RCWs and a Georgian", ()),
    ],
)
def test_a_text_is_of_the_states_that_it_names_or_whose_law_it_cites(
    text: str, states: tuple[str, ...]
) -> None:
    assert STATES.named_in(text) == states


def test_without_states_no_text_is_of_any() -> None:
    assert States().named_in("Wis. Stat. § 1") == ()
    assert States({"GA": State("GA", "Georgia")}).cited_in("Georgia") == ()


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_model_speaks_of_no_state_but_those_it_is_made_for(model: Model) -> None:
    found = {state for states in states_of_words(model).values() for state in states}
    assert found == {*model.states}


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_model_cites_no_states_law_but_of_those_it_is_made_for(model: Model) -> None:
    cited = [
        citation
        for clause in model.clauses.values()
        for each in (clause, *clause.variants.values())
        for citation in each.citations
    ]
    assert {state for each in cited for state in STATES.named_in(each)} <= {*model.states}


def test_the_model_for_any_state_has_wisconsins_words_wherever_these_speak_of_no_state() -> None:
    general, wisconsin = MODELS["general-sro"], MODELS["wisconsin-sro"]
    of_wisconsin = states_of_words(wisconsin)
    published = [each for each in wisconsin.clauses.values() if each.provenance is Provenance.MODEL]
    assert len(published) == 19
    for clause in published:
        if clause.id == "term":  # where no first day is given
            words = FIRST_DAY.sub(r"\1", general.clauses["term"].text)
            assert words.split() == clause.text.split()
        elif clause.id == "termination":  # with no sooner end
            words = BREACH.sub("", general.clauses["termination"].text)
            assert words.split() == clause.text.split()
            assert general.clauses["termination"].blanks["notice"].default == 30
        elif f"the clause “{clause.id}”" in of_wisconsin:
            assert general.clauses[clause.id].provenance is Provenance.DRAFTED
        else:
            assert general.clauses[clause.id].text == clause.text
            assert general.clauses[clause.id].provenance is Provenance.MODEL
    assert general.recitals == wisconsin.recitals
    assert set(wisconsin.clauses) == set(general.clauses)
