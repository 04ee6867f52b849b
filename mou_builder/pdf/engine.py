"""Engines: what turns a finished DOCX into pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import rdocx

from mou_builder.pdf.values import Archival, Fragment, Laid, refusal


class Engine(Protocol):
    """Something that lays DOCX files out as PDF.

    It takes several files, because some engines are much faster on many than on each, and raises
    `Refused` (MOU501 not installed, MOU502 failed) for the whole batch.
    """

    @property
    def carried_fonts(self) -> frozenset[str] | None:
        """The families that it has, or has with the same widths; None when it cannot be known."""

    def lay_out(self, documents: Sequence[bytes], archival: Archival) -> tuple[Laid, ...]:
        """Each document as a tagged PDF/A of that part."""


# Measured with rdocx 0.16.3: these families are drawn in a font of the same widths from its wheel.
# Names are case-sensitive to it. Others get a look-alike or Carlito.
_RDOCX_FONTS = frozenset(
    {
        "Arial",
        "Caladea",
        "Calibri",
        "Cambria",
        "Carlito",
        "Courier New",
        "Gelasio",
        "Georgia",
        "Liberation Mono",
        "Liberation Sans",
        "Liberation Serif",
        "Segoe UI",
        "Selawik",
        "Times New Roman",
    }
)


class RdocxEngine:
    """rdocx: in this process, fonts from its own wheel only, the same bytes on every machine.

    It has another way of making PDF, which can draw tracked changes, but with the fonts of the
    machine. `mou_builder.pdf.changes` draws them instead.
    """

    @property
    def carried_fonts(self) -> frozenset[str]:
        return _RDOCX_FONTS

    def lay_out(self, documents: Sequence[bytes], archival: Archival) -> tuple[Laid, ...]:
        return tuple(_lay_out(each, archival) for each in documents)


_PROFILES: dict[Archival, Literal["pdfa-2b", "pdfa-3b"]] = {
    Archival.PDFA_2B: "pdfa-2b",
    Archival.PDFA_3B: "pdfa-3b",
}


def _lay_out(docx: bytes, archival: Archival) -> Laid:
    try:
        document = rdocx.Document.from_bytes(docx)
        pdf = document.to_pdfa_deterministic(_PROFILES[archival])
        # Asked after, not before: rdocx then answers from the layout that the PDF was drawn from.
        return Laid(pdf, tuple(_fragment(each) for each in document.layout()))
    except Exception as error:  # rdocx declares no exception types
        raise _failed(error) from error


def _failed(error: Exception) -> Exception:
    return refusal(
        "MOU502",
        "PDF",
        f"the Word document could not be laid out as PDF: {error}",
        "open the DOCX in Word and save it again, or try --pdf-engine libreoffice",
    )


def _fragment(found: rdocx.LayoutFragment) -> Fragment:
    box = found.bounds
    return Fragment(
        index=found.body_index,
        page=found.physical_page - 1,
        left=box.x,
        top=box.y,
        right=box.x + box.width,
        bottom=box.y + box.height,
    )
