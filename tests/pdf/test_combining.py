"""Letters that no single character is are read once, whichever program reads them."""

from __future__ import annotations

import re
import shutil
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from mou_builder.pdf.document import pdf_writer
from mou_builder.pdf_reading.words import read_pdf_words
from mou_builder.record.copies import compare_pdf_words
from tests.support.pdf.samples import clause, failures, in_font, with_clauses, words_in

FAMILIES = ("Times New Roman", "Arial", "Calibri")
NAMES = (
    "x̌alitut X̌ax̌ q̓aq̓ ƛ̓al k̓ʷa m̓am̓ y̓ay̓ c̓ic̓ ǫ́ǫ́ Ąą́ ų́ k̲al g̱al X̱al c̆ak m̄am ɔ́ ɛ́ ŋ̀ M̀m̀ "
    "ñ́a g̃a G̃a ẽ́ ũ̀ ọ̀ ẹ́ ụ́ ė̄ ǎ̱ o̍ d̤a r̤a Е́ а́ ю́ э́ ы́ i̊ å̱ ế ṩ affix efficient attic"
)
"""Letters of Salish, Navajo, Kwak̓wala, Yoruba, Guaraní and others, and some ligatures."""
TAKEN_APART = unicodedata.normalize("NFD", "Trường Nguyễn Ấp ñ é ü Å")
"""As some systems hand over what is copied: each mark by itself, though one sign has both."""
SET_HIGHER = "Į́ į́ J́ j́ M̃ l̃ f̃ t̃ b̃ ẅ̃ W̃ t́ k̀ ł̀ r̒ l̒ x̀̂"
"""Such as the fonts have an accent for that stands higher than the line has them."""


def squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))


def as_pdfium_reads(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


@pytest.mark.parametrize("name", FAMILIES)
def test_each_letter_is_read_once(name: str):
    data = in_font(name, words=NAMES).pdf
    assert squeezed(NAMES) in as_pdfium_reads(data)
    assert failures(data) == []


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", FAMILIES)
def test_poppler_reads_each_letter_once(name: str):
    """In the order in which they are drawn: by their places it takes some marks to other lines."""
    assert squeezed(NAMES) in squeezed(words_in(in_font(name, words=NAMES).pdf, "-raw"))


@pytest.mark.parametrize("name", FAMILIES)
def test_a_copy_with_such_letters_has_the_words_of_the_agreement(name: str):
    words = f"{NAMES} {SET_HIGHER} {TAKEN_APART} ﬁrst ﬂoor"
    found = read_pdf_words(in_font(name, words=words).pdf, "a.pdf")
    assert compare_pdf_words(found, with_clauses(clause(1, words))).differences == ()
    assert found.unknown == ()


@pytest.mark.parametrize("words", ["i\u030an ı\u030an", "ı\u030an i\u030an ın", "ın i\u030an"])
def test_a_glyph_that_stands_for_two_letters_is_read_as_what_it_is(words: str, tmp_path: Path):
    """There is a font in which an i with a mark has no dot, as the letter ı has none."""
    shutil.copy("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", tmp_path)
    data = in_font("DejaVu Serif", (tmp_path,), words=words).pdf
    assert squeezed(words) in as_pdfium_reads(data)
    assert failures(data) == []


def test_letters_that_are_one_glyph_are_left_alone():
    fonts = pdf_writer().fonts
    assert not fonts.draws_in_parts("Müller’s café, “Straße” – Łódź, e\u0301")
    assert fonts.draws_in_parts("x\u030calitut")
    assert fonts.draws_in_parts("\u1e9b\u0323"), "which Carlito takes apart"
