"""A drawing in SVG with its copy in dots beside it, as Word saves it in a letterhead."""

from __future__ import annotations

import base64
import io
import re

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from mou_builder.actions.render import pdf_of, sheet_of
from mou_builder.diagnostic import Refused
from mou_builder.pdf.trial import tried
from mou_builder.pdf.values import Job
from mou_builder.word.template.compiling import check_template
from tests.support.agreement.small_agreement import small_agreement
from tests.support.word.edited_templates import opened, said, saved
from tests.support.word.house_templates import picture

_EXTENSION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="x">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'r:embed="{}"/></a:ext></a:extLst>'
)
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" '
_HTML = (
    '<foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">A</p>'
    "</foreignObject>"
)


def _within(svg: str) -> str:
    """A drawing that shows another one."""
    held = base64.b64encode(svg.encode()).decode()
    return f'{_SVG}height="9"><image x:href="data:image/svg+xml;base64,{held}" width="9"/></svg>'


SOUND = _SVG + 'height="9"><rect width="9" height="9" fill="#123456"/></svg>'
UNSHOWN = {
    "damaged": _SVG + 'height="9"><rect',
    "shows another file": _SVG + 'height="9"><image x:href="http://a/b.png" width="9"/></svg>',
    "a letter that no font has": _SVG
    + 'height="9"><text y="8" font-family="Arial">A \u2612</text></svg>',
    "only a letter that no font has": _SVG + 'height="9"><text y="8">\u2612</text></svg>',
    "a letter that no font has, by a name": '<!DOCTYPE svg [<!ENTITY b "&#x2612;">]>'
    + _SVG
    + 'height="9"><text y="8">A</text><text y="8"><tspan>&b;</tspan></text></svg>',
    "a letter that no font has, in a drawing within": _within(
        _SVG + 'height="9"><text y="8">\u2612</text></svg>'
    ),
    "words in HTML": _SVG + f'height="9">{_HTML}</svg>',
    "words in HTML, in a drawing within": _within(_SVG + f'height="9">{_HTML}</svg>'),
    "no drawing at all": "damaged",
}


def with_drawing(svg: str, *, has_copy: bool = True) -> bytes:
    """The packaged template with a drawing and its copy in the header; by itself if none."""
    document = opened()
    header = document.sections[0].header
    run = header.paragraphs[-1].add_run()
    shown = run.add_picture(io.BytesIO(picture(4, 4)), 914_400)
    [blip] = shown._inline.iter("{*}blip")
    name, package = PackURI("/word/media/drawing.svg"), header.part.package
    part = Part(name, "image/svg+xml", svg.encode(), package)
    link = header.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    if has_copy:
        blip.append(parse_xml(_EXTENSION.format(link)))
    else:
        blip.set(qn("r:embed"), link)
    return saved(document)


def drawn(template: bytes) -> bytes:
    made = pdf_of(sheet_of(small_agreement(), template, "T"), Job("T", "en-US"))
    assert made.diagnostics == ()
    return made.pdf


def has_dots(pdf: bytes) -> bool:
    return re.search(rb"/Subtype/Image", pdf) is not None


def test_a_drawing_is_drawn_and_not_its_copy() -> None:
    assert not has_dots(drawn(with_drawing(SOUND)))


@pytest.mark.parametrize("svg", UNSHOWN.values(), ids=UNSHOWN)
def test_the_copy_takes_the_place_of_a_drawing_that_cannot_be_shown(svg: str) -> None:
    template = with_drawing(svg)
    assert (said(template), tried(template, "t")) == ([], ())
    assert has_dots(drawn(template))


def test_a_drawing_without_a_copy_is_refused_when_the_template_is_checked() -> None:
    template = with_drawing(UNSHOWN["damaged"], has_copy=False)
    assert [each.code for each in (*check_template(template, "t"), *tried(template, "t"))] == [
        "MOU502"
    ]
    with pytest.raises(Refused, match="MOU502"):
        drawn(template)


@pytest.mark.parametrize("name", [each for each in UNSHOWN if "letter" in each])
def test_a_letter_of_a_drawing_that_no_font_has_is_named(name: str) -> None:
    template = with_drawing(UNSHOWN[name], has_copy=False)
    [found] = tried(template, "t")
    assert (found.code, "“☒” in “" in found.message) == ("MOU504", True)
    assert "of a picture" in found.message
    with pytest.raises(Refused, match="MOU504"):
        drawn(template)


def test_words_in_html_are_told_where_nothing_stands_in_for_them() -> None:
    html = with_drawing(UNSHOWN["words in HTML"], has_copy=False)
    assert said(html) == [
        "the Word file shows a drawing with words in HTML in a header; the PDF cannot"
    ]
    for inside in (f"<switch>{_HTML}<text>A</text></switch>", _HTML.replace(">A<", "> <")):
        template = with_drawing(f'{_SVG}height="9">{inside}</svg>', has_copy=False)
        assert (said(template), tried(template, "t")) == ([], ())
