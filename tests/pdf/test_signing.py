"""The fields of a PDF are signed one after the other, and every signature stays valid."""

from __future__ import annotations

import io
import subprocess
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from mou_builder.pdf.signature_look import compressed
from tests.support.agreement.assembling import assembled, example
from tests.support.pdf.samples import CONFIG, written

SIX = ("district-1", "district-2", "agency", "city-1", "city-2", "city-3")


@pytest.fixture(scope="module")
def signer() -> signers.SimpleSigner:
    """A person with a certificate of their own making."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dana Whitfield")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_cert_sign=True,
        crl_sign=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    data = pkcs12.serialize_key_and_certificates(b"me", key, certificate, None, NoEncryption())
    made = signers.SimpleSigner.load_pkcs12_data(data, other_certs=[])
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
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, encoding="utf-8").stdout
    assert said.count("Signature Validation: Signature is Valid.") == len(SIX)
    assert said.count("Total document signed") == 1


def test_no_stream_of_a_signature_ends_as_a_line_does() -> None:
    """By its checksum, one in 256 compressed streams ends with a carriage return."""
    data = b"10999"
    assert zlib.compress(data).endswith(b"\r")
    with pikepdf.new() as pdf:
        written = compressed(data)
        assert not written.encoded_data.endswith(b"\r")
        names = [pikepdf.Name(str(each)) for each in written["/Filter"]]
        read = pikepdf.Stream(pdf, written.encoded_data, Filter=pikepdf.Array(names))
        assert read.read_bytes() == data
