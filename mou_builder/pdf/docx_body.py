"""What a PDF needs to know of its DOCX: the children of the body, and the fonts asked for.

Contract with the Word side: a line to sign is a paragraph that stands directly in ``w:body`` and
has the style id ``MOUSignature``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from mou_builder.diagnostic import Refused
from mou_builder.pdf.values import Fragment, refusal

SIGNATURE_STYLE = "MOUSignature"
NO_BREAK_SPACE = "\u00a0"

_MAIN = "word/document.xml"
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NS}}}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class BodyChild:
    """A child of ``w:body``: its place among all of them, and its words without numbering."""

    index: int
    text: str
    is_signature_line: bool


@dataclass(frozen=True)
class DocxBody:
    """A DOCX made ready for laying out (``docx``), and the children of its body."""

    docx: bytes
    children: tuple[BodyChild, ...]

    @property
    def signature_lines(self) -> tuple[int, ...]:
        """The indices of the lines to sign, in reading order."""
        return tuple(each.index for each in self.children if each.is_signature_line)

    def words_at(self, page: int, height: float, fragments: Sequence[Fragment]) -> str:
        """The words of what was laid at a height of a page, in points from its upper edge."""
        return "".join(
            self.children[each.index].text
            for each in fragments
            if each.page == page and each.top <= height <= each.bottom
        )


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part of the package; entities and the network stay untouched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def read_body(docx: bytes) -> DocxBody:
    """Read the body of a DOCX, and make it ready for what engines draw wrongly.

    Raises `Refused` (MOU502) for what is not a DOCX.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(docx))
        root = parse_xml(package.read(_MAIN))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise unreadable(str(error)) from error
    with package:
        body = root.find(f"{W}body")
        if body is None:
            raise unreadable("it has no body")
        children = tuple(_child(index, each) for index, each in enumerate(body))
        if _open_empty_rules(body):
            docx = with_parts(package, {_MAIN: etree.tostring(root, encoding="UTF-8")})
    return DocxBody(docx, children)


def unreadable(why: str) -> Refused:
    """The exception to raise for what is not a DOCX."""
    return refusal(
        "MOU502",
        "PDF",
        f"this is not a Word document that a PDF can be made of: {why}",
        "it must be a DOCX file; open it in Word and save it again as “Word document (.docx)”",
    )


def _child(index: int, element: etree._Element) -> BodyChild:
    text = "".join(each.text or "" for each in element.iter(f"{W}t"))
    return BodyChild(index, text, _is_signature_line(element))


def _is_signature_line(element: etree._Element) -> bool:
    style = element.find(f"{W}pPr/{W}pStyle") if element.tag == f"{W}p" else None
    return style is not None and style.get(f"{W}val") == SIGNATURE_STYLE


def _open_empty_rules(body: etree._Element) -> bool:
    """Put a no-break space into ruled lines that have no words; say whether there was any.

    Such a line is a tab with a leader, alone in its paragraph, or an empty line to sign with a
    border. rdocx 0.16 draws no leader in a paragraph without text, and tags nothing that a field
    could belong to. The space is taken out of the PDF again.
    """
    found = False
    for paragraph in body.iter(f"{W}p"):
        if next(paragraph.iter(f"{W}t"), None) is not None:
            continue
        tab = next((each for each in paragraph.iterfind(f".//{W}r/{W}tab")), None)
        if tab is not None:
            tab.addprevious(_filler())
        elif _is_signature_line(paragraph):
            etree.SubElement(paragraph, f"{W}r").append(_filler())
        else:
            continue
        found = True
    return found


def _filler() -> etree._Element:
    filler = etree.Element(f"{W}t")
    filler.text = NO_BREAK_SPACE
    filler.set(_XML_SPACE, "preserve")
    return filler


def with_parts(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    """A copy of a package with other content in some of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for item in package.infolist():
            entry = zipfile.ZipInfo(item.filename, item.date_time)
            copy.writestr(entry, parts.get(item.filename) or package.read(item))
    return target.getvalue()
