"""What a PDF needs to know of its DOCX: the children of the body, and the fonts asked for.

Contract with the Word side: a line to sign is a paragraph with the style id ``MOUSignature``, in
the body and outside any table.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from mou_builder.diagnostic import Refused
from mou_builder.pdf.preparing import W, is_signature_line, prepare
from mou_builder.pdf.values import Fragment, refusal

MAIN = "word/document.xml"


@dataclass(frozen=True)
class BodyChild:
    """A child of ``w:body`` as it is laid out: its place among all, its words without numbering.

    ``has_tab`` is whether there is a tab in it, which may have a leader.
    """

    index: int
    text: str
    is_signature_line: bool
    has_tab: bool
    is_table: bool = False


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
    """Read the body of a DOCX, and make a copy of it that is ready to be laid out.

    Raises `Refused` (MOU502) for what is not a DOCX.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(docx))
        root = parse_xml(package.read(MAIN))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise unreadable(str(error)) from error
    with package:
        body = root.find(f"{W}body")
        if body is None:
            raise unreadable("it has no body")
        prepare(body)
        docx = with_parts(package, {MAIN: etree.tostring(root, encoding="UTF-8")})
    return DocxBody(docx, tuple(_child(index, each) for index, each in enumerate(body)))


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
    has_tab = next(element.iterfind(f".//{W}r/{W}tab"), None) is not None
    is_table = element.tag == f"{W}tbl"
    return BodyChild(index, text, is_signature_line(element), has_tab, is_table)


def with_parts(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    """A copy of a package with other content in some of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for item in package.infolist():
            entry = zipfile.ZipInfo(item.filename, item.date_time)
            copy.writestr(entry, parts.get(item.filename) or package.read(item))
    return target.getvalue()
