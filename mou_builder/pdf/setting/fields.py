"""Fields to sign and to type into, on the links that Typst has laid over their lines.

ISO 32000-1, 12.7 (fields); ISO 19005-3, 6.3 and 6.4 (an appearance for each, printed); ISO 14289-1,
7.18 (a tooltip, a place in the structure tree). The structure element of a field has the one
reference to it, and no array of them: pyHanko takes the second signature for a change of the first
otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.pdf.setting.objects import PdfObjects, text_string

LINK = "mou:field/"
"""How the target of a link begins that becomes a field; its number follows."""

_ANNOTATION = pattern(
    rb"/Rect\[([^\]]*)\].*?/URI\(mou:field/(\d+)\).*?/StructParent (\d+)", re.DOTALL
)
_LINK_ELEMENT = pattern(rb"/S/Link(.*?)/K\[(<</Type/OBJR[^>]*/Obj (\d+) 0 R[^>]*>>)\]", re.DOTALL)
_PRINT = 4
_MULTILINE = 1 << 12
"""Bit 13 of the flags of a text field."""
_TYPED = b"/DA(/Text 11 Tf 0 g)"
_FONT = (
    b"<</Font<</Text<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"
)
"""One of the fonts that every viewer has (9.6.2.2), for what will be typed."""


@dataclass(frozen=True)
class FormField:
    """A field: its name in the file, what is read aloud, and how many lines can be typed.

    ``lines`` is 0 for a field to sign.
    """

    name: str
    tooltip: str
    lines: int = 0


def add_fields(objects: PdfObjects, fields: Sequence[FormField]) -> None:
    """Make fields of the links to their numbers, in the order of the numbers."""
    if not fields:
        return
    pages = _pages(objects)
    widgets: dict[int, int] = {}
    for number in objects.containing(f"/URI({LINK}".encode()):
        found = _ANNOTATION.search(objects.by_number[number])
        if found is None:
            continue
        at = int(found[2])
        objects.put(number, _widget(objects, found, fields[at], pages[number]))
        widgets[at] = number
    numbers = set(widgets.values())
    for number in objects.containing(b"/S/Link"):
        found = _LINK_ELEMENT.search(objects.by_number[number])
        if found and int(found[3]) in numbers:
            element = b"/S/Form%s/K%s" % (found[1], found[2])
            objects.by_number[number] = objects.by_number[number].replace(found[0], element, 1)
    _add_form(objects, [widgets[at] for at in sorted(widgets)], fields)


def _pages(objects: PdfObjects) -> dict[int, int]:
    """The page of each annotation."""
    pages = {}
    for number in objects.containing(b"/Type/Page/"):
        listed = re.search(rb"/Annots\[([^\]]*)\]", objects.by_number[number])
        for each in re.findall(rb"(\d+) 0 R", listed[1]) if listed else ():
            pages[int(each)] = number
    return pages


def _widget(objects: PdfObjects, found: re.Match[bytes], field: FormField, page: int) -> bytes:
    left, bottom, right, top = (float(each) for each in found[1].split())
    marks = b"/Tx BMC\nEMC" if field.lines else b""
    appearance = objects.add(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<<>>/Length %d>>\n"
        b"stream\n%s\nendstream" % (right - left, top - bottom, len(marks), marks)
    )
    kind = b"/FT/Sig"
    if field.lines:
        kind = b"/FT/Tx" + _TYPED + (b"/Ff %d" % _MULTILINE if field.lines > 1 else b"")
    return (
        b"<</Type/Annot/Subtype/Widget%s/T%s/TU%s/Rect[%s]/F %d/P %d 0 R/AP<</N %d 0 R>>"
        % (
            kind,
            text_string(field.name),
            text_string(field.tooltip),
            found[1],
            _PRINT,
            page,
            appearance,
        )
        + b"/StructParent %s>>" % found[3]
    )


def _add_form(objects: PdfObjects, widgets: Sequence[int], fields: Sequence[FormField]) -> None:
    listed = b" ".join(b"%d 0 R" % each for each in widgets)
    form = b"/AcroForm<</Fields[%s]" % listed
    if any(not each.lines for each in fields):
        form += b"/SigFlags 1"  # there are fields to sign; 2 would say that one is signed already
    if any(each.lines for each in fields):
        form += b"/DR%s%s" % (_FONT, _TYPED)
    root = objects.by_number[objects.root]
    objects.by_number[objects.root] = root.replace(b"/Type/Catalog", b"/Type/Catalog%s>>" % form, 1)
