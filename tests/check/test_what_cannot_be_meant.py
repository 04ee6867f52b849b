"""What cannot be meant is found or refused; what is lacking is told where it is lacking."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program

CONFIG = (Path(__file__).parents[2] / "configs" / "city-and-one-school.yaml").read_text("utf-8")
BASE = """\
model: wisconsin-sro
clauses:
  funding: {variant: shared-cost, invoiced: quarterly}
"""


def check(*paths: Path) -> Result:
    return CliRunner().invoke(program, ["check", *map(str, paths)])


@pytest.mark.parametrize(
    ("was", "typed", "says"),
    [
        ("officers: 1", "officers: 99999999999999999999", "is more than can be meant"),
        ("officers: 1", "officers: 2000", "MOU333 warning: “funding.officers” is 2,000"),
        ("district_share: 75%", "district_share: 0.75", "“0.75” can be two shares"),
        ("district_share: 75%", "district_share: 0.75%", "MOU333 warning"),
        ("until: 2027-06-30", "until: 9999-06-30", "more than 5 years"),
    ],
)
def test_a_value_that_cannot_be_meant_is_found(
    tmp_path: Path, was: str, typed: str, says: str
) -> None:
    assert was in CONFIG
    config = tmp_path / "a.yaml"
    config.write_text(CONFIG.replace(was, typed), "utf-8")
    assert says in check(config).output


def archive(path: Path, part: str, size: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(part, "x" * size)
    return path


def test_a_file_of_another_kind_is_named_with_the_command_that_reads_it(tmp_path: Path) -> None:
    word = check(archive(tmp_path / "x.docx", "word/document.xml"))
    assert "this is a Word document, not a config" in word.stderr
    assert "mou review" in word.stderr
    assert word.exit_code == 2
    large = check(archive(tmp_path / "large.docx", "word/document.xml", 2_000_000))
    assert "this is a Word document, not a config" in large.stderr
    table = check(archive(tmp_path / "x.xlsx", "xl/workbook.xml"))
    assert "mou import makes configs from its rows" in table.stderr
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 ...")
    assert "mou verify" in check(tmp_path / "x.pdf").stderr


def test_what_a_district_lacks_is_told_at_the_district_and_not_at_its_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    for name in ("elm", "oak"):
        (tmp_path / f"{name}.yaml").write_text("extends: base.yaml\nclauses: {}\n", "utf-8")
    said = check(tmp_path).stderr
    assert "base.yaml:" not in said
    for name in ("elm", "oak"):
        place = f"{tmp_path / name}.yaml:2:1"
        lack = f"{place}: MOU110 error: Program funding: number of officers is missing"
        assert said.count(lack) == 1


def test_a_fault_of_a_base_is_told_once_for_all_that_extend_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BASE.replace("invoiced:", "invoised:"), "utf-8")
    for name in ("elm", "oak"):
        (tmp_path / f"{name}.yaml").write_text("extends: base.yaml\n", "utf-8")
    assert check(tmp_path).stderr.count("unknown key “invoised”") == 1


def test_a_picture_or_a_pdf_is_named_where_a_text_or_a_word_file_is_wanted(tmp_path: Path) -> None:
    config, pdf = tmp_path / "a.yaml", tmp_path / "x.pdf"
    config.write_text(CONFIG, "utf-8")
    (tmp_path / "t.csv").write_text("District\nElm\n", "utf-8")
    pdf.write_bytes(b"%PDF-1.7 \xff")

    def says(*words: str | Path) -> str:
        return CliRunner().invoke(program, [str(each) for each in words]).stderr

    assert "this is a PDF, not a proposal" in says("amend", config, pdf)
    imported = says("import", tmp_path / "t.csv", "--map", pdf, "-o", tmp_path / "d")
    assert "this is a PDF, not a map of columns" in imported
    begun = tmp_path / "begun.yaml"
    begun.write_bytes(pdf.read_bytes())
    assert "this is a PDF, not a config" in says("init", begun, "--resume")
    assert "it is a PDF\n  hint: name the Word file itself; mou verify" in says("review", pdf)
    assert "it is a config\n  hint: name the Word file itself; mou check" in says("review", config)


def test_a_file_of_another_kind_is_named_however_large_and_wherever_it_is_read(
    tmp_path: Path,
) -> None:
    large, base = archive(tmp_path / "large.yaml", "word/a.xml", 2_000_000), tmp_path / "a.yaml"
    base.write_text(f"extends: {large.name}\n", "utf-8")
    (tmp_path / "t.csv").write_text("District\nElm\n", "utf-8")
    for words in (
        ("check", large),
        ("check", base),
        ("init", large, "--resume"),
        ("record", large, "sent", "--on", "2026-06-01"),
        ("import", tmp_path / "t.csv", "--map", large),
    ):
        said = CliRunner().invoke(program, [str(each) for each in words]).stderr
        assert "large.yaml: MOU002 error: this is a Word document, not a " in said


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xd8\xff\xe1\x00\x18Exif", "this is a picture, not a config"),
        (b"# " + b"-" * 1_000_000, "is larger than 1,000,000 bytes"),
        (b"PK: a\n", "does not say which model"),
    ],
)
def test_what_a_file_begins_with_tells_its_kind(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    assert says in check(tmp_path / "a.yaml").stderr
