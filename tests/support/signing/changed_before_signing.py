"""Copies of one agreement that somebody changed before anybody signed them, and what is said."""

from __future__ import annotations

import functools
import io
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from click.testing import CliRunner
from pikepdf import Dictionary, Name, Pdf

from mou_builder.actions.verify import verify
from mou_builder.cli.program import program
from mou_builder.pdf_reading.evidence import PdfEvidence, read_evidence
from mou_builder.pdf_reading.words import PdfWords, read_pdf_words
from tests.support.agreement.assembling import library

CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")


@functools.lru_cache(maxsize=1)
def plain_copy() -> bytes:
    """The agreement of a city and one school, as it is rendered."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "maple-grove.yaml"
        config.write_text(CITY, encoding="utf-8")
        args = ["render", str(config), "-o", folder, "--format", "pdf"]
        assert CliRunner().invoke(program, args).exit_code == 0
        return (Path(folder) / "maple-grove.pdf").read_bytes()


def changed_copy(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(plain_copy())) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


@functools.lru_cache(maxsize=4)
def evidence_of(data: bytes, file: str) -> PdfEvidence:
    """What is read of a copy, which takes long, once."""
    return read_evidence(data, file)


def problems_of(data: bytes) -> str:
    """What is not as it should be, but that nobody signed it."""
    found = verify(evidence_of(data, "x.pdf"), "x.pdf", library())
    return "\n".join(each for each in found.problems if each != "it has no digital signature")


def drawn(pdf: Pdf, content: bytes, *, before: bool = False, page: int = -1) -> None:
    """Draw something over (or beneath) what a page has."""
    pdf.pages[page].contents_coalesce()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[page].add_resource(pdf.make_indirect(font), Name.Font, Name.Extra)
    pdf.pages[page].contents_add(pdf.make_stream(b"q " + content + b" Q"), prepend=before)


def grey_picture(pdf: Pdf, width: int, height: int, tone: Callable[[int], int]) -> pikepdf.Stream:
    """A picture with a tone of gray for each of its pixels, by their number."""
    pixels = bytes(map(tone, range(width * height)))
    return pikepdf.Stream(
        pdf,
        zlib.compress(pixels),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )


@functools.lru_cache(maxsize=1)
def _plain_words() -> PdfWords:
    return read_pdf_words(plain_copy(), "x")


def place_of(words: str) -> tuple[int, float, float]:
    """Return the page of a line of the text, its foot and its head."""
    for number, page in enumerate(_plain_words().pages):
        for line in page.lines:
            if words in line.text:
                return number, line.bottom, line.top
    raise AssertionError(words)
