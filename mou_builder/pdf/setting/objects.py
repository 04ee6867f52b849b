"""A PDF as Typst writes it, object by object, to be changed without being parsed whole.

Typst 0.15 writes each object in plain text after ``n 0 obj``, with one table of where they are
(ISO 32000-1, 7.5.4). Reading no more than that takes a fiftieth of the time of a PDF library.
"""

from __future__ import annotations

import re

from mou_builder.patterns import pattern

_TABLE = pattern(rb"xref\n0 (\d+)\n")
_TRAILER = pattern(rb"trailer\n(.*)$", re.DOTALL)
_ROOT = pattern(rb"/Root (\d+) 0 R")
_STREAM = pattern(rb"(\d+ 0 obj\n)<<(.*?)>>\s*stream\n(.*)\nendstream", re.DOTALL)
_ENTRY = 20


class PdfObjects:
    """The objects of a file by number, each with what is around it, in the order of the file.

    Raises ValueError for a file that is not written so.
    """

    def __init__(self, pdf: bytes) -> None:
        end = pdf.rindex(b"startxref\n")
        begin = int(pdf[end + 10 : pdf.index(b"\n", end + 10)])
        table = _TABLE.match(pdf, begin)
        trailer = _TRAILER.search(pdf, begin, end)
        if table is None or trailer is None:
            raise ValueError("the file has no plain table of objects")
        self._trailer = trailer[1]
        self._size = int(table[1])
        entries = [pdf[at : at + _ENTRY] for at in self._places(table.end())]
        starts = sorted(
            (int(each[:10]), at) for at, each in enumerate(entries) if each[17:18] == b"n"
        )
        ends = [start for start, _ in starts[1:]] + [begin]
        self._head = pdf[: starts[0][0]]
        self.by_number = {
            number: pdf[start:stop] for (start, number), stop in zip(starts, ends, strict=True)
        }
        root = _ROOT.search(self._trailer)
        if root is None:
            raise ValueError("the file has no root")
        self.root = int(root[1])

    def _places(self, first: int) -> range:
        return range(first, first + _ENTRY * self._size, _ENTRY)

    def add(self, content: bytes) -> int:
        """Add an object and return its number."""
        number = self._size
        self._size += 1
        self.by_number[number] = b"%d 0 obj\n%s\nendobj\n\n" % (number, content)
        return number

    def containing(self, words: bytes) -> list[int]:
        """The numbers of the objects with some words in them."""
        return [number for number, content in self.by_number.items() if words in content]

    def stream(self, number: int) -> tuple[bytes, bytes]:
        """Return the entries of a stream and its data as they are written."""
        found = _STREAM.match(self.by_number[number])
        if found is None:
            raise ValueError("a stream is not written as expected")
        return found[2], found[3]

    def put_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Put other data into a stream, and other entries, of which only the length is mended."""
        entries = re.sub(rb"/Length \d+", b"/Length %d" % len(data), entries, count=1)
        content = b"<<%s>>\nstream\n%s\nendstream" % (entries, data)
        self.by_number[number] = b"%d 0 obj\n%s\nendobj\n\n" % (number, content)

    def written(self) -> bytes:
        """The file."""
        places = [b"0000000000 65535 f\r\n"] * self._size
        at = len(self._head)
        for number, content in self.by_number.items():
            places[number] = b"%010d 00000 n\r\n" % at
            at += len(content)
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % self._size, self._trailer, count=1)
        table = b"xref\n0 %d\n%strailer\n" % (self._size, b"".join(places))
        end = b"startxref\n%d\n%%%%EOF\n" % at
        return b"".join([self._head, *self.by_number.values(), table, trailer, end])


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2): plain where it is ASCII, else UTF-16."""
    if text.isascii():
        escaped = re.sub(rb"([\\()])", rb"\\\1", text.encode())
        return b"(%s)" % escaped.replace(b"\r", rb"\r")
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()
