"""Small Word documents for the PDF tests, made with python-docx."""

from __future__ import annotations

import io
import struct
from zlib import compress, crc32

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

SIGNER_AND_ROLE = "For the Maple Grove School District"
LABEL = "Signature:"
BY = 'w:author="Dana" w:date="2026-01-02T03:04:05Z"'


def empty_document(font: str = "Times New Roman") -> docx.document.Document:
    document = docx.Document()
    document.styles["Normal"].font.name = font
    style = document.styles.add_style("MOU Signature", WD_STYLE_TYPE.PARAGRAPH)
    assert style.style_id == "MOUSignature"
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_before = Pt(24)
    style.paragraph_format.tab_stops.add_tab_stop(
        Pt(324), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
    )
    return document


def saved(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def png() -> bytes:
    """A picture of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = compress(b"\x00\xc0\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def add_xml_paragraph(document: docx.document.Document, content: str) -> None:
    document.add_paragraph()._p.addnext(parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
    element = document.paragraphs[-2]._p
    element.getparent().remove(element)


def add_clause_in_content_control(document: docx.document.Document, text: str) -> None:
    paragraph = document.add_paragraph(text, style="List Number")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    properties, tag = OxmlElement("w:sdtPr"), OxmlElement("w:tag")
    tag.set(qn("w:val"), "funding")
    properties.append(tag)
    control.append(properties)
    control.append(content)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = sum(1 for _ in document.element.body.iter(qn("w:bookmarkStart"))) + 1
    for each in (start, end):
        each.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"clause{number}")
    paragraph.addprevious(start)
    paragraph.addprevious(control)
    content.append(paragraph)
    control.addnext(end)


def add_numbered(document: docx.document.Document, *items: tuple[str, int]) -> None:
    """Paragraphs of one multilevel list, each with its level: 1., a."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="%{level + 1}."/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{720 * (level + 1)}" w:hanging="720"/></w:pPr></w:lvl>'
        for level, form in enumerate(("decimal", "lowerLetter"))
    )
    numbering.insert(
        0,
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for words, level in items:
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            )
        )


def add_link(paragraph: docx.text.paragraph.Paragraph, words: str, target: str) -> None:
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}">'
            f"<w:r><w:t>{words}</w:t></w:r></w:hyperlink>"
        )
    )


def agreement_docx(signatures: int, *, label: str = LABEL, font: str = "Times New Roman") -> bytes:
    """An agreement with a heading, a list, typed blanks and signature blocks.

    The third signature block and those after it stand on a second page.
    """
    document = empty_document(font)
    document.add_heading("Agreement", 1)
    document.add_paragraph("Made by the _____ Police Department & the “district” — § 118.125.")
    for text in ("The officer wears a uniform.", "The parties share the cost."):
        add_clause_in_content_control(document, text)
    for number in range(signatures):
        if number == 2:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph(SIGNER_AND_ROLE)
        document.add_paragraph(f"{label}\t", style="MOU Signature")
        document.add_paragraph("Name: Dana Whitfield")
    return saved(document)


def marked_docx() -> bytes:
    """A document with an insertion, a deletion and a move, tracked."""
    document = empty_document()
    document.add_heading("Comparison", 1)
    add_xml_paragraph(
        document,
        '<w:r><w:t xml:space="preserve">The district pays </w:t></w:r>'
        f'<w:ins w:id="1" {BY}><w:r><w:t>75 percent</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {BY}><w:r><w:delText>50 percent</w:delText></w:r></w:del>'
        '<w:r><w:t xml:space="preserve"> of the cost.</w:t></w:r>',
    )
    add_xml_paragraph(
        document,
        f'<w:moveFromRangeStart w:id="3" {BY} w:name="m"/><w:moveFrom w:id="4" {BY}>'
        "<w:r><w:t>Moved words.</w:t></w:r></w:moveFrom>"
        '<w:moveFromRangeEnd w:id="3"/><w:r><w:t xml:space="preserve"> Kept.</w:t></w:r>',
    )
    add_xml_paragraph(
        document,
        f'<w:moveToRangeStart w:id="5" {BY} w:name="m"/><w:moveTo w:id="6" {BY}>'
        "<w:r><w:t>Moved words.</w:t></w:r></w:moveTo>"
        '<w:moveToRangeEnd w:id="5"/>',
    )
    return saved(document)
