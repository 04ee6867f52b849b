"""The fields of a PDF are signed one after the other, and every signature stays valid."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from mou_builder.diagnostic import Refused
from mou_builder.pdf import signature_look
from mou_builder.pdf.signature_look import SignatureLook, drawn
from mou_builder.pdf.signing import SignRequest, sign_pdf
from tests.support.agreement.assembling import assembled, example
from tests.support.pdf.samples import CONFIG, written
from tests.support.signing.certificates import PASSPHRASE, identity

SIX = ("district-1", "district-2", "agency", "city-1", "city-2", "city-3")


@pytest.fixture(scope="module")
def signer() -> signers.SimpleSigner:
    """A person with a certificate of their own making."""
    p12 = identity("Dana Whitfield", is_authority=True, is_rsa=True).p12
    made = signers.SimpleSigner.load_pkcs12_data(p12, [], PASSPHRASE.encode())
    assert made is not None
    return made


def signed_by_all(data: bytes, signer: signers.SimpleSigner) -> bytes:
    for name in SIX:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        details = signers.PdfSignatureMetadata(field_name=name)
        data = signers.PdfSigner(details, signer).sign_pdf(writer).getvalue()
    return data


@pytest.fixture(scope="module")
def signed(signer: signers.SimpleSigner) -> bytes:
    unsigned = written(assembled(example("three-parties.yaml")), CONFIG).pdf
    return signed_by_all(unsigned, signer)


def test_all_six_of_three_parties_sign_and_every_signature_stays_valid(
    signed: bytes, signer: signers.SimpleSigner
) -> None:
    context = ValidationContext(trust_roots=[signer.signing_cert])
    found = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    assert [each.field_name for each in found] == list(SIX)
    for each in found:
        assert validate_pdf_signature(each, context).bottom_line


@pytest.mark.crosscheck
def test_poppler_calls_every_signature_valid(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    command = ["pdfsig", "-nocert", str(path)]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert said.count("Signature Validation: Signature is Valid.") == len(SIX)
    assert said.count("Total document signed") == 1


def appearance(line: str) -> bytes:
    """What is added to a PDF for a signature that shows a line."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(empty := io.BytesIO())
    writer = IncrementalPdfFileWriter(empty)
    box = BoxConstraints(width=190, height=28)
    SignatureLook(lines=(line,)).create_stamp(writer, box, {}).register()
    writer.write(made := io.BytesIO())
    return made.getvalue()


def shown_lines(*lines: str) -> list[str]:
    with pdfium.PdfDocument(drawn(lines, 190, 28)) as pdf:
        assert len(pdf) == 1
        return str(pdf[0].get_textpage().get_text_bounded()).splitlines()


def test_no_stream_of_a_signature_ends_as_a_line_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its checksum, one in 256 compressed streams ends with a carriage return."""
    unclear = b"\r\nendstream"
    with monkeypatch.context() as patched:
        patched.setattr(signature_look, "clear_ends", lambda _: None)
        line = next(line for line in map(str, count()) if unclear in appearance(line))
    assert unclear not in appearance(line)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\u05de\u05e9\u05d4", "\u05de\u05e9\u05d4"), ("\u4f50\u85e4 Aiko", "?? Aiko")],
    ids=["from right to left", "letters that no font has"],
)
def test_a_name_is_shown_in_its_letters(name: str, shown: str) -> None:
    assert shown_lines(f"Signed by {name}") == [f"Signed by {shown}"]


def test_a_line_too_long_for_its_field_is_set_smaller_and_then_cut() -> None:
    lines = shown_lines("W" * 30, "W" * 300)
    assert lines == ["W" * 30, "W" * (len(lines[1]) - 1) + "…"]


_ROOT = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm 5>>\nendobj\n"
_END = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R%s>>\n"
DAMAGED = {
    "a form of another kind": _ROOT + _END % b"" + b"startxref\n%d\n%%%%EOF" % len(_ROOT),
    "another place before": _ROOT + _END % b"/Prev 9" + b"startxref\n%d\n%%%%EOF" % len(_ROOT),
    "no end": _ROOT,
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_not_signed_and_no_fault_of_the_program(
    data: bytes, signer: signers.SimpleSigner
) -> None:
    request = SignRequest("district", datetime(2026, 6, 1, tzinfo=UTC))
    with pytest.raises(Refused, match=r"x\.pdf: MOU911.*cannot be signed"):
        sign_pdf(data, "x.pdf", signer, request)
