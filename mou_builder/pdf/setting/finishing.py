"""What Typst cannot write into a PDF: fields, what is told of changes, and that it has no date."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from mou_builder.diagnostic import refusal
from mou_builder.patterns import pattern
from mou_builder.pdf.setting.fields import FormField, add_fields
from mou_builder.pdf.setting.objects import PdfObjects, text_string
from mou_builder.pdf.setting.pieces import LINE_END
from mou_builder.pdf.setting.style_data import Data

SPOKEN = {
    "inserted": "inserted",
    "deleted": "deleted",
    "moved-from": "moved from here",
    "moved-to": "moved to here",
}
"""How a change is told to a screen reader."""

_DATES = (
    b"/CreationDate(D:19700101000000Z)",
    b"/ModDate(D:19700101000000Z)",
    b"<xmp:CreateDate>1970-01-01T00:00:00+00:00</xmp:CreateDate>",
    b"<xmp:ModifyDate>1970-01-01T00:00:00+00:00</xmp:ModifyDate>",
    b"<stEvt:when>1970-01-01T00:00:00+00:00</stEvt:when>",
)
"""How Typst writes the date that it is given in place of none."""
_IDENTITY = pattern(rb"/ID\[\(([A-Za-z0-9+/]{22}==)\)")
_UNCLEAR_END = b"\r\nendstream"
_DECORATED = pattern(rb"/S/Span/P \d+ 0 R/A\[<</O/Layout.*?/TextDecorationThickness ([\d.]+)")
_NOT_READ_OUT = frozenset({"label", "of"})
"""The number of a clause, and what only takes the room of the last words."""
_THICKNESS, _STEP = 0.6, 0.00001
"""The thickness of the lines of a change, in points, and what each number of a change adds."""


def finished(
    pdf: bytes,
    fields: Sequence[FormField],
    changes: Sequence[Data],
    *,
    is_dated: bool,
    file: str = "PDF",
) -> bytes:
    """The PDF with its fields, in which a screen reader tells of the ``changes``.

    Raises `Refused` (MOU507) for a file that is not written as expected.
    """
    for each in () if is_dated else _DATES:  # the same length of nothing takes its place
        pdf = pdf.replace(each, b" " * len(each))
    pdf = _with_own_identity(pdf) + b"\n"  # a signature is added behind a line's end
    is_unclear = _UNCLEAR_END in pdf
    if not (fields or changes or is_unclear):
        return pdf
    try:
        objects = PdfObjects(pdf)
        if is_unclear:
            clear_ends(objects)
        add_fields(objects, fields)
        if changes:
            _tell(objects, changes)
        return objects.written()
    except (ValueError, KeyError, StopIteration) as error:
        raise refusal(
            "MOU507",
            file,
            f"the PDF is not as it was expected to be: {error}",
            "this is a fault of the program; until it is mended: --pdf-engine libreoffice",
        ) from error


def _with_own_identity(pdf: bytes) -> bytes:
    """The PDF with an identity made of all that is in it; that of Typst is made of its title."""
    found = _IDENTITY.search(pdf)
    if found is None:
        raise ValueError("the file has no identity")
    own = base64.b64encode(hashlib.sha256(pdf).digest()[:16])
    return pdf.replace(found[1], own)


def clear_ends(objects: PdfObjects) -> None:
    """Write streams in text that end with a carriage return.

    With the line feed after it, it looks like a line's end, and the stream like one longer than it
    says, which PDF/A forbids (ISO 19005-3, 6.1.7.1). One in 256 compressed streams ends so, by its
    checksum. In ASCII85 (ISO 32000-1, 7.4.3) none does.
    """
    for number in objects.containing(_UNCLEAR_END):
        entries, data = objects.stream(number)
        entries = re.sub(rb"/Filter(/\w+)", rb"/Filter[/ASCII85Decode\1]", entries, count=1)
        if b"/ASCII85Decode" not in entries:
            entries += b"/Filter/ASCII85Decode"
        objects.put_stream(number, entries, base64.a85encode(data) + b"~>")


def numbered_changes(documents: Sequence[Data]) -> list[Data]:
    """All changed words of documents in reading order, with the numbers that the PDF has them by.

    Headers and footers have none: they are not read out.
    """
    marked = (each for document in documents if document["bars"] for each in document["sections"])
    changes = [change for section in marked for change in _changes(section["blocks"])]
    for number, each in enumerate(changes, 1):
        each["mark"] = number
    return changes


def _changes(data: Any) -> Iterator[Data]:
    match data:
        case {"change": str()}:
            yield data
        case dict():
            for name, each in data.items():
                if name not in _NOT_READ_OUT:
                    yield from _changes(each)
        case list():
            for each in data:
                yield from _changes(each)


def _tell(objects: PdfObjects, changes: Sequence[Data]) -> None:
    """Give the elements of changed words the text to be read out in their place (14.9.4).

    Words that go on over a page have an element on each. Which are whose is told by the thickness
    of their lines, to which `words.typ` adds the number of the change.
    """
    told: set[int] = set()
    for number, element in objects.by_number.items():
        found = _DECORATED.search(element)
        mark = round((float(found[1]) - _THICKNESS) / _STEP) if found else 0
        if not mark:
            continue
        change = changes[mark - 1]
        words = change["words"].replace(LINE_END, "")
        text = f"{SPOKEN[change['change']]}: {' '.join(words.split())}"
        if mark in told:
            text = f"{SPOKEN[change['change']]}, continued"
        told.add(mark)
        actual = b"/S/Span/ActualText" + text_string(f"[{text}] ")
        objects.by_number[number] = element.replace(b"/S/Span", actual, 1)
    if not told.issuperset(each["mark"] for each in changes if each["words"].strip()):
        raise ValueError("not every change is among the tags")
