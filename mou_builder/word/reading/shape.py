"""Whether the parts that words are printed by have a shape that every program reads alike.

A list of what may stand where, and how often (ISO/IEC 29500-1, annex A): a style that is defined
twice, or that stands where only some programs look for it, is one thing in one program and another
in the next. What stands in the body is judged where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from mou_builder.word.vocabulary import children, name_of, names, value

_KEYS = {
    "headerReference": "type",
    "footerReference": "type",
    "tblStylePr": "type",
    "compatSetting": "name",
    "lvl": "ilvl",
    "lvlOverride": "ilvl",
    "abstractNum": "abstractNumId",
    "num": "numId",
    "numPicBullet": "numPicBulletId",
    "style": "styleId",
}
"""What may stand beside its like, with the attribute that tells them apart."""
_MANY = ("", "font", "a:font")
"""What programs read of all that stand beside each other, and comments of XML."""
_INSIDE: Mapping[str, frozenset[str]] = {
    "styles": names("docDefaults latentStyles style"),
    "docDefaults": names("rPrDefault pPrDefault"),
    "rPrDefault": names("rPr"),
    "pPrDefault": names("pPr"),
    "style": names(
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr"
    ),
    "tblStylePr": names("pPr rPr tblPr trPr tcPr"),
    "numbering": names("numPicBullet abstractNum num numIdMacAtCleanup"),
    "abstractNum": names("nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    "num": names("abstractNumId lvlOverride"),
    "lvlOverride": names("startOverride lvl"),
    "fonts": names("font"),
    "a:theme": names("a:themeElements a:objectDefaults a:extraClrSchemeLst a:custClrLst a:extLst"),
    "a:themeElements": names("a:clrScheme a:fontScheme a:fmtScheme a:extLst"),
    "a:clrScheme": names(
        "a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 a:accent2 a:accent3 a:accent4 a:accent5 a:accent6"
        " a:hlink a:folHlink a:extLst"
    ),
    "a:fontScheme": names("a:majorFont a:minorFont a:extLst"),
}
"""What may stand in each element of the parts that hold no words."""
_PROPERTIES = names("rPr pPr tblPr trPr tcPr lvl")
"""What stands in these is judged where it is used; here only whether it is given once."""
_BEFORE = {"tr": names("tblPrEx"), "tbl": names("bookmarkStart bookmarkEnd")}
"""What may stand before the properties of a row or of a table."""
_LONGEST_CHAIN = 20
_ON = ("1", "true", "on")


def repeated(properties: etree._Element | None) -> Iterator[str]:
    """Yield what is given twice, of which programs obey one or the other."""
    if properties is None or len(properties) < 2:
        return
    seen = set()
    for each in properties:
        name = name_of(each)
        key = (name, value(each, _KEYS[name]).casefold() if name in _KEYS else "")
        if name not in _MANY and key in seen:
            yield f"what is given twice ({' '.join(filter(None, key))[:60]})"
        seen.add(key)


def is_misplaced(element: etree._Element, name: str) -> bool:
    """Tell whether the properties of an element stand behind what they are the properties of."""
    before = _BEFORE.get(name_of(element), ())
    for each in element:
        found = name_of(each)
        if found == name or found not in before:
            return found != name and any(name_of(one) == name for one in element)
    return False


def misshapen(element: etree._Element | None) -> Iterator[str]:
    """Yield what stands in a part of styles, lists, fonts or colors where it has no place."""
    if element is None:
        return
    yield from repeated(element)
    known = _INSIDE.get(name_of(element), frozenset())
    for each in element:
        name = name_of(each)
        if known and name and name not in known:
            yield f"an element that is not understood here ({name.removeprefix('?:')})"
        elif name in _INSIDE or name in _PROPERTIES:
            yield from misshapen(each)


def doubtful_styles(styles: etree._Element | None) -> Iterator[str]:
    """Yield which styles programs follow to different ends: by what they are based on."""
    found = {value(each, "styleId"): each for each in children(styles) if name_of(each) == "style"}
    kinds = {id_: value(each, "type") or "paragraph" for id_, each in found.items()}
    based = {
        id_: value(one) for id_, each in found.items() for one in each if name_of(one) == "basedOn"
    }
    folded = {id_.casefold() for id_ in found}
    if len(folded) < len(found):
        yield "styles whose names differ in capitals alone"
    defaults = [kinds[id_] for id_, each in found.items() if value(each, "default") in _ON]
    if len(set(defaults)) < len(defaults):
        yield "two styles for words that name none"
    for id_ in based:
        on, length = based[id_], 0
        while on in based and length < _LONGEST_CHAIN:
            on, length = based[on], length + 1
        if length == _LONGEST_CHAIN:
            yield f"the style {id_[:60]}, which is based on too many others"
        elif kinds.get(based[id_]) != kinds[id_]:
            yield f"the style {id_[:60]}, which is based on none of its kind"
