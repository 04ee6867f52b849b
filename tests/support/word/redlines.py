"""Redlines in Word: their changes, what they show, and how another engine decides on them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import rdocx
from docx.oxml.ns import qn
from lxml import etree

from mou_builder.word.package.zip_writer import stored, write_zip
from tests.support.word.docx_reading import paragraphs

CHANGES = ("ins", "del", "moveFrom", "moveTo")


def body_of(data: bytes) -> etree._Element:
    return docx.Document(io.BytesIO(data)).element.body


def changes_in(data: bytes) -> list[etree._Element]:
    return [each for name in CHANGES for each in body_of(data).iter(qn(f"w:{name}"))]


def shown(data: bytes) -> list[tuple[str, str, str]]:
    """The paragraphs that anybody sees, with style, number and words."""
    return [
        (style, number, " ".join(text.split()))
        for style, number, text in paragraphs(data)
        if style != "MOUEnd"
    ]


def decided(data: bytes, decision: str) -> bytes:
    """The document with all its changes accepted or rejected by rdocx.

    rdocx 0.16 takes no paragraph away at the edge of a content control, so it gets the document
    without them; LibreOffice gets it as it is.
    """
    document = rdocx.Document.from_bytes(_without_controls(data))
    getattr(document, decision)()
    assert not document.revisions
    result: bytes = document.to_bytes()
    return result


def _without_controls(data: bytes) -> bytes:
    pattern = re.compile(
        rb"</?w:sdt(Content)?>|<w:sdtPr>.*?</w:sdtPr>"
        rb"|<w:(customXml(Ins|Del|MoveFrom|MoveTo)|moveFrom|moveTo)Range(Start|End)[^>]*>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = pattern.sub(b"", parts["word/document.xml"])
    return write_zip(stored(name, each) for name, each in parts.items())
