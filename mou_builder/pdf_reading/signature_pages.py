"""The looks of the digital signatures of a PDF, each put on a page of its own, behind the others.

There they are read as all pages are: by what is drawn, not by what a font or a text says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pikepdf import Pdf, Rectangle, Stream

from mou_builder.frozen import dataclass
from mou_builder.pdf.unreadable import too_large_pdf
from mou_builder.pdf_reading.letters.placed import PointBox

_MOST_LOOKS = 200
"""Looks that are read; an agreement has one for each who signs it."""
_MOST_NESTED = 12


@dataclass(frozen=True)
class SignatureField:
    """A signed field that a page shows: its name, the number of the page, and where it is."""

    name: str
    page: int
    box: PointBox


def add_signature_pages(pdf: Pdf, file: str) -> tuple[SignatureField, ...]:
    """Add a page for the look of each signed field (ISO 32000-2, 12.7.5.5) that is shown.

    Raises `Refused` (MOU912) for more of them than any agreement has.
    """
    found = list(islice(_signed_widgets(pdf), _MOST_LOOKS + 1))
    if len(found) > _MOST_LOOKS:
        raise too_large_pdf(file, "this file shows more signatures than can be read")
    for field, widget in found:
        size = pdf.pages[field.page - 1].mediabox
        page = pdf.add_blank_page()
        page.mediabox = size
        if (look := _look_of(widget)) is not None:
            page.add_overlay(look, Rectangle(*field.box))
    return tuple(field for field, _ in found)


def _signed_widgets(pdf: Pdf) -> Iterator[tuple[SignatureField, Any]]:
    for number, page in enumerate(pdf.pages, start=1):
        for each in page.obj.get("/Annots", ()):
            name = _name_if_signed(each)
            if name is not None:
                x1, y1, x2, y2 = map(float, each["/Rect"])
                if x1 != x2 and y1 != y2:
                    box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                    yield SignatureField(name, number, box), each


def _name_if_signed(widget: Any) -> str | None:
    """Return the whole name of the field that a widget shows; None where it is no signed one."""
    name = ""
    field, kind, is_signed = widget, None, False
    for _ in range(_MOST_NESTED):
        kind, is_signed = kind or field.get("/FT"), is_signed or "/V" in field
        if "/T" in field:
            name = f"{field['/T']}.{name}" if name else str(field["/T"])
        if "/Parent" not in field:
            break
        field = field["/Parent"]
    return name if kind == "/Sig" and is_signed else None


def _look_of(widget: Any) -> Stream | None:
    """Return what a widget looks like, in the state that it has where it has several (12.5.5)."""
    look = widget.get("/AP", {}).get("/N")
    if look is not None and not isinstance(look, Stream):
        look = look.get(str(widget.get("/AS", "")))
    return look if isinstance(look, Stream) else None
