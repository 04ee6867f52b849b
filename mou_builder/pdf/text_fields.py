"""Fields to type into, made of the fields to sign that stand on the lines of a sheet.

ISO 32000-1, 12.7.4.3 (text fields); ISO 14289-1, 7.18.4 (each in the structure tree, with a
tooltip). A field has an empty appearance and names a font of the file for what will be typed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from mou_builder.pdf.saving import saved

_LINE_HEIGHT = 14.0
_FONT_SIZE = 11
_MULTILINE = 1 << 12
"""Bit 13 of the flags of a text field."""


def as_text_fields(pdf: bytes, lines: Mapping[str, int]) -> bytes:
    """Return a PDF of ours whose signature fields are fields to type into.

    ``lines`` says by name how many lines each has room for; the room is above its rule.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        form = opened.Root.AcroForm
        font = opened.make_indirect(_font())
        form.DR = Dictionary(Font=Dictionary(Text=font))
        form.DA = pikepdf.String(_appearance())
        del form["/SigFlags"]
        for field in form.Fields:
            _change(opened, field, lines.get(str(field.T), 1))
        return saved(opened)


def _font() -> Dictionary:
    """One of the fonts that every viewer has (ISO 32000-1, 9.6.2.2), for what will be typed."""
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )


def _appearance() -> str:
    return f"/Text {_FONT_SIZE} Tf 0 g"


def _change(pdf: Pdf, field: Object, lines: int) -> None:
    left, bottom, right, top = (float(each) for each in field.Rect)
    if lines > 1:
        top = bottom + _LINE_HEIGHT * lines
    field.Rect = pikepdf.Array([left, bottom, right, top])
    field.FT = Name.Tx
    field.DA = pikepdf.String(_appearance())
    if lines > 1:
        field.Ff = _MULTILINE
    appearance = pdf.make_stream(b"/Tx BMC\nEMC\n")
    appearance.Type = Name.XObject
    appearance.Subtype = Name.Form
    appearance.BBox = pikepdf.Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    appearance.Resources = Dictionary()
    field.AP = Dictionary(N=appearance)
