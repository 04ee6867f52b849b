"""All that a PDF from outside says for itself: its words, its signatures, and what it carries.

One call, so that it can be made where a hostile file does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from asn1crypto import x509

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf_reading.carried import inspect_pdf
from mou_builder.pdf_reading.signatures import SignatureFields, read_signatures
from mou_builder.pdf_reading.words import PdfWords, read_pdf_words


@dataclass(frozen=True)
class PdfEvidence:
    """What was read: ``attached`` are files by name, ``program`` what the PDF says made it.

    ``supplements`` are the names of those that are not what the PDF was made from; ``does`` is what
    it does that a signed agreement does not.
    """

    words: PdfWords
    fields: SignatureFields
    attached: Mapping[str, bytes]
    program: str = ""
    supplements: frozenset[str] = frozenset()
    does: tuple[str, ...] = ()

    @property
    def config(self) -> tuple[str, bytes] | None:
        """The config that the PDF was made from, as it carries it, by name."""
        return self._only(lambda name: name not in self.supplements)

    @property
    def before(self) -> tuple[str, bytes] | None:
        """The config that the PDF, an amendment, amends; None for one that is no amendment."""
        return self._only(lambda name: name in self.supplements)

    def _only(self, wanted: Callable[[str], bool]) -> tuple[str, bytes] | None:
        files = self.attached.items()
        found = [each for each in files if each[0].endswith((".yaml", ".yml")) and wanted(each[0])]
        return found[0] if len(found) == 1 else None


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
    inspected = inspect_pdf(data)
    if inspected is None:
        return PdfEvidence(words, fields, {})
    return PdfEvidence(
        words,
        fields,
        inspected.attachments,
        inspected.program,
        inspected.supplements,
        inspected.does,
    )
