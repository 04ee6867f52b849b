"""All that a PDF from outside says for itself: its words, its signatures, and what it carries.

One call, so that it can be made where a hostile file does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asn1crypto import x509

from mou_builder.pdf.inspection import inspect_pdf
from mou_builder.pdf.verifying import SignatureFields, read_signatures
from mou_builder.pdf.words import PdfWords, read_pdf_words


@dataclass(frozen=True)
class PdfEvidence:
    """What was read: ``attached`` are files by name, ``program`` what the PDF says made it."""

    words: PdfWords
    fields: SignatureFields
    attached: Mapping[str, bytes]
    program: str = ""

    @property
    def config(self) -> tuple[str, bytes] | None:
        """The config that the PDF was made from, as it carries it, by name."""
        configs = [each for each in self.attached.items() if each[0].endswith((".yaml", ".yml"))]
        return configs[0] if len(configs) == 1 else None


def read_evidence(data: bytes, file: str, trusted: Sequence[x509.Certificate] = ()) -> PdfEvidence:
    """Read a PDF; raise `Refused` (MOU911, MOU912) where it cannot be read or is too large."""
    words = read_pdf_words(data, file)
    fields = read_signatures(data, file, trusted)
    inspected = inspect_pdf(data)
    if inspected is None:
        return PdfEvidence(words, fields, {})
    return PdfEvidence(words, fields, inspected.attachments, inspected.program)
