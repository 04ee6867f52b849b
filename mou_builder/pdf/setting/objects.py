"""A PDF as Typst writes it, object by object, to be changed without being parsed whole.

Typst 0.15 writes each object in plain text after ``n 0 obj``, with one table of where they are
(ISO 32000-1, 7.5.4). Reading no more than that takes a fiftieth of the time of a PDF library.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mou_builder.patterns import pattern

_TABLE = pattern(rb"xref\n0 (\d+)\n")
_TRAILER = pattern(rb"trailer\n(.*)$", re.DOTALL)
_ROOT = pattern(rb"/Root (\d+) 0 R")
_STREAM = pattern(rb"(\d+ 0 obj\n)<<(.*?)>>\s*stream\n(.*)\nendstream", re.DOTALL)
_ENTRY = pattern(rb"(\d{10}) \d{5} ([nf])")
"""Of the table: where an object begins, and whether one has its number ("n")."""


class PdfObjects:
    """The objects of a file by number, each with what is around it, in the order of the file.

    Raises ValueError for a file that is not written so.
    """

    def __init__(self, pdf: bytes) -> None:
        end = pdf.rindex(b"startxref\n")
        begin = int(pdf[end + 10 : pdf.index(b"\n", end + 10)])
        table = _TABLE.match(pdf, begin)
        trailer = _TRAILER.search(pdf, begin, end)
        entries = _ENTRY.findall(pdf, begin, end)
        if table is None or trailer is None or len(entries) != int(table[1]):
            raise ValueError("the file has no plain table of objects")
        self._trailer = trailer[1]
        self._size = len(entries)
        used = sorted(
            (int(at), number) for number, (at, kind) in enumerate(entries) if kind == b"n"
        )
        self._starts = [start for start, _ in used]
        self._numbers = [number for _, number in used]
        self._read = pdf[:begin]
        self._head = pdf[: self._starts[0]]
        ends = [*self._starts[1:], begin]
        self.by_number = {
            number: pdf[start:end] for (start, number), end in zip(used, ends, strict=True)
        }
        root = _ROOT.search(self._trailer)
        if root is None:
            raise ValueError("the file has no root")
        self.root = int(root[1])

    def add(self, content: bytes) -> int:
        """Add an object and return its number."""
        number = self._size
        self._size += 1
        self.put(number, content)
        return number

    def put(self, number: int, content: bytes) -> None:
        """Put an object into the place of one, or behind all."""
        self.by_number[number] = b"%d 0 obj\n%s\nendobj\n\n" % (number, content)

    def containing(self, words: bytes) -> Iterator[int]:
        """The numbers of the objects that had some words in them when the file was read."""
        at = self._read.find(words)
        while at >= 0:
            place = bisect_right(self._starts, at)
            yield self._numbers[place - 1]
            following = self._starts[place] if place < len(self._starts) else len(self._read)
            at = self._read.find(words, following)

    def stream(self, number: int) -> tuple[bytes, bytes]:
        """Return the entries of a stream and its data as they are written."""
        found = _STREAM.match(self.by_number[number])
        if found is None:
            raise ValueError("a stream is not written as expected")
        return found[2], found[3]

    def put_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Put other data into a stream, and other entries, of which only the length is mended."""
        entries = re.sub(rb"/Length \d+", b"/Length %d" % len(data), entries, count=1)
        self.put(number, b"<<%s>>\nstream\n%s\nendstream" % (entries, data))

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
