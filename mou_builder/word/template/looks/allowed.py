"""What each property of a template does in print: it is drawn, has no effect, or is reported.

There is one list for each kind of element (ISO/IEC 29500-1, 17). Properties on no list are reported
by their names, so that nothing of a template is left out silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from mou_builder.word.namespaces import W
from mou_builder.word.number_forms import number_in_form
from mou_builder.word.template.looks.properties import BORDER_STYLES, LEADERS, number
from mou_builder.word.vocabulary import children, is_on, value

_NEWER = "{http://schemas.microsoft.com/office/word/2010/wordml}"
"""The namespace of effects that Word has had since 2010 [MS-DOCX]."""

Rule = Callable[[etree._Element], str | None]
"""What the PDF cannot show of an element, None if it shows all."""


class PropertyKind(StrEnum):
    """The elements that contain properties, by their names."""

    RUN = "rPr"
    PARAGRAPH = "pPr"
    TABLE = "tblPr"
    ROW = "trPr"
    CELL = "tcPr"
    ROW_OF_TABLE = "tblPrEx"
    SECTION = "sectPr"
    LEVEL = "lvl"


def drawn(_element: etree._Element) -> None:
    """The rule of what both writers draw."""


def no_effect(_element: etree._Element) -> None:
    """The rule of what is not printed, or makes no difference to the words of a template."""


def _always(what: str) -> Rule:
    return lambda _element: what


def _if_on(what: str) -> Rule:
    return lambda element: what if is_on(element) else None


def _unless(*values: str, what: str, name: str = "val") -> Rule:
    """Reported unless the attribute is missing or has one of these values."""

    def rule(element: etree._Element) -> str | None:
        found = element.get(f"{W}{name}", element.get(f"{_NEWER}{name}"))
        return None if found is None or found in values else what

    return rule


def _first_of(*rules: Rule) -> Rule:
    """What the first rule reports that reports anything."""
    return lambda element: next((told for each in rules if (told := each(element))), None)


def _none_but_zero(*names: str, what: str) -> Rule:
    """Reported if one of the attributes is a number other than 0."""
    return lambda element: what if any(number(element, each) for each in names) else None


def _borders(kinds: Iterable[str], unshown: Mapping[str, str] = MappingProxyType({})) -> Rule:
    """Reported for borders of kinds that cannot be drawn, and for those on ``unshown`` sides."""
    known = frozenset(kinds)

    def rule(element: etree._Element) -> str | None:
        for each in element:
            kind, side = value(each), etree.QName(each).localname
            if kind in ("", "none", "nil"):
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
    if any(value(each) == "bar" for each in element):
        return "an upright rule at a tab stop"
    leaders = {value(each, "leader") for each in element}
    return None if leaders <= {"", "none", *LEADERS} else OTHER_LEADER


def _number_form(element: etree._Element) -> str | None:
    form = value(element) or "decimal"
    known = number_in_form(1, form) is not None
    return None if known else f"numbers in the form “{form}”"


def _page_numbers(element: etree._Element) -> str | None:
    form = value(element, "fmt")
    if form not in ("", "decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        return f"page numbers in the form “{form}”"
    has_chapter = value(element, "chapStyle") != ""
    return "the number of a chapter before that of a page" if has_chapter else None


def _legacy(element: etree._Element) -> str | None:
    return "the distance of a number" if is_on_attribute(element, "legacy") else None


OTHER_LEADER = "the dots before a tab"
"""What is lost of those before a tab that are neither dots, hyphens nor a rule."""
SPACED_LIST = "automatic space between numbered paragraphs"
"""What is lost of space in a list; there, Word leaves it out."""
JOINED = "paragraphs that are joined on one line"
"""What is lost of a paragraph whose mark is hidden, and its words are not."""
_OF_ANY_LINES = "the height of lines on a grid of the page"
_EFFECT = "an effect of letters (a shadow, an outline, a glow)"
_EAST_ASIAN = frozenset(
    {"kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd"}
)
_SPOKEN_OR_KEPT = frozenset({"cnfStyle", "divId"})
_CHANGED = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
"""Tracked changes: a template that has any is refused (MOU404)."""


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
    "u": _first_of(
        _unless("single", "none", what="an underline that is not one plain line"),
        _unless("auto", what="the color of an underline", name="color"),
    ),
    "bdr": _unless("none", "nil", what="a border around words"),
    "shd": _unless("clear", "nil", "solid", what="a pattern behind words"),
    "fitText": _always("words that are made to fit a width"),
    "vertAlign": drawn,
    "rtl": _if_on("words that run from right to left"),
    "cs": _if_on("words in a font of other scripts"),
    "em": _unless("none", what="marks over letters"),
    "eastAsianLayout": _always("words set as in East Asia"),
    "specVanish": _if_on(JOINED),
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
    **_each(("tblStyle", "jc", "tblInd", "tblBorders", "shd", "tblCellMar", "tblW"), drawn),
    **_each(("tblOverlap", "tblStyleRowBandSize", "tblStyleColBandSize"), no_effect),
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
    """What the PDF cannot show of one property of a kind of element; None if it shows all."""
    return rule_of(kind, element)(element)


def rule_of(kind: PropertyKind, element: etree._Element) -> Rule:
    """The rule of one property; for one on no list, a rule that reports it by its name."""
    return _rule_of(kind, str(element.tag))


@lru_cache(maxsize=1024)
def _rule_of(kind: PropertyKind, tag: str) -> Rule:
    name = etree.QName(tag)
    unknown = _always(f"what Word calls “{name.localname}”")
    match f"{{{name.namespace}}}":
        case space if space == W:
            return RULES[kind].get(name.localname, unknown)
        case space if space == _NEWER:
            return _RUN_NEWER.get(name.localname, _always(_EFFECT))
        case _:
            return unknown


def told_of(properties: etree._Element | None, kind: PropertyKind) -> Iterator[str]:
    """What the PDF cannot show of the properties in one element."""
    for each in children(properties):
        if isinstance(each.tag, str) and (what := told(kind, each)):
            yield what
