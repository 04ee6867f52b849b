"""Word files laid out by LibreOffice, and where poppler finds their lines on the pages."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from tests.support.libreoffice.converting import converted

_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A line of words, and how far from the top of its page it begins and ends, in points."""

    text: str
    top: float
    bottom: float


@dataclass(frozen=True)
class Sheet:
    """A page: its height in points, and its lines from top to bottom."""

    height: float
    lines: tuple[Line, ...]

    def count(self, words: str) -> int:
        """How many lines begin with these words."""
        return sum(each.text.startswith(words) for each in self.lines)


def laid_out(documents: Sequence[bytes]) -> list[list[Sheet]]:
    """The pages of each document as LibreOffice lays them out."""
    return [sheets_of(each) for each in converted(documents, "pdf")]


def sheets_of(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF with their lines, as poppler finds them."""
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    root = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    return [
        Sheet(float(page.get("height")), tuple(_lines(page))) for page in root.iter(f"{_XHTML}page")
    ]


def _lines(page: etree._Element) -> list[Line]:
    """Lines by their height, the words of each from left to right."""
    found = sorted(page.iter(f"{_XHTML}word"), key=lambda each: float(each.get("yMax")))
    rows: list[list[etree._Element]] = []
    for word in found:
        middle = (float(word.get("yMin")) + float(word.get("yMax"))) / 2
        if rows and middle < float(rows[-1][0].get("yMax")):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(row) for row in rows]


def _line(words: list[etree._Element]) -> Line:
    ordered = sorted(words, key=lambda each: float(each.get("xMin")))
    return Line(
        " ".join(each.text or "" for each in ordered),
        min(float(each.get("yMin")) for each in words),
        max(float(each.get("yMax")) for each in words),
    )
