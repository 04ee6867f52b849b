"""Wherever letters come from, whether they print as they are written is judged alike (law 6).

For each property of a run (ISO/IEC 29500-1, 17.3.2, and those that Word has added since) there is a
value that makes letters read otherwise, and is told, or it is one of those that change no word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

import pytest
from lxml import etree

from tests.support.agreement.assembling import example
from tests.support.review.edits_of_words import word_alone
from tests.support.review.returned_copies import W14, Copy, reviewed, sent, w

Values = Mapping[str, str]
ON: Values = {}


def val(value: object) -> Values:
    return {"val": str(value)}


CHANGING: dict[str, tuple[Values, ...]] = {
    "rFonts": ({"ascii": "Wingdings", "hAnsi": "Wingdings"}, {"ascii": "X", "hAnsi": "Reversed"}),
    "strike": (ON,),
    "dstrike": (ON,),
    "vanish": (ON,),
    "specVanish": (ON,),
    "color": (val("FFFFFF"), val("F8F8F8"), {"val": "000000", "themeColor": "background1"}),
    "spacing": (val(-60), val(-40), val(2000)),
    "w": (val(1), val(33), val(600)),
    "position": (val(-4), val(12), val(400)),
    "sz": (val(1), val(9), val(1638)),
    "highlight": (val("black"), val("darkBlue")),
    "bdr": ({"val": "single", "sz": "96", "color": "000000"},),
    "shd": ({"val": "solid", "color": "000000"}, {"val": "pct90", "color": "000000"}),
    "fitText": (val(1), val(1440)),
    "vertAlign": (val("superscript"), val("subscript")),
    "rtl": (ON,),
    "cs": (ON,),
    "eastAsianLayout": ({"combine": "1"}, {"vert": "1"}),
    "glyph": (ON,),
    "w14:textFill": (ON,),
    "w14:textOutline": (ON,),
    "w14:shadow": (ON,),
    "w14:glow": (ON,),
    "w14:reflection": (ON,),
    "w14:props3d": (ON,),
    "w14:scene3d": (ON,),
}
"""Values of each property that hide letters, garble them, or put other signs in their place."""
BESIDE = {"cs": ("szCs", val(2)), "shd": ("color", val("000000")), "highlight": ("color", val("0"))}
"""What a property does only together with another one."""
KEEPING: dict[str, tuple[Values, ...]] = {
    "rStyle": (val("DefaultParagraphFont"),),
    "rFonts": ({"ascii": "Arial", "hAnsi": "Arial", "cs": "Wingdings"},),
    "b": (ON,),
    "bCs": (ON,),
    "i": (ON,),
    "iCs": (ON,),
    "outline": (ON,),
    "shadow": (ON,),
    "emboss": (ON,),
    "imprint": (ON,),
    "noProof": (ON,),
    "snapToGrid": (ON,),
    "webHidden": (ON,),
    "strike": (val("0"),),
    "vanish": (val("false"),),
    "color": (val("1F3864"), val("auto")),
    "spacing": (val(-10), val(30)),
    "w": (val(90), val(150)),
    "kern": (val(32),),
    "position": (val(2),),
    "sz": (val(13), val(56)),
    "szCs": (val(2),),
    "highlight": (val("yellow"), val("none")),
    "u": (val("double"),),
    "effect": (val("shimmer"),),
    "bdr": ({"val": "single", "sz": "4"},),
    "shd": ({"val": "clear", "fill": "DDEEFF"},),
    "vertAlign": (val("baseline"),),
    "rtl": (val("0"),),
    "em": (val("dot"),),
    "lang": (val("fr-FR"),),
    "oMath": (val("0"),),
    "w14:ligatures": (val("standard"),),
    "w14:numForm": (val("oldStyle"),),
    "w14:numSpacing": (val("tabular"),),
    "w14:stylisticSets": (ON,),
    "w14:cntxtAlts": (ON,),
}
"""Values that change no word; of numbers and letters that count, nor any of them."""
CAPITALS = ("caps", "smallCaps")
"""They change no word, and make “A.” of the letter “a.” that counts."""


def of(name: str, values: Values) -> etree._Element:
    prefix, _, bare = name.rpartition(":")
    made = etree.Element(f"{{{W14}}}{bare}" if prefix else w(bare))
    for key, each in values.items():
        made.set(w(key), each)
    return made


def looks(name: str, values: Values) -> etree._Element:
    made = etree.Element(w("rPr"))
    made.append(of(name, values))
    if name in BESIDE:
        made.append(of(*BESIDE[name]))
    return made


# Places


def _word(copy: Copy) -> etree._Element:
    return word_alone(copy.paragraph("shall be integrated"), "integrated")


def of_a_word(copy: Copy, looks: etree._Element) -> None:
    _word(copy).insert(0, looks)


def of_a_word_by_its_style(copy: Copy, looks: etree._Element) -> None:
    styles = etree.fromstring(copy.parts["word/styles.xml"])
    style = etree.SubElement(styles, w("style"), {w("type"): "character", w("styleId"): "Own"})
    style.append(looks)
    copy.parts["word/styles.xml"] = etree.tostring(styles)
    of_a_word(copy, _properties(of("rStyle", val("Own"))))


def _properties(*inside: etree._Element) -> etree._Element:
    made = etree.Element(w("rPr"))
    made.extend(inside)
    return made


def of_a_number_by_its_level(copy: Copy, looks: etree._Element) -> None:
    lists = etree.fromstring(copy.parts["word/numbering.xml"])
    for level in lists.iter(w("lvl")):
        level.append(deepcopy(looks))
    copy.parts["word/numbering.xml"] = etree.tostring(lists)


def of_a_number_by_the_end(copy: Copy, looks: etree._Element) -> None:
    copy.paragraph("shall be integrated").find(w("pPr")).append(looks)


def of_a_letter_that_counts(copy: Copy, looks: etree._Element) -> None:
    style = w("pStyle")
    first = next(each for each in copy.root.iter(style) if each.get(w("val")) == "MOUSubclause")
    first.getparent().append(looks)


def of_a_result(copy: Copy, looks: etree._Element) -> None:
    word = _word(copy)
    made = etree.Element(w("fldSimple"), {w("instr"): ' HYPERLINK "https://example.org" '})
    word.addprevious(made)
    made.append(word)
    word.insert(0, looks)


def of_a_sign(copy: Copy, looks: etree._Element) -> None:
    word = _word(copy)
    text = word.find(w("t"))
    sign = etree.Element(w("sym"), {w("font"): "Arial", w("char"): f"{ord(text.text[0]):04X}"})
    text.text = text.text[1:]
    before = etree.Element(w("r"))
    word.addprevious(before)
    before.extend((looks, sign))


def of_a_control(copy: Copy, looks: etree._Element) -> None:
    word = _word(copy)
    control = etree.Element(w("sdt"))
    etree.SubElement(etree.SubElement(control, w("sdtPr")), w("showingPlcHdr"))
    word.addprevious(control)
    etree.SubElement(control, w("sdtContent")).append(word)
    word.insert(0, looks)


def of_a_cell(copy: Copy, looks: etree._Element) -> None:
    for each in next(copy.root.iter(w("tbl"))).iter(w("r")):
        own = each.find(w("rPr"))
        if own is not None:
            each.remove(own)
        each.insert(0, deepcopy(looks))


def _in_margin(what: str, tag: str) -> Callable[[Copy, etree._Element], None]:
    def edit(copy: Copy, looks: etree._Element) -> None:
        name = next(each for each in copy.parts if each.startswith(f"word/{what}"))
        root = etree.fromstring(copy.parts[name])
        for each in list(root.iter(w(tag))):
            around = each if tag == "r" else each.find(w("r"))
            own = around.find(w("rPr"))
            if own is not None:
                around.remove(own)
            around.insert(0, deepcopy(looks))
        copy.parts[name] = etree.tostring(root)

    return edit


PLACES: dict[str, Callable[[Copy, etree._Element], None]] = {
    "a word": of_a_word,
    "a word, by its style": of_a_word_by_its_style,
    "a number, by its level": of_a_number_by_its_level,
    "a number, by the end of its paragraph": of_a_number_by_the_end,
    "a letter that counts": of_a_letter_that_counts,
    "the result of a field": of_a_result,
    "a sign": of_a_sign,
    "a placeholder": of_a_control,
    "a table": of_a_cell,
    "the header": _in_margin("header", "r"),
    "the footer": _in_margin("footer", "r"),
}
EACH_OUTCOME = ("vanish", "rFonts", "w14:textFill", "vertAlign", "rtl", "spacing")
"""One property for each way in which letters do not print as they are written."""
OF_A_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
"""All properties of a run that the standard has (17.3.2, CT_RPr)."""


def is_told(place: str, looks: etree._Element) -> bool:
    copy = Copy(sent(example("county-and-four-schools.yaml")) if place == "a table" else None)
    PLACES[place](copy, looks)
    return not reviewed(copy.returned()).review.is_untouched


def test_every_property_of_the_standard_has_a_value_here() -> None:
    assert {*CHANGING, *KEEPING, *CAPITALS} >= set(OF_A_RUN.split())


@pytest.mark.parametrize("name", CHANGING)
def test_a_property_that_keeps_a_word_from_being_read_is_told(name: str) -> None:
    assert all(is_told("a word", looks(name, each)) for each in CHANGING[name])


@pytest.mark.parametrize("place", PLACES)
def test_it_is_told_wherever_the_letters_come_from(place: str) -> None:
    missed = [name for name in EACH_OUTCOME if not is_told(place, looks(name, CHANGING[name][0]))]
    assert missed == []


@pytest.mark.parametrize("place", PLACES)
def test_a_property_that_changes_no_word_is_not(place: str) -> None:
    for at in (0, -1):
        assert not is_told(
            place, _properties(*(of(name, each[at]) for name, each in KEEPING.items()))
        )


def test_capitals_are_told_of_a_letter_that_counts_and_of_nothing_else() -> None:
    for name in CAPITALS:
        told = [place for place in PLACES if is_told(place, looks(name, ON))]
        assert told == ["a number, by its level", "a letter that counts"]
