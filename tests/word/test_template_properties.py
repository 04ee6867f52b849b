"""Every property that a template can have is drawn, makes no difference, or is told by name.

The names are those of the schema of ECMA-376-1, part by part; each has a sample that does something
on paper where the property can. That a sample is drawn is seen in the PDF, not in what we read.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from mou_builder.word.template.looks.allowed import RULES, PropertyKind, told
from tests.support.word.edited_templates import (
    WORDS,
    declared,
    opened,
    paragraph,
    pdf,
    said,
    saved,
    table,
    with_blocks,
)

DRAWN = "(drawn)"
SAME = "(no difference)"
Cases = dict[str, tuple[str, str]]
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
    | {f"{each.value}Change" for each in PropertyKind}
)
"""Tracked changes, with which a template is refused (MOU404)."""

RUN: Cases = {
    "rStyle": ("val='TestWords'", DRAWN),
    "rFonts": ("ascii='Arial' hAnsi='Arial'", DRAWN),
    "b": ("", DRAWN),
    "bCs": ("", SAME),
    "i": ("", DRAWN),
    "iCs": ("", SAME),
    "caps": ("", DRAWN),
    "smallCaps": ("", DRAWN),
    "strike": ("", DRAWN),
    "dstrike": ("", "struck out twice"),
    "outline": ("", "an effect of letters"),
    "shadow": ("", "an effect of letters"),
    "emboss": ("", "an effect of letters"),
    "imprint": ("", "an effect of letters"),
    "noProof": ("", SAME),
    "snapToGrid": ("val='0'", SAME),
    "vanish": ("", "in the place of hidden words"),
    "webHidden": ("", SAME),
    "color": ("val='AA0000'", DRAWN),
    "spacing": ("val='40'", DRAWN),
    "w": ("val='150'", "wider or narrower"),
    "kern": ("val='2'", DRAWN),
    "position": ("val='6'", "raised or lowered"),
    "sz": ("val='40'", DRAWN),
    "szCs": ("val='40'", SAME),
    "highlight": ("val='yellow'", DRAWN),
    "u": ("val='wave'", "an underline that is not one plain line"),
    "effect": ("val='shimmer'", SAME),
    "bdr": ("val='single' sz='4'", "a border around words"),
    "shd": ("val='pct25' fill='EEEEEE'", "a pattern behind words"),
    "fitText": ("val='900'", "made to fit"),
    "vertAlign": ("val='superscript'", DRAWN),
    "rtl": ("", "from right to left"),
    "cs": ("", "a font of other scripts"),
    "em": ("val='dot'", "marks over letters"),
    "lang": ("val='fr-FR'", SAME),
    "eastAsianLayout": ("combine='1'", "as in East Asia"),
    "specVanish": ("", "joined on one line"),
    "oMath": ("", "an equation"),
}
PARAGRAPH: Cases = {
    "pStyle": ("val='Title'", DRAWN),
    "keepNext": ("", DRAWN),
    "keepLines": ("", DRAWN),
    "pageBreakBefore": ("", DRAWN),
    "framePr": ("w='100'", "a paragraph in a frame of its own"),
    "widowControl": ("val='0'", DRAWN),
    "numPr": ("><w:ilvl w:val='1'/><w:numId w:val='1'/>", DRAWN),
    "suppressLineNumbers": ("", SAME),
    "pBdr": ("><w:top w:val='double' w:sz='8'/>", DRAWN),
    "shd": ("val='clear' fill='EEEEEE'", DRAWN),
    "tabs": ("><w:tab w:val='bar' w:pos='900'/>", "an upright rule at a tab stop"),
    "suppressAutoHyphens": ("", SAME),
    "kinsoku": ("val='0'", SAME),
    "wordWrap": ("val='0'", "broken at any letter"),
    "overflowPunct": ("val='0'", SAME),
    "topLinePunct": ("", SAME),
    "autoSpaceDE": ("val='0'", SAME),
    "autoSpaceDN": ("val='0'", SAME),
    "bidi": ("", "a paragraph that runs from right to left"),
    "adjustRightInd": ("val='0'", SAME),
    "snapToGrid": ("val='0'", SAME),
    "spacing": ("line='480' lineRule='auto'", DRAWN),
    "ind": ("left='900'", DRAWN),
    "contextualSpacing": ("", DRAWN),
    "mirrorIndents": ("", "change sides on even pages"),
    "suppressOverlap": ("", SAME),
    "jc": ("val='both'", DRAWN),
    "textDirection": ("val='tbRl'", "turned on its side"),
    "textAlignment": ("val='top'", "raised within their line"),
    "textboxTightWrap": ("val='allLines'", SAME),
    "outlineLvl": ("val='0'", DRAWN),
    "divId": ("val='1'", SAME),
    "cnfStyle": ("val='000000000000'", SAME),
}
TABLE: Cases = {
    "tblStyle": ("val='TestTable'", DRAWN),
    "tblpPr": ("tblpY='100'", "a table that text runs around"),
    "tblOverlap": ("val='never'", SAME),
    "bidiVisual": ("", "columns run from right to left"),
    "tblStyleRowBandSize": ("val='1'", SAME),
    "tblStyleColBandSize": ("val='1'", SAME),
    "tblW": ("w='5000' type='dxa'", DRAWN),
    "jc": ("val='center'", DRAWN),
    "tblCellSpacing": ("w='40' type='dxa'", "space between the cells"),
    "tblInd": ("w='900' type='dxa'", DRAWN),
    "tblBorders": ("><w:top w:val='single' w:sz='8'/>", DRAWN),
    "shd": ("val='clear' fill='EEEEEE'", DRAWN),
    "tblLayout": ("type='fixed'", SAME),
    "tblCellMar": ("><w:left w:w='300' w:type='dxa'/>", DRAWN),
    "tblLook": ("val='0020'", SAME),
    "tblCaption": ("val='x'", SAME),
    "tblDescription": ("val='x'", SAME),
}
ROW_OF_TABLE: Cases = {
    "tblW": ("w='5000' type='dxa'", SAME),
    "jc": ("val='center'", "looks of one row of a table"),
    "tblCellSpacing": ("w='40' type='dxa'", "looks of one row of a table"),
    "tblInd": ("w='900' type='dxa'", "looks of one row of a table"),
    "tblBorders": TABLE["tblBorders"],
    "shd": ("val='clear' fill='EEEEEE'", "looks of one row of a table"),
    "tblLayout": TABLE["tblLayout"],
    "tblCellMar": TABLE["tblCellMar"],
    "tblLook": TABLE["tblLook"],
}
ROW: Cases = {
    "cnfStyle": PARAGRAPH["cnfStyle"],
    "divId": PARAGRAPH["divId"],
    "gridBefore": ("val='1'", DRAWN),
    "gridAfter": ("val='1'", SAME),
    "wBefore": ("w='10' type='dxa'", SAME),
    "wAfter": ("w='10' type='dxa'", SAME),
    "cantSplit": ("", SAME),
    "trHeight": ("val='900'", DRAWN),
    "tblHeader": ("", DRAWN),
    "tblCellSpacing": TABLE["tblCellSpacing"],
    "jc": ("val='center'", "lies apart from its table"),
    "hidden": ("", "a row that is hidden"),
}
CELL: Cases = {
    "cnfStyle": PARAGRAPH["cnfStyle"],
    "tcW": ("w='5000' type='dxa'", SAME),
    "gridSpan": ("val='2'", DRAWN),
    "hMerge": ("val='restart'", "joined as in an older Word"),
    "vMerge": ("val='restart'", DRAWN),
    "tcBorders": ("><w:top w:val='wave' w:sz='8'/>", "a rule of the kind “wave”"),
    "shd": ("val='clear' fill='EEEEEE'", DRAWN),
    "noWrap": ("", SAME),
    "tcMar": ("><w:left w:w='300' w:type='dxa'/>", DRAWN),
    "textDirection": ("val='btLr'", "turned on its side"),
    "tcFitText": ("", "made to fit a cell"),
    "vAlign": ("val='bottom'", DRAWN),
    "hideMark": ("", "lower than a line"),
    "headers": ("><w:header w:val='a'/>", SAME),
}
SECTION: Cases = {
    "headerReference": ("type='default' r:id='{footer}'", DRAWN),
    "footerReference": ("type='default' r:id='{header}'", DRAWN),
    "footnotePr": ("><w:pos w:val='pageBottom'/>", SAME),
    "endnotePr": ("><w:pos w:val='docEnd'/>", SAME),
    "type": ("val='oddPage'", "begins on a page of its kind"),
    "pgSz": ("w='11906' h='16838'", DRAWN),
    "pgMar": (
        "top='2000' bottom='2000' left='2000' right='2000' header='500' footer='500' gutter='0'",
        DRAWN,
    ),
    "paperSrc": ("first='1'", SAME),
    "pgBorders": ("><w:top w:val='single' w:sz='4'/>", "a border around the page"),
    "lnNumType": ("countBy='1'", "line numbers in the margin"),
    "pgNumType": ("fmt='upperRoman'", DRAWN),
    "cols": ("num='2'", "text in several columns"),
    "formProt": ("", SAME),
    "vAlign": ("val='center'", "in the middle or at the foot of a page"),
    "noEndnote": ("", SAME),
    "titlePg": ("", DRAWN),
    "textDirection": ("val='tbRl'", "turned on its side"),
    "bidi": ("", "a section that runs from right to left"),
    "rtlGutter": ("", "a margin for binding"),
    "docGrid": ("type='lines' linePitch='500'", "on a grid of the page"),
    "printerSettings": ("r:id='x'", SAME),
}
LEVEL: Cases = {
    "start": ("val='7'", DRAWN),
    "numFmt": ("val='upperRoman'", DRAWN),
    "lvlRestart": ("val='0'", SAME),
    "pStyle": ("val='Title'", SAME),
    "isLgl": ("", SAME),
    "suff": ("val='space'", DRAWN),
    "lvlText": ("val='(%1)'", DRAWN),
    "lvlPicBulletId": ("val='0'", "a bullet that is a picture"),
    "legacy": ("legacy='1'", "the distance of a number"),
    "lvlJc": ("val='right'", "numbers that end"),
    "pPr": ("><w:ind w:left='900' w:hanging='400'/>", DRAWN),
    "rPr": ("><w:b/>", DRAWN),
}
ALL = {
    PropertyKind.RUN: RUN,
    PropertyKind.PARAGRAPH: PARAGRAPH,
    PropertyKind.TABLE: TABLE,
    PropertyKind.ROW_OF_TABLE: ROW_OF_TABLE,
    PropertyKind.ROW: ROW,
    PropertyKind.CELL: CELL,
    PropertyKind.SECTION: SECTION,
    PropertyKind.LEVEL: LEVEL,
}
HELD = {PropertyKind.PARAGRAPH: {"rPr", "sectPr"}}
"""Properties within properties, which are cases of their own kind."""

LOW = "<w:spacing w:before='{}'/>"
AT_THE_FOOT = {
    "keepNext": (12400, "One line."),
    "keepLines": (12000, WORDS * 3),
    "widowControl": (12400, WORDS + WORDS[: len(WORDS) // 2]),
}
"""How far down the page, in twentieths of a point, which words show what the property does."""


def element(name: str, sample: str) -> str:
    """The element of a name with the attributes (or children, behind >) of a sample."""
    attributes, _, inside = sample.partition(">")
    prefixed = " ".join(
        each if ":" in each.split("=")[0] else f"w:{each}" for each in attributes.split()
    )
    return f"<w:{name} {prefixed}>{inside}</w:{name}>"


def in_run(given: str, name: str) -> bytes:
    return with_blocks(paragraph(run=given))


def in_paragraph(given: str, name: str) -> bytes:
    if name in AT_THE_FOOT:
        before, text = AT_THE_FOOT[name]
        return with_blocks(paragraph(LOW.format(before) + given, text=text), paragraph())
    spaced = "<w:spacing w:after='300'/>" if name == "contextualSpacing" else ""
    return with_blocks(paragraph(spaced), paragraph(spaced + given), paragraph(spaced))


def in_table(given: str, name: str) -> bytes:
    return with_blocks(table(given))


def in_row(given: str, name: str) -> bytes:
    return with_blocks(table(row=given))


def in_cell(given: str, name: str) -> bytes:
    return with_blocks(table(row="<w:trHeight w:val='900'/>", cell=given))


def in_row_of_table(given: str, name: str) -> bytes:
    return with_blocks(table(exception=f"<w:tblPrEx>{given}</w:tblPrEx>" if given else ""))


def in_section(given: str, name: str) -> bytes:
    document = opened()
    section = document.element.body.sectPr
    if given:
        links = {
            kind: section.find(qn(f"w:{kind}Reference")).get(qn("r:id"))
            for kind in ("header", "footer")
        }
        for each in section.findall(qn(f"w:{name}")):
            section.remove(each)
        section.append(parse_xml(declared(given.format(**links))))
    return saved(document)


def in_level(given: str, name: str) -> bytes:
    document = opened()
    root = document.part.numbering_part.element
    usual = {
        "start": "<w:start w:val='1'/>",
        "numFmt": "<w:numFmt w:val='decimal'/>",
        "lvlText": "<w:lvlText w:val='%1.'/>",
    } | {name: given}
    root.insert(
        0,
        parse_xml(
            declared(
                "<w:abstractNum w:abstractNumId='77'><w:lvl w:ilvl='0'>"
                f"{''.join(usual.values())}</w:lvl></w:abstractNum>"
            )
        ),
    )
    number = "<w:num w:numId='77'><w:abstractNumId w:val='77'/></w:num>"
    root.append(parse_xml(declared(number)))
    number = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr>"
    place = document.paragraphs[0]._p
    place.addprevious(parse_xml(declared(paragraph(number))))
    return saved(document)


MAKERS: dict[PropertyKind, Callable[[str, str], bytes]] = {
    PropertyKind.RUN: in_run,
    PropertyKind.PARAGRAPH: in_paragraph,
    PropertyKind.TABLE: in_table,
    PropertyKind.ROW_OF_TABLE: in_row_of_table,
    PropertyKind.ROW: in_row,
    PropertyKind.CELL: in_cell,
    PropertyKind.SECTION: in_section,
    PropertyKind.LEVEL: in_level,
}


@pytest.mark.parametrize("kind", PropertyKind)
def test_every_property_of_the_schema_is_known(kind: PropertyKind) -> None:
    known = RULES[kind].keys() - CHANGES
    assert known == ALL[kind].keys() | HELD.get(kind, set())


@pytest.mark.parametrize("kind", PropertyKind)
def test_a_property_is_drawn_or_told_or_makes_no_difference(kind: PropertyKind) -> None:
    found = {}
    for name, (sample, expected) in ALL[kind].items():
        template = MAKERS[kind](element(name, sample), name)
        messages = said(template)
        if messages:
            found[name] = expected if any(expected in each for each in messages) else messages[0]
        elif expected in (DRAWN, SAME):
            found[name] = SAME if pdf(template) == pdf(MAKERS[kind]("", name)) else DRAWN
        else:
            found[name] = SAME
    assert found == {name: expected for name, (_, expected) in ALL[kind].items()}


@pytest.mark.parametrize(
    ("kind", "name", "sample", "what"),
    [
        (PropertyKind.RUN, "u", "val='double'", "an underline that is not one plain line"),
        (PropertyKind.RUN, "u", "val='single' color='FF0000'", "the color of an underline"),
        (PropertyKind.RUN, "newKindOfThing", "", "what Word calls “newKindOfThing”"),
        (PropertyKind.PARAGRAPH, "jc", "val='distribute'", "words that fill a line"),
        (PropertyKind.PARAGRAPH, "pBdr", "><w:bar w:val='single'/>", "a bar beside a paragraph"),
        (PropertyKind.PARAGRAPH, "pBdr", "><w:top w:val='triple'/>", "a rule of the kind “triple”"),
        (PropertyKind.PARAGRAPH, "spacing", "beforeLines='100'", "spaces counted in lines"),
        (PropertyKind.PARAGRAPH, "ind", "leftChars='100'", "indents counted in letters"),
        (PropertyKind.TABLE, "tblBorders", "><w:top w:val='double'/>", "of the kind “double”"),
        (PropertyKind.CELL, "tcBorders", "><w:tl2br w:val='single'/>", "a rule across a cell"),
        (PropertyKind.SECTION, "pgNumType", "fmt='numberInDash'", "page numbers in the form"),
        (PropertyKind.SECTION, "pgNumType", "chapStyle='1'", "the number of a chapter"),
        (PropertyKind.LEVEL, "numFmt", "val='cardinalText'", "numbers in the form"),
        (PropertyKind.RUN, "emboss", "val='0'", None),
        (PropertyKind.RUN, "u", "val='none'", None),
        (PropertyKind.RUN, "bdr", "val='nil'", None),
        (PropertyKind.RUN, "w", "val='100'", None),
        (PropertyKind.PARAGRAPH, "ind", "leftChars='0' left='200'", None),
        (PropertyKind.PARAGRAPH, "pBdr", "><w:top w:val='nil'/>", None),
        (PropertyKind.SECTION, "cols", "space='720'", None),
        (PropertyKind.SECTION, "docGrid", "linePitch='360'", None),
        (PropertyKind.SECTION, "type", "val='continuous'", None),
        (PropertyKind.LEVEL, "legacy", "legacy='0'", None),
    ],
)
def test_of_a_property_that_value_is_told_that_cannot_be_drawn(
    kind: PropertyKind, name: str, sample: str, what: str | None
) -> None:
    found = told(kind, parse_xml(declared(element(name, sample))))
    assert (found is None) if what is None else what in (found or "")


def test_an_effect_of_newer_words_is_told_and_its_ligatures_are_not() -> None:
    glow, ligatures = (
        parse_xml(f"<w14:{each} {W14} w14:val='standardContextual'/>")
        for each in ("glow", "ligatures")
    )
    assert told(PropertyKind.RUN, glow) == "an effect of letters (a shadow, an outline, a glow)"
    assert told(PropertyKind.RUN, ligatures) is None


def with_style_properties(title: str, normal: str) -> bytes:
    document = opened()
    for name, given in (("Title", title), ("Normal", normal)):
        document.styles[name].element.get_or_add_rPr().append(parse_xml(declared(given)))
    return saved(document)


def test_what_a_style_says_is_told_in_the_style_that_says_it_and_holds() -> None:
    emboss, off = "<w:emboss />", "<w:emboss w:val='0'/>"
    [found] = said(with_style_properties(emboss, "<w:lang />"))
    assert "an effect of letters" in found
    assert "in the style “Title”" in found
    assert said(with_style_properties(off, "<w:emboss w:val='0'/>")) == []
    [everywhere] = said(with_style_properties(off, emboss))
    assert "in the style “Normal”" in everywhere


def test_what_word_itself_writes_is_no_finding() -> None:
    document = opened()
    defaults = document.styles.element.find(qn("w:docDefaults"))
    words = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    words.append(parse_xml(declared("<w:kern w:val='2'/>")))
    words.append(parse_xml(f"<w14:ligatures {W14} w14:val='standardContextual'/>"))
    grid = document.sections[0]._sectPr
    for given in ("<w:cols w:space='720'/>", "<w:docGrid w:linePitch='360'/>"):
        grid.append(parse_xml(declared(given)))
    settings = document.settings.element
    for given in ("<w:zoom w:percent='100'/>", "<w:characterSpacingControl w:val='x'/>"):
        settings.append(parse_xml(declared(given)))
    assert said(saved(document)) == []
    settings.append(parse_xml(declared("<w:mirrorMargins />")))
    [found] = said(saved(document))
    assert "margins that change sides on even pages" in found
