"""Executed copies on a letterhead, whose headers and footers are no change of the agreement."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx.shared import Inches
from pikepdf import Name
from PIL import Image, ImageDraw

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


def _seal(sign: str, form: str, size: int = 600, colour: str = "navy") -> bytes:
    """A seal with one sign in the middle of its ring."""
    image = Image.new("RGB", (600, 600), "white")
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((10, 10, 590, 590), outline=colour, width=20)
    box = (230, 230, 370, 370)
    (drawing.rectangle if sign == "square" else drawing.ellipse)(box, fill=colour)
    target = io.BytesIO()
    image.resize((size, size)).save(target, form, quality=70)
    return target.getvalue()


def _printed_with(copy: Path, jpeg: bytes, size: int) -> None:
    """Put another picture, as JPEG, into the place of every one of a copy."""
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        pictures: list[Any] = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        for each in pictures:
            if each.get("/Subtype") == Name.Image:
                each.write(jpeg, filter=Name.DCTDecode)
                each.Width = each.Height = size
                each.ColorSpace, each.BitsPerComponent = Name.DeviceRGB, 8
        pdf.save(copy)


@pytest.mark.parametrize("place", ["header", "body"])
@pytest.mark.parametrize(
    ("sign", "size", "colour", "is_known"),
    [
        ("circle", 600, "navy", True),
        ("circle", 150, "navy", True),
        ("square", 600, "navy", False),
        ("circle", 600, "maroon", False),
    ],
)
def test_a_picture_of_the_letterhead_is_known_by_what_it_shows(
    config: Path, place: str, sign: str, size: int, colour: str, is_known: bool
):
    """Programs that print pack a picture anew, and make it smaller; another seal is another one."""
    house = config.with_name("capitals.docx")
    document = docx.Document(str(house))
    story = document.sections[0].header if place == "header" else document
    story.add_paragraph().add_run().add_picture(io.BytesIO(_seal("circle", "PNG")), Inches(0.8))
    document.save(str(house))
    copy = rendered(config, house.name)
    _printed_with(copy, _seal(sign, "JPEG", size, colour), size)
    result = mou("verify", copy, "--template", house)
    assert ("a picture is here, whose words" not in said(result)) == is_known, result.output
