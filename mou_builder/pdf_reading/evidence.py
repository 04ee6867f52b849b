"""All that a PDF from outside says for itself: its words, its signatures, and what it carries.

One call, so that it can be made where a hostile file does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import x509

from mou_builder.diagnostic import refusal
from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf_reading.carried import CarriedByPdf, inspect_pdf
from mou_builder.pdf_reading.signatures import SignatureFields, read_signatures
from mou_builder.pdf_reading.words import PdfWords, read_pdf_words


@dataclass(frozen=True)
class PdfEvidence:
    """What was read."""

    words: PdfWords
    fields: SignatureFields
    carried: CarriedByPdf


def read_evidence(
    data: bytes,
    file: str,
    trusted: Sequence[x509.Certificate] = (),
    fonts: Sequence[FontPlace] = (),
) -> PdfEvidence:
    """Read a PDF; raise `Refused` (MOU911, MOU912) where it cannot be read or is too large.

    ``trusted`` are certificates that the user trusts, ``fonts`` those that the user has named.
    """
    words = read_pdf_words(data, file, fonts)
    fields = read_signatures(data, file, trusted)
    carried = inspect_pdf(data)
    if carried is None:
        message = "what this PDF carries, and what it does, cannot be read"
        raise refusal("MOU911", file, message, "ask for it again, as it was signed")
    return PdfEvidence(words, fields, carried)
