"""Fonts that draw other letters than they say: the text of a copy is right, and what is read not.

Each change leaves every word that a program reads as it is in the agreement, or makes it so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from mou_builder.actions.verify import verify
from mou_builder.pdf_reading.evidence import read_evidence
from mou_builder.pdf_reading.words import read_pdf_words
from tests.support.agreement.assembling import library
from tests.support.signing.changed_before_signing import (
    changed_copy,
    drawn,
    plain_copy,
    problems_of,
)

SERIF = "LiberationSerif"


def _font(pdf: Pdf) -> Any:
    """The font of the running text: its dictionary, which all pages share."""
    fonts = (each for page in pdf.pages for each in page.resources.Font.values())
    return next(each for each in fonts if str(each.BaseFont).endswith(SERIF))


def _codes(font: Any) -> dict[str, int]:
    found = re.findall(rb"<(\w{4})> <(\w{4})>", font.ToUnicode.read_bytes())
    return {chr(int(letter, 16)): int(code, 16) for code, letter in found}


def _swap_to_unicode(pdf: Pdf) -> None:
    font = _font(pdf)
    codes, said = _codes(font), font.ToUnicode.read_bytes()
    seven, two = (b"<%04X> <%04X>" % (codes[each], ord(each)) for each in "72")
    said = said.replace(seven, seven[:7] + b"<0032>").replace(two, two[:7] + b"<0037>")
    font.ToUnicode.write(said)
    _swap_strings(pdf, codes["7"], codes["2"])


def _swap_strings(pdf: Pdf, one: int, other: int) -> None:
    """Exchange two letters in all that is drawn, so that the text reads as before."""
    table = {one.to_bytes(2): other.to_bytes(2), other.to_bytes(2): one.to_bytes(2)}

    def exchanged(text: bytes) -> pikepdf.String:
        pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
        return pikepdf.String(b"".join(table.get(each, each) for each in pairs))

    for page in pdf.pages:
        font, made = "", []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = str(page.resources.Font[str(operands[0])].BaseFont)
            if str(operator) == "Tj" and font.endswith(SERIF):
                operands = [exchanged(bytes(operands[0]))]
            if str(operator) == "TJ" and font.endswith(SERIF):
                parts = [
                    exchanged(bytes(each)) if isinstance(each, pikepdf.String) else each
                    for each in operands[0]
                ]
                operands = [Array(parts)]
            made.append((operands, operator))
        page.contents_coalesce()
        page.obj.Contents.write(pikepdf.unparse_content_stream(made))


def _swap_glyph_numbers(pdf: Pdf) -> None:
    font = _font(pdf)
    codes, inner = _codes(font), font.DescendantFonts[0]
    glyphs = list(range(max(codes.values()) + 1))
    seven, two = codes["7"], codes["2"]
    glyphs[seven], glyphs[two] = two, seven
    inner.CIDToGIDMap = pdf.make_stream(b"".join(each.to_bytes(2) for each in glyphs))


def _swap_outlines(pdf: Pdf) -> None:
    font = _font(pdf)
    codes, file = _codes(font), font.DescendantFonts[0].FontDescriptor.FontFile2
    program = TTFont(io.BytesIO(file.read_bytes()))
    names, glyphs = program.getGlyphOrder(), program["glyf"]
    seven, two = names[codes["7"]], names[codes["2"]]
    glyphs[seven], glyphs[two] = glyphs[two], glyphs[seven]
    target = io.BytesIO()
    program.save(target)
    file.write(target.getvalue())


def _say_other_words(pdf: Pdf) -> None:
    """Draw “25” in the place of “75”, and say of it that it be read as “75”."""
    codes = _codes(_font(pdf))
    seven, two = codes["7"].to_bytes(2), codes["2"].to_bytes(2)
    for page in pdf.pages:
        made = []
        for operands, operator in pikepdf.parse_content_stream(page):
            shown = operands[0] if str(operator) in ("Tj", "TJ") else None
            texts = list(shown) if isinstance(shown, Array) else [shown]
            drawn_as = [_replaced(each, seven, two) for each in texts]
            if any(a is not b for a, b in zip(texts, drawn_as, strict=True)):
                said = Dictionary(ActualText=pikepdf.String("".join(map(_read(codes), texts))))
                made.append(([Name.Span, said], pikepdf.Operator("BDC")))
                made.append(([Array(drawn_as)], pikepdf.Operator("TJ")))
                made.append(([], pikepdf.Operator("EMC")))
            else:
                made.append((operands, operator))
        page.contents_coalesce()
        page.obj.Contents.write(pikepdf.unparse_content_stream(made))


def _replaced(each: Any, old: bytes, new: bytes) -> Any:
    if not isinstance(each, pikepdf.String) or len(bytes(each)) % 2:
        return each
    pairs = [bytes(each)[at : at + 2] for at in range(0, len(bytes(each)), 2)]
    if old not in pairs:
        return each
    return pikepdf.String(b"".join(new if one == old else one for one in pairs))


def _read(codes: dict[str, int]) -> Callable[[Any], str]:
    letters = {code: letter for letter, code in codes.items()}

    def read(each: Any) -> str:
        if not isinstance(each, pikepdf.String):
            return ""
        text = bytes(each)
        pairs = (text[at : at + 2] for at in range(0, len(text), 2))
        return "".join(letters.get(int.from_bytes(pair), "") for pair in pairs)

    return read


def _silent_letters(pdf: Pdf) -> None:
    """Draw “not” in letters that have no text."""
    font = Dictionary(_font(pdf))
    codes = _codes(_font(pdf))
    font.ToUnicode = pdf.make_stream(_font(pdf).ToUnicode.read_bytes().replace(b"beginbf", b"x"))
    pdf.pages[-1].add_resource(pdf.make_indirect(font), Name.Font, Name.Silent)
    shown = b"".join(codes[each].to_bytes(2) for each in "not").hex().encode()
    drawn(pdf, b"BT /Silent 11 Tf 90 150 Td <" + shown + b"> Tj ET")


def _type3(pdf: Pdf) -> None:
    """Draw “not” as one letter of a font that is made of drawings, read as a space."""
    box = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 600, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        FirstChar=32,
        LastChar=32,
        Widths=[600],
        CharProcs=Dictionary(space=box),
        Encoding=Dictionary(Differences=[32, Name.space]),
        Resources=Dictionary(),
    )
    pdf.pages[-1].add_resource(pdf.make_indirect(font), Name.Font, Name.Boxes)
    drawn(pdf, b"BT /Boxes 11 Tf 90 150 Td (   ) Tj ET")


LIES = {
    "the way back to Unicode": (_swap_to_unicode, "“2” is drawn as what looks like “7”"),
    "the numbers of the glyphs": (_swap_glyph_numbers, "“7” is drawn as what looks like “2”"),
    "the outlines of the glyphs": (_swap_outlines, "“2” is drawn as what looks like “7”"),
    "other words that are said of it": (_say_other_words, "(25%)"),
    "letters without text": (_silent_letters, "something is drawn by a font"),
    "drawings that are read as spaces": (_type3, "something is drawn by a font"),
}


@pytest.mark.parametrize(("change", "said"), LIES.values(), ids=LIES)
def test_letters_that_are_drawn_as_others_are_told(change: Callable[[Pdf], None], said: str):
    found = problems_of(changed_copy(change))
    assert said in found


def _left_out(name: str) -> Callable[[Pdf], None]:
    """Leave a font out of the file, and call it by another name."""

    def change(pdf: Pdf) -> None:
        font = _font(pdf)
        font.BaseFont = Name(name)
        (below,) = font.DescendantFonts
        del below.FontDescriptor["/FontFile2"]

    return change


def test_a_font_that_is_not_in_the_file_and_may_be_one_of_signs_is_told():
    assert "its font ABCDEF+Wingdings-Regular is not in the file" in problems_of(
        changed_copy(_left_out("/ABCDEF+Wingdings-Regular"))
    )
    assert "not in the file" not in problems_of(changed_copy(_left_out("/TimesNewRomanPSMT")))


def test_every_letter_of_a_copy_of_ours_is_drawn_as_its_text_has_it():
    assert problems_of(plain_copy()) == ""


def test_a_letter_that_no_font_here_has_is_left_to_people():
    def change(pdf: Pdf) -> None:
        font = _font(pdf)
        said = font.ToUnicode.read_bytes()
        font.ToUnicode.write(said.replace(b" <0037>", b" <6F22>"))

    found = read_evidence(changed_copy(change), "x.pdf")
    assert "page 3: “漢”" in found.words.unknown
    assert found.words.unseen == ()
    notes = verify(found, "x.pdf", library()).notes
    said = "page 3: “漢”: no font of this program has these letters; compare them on paper, or "
    assert [each for each in notes if each.startswith(said)]


STANDARD = ("Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Times-BoldItalic", "Courier")


@pytest.mark.parametrize("name", STANDARD)
def test_letters_of_a_font_that_is_not_ours_are_known_by_their_likeness(name: str):
    letters = "".join(map(chr, range(33, 124)))
    escaped = re.sub(r"([\\()])", r"\\\1", letters).encode()
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(1200, 200))
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{name}"),
            Encoding=Name.WinAnsiEncoding,
        )
        page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 20 100 Td (" + escaped + b") Tj ET")
        target = io.BytesIO()
        pdf.save(target)
    found = read_pdf_words(target.getvalue(), "x")
    assert found.unseen == ()
    assert found.pages[0].lines[0].text == letters
