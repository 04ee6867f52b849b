"""``mou amend CONFIG`` in a terminal: no YAML, and every change seen before it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import example
from tests.support.cli.terminal import Terminal
from tests.support.review.returned_copies import CITY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maple.yaml").write_text(example(CITY), encoding="utf-8")
    return tmp_path


def asked(folder: Path, *answers: tuple[str, str]) -> str:
    """Answer each prompt in turn; all that was printed."""
    terminal = Terminal(folder, "amend", "maple.yaml")
    seen = [terminal.answer(prompt, answer) for prompt, answer in answers]
    return " ".join("".join([*seen, terminal.end()]).split())


TERM = (("What to change", "term.until"), ("New value", "June 30, 2028"), ("Because", "Two years."))
END = (("What to change", ""), ("Who proposes", "2"), ("day of its own", "2027-01-01"))


def test_the_proposal_that_it_writes_is_carried_out(folder: Path) -> None:
    share = (
        ("What to change", "funding"),
        ("What is to become", "values"),
        ("Which value", "district_share"),
        ("share, such", "60%"),
        ("Which value", ""),
        ("Because", "The council agrees."),
    )
    seen = asked(folder, *share, *TERM, *END)
    assert "60 percent (60%)" in seen
    assert "To sign, once agreed: mou amend maple.yaml maple-proposal.yaml" in seen
    made = CliRunner().invoke(program, ["amend", "maple.yaml", "maple-proposal.yaml"])
    assert made.exit_code == 0, made.output
    amended = (folder / "maple-amended-1.yaml").read_text(encoding="utf-8")
    for words in ("district_share: 60%", "until: 2028-06-30", "effective: 2027-01-01"):
        assert words in amended
    assert "proposed_by: Maple Grove Police Department" in amended


def test_own_words_in_a_required_clause_are_kept_once_the_finding_is_accepted(folder: Path) -> None:
    words = (
        ("What to change", "12"),
        ("What is to become", "text"),
        ("Paragraph 1", "The program is assessed every year by both parties:"),
        ("Paragraph 2", "- goals reached."),
        ("Paragraph 3", ""),
        ("Because", "Shorter."),
    )
    accept = (("Accept this", "It says as much."),)
    asked(folder, *words, *accept, *END)
    made = CliRunner().invoke(program, ["amend", "maple.yaml", "maple-proposal.yaml"])
    assert made.exit_code == 0, made.output
    assert "It says as much." in (folder / "maple-amended-1.yaml").read_text(encoding="utf-8")


def test_a_change_that_would_break_the_agreement_is_told_and_not_kept(folder: Path) -> None:
    early = (("What to change", "term.until"), ("New value", "2020-06-30"), ("Because", "x"))
    seen = asked(folder, *early, ("Accept this", ""), ("What to change", ""))
    assert "this change was not taken" in seen
    assert "nothing was written" in seen
    assert not (folder / "maple-proposal.yaml").exists()


@pytest.mark.parametrize("leaving", ["quit", "\x03"])
def test_whoever_leaves_leaves_nothing_behind(folder: Path, leaving: str) -> None:
    seen = asked(folder, *TERM, ("What to change", leaving))
    assert "nothing was written" in seen
    assert [each.name for each in folder.iterdir()] == ["maple.yaml"]


def test_without_a_terminal_it_says_what_to_give(folder: Path) -> None:
    result = CliRunner().invoke(program, ["amend", "maple.yaml"])
    assert result.exit_code == 2
    assert "give a PROPOSAL" in result.output
