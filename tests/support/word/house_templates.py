"""Word templates as a house might make them: of another paper, type and letterhead than ours.

Each is made from Word's own blank document, by python-docx: with Word's latent styles, theme fonts
and fields, none of them written by this program.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class _Type:
    """The type of a house: font, size in points, leading, and the space above a paragraph."""

    font: str
    size: float
    leading: float
    above: float
    heading: RGBColor


def a4_with_a_picture() -> bytes:
    """A4, Arial 11, a logo beside the name of the office; the footer is ruled off."""
    document = _blank(_Type("Arial", 11, 1.15, 6, RGBColor(0x1F, 0x3A, 0x5F)))
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(30), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    letterhead = section.header.paragraphs[0]
    letterhead.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    logo = letterhead.add_run().add_picture(io.BytesIO(picture(40, 40)), Mm(14))
    logo._inline.docPr.set("descr", "Seal of Maple Grove")
    words = letterhead.add_run("\tMaple Grove School District")
    words.bold, words.font.size = True, Pt(12)
    _draft(section.header.add_paragraph())
    running = section.header.add_paragraph("{{r header }}")
    running.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    _ruled(footer, "top")
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _pages(footer)
    return _saved(document)


def legal_with_a_tall_first_page() -> bytes:
    """Legal paper, Times 12, justified; four lines and a table head the first page only."""
    document = _blank(_Type("Times New Roman", 12, 1.0, 8, RGBColor(0, 0, 0)))
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(14)
    section.left_margin, section.right_margin = Inches(1.25), Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.header_distance = section.footer_distance = Inches(0.5)
    section.different_first_page_header_footer = True
    for name in ("MOU Recital", "MOU Clause", "MOU Subclause", "MOU Continuation"):
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    first = section.first_page_header
    first.paragraphs[0].text = "COUNTY OF FOUR LAKES"
    for line in ("Office of the Corporation Counsel", "100 Main Street, Four Lakes, Wisconsin"):
        first.add_paragraph(line)
    first.add_paragraph("Telephone 555-0100")
    for each in first.paragraphs:
        each.alignment = WD_ALIGN_PARAGRAPH.CENTER
        each.runs[0].bold, each.runs[0].font.size = True, Pt(14)
    table = first.add_table(1, 2, Inches(6.25))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, words in zip(table.rows[0].cells, ("Agreement of", "{{ header }}"), strict=True):
        cell.text = words
    table.columns[0].width, table.columns[1].width = Inches(1.25), Inches(5)
    for cell, width in zip(table.rows[0].cells, (Inches(1.25), Inches(5)), strict=True):
        cell.width = width
    _draft(first.add_paragraph())
    _draft(section.header.paragraphs[0])
    running = section.header.add_paragraph("{{ title }}\t{{ version }}")
    running.paragraph_format.tab_stops.add_tab_stop(Inches(6.25), WD_TAB_ALIGNMENT.RIGHT)
    for footer in (section.first_page_footer, section.footer):
        footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _pages(footer.paragraphs[0])
    return _saved(document)


def letter_in_small_colours() -> bytes:
    """US Letter, Calibri 10, blue headings in capitals over a rule; the pages count in Roman."""
    document = _blank(_Type("Calibri", 10, 1.1, 5, RGBColor(0x1F, 0x4E, 0x79)))
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.header_distance = section.footer_distance = Inches(0.45)
    heading = document.styles["Heading 1"]
    heading.font.all_caps = True
    _ruled_style(heading.element)
    _draft(section.header.paragraphs[0])
    section.header.add_paragraph("{{r header }}")
    footer = section.footer.paragraphs[0]
    footer.add_run("Maple Grove\t").italic = True
    footer.paragraph_format.tab_stops.add_tab_stop(Inches(6.5), WD_TAB_ALIGNMENT.RIGHT)
    _pages(footer, r"PAGE \* roman")
    return _saved(document)


HOUSES: dict[str, Callable[[], bytes]] = {
    "a4-arial-picture": a4_with_a_picture,
    "legal-times-first-page": legal_with_a_tall_first_page,
    "letter-calibri-small": letter_in_small_colours,
}


def picture(width: int, height: int) -> bytes:
    """A PNG of one color."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + sum_

    rows = (b"\0" + b"\x1f\x3a\x5f" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _blank(type_: _Type) -> Document:
    """Word's blank document with the styles of ours in a house's type, and the place to fill."""
    document = docx.Document()
    normal = document.styles["Normal"]
    _set_font(normal, type_.font)
    normal.font.size = Pt(type_.size)
    normal.paragraph_format.line_spacing = type_.leading
    normal.paragraph_format.space_after = Pt(0)
    for name in ("Title", "Subtitle", "Heading 1"):
        style = document.styles[name]
        _set_font(style, type_.font)
        style.font.color.rgb = type_.heading
        style.font.size = Pt(type_.size + {"Title": 5, "Subtitle": 0, "Heading 1": 2}[name])
        style.paragraph_format.space_before = Pt(2 * type_.above)
        style.paragraph_format.space_after = Pt(type_.above)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("MOU Recital", "MOU Agreement Line", "MOU Continuation", "MOU Quoted"):
        _add(document, name, type_.above)
    document.styles["MOU Continuation"].paragraph_format.left_indent = Pt(27)
    document.styles["MOU Quoted"].paragraph_format.left_indent = Pt(54)
    document.styles["MOU Quoted"].paragraph_format.first_line_indent = Pt(-27)
    for name, left, hanging in (("MOU Clause", 27, 27), ("MOU Subclause", 54, 27)):
        _add(document, name, type_.above)
        document.styles[name].paragraph_format.left_indent = Pt(left)
        document.styles[name].paragraph_format.first_line_indent = Pt(-hanging)
    for name, above in (("MOU Closing", 18), ("MOU Signing Party", 18), ("MOU Signature", 24)):
        _add(document, name, above)
    document.styles["MOU Signing Party"].font.bold = True
    _add(document, "MOU Particular", 5)
    _add(document, "MOU Caption", 1)
    for name in ("MOU Signature", "MOU Particular"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Pt(66))
        stops.add_tab_stop(Pt(310), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    _add(document, "MOU Table Text", 2)
    _add(document, "MOU Table Head", 2)
    document.styles["MOU Table Head"].font.bold = True
    _add(document, "MOU End", 0)
    end = document.styles["MOU End"].paragraph_format
    end.line_spacing_rule, end.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    table = document.styles.add_style("MOU Table", WD_STYLE_TYPE.TABLE)
    table.base_style = document.styles["Table Grid"]
    _number(document)
    document.add_paragraph("{{p body }}")
    return document


def _set_font(style: object, name: str) -> None:
    """A font instead of the theme's, as Word sets it where one is picked."""
    style.font.name = name
    fonts = style.element.rPr.rFonts
    for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{each}"), None)


def _add(document: Document, name: str, above: float) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_before = Pt(above)


def _number(document: Document) -> None:
    """A multilevel list whose first two levels are linked to the styles of clauses."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="%{at + 1}."/><w:lvlJc w:val="left"/></w:lvl>'
        for at, (form, style) in enumerate(
            (("decimal", "MOUClause"), ("lowerLetter", "MOUSubclause"))
        )
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, name in enumerate(("MOU Clause", "MOU Subclause")):
        properties = document.styles[name].element.get_or_add_pPr()
        number = properties.get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = level, 90


def _draft(paragraph: Paragraph) -> None:
    paragraph.text = "{% if draft %}DRAFT{% endif %}"
    paragraph.runs[0].bold = True


def _pages(paragraph: Paragraph, page: str = "PAGE") -> None:
    """“Page x of y”, in the fields that Word writes: begin, instruction, result, end."""
    for words, instruction in (("Page ", page), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        for kind in ("begin", instruction, "separate", "1", "end"):
            run = paragraph.add_run()
            if kind == instruction:
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = f" {instruction} "
                run._r.append(code)
            elif kind == "1":
                run.text = kind
            else:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)


def _ruled(paragraph: Paragraph, side: str) -> None:
    paragraph._p.get_or_add_pPr().append(_border(side, "1F3A5F"))


def _ruled_style(style: object) -> None:
    properties = style.get_or_add_pPr()
    properties.insert_element_before(
        _border("bottom", "1F4E79"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _border(side: str, colour: str) -> object:
    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="single" w:sz="6" w:space="2" '
        f'w:color="{colour}"/></w:pBdr>'
    )


def _saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
