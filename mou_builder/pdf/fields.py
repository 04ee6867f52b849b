"""Signature fields: where they go, and what PDF/A and PDF/UA ask of them.

ISO 32000-1, 12.7.4.5 (signature fields); ISO 19005-2, 6.3 and 6.4 (an appearance for each,
printed); ISO 14289-1, 7.18 (a tooltip, a place in the structure tree, tab order that follows it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from mou_builder.pdf.docx_body import DocxBody
from mou_builder.pdf.marks import Mark, PageMarks
from mou_builder.pdf.preparing import NO_BREAK_SPACE
from mou_builder.pdf.rules import Rule
from mou_builder.pdf.tags import Tags
from mou_builder.pdf.values import Fragment, SignatureField, refusal

_TALL_ENOUGH_TO_SIGN = 28.0
_AFTER_LABEL = 6.0
_PRINT = 4


@dataclass(frozen=True)
class Spot:
    """Where a field goes: a rectangle in points from the upper left corner of a page.

    ``mark`` is a piece of the paragraph that it belongs to.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    mark: Mark


def require_a_line_for_each(fields: Sequence[SignatureField], body: DocxBody, file: str) -> None:
    """Raise `Refused` (MOU503) unless there are as many lines to sign as fields."""
    lines = len(body.signature_lines)
    if fields and lines != len(fields):
        raise refusal(
            "MOU503",
            file,
            f"{len(fields)} signature fields are asked for, "
            f"but the Word document has {lines} signature lines",
            "in the template, the line to sign must be a paragraph of the style “MOU Signature”, "
            "in the body of the document and outside any table",
        )


def find_spots(
    body: DocxBody,
    fragments: Sequence[Fragment],
    pages: Sequence[PageMarks],
    rules: Sequence[Rule],
    file: str,
) -> tuple[Spot, ...]:
    """Where each signature line was laid, in order.

    The field is the ruled part of the line, or what is right of its words where it is not ruled,
    and as tall as one needs to sign, as far as the words above leave room.
    """
    spots = []
    for number, index in enumerate(body.signature_lines, start=1):
        found = [
            _spot(each, fragments, pages[each.page], marks, rules)
            for each in fragments
            if each.index == index and (marks := pages[each.page].between(each.top, each.bottom))
        ]
        if not found:
            raise refusal(
                "MOU507",
                file,
                f"signature line {number} was not found in the PDF",
                "this is a fault of the program; until it is mended, make the PDF without "
                "signature fields: --pdf-engine libreoffice",
            )
        spots.append(found[0])
    return tuple(spots)


def _spot(
    line: Fragment,
    fragments: Sequence[Fragment],
    page: PageMarks,
    marks: tuple[Mark, ...],
    rules: Sequence[Rule],
) -> Spot:
    rule = next((each for each in rules if each.marks[-1] in marks), None)
    if rule:
        left, right, bottom = rule.left, rule.right, rule.height
    else:
        left, right, bottom = _right_of_words(line, page, marks), line.right, line.bottom
    above = (each.bottom for each in fragments if each.page == line.page and each.top < line.top)
    ceiling = min(max(above, default=line.top), line.top)
    top = max(bottom - _TALL_ENOUGH_TO_SIGN, ceiling)
    return Spot(line.page, left, top, right, bottom, marks[0])


def _right_of_words(line: Fragment, page: PageMarks, marks: tuple[Mark, ...]) -> float:
    words = [each for each in marks if page.text(each).strip(NO_BREAK_SPACE)]
    ends = [page.right_end(each) for each in words]
    return max(ends) + _AFTER_LABEL if ends else line.left


def add_signature_fields(
    pdf: Pdf,
    tags: Tags,
    fields: Sequence[SignatureField],
    spots: Sequence[Spot],
) -> None:
    """Put each field on its spot, as the last child of its paragraph in the structure tree.

    Call before a rule's content is taken out of the tree: it may be all that its paragraph has.
    """
    if not fields:
        return
    widgets = []
    for field, spot in zip(fields, spots, strict=True):
        page = pdf.pages[spot.page]
        widget = pdf.make_indirect(_widget(pdf, page, field, spot))
        tags.add_form(tags.owner(spot.mark), widget, page)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        page.Tabs = Name.S
        widgets.append(widget)
    # SigFlags 1: the file has signature fields; 2 would say that it is signed already.
    pdf.Root.AcroForm = Dictionary(Fields=Array(widgets), SigFlags=1)


def _widget(pdf: Pdf, page: Page, field: SignatureField, spot: Spot) -> Object:
    height = float(page.mediabox[3])
    box = [
        round(each, 2) for each in (spot.left, height - spot.bottom, spot.right, height - spot.top)
    ]
    appearance = pdf.make_stream(b"")  # nothing to see until it is signed; the rule is on the page
    appearance.Type = Name.XObject
    appearance.Subtype = Name.Form
    appearance.BBox = Array([0, 0, round(box[2] - box[0], 2), round(box[3] - box[1], 2)])
    appearance.Resources = Dictionary()
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=field.name,
        TU=field.tooltip,
        Rect=Array(box),
        F=_PRINT,
        P=page.obj,
        AP=Dictionary(N=appearance),
    )
