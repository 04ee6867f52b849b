"""Fonts: those of the program, a municipality's own, and none of the machine."""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

import pikepdf
import pytest

from mou_builder.diagnostic import Refused, Severity
from mou_builder.frozen import replace
from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf.setting.font_files import read_font, refuse_endless
from mou_builder.pdf.setting.fonts import PACKAGED_FONTS, Fonts
from mou_builder.pdf.setting.style_data import Dressing
from mou_builder.word.look import CharacterLook, LineRule, LineSpacing, Look
from tests.support.pdf.samples import failures, in_font, opened

FAMILIES = {
    "Times New Roman": "LiberationSerif",
    "Arial": "LiberationSans",
    "Calibri": "Carlito",
}


def embedded(data: bytes) -> set[str]:
    pdf = opened(data)
    return {
        str(each.FontName).partition("+")[2].partition("-")[0]
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    }


@pytest.mark.parametrize("name", FAMILIES)
def test_a_mark_that_a_font_lacks_is_set_from_one_that_has_it(name: str) -> None:
    """Salish names have letters such as x with a caron, which no single character is."""
    assert failures(in_font(name, words="the x\u030calitut School").pdf) == []


@pytest.mark.parametrize("name", FAMILIES)
def test_the_fonts_of_word_are_set_in_letters_as_wide(name: str) -> None:
    rendered = in_font(name)
    assert embedded(rendered.pdf) == {FAMILIES[name]}
    assert rendered.diagnostics == ()


@pytest.mark.parametrize(("name", "other"), [("Garamond", "Serif"), ("Segoe UI", "Sans")])
def test_a_font_that_is_replaced_is_told_by_name(name: str, other: str) -> None:
    rendered = in_font(name)
    [told] = rendered.diagnostics
    assert (told.code, told.severity, told.place.file) == ("MOU505", Severity.WARNING, "a.pdf")
    assert f"“{name}”" in told.message
    assert f"Liberation {other}" in told.message
    assert failures(rendered.pdf) == []


def test_a_folder_adds_fonts_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "fonts"
    own.mkdir()
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", own)
    rendered = in_font("DejaVu Serif", (own,))
    assert rendered.diagnostics == ()
    assert embedded(rendered.pdf) == {"DejaVuSerif"}
    [told] = in_font("DejaVu Serif").diagnostics
    assert told.code == "MOU505"


def test_a_folder_without_a_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"MOU508.*no font"):
        pdf_writer((tmp_path,))


def without_widths(font: bytes) -> bytes:
    """The font with an empty table of widths, which other programs take for a font all the same."""
    at = font.index(b"hmtx")
    return font[: at + 12] + bytes(4) + font[at + 16 :]


def test_a_font_that_cannot_be_read_is_refused_by_name(tmp_path: Path) -> None:
    broken = without_widths((PACKAGED_FONTS / "Carlito-Regular.ttf").read_bytes())
    (tmp_path / "broken.ttf").write_bytes(broken)
    with pytest.raises(Refused, match=r"broken\.ttf: MOU508.*cannot be read"):
        in_font("Calibri", (tmp_path,), words="Größe")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name")
