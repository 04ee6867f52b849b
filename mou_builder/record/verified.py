"""What was found in a PDF that may have been signed."""

from __future__ import annotations

from mou_builder.frozen import dataclass
from mou_builder.pdf_reading.evidence import PdfEvidence
from mou_builder.record.printed_words import WordsCompared


@dataclass(frozen=True)
class VerifiedPdf:
    """What was found of a PDF.

    ``facts`` are what it is, as sentences; ``problems`` what is not as it should be, ``notes`` what
    to know beside. ``compared`` is None where the words could not be compared.
    """

    file: str
    evidence: PdfEvidence
    compared: WordsCompared | None
    facts: tuple[str, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
