"""Copies of amendments are believed as those of agreements are, and facts reach both configs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from mou_builder.pdf_reading.words import read_pdf_words
from tests.support.signing.certificates import PASSPHRASE, identity
from tests.support.signing.signed_copies import typed_on_the_line

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")
PROPOSAL = """\
proposed_by: School Board
date: 2027-01-11
changes:
  - clause: funding
    set: {district_share: 60%}
    because: the costs changed
"""
SIGNED = (("Dana Whitfield", "district"), ("Luis Ortega", "agency"))


def mou(*args: object, code: int = 0) -> Result:
    environment = {"MOU_PASSPHRASE": PASSPHRASE}
    result = CliRunner().invoke(program, list(map(str, args)), env=environment)
    assert result.exit_code == code, result.output
    return result


def one_line(result: Result) -> str:
    return " ".join(result.output.split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agreement, its first amendment, and the amendment's PDF signed by both."""
    folder = tmp_path_factory.mktemp("amended")
    config = folder / "maple-grove.yaml"
    config.write_text(CITY, encoding="utf-8")
    (folder / "proposal.txt").write_text(PROPOSAL, encoding="utf-8")
    proposal = (folder / "proposal.txt").rename(folder / "proposal.yml")
    mou("amend", config, proposal, "-o", folder)
    proposal.unlink()
    shutil.copy(folder / "maple-grove-amendment-1.pdf", folder / "signed-1.pdf")
    for name, field in SIGNED:
        key = folder / f"{field}.p12"
        key.write_bytes(identity(name).p12)
        mou("sign", folder / "signed-1.pdf", "--field", field, "--certificate", key)
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "office"))


