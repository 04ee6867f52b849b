"""What a PDF from outside carries: attached files, signed fields, and the name of what made it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.frozen import dataclass, field
from mou_builder.pdf_reading.doings import doings
from mou_builder.pdf_reading.named import PdfNames, names_in

_SUPPLEMENT = "/Supplement"
"""How an attached file is related to the document whose source it is not (ISO 32000-2, 14.13)."""
MOST_ATTACHED = 2_000_000
"""Bytes of an attached file that are read at most."""


@dataclass(frozen=True)
class CarriedByPdf:
    """A PDF's attached files by name, how many of its fields are signed, and what made it.

    ``supplements`` are the names of the files that are not its source, but what it adds to, and
    ``does`` is what it does that a signed agreement does not (`doings`); ``names`` is what it calls
    itself. Of a file that is too large, only the name is known.
    """

    attachments: Mapping[str, bytes] = field(default_factory=dict)
    signed_fields: int = 0
    program: str = ""
    supplements: frozenset[str] = frozenset()
    does: tuple[str, ...] = ()
    names: PdfNames = field(default_factory=PdfNames)

    @property
    def is_as_made(self) -> bool:
        """Whether it says that it is as our engine wrote it, and no other program made it anew."""
        return self.config is not None and self.program.startswith("Typst")

    @property
    def config(self) -> tuple[str, bytes] | None:
        """The config that the PDF was made from, by name; None if that is none, or several."""
        return self._only(self.attachments.keys() - self.supplements)

    @property
    def before(self) -> tuple[str, bytes] | None:
        """The config that the PDF, an amendment, amends; None for one that is no amendment."""
        return self._only(self.supplements)

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the attached files that are no config of its."""
        known = {each[0] for each in (self.config, self.before) if each}
        return tuple(sorted(self.attachments.keys() - known))

    def _only(self, names: Iterable[str]) -> tuple[str, bytes] | None:
        yaml = (each for each in names if ends_in(each, CONFIG_ENDINGS))
        found = [each for each in yaml if self.attachments[each]]
        return (found[0], self.attachments[found[0]]) if len(found) == 1 else None


def inspect_pdf(data: bytes) -> CarriedByPdf | None:
    """Return what a PDF carries; None if it cannot be read as one, or only with a password."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            attached = {name: _content(spec) for name, spec in pdf.attachments.items()}
            supplements = frozenset(
                name for name in attached if pdf.attachments[name].relationship == _SUPPLEMENT
            )
            form = pdf.Root.get("/AcroForm")
            fields = _signature_fields(form.get("/Fields", []), 0) if form else ()
            signed = sum("/V" in each for each in fields)
            program = str(pdf.docinfo.get("/Creator") or pdf.docinfo.get("/Producer") or "")
            return CarriedByPdf(attached, signed, program, supplements, doings(pdf), names_in(pdf))
    except (
        *(pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError),
        SyntaxError,  # of its metadata
    ):
        return None


def _content(spec: pikepdf.AttachedFileSpec) -> bytes:
    """Return what is in an attached file; nothing of one that is too large."""
    content = spec.get_file().read_bytes()
    return content if len(content) <= MOST_ATTACHED else b""


def _signature_fields(fields: Any, depth: int) -> Iterator[Any]:
    """Yield the fields of type Sig (ISO 32000-1, 12.7.4.5), also below others."""
    for each in fields if depth < 10 else ():
        if each.get("/FT") == "/Sig":
            yield each
        elif "/Kids" in each:
            yield from _signature_fields(each["/Kids"], depth + 1)
