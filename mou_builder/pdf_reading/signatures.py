"""The digital signatures of any PDF: who signed, whether it holds, what came after.

Any signature that ISO 32000-2 (12.8) knows is read: PAdES, Adobe's, several one after the other,
and time stamps. Nothing is fetched from a network.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import UnacceptableSignerError
from pyhanko.sign.validation import (
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from mou_builder.agreement.wording import long_date
from mou_builder.config.facts import Certificate
from mou_builder.diagnostic import refusal
from mou_builder.file_kinds import kind_of, this_is
from mou_builder.frozen import dataclass
from mou_builder.pdf.signing import UNREADABLE
from mou_builder.pdf.unreadable import too_large_pdf, unreadable_pdf

MOST_SIGNATURES = 50
MOST_REVISIONS = 100
_PADDING = b"\0 \t\r\n"
"""What is put behind a file where it is sent, and is nothing."""
_Status = PdfSignatureStatus | DocumentTimestampStatus

logging.getLogger("pyhanko").addHandler(logging.NullHandler())
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())


class LaterChanges(StrEnum):
    """What was done to the file after a signature."""

    NOTHING = "nothing"
    SIGNED = "further signatures"
    FILLED = "fields were filled in"
    CHANGED = "the document was changed"
    NOT_COVERED = "it covers only a part of the file"


@dataclass(frozen=True)
class FoundSignature:
    """A signature: the field, the name in the certificate, and the day that the file states.

    ``is_valid`` tells whether what it covers is unchanged and the signature is the key's;
    ``filled`` are the names of the fields that were filled in after it. A time stamp of the whole
    document is nobody's signature: ``by`` is the authority that keeps the time.
    """

    field: str
    by: str
    day: date | None
    is_valid: bool
    after: LaterChanges
    certificate: Certificate
    filled: tuple[str, ...] = ()
    fault: str = ""
    is_time_stamp: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is valid and the document is still as it was signed."""
        return self.is_valid and self.after in (LaterChanges.NOTHING, LaterChanges.SIGNED)


@dataclass(frozen=True)
class SignatureFields:
    """The signatures of a file in the order in which they were made, and the fields without one."""

    signatures: tuple[FoundSignature, ...]
    unsigned: tuple[str, ...]


def read_certificates(data: bytes, file: str) -> tuple[x509.Certificate, ...]:
    """Read certificates that the user trusts (PEM or DER); raise `Refused` (MOU924)."""
    try:
        if pem.detect(data):
            found = [each for _, _, each in pem.unarmor(data, multiple=True)]
        else:
            found = [data]
        certificates = tuple(x509.Certificate.load(each) for each in found)
        for each in certificates:
            _ = each.subject.native, each.public_key.native
    except (ValueError, TypeError) as error:
        message = f"there are no certificates in this file that can be read{this_is(kind_of(data))}"
        raise refusal("MOU924", file, message, "give a file in PEM or DER form") from error
    return certificates


def read_signatures(
    data: bytes, file: str, trusted: Sequence[x509.Certificate] = ()
) -> SignatureFields:
    """Read and judge every signature of a PDF.

    Raises `Refused`: MOU911 for what cannot be read as a PDF, MOU912 for one with more signatures
    or versions than any agreement has.
    """
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.xrefs.total_revisions > MOST_REVISIONS:
            raise too_large_pdf(file, "this file was changed more often than can be read")
        found = list(reader.embedded_signatures)
        if len(found) > MOST_SIGNATURES:
            raise too_large_pdf(file, "this file has more signatures than can be read")
        fields = enumerate_sig_fields(reader)
        unsigned = tuple(name for name, value, _ in fields if value is None)
    except UNREADABLE as error:
        raise unreadable_pdf(data, file) from error
    names = frozenset(each.field_name for each in found)
    judged = (_judged(each, trusted, names) for each in found)
    return SignatureFields(tuple(judged), unsigned)


