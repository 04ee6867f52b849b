"""``mou amend``: redline, instrument and amended config of a proposal."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import page
import pikepdf
import pytest
from click.testing import CliRunner
from lxml import etree

from mou_builder.agreement.document import Kind, Paragraph
from mou_builder.cli.program import program
from mou_builder.difference.comparing import compare
from mou_builder.papers.instrument import AmendmentOccasion, instrument
from mou_builder.review.sent_parts import lines_of as lines_of_block
from mou_builder.word.writing.document import render_docx
from tests.support.assembling import CONFIGS, assembled, example
from tests.support.docx_reading import header_words, lines_of
from tests.support.negotiated import PAIRS
from tests.support.returned_copies import CITY, Copy, reviewed, text_of, w

PROPOSAL = """\
proposed_by: Maple Grove Police Department
date: 2026-09-01
changes:
  - clause: funding
    set: {district_share: 60%}
    because: The council has voted to carry more of the cost.
  - {clause: disputes, add: yes, because: Mediation is cheaper than a lawsuit.}
  - {clause: annual-meeting, omit: yes, because: The safety committee meets monthly.}
  - {setting: term.until, to: 2028-06-30, because: Two years save a round of talks.}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = example(CITY).replace("requirements: [wisconsin]\n", "")
    Path("maple.yaml").write_text(text, encoding="utf-8")
    Path("proposal.yaml").write_text(PROPOSAL, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, list(arguments))
    return result.exit_code, result.output


def amend(*arguments: str) -> tuple[int, str]:
    return run("amend", *arguments)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_files_of_an_amendment_are_written_together(folder: Path) -> None:
    code, text = amend("maple.yaml", "proposal.yaml", "-o", "out")
    assert code == 0, text
    assert names(folder / "out") == [
        "maple-amended-1.yaml",
        "maple-amendment-1-redline.docx",
        "maple-amendment-1.docx",
        "maple-amendment-1.pdf",
    ]


