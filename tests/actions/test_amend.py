"""``mou amend``: redline, instrument and amended config of a proposal."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import page
import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.shared import Twips
from lxml import etree

from mou_builder.agreement.document import Agreement, Kind, Paragraph
from mou_builder.difference.comparing import compare
from mou_builder.papers.instrument import AmendmentOccasion, instrument
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.values import Job
from mou_builder.review.sent_parts import lines_of as lines_of_block
from mou_builder.word.writing.document import render_docx
from tests.support.agreement.assembling import CONFIGS, TEMPLATE, assembled, example
from tests.support.cli.amending import (
    LONGER,
    PROPOSAL,
    RENAMED,
    amend,
    amending_in,
    instrument_words,
    names,
    run,
)
from tests.support.difference.negotiated_pairs import PAIRS
from tests.support.pdf.samples import sheet
from tests.support.review.returned_copies import CITY, Copy, reviewed, text_of, w
from tests.support.word.docx_reading import header_words, lines_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return amending_in(tmp_path, monkeypatch)


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


def test_a_signed_copy_on_record_is_found_from_the_folder_of_the_amendment(folder: Path) -> None:
    own = Path("maple.yaml").read_text(encoding="utf-8")
    record = "record:\n  - {fact: copy, day: 2026-06-12, file: signed/maple.pdf, words: scan,"
    Path("maple.yaml").write_text(f"{own}{record} digest: sha256:{'a' * 64}}}\n", encoding="utf-8")
    code, text = amend("maple.yaml", "proposal.yaml", "-o", "out/deep")
    assert code == 0, text
    amended = Path("out/deep/maple-amended-1.yaml").read_text(encoding="utf-8")
    assert "file: ../../signed/maple.pdf" in amended


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


def test_each_change_is_told_of_what_it_breaks_alone(folder: Path) -> None:
    Path("maple.yaml").write_text(example(CITY), encoding="utf-8")
    Path("proposal.yaml").write_text(
        "proposed_by: Maple Grove Police Department\nchanges:\n"
        "  - {clause: annual-meeting, omit: yes, because: No time.}\n"
        "  - {clause: funding, text: The parties shall talk of it., because: No money.}\n",
        encoding="utf-8",
    )
    code, text = amend("maple.yaml", "proposal.yaml")
    assert code == 1
    first, second = " ".join(text.split()).split("MOU623 error")[1:]
    assert "wisconsin/annual-meeting" in first
    assert "wisconsin/funding" not in first
    assert "accept: [{code: MOU350, about: wisconsin/funding, because: …}]" in second


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


def paper_that_quotes(name: str) -> Agreement:
    old, new = (assembled(text) for text in PAIRS[name])
    closing = Paragraph(Kind.CLOSING, ())
    return instrument(compare(old, new), AmendmentOccasion(1, "A", None, None, closing))


def test_a_list_in_a_quoted_clause_stands_at_its_own_indent() -> None:
    data = render_docx(paper_that_quotes("custom text"), TEMPLATE, None)
    found = {
        text_of(each).partition(".")[0]: each.find(f"{w('pPr')}/{w('ind')}")
        for each in docx.Document(io.BytesIO(data)).element.body.iter(w("p"))
        if each.pPr is not None and each.style == "MOUQuoted"
    }
    left = {lead: None if ind is None else ind.get(w("left")) for lead, ind in found.items()}
    assert left["8"] is None
    assert left["a"] == left["b"] == "1620"


def test_a_table_in_a_quoted_clause_is_as_wide_as_the_words_around_it() -> None:
    paper = paper_that_quotes("a row of the schedule")
    document = docx.Document(io.BytesIO(render_docx(paper, TEMPLATE, None)))
    style = document.styles["MOU Quoted"].paragraph_format
    table = next(document.element.body.iter(w("tbl")))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    left, width = (table.tblPr.find(w(each)).get(w("w")) for each in ("tblInd", "tblW"))
    assert Twips(int(left)) == style.left_indent
    assert Twips(int(width)) == room - style.left_indent - style.right_indent

    page = pdfium.PdfDocument(pdf_writer().write(sheet(paper), Job("A", "en-US")).pdf)[0]
    text = page.get_textpage()
    starts = [text.search(each).get_next()[0] for each in ("on the days", "SRO School Days")]
    words, cell = (text.get_charbox(each)[0] for each in starts)
    assert 0 < cell - words < 10


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


@pytest.mark.parametrize("talks", ["asked", "talks"])
@pytest.mark.parametrize("is_other", [True, False])
def test_a_draft_that_was_kept_beside_the_signed_amendment_is_told_by_its_folder(
    is_other: bool, talks: str, folder: Path
) -> None:
    def sign(file: str, *more: str) -> None:
        for name in ("Dana Whitfield", "Luis Ortega"):
            day = ("--on", "2026-09-20" if more else "2026-08-03")
            assert run("record", file, "signed", *more, "--by", name, *day)[0] == 0

    asked = Path("proposal.yaml").read_text("utf-8")
    Path("asked.yaml").write_text(asked.replace("60%", "55%") if is_other else asked, "utf-8")
    amend("maple.yaml", "asked.yaml", "-o", talks, "--draft")
    sign("maple.yaml")
    amend("maple.yaml", "proposal.yaml", "-o", "signed")
    sign("signed/maple-amended-1.yaml", "--amendment", "1")
    _, text = run("status", ".", "--as-of", "2026-12-31", "--format", "json")
    (told,) = json.loads(text)["agreements"]
    assert told["state"] == "in effect as amended"
    draft = f"{talks}/maple-amended-1.yaml"
    other = f"{draft}: another text of Amendment No. 1 than the one that was signed"
    assert (other in told["message"]) is is_other
    told_below = f"\n  {draft}: another text of" in run("status", ".", "--as-of", "2026-12-31")[1]
    assert told_below is is_other
    assert "its words were changed" not in told["message"]
    if is_other:  # both sides proposed at once, and each signed the other's paper
        sign(draft, "--amendment", "1")
        both = "amended-1.yaml: Amendment No. 1 was signed in these words, too: it cannot be both"
        assert both in " ".join(run("status", ".", "--as-of", "2026-12-31")[1].split())
