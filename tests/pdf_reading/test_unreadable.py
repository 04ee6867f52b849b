"""Files that are no PDF, or a damaged one: said in plain words, and the same on each run."""

from __future__ import annotations

import io

import pikepdf
import pytest

from mou_builder.diagnostic import Refused
from mou_builder.pdf.signing import require_field
from mou_builder.pdf_reading.evidence import read_evidence


def _blank(**extra: object) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made := io.BytesIO(), static_id=True, **extra)  # type: ignore[arg-type]
    return made.getvalue()


PAGES = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]"
LOCKED = _blank(encryption=pikepdf.Encryption(user="a", owner="b"))
UNREADABLE = {
    "words": (b"hello", "this is not a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "this is not a PDF: it is a picture"),
    "one with a password": (LOCKED, "this PDF is encrypted, and cannot be read"),
    "one that broke off": (_blank()[:200], "this PDF is damaged, and cannot be read"),
    "pages in a circle": (
        PAGES + b"/Count 1>>endobj trailer<</Root 1 0 R>>\n%%EOF",
        "this PDF is damaged, and cannot be read",
    ),
    "no place to begin": (
        _blank().replace(b"startxref", b"startxxxx"),
        "this PDF is damaged, and cannot be read",
    ),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_said_in_plain_words(kind: str) -> None:
    data, words = UNREADABLE[kind]
    with pytest.raises(Refused) as refused:
        read_evidence(data, "x.pdf")
    (found,) = refused.value.diagnostics
    assert (found.code, found.message, found.hint is not None) == ("MOU911", words, True)


def test_what_cannot_be_read_cannot_be_signed() -> None:
    with pytest.raises(Refused, match="MOU911 error: this PDF is damaged, and cannot be signed"):
        require_field(UNREADABLE["pages in a circle"][0], "x.pdf", "district")


def test_more_signatures_than_can_be_read_are_no_damage() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        field = {"/Subtype": pikepdf.Name.Widget, "/FT": pikepdf.Name.Sig, "/Rect": [0, 0, 9, 9]}
        shown = (field | {"/T": str(at), "/V": pikepdf.Dictionary()} for at in range(201))
        fields = (pdf.make_indirect(pikepdf.Dictionary(each)) for each in shown)
        page.obj.Annots = pikepdf.Array(fields)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=page.obj.Annots)
        pdf.save(made := io.BytesIO())
    with pytest.raises(Refused, match="MOU912 error: this file shows more signatures than can be"):
        read_evidence(made.getvalue(), "x.pdf")
