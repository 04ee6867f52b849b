"""An agreement in a municipality's own fonts: known as what it says to who names the folder."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from fontTools.ttLib import TTFont
from pikepdf import Pdf

from mou_builder.cli.program import program
from mou_builder.disk.packaged import packaged
from mou_builder.pdf.setting.fonts import Fonts
from mou_builder.pdf_reading.words import read_pdf_words
from tests.support.signing.changed_before_signing import CITY, plain_copy
from tests.support.signing.signed_copies import signed_pdf

FAMILY = "City Capitals"
"""Its small letters are capitals, as on the letterhead of many a city."""


def mou(*args: object) -> Result:
    return CliRunner().invoke(program, list(map(str, args)))


def _own_font(path: Path) -> None:
    font = TTFont(packaged("templates") / "fonts" / "LiberationSans-Regular.ttf")
    for small in "abcdefghijklmnopqrstuvwxyz":
        for table in (font["glyf"], font["hmtx"]):
            table[small] = table[small.upper()]
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = FAMILY
    font.save(path)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A config, and its agreement in an own font, signed by both."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "fonts").mkdir()
    _own_font(folder / "fonts" / "city.ttf")
    template = docx.Document(str(packaged("templates") / "agreement.docx"))
    for style in template.styles:
        if getattr(style, "font", None) is not None:
            style.font.name = FAMILY
    template.save(str(folder / "template.docx"))
    (folder / "maple-grove.yaml").write_text(CITY, encoding="utf-8")
    looks = ("--template", folder / "template.docx", "--fonts", folder / "fonts")
    made = mou("render", folder / "maple-grove.yaml", "-o", folder, "--format", "pdf", *looks)
    assert made.exit_code == 0, made.output
    pdf = folder / "maple-grove.pdf"
    data = signed_pdf(pdf.read_bytes(), "district", "Dana Whitfield")
    pdf.write_bytes(signed_pdf(data, "agency", "Luis Ortega"))
    return folder


def problems(pdf: Path, *args: object) -> list[str]:
    found: dict[str, Any] = json.loads(mou("verify", pdf, "--format", "json", *args).stdout)
    return list(found["problems"])


def test_letters_of_an_own_font_are_what_they_say_where_its_folder_is_named(office: Path):
    pdf = office / "maple-grove.pdf"
    assert any("“l” is drawn as what looks like “L”" in each for each in problems(pdf))
    assert problems(pdf, "--fonts", office / "fonts") == []
    assert any("“l” is drawn as what looks like “L”" in each for each in problems(pdf)), "again"


def test_a_copy_in_an_own_font_goes_on_record_with_its_folder(office: Path):
    copy = ("record", office / "maple-grove.yaml", "--copy", office / "maple-grove.pdf")
    assert "“l” is drawn as what looks like “L”" in " ".join(mou(*copy).output.split())
    done = mou(*copy, "--fonts", office / "fonts")
    assert done.exit_code == 0, done.output


def test_another_letter_in_an_own_font_is_told_all_the_same(office: Path):
    with Pdf.open(office / "maple-grove.pdf") as pdf:
        page = pdf.pages[2]
        page.contents_coalesce()
        for font in page.resources.Font.values():
            said = font.ToUnicode.read_bytes()
            font.ToUnicode.write(said.replace(b" <0037>", b" <0032>"))
        target = io.BytesIO()
        pdf.save(target)
    known = Fonts((office / "fonts",)).own_places()
    (said, *_) = read_pdf_words(target.getvalue(), "x", known).unseen
    assert "“2” is drawn as what looks like “7”" in said


def test_a_folder_without_a_font_is_refused(office: Path, tmp_path: Path):
    told = mou("verify", office / "maple-grove.pdf", "--fonts", tmp_path)
    assert told.exit_code == 1
    assert "MOU508" in told.output


def test_a_copy_in_the_fonts_of_the_program_needs_none(office: Path):
    known = Fonts((office / "fonts",)).own_places()
    assert read_pdf_words(plain_copy(), "x", known) == read_pdf_words(plain_copy(), "x")
