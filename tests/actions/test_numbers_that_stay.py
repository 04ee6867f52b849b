"""A clause is taken out, and its number left behind, so that those after it keep theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.actions.review import proposal_of
from mou_builder.cli.program import program
from mou_builder.proposal.proposal import ClauseChange
from mou_builder.review.findings import ChangeAnswer
from tests.support.agreement.assembling import assembled, example
from tests.support.review.returned_copies import CITY, Copy, reviewed, sent
from tests.support.word.docx_reading import lines_of
from tests.support.word.tracked_changes import Decision, decide

_OWN = """
  quiet-hours:
    title: Quiet hours
    after: mission
    text: No officer is called at night.
"""
TEXT = (
    example(CITY)
    .replace("requirements: [wisconsin]\n", "")
    .replace("\nclauses:\n", f"\nclauses:\n  disputes: yes\n{_OWN}")
)
HEAD = "proposed_by: Maple Grove Police Department\nchanges:\n"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, list(arguments))
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("maple.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def amended(change: str) -> str:
    Path("p.yaml").write_text(f"{HEAD}  - {{{change}, because: As agreed.}}\n", encoding="utf-8")
    code, said = run("amend", "maple.yaml", "p.yaml", "-o", "out")
    assert code == 0, said
    return Path("out/maple-amended-1.yaml").read_text(encoding="utf-8")


def numbered(config: str) -> dict[str, object]:
    return {each.id: each.number for each in assembled(config).provisions}


@pytest.mark.parametrize("clause", ["annual-meeting", "disputes", "quiet-hours"])
def test_the_clauses_behind_it_keep_their_numbers(folder: Path, clause: str) -> None:
    after = amended(f"clause: {clause}, omit: yes, number: stays")
    assert numbered(after) == numbered(TEXT)
    (provision,) = [each for each in assembled(after).provisions if each.id == clause]
    assert [block.text for block in provision.blocks] == ["[Reserved]"]  # type: ignore[union-attr]
    paper = lines_of(Path("out/maple-amendment-1.docx").read_bytes())
    (told,) = [each for each in paper if "Its number stays" in each]
    number = numbered(TEXT)[clause]
    assert f"Clause {number} (“" in told
    assert f"{number}. [Reserved]" in [" ".join(each.split()) for each in paper]
    assert not any("numbered in their order" in each for each in paper)


def test_the_redline_is_answered_like_any_other(folder: Path) -> None:
    amended("clause: annual-meeting, omit: yes, number: stays")
    copy = Copy(Path("out/maple-amendment-1-redline.docx").read_bytes())
    assert answers(copy.returned()) == [ChangeAnswer.OPEN]
    decide(copy.root, lambda _: Decision.ACCEPT)
    review = reviewed(copy.returned()).review
    assert [one.answer for part in review.answered for one in part.answers] == [
        ChangeAnswer.ACCEPTED
    ]
    assert not review.has_silent_edits


def answers(data: bytes) -> list[ChangeAnswer]:
    return [one.answer for part in reviewed(data).review.answered for one in part.answers]


def test_a_clause_comes_back_to_the_number_that_it_left(folder: Path) -> None:
    Path("maple.yaml").write_text(
        amended("clause: disputes, omit: yes, number: stays"), encoding="utf-8"
    )
    again = HEAD + "  - {clause: disputes, add: yes, because: As agreed.}\n"
    Path("p.yaml").write_text(again, encoding="utf-8")
    code, said = run("amend", "maple.yaml", "p.yaml", "-o", "again")
    assert code == 0, said
    after = Path("again/maple-amended-2.yaml").read_text(encoding="utf-8")
    assert assembled(after).provisions == assembled(TEXT).provisions


def test_without_it_the_clauses_move_up_and_the_paper_says_so(folder: Path) -> None:
    after = amended("clause: annual-meeting, omit: yes")
    numbers = numbered(after)
    assert "annual-meeting" not in numbers
    assert numbers["school-community"] == int(str(numbered(TEXT)["school-community"])) - 1
    paper = " ".join(lines_of(Path("out/maple-amendment-1.docx").read_bytes()))
    assert "The clauses of the agreement are numbered in their order as amended" in paper


def test_words_that_say_so_in_a_copy_that_came_back_are_proposed_so() -> None:
    copy = Copy(sent(TEXT))
    words = "The SRO shall meet with building-level school administrators, teachers, parents, and"
    whole = next(
        block.text
        for each in assembled(TEXT).provisions
        for block in each.blocks
        if each.id == "annual-meeting"
    )  # type: ignore[union-attr]
    assert whole.startswith(words)
    copy.track(whole, "[Reserved]")
    found = proposal_of(reviewed(copy.returned())).proposal
    assert found is not None
    (change,) = found.changes
    assert isinstance(change, ClauseChange)
    assert (change.clause, change.omit, change.number) == ("annual-meeting", True, "stays")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("clause: mission, text: Ours., number: stays", "only the number of a clause that is left"),
        ("clause: mission, omit: yes, number: 17A", "is there already"),
        (
            "clause: dogs, title: Dogs, add: yes, text: No dogs., number: stays",
            "only the number of a clause that is left out can stay behind",
        ),
    ],
)
def test_a_number_that_cannot_be_is_told(folder: Path, change: str, said: str) -> None:
    Path("p.yaml").write_text(f"{HEAD}  - {{{change}, because: As agreed.}}\n", encoding="utf-8")
    code, text = run("amend", "maple.yaml", "p.yaml", "-o", "out")
    assert code == 1
    assert "MOU616" in text
    assert said in " ".join(text.split())
