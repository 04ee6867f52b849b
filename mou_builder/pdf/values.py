"""The plain values that PDF making takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity


class Archival(Enum):
    """A part of PDF/A (ISO 19005); the value is its number. Level b: looks the same for ever."""

    PDFA_2B = 2
    PDFA_3B = 3
    """The part that may carry any attached file."""


@dataclass(frozen=True)
class SignatureField:
    """A field to sign in: ``name`` is unique in the file, ``tooltip`` is what is read aloud."""

    name: str
    tooltip: str


@dataclass(frozen=True)
class Attachment:
    """The file that a PDF was made from, carried inside it (ISO 32000-2, 14.13)."""

    name: str
    data: bytes
    media_type: str = "text/yaml"
    description: str = "The configuration that this document was made from"


@dataclass(frozen=True)
class Job:
    """One PDF to make; see `mou_builder.pdf.document.make_pdf` for what each value is."""

    docx: bytes
    title: str
    language: str
    fields: tuple[SignatureField, ...] = ()
    attachment: Attachment | None = None
    made: datetime | None = None
    file: str = "PDF"
    shows_changes: bool = False
    """Draw tracked changes instead of accepting them."""

    @property
    def archival(self) -> Archival:
        """PDF/A-3b where something is attached, which PDF/A-2b forbids; PDF/A-2b otherwise."""
        return Archival.PDFA_3B if self.attachment else Archival.PDFA_2B


@dataclass(frozen=True)
class Rendered:
    """A finished PDF, and what there is to say about it (warnings; errors are raised)."""

    pdf: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Fragment:
    """Where a child of the document's body was laid, or the part of it that is on one page.

    ``index`` counts the children of ``w:body`` from 0, ``page`` the pages from 0. Points, from the
    upper left corner of the page downwards.
    """

    index: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Laid:
    """What an engine made of a DOCX.

    ``fragments`` is None for an engine that does not tell where it put things, nor mark each word
    as `mou_builder.pdf.marks` reads it.
    """

    pdf: bytes
    fragments: tuple[Fragment, ...] | None


def warning(code: str, file: str, message: str, hint: str | None = None) -> Diagnostic:
    """A finding about a PDF that was made all the same."""
    return Diagnostic(code, Severity.WARNING, message, Place(file), hint)


def refusal(code: str, file: str, message: str, hint: str | None = None) -> Refused:
    """The exception to raise when no PDF can be made."""
    return Refused((Diagnostic(code, Severity.ERROR, message, Place(file), hint),))
