"""What is told of a proposal that cannot be carried out, or of which nothing may be signed yet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.agreement.assembling import example
from tests.support.cli.amending import (
    RENAMED,
    amend,
    amending_in,
    names,
    run,
)
from tests.support.review.returned_copies import CITY, reviewed
from tests.support.word.docx_reading import header_words
from tests.support.word.edited_templates import opened, saved

# -- what a proposal is told


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return amending_in(tmp_path, monkeypatch)


OWN_WORDS = """\
  - {setting: term.until, to: 2028-06-30, because: Two years.}
  - clause: assessment
    text: The program is assessed every year by both parties.
    because: Shorter.
"""


def test_a_result_that_breaks_the_check_is_told_at_the_change_that_breaks_it(folder: Path) -> None:
    Path("maple.yaml").write_text(example(CITY), "utf-8")
    Path("asked.yaml").write_text(f"proposed_by: A\nchanges:\n{OWN_WORDS}", "utf-8")
    code, text = amend("maple.yaml", "asked.yaml")
    assert code == 1
    assert "asked.yaml:4:" in text
    hint = re.search(
        r"put into the proposal: (accept: \[.*?because: …\}\])", re.sub(r"\s+", " ", text)
    )
    assert hint
    accepted = hint[1].replace("…", "It says as much.")
    Path("asked.yaml").write_text(f"proposed_by: A\n{accepted}\nchanges:\n{OWN_WORDS}", "utf-8")
    code, text = amend("maple.yaml", "asked.yaml")
    assert code == 0, text


def test_what_the_law_asks_for_keeps_a_paper_from_being_signed_and_not_from_being_talked_about(
    folder: Path,
) -> None:
    Path("maple.yaml").write_text(example(CITY), "utf-8")
    Path("asked.yaml").write_text(f"proposed_by: A\nchanges:\n{OWN_WORDS}", "utf-8")
    assert amend("maple.yaml", "asked.yaml")[0] == 1
    assert not list(folder.glob("*.docx"))
    code, text = amend("maple.yaml", "asked.yaml", "--draft")
    assert (code, "MOU350 error" in text) == (0, True)
    code, told = run("review", "maple-amendment-1-redline.docx")
    assert (code, "no silent edits" in told) == (0, True)


def test_a_proposal_that_no_longer_fits_is_told_the_line_that_makes_it_fit(folder: Path) -> None:
    asked = "clause: funding, set: {district_share: 60%}, because: x"
    change = f"  - {{{asked}, was: {{district_share: 80%}}}}\n"
    Path("asked.yaml").write_text(f"proposed_by: A\nchanges:\n{change}", "utf-8")
    code, text = amend("maple.yaml", "asked.yaml")
    assert code == 1
    hint = re.search(r"replace now: (was: \{.*?\})", re.sub(r"\s+", " ", text))
    assert hint
    Path("asked.yaml").write_text(
        f"proposed_by: A\nchanges:\n{change}".replace("was: {district_share: 80%}", hint[1]),
        "utf-8",
    )
    code, text = amend("maple.yaml", "asked.yaml")
    assert code == 0, text


@pytest.mark.parametrize(
    ("setting", "instead"),
    [
        ("clauses.funding.district_share", "write clause: funding and set: {district_share: …}"),
        ("clauses.funding", "write clause: funding and set:"),
        ("model", "the person who keeps the config"),
    ],
)
def test_a_setting_that_cannot_be_proposed_is_told_what_to_write_instead(
    folder: Path, setting: str, instead: str
) -> None:
    Path("asked.yaml").write_text(
        f"proposed_by: A\nchanges:\n  - {{setting: {setting}, to: x, because: y}}\n", "utf-8"
    )
    code, text = amend("maple.yaml", "asked.yaml")
    assert (code, instead in re.sub(r"\s+", " ", text)) == (1, True), text


def test_an_acceptance_that_was_given_for_something_else_is_asked_for_again(folder: Path) -> None:
    def asked(until: int, accept: str, config: str) -> tuple[int, str]:
        change = f"  - {{setting: term.until, to: {until}-06-30, because: Long.}}"
        Path("asked.yaml").write_text(f"proposed_by: A\n{accept}changes:\n{change}\n", "utf-8")
        return amend(config, "asked.yaml")

    _, text = asked(2040, "", "maple.yaml")
    found = re.search(r"(MOU3\d\d) (?:error|warning)", text)
    assert found, text
    for each in Path().glob("maple-am*"):
        each.unlink()
    accept = f"accept: [{{code: {found[1]}, because: Fourteen years.}}]\n"
    assert asked(2040, accept, "maple.yaml")[0] == 0
    code, text = asked(2045, "", "maple-amended-1.yaml")
    assert (code, "MOU625" in text) == (1, True), text
    assert asked(2045, accept.replace("Fourteen", "Nineteen"), "maple-amended-1.yaml")[0] == 0
    amended = Path("maple-amended-2.yaml").read_text("utf-8")
    assert "Nineteen years." in amended
    assert "Fourteen years." not in amended


# -- drafts, and what is signed


AWAITING = """\
proposed_by: Maple Grove Police Department
changes:
  - {setting: term.until, to: 2028-06-30, because: Two years., awaits: them}
  - {clause: disputes, add: yes, because: Mediation is cheaper., awaits: us}
