"""What the look of a digital signature says: who signed, and when, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import STAMP_ART_CONTENT, TextStampStyle

from mou_builder.pdf.signing import open_certificate
from mou_builder.record.signature_words import other_words
from tests.support.signing.certificates import PASSPHRASE, identity
from tests.support.signing.changed_before_signing import evidence_of, plain_copy, problems_of

DANA = "Dana Whitfield"
USUAL = {
    "of this program": f"Signed digitally by {DANA}\nNovember 28, 2026, 05:00 UTC",
    "of pyHanko": f"Digitally signed by {DANA}.\nTimestamp: 2026-11-28 05:00:01 UTC.",
    "of Acrobat": "Dana Whitfield\nSigned by Dana\nWhitfield\n2026.11.28 05:00:01 -06'00'",
    "with a reason that Acrobat offers": f"{DANA}\nReason: I am approving this\ndocument\n"
    "Date: Nov 28, 2026 5:00 PM CST",
    "with an office": f"/s/ {DANA}, Superintendent\nMaple Grove School District",
    "with the day first": f"{DANA} 28. November 2026 T05:00:01+01:00",
    "nothing": "",
}
OTHERS = {
    "a sentence": (f"Signed by {DANA}\nThe district pays.", "The district pays"),
    "a reason": (f"Signed by {DANA}\nReason: under protest", "under protest"),
    "a sum": (f"Signed by {DANA} on 2026-11-28: $5,000", "$5,000"),
    "another name": ("Signed by Luis Ortega", "Luis Ortega"),
    "a name that begins another word": (f"{DANA}s", f"{DANA}s"),
}
KNOWN = (DANA, "Superintendent", "Maple Grove School District")


@pytest.mark.parametrize("said", USUAL.values(), ids=USUAL)
def test_the_name_and_the_time_are_not_told(said: str):
    assert other_words(said, KNOWN) == ""


@pytest.mark.parametrize(("said", "told"), OTHERS.values(), ids=OTHERS)
def test_whatever_else_a_look_says_is_told(said: str, told: str):
    assert other_words(said, KNOWN) == told


def _signed(words: str, **more: Any) -> bytes:
    signer = open_certificate(identity(DANA).p12, PASSPHRASE.encode(), "dana.p12")
    writer = IncrementalPdfFileWriter(io.BytesIO(plain_copy()))
    style = TextStampStyle(stamp_text=words, **more)
    made = PdfSigner(PdfSignatureMetadata(field_name="district"), signer, stamp_style=style)
    return bytes(made.sign_pdf(writer, existing_fields_only=True).getvalue())


def _of_its_look(words: str) -> list[str]:
    said = problems_of(_signed(words)).splitlines()
    return [each for each in said if not each.startswith("not signed: ")]


def test_a_look_with_the_name_alone_is_as_it_should_be():
    assert _of_its_look("Digitally signed by %(signer)s\n%(ts)s") == []


def test_a_sentence_in_a_look_on_its_own_line_is_told():
    look = "page 5: the look of the signature in the field “district”"
    said = _of_its_look("%(signer)s\nThe district pays all costs.")
    assert said == [f"{look} says “The district pays all costs”"]


@pytest.mark.parametrize("art", [None, STAMP_ART_CONTENT])
def test_a_drawing_in_a_look_is_a_picture_of_its_page(art: Any):
    page = evidence_of(_signed("%(signer)s", background=art), "x.pdf").words.pages[-1]
    assert page.has_picture is (art is not None)
