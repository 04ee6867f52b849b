"""`mou init`, left and resumed in whichever way: what is saved is what was answered last."""

from __future__ import annotations

from dataclasses import dataclass, field

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.cli.asking.dialogue import Dialogue
from mou_builder.cli.asking.turns import DialogueLeft
from mou_builder.drafting.interview.config_text import config_text
from mou_builder.drafting.interview.given_answers import answers_in
from mou_builder.drafting.interview.question import Question
from mou_builder.drafting.interview.questions import questions
from mou_builder.library.typed.values import Type
from mou_builder.yamltext.source import Path, Plain, parse
from tests.support.agreement.assembling import library
from tests.support.example_counts import drawn

MODEL = library().model("wisconsin-sro")
TYPED = {
    Type.DATE: ("8/1/2026", "June 30, 2027"),
    Type.TIME: ("7:30", "3:30 pm"),
    Type.MONEY: ("$85,500", "1,250"),
    Type.PERCENT: ("75%", "50 percent"),
    Type.COUNT: ("1", "2"),
    Type.FLAG: ("yes", "no"),
    Type.LIST: ("1", "1; 2"),
    Type.CHOICE: ("1", "2"),
    Type.SCHOOL: ("1", "2"),
}
WORDS = ("Elm No. 1: a “b”, #2", "yes", "012")
STOPS: dict[str, type[BaseException]] = {
    "Ctrl-C": KeyboardInterrupt, "end of input": click.Abort, "EOF": EOFError,
}  # fmt: skip


@dataclass
class Person:
    """Who types what the script says, and remembers what they have answered last."""

    script: list[str]
    last: dict[Path, Plain] = field(default_factory=dict)
    rows: dict[Path, int] = field(default_factory=dict)
    question: Question | None = None

    def prompt(self, shown: str, **_how: object) -> str:
        if not self.script:
            return "quit"
        act = self.script.pop(0)
        if act in STOPS:
            raise STOPS[act]
        if act in ("back", "quit", ""):
            return act
        return self.answer(shown, 0 if act == "one answer" else 1)

    def answer(self, shown: str, which: int) -> str:
        assert self.question is not None
        blank = self.question.blank
        if blank.type is Type.ROWS:
            label = shown.strip().partition(". ")[2]
            blank = next(each for each in blank.columns.values() if label.startswith(each.label))
        if self.question.path[-1] == "schools":
            return "High School; Middle School"
        in_words = (Type.TEXT, Type.NAME)
        typed = WORDS if blank.type in in_words else TYPED.get(blank.type, ("1", "2"))
        return typed[which % len(typed)]


class Watched(Dialogue):
    """A dialogue that tells a person what it asks and what it has understood."""

    person: Person

    def ask(self, question: Question) -> Plain:
        self.person.question = question
        given = super().ask(question)
        if given is None:
            self.person.last.pop(question.path, None)
        else:
            self.person.last[question.path] = given
        self.person.rows.pop(question.path, None)
        return given

    def tell_row(self, path: Path, rows: object, at: int) -> bool:
        self.person.rows[path] = max(self.person.rows.get(path, 0), at + 1)
        return False


def session(person: Person, saved: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """One session over what was saved; what it saves."""
    found = parse(saved.encode(), "new.yaml").data if saved else {}
    dialogue = Watched(MODEL, answers_in(found if isinstance(found, dict) else {}, MODEL))
    dialogue.person = person
    if saved:
        dialogue.go_on()
    monkeypatch.setattr(click, "prompt", person.prompt)
    try:
        answers = dialogue.run()
    except DialogueLeft:
        answers = dialogue.kept
    return config_text(MODEL, answers)


def known(saved: str) -> dict[Path, Plain]:
    found = parse(saved.encode(), "new.yaml").data
    assert isinstance(found, dict)
    answers = answers_in(found, MODEL)
    asked = {each.path for each in questions(MODEL, answers)}
    return {path: each for path, each in answers.items() if path in asked}


ACTS = st.sampled_from(
    ["one answer"] * 6 + ["another"] * 3 + ["", ""] + ["back"] * 4 + ["quit", *STOPS]
)

TO_THE_END = [*["one answer"] * 28, "", *["one answer"] * 12]
"""Answers up to the further provisions, and of one of them."""


@drawn(150)
@given(ahead=st.sampled_from([0, 20, 39, 40]), script=st.lists(ACTS, min_size=5, max_size=120))
def test_what_is_saved_is_what_was_answered_last(ahead: int, script: list[str]) -> None:
    person = Person([*TO_THE_END[:ahead], *script])
    saved = ""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(click, "echo", lambda *_words, **_how: None)
        while (left := len(person.script)) or not saved:
            saved = session(person, saved, monkeypatch)
            answers = known(saved)
            asked = {each.path for each in questions(MODEL, person.last)}
            tables = {*person.rows}
            for path, each in person.last.items():
                if path in asked and path not in tables:
                    assert answers.get(path) == each, (path, saved)
            for path, count in person.rows.items():
                rows = answers.get(path)
                if path in asked:
                    assert isinstance(rows, list), (path, saved)
                    assert len(rows) >= count
            assert {*answers} <= {*person.last, *tables}
            if left == len(person.script):  # nothing is asked any more
                return


def test_an_answer_that_is_judged_when_ctrl_c_comes_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def judge(*_case: object) -> list[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(click, "prompt", lambda *_words, **_how: "Elm")
    dialogue = Dialogue(MODEL, {}, judge=judge)  # type: ignore[arg-type]
    with pytest.raises(DialogueLeft):
        dialogue.run()
    assert dialogue.kept == {("parties", "district", "name"): "Elm"}


def test_back_in_a_resumed_session_leads_to_what_was_answered_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue = Dialogue(MODEL, {("parties", "district", "name"): "Elm"})
    dialogue.go_on()
    lines = ["back", "Oak", "quit"]
    monkeypatch.setattr(click, "prompt", lambda *_words, **_how: lines.pop(0))
    with pytest.raises(DialogueLeft):
        dialogue.run()
    assert dialogue.kept == {("parties", "district", "name"): "Oak"}
