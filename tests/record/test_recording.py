"""``mou record``: facts in the config's own record, and copies that are read before believed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.shared import Inches, RGBColor
from docx.text.paragraph import Paragraph

from mou_builder.cli.program import program
from mou_builder.yamltext.source import parse
from tests.support.pdf.samples import scan
from tests.support.signing.short_agreement import SHORT
from tests.support.signing.signed_copies import signed_pdf, typed_on_the_line


def mou(*args: object) -> Result:
    return CliRunner().invoke(program, list(map(str, args)))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "maple-grove.yaml"
    path.write_text(SHORT, "utf-8")
    return path


def entries(config: Path) -> list[dict[str, str]]:
    """Return the record of a config as it is written."""
    found: Any = parse(config.read_bytes(), str(config)).data
    return [dict(each) for each in found["record"]]


def rendered(config: Path, form: str = "pdf") -> Path:
    result = mou("render", config, "-o", config.parent / "made", "--format", form, "--force")
    assert result.exit_code == 0, result.output
    return config.parent / "made" / f"{config.stem}.{'txt' if form == 'text' else form}"


def test_an_apostrophe_is_the_same_whichever_key_or_program_wrote_it(config: Path):
    config.write_text(SHORT.replace("Dana Whitfield", "Sean O’Brien"), "utf-8")
    result = mou("record", config, "signed", "--by", "Sean O'Brien", "--on", "2026-06-10")
    assert result.exit_code == 0, result.output
    assert [each["by"] for each in entries(config)] == ["Sean O’Brien"]


def test_a_fact_is_added_and_every_other_line_stays_as_it_was_typed(config: Path):
    result = mou(
        *("record", config, "adopted", "--by", "School Board", "--on", "2026-06-09"),
        *("--resolution", "Resolution 2026-14", "--vote", "7 to 0"),
    )
    assert result.exit_code == 0, result.output
    assert "Adopted by School Board on June 9, 2026, Resolution 2026-14, vote 7 to 0." in (
        result.output
    )
    text = config.read_text(encoding="utf-8")
    assert text.startswith(SHORT)
    (entry,) = entries(config)
    digest, _ = entry.pop("agreement"), entry.pop("made_from")
    assert list(entry.items()) == [
        ("fact", "adopted"),
        ("day", "2026-06-09"),
        ("by", "School Board"),
        ("resolution", "Resolution 2026-14"),
        ("vote", "7 to 0"),
    ]
    assert re.fullmatch("sha256:[0-9a-f]{64}", digest)
    assert mou("check", config, "--as-of", "2026-11-26").exit_code == 0


def test_a_fact_is_judged_before_it_is_written(config: Path):
    """What breaks the config is refused, what is hardly meant is told; both at its own line."""
    signed = ("record", config, "signed", "--by", "Luis Ortega", "--as-of", "2026-11-26")
    refused = mou(*signed, "--on", "2026-06-20", "--amendment", "1")
    assert refused.exit_code == 1
    last = len(SHORT.splitlines()) + 2
    assert f":{last}:48: MOU903 error: the config has no amendment No. 1" in refused.output
    assert config.read_text("utf-8") == SHORT
    assert "MOU9" not in mou(*signed, "--on", "2026-06-20").output
    told = mou("record", config, "posted", "--where", "the web", "--on", "2062-06-20")
    assert told.exit_code == 0
    assert "MOU902 warning: June 20, 2062 is still to come" in told.output
    assert [each["fact"] for each in entries(config)] == ["signed", "posted"]


def test_the_record_does_not_change_a_word_of_the_agreement(config: Path):
    before = rendered(config, "text").read_text("utf-8")
    mou("record", config, "adopted", "--by", "School Board", "--on", "2026-06-09")
    assert rendered(config, "text").read_text("utf-8") == before


def test_a_signature_is_recorded_for_the_place_of_who_signs(config: Path):
    assert (
        mou("record", config, "signed", "--by", "luis ortega", "--on", "2026-06-20").exit_code == 0
    )
    (entry,) = entries(config)
    assert (entry["day"], entry["by"], entry["for"]) == ("2026-06-20", "Luis Ortega", "agency")


def test_who_signs_nothing_here_is_refused_and_a_deputy_is_named_with_the_place(config: Path):
    refused = mou("record", config, "signed", "--by", "J. Smith", "--on", "2026-06-20")
    assert refused.exit_code == 1
    assert "these sign: Dana Whitfield (for district); Luis Ortega (for agency)" in " ".join(
        refused.output.split()
    )
    assert config.read_text(encoding="utf-8") == SHORT
    for wrong in (("--by", "Luis Ortgea"), ("--by", "J. Smith", "--for", "agencey")):
        near = "agency" if "--for" in wrong else "Luis Ortega"
        assert f"did you mean “{near}”?" in mou("record", config, "signed", *wrong).output
    mou("record", config, "signed", "--by", "J. Smith", "--for", "agency", "--on", "2026-06-20")
    (entry,) = entries(config)
    assert (entry["by"], entry["for"]) == ("J. Smith", "agency")


@pytest.mark.parametrize(
    ("who", "place", "is_told"),
    [
        ("The Janitor", "district", True),
        ("J. Smith, Acting Superintendent", "district", False),
        ("Deputy Chief J. Smith", "agency", False),
        ("Luis M. Ortega", "agency", False),
        ("Chief of Police", "agency", False),
    ],
)
def test_who_signed_for_another_in_no_office_is_told_at_once_and_by_a_check(
    config: Path, who: str, place: str, is_told: bool
):
    said = mou("record", config, "signed", "--by", who, "--for", place, "--on", "2026-06-20")
    assert said.exit_code == 0
    checked = mou("check", config)
    assert [("MOU928" in each.output) for each in (said, checked)] == [is_told, is_told]


def test_one_of_several_who_sign_for_a_party_is_known_by_the_name(config: Path):
    several = "signatories: [{name: Dana Whitfield}, {name: Marcus Bell, title: Board President}]"
    one = "signatory: {name: Dana Whitfield, title: Superintendent}"
    config.write_text(SHORT.replace(one, several), "utf-8")
    for who in ("Marcus Bell", "Dana Whitfield"):
        said = mou(
            "record", config, "signed", "--by", who, "--for", "district", "--on", "2026-06-20"
        )
        assert said.exit_code == 0, said.output
    assert [each["for"] for each in entries(config)] == ["district-2", "district-1"]
    typed = config.read_text("utf-8").replace("for: district-2", "for: district")
    config.write_text(typed, "utf-8")
    assert "MOU928" not in mou("check", config).output
    stranger = mou("record", config, "signed", "--by", "J. Smith", "--for", "district")
    assert "MOU904" in stranger.output


def test_who_signed_is_told_with_for_whom(config: Path):
    deputy = ("signed", "--by", "Ann Lee, Acting Chief", "--for", "agency", "--on", "2026-06-20")
    said = "Signed by Ann Lee, Acting Chief, for Luis Ortega, on June 20, 2026."
    assert said in mou("record", config, *deputy).output
    assert said in mou("record", config).output


def test_nobody_has_signed_what_no_paper_to_sign_is_made_of(config: Path):
    config.write_text(SHORT.replace("district_share: 75%", "district_share:"), "utf-8")
    before = config.read_text("utf-8")
    refused = mou("record", config, "signed", "--by", "Luis Ortega", "--on", "2026-06-20")
    assert refused.exit_code == 1
    assert f"{config}: MOU933 error: the agreement has errors" in refused.output
    assert "MOU110 error: Program funding: the school district's share is missing" in refused.output
    assert config.read_text("utf-8") == before
    adopted = mou("record", config, "adopted", "--by", "School Board", "--on", "2026-06-09")
    assert adopted.exit_code == 0, "a board may adopt a draft"


def test_a_copy_that_is_gone_or_altered_is_found_by_a_check_with_its_place(config: Path):
    copy = signed_copy(config, "pdf")
    assert mou("record", config, "--copy", copy).exit_code == 0
    assert "MOU92" not in mou("check", config).output
    line = 1 + next(
        number
        for number, each in enumerate(config.read_text("utf-8").split("\n"))
        if "made/" in each
    )
    data = copy.read_bytes()
    copy.write_bytes(data + b"\n")
    altered = mou("check", config)
    assert altered.exit_code == 1
    assert f"maple-grove.yaml:{line}:" in altered.output
    assert "MOU926 error" in altered.output
    copy.unlink()
    gone = mou("check", config)
    assert gone.exit_code == 0
    assert "MOU925 warning" in gone.output
    copy.write_bytes(data)
    assert "MOU92" not in mou("check", config).output


def test_an_entry_by_hand_makes_no_signed_copy_of_another_file(config: Path):
    (config.parent / "notes.pdf").write_bytes(b"a note")
    digest = hashlib.sha256(b"a note").hexdigest()
    what = f"file: notes.pdf, digest: 'sha256:{digest}', words: equal"
    entry = f"{{fact: copy, day: 2026-06-21, {what}}}"
    config.write_text(f"{SHORT}record:\n  - {entry}\n", "utf-8")
    assert "MOU926" in mou("check", config).output
    assert "was altered" in mou("status", config.parent).output


def test_a_file_that_is_on_record_twice_is_altered_if_it_is_one_of_them_no_more(config: Path):
    copy = signed_copy(config, "pdf")
    mou("record", config, "--copy", copy)
    copy.write_bytes(signed_pdf(copy.read_bytes(), "district", "Dana Whitfield"))
    assert mou("record", config, "--copy", copy).exit_code == 0
    assert "MOU926" in mou("check", config).output
    assert "was altered" in mou("status", config.parent).output


def test_nobody_signs_twice(config: Path):
    mou("record", config, "signed", "--by", "Luis Ortega", "--on", "2026-06-20")
    mou("record", config, "signed", "--by", "Dana Whitfield", "--on", "2026-06-22")
    again = mou("record", config, "signed", "--for", "agency", "--on", "2026-06-25")
    assert again.exit_code == 1
    at = SHORT.count("\n") + 2
    assert f"maple-grove.yaml:{at}:" in again.output, "the entry that is there, of the two"
    assert "recorded already, with the day June 20, 2026" in again.output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("adopted",), "needs --by"),
        (("posted",), "needs --where"),
        (("amended",), "needs --amendment"),
        (("in-effect", "--vote", "7 to 0"), "says nothing about the fact"),
    ],
)
def test_a_fact_that_says_too_little_or_too_much_is_wrong_usage(
    config: Path, args: tuple[str, ...], message: str
):
    result = mou("record", config, *args)
    assert result.exit_code == 2
    assert message in result.output


def signed_copy(config: Path, form: str) -> Path:
    """Return a copy that one has signed: by a certificate, or by typing a name on the line."""
    copy = rendered(config, form)
    data = copy.read_bytes()
    if form == "pdf":
        copy.write_bytes(signed_pdf(data, "agency", "Luis Ortega"))
    else:
        copy.write_bytes(typed_on_the_line(data, "/s/ Luis Ortega"))
    return copy


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_copy_that_nobody_signed_is_no_executed_copy_whatever_its_name(config: Path, form: str):
    copy = rendered(config, form)
    named = copy.rename(copy.with_stem("signed-and-executed"))
    before = config.read_text(encoding="utf-8")
    result = mou("record", config, "--copy", named)
    assert result.exit_code == 1
    assert "MOU918 error: it has the words, but nothing in it shows that anybody signed it" in (
        " ".join(result.output.split())
    )
    assert config.read_text(encoding="utf-8") == before


def test_a_day_alone_on_a_line_signs_nothing(config: Path):
    copy = rendered(config, "docx")
    copy.write_bytes(typed_on_the_line(copy.read_bytes(), "June 20, 2026"))
    assert "MOU918" in mou("record", config, "--copy", copy).output


def _white(paragraph: Paragraph) -> None:
    paragraph.add_run(" It ends at once.").font.color.rgb = RGBColor(255, 255, 255)


def _off_the_page(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.left_indent = Inches(-20)


def _commented(paragraph: Paragraph) -> None:
    paragraph.part.document.add_comment(paragraph.runs, "Only if the board agrees", "Ann Lee")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_white, "“It ends at once.”"),
        (_off_the_page, "the Word file: it has "),
        (_commented, "a comment by Ann Lee stands in it: “Only if the board agrees”"),
    ],
)
@pytest.mark.parametrize("signed", ["", "/s/ Luis Ortega"])
def test_what_may_print_otherwise_is_a_reason_to_refuse_and_no_sign_of_signing(
    config: Path, change: Callable[[Paragraph], None], reason: str, signed: str
):
    copy = rendered(config, "docx")
    document = Document(str(copy))
    change([each for each in document.paragraphs if each.text.startswith("Signature:")][-1])
    document.save(str(copy))
    copy.write_bytes(typed_on_the_line(copy.read_bytes(), signed))
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 1
    assert reason in " ".join(result.output.split())
    assert config.read_text(encoding="utf-8") == SHORT


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_copy_with_the_agreements_words_is_known_by_its_digest(config: Path, form: str):
    copy = signed_copy(config, form)
    result = mou("record", config, "--copy", copy, "--on", "2026-06-21")
    assert result.exit_code == 0, result.output
    if form == "pdf":
        assert "not signed digitally: Dana Whitfield" in " ".join(result.output.split())
    text = config.read_text(encoding="utf-8")
    assert f"file: made/maple-grove.{form}" in text
    assert "digest: sha256:" in text
    assert "words: equal" in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_copy_with_other_words_is_refused_with_the_clause_and_both_readings(
    config: Path, form: str
):
    copy = rendered(config, form)
    config.write_text(SHORT.replace("75%", "60%"), encoding="utf-8")
    before = config.read_text(encoding="utf-8")
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "13. Program funding" in said
    assert "“(75%),” instead of “(60%),”" in said
    assert "12." not in said
    assert config.read_text(encoding="utf-8") == before


def test_words_written_over_a_page_make_it_another_copy(config: Path):
    copy = rendered(config)
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        page = pdf.pages[1]
        page.contents_add(b"BT /F1 12 Tf 90 150 Td (except in summer) Tj ET")
        page.Resources.Font.F1 = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        pdf.save()
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 1
    assert "except in summer" in result.output


def test_a_note_laid_over_a_page_makes_it_another_copy(config: Path):
    copy = rendered(config)
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[100, 100, 300, 200],
            Contents="void",
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
        pdf.save()
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 1
    assert "page 1: a text is laid over the page" in result.output


def test_a_line_that_runs_on_every_page_is_not_passed_over(config: Path):
    copy = rendered(config)
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for page in pdf.pages:
            page.contents_add(b"BT /F1 9 Tf 90 20 Td (Not binding on the Village) Tj ET")
            page.Resources.Font.F1 = font
        pdf.save()
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 1
    assert "the margin of every page: the copy also says “Not binding on the Village”" in (
        " ".join(result.output.split())
    )


def test_a_scan_is_put_on_record_as_one(config: Path):
    copy = config.parent / "scan.pdf"
    copy.write_bytes(scan())
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == 0, result.output
    assert "words were not read" in " ".join(result.output.split())
    assert "words: scan" in config.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "code", "status"),
    [
        ("copy.pdf", b"no PDF", "MOU911", 2),
        ("copy.jpg", b"\xff\xd8", "MOU913", 2),
        ("gone.pdf", None, "MOU701", 2),
    ],
)
def test_what_is_no_copy_is_refused(
    config: Path, name: str, data: bytes | None, code: str, status: int
):
    copy = config.parent / name
    if data is not None:
        copy.write_bytes(data)
    result = mou("record", config, "--copy", copy)
    assert result.exit_code == status
    assert code in result.output


def test_the_record_of_a_base_is_not_the_record_of_what_extends_it(config: Path, tmp_path: Path):
    mou("record", config, "adopted", "--by", "School Board", "--on", "2026-06-09")
    other = tmp_path / "east.yaml"
    other.write_text(
        "extends: maple-grove.yaml\nparties: {district: {name: East District}}\n", "utf-8"
    )
    assert mou("record", other).output == "Nothing is recorded yet.\n"


def test_the_record_is_told_in_sentences(config: Path):
    mou("record", config, "signed", "--by", "Luis Ortega", "--on", "2026-06-20")
    mou("record", config, "posted", "--where", "https://example.org/sro", "--on", "2026-07-02")
    assert mou("record", config).output == (
        "1. Signed by Luis Ortega on June 20, 2026.\n"
        "2. Posted at https://example.org/sro on July 2, 2026.\n"
    )
