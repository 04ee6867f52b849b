"""A number on every page of a bound file, as one drawing for each page.

The numbers are laid out by the engine like all other words, so that their font is one of its own
and embedded; nothing of them is read aloud, because they are artifacts (ISO 14289-1, 7.1).
"""

from __future__ import annotations

import io
import zipfile

import pikepdf
from pikepdf import Name, Object, Pdf

from mou_builder.pdf.engine import RdocxEngine
from mou_builder.pdf.values import Archival

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
_SECTION = (
    '<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="360" w:right="720" '
    'w:bottom="360" w:left="720" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
)
_PARAGRAPH = (
    '<w:p><w:pPr>{breaks}<w:spacing w:before="0" w:after="0"/><w:jc w:val="right"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:color w:val="404040"/>'
    '<w:sz w:val="16"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
)
_MARKING = {"BMC", "BDC", "EMC", "MP", "DP"}


def stamp_numbers(pdf: Pdf, words: str) -> None:
    """Write ``words`` (“Packet page {page} of {pages}”) in the upper right corner of every page."""
    pages = len(pdf.pages)
    texts = [words.format(page=number, pages=pages) for number in range(1, pages + 1)]
    width, height = (float(each) for each in list(pdf.pages[0].mediabox)[2:])
    [laid] = RdocxEngine().lay_out([_docx(texts, width, height)], Archival.PDFA_2B)
    with pikepdf.open(io.BytesIO(laid.pdf)) as stamps:
        for number, (page, stamp) in enumerate(zip(pdf.pages, stamps.pages, strict=True)):
            drawing = pdf.copy_foreign(stamps.make_indirect(_drawing(stamps, stamp)))
            # Pages may have their resources in common, and a name of chance is never the same.
            name = page.add_resource(drawing, Name.XObject, Name(f"/PageNumber{number}"))
            content = f"\n/Artifact <</Type /Pagination>> BDC\nq\n{name} Do\nQ\nEMC\n"
            page.contents_add(pdf.make_stream(content.encode()))


def _docx(texts: list[str], width: float, height: float) -> bytes:
    """A DOCX with one line on each page; measures in points."""
    paragraphs = "".join(
        _PARAGRAPH.format(breaks="<w:pageBreakBefore/>" if number else "", text=text)
        for number, text in enumerate(texts)
    )
    section = _SECTION.format(width=round(width * 20), height=round(height * 20))
    main = f'<w:document xmlns:w="{_W}"><w:body>{paragraphs}{section}</w:body></w:document>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in {**_PARTS, "word/document.xml": main}.items():
            package.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


def _drawing(pdf: Pdf, page: pikepdf.Page) -> Object:
    """A page as a drawing without marked content (ISO 32000-1, 8.10)."""
    kept = [
        each for each in pikepdf.parse_content_stream(page) if str(each.operator) not in _MARKING
    ]
    drawing = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    drawing.Type = Name.XObject
    drawing.Subtype = Name.Form
    drawing.BBox = page.mediabox
    drawing.Resources = page.resources
    return drawing
