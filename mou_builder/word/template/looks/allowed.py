"""What properties of a template do to paper: drawn by both writers, nothing, or told by name.

One list for each kind of element (ISO/IEC 29500-1, 17). What stands in none of them is told, too,
so that nothing of a template is left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from lxml import etree

from mou_builder.word.namespaces import W
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.template.looks.properties import BORDER_STYLES, VAL, is_on, number

_NEWER = "{http://schemas.microsoft.com/office/word/2010/wordml}"
"""Effects that Word has had since 2010 [MS-DOCX]."""

Rule = Callable[[etree._Element], str | None]
"""What is told of an element, None if there is nothing to tell."""


class PropertyKind(StrEnum):
    """The elements that hold properties, each kind by the name of its element."""

    RUN = "rPr"
    PARAGRAPH = "pPr"
    TABLE = "tblPr"
    ROW = "trPr"
    CELL = "tcPr"
    ROW_OF_TABLE = "tblPrEx"
    SECTION = "sectPr"
    LEVEL = "lvl"


def drawn(_element: etree._Element) -> None:
    """What both writers obey."""


def no_effect(_element: etree._Element) -> None:
    """What is not on paper, or makes no difference to the words that a template has."""


def _always(what: str) -> Rule:
    return lambda _element: what


def _if_on(what: str) -> Rule:
    return lambda element: what if is_on(element) else None


def _unless(*values: str, what: str, name: str = "val") -> Rule:
    """Told unless its attribute has one of these values, or none; numbers may be 0 in any form."""

    def rule(element: etree._Element) -> str | None:
        value = element.get(f"{W}{name}", element.get(f"{_NEWER}{name}"))
        return None if value is None or value in values else what

    return rule


def _all(*rules: Rule) -> Rule:
    """The first that there is to tell."""
    return lambda element: next((told for each in rules if (told := each(element))), None)


def _none_but_zero(*names: str, what: str) -> Rule:
    """Told if one of the attributes is a number other than 0."""
    return lambda element: what if any(number(element, each) for each in names) else None


def _borders(kinds: Iterable[str], unshown: Mapping[str, str] = MappingProxyType({})) -> Rule:
    """Told for rules of other kinds than can be drawn here, and those on the sides ``unshown``."""
    known = frozenset(kinds)

    def rule(element: etree._Element) -> str | None:
        for each in element:
            kind, side = each.get(VAL, "none"), etree.QName(each).localname
            if kind in ("none", "nil"):
                continue
            if side in unshown:
                return unshown[side]
            if kind not in known:
                return f"a rule of the kind “{kind}”"
            if is_on_attribute(each, "shadow") or is_on_attribute(each, "frame"):
                return "the shadow of a rule"
        return None

    return rule


def is_on_attribute(element: etree._Element, name: str) -> bool:
    """Tell whether an attribute that is on or off is on."""
    return element.get(f"{W}{name}", "0") in ("1", "true", "on")


def _tabs(element: etree._Element) -> str | None:
    if any(each.get(VAL) == "bar" for each in element):
        return "an upright rule at a tab stop"
    leaders = {each.get(f"{W}leader", "none") for each in element}
    return None if leaders <= {"none", "dot", "hyphen", "underscore"} else "the dots before a tab"


def _number_form(element: etree._Element) -> str | None:
    form = element.get(VAL, "decimal")
    known = number_in_form(1, form) is not None
    return None if known else f"numbers in the form “{form}”"


def _page_numbers(element: etree._Element) -> str | None:
    form = element.get(f"{W}fmt", "decimal")
    if form not in ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        return f"page numbers in the form “{form}”"
    return "the number of a chapter before that of a page" if _has(element, "chapStyle") else None


def _has(element: etree._Element, name: str) -> bool:
    return element.get(f"{W}{name}") is not None


def _legacy(element: etree._Element) -> str | None:
    return "the distance of a number" if is_on_attribute(element, "legacy") else None


_OF_ANY_LINES = "the height of lines on a grid of the page"
_EFFECT = "an effect of letters (a shadow, an outline, a glow)"
_EAST_ASIAN = frozenset(
    {"kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd"}
)
_SPOKEN_OR_KEPT = frozenset({"cnfStyle", "divId"})
_CHANGED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
"""Tracked changes, with which no template is used (MOU404)."""


def _each(names: Iterable[str], rule: Rule) -> dict[str, Rule]:
    return dict.fromkeys(names, rule)


_RUN: dict[str, Rule] = {
    **_each(("rStyle", "rFonts", "b", "i", "caps", "smallCaps", "strike"), drawn),
    **_each(("vanish", "color", "spacing", "kern", "sz", "highlight"), drawn),
    **_each(
        ("bCs", "iCs", "szCs", "noProof", "webHidden", "lang", "effect", "snapToGrid"), no_effect
    ),
    **_each((*_CHANGED, "rPrChange"), no_effect),
    **_each(("outline", "shadow", "emboss", "imprint"), _if_on(_EFFECT)),
    "dstrike": _if_on("words that are struck out twice"),
    "w": _unless("100", "100%", what="letters that are made wider or narrower"),
    "position": _none_but_zero("val", what="words that are raised or lowered"),
    "u": _all(
        _unless("single", "none", what="an underline that is not one plain line"),
        _unless("auto", what="the colour of an underline", name="color"),
    ),
    "bdr": _unless("none", "nil", what="a border around words"),
    "shd": _unless("clear", "nil", "solid", what="a pattern behind words"),
    "fitText": _always("words that are made to fit a width"),
    "vertAlign": drawn,
    "rtl": _if_on("words that run from right to left"),
    "cs": _if_on("words in a font of other scripts"),
    "em": _unless("none", what="marks over letters"),
    "eastAsianLayout": _always("words set as in East Asia"),
    "specVanish": _if_on("paragraphs that are joined on one line"),
    "oMath": _if_on("an equation"),
}
_RUN_NEWER: dict[str, Rule] = {
    **_each(("ligatures", "cntxtAlts"), no_effect),
    "numForm": _unless("default", "lining", what="digits of another form"),
    "numSpacing": _unless("default", what="digits of another form"),
}

_PARAGRAPH: dict[str, Rule] = {
    **_each(("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl"), drawn),
    **_each(("numPr", "contextualSpacing", "outlineLvl", "rPr", "sectPr"), drawn),
    **_each(("suppressLineNumbers", "suppressAutoHyphens", "snapToGrid", "pPrChange"), no_effect),
    **_each(("suppressOverlap", "textboxTightWrap"), no_effect),
    **_each(_EAST_ASIAN | _SPOKEN_OR_KEPT, no_effect),
    "wordWrap": lambda each: None if is_on(each) else "words that are broken at any letter",
    "framePr": _always("a paragraph in a frame of its own"),
    "pBdr": _borders(BORDER_STYLES, {"bar": "a bar beside a paragraph"}),
    "shd": _unless("clear", "nil", "solid", what="a pattern behind a paragraph"),
    "tabs": _tabs,
    "bidi": _if_on("a paragraph that runs from right to left"),
    "spacing": _none_but_zero("beforeLines", "afterLines", what="spaces counted in lines"),
    "ind": _none_but_zero(
        *("leftChars", "startChars", "rightChars", "endChars"),
        *("firstLineChars", "hangingChars"),
        what="indents counted in letters",
    ),
    "mirrorIndents": _if_on("indents that change sides on even pages"),
    "jc": _unless("left", "start", "right", "end", "center", "both", what="words that fill a line"),
    "textDirection": _unless("lrTb", "tb", what="text that is turned on its side"),
    "textAlignment": _unless("auto", "baseline", what="words raised within their line"),
}

_BESIDE_CELLS = "space between the cells of a table"
_TABLE: dict[str, Rule] = {
    **_each(("tblStyle", "jc", "tblInd", "tblBorders", "shd", "tblCellMar"), drawn),
    **_each(("tblOverlap", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW"), no_effect),
    **_each(("tblLayout", "tblLook", "tblCaption", "tblDescription", "tblPrChange"), no_effect),
    "tblBorders": _borders(BORDER_STYLES.keys() - {"double"}),
    "shd": _unless("clear", "nil", "solid", what="a pattern behind a table"),
    "tblpPr": _always("a table that text runs around"),
    "bidiVisual": _if_on("a table whose columns run from right to left"),
    "tblCellSpacing": _none_but_zero("w", what=_BESIDE_CELLS),
}
_ROW: dict[str, Rule] = {
    **_each(("gridBefore", "trHeight", "tblHeader", "cantSplit"), drawn),
    **_each(("gridAfter", "wBefore", "wAfter", "trPrChange"), no_effect),
    **_each(_SPOKEN_OR_KEPT | {"ins", "del"}, no_effect),
    "tblCellSpacing": _TABLE["tblCellSpacing"],
    "jc": _unless("left", "start", what="a row that lies apart from its table"),
    "hidden": _if_on("a row that is hidden"),
}
_CELL: dict[str, Rule] = {
    **_each(("gridSpan", "vMerge", "tcMar"), drawn),
    **_each(("tcW", "noWrap", "headers", "tcPrChange"), no_effect),
    **_each(("cnfStyle", "cellIns", "cellDel", "cellMerge"), no_effect),
    "hMerge": _always("cells that are joined as in an older Word"),
    "tcBorders": _borders(
        BORDER_STYLES.keys() - {"double"},
        dict.fromkeys(("tl2br", "tr2bl"), "a rule across a cell"),
    ),
    "shd": _unless("clear", "nil", "solid", what="a pattern behind a cell"),
    "textDirection": _PARAGRAPH["textDirection"],
    "tcFitText": _if_on("words that are made to fit a cell"),
    "vAlign": _unless("top", "center", "bottom", what="lines spread over the height of a cell"),
    "hideMark": _if_on("an empty row that is lower than a line"),
}
_ROW_OF_TABLE: dict[str, Rule] = {
    **_each(("tblBorders", "tblCellMar"), drawn),
    **_each(("tblW", "tblLayout", "tblLook", "tblPrExChange"), no_effect),
    "tblBorders": _TABLE["tblBorders"],
    **_each(("jc", "tblCellSpacing", "tblInd", "shd"), _always("looks of one row of a table")),
}
_SECTION: dict[str, Rule] = {
    **_each(("headerReference", "footerReference", "pgSz", "pgMar", "titlePg"), drawn),
    **_each(("footnotePr", "endnotePr", "paperSrc", "formProt", "noEndnote"), no_effect),
    **_each(("printerSettings", "sectPrChange"), no_effect),
    "type": _unless("nextPage", "continuous", what="a section that begins on a page of its kind"),
    "pgBorders": _always("a border around the page"),
    "lnNumType": _always("line numbers in the margin"),
    "pgNumType": _page_numbers,
    "cols": lambda each: "text in several columns" if (number(each, "num") or 1) > 1 else None,
    "vAlign": _unless("top", what="text in the middle or at the foot of a page"),
    "textDirection": _PARAGRAPH["textDirection"],
    "bidi": _if_on("a section that runs from right to left"),
    "rtlGutter": _if_on("a margin for binding on the right"),
    "docGrid": _unless("default", what=_OF_ANY_LINES, name="type"),
}
_LEVEL: dict[str, Rule] = {
    **_each(("start", "isLgl", "suff", "lvlText", "pPr", "rPr", "lvlRestart"), drawn),
    "lvlJc": _unless("left", "start", what="numbers that end, or are centered, at their place"),
    "pStyle": no_effect,
    "numFmt": _number_form,
    "lvlPicBulletId": _always("a bullet that is a picture"),
    "legacy": _legacy,
}

RULES: Mapping[PropertyKind, Mapping[str, Rule]] = {
    PropertyKind.RUN: _RUN,
    PropertyKind.PARAGRAPH: _PARAGRAPH,
    PropertyKind.TABLE: _TABLE,
    PropertyKind.ROW: _ROW,
    PropertyKind.CELL: _CELL,
    PropertyKind.ROW_OF_TABLE: _ROW_OF_TABLE,
    PropertyKind.SECTION: _SECTION,
    PropertyKind.LEVEL: _LEVEL,
}


def told(kind: PropertyKind, element: etree._Element) -> str | None:
    """What is told of one property of a kind of element; None if there is nothing to tell."""
    return rule_of(kind, element)(element)


def rule_of(kind: PropertyKind, element: etree._Element) -> Rule:
    """The rule of one property; one that tells of it if none of the lists has it."""
    name = etree.QName(element)
    unknown = _always(f"what Word calls “{name.localname}”")
    match f"{{{name.namespace}}}":
        case space if space == W:
            return RULES[kind].get(name.localname, unknown)
        case space if space == _NEWER:
            return _RUN_NEWER.get(name.localname, _always(_EFFECT))
        case _:
            return unknown


def told_of(properties: etree._Element | None, kind: PropertyKind) -> Iterator[str]:
    """What is told of all properties of one element."""
    for each in () if properties is None else properties:
        if isinstance(each.tag, str) and (what := told(kind, each)):
            yield what
