"""A signature field of a PDF is signed: PAdES (ETSI EN 319 142-1, level B-B).

The file is added to and not written anew, so that signatures that it has stay valid; its metadata
stay as they are, because they say that it conforms to PDF/A and PDF/UA.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from mou_builder.agreement.wording import long_date
from mou_builder.diagnostic import refusal
from mou_builder.file_kinds import PEM, it_is, kind_of
from mou_builder.frozen import dataclass
from mou_builder.pdf.signature_look import SignatureLook
from mou_builder.pdf.unreadable import unreadable_pdf

UNREADABLE = (
    *(PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(AssertionError, RecursionError),
)
"""What pyHanko raises for a file that is not as it should be."""


@dataclass(frozen=True)
class SignRequest:
    """What is to be signed: the field by its name, and the moment that its appearance shows."""

    field: str
    at: datetime


class _Addition(IncrementalPdfFileWriter):
    """An addition to a file that leaves its metadata alone, which breaks PDF/A otherwise.

    pyHanko has no public way to be told so; to override this method is what its author advises
    (issue 223 of pyHanko). It is the one private member of a library here.
    """

    def _update_meta(self) -> None:
        pass


def open_certificate(data: bytes, passphrase: bytes | None, file: str) -> SimpleSigner:
    """Open a certificate and its key (PKCS #12).

    Raises `Refused`: MOU921, which never shows the passphrase.
    """
    require_certificate(data, file)
    try:
        signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
            data, other_certs=[], passphrase=passphrase
        )
    except Exception as error:  # cryptography raises what it likes for a damaged file
        raise _no_certificate(file) from error
    if signer is None or signer.signing_cert is None:
        raise _no_certificate(file)
    return signer


def require_certificate(data: bytes, file: str) -> None:
    """Raise `Refused` (MOU921) for what is plainly no certificate with its key (PKCS #12)."""
    if kind := kind_of(data):
        hint = "give the file that holds the certificate and its key"
        if kind.name == PEM:
            hint = (
                "make one file of the certificate and its key: "
                "openssl pkcs12 -export -inkey KEY.pem -in CERTIFICATE.pem -out NAME.p12"
            )
        message = f"this is not a certificate with its key (.p12){it_is(kind)}"
        raise refusal("MOU921", file, message, hint)


def _no_certificate(file: str) -> Exception:
    message = "this certificate cannot be opened: the passphrase is wrong, or it is not a .p12 file"
    return refusal("MOU921", file, message, "give the file that holds the certificate and its key")


def signer_name(signer: SimpleSigner) -> str:
    """Return the name in a certificate."""
    certificate: Any = signer.signing_cert
    return str(certificate.subject.native.get("common_name") or certificate.subject.human_friendly)


def require_field(data: bytes, file: str, field: str) -> None:
    """Raise `Refused` where a field cannot be signed, before anybody is asked for a passphrase.

    MOU911 for a file that is no PDF; MOU922 for a field that is not there or is signed already.
    """
    try:
        _refuse_field(PdfFileReader(io.BytesIO(data)), field, file)
    except UNREADABLE as error:
        raise unreadable_pdf(data, file, done="signed") from error


def sign_pdf(data: bytes, file: str, signer: SimpleSigner, request: SignRequest) -> bytes:
    """Return a PDF with one of its signature fields signed.

    Raises `Refused` as `require_field`, and MOU923 for a certificate that is not valid at that
    moment.
    """
    require_field(data, file, request.field)
    _refuse_out_of_date(signer, request, file)
    try:
        writer = _Addition(io.BytesIO(data))
        look = SignatureLook(lines=tuple(_lines(signer, request)))
        options = PdfSignatureMetadata(
            field_name=request.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=signer_name(signer),
        )
        made = PdfSigner(options, signer, stamp_style=look)
        signed = made.sign_pdf(writer, existing_fields_only=True)
    except (*UNREADABLE, SigningError) as error:
        raise unreadable_pdf(data, file, done="signed") from error
    return bytes(signed.getvalue())


def _lines(signer: SimpleSigner, request: SignRequest) -> Iterator[str]:
    moment = request.at.astimezone(UTC)
    yield f"Signed digitally by {signer_name(signer)}"
    yield f"{long_date(moment.date())}, {moment:%H:%M} UTC"


def _refuse_out_of_date(signer: SimpleSigner, request: SignRequest, file: str) -> None:
    certificate: Any = signer.signing_cert
    validity = certificate["tbs_certificate"]["validity"].native
    if not validity["not_before"] <= request.at <= validity["not_after"]:
        message = (
            f"the certificate of {signer_name(signer)} is valid from "
            f"{long_date(validity['not_before'].date())} "
            f"to {long_date(validity['not_after'].date())}"
        )
        raise refusal("MOU923", file, message, "sign with one that is valid today")


def _refuse_field(pdf: PdfFileReader, field: str, file: str) -> None:
    fields = {name: (value, it) for name, value, it in enumerate_sig_fields(pdf)}
    free = {name: _whose(it.get_object()) for name, (value, it) in fields.items() if value is None}
    if field in free:
        return
    listed = "; ".join(f"{name}{whose}" for name, whose in free.items())
    hint = f"to be signed here: {listed}" if free else "no field is left to be signed"
    if field in fields:
        raise refusal("MOU922", file, f"the field “{field}” is signed already", hint)
    raise refusal("MOU922", file, f"there is no signature field “{field}”", hint)


def _whose(field: Any) -> str:
    """Return who signs in a field, as it says to a screen reader; "" where it says nothing."""
    said = str(field.get("/TU", "")).removeprefix("Signature of ")
    return f" ({said})" if said else ""
