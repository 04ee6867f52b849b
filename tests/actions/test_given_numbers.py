"""Clauses that come between others have numbers of their own, and the others keep theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.cli.amending import (
    amend,
    amending_in,
    run,
)
from tests.support.review.returned_copies import Copy, reviewed
from tests.support.word.docx_reading import lines_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return amending_in(tmp_path, monkeypatch)


BETWEEN = """\
proposed_by: Maple Grove Police Department
changes:
  - clause: quiet-hours
    add: yes
    title: Quiet hours
    after: mission
    number: 1A
    text: |
      The SRO keeps quiet between bells, as [[disputes]] says:

      - in the morning;

      - in the afternoon.
    because: They asked.
  - {clause: disputes, add: yes, number: 17A, because: Mediation is cheaper.}
"""


@pytest.fixture
def between(folder: Path) -> Path:
    Path("asked.yaml").write_text(BETWEEN, "utf-8")
    code, text = amend("maple.yaml", "asked.yaml")
    assert code == 0, text
    return folder


def test_a_clause_between_others_is_given_a_number_and_the_others_keep_theirs(
    between: Path,
) -> None:
    words = "\n".join(lines_of(Path("maple-amendment-1.docx").read_bytes()))
    assert "The following clause 1A is added after clause 1, under the heading" in words
    assert "1A. The SRO keeps quiet between bells, as clause 17A says:" in words
    assert "The following clause 17A is added under a new heading" in words
    assert "The clauses of the agreement are numbered in their order as amended" not in words
    run("render", "maple-amended-1.yaml", "--format", "docx,text")
    printed = Path("maple-amended-1.txt").read_text("utf-8")
    for data in (printed, "\n".join(lines_of(Path("maple-amended-1.docx").read_bytes()))):
        for number in (
            "1. The mission",
            "1A. The SRO keeps",
            "2. School",
            "17A. A dispute",
            "18. ",
        ):
            assert f"\n{number}" in data, number
        assert "b. in the afternoon" in data


def test_papers_with_such_a_number_come_back_unchanged_and_another_number_is_told(
    between: Path,
) -> None:
    run("render", "maple-amended-1.yaml", "--format", "docx")
    data = Path("maple-amended-1.docx").read_bytes()
    assert reviewed(data).review.is_untouched
    assert reviewed(Path("maple-amendment-1.docx").read_bytes()).review.is_untouched
    redline = reviewed(Path("maple-amendment-1-redline.docx").read_bytes()).review
    assert not redline.has_silent_edits
    copy = Copy(data)
    lists = copy.parts["word/numbering.xml"]
    copy.parts["word/numbering.xml"] = lists.replace(b"17A.", b"18.")
    (found,) = reviewed(copy.returned()).review.changed
    assert found.notes == ("numbered “18.” instead of “17A.”",)
    assert found.is_silent


def test_a_given_number_stays_through_a_round(between: Path) -> None:
    first = Path("maple-amended-1.yaml").read_text("utf-8")
    code, text = amend("maple.yaml", "maple-amendment-1-redline.docx", "--agreed", "-o", "next")
    assert code == 0, text
    second = Path("next/maple-amended-1.yaml").read_text("utf-8")
    numbers = "numbers:\n  quiet-hours: 1A\n  disputes: 17A\n"
    assert numbers in first
    assert sorted(re.findall(r"(?<=  )\S+: 17?A$", second, re.M)) == [
        "disputes: 17A",
        "quiet-hours: 1A",
    ]
    code, text = run("diff", "maple-amended-1.yaml", "next/maple-amended-1.yaml", "--exit-code")
    assert code == 0, text


@pytest.mark.parametrize(
    ("number", "code"), [("17B", "MOU345"), ("3A", "MOU345"), ("17", "MOU612"), ("A", "MOU612")]
)
def test_a_number_that_does_not_follow_is_refused(folder: Path, number: str, code: str) -> None:
    Path("asked.yaml").write_text(BETWEEN.replace("number: 17A", f"number: {number}"), "utf-8")
    status, text = amend("maple.yaml", "asked.yaml")
    assert (status, code in text) == (1, True), text
