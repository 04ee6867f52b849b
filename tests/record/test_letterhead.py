"""Executed copies on a letterhead, whose headers and footers are no change of the agreement."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from tests.support.signing.changed_before_signing import drawn
from tests.support.signing.signed_copies import signed_pdf, typed_on_the_line
from tests.support.word.house_templates import (
    a4_with_a_picture,
    legal_with_a_tall_first_page,
    letter_in_small_colours,
)

HOUSES = {
    "logo.docx": a4_with_a_picture,
    "tall.docx": legal_with_a_tall_first_page,
    "capitals.docx": letter_in_small_colours,
}
WORDS = {
    "logo.docx": "the margin of every page: the copy also says “Maple Grove School District”",
    "tall.docx": "the title: the copy also says “COUNTY OF FOUR LAKES",
    "capitals.docx": "Maple Grove Page i of ",
}
RUNNING = b"Memorandum of Understanding for School Resource Officer Program 1.1.0"
"""The header of the pages of ``tall.docx`` but the first; 1.1.0 is the version of the model."""


def mou(*args: object) -> Result:
    return CliRunner().invoke(program, list(map(str, args)))


def said(result: Result) -> str:
    return " ".join(result.output.split())


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "c.yaml"
    path.write_bytes(Path("configs/city-and-one-school.yaml").read_bytes())
    for name, made in HOUSES.items():
        (tmp_path / name).write_bytes(made())
    return path


def rendered(config: Path, house: str, form: str = "pdf") -> Path:
    template = config.with_name(house)
    result = mou(*("render", config, "-o", config.parent, "--format", form, "--template", template))
    assert result.exit_code == 0, result.output
    return config.with_suffix(f".{form}")


@pytest.mark.parametrize("house", HOUSES)
def test_a_signed_copy_on_a_letterhead_is_put_on_record_with_its_template(config: Path, house: str):
    copy, template = rendered(config, house), config.with_name(house)
    for field, name in (("district", "Dana Whitfield"), ("agency", "Luis Ortega")):
        copy.write_bytes(signed_pdf(copy.read_bytes(), field, name))
    assert mou("verify", copy, "--template", template).exit_code == 0
    assert WORDS[house] in said(mou("verify", copy))
    assert mou("record", config, "--copy", copy).exit_code == 1
    result = mou("record", config, "--copy", copy, "--template", template)
    assert result.exit_code == 0, result.output


def test_words_beside_those_of_the_letterhead_are_told(config: Path):
    copy = rendered(config, "tall.docx")
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        drawn(pdf, b"BT /Extra 9 Tf 90 950 Td (Not binding on the Village) Tj ET", page=0)
        drawn(pdf, b"BT /Extra 9 Tf 90 500 Td (" + RUNNING + b") Tj ET", page=0)
        pdf.save()
    found = said(mou("verify", copy, "--template", config.with_name("tall.docx")))
    assert f"the copy also says “Not binding on the Village {RUNNING.decode()}”" in found


def test_the_words_of_another_letterhead_are_told(config: Path):
    copy = rendered(config, "tall.docx")
    found = said(mou("verify", copy, "--template", config.with_name("logo.docx")))
    assert WORDS["tall.docx"] in found


def test_a_word_copy_on_a_letterhead_is_put_on_record_with_its_template(config: Path):
    copy, template = rendered(config, "tall.docx", "docx"), config.with_name("tall.docx")
    copy.write_bytes(typed_on_the_line(copy.read_bytes(), "Dana Whitfield"))
    refused = mou("record", config, "--copy", copy)
    assert refused.exit_code == 1
    assert "the copy also says “COUNTY OF FOUR LAKES”" in said(refused)
    result = mou("record", config, "--copy", copy, "--template", template)
    assert result.exit_code == 0, result.output
