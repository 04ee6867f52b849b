"""Of what came back some changes are taken into the proposal, and others rejected with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import example
from tests.support.review.returned_copies import CITY, Copy

LIST = (
    "change 1: Program funding (clause 13): “60 percent (60%)” for “75 percent (75%)”; “40 percent",
    "change 2: Chain of command (clause 16): “Patrol Sergeant” for “Patrol Captain”",
    "change 3: term.until: 2028-06-30 (was 2027-06-30)",
)


@pytest.fixture
def back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the example in which a share, the supervisor and the last day were changed."""
    monkeypatch.chdir(tmp_path)
    Path("maple.yaml").write_text(example(CITY), encoding="utf-8")
    run("render", "maple.yaml", "--format", "docx")
    copy = Copy(Path("maple.docx").read_bytes())
    copy.track("75 percent (75%)", "60 percent (60%)").track("25 percent (25%)", "40 percent (40%)")
    copy.track("Patrol Captain", "Patrol Sergeant").track("June 30, 2027", "June 30, 2028")
    Path("back.docx").write_bytes(copy.returned())
    return "back.docx"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, list(arguments))
    return result.exit_code, result.output


def changes(file: str) -> str:
    return Path(file).read_text(encoding="utf-8").split("\nchanges:")[1]


def test_each_change_has_a_number_and_all_are_proposed_where_none_is_chosen(back: str) -> None:
    code, said = run("review", back, "--to-proposal", "all.yaml")
    assert code == 0
    assert all(each in said for each in LIST)
    assert 'to choose among them: --take 1 --reject "2: our reason"' in said
    assert all(each in changes("all.yaml") for each in ("funding", "Sergeant", "2028-06-30"))


def test_what_is_rejected_is_left_out_with_our_reason_and_the_rest_is_agreed_to(back: str) -> None:
    rejected = "1: The council has no money."
    code, said = run("review", back, "--to-proposal", "p.yaml", "--reject", rejected)
    assert code == 0
    assert "rejected by us. The council has no money." in said
    head, asked = Path("p.yaml").read_text(encoding="utf-8").split("\nchanges:")
    assert "rejected by us. The council has no money." in head
    asked, _, declined = asked.partition("\n# Not taken")
    assert "funding" not in asked
    assert "funding" in declined
    assert "Sergeant" in asked
    assert "2028-06-30" in asked
    assert "awaits" not in asked  # we agree: nobody's answer is open any more


def test_our_reason_not_to_take_a_change_is_in_the_next_redline(back: str) -> None:
    rejected = ("1: The council has no money.", "3: One year at a time.")
    options = [each for said in rejected for each in ("--reject", said)]
    assert run("review", back, "--to-proposal", "p.yaml", *options)[0] == 0
    assert (
        "\ndeclined:\n"
        "  - {clause: funding, because: The council has no money.}\n"
        "  - {about: 2028-06-30, because: One year at a time.}\n"
    ) in Path("p.yaml").read_text(encoding="utf-8")
    code, said = run(
        "amend", "maple.yaml", "p.yaml", "-o", "next", "--draft", "--author", "Ann Lee"
    )
    assert code == 0, said
    said = " ".join(run("review", "next/maple-amendment-1-redline.docx")[1].split())
    assert "comment by Ann Lee" in said
    assert "Not accepted. The council has no money." in said
    assert "“2028-06-30”: Not accepted. One year at a time." in said
    unknown = "proposed_by: A\nchanges: []\ndeclined: [{clause: x, why: y}]\n"
    Path("p.yaml").write_text(unknown, encoding="utf-8")
    assert "MOU610" in run("amend", "maple.yaml", "p.yaml", "-o", "no")[1]


def test_the_mark_of_a_draft_is_no_change_to_choose(back: str) -> None:
    """The redline of a draft has it in its header, and the agreement that is amended has not."""
    Path("asked.yaml").write_text(
        "proposed_by: A\nchanges:\n"
        "  - {clause: chain-of-command, set: {supervisor: Patrol Sergeant}, because: So.}\n",
        encoding="utf-8",
    )
    assert run("amend", "maple.yaml", "asked.yaml", "-o", "talks", "--draft")[0] == 0
    redline = "talks/maple-amendment-1-redline.docx"
    code, said = run("review", redline, "--to-proposal", "p.yaml")
    assert code == 0
    assert "change 1: Chain of command" in said
    assert "DRAFT" not in said
    assert "change 2" not in said
    said = run("review", redline, "--to-proposal", "p.yaml", "--reject", "1: No.", "--force")[1]
    assert "Every change is rejected" in said
    assert "p.yaml is as it was." in said


def test_only_what_is_taken_is_in_the_proposal_and_the_rest_is_not_decided(back: str) -> None:
    taken = "2, 3: Agreed by telephone."
    code, said = run("review", back, "--to-proposal", "p.yaml", "--take", taken)
    assert code == 0
    assert said.count(": not decided") == 1
    assert run("review", back, "--to-proposal", "one.yaml", "--take", "3")[0] == 0
    assert run("amend", "maple.yaml", "one.yaml")[0] == 0
    assert "funding" not in changes("p.yaml")
    assert changes("p.yaml").count("Agreed by telephone.") == 2


def test_where_all_is_rejected_no_proposal_is_written(back: str) -> None:
    code, said = run("review", back, "--to-proposal", "p.yaml", "--reject", "1,2,3: Too soon.")
    assert code == 0
    assert "the agreement stays as it was sent, and no proposal is written" in said
    assert said.count("rejected by us. Too soon.") == 3
    assert not Path("p.yaml").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--take", "1"), "say where the proposal is to be written: --to-proposal FILE"),
        (("--to-proposal", "p.yaml", "--take", "4"), "there is no change 4: there are 3"),
        (("--to-proposal", "p.yaml", "--take", "0"), "there is no change 0: there are 3"),
        (("--to-proposal", "p.yaml", "--take", "1", "--reject", "2,1"), "change 1 is named twice"),
        (("--to-proposal", "p.yaml", "--reject", "no money"), "does not begin with the number"),
    ],
)
def test_a_number_that_says_nothing_is_told(back: str, options: tuple[str, ...], said: str) -> None:
    code, text = run("review", back, *options)
    assert code == 2
    assert said in " ".join(text.split())
    assert not Path("p.yaml").exists()