"""
SIGNATURES = [("Dana Whitfield", "2026-06-10"), ("Luis Ortega", "2026-06-12")]


def sign(config: str, *more: str) -> None:
    for name, day in SIGNATURES:
        code, text = run("record", config, "signed", "--by", name, "--on", day, *more)
        assert code == 0, text


def test_no_paper_to_sign_is_made_while_a_change_awaits_an_answer(folder: Path) -> None:
    Path("asked.yaml").write_text(AWAITING, "utf-8")
    before = names(folder)
    code, text = amend("maple.yaml", "asked.yaml")
    said = " ".join(text.split())
    assert code == 1
    assert "asked.yaml:3:72: MOU626" in said
    assert "“term.until” is open; the other side has not answered it" in said
    assert "“disputes” is open; it is the other side's, and awaits our answer" in said
    assert "a draft to send: --draft" in said
    assert names(folder) == before
    assert amend("maple.yaml", "asked.yaml", "--draft", "--agreed")[0] == 2
    assert amend("maple.yaml", "asked.yaml", "--agreed", "-o", "signed")[0] == 0
    assert (folder / "signed" / "maple-amendment-1.pdf").exists()


def test_a_draft_of_an_amendment_says_that_it_is_one_and_is_reviewed_as_one(folder: Path) -> None:
    Path("asked.yaml").write_text(AWAITING, "utf-8")
    code, text = amend("maple.yaml", "asked.yaml", "--draft", "-o", "out")
    assert code == 0, text
    assert names(folder / "out") == [
        "maple-amended-1.yaml",
        "maple-amendment-1-draft.docx",
        "maple-amendment-1-draft.pdf",
        "maple-amendment-1-redline.docx",
    ]
    data = Path("out/maple-amendment-1-draft.docx").read_bytes()
    assert "DRAFT" in header_words(data)
    assert reviewed(data).review.is_untouched
    code, text = run("diff", "maple.yaml", "out/maple-amendment-1-draft.docx")
    assert "this is the instrument of an amendment" in " ".join(text.split())


def test_a_draft_of_an_amendment_on_a_letterhead_that_does_not_mark_it_is_told(
    folder: Path,
) -> None:
    letterhead = opened()
    letterhead.sections[0].different_first_page_header_footer = True
    Path("house.docx").write_bytes(saved(letterhead))
    Path("asked.yaml").write_text(AWAITING, "utf-8")
    for kind, times in (("--draft", 1), ("--agreed", 0)):
        code, text = amend("maple.yaml", "asked.yaml", kind, "-o", kind, "--template", "house.docx")
        assert code == 0, text
        assert text.count("MOU413") == times


def test_an_amendment_of_what_is_not_on_record_as_signed_is_told(folder: Path) -> None:
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 0
    said = " ".join(text.split())
    assert (
        "MOU627 warning: the record does not show that the agreement is signed: no signature"
        in said
    )
    assert "Dana Whitfield" in said
    sign("maple.yaml")
    assert "MOU627" not in amend("maple.yaml", "proposal.yaml", "--force")[1]
    second = "proposed_by: A\nchanges:\n"
    second += "  - {clause: funding, set: {district_share: 50%}, because: Half and half.}\n"
    Path("second.yaml").write_text(second, "utf-8")
    said = " ".join(amend("maple-amended-1.yaml", "second.yaml")[1].split())
    assert "the record does not show that Amendment No. 1 is signed" in said
    assert "that the agreement is signed" not in said
    sign("maple-amended-1.yaml", "--amendment", "1")
    assert "MOU627" not in amend("maple-amended-1.yaml", "second.yaml", "--force")[1]


def test_an_amendment_of_one_that_was_refused_is_refused(folder: Path) -> None:
    sign("maple.yaml")
    amend("maple.yaml", "proposal.yaml")
    refusal = ("refused", "--by", "School Board", "--on", "2026-09-10", "--amendment", "1")
    assert run("record", "maple-amended-1.yaml", *refusal)[0] == 0
    Path("second.yaml").write_text(f"proposed_by: A\nchanges:\n{RENAMED}", "utf-8")
    code, text = amend("maple-amended-1.yaml", "second.yaml")
    assert (code, "MOU628" in text) == (1, True)
    assert "amend the config before it: maple.yaml" in text


def wanted_beside() -> str:
    """Put the config beside the other that a redline leads to, and return its text."""
    now = Path("maple.yaml").read_text("utf-8")
    wanted = now.replace("district_share: 75%", "district_share: 60%")
    Path("wanted.yaml").write_text(wanted, "utf-8")
    return wanted


def test_a_redline_of_another_config_is_told_with_the_config_that_it_is_of(folder: Path) -> None:
    wanted = wanted_beside()
    run("diff", "maple.yaml", "wanted.yaml", "-o", "redline.docx")
    code, text = amend("wanted.yaml", "redline.docx")
    said = " ".join(text.split())
    assert (code, "MOU624" in said) == (1, True)
    assert "this redline was made from maple.yaml, which says other things than wanted.yaml" in said
    assert "mou amend maple.yaml redline.docx" in said
    third = wanted.replace("2027-06-30", "2028-06-30")
    Path("third.yaml").write_text(third, "utf-8")
    said = " ".join(amend("third.yaml", "redline.docx", "--draft")[1].split())
    assert "Read against third.yaml: this redline was made from maple.yaml" in said
    sign("maple.yaml")  # makes no other agreement of it
    assert "Read against" not in amend("maple.yaml", "redline.docx", "--draft")[1]


def test_what_nobody_put_a_name_to_is_not_said_to_be_proposed_by_the_program(folder: Path) -> None:
    wanted_beside()
    run("diff", "maple.yaml", "wanted.yaml", "-o", "redline.docx")
    run("review", "redline.docx", "--to-proposal", "next.yaml")
    changes = Path("next.yaml").read_text("utf-8").split("proposed_by: ")[1]
    assert changes.startswith("a party\n")
    assert "because: Proposed before, and not yet answered.\n" in changes
    run("diff", "maple.yaml", "wanted.yaml", "-o", "named.docx", "--author", "Ann Lee")
    run("review", "named.docx", "--to-proposal", "named.yaml")
    assert "proposed_by: Ann Lee" in Path("named.yaml").read_text("utf-8")


def test_a_second_amendment_of_a_number_that_is_signed_is_refused(folder: Path) -> None:
    """The next one is made of the agreement as amended, wherever that was written to."""
    _ask("  - {clause: funding, set: {district_share: 60%}, because: It rose.}\n")
    for who in ("Dana Whitfield", "Luis Ortega"):
        run("record", "maple.yaml", "signed", "--by", who, "--on", "2026-07-01")
    assert amend("maple.yaml", "asked.yaml", "-o", "first")[0] == 0
    assert amend("maple.yaml", "asked.yaml", "-o", "other")[0] == 0, "nobody has signed the first"
    for who in ("Dana Whitfield", "Luis Ortega"):
        of_it = ("signed", "--amendment", "1", "--by", who, "--on", "2026-09-02")
        assert run("record", "first/maple-amended-1.yaml", *of_it)[0] == 0
    _ask("  - {clause: funding, set: {district_share: 55%}, because: It fell.}\n")
    code, text = amend("maple.yaml", "asked.yaml", "-o", "second", "--draft")
    assert code == 1
    assert "MOU629 error: Amendment No. 1 of this agreement is signed" in text
    assert "give first/maple-amended-1.yaml in place of this config" in " ".join(text.split())
    assert not Path("second").exists()
    code, text = run("renew", "maple.yaml")
    assert (code, "MOU629" in text, Path("maple-2028.yaml").exists()) == (1, True, False)
    assert run("renew", "first/maple-amended-1.yaml")[0] == 0
    for day, is_told in (("2026-08-15", False), ("2026-12-31", True)):
        copy = ("--conformed", "--as-of", day, "-o", day, "--format", "docx")
        code, text = run("render", "maple.yaml", *copy)
        assert (code, "MOU629 warning: Amendment No. 1" in text) == (0, is_told), text
    assert amend("first/maple-amended-1.yaml", "asked.yaml", "-o", "second")[0] == 0
    assert Path("second/maple-amendment-2.pdf").exists()
    text = Path("maple.yaml").read_text("utf-8")
    Path("maple.yaml").write_text(text.replace("75%", "70%"), "utf-8")
    assert "MOU629" not in amend("maple.yaml", "asked.yaml", "-o", "third")[1], "another agreement"


def _ask(changes: str) -> None:
    Path("asked.yaml").write_text(f"proposed_by: A\nchanges:\n{changes}", "utf-8")