def _judged(
    embedded: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate], names: frozenset[str]
) -> FoundSignature:
    field = embedded.field_name
    is_time_stamp = _is_time_stamp(embedded)
    try:
        signer = embedded.signer_cert
        moment = _moment(embedded)
        status = asyncio.run(_status(embedded, trusted, moment))
    except (*UNREADABLE, SignatureValidationError, UnacceptableSignerError):
        return FoundSignature(
            field=field,
            by="",
            day=None,
            is_valid=False,
            after=LaterChanges.CHANGED,
            certificate=Certificate.UNKNOWN,
            fault="it is damaged, or of a kind that cannot be judged",
            is_time_stamp=is_time_stamp,
        )
    after, filled = _after(status, names - {field})
    if after is LaterChanges.SIGNED and _is_of_last_version(embedded):
        after = LaterChanges.NOT_COVERED if _has_more_behind(embedded) else LaterChanges.NOTHING
    late = _out_of_date(signer, moment)
    return FoundSignature(
        field=field,
        by=_name(signer),
        day=moment.date() if moment else None,
        is_valid=status.intact and status.valid and not (late or _is_weak(status)),
        after=after,
        certificate=_certificate(status, signer),
        filled=filled,
        fault=_fault(status) or late,
        is_time_stamp=is_time_stamp,
    )


async def _status(
    embedded: EmbeddedPdfSignature,
    trusted: Sequence[x509.Certificate],
    moment: datetime | None,
) -> _Status:
    """Judge a signature as on the day that it states, for certificates end sooner than papers."""
    context = ValidationContext(
        trust_roots=list(trusted),
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
    )
    if _is_time_stamp(embedded):
        return await async_validate_pdf_timestamp(embedded, context)
    usages = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return await async_validate_pdf_signature(
        embedded, signer_validation_context=context, key_usage_settings=usages
    )


def _is_time_stamp(embedded: EmbeddedPdfSignature) -> bool:
    return bool(embedded.sig_object_type == "/DocTimeStamp")


def _moment(embedded: EmbeddedPdfSignature) -> datetime | None:
    if _is_time_stamp(embedded):
        token = embedded.signed_data["encap_content_info"]["content"].parsed
        stated: datetime | None = token["gen_time"].native
    else:
        stated = embedded.self_reported_timestamp
    if stated is None:
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=UTC)


def _after(status: _Status, others: frozenset[str]) -> tuple[LaterChanges, tuple[str, ...]]:
    match status.coverage:
        case SignatureCoverageLevel.ENTIRE_FILE:
            return LaterChanges.NOTHING, ()
        case SignatureCoverageLevel.ENTIRE_REVISION:
            pass
        case _:
            return LaterChanges.NOT_COVERED, ()
    level = status.modification_level
    if level is None or level > ModificationLevel.FORM_FILLING:
        return LaterChanges.CHANGED, ()
    changed: set[str] = getattr(status.diff_result, "changed_form_fields", set())
    filled = tuple(sorted(changed - others))
    return (LaterChanges.FILLED, filled) if filled else (LaterChanges.SIGNED, ())


def _is_of_last_version(embedded: EmbeddedPdfSignature) -> bool:
    return bool(embedded.signed_revision == embedded.reader.xrefs.total_revisions - 1)


def _has_more_behind(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether a file goes on behind what a signature covers, by more than padding."""
    *_, start, length = embedded.byte_range
    embedded.reader.stream.seek(int(start) + int(length))
    return bool(embedded.reader.stream.read().strip(_PADDING))


def _certificate(status: _Status, signer: x509.Certificate) -> Certificate:
    if status.trusted:
        return Certificate.TRUSTED
    is_own = signer.self_signed in ("yes", "maybe") or signer.issuer == signer.subject
    return Certificate.SELF_MADE if is_own else Certificate.UNKNOWN


def _out_of_date(certificate: x509.Certificate, moment: datetime | None) -> str:
    """Return that a certificate was not valid on the day of its signature; "" if it was."""
    validity = certificate["tbs_certificate"]["validity"].native
    begins, ends = validity["not_before"], validity["not_after"]
    if moment is None or begins <= moment <= ends:
        return ""
    return (
        f"its certificate is valid from {long_date(begins.date())} to {long_date(ends.date())}, "
        "and not on the day of signing"
    )


def _fault(status: _Status) -> str:
    if not status.intact:
        return "what it covers was changed"
    if not status.valid:
        return "it was not made with the key of its certificate"
    return "it was made in a way that can be imitated today" if _is_weak(status) else ""


def _is_weak(status: _Status) -> bool:
    """Tell whether an algorithm or a key is no longer, or was never, one to be relied on."""
    return status.trust_problem_indic in (
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    )


def _name(certificate: x509.Certificate) -> str:
    """Return the name in a certificate, on one line, whatever it has."""
    subject = certificate.subject
    return " ".join(str(subject.native.get("common_name") or subject.human_friendly).split())
