"""The plain values that PDF making takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from mou_builder.agreement.document import Agreement
from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.frozen import dataclass
from mou_builder.word.look import Look


@dataclass(frozen=True)
class Attachment:
    """A file that a PDF carries: by ``relationship`` its source, or what it adds to (14.13).

    The number is that of ISO 32000-2.
    """

    name: str
    data: bytes
    media_type: str = "text/yaml"
    description: str = "The configuration that this document was made from"
    relationship: Literal["source", "supplement"] = "source"


@dataclass(frozen=True)
class Sheet:
    """What one PDF is made of: an agreement, or a paper of its kind, and its looks.

    Each line to sign is a field named after its signature block, each line of a paper's answers one
    to type into. An agreement with `Change` marks is drawn as a comparison copy, and has no fields.
    """

    agreement: Agreement
    look: Look
    title: str


@dataclass(frozen=True)
class Rendered:
    """A finished PDF, and what there is to say about it (warnings; errors are raised)."""

    pdf: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Job:
    """A PDF's title and language (a BCP 47 tag), what it carries, and the date to print in it.

    ``attachment`` is the config that it was made from, ``before`` the one that an amendment amends.

    ``made`` is None by default, so that the same input gives the same bytes; diagnostics call the
    PDF ``file``.
    """

    title: str
    language: str
    attachment: Attachment | None = None
    made: datetime | None = None
    file: str = "PDF"
    before: Attachment | None = None

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """All that the PDF carries."""
        return tuple(each for each in (self.attachment, self.before) if each)


def warning(code: str, file: str, message: str, hint: str | None = None) -> Diagnostic:
    """A finding about a PDF that was made all the same."""
    return Diagnostic(code, Severity.WARNING, message, Place(file), hint)
