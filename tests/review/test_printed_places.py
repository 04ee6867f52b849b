"""Words in other cells than they were sent in, and pictures of a template drawn otherwise."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches
from lxml import etree

from mou_builder.actions.render import Format, RenderOptions, render
from mou_builder.actions.review import review_copy
from mou_builder.review.findings import PartFinding, Review, Reviewed
from tests.support.agreement.assembling import TEMPLATE, checked, example, library
from tests.support.review.findings import only, review_of
from tests.support.review.returned_copies import CITY, Copy, packed, parts_of, sent, w
from tests.support.word.edited_templates import opened, saved
from tests.support.word.house_templates import picture

COUNTY = "county-and-four-schools.yaml"
Parts = dict[str, bytes]


# Cells


def table(copy: Copy, number: int = 0) -> list[list[etree._Element]]:
    rows = list(copy.root.iter(w("tbl")))[number].iter(w("tr"))
    return [list(each.iter(w("tc"))) for each in rows]


def moved_into(cell: etree._Element, other: etree._Element) -> None:
    """Move the words of a cell into another, and leave an empty paragraph."""
    other.append(cell.find(w("p")))
    etree.SubElement(cell, w("p"))


def out_of_the_table(copy: Copy) -> str:
    last = table(copy)[-1][1]
    next(copy.root.iter(w("tbl"))).addnext(last.find(w("p")))
    etree.SubElement(last, w("p"))
    return "“$85,500.00” stands outside of its table"


def into_the_cell_before(copy: Copy) -> str:
    row = table(copy)[2]
    moved_into(row[1], row[0])
    return "“$85,500.00” stands in row 3, column 1 of its table instead of row 3, column 2"


def into_the_row_below(copy: Copy) -> str:
    rows = table(copy, 1)
    first = rows[2][0].find(w("p"))
    first.addprevious(rows[1][-1].find(w("p")))
    etree.SubElement(rows[1][-1], w("p"))
    return "“3:15 p.m.” stands in row 3, column 1 of its table instead of row 2, column 5"


def from_behind_the_table(copy: Copy) -> str:
    paragraph = copy.paragraph("The fixed amount covers")
    table(copy)[-1][1].append(paragraph)
    return "stands in a cell of a table"


@pytest.mark.parametrize(
    "edit", [out_of_the_table, into_the_cell_before, into_the_row_below, from_behind_the_table]
)
def test_words_in_another_cell_are_told_though_their_order_is_the_same(
    edit: Callable[[Copy], str],
) -> None:
    copy = Copy(sent(example(COUNTY)))
    said = edit(copy)
    part = only(review_of(copy))
    assert part.is_silent
    assert part.edits == ()
    assert any(said in note for note in part.notes)


def test_rows_that_were_put_in_before_move_no_cell() -> None:
    copy = Copy(sent(example(COUNTY)))
    rows = next(copy.root.iter(w("tbl"))).findall(w("tr"))
    made = parse_xml(etree.tostring(rows[1]))
    for text, words in zip(made.iter(w("t")), ("July 1, 2026", "$1.00"), strict=True):
        text.text = words
    rows[1].addprevious(made)
    part = only(review_of(copy))
    assert "July 1, 2026" in part.edits[0].inserted
    assert not any("stands" in note for note in part.notes)


# Pictures of a template


def house(*blocks: str) -> bytes:
    """The packaged template with a seal in its header, beside words, and what else is given."""
    document = opened()
    header = document.sections[0].header
    line = header.paragraphs[0].insert_paragraph_before("Office of the City Attorney")
    line.add_run().add_picture(io.BytesIO(picture(60, 60)), width=Inches(1))
    for each in blocks:
        line._p.append(parse_xml(each))
    return saved(document)


_W = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_D = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
BANNER = (
    f'<w:r {nsdecls("w")} xmlns:wp="{_D}" xmlns:a="{_A}" xmlns:wps="{_W}"><w:drawing>'
    '<wp:anchor behindDoc="1"><wp:positionH relativeFrom="page"><wp:posOffset>914400</wp:posOffset>'
    '</wp:positionH><wp:positionV relativeFrom="page"><wp:align>top</wp:align></wp:positionV>'
    '<wp:extent cx="5486400" cy="127000"/><a:graphic><a:graphicData uri="shape"><wps:wsp><wps:spPr>'
    '<a:xfrm rot="0"/><a:solidFill><a:srgbClr val="DDDDDD"/></a:solidFill></wps:spPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
OLD_BANNER = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:rect '
    'style="position:absolute;margin-left:20pt;margin-top:5pt;width:200pt;height:20pt;z-index:-3" '
    'fillcolor="#dddddd"/></w:pict></w:r>'
)


def returned(template: bytes, old: str, new: str) -> Review:
    """The review of a copy in whose header something was replaced, wherever it stands."""
    options = RenderOptions((Format.DOCX,), template)
    (data,) = render(checked(example(CITY), CITY), options).files.values()
    parts = parts_of(data)
    (name,) = (each for each in parts if "word/header" in each)
    text = parts[name].decode()
    assert re.search(old, text), text
    parts[name] = re.sub(old, new, text).encode()
    return review_copy(packed(parts), "r.docx", library(), TEMPLATE).review


LARGER = "a picture is 8.0 by 8.0 inches large, and was sent 1.0 by 1.0 inches large"
ELSEWHERE = "a picture stands elsewhere on the page than it was sent"
IN_FRONT = "a picture lies in front of the words, and was sent behind them"
OTHERWISE = "a picture is turned, cut or colored otherwise than it was sent"
REDRAWN = {
    "larger": ((), 'c([xy])="914400"', r'c\1="7315200"', LARGER),
    "turned": ((), "<a:xfrm>", '<a:xfrm rot="10800000">', OTHERWISE),
    "mirrored": ((), "<a:xfrm>", '<a:xfrm flipH="1">', OTHERWISE),
    "cut": ((), "<a:stretch>", '<a:srcRect l="40000"/><a:stretch>', OTHERWISE),
    "faded": ((), "(<a:blip [^>]*)/>", r'\1><a:alphaModFix amt="0"/></a:blip>', OTHERWISE),
    "freely placed": (
        (),
        "wp:inline",
        "wp:anchor",
        "a picture stands freely on the page, and was sent in line with the words",
    ),
    "a banner moved": ((BANNER,), "914400</wp", "4914400</wp", ELSEWHERE),
    "a banner from below": ((BANNER,), "align>top<", "align>bottom<", ELSEWHERE),
    "a banner in front": ((BANNER,), 'behindDoc="1"', 'behindDoc="0"', IN_FRONT),
    "a banner in black": ((BANNER,), "DDDDDD", "000000", OTHERWISE),
    "a banner as tall as the page": ((BANNER,), 'cy="127000"', 'cy="9144000"', "6.0 by 10.0"),
    "an older banner as tall": ((OLD_BANNER,), "height:20pt", "height:700pt", "2.8 by 9.7"),
    "an older banner moved": ((OLD_BANNER,), "margin-top:5pt", "margin-top:300pt", ELSEWHERE),
    "an older banner in front": ((OLD_BANNER,), "z-index:-3", "z-index:3", IN_FRONT),
    "an older banner in black": ((OLD_BANNER,), "#dddddd", "black", OTHERWISE),
}


@pytest.mark.parametrize("name", REDRAWN)
def test_a_picture_of_the_template_that_is_drawn_otherwise_is_told(name: str) -> None:
    blocks, old, new, said = REDRAWN[name]
    part = only(returned(house(*blocks), old, new))
    assert part.is_silent
    assert any(said in note for note in part.notes), part.notes


SAVED_AGAIN = {
    "a size rounded": ((), 'c([xy])="914400"', r'c\1="914000"'),
    "a place rounded": ((BANNER,), "914400</wp", "914705</wp"),
    "a banner that LibreOffice puts first": (
        (BANNER,),
        "(<w:r>.*?Attorney.*?</w:r>.*?)(<w:r xmlns:wp.*?</w:r>)",
        r"\2\1",
    ),
    "a color in small letters": ((BANNER,), "DDDDDD", "dddddd"),
}


@pytest.mark.parametrize("name", SAVED_AGAIN)
def test_what_programs_make_of_a_picture_when_they_save_it_is_no_edit(name: str) -> None:
    blocks, old, new = SAVED_AGAIN[name]
    assert returned(house(*blocks), old, new).is_untouched


# What is said


def test_a_clause_that_was_moved_is_told_with_where_it_stands() -> None:
    copy = Copy()
    copy.clause("custody").addnext(copy.clause("annual-meeting"))
    part = only(review_of(copy))
    assert PartFinding.MOVED in part.findings
    (note,) = part.notes
    assert note.startswith(
        "it stands after “8. Custody at school”, and was sent after “2. Criminal"
    )


def added(review: Review) -> Reviewed:
    return next(each for each in review.parts if PartFinding.ADDED in each.findings)


def test_a_header_of_even_pages_is_named_as_such() -> None:
    copy = Copy()
    made = etree.Element(w("hdr"))
    etree.SubElement(etree.SubElement(etree.SubElement(made, w("p")), w("r")), w("t")).text = "VOID"
    id_ = copy.add_part("header", made, "header9.xml")
    types = copy.parts["[Content_Types].xml"].decode()
    kind = re.search(r'ContentType="([^"]*header\+xml)"', types)
    assert kind
    given = f'<Override PartName="/word/header9.xml" ContentType="{kind[1]}"/></Types>'
    copy.parts["[Content_Types].xml"] = types.replace("</Types>", given).encode()
    reference = etree.SubElement(copy.body.find(w("sectPr")), w("headerReference"))
    reference.set(w("type"), "even")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    reference.set(f"{{{office}}}id", id_)
    settings = etree.fromstring(copy.parts["word/settings.xml"])
    etree.SubElement(settings, w("evenAndOddHeaders"))
    copy.parts["word/settings.xml"] = etree.tostring(settings)
    assert added(review_of(copy)).title == "Header of even pages"