def verified(*args: object, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(mou("verify", *args, "--format", "json", code=code).output)
    return found


def status(office: Path, day: str) -> dict[str, Any]:
    result = mou("status", office, "--format", "json", "--as-of", day)
    (only,) = json.loads(result.stdout)["agreements"]
    found: dict[str, Any] = only
    return found


# What is signed


def test_a_signed_amendment_is_verified_against_the_instrument(office: Path):
    found = verified(office / "signed-1.pdf")
    assert found["as_it_should_be"]
    assert found["words_equal"]
    assert any("the Amendment No. 1 that leads to" in each for each in found["facts"])


def test_the_unsigned_amendment_is_told_to_be_unsigned(office: Path):
    found = verified(office / "maple-grove-amendment-1.pdf", code=1)
    assert found["problems"] == ["it has no digital signature"]


def test_an_amendment_is_held_against_the_configs_that_one_names(office: Path):
    base, after = office / "maple-grove.yaml", office / "maple-grove-amended-1.yaml"
    pdf = office / "signed-1.pdf"
    assert verified(pdf, "--against", after, "--before", base)["as_it_should_be"]
    after.write_text(
        after.read_text("utf-8").replace("district_share: 60%", "district_share: 65%"),
        encoding="utf-8",
    )
    found = verified(pdf, "--against", after, "--before", base, code=1)
    assert any("instead of “65" in each for each in found["problems"])


def test_the_copy_of_an_amendment_goes_on_record_and_signs_it(office: Path):
    config = office / "maple-grove-amended-1.yaml"
    mou("record", config, "--copy", office / "signed-1.pdf", "--amendment", 1)
    assert "file: signed-1.pdf" in config.read_text("utf-8")
    for who, _ in SIGNED:
        mou("record", config, "signed", "--by", who, "--on", "2026-06-20")
    (amendment,) = status(office, "2100-01-01")["amendments"]
    assert amendment["state"] == "in effect"


def test_the_config_before_an_amendment_may_have_another_ending(office: Path):
    (office / "maple-grove.yaml").rename(office / "maple-grove.yml")
    config = office / "maple-grove-amended-1.yaml"
    mou("record", config, "--copy", office / "signed-1.pdf", "--amendment", 1)
    assert "words: equal" in config.read_text("utf-8")


def test_the_agreement_itself_is_no_copy_of_its_amendment_and_the_other_way_round(office: Path):
    config = office / "maple-grove-amended-1.yaml"
    mou("render", config, "-o", office / "made", "--format", "pdf")
    whole = office / "made" / "maple-grove-amended-1.pdf"
    assert "MOU906" in mou("record", config, "--copy", whole, "--amendment", 1, code=1).output
    assert "MOU906" in mou("record", config, "--copy", office / "signed-1.pdf", code=1).output
    assert "copy" not in config.read_text("utf-8")


def test_the_word_file_of_an_amendment_is_read_too(office: Path):
    config = office / "maple-grove-amended-1.yaml"
    docx = office / "maple-grove-amendment-1.docx"
    docx.write_bytes(typed_on_the_line(docx.read_bytes(), "/s/ Luis Ortega"))
    mou("record", config, "--copy", docx, "--amendment", 1)
    assert "words: equal" in config.read_text("utf-8")


def test_an_earlier_amendment_is_compared_with_its_own_configs(office: Path):
    first = office / "maple-grove-amended-1.yaml"
    proposal = office.parent / "second.yaml"
    proposal.write_text(PROPOSAL.replace("60%", "55%"), encoding="utf-8")
    mou("amend", first, proposal, "-o", office)
    second = office / "maple-grove-amended-2.yaml"
    mou("record", second, "--copy", office / "signed-1.pdf", "--amendment", 1)
    refused = mou("record", second, "--copy", office / "signed-1.pdf", "--amendment", 2, code=1)
    assert "MOU906 error: the title: " in one_line(refused)


def test_a_config_that_is_lost_or_another_is_asked_for(office: Path):
    base, config = office / "maple-grove.yaml", office / "maple-grove-amended-1.yaml"
    copy = ("--copy", office / "signed-1.pdf", "--amendment", 1)
    kept = base.rename(office / "old.yml")
    assert "--before CONFIG" in one_line(mou("record", config, *copy, code=2))
    wrong = mou("record", config, *copy, "--before", config, code=1)
    assert "MOU916" in wrong.output
    mou("record", config, *copy, "--before", kept)


def test_a_conformed_copy_names_who_signed_the_amendment_by_its_copy(office: Path):
    config = office / "maple-grove-amended-1.yaml"
    for who, _ in SIGNED:
        mou("record", config, "signed", "--by", who, "--on", "2026-06-20")
    mou("record", config, "--copy", office / "signed-1.pdf", "--amendment", 1)
    args = ("--conformed", "--format", "text", "--as-of", "2100-01-01", "-o", office / "made")
    mou("render", config, *args)
    text = (office / "made" / "maple-grove-amended-1-conformed.txt").read_text("utf-8")
    assert text.count(" (Amendment No. 1)") == 2
    assert "60 percent" in text


def test_a_lost_copy_of_an_amendment_is_told(office: Path):
    config = office / "maple-grove-amended-1.yaml"
    mou("record", config, "--copy", office / "signed-1.pdf", "--amendment", 1)
    (office / "signed-1.pdf").unlink()
    (copy,) = status(office, "2100-01-01")["copies"]
    assert (copy["state"], copy["amendment"]) == ("missing", 1)


# Facts in the config before the amendment, and in the one after it


def test_facts_recorded_in_the_base_after_amending_count_for_the_agreement(office: Path):
    base, config = office / "maple-grove.yaml", office / "maple-grove-amended-1.yaml"
    for who, _ in SIGNED:
        mou("record", base, "signed", "--by", who, "--on", "2026-06-20")
        on = ("--on", "2027-01-20", "--as-of", "2027-01-20", "--amendment", 1)
        mou("record", config, "signed", "--by", who, *on)
    found = status(office, "2027-02-01")
    assert (found["state"], found["missing_signatures"]) == ("in effect as amended", [])
    assert Path(found["file"]).name == config.name


def test_a_fact_that_both_configs_have_counts_once_and_as_the_newer_one_says(office: Path):
    base, config = office / "maple-grove.yaml", office / "maple-grove-amended-1.yaml"
    for each, day in ((base, "2026-06-20"), (config, "2026-06-22")):
        for who, _ in SIGNED:
            mou("record", each, "signed", "--by", who, "--on", day)
    assert status(office, "2026-08-01")["signed"] == "2026-06-22"


def test_the_register_tells_what_was_recorded_in_the_base_later(office: Path):
    base, config = office / "maple-grove.yaml", office / "maple-grove-amended-1.yaml"
    for who, _ in SIGNED:
        mou("record", base, "signed", "--by", who, "--on", "2026-06-20")
        on = ("--on", "2027-01-20", "--as-of", "2027-01-20", "--amendment", 1)
        mou("record", config, "signed", "--by", who, *on)
    mou("record", base, "public", "--on", "2026-07-01")
    mou("record", base, "posted", "--where", "the town hall", "--on", "2026-07-01")
    mou("publish", office, "-o", office / "site", "--as-of", "2027-02-01")
    (shown,) = json.loads((office / "site" / "register.json").read_text("utf-8"))["agreements"]
    assert [each["day"] for each in shown["signed"]] == ["2026-06-20", "2026-06-20"]
    assert shown["postings"] == ["Posted at the town hall on July 1, 2026."]


def test_a_base_whose_words_were_changed_after_amending_is_told(office: Path):
    base = office / "maple-grove.yaml"
    mou("record", base, "adopted", "--by", "School Board", "--on", "2026-06-09")
    assert status(office, "2026-07-01")["message"] == ""
    base.write_text(
        base.read_text("utf-8").replace("until: 2027-06-30", "until: 2027-08-31"), encoding="utf-8"
    )
    told = "maple-grove.yaml was changed after Amendment No. 1 was made from it"
    assert told in status(office, "2026-07-01")["message"]


def test_the_instrument_names_the_day_on_which_the_agreement_was_signed(tmp_path: Path):
    config = tmp_path / "maple-grove.yaml"
    config.write_text(CITY, encoding="utf-8")
    proposal = tmp_path / "proposal.yml"
    proposal.write_text(PROPOSAL, encoding="utf-8")
    for who, day in (("Dana Whitfield", "2026-06-10"), ("Luis Ortega", "2026-06-12")):
        mou("record", config, "signed", "--by", who, "--on", day)
    mou("amend", config, proposal, "-o", tmp_path)
    amended = tmp_path / "maple-grove-amended-1.yaml"
    paper = tmp_path / "maple-grove-amendment-1.pdf"
    assert verified(paper, code=1)["words_equal"]
    pages = read_pdf_words(paper.read_bytes(), paper.name).pages
    text = " ".join(line.text for page in pages for line in page.lines)
    assert "signed on June 12, 2026 (" in " ".join(text.split())
    assert "agreement_signed: 2026-06-12" in amended.read_text("utf-8")

    again = ("record", amended, "signed", "--by", "Luis Ortega", "--on", "2027-02-01")
    assert "of an amendment, say which: --amendment N" in one_line(mou(*again, code=1))
    conformed = ("render", amended, "--conformed", "--format", "text", "-o", tmp_path / "made")
    lacking = one_line(mou(*conformed, "--as-of", "2027-01-20", code=1))
    assert "mou record CONFIG signed --by WHO --amendment 1" in lacking
    for who, _ in SIGNED:
        mou("record", amended, "signed", "--by", who, "--on", "2027-02-01", "--amendment", 1)
    early = one_line(mou(*conformed, "--as-of", "2027-01-20", code=1))
    assert "it is from February 1, 2027 on: --as-of 2027-02-01" in early
    mou(*conformed, "--as-of", "2027-02-01")
