"""A table in the dialogue of `mou init`: back and forth through its cells, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

import click
import pytest

from mou_builder.cli.asking.dialogue import Dialogue
from mou_builder.cli.asking.turns import DialogueLeft
from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.drafting.interview.question import Answers
from mou_builder.yamltext.source import Path, Plain
from tests.support.agreement.assembling import library

AT = ("clauses", "funding")
GIVEN: dict[Path, Plain] = {
    ("parties", "district", "name"): "Elm",
    ("parties", "district", "schools"): ["High School"],
    ("parties", "district", "signatory", "title"): "Superintendent",
    ("parties", "agency", "kind"): "police",
    ("parties", "agency", "name"): "Elm PD",
    ("parties", "agency", "signatory", "title"): "Chief of Police",
    ("term", "until"): "2027-06-30",
    ("clauses", "training", "variant"): "topics",
    ("clauses", "training", "topics"): ["school-values"],
    (*AT, "variant"): "fixed-amount",
    (*AT, "officers"): "1",
}
FIRST, SECOND = {"due": "2026-10-01", "amount": "40,000"}, {"due": "2027-02-01", "amount": "50,000"}


class Typist:
    """Types the lines that a person would, and notes what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
        self.waiting = [*lines, "quit"]
        self.asked: list[str] = []
        monkeypatch.setattr(click, "prompt", self.answer)

    def answer(self, prompt: str, **_how: object) -> str:
        self.asked.append(prompt.strip())
        return self.waiting.pop(0)


def left_after(monkeypatch: pytest.MonkeyPatch, *lines: str) -> tuple[Plain, list[str]]:
    """Return the rows of a dialogue that a person leaves after these lines, and its prompts."""
    dialogue = Dialogue(library().model("wisconsin-sro"), GIVEN)
    typist = Typist(monkeypatch, "$90,000", *lines)
    with pytest.raises(DialogueLeft):
        dialogue.run()
    assert not typist.waiting
    return dialogue.answers.get((*AT, "instalments")), typist.asked[1:]


def resumed(
    monkeypatch: pytest.MonkeyPatch, rows: list[Plain], *lines: str
) -> tuple[Dialogue, list[str]]:
    """Return a dialogue that goes on with the rows of an earlier one, and its prompts."""
    earlier: dict[Path, Plain] = {**GIVEN, (*AT, "total"): "$90,000", (*AT, "instalments"): rows}
    dialogue = Dialogue(library().model("wisconsin-sro"), earlier)
    dialogue.go_on()
    typist = Typist(monkeypatch, *lines)
    with pytest.raises(DialogueLeft):
        dialogue.run()
    assert not typist.waiting
    return dialogue, typist.asked


def test_resume_goes_on_behind_the_last_row_of_a_table_that_was_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialogue, asked = resumed(monkeypatch, [FIRST], "2/1/2027", "50,000", "")
    assert asked[0] == "2. due date [no more]"
    assert dialogue.kept[(*AT, "instalments")] == [FIRST, SECOND]


def test_leaving_again_at_once_loses_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue, asked = resumed(monkeypatch, [FIRST])
    assert len(asked) == 1
    assert dialogue.kept[(*AT, "instalments")] == [FIRST]


def test_back_leads_into_the_rows_of_an_earlier_session(monkeypatch: pytest.MonkeyPatch) -> None:
    _, asked = resumed(monkeypatch, [FIRST], "back")
    assert asked[1] == "1. amount [40,000]"


def test_enter_ends_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, asked = left_after(monkeypatch, "10/1/2026", "40,000", "2/1/2027", "50,000", "")
    assert rows == [FIRST, SECOND]
    assert asked[4] == "3. due date [no more]"


def test_back_leads_to_the_cell_before_and_offers_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ("10/1/2026", "4,000", "back", "40,000", "2/1/2027", "50,000", "")
    rows, asked = left_after(monkeypatch, *lines)
    assert rows == [FIRST, SECOND]
    assert asked[3] == "1. amount [4,000]"


def test_back_to_a_table_offers_each_of_its_cells_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("10/1/2026", "4,000", "2/1/2027", "50,000", "", "back", "", "40,000", "", "", "")
    rows, asked = left_after(monkeypatch, *lines)
    assert rows == [FIRST, SECOND]
    assert asked[6:10] == [
        "1. due date [2026-10-01]",
        "1. amount [4,000]",
        "2. due date [2027-02-01]",
        "2. amount [50,000]",
    ]


def test_a_table_given_before_can_end_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("10/1/2026", "40,000", "2/1/2027", "50,000", "", "back", "", "", "end")
    assert left_after(monkeypatch, *lines)[0] == [FIRST]


def test_back_from_the_first_cell_leads_to_the_question_before_and_keeps_the_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back = ("back", "back", "back")
    lines = ("10/1/2026", "40,000", *back, "$90,000", "", "", "2/1/2027", "50,000", "")
    rows, asked = left_after(monkeypatch, *lines)
    assert rows == [FIRST, SECOND]
    assert "fixed amount for the term, such as $85,500.00 [$90,000]" in asked


def test_whole_rows_are_kept_when_one_leaves_in_the_middle_of_a_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert left_after(monkeypatch, "10/1/2026", "40,000", "2/1/2027")[0] == [FIRST]


def test_what_is_wrong_with_a_row_is_told_at_the_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def judge(answers: Answers, path: Path) -> Sequence[Diagnostic]:
        rows = answers.get((*AT, "instalments"))
        row = rows[int(path[-1])] if isinstance(rows, list) and len(path) == 4 else None
        if row == FIRST:
            return [Diagnostic("MOU300", Severity.ERROR, "too early", Place("x"))]
        return []

    typist = Typist(monkeypatch, "$90,000", "10/1/2026", "40,000", "2/1/2027", "50,000", "")
    dialogue = Dialogue(library().model("wisconsin-sro"), GIVEN, judge=judge)
    with pytest.raises(DialogueLeft):
        dialogue.run()
    assert dialogue.answers[(*AT, "instalments")] == [SECOND]
    assert typist.asked[3:5] == ["1. due date [2026-10-01]", "1. amount [40,000]"]
    assert "  too early\n  Answer again, or the same to keep it." in capsys.readouterr().out
