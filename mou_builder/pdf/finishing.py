"""What Typst cannot write into a PDF: fields, what is told of changes, and that it has no date."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence

from mou_builder.pdf.fields import FormField, add_fields
from mou_builder.pdf.objects import PdfObjects, text_string
from mou_builder.pdf.style_data import Data
from mou_builder.pdf.values import refusal

SPOKEN = {
    "inserted": "inserted",
    "deleted": "deleted",
    "moved-from": "moved from here",
    "moved-to": "moved to here",
}
"""How a change is told to a screen reader."""

_DATES = re.compile(
    rb"/(?:CreationDate|ModDate)\(D:[^)]*\)"
    rb"|<(xmp:ModifyDate|xmp:CreateDate|stEvt:when)>[^<]*</\1>"
)
_UNCLEAR_END = b"\r\nendstream"
_STREAM = re.compile(rb"(\d+ 0 obj\n)<<(.*?)>>\s*stream\n(.*)\nendstream", re.DOTALL)
_DECORATED = re.compile(rb"/S/Span/P (\d+) 0 R/A\[<</O/Layout/TextDecorationColor")
_KIDS = re.compile(rb"/K\[((?:[^\[\]<]|<<[^>]*>>)*)\]")
_KID = re.compile(rb"<<[^>]*>>|(\d+) 0 R|\d+")


def finished(
    pdf: bytes,
    fields: Sequence[FormField],
    documents: Sequence[Data],
    *,
    is_dated: bool,
    bookmarks: Sequence[str] = (),
    file: str = "PDF",
) -> bytes:
    """The PDF with its fields, in which a screen reader tells the changes of ``documents``.

    ``bookmarks`` replace the words of those at the top. Raises `Refused` (MOU507) for a file that
    is not written as expected.
    """
    if not is_dated:  # Typst must give a date: the same length of nothing takes its place
        pdf = _DATES.sub(lambda found: b" " * len(found[0]), pdf)
    changes = [each for document in documents for each in _changes(document)]
    is_unclear = _UNCLEAR_END in pdf
    if not (fields or changes or bookmarks or is_unclear):
        return pdf
    try:
        objects = PdfObjects(pdf)
        if is_unclear:
            clear_ends(objects)
        add_fields(objects, fields)
        if changes:
            _tell(objects, changes)
        _rename(objects, bookmarks)
        return objects.written()
    except (ValueError, KeyError, StopIteration) as error:
        raise refusal(
            "MOU507",
            file,
            f"the PDF is not as it was expected to be: {error}",
            "this is a fault of the program; until it is mended: --pdf-engine libreoffice",
        ) from error


def clear_ends(objects: PdfObjects) -> None:
    """Write streams in text that end with a carriage return.

    With the line feed after it, it looks like a line's end, and the stream like one longer than it
    says, which PDF/A forbids (ISO 19005-3, 6.1.7.1). One in 256 compressed streams ends so, by its
    checksum. In ASCII85 (ISO 32000-1, 7.4.3) none does.
    """
    for number in objects.containing(_UNCLEAR_END):
        content = objects.by_number[number]
        found = _STREAM.match(content)
        if found is None:
            raise ValueError("a stream is not written as expected")
        packed = base64.a85encode(found[3]) + b"~>"
        entries = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), found[2], count=1)
        entries = re.sub(rb"/Filter(/\w+)", rb"/Filter[/ASCII85Decode\1]", entries, count=1)
        if b"/ASCII85Decode" not in entries:
            entries += b"/Filter/ASCII85Decode"
        objects.by_number[number] = b"%s<<%s>>\nstream\n%s\nendstream\nendobj\n\n" % (
            found[1],
            entries,
            packed,
        )


def _changes(document: Data) -> Iterator[tuple[str, str]]:
    """Each change with its words, in reading order; headers and footers are not read out."""
    for section in document["sections"]:
        for block in section["blocks"]:
            yield from _changes_in(block)


def _changes_in(block: Data) -> Iterator[tuple[str, str]]:
    match block["kind"]:
        case "paragraph":
            yield from _changes_of(block["words"])
        case "table":
            for row in (block["header"], *block["rows"]):
                for cell in row:
                    yield from _changes_of(cell)
        case "list":
            for item in block["items"]:
                for each in item["blocks"]:
                    yield from _changes_in(each)
        case "whole" | "tail":
            for each in block["blocks"]:
                yield from _changes_in(each)


def _changes_of(words: Sequence[Data | str]) -> Iterator[tuple[str, str]]:
    for each in words:
        if isinstance(each, dict) and each.get("change"):
            yield SPOKEN[each["change"]], each["words"]


def _tell(objects: PdfObjects, changes: Sequence[tuple[str, str]]) -> None:
    """Give the elements of changed words the text to be read out in their place (14.9.4)."""
    marked = [
        number
        for number in _in_order(objects)
        if (found := _DECORATED.search(objects.by_number[number]))
        and b"/S/Lbl" not in objects.by_number[int(found[1])]
    ]
    for number, (change, words) in zip(marked, changes, strict=True):
        told = text_string(f"[{change}: {' '.join(words.split())}] ")
        element = objects.by_number[number]
        objects.by_number[number] = element.replace(b"/S/Span", b"/S/Span/ActualText" + told, 1)


def _in_order(objects: PdfObjects) -> Iterator[int]:
    """The structure elements in reading order."""
    [tree] = objects.containing(b"/Type/StructTreeRoot")[:1]
    waiting = _kids(objects.by_number[tree])
    while waiting:
        number = waiting.pop()
        content = objects.by_number[number]
        yield number
        waiting += _kids(content)


def _kids(content: bytes) -> list[int]:
    """The elements below one, the last first."""
    found = _KIDS.search(content)
    kids = _KID.findall(found[1]) if found else []
    return [int(each) for each in reversed(kids) if each]


def _rename(objects: PdfObjects, names: Sequence[str]) -> None:
    """Give the bookmarks at the top other words."""
    if not names:
        return
    [outlines] = objects.containing(b"/Type/Outlines")
    following = re.search(rb"/First (\d+) 0 R", objects.by_number[outlines])
    for name in names:
        if following is None:
            raise ValueError("a bookmark is missing")
        number = int(following[1])
        content = objects.by_number[number]
        title = re.compile(rb"/Title(\((?:[^\\()]|\\.)*\)|<[^>]*>)", re.DOTALL)
        objects.by_number[number] = title.sub(
            (b"/Title" + text_string(name)).replace(b"\\", rb"\\"), content, count=1
        )
        following = re.search(rb"/Next (\d+) 0 R", content)
