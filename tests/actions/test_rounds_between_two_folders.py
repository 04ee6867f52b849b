"""A negotiation of five rounds between a district and its police, each with a folder of its own.

Nothing but Word files goes from one to the other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from tests.support.agreement.assembling import example
from tests.support.review.returned_copies import CITY, Copy, new_paragraph
from tests.support.word.tracked_changes import Decision, decide

QUIET = "The SRO shall not enter an examination room between bells except in an emergency."
FIRST = """\
proposed_by: Maple Grove Police Department
date: 2026-09-01
changes:
  - {clause: funding, set: {district_share: 80%}, because: Benefits rose by nine percent.}
  - {clause: chain-of-command, set: {supervisor: School Services Sergeant}, because: New post.}
  - {setting: term.until, to: 2028-06-30, because: Two years save a round of talks.}
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    police, district = tmp_path / "police", tmp_path / "district"
    for each in (police, district):
        each.mkdir()
        (each / "maple.yaml").write_text(example(CITY), "utf-8")
    return police, district


def mou(folder: Path, *arguments: str, code: int = 0) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(program, list(arguments))
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def answer(file: Path, to: Path, edit: Callable[[Copy], object]) -> None:
    """Open a file in Word, answer it, and send it back."""
    copy = Copy(file.read_bytes())
    edit(copy)
    to.write_bytes(copy.returned())


def test_five_rounds_from_the_first_proposal_to_the_paper_to_sign(
    folders: tuple[Path, Path],
) -> None:
    police, district = folders

    # One: the police propose three changes, and send the redline.
    (police / "first.yaml").write_text(FIRST, "utf-8")
    mou(police, "amend", "maple.yaml", "first.yaml", "-o", "one", "--draft")
    redline = police / "one" / "maple-amendment-1-redline.docx"

    # Two: the district accepts the term and the sergeant, and rejects the share.
    def partly(copy: Copy) -> None:
        decide(copy.clause("funding"), lambda _: Decision.REJECT)
        decide(copy.root, lambda _: Decision.ACCEPT)

    answer(redline, police / "back-1.docx", partly)
    said = mou(police, "review", "back-1.docx", "--to-proposal", "second.yaml")
    assert "Of our 3 changes 2 accepted, 1 rejected; no changes of their own; no silent" in said
    assert "rejected, and not proposed again: Program funding" in said

    # Three: the police give up the share, and send what is left anew.
    assert "district_share" not in (police / "second.yaml").read_text("utf-8").split("changes:")[1]
    mou(police, "amend", "maple.yaml", "second.yaml", "-o", "two", "--draft")
    second = police / "two" / "maple-amendment-1-redline.docx"

    # Four: the district accepts, shortens the term, and adds a clause of its own.
    def with_own_words(copy: Copy) -> None:
        decide(copy.root, lambda _: Decision.ACCEPT)
        copy.track("June 30, 2028", "June 30, 2029", "Dana Whitfield")
        copy.clause("duty-stations").addnext(new_paragraph(QUIET, "MOUClause"))

    answer(second, police / "back-2.docx", with_own_words)
    said = mou(police, "review", "back-2.docx", "--to-proposal", "third.yaml", code=1)
    assert "Of our 2 changes 1 accepted, 1 changed" in said
    third = (police / "third.yaml").read_text("utf-8")
    assert "Dana Whitfield" in third
    assert QUIET in " ".join(third.split())

    # Five: there is no paper to sign yet, for the police have not agreed to the new words. They do,
    # and send it back as it is; the district accepts all of it.
    said = mou(police, "amend", "maple.yaml", "third.yaml", "-o", "three", code=1)
    assert "the change of “term.until” is open; it is the other side's, and awaits our" in said
    assert not (police / "three").exists()
    mou(police, "amend", "maple.yaml", "third.yaml", "-o", "three", "--draft")
    last = police / "three" / "maple-amendment-1-redline.docx"
    answer(last, district / "last.docx", lambda copy: decide(copy.root, lambda _: Decision.ACCEPT))
    said = mou(district, "review", "last.docx", "--to-proposal", "agreed.yaml")
    assert "Of our 3 changes 3 accepted; no changes of their own; no silent edits" in said
    assert "Every change is accepted. To make the paper to sign: mou amend maple.yaml" in said

    # What is signed is the same in both folders: the copy itself is proposal enough.
    mou(district, "amend", "maple.yaml", "last.docx", "-o", "signed")
    paper = district / "signed" / "maple-amendment-1.docx"
    assert "awaits" not in (district / "agreed.yaml").read_text("utf-8").split("changes:")[1]
    assert "Nothing was changed." in mou(district, "review", str(paper))
    amended = (district / "signed" / "maple-amended-1.yaml").read_text("utf-8")
    assert "until: 2029-06-30" in amended
    assert "district_share: 75%" in amended
    shutil.copy(district / "signed" / "maple-amended-1.yaml", police / "amended.yaml")
    assert QUIET in mou(police, "render", "amended.yaml", "--format", "text") or QUIET in " ".join(
        (police / "amended.txt").read_text("utf-8").split()
    )