def test_the_redline_has_the_reason_and_the_proposer_on_each_change(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml", "--author", "Clerk", "--date", "2026-09-15")
    data = Path("maple-amendment-1-redline.docx").read_bytes()
    review = reviewed(data).review
    reasons = {
        part.key.id: (remark.author, remark.text)
        for part in review.parts
        for remark in part.remarks
        if part.key
    }
    police = "Maple Grove Police Department"
    assert reasons == {
        "funding": (police, "The council has voted to carry more of the cost."),
        "disputes": (police, "Mediation is cheaper than a lawsuit."),
        "annual-meeting": (police, "The safety committee meets monthly."),
        "term": (police, "Two years save a round of talks."),
    }
    assert {hand.author for part in review.parts for hand in part.hands} == {"Clerk"}
    assert {hand.date[:10] for part in review.parts for hand in part.hands} == {"2026-09-15"}
    assert not review.has_silent_edits


def test_the_instrument_says_each_clause_as_it_will_read(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    data = Path("maple-amendment-1.docx").read_bytes()
    text = "\n".join(lines_of(data))
    assert text.startswith("Amendment No. 1\nto the Memorandum of Understanding")
    assert "Maple Grove School District and Maple Grove Police Department are parties" in text
    assert "proposed by Maple Grove Police Department on September 1, 2026" in text
    first = "The SRO shall meet with building-level …"
    assert f"1. Clause 3 (“{first}”) is deleted." in text
    lead = "(“The law enforcement agency shall provide …”), which becomes clause 12, is deleted"
    assert lead in text
    assert "12. The law enforcement agency shall provide one (1) SRO. The school district" in text
    assert "60 percent (60%)" in text
    assert "The following clause 17 is added under a new heading" in text
    assert "remain effective until June 30, 2028" in text
    assert "All other provisions of the agreement remain in full force and effect." in text
    assert "Dana Whitfield" in text
    assert "Luis Ortega" in text
    assert header_words(data)[0].startswith("Amendment No. 1 – Maple Grove School District")
    assert "mission of the School Resource Officer" not in text


def test_the_instrument_can_be_signed_on_its_own(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    with pikepdf.open("maple-amendment-1.pdf") as pdf:
        fields = [each for each in pdf.Root.AcroForm.Fields if each.FT == "/Sig"]
        assert len(fields) == 2
        assert "Amendment No. 1" in str(pdf.docinfo["/Title"])


@pytest.mark.parametrize("profile", ["ua1", "3b"])
def test_the_instrument_is_accessible_and_archivable(folder: Path, profile: str) -> None:
    amend("maple.yaml", "proposal.yaml")
    data = Path("maple-amendment-1.pdf").read_bytes()
    assert page.validate_pdf_bytes(data, profile=profile).failures == []


def test_the_amended_config_numbers_the_next_amendment_and_renders(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    assert run("check", "maple-amended-1.yaml")[0] == 0
    assert run("render", "maple-amended-1.yaml", "--format", "text")[0] == 0
    second = "proposed_by: The District\nchanges:\n"
    second += "  - {clause: funding, set: {district_share: 50%}, because: Half and half.}\n"
    Path("second.yaml").write_text(second, encoding="utf-8")
    code, text = amend("maple-amended-1.yaml", "second.yaml")
    assert code == 0, text
    assert Path("maple-amended-2.yaml").exists()
    instrument_text = "\n".join(lines_of(Path("maple-amendment-2.docx").read_bytes()))
    assert instrument_text.startswith("Amendment No. 2")
    assert "as amended by Amendment No. 1" in instrument_text


def test_what_announces_a_quoted_clause_stays_on_its_page(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    paragraphs = docx.Document("maple-amendment-1.docx").element.body.iter(w("p"))
    kept = {text_of(p): p.find(f"{w('pPr')}/{w('keepNext')}") is not None for p in paragraphs}
    leads = [text for text in kept if text.endswith(("by the following:", "”:"))]
    assert len(leads) == 4
    assert [text for text in leads if not kept[text]] == []
    assert not any(is_kept for text, is_kept in kept.items() if "Overtime worked" in text)
    assert any("Overtime worked" in text for text in kept)


def test_the_day_of_signing_is_named_where_it_is_known(folder: Path) -> None:
    text = Path("maple.yaml").read_text(encoding="utf-8")
    Path("maple.yaml").write_text(
        text.replace("\nterm:", "\nsigned: 2026-07-15\n\nterm:"), encoding="utf-8"
    )
    amend("maple.yaml", "proposal.yaml")
    lines = lines_of(Path("maple-amendment-1.docx").read_bytes())
    assert any("signed on July 15, 2026 (the “agreement”)" in each for each in lines)
    assert any(each.startswith("Signed on the ____") for each in lines)


def test_a_result_that_breaks_the_check_is_refused_and_nothing_is_written(folder: Path) -> None:
    before = names(folder)
    broken = PROPOSAL.replace("district_share: 60%", "district_share: 60%, agency_share: 60%")
    Path("proposal.yaml").write_text(broken, encoding="utf-8")
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 1
    assert "MOU623" in text
    assert "MOU301" in text
    assert "accept:" not in text
    assert "maple-amended-1.yaml:" in text
    assert names(folder) == before


def test_a_requirement_that_the_result_no_longer_meets_is_told(folder: Path) -> None:
    Path("maple.yaml").write_text(example(CITY), encoding="utf-8")
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 1
    assert "MOU350" in text
    hint = "accept: [{code: MOU350, about: wisconsin/annual-meeting, because: …}]"
    assert hint in " ".join(text.split())


def test_words_of_the_other_side_are_amended_once_the_requirement_is_accepted(folder: Path) -> None:
    accepted = "accept: [{code: MOU350, because: Both boards have agreed on these words.}]\n"
    Path("maple.yaml").write_text(example(CITY) + accepted, encoding="utf-8")
    assert amend("maple.yaml", "proposal.yaml")[0] == 0


def test_a_proposal_accepts_what_its_result_no_longer_meets(folder: Path) -> None:
    Path("maple.yaml").write_text(example(CITY), encoding="utf-8")
    accepted = "accept: [{code: MOU350, because: Both boards have agreed on these words.}]\n"
    Path("proposal.yaml").write_text(PROPOSAL + accepted, encoding="utf-8")
    assert amend("maple.yaml", "proposal.yaml")[0] == 0
    amended = Path("maple-amended-1.yaml").read_text(encoding="utf-8")
    assert "because: Both boards have agreed on these words." in amended


def test_files_that_exist_are_kept_without_force(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    before = Path("maple-amendment-1.pdf").read_bytes()
    Path("maple-amended-1.yaml").write_text("mine", encoding="utf-8")
    code, text = amend("maple.yaml", "proposal.yaml")
    assert (code, "MOU705" in text) == (2, True)
    assert Path("maple-amended-1.yaml").read_text(encoding="utf-8") == "mine"
    assert amend("maple.yaml", "proposal.yaml", "--force")[0] == 0
    assert Path("maple-amended-1.yaml").read_text(encoding="utf-8") != "mine"
    assert Path("maple-amendment-1.pdf").read_bytes() == before


def test_the_same_amendment_gives_the_same_bytes(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml", "-o", "one", "--date", "2026-09-01")
    amend("maple.yaml", "proposal.yaml", "-o", "two", "--date", "2026-09-01")
    for name in names(folder / "one"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes(), name


def test_a_proposal_to_start_from_is_written_and_asks_to_be_changed(folder: Path) -> None:
    code, text = amend("--new", "maple.yaml")
    assert (code, text.strip()) == (0, "maple-proposal.yaml")
    written = Path("maple-proposal.yaml").read_text(encoding="utf-8")
    assert "mou amend maple.yaml maple-proposal.yaml" in written
    assert "proposed_by:" in written
    code, text = amend("maple.yaml", "maple-proposal.yaml")
    assert (code, "MOU614" in text) == (1, True)
    named = written.replace("proposed_by:", "proposed_by: The Police")
    Path("maple-proposal.yaml").write_text(named, encoding="utf-8")
    code, text = amend("maple.yaml", "maple-proposal.yaml")
    assert (code, "MOU621" in text) == (1, True)
    Path("maple-proposal.yaml").write_text(
        named.replace("officers: 1", "officers: 2", 1), encoding="utf-8"
    )
    assert amend("maple.yaml", "maple-proposal.yaml")[0] == 0
    assert amend("--new", "maple.yaml")[0] == 2


def test_one_of_a_proposal_and_new_is_needed(folder: Path) -> None:
    assert amend("maple.yaml")[0] == 2
    assert amend("maple.yaml", "proposal.yaml", "--new")[0] == 2


def test_a_proposal_that_no_longer_fits_ends_with_1_and_writes_nothing(folder: Path) -> None:
    stale = PROPOSAL.replace(
        "set: {district_share: 60%}", "set: {district_share: 60%}\n    was: {district_share: 80%}"
    )
    Path("proposal.yaml").write_text(stale, encoding="utf-8")
    before = names(folder)
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 1
    assert "was “80%” and is now “75%”" in text
    assert names(folder) == before


def test_a_proposal_that_changes_no_word_is_refused(folder: Path) -> None:
    text = "proposed_by: A\nchanges:\n"
    text += "  - {setting: parties.district.address, to: 1 School Lane, because: x}\n"
    Path("proposal.yaml").write_text(text, encoding="utf-8")
    code, said = amend("maple.yaml", "proposal.yaml")
    assert (code, "MOU624" in said) == (1, True)


def test_a_config_that_extends_another_is_amended_in_another_folder(folder: Path) -> None:
    Path("base.yaml").write_text(Path("maple.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    Path("maple.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    code, text = amend("maple.yaml", "proposal.yaml", "-o", "out/deep")
    assert code == 0, text
    assert run("check", "out/deep/maple-amended-1.yaml")[0] == 0


def test_a_returned_copy_becomes_a_proposal_that_amends(folder: Path) -> None:
    run("render", "maple.yaml", "--format", "docx")
    copy = Copy(Path("maple.docx").read_bytes())
    copy.comment("75 percent (75%)", "The council has voted so.", "Luis Ortega")
    copy.track("75 percent (75%)", "60 percent (60%)").track("25 percent (25%)", "40 percent (40%)")
    Path("back.docx").write_bytes(copy.returned())
    code, text = run("review", "back.docx", "--to-proposal", "back.yaml")
    assert code == 0, text
    assert "The council has voted so." in Path("back.yaml").read_text(encoding="utf-8")
    code, text = amend("maple.yaml", "back.yaml")
    assert (code, "MOU626" in text) == (1, True)
    code, text = amend("maple.yaml", "back.yaml", "--agreed")
    assert code == 0, text
    assert "district_share: 60%   # the agency's share" in Path("maple-amended-1.yaml").read_text(
        encoding="utf-8"
    )
    assert run("review", "back.docx", "--to-proposal", "back.yaml")[0] == 2


def test_an_untouched_copy_writes_no_proposal(folder: Path) -> None:
    run("render", "maple.yaml", "--format", "docx")
    code, text = run("review", "maple.docx", "--to-proposal", "none.yaml")
    assert (code, "none is written" in text) == (0, True)
    assert not Path("none.yaml").exists()


def test_quoted_clauses_do_not_count_and_tables_are_kept() -> None:
    old, new = (assembled(text) for text in PAIRS["a row of the schedule"])
    closing = Paragraph(Kind.CLOSING, ())
    paper = instrument(compare(old, new), AmendmentOccasion(1, "A", None, None, closing))
    text = [
        line.text for each in paper.provisions for b in each.blocks for line in lines_of_block(b)
    ]
    assert "8:15 a.m." in text
    assert [each.number for each in paper.provisions] == [1, 2, 3]
    quoted = [
        block
        for each in paper.provisions
        for block in each.blocks
        if isinstance(block, Paragraph) and block.kind is Kind.QUOTED
    ]
    assert [each.number for each in quoted if each.number] == ["17."]


def test_a_list_in_a_quoted_clause_stands_at_its_own_indent() -> None:
    old, new = (assembled(text) for text in PAIRS["custom text"])
    closing = Paragraph(Kind.CLOSING, ())
    paper = instrument(compare(old, new), AmendmentOccasion(1, "A", None, None, closing))
    data = render_docx(paper, (CONFIGS.parent / "templates/agreement.docx").read_bytes(), None)
    found = {
        text_of(each).partition(".")[0]: each.find(f"{w('pPr')}/{w('ind')}")
        for each in docx.Document(io.BytesIO(data)).element.body.iter(w("p"))
        if each.pPr is not None and each.style == "MOUQuoted"
    }
    left = {lead: None if ind is None else ind.get(w("left")) for lead, ind in found.items()}
    assert left["8"] is None
    assert left["a"] == left["b"] == "1620"


@pytest.mark.parametrize("name", PAIRS)
def test_an_instrument_is_made_of_every_kind_of_change(name: str) -> None:
    old, new = (assembled(text) for text in PAIRS[name])
    comparison = compare(old, new)
    paper = instrument(comparison, AmendmentOccasion(3, "A", None, None, new.closing))
    words = "\n".join(
        line.text for each in paper.provisions for b in each.blocks for line in lines_of_block(b)
    )
    new_lines = {
        line.text for each in new.provisions for b in each.blocks for line in lines_of_block(b)
    }
    old_lines = {
        line.text for each in old.provisions for b in each.blocks for line in lines_of_block(b)
    }
    for line in new_lines - old_lines:
        if not re.search(r"clause \d+", line):  # references follow the renumbering
            assert line in words, line
    for item in comparison.clauses:
        if item.old and not item.new:
            assert re.search(rf"Clause {item.old.number} \(“[^”]+”\) is deleted\.", words)


def test_the_files_open_in_python_docx_and_carry_both_sides(folder: Path) -> None:
    amend("maple.yaml", "proposal.yaml")
    for name in ("maple-amendment-1.docx", "maple-amendment-1-redline.docx"):
        data = Path(name).read_bytes()
        assert docx.Document(io.BytesIO(data)).paragraphs is not None
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            carried = archive.read("customXml/item1.xml").decode()
        assert '<before name="maple.yaml"' in carried
        assert '<config name="maple-amended-1.yaml"' in carried


def test_an_example_of_the_package_can_be_amended(tmp_path: Path) -> None:
    proposal = tmp_path / "p.yaml"
    proposal.write_text(
        "proposed_by: A\nchanges:\n  - {clause: training, set: {hours: 48}, because: more}\n",
        "utf-8",
    )
    config = CONFIGS / "village-with-grant.yaml"
    code, text = amend(str(config), str(proposal), "-o", str(tmp_path))
    assert code == 0, text
    root = etree.fromstring(
        zipfile.ZipFile(tmp_path / "village-with-grant-amendment-1-redline.docx").read(
            "word/document.xml"
        )
    )
    assert {each.tag for each in root.iter(w("ins"), w("del"))} == {w("ins"), w("del")}


def instrument_words(changes: str, head: str = "", config: str = "maple.yaml") -> str:
    """Amend, and return the words of the instrument."""
    proposal = f"proposed_by: Maple Grove Police Department\n{head}changes:\n{changes}"
    Path("asked.yaml").write_text(proposal, "utf-8")
    code, text = amend(config, "asked.yaml", "--force")
    assert code == 0, text
    made = next(each for each in text.splitlines() if re.search(r"amendment-\d+\.docx$", each))
    return "\n".join(lines_of(Path(made).read_bytes()))


RENAMED = (
    "  - {setting: parties.agency.name, to: Maple Grove Public Safety, because: It was renamed.}\n"
)
LONGER = "  - {setting: term.until, to: 2028-06-30, because: Two years.}\n"


def test_a_party_that_is_called_otherwise_is_said_once_and_not_clause_by_clause(
    folder: Path,
) -> None:
    words = instrument_words(RENAMED + LONGER)
    assert (
        "1. Maple Grove Public Safety takes the place of Maple Grove Police Department as a party, "
        "by a change of its name or as its successor. References in the agreement to Maple Grove "
        "Police Department mean Maple Grove Public Safety."
    ) in words
    assert "June 30, 2028" in words
    assert "will be assessed annually" not in words
    assert "line under the title" not in words


def test_an_amendment_can_take_effect_on_a_day_of_its_own(folder: Path) -> None:
    words = instrument_words(LONGER, "effective: 2027-01-01\n")
    assert "This amendment takes effect on January 1, 2027, or when all signatories" in words
    assert "effective: 2027-01-01" in Path("maple-amended-1.yaml").read_text("utf-8")


def test_governing_bodies_have_a_line_for_their_approval(folder: Path) -> None:
    words = instrument_words(LONGER, "approvals: [Maple Grove School Board, Common Council]\n")
    assert re.search(r"Maple Grove School Board approved this amendment on _+\.", words)
    assert re.search(r"Common Council approved this amendment on _+\.", words)


def test_earlier_amendments_are_recited_with_their_dates(folder: Path) -> None:
    instrument_words(LONGER, "date: 2026-09-01\n")
    more = "  - {setting: term.until, to: 2029-06-30, because: Three years.}\n"
    words = instrument_words(more, "date: 2026-12-01\n", "maple-amended-1.yaml")
    assert ", as amended by Amendment No. 1 of September 1, 2026 (the “agreement”);" in words


def test_whoever_typed_the_changes_is_no_party_and_not_in_the_recitals(folder: Path) -> None:
    Path("asked.yaml").write_text(f"proposed_by: Luis at home\nchanges:\n{LONGER}", "utf-8")
    assert amend("maple.yaml", "asked.yaml")[0] == 0
    words = "\n".join(lines_of(Path("maple-amendment-1.docx").read_bytes()))
    assert "An amendment was proposed, and the parties accept it;" in words
    assert "Luis at home" not in words


def test_such_an_instrument_that_comes_back_untouched_is_found_untouched(folder: Path) -> None:
    head = "effective: 2027-01-01\napprovals: [Maple Grove School Board]\n"
    instrument_words(RENAMED + LONGER, head)
    assert reviewed(Path("maple-amendment-1.docx").read_bytes()).review.is_untouched


# -- what a proposal is told


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
        ("model", "whoever keeps the config"),
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


def test_an_amendment_of_what_is_not_on_record_as_signed_is_told(folder: Path) -> None:
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 0
    said = " ".join(text.split())
    assert "MOU627 warning: the record does not show that the agreement is signed: nothing" in said
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
    wanted = (
        Path("maple.yaml").read_text("utf-8").replace("district_share: 75%", "district_share: 60%")
    )
    Path("wanted.yaml").write_text(wanted, "utf-8")
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
    wanted = (
        Path("maple.yaml").read_text("utf-8").replace("district_share: 75%", "district_share: 60%")
    )
    Path("wanted.yaml").write_text(wanted, "utf-8")
    run("diff", "maple.yaml", "wanted.yaml", "-o", "redline.docx")
    run("review", "redline.docx", "--to-proposal", "next.yaml")
    changes = Path("next.yaml").read_text("utf-8").split("proposed_by: ")[1]
    assert changes.startswith("a party\n")
    assert "because: Proposed before, and not yet answered.\n" in changes
    run("diff", "maple.yaml", "wanted.yaml", "-o", "named.docx", "--author", "Ann Lee")
    run("review", "named.docx", "--to-proposal", "named.yaml")
    assert "proposed_by: Ann Lee" in Path("named.yaml").read_text("utf-8")


# -- numbers that stay


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
