"""Word templates with something put into them, their looks, and what is said of them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.agreement.document import Agreement
from mou_builder.pdf.values import Job
from mou_builder.word.look import FilledTag, Look, Number, Picture, Story, StoryParagraph, Words
from mou_builder.word.template.compiling import check_template, compile_template
from mou_builder.word.template.values import tag_values
from tests.support.agreement.assembling import TEMPLATE
from tests.support.agreement.small_agreement import small_agreement
from tests.support.review.returned_copies import parts_of

A_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def look_of(template: bytes, agreement: Agreement | None = None) -> Look:
    compiled = compile_template(template)
    return compiled.look_of(tag_values(agreement or small_agreement(), redline=False))


def opened(template: bytes = TEMPLATE) -> docx.document.Document:
    return docx.Document(io.BytesIO(template))


def saved(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def words(story: Story) -> list[str]:
    return ["".join(_shown(each)) for each in story if isinstance(each, StoryParagraph)]


def _shown(each: StoryParagraph) -> Iterator[str]:
    for inline in each.content:
        match inline:
            case Words(text=text):
                yield text
            case Number(field=field, form=form):
                yield f"<{field.value} {form}>"
            case FilledTag(name=name):
                yield f"<{name}>"
            case Picture(kind=kind):
                yield f"<{kind.value}>"


def said(template: bytes) -> list[str]:
    """What `mou template check` says that only Word shows."""
    return [each.message for each in check_template(template, "t") if each.code == "MOU415"]


WORDS = "AVATAR To fill the office, words of the house go on over the end of a line. " * 2

STYLES = (
    (
        "<w:style w:type='character' w:styleId='TestWords'><w:name w:val='Test Words'/>"
        "<w:rPr><w:b/></w:rPr></w:style>"
    ),
    (
        "<w:style w:type='table' w:styleId='TestTable'><w:name w:val='Test Table'/><w:tblPr>"
        "<w:tblBorders><w:top w:val='single' w:sz='8'/></w:tblBorders></w:tblPr></w:style>"
    ),
)


def paragraph(properties: str = "", run: str = "", text: str = WORDS) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(properties: str = "", row: str = "", cell: str = "", exception: str = "") -> str:
    def cells(about: str) -> str:
        other = "" if "gridSpan" in about else f"<w:tc>{paragraph(text='B')}</w:tc>"
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{paragraph(text='A')}</w:tc>{other}"

    below = "<w:vMerge/>" if "vMerge" in cell else ""
    later = f"<w:tr>{cells(below)}</w:tr>" + f"<w:tr>{cells('')}</w:tr>" * 45
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid><w:gridCol w:w='3000'/>"
        f"<w:gridCol w:w='3000'/></w:tblGrid><w:tr>{exception}<w:trPr>{row}</w:trPr>{cells(cell)}"
        f"</w:tr>{later}</w:tbl>"
    )


def declared(block: str) -> str:
    """A block of WordprocessingML as a document of its own."""
    end = min(block.index(each) for each in " >" if each in block)
    return f"{block[:end]} {nsdecls('w', 'r')} {block[end:]}"


def with_blocks(*blocks: str) -> bytes:
    document = opened()
    for style in STYLES:
        document.styles.element.append(parse_xml(declared(style)))
    place = document.paragraphs[0]._p
    for block in blocks:
        place.addprevious(parse_xml(declared(block)))
    return saved(document)


_SET: dict[frozenset[tuple[str, bytes]], bytes] = {}


def pdf(template: bytes) -> bytes:
    """The small agreement as a PDF in a template; once for each, whenever it was packed."""
    parts = frozenset(parts_of(template).items())
    if parts not in _SET:
        made = pdf_of(sheet_of(small_agreement(), template, "T"), Job("T", "en-US"))
        _SET[parts] = made.pdf
    return _SET[parts]