def test_files_of_which_reading_fonts_finds_no_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "many.ttc").write_bytes(b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff" + bytes(99))
    with pytest.raises(Refused, match=r"many\.ttc: MOU508"):
        pdf_writer((tmp_path,))
    (tmp_path / "many.ttc").unlink()
    os.mkfifo(tmp_path / "pipe.ttf")
    with pytest.raises(Refused, match=r"pipe\.ttf: MOU508"):
        pdf_writer((tmp_path,))


def _with_table(name: bytes, table: bytes) -> bytes:
    """The font with another table in the place of one of its own."""
    font = (PACKAGED_FONTS / "Carlito-Regular.ttf").read_bytes()
    at = font.index(name)
    return font[: at + 8] + struct.pack(">LL", len(font), len(table)) + font[at + 16 :] + table


def _characters(groups: int, last: int) -> bytes:
    """A table in which each of so many groups tells of the same characters."""
    told = struct.pack(">HHLLL", 12, 0, 16 + 12 * groups, 0, groups)
    every = struct.pack(">LLL", 0, last, 1) * groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + told + every


ENDLESS = {
    "a group without an end": _characters(1, 0xFFFFFFFF),
    "the same characters again and again": _characters(2000, 0x10FFFF),
    "the same table again and again": struct.pack(">HH", 0, 60_000)
    + struct.pack(">HHL", 3, 10, 480_004) * 60_000
    + _characters(1, 0x10FFFF)[12:],
}


@pytest.mark.parametrize("table", ENDLESS.values(), ids=ENDLESS)
def test_a_font_of_characters_without_an_end_is_refused(table: bytes, tmp_path: Path) -> None:
    (tmp_path / "many.ttf").write_bytes(_with_table(b"cmap", table))
    with pytest.raises(Refused, match=r"many\.ttf: MOU508"):
        refuse_endless(tmp_path)


def test_a_font_of_every_character_there_is_has_an_end(tmp_path: Path) -> None:
    (tmp_path / "every.ttf").write_bytes(_with_table(b"cmap", _characters(1, 0x10FFFF)))
    refuse_endless(tmp_path)


def test_a_font_that_tells_no_width_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.ttf").write_bytes(_with_table(b"hhea", bytes(36)))
    with pytest.raises(Refused, match=r"none\.ttf: MOU508"):
        read_font(tmp_path / "none.ttf")


def test_every_font_that_comes_along_has_its_licence_beside_it() -> None:
    names = {path.name for path in PACKAGED_FONTS.iterdir()}
    assert {each.partition("-")[0] for each in names if each.endswith(".ttf")} == {
        "Carlito",
        "LiberationSans",
        "LiberationSerif",
    }
    for name in ("LICENSE-Carlito.txt", "LICENSE-Liberation.txt"):
        assert "SIL OPEN FONT LICENSE" in (PACKAGED_FONTS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_a_family_has_its_four_faces(style: str) -> None:
    look = CharacterLook(font="Arial", bold="Bold" in style, italic="Italic" in style)
    assert Fonts().file(look) == read_font(PACKAGED_FONTS / f"LiberationSans-{style}.ttf")


def test_the_widths_of_letters_are_those_of_the_font() -> None:
    font = read_font(PACKAGED_FONTS / "LiberationSerif-Regular.ttf")
    assert font.width("00") == pytest.approx(1.0)  # a digit of Times is half as wide as its size
    assert (round(font.ascent, 3), round(font.descent, 3), round(font.gap, 3)) == (
        0.891,
        0.216,
        0.042,
    )


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\x00\x01\x00\x00\x00\x09"])
def test_what_is_no_font_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    with pytest.raises(Refused, match=r"a\.ttf: MOU508.*cannot be read"):
        read_font(path)


@pytest.mark.parametrize(
    ("font", "size", "spacing", "twips"),
    [
        *(("Times New Roman", 10, 1, 231), ("Times New Roman", 13, 1, 299)),
        *(("Times New Roman", 11, 258 / 240, 270), ("Times New Roman", 11, 259 / 240, 273)),
        *(("Times New Roman", 12, 280 / 240, 320), ("Times New Roman", 30, 261 / 240, 746)),
        *(("Arial", 11, 1.15, 290), ("Arial", 13, 1, 300), ("Arial", 13, 1.15, 345)),
        *(("Calibri", 8, 1, 195), ("Calibri", 11, 1.1, 295), ("Calibri", 12, 2, 586)),
        *(("Calibri", 14, 0.95, 325), ("Calibri", 11, 0.9, 243), ("Arial", 11, 0.95, 241)),
    ],
)
def test_lines_are_as_high_as_those_that_were_measured_in_libreoffice(
    font: str, size: float, spacing: float, twips: int
) -> None:
    """Measured over twenty lines each, in LibreOffice 7.4."""
    look, line = CharacterLook(font, size), LineSpacing(LineRule.MULTIPLE, spacing)
    height = Dressing(Fonts(), Look((), {})).line_height(look, line)
    assert height * 20 == pytest.approx(twips, abs=0.01)


@pytest.mark.parametrize(
    ("font", "size", "parts"),
    [("Arial", 17, 2.2e-4), ("Arial", 11, 0), ("Times New Roman", 16, -2.1e-4)],
)
def test_words_are_as_much_wider_as_those_that_were_measured_in_libreoffice(
    font: str, size: float, parts: float
) -> None:
    """Measured by the indents at which five lines of a clause just end, in LibreOffice 7.4."""
    assert Fonts().file(CharacterLook(font)).stretch(size) == pytest.approx(parts, abs=1e-4)


def test_words_of_two_sizes_share_the_least_height_of_a_line() -> None:
    own, line = CharacterLook(size=12), LineSpacing(LineRule.AT_LEAST, 24)
    dressing = Dressing(Fonts(), Look((), {}))
    small = replace(own, size=9)
    made = ((12, dressing.words(own, line)), (9, dressing.words(small, line, own)))
    above, below = (max(size * each[edge] for size, each in made) for edge in ("top", "bottom"))
    assert above + below == pytest.approx(24, abs=0.01)
