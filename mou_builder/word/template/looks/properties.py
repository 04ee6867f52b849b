"""Paragraph and run properties (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28) as values of a look.

What an element sets is read as a few values by name; what it leaves open stays as it was. So styles
can be laid over one another in the order of 17.7.2, and the last that says something wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from mou_builder.frozen import replace
from mou_builder.word.look import (
    Alignment,
    Border,
    Borders,
    BorderStyle,
    CharacterLook,
    LineRule,
    LineSpacing,
    ParagraphLook,
    TabStop,
)
from mou_builder.word.namespaces import W

VAL = f"{W}val"
_OFF = frozenset({"0", "false", "off"})
_TOGGLES = {
    "b": "bold",
    "i": "italic",
    "caps": "caps",
    "smallCaps": "small_caps",
    "strike": "strike",
    "dstrike": "strike",
}
_HIGHLIGHTS = {
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
    "black": "000000",
    "white": "FFFFFF",
}
_ALIGNMENTS = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "center": Alignment.CENTER,
    "both": Alignment.JUSTIFY,
    "distribute": Alignment.JUSTIFY,
    "decimal": Alignment.DECIMAL,
    "num": Alignment.LEFT,
}
_LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_"}
BORDER_STYLES = {
    "single": BorderStyle.SINGLE,
    "thick": BorderStyle.SINGLE,
    "double": BorderStyle.DOUBLE,
    "dotted": BorderStyle.DOTTED,
    "dashed": BorderStyle.DASHED,
    "dashSmallGap": BorderStyle.DASHED,
}
"""Rules by Word's names of them; every other kind is drawn as a single one."""
_SIDES = {
    "top": "top",
    "left": "left",
    "start": "left",
    "bottom": "bottom",
    "right": "right",
    "end": "right",
    "between": "between_rows",
    "insideH": "between_rows",
    "insideV": "between_columns",
}
_AUTOMATIC_SPACE = 14.0
"""The space of a paragraph whose space is left to the program, in Word (points)."""

Values = dict[str, Any]
"""What some properties set: fields of a look by name, and the values to give them."""


def number(element: etree._Element | None, name: str) -> float | None:
    """A measure as the file has it; None where there is none that can be read."""
    value = None if element is None else element.get(f"{W}{name}")
    if value is None:
        return None
    try:
        found = float(value[:-2]) * 20 if value.endswith("pt") else float(value)
    except ValueError:
        return None
    return found if abs(found) < 1e6 else None


def points(element: etree._Element | None, name: str) -> float | None:
    """A measure in twentieths of a point, as points."""
    found = number(element, name)
    return None if found is None else found / 20


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a property that is on or off is there and on (17.17.4)."""
    return element is not None and element.get(VAL, "1") not in _OFF


def colour(value: str | None) -> str | None:
    """A colour as RRGGBB; None for the automatic one, and for what is none."""
    if value is None or len(value) != 6:
        return None
    try:
        int(value, 16)
    except ValueError:
        return None
    return value.upper()


def ground(shading: etree._Element | None) -> str | None:
    """The colour of a ground (17.3.5); a pattern is read as its foreground where it is solid."""
    if shading is None:
        return None
    name = "color" if shading.get(VAL) == "solid" else "fill"
    return colour(shading.get(f"{W}{name}"))


def alignment(value: str | None) -> Alignment | None:
    """How lines or words at a tab stop lie; None for what is no alignment."""
    return _ALIGNMENTS.get(value or "")


def character_values(properties: etree._Element | None, theme: Mapping[str, str]) -> Values:
    """What run properties set; ``theme`` has the fonts that a theme names, by their role."""
    values: Values = {}
    for each in () if properties is None else properties:
        name = _local(each)
        if name in _TOGGLES:
            values[_TOGGLES[name]] = is_on(each)
        elif name == "rFonts":
            values |= _font(each, theme)
        elif name == "shd":
            values.setdefault("highlight", ground(each))
        elif name in _OF_WORDS:
            field, read = _OF_WORDS[name]
            values[field] = read(each)
    return values


def _size(element: etree._Element) -> float:
    """A size, given in half points."""
    return max(number(element, "val") or 20.0, 1.0) / 2


_RAISED = {"superscript": 1, "subscript": -1}
_OF_WORDS: dict[str, tuple[str, Callable[[etree._Element], Any]]] = {
    "sz": ("size", _size),
    "u": ("underline", lambda each: each.get(VAL, "none") != "none"),
    "color": ("colour", lambda each: colour(each.get(VAL))),
    "highlight": ("highlight", lambda each: _HIGHLIGHTS.get(each.get(VAL, ""))),
    "spacing": ("spacing", lambda each: points(each, "val") or 0.0),
    "kern": ("kerned_from", lambda each: (number(each, "val") or 0.0) / 2),
    "vertAlign": ("raised", lambda each: _RAISED.get(each.get(VAL, ""), 0)),
    "vanish": ("hidden", is_on),
}


def _font(element: etree._Element, theme: Mapping[str, str]) -> Values:
    for end in ("ascii", "hAnsi"):
        role, font = element.get(f"{W}{end}Theme", ""), element.get(f"{W}{end}")
        if named := theme.get(role, font):
            return {"font": named}
    return {}


TOGGLES = frozenset(_TOGGLES.values())
"""Values that a character style turns over rather than sets (17.7.3)."""


def character_look(values: Values) -> CharacterLook:
    """The look of words that all these values make."""
    kept = {name: each for name, each in values.items() if name not in ("hidden", "kerned_from")}
    look, kerned_from = CharacterLook(**kept), values.get("kerned_from", 0.0)
    return replace(look, kerned=0 < kerned_from <= look.size)


def paragraph_values(properties: etree._Element | None) -> Values:
    """What paragraph properties set.

    ``tabs`` are a dictionary by position, None where a stop is cleared; ``borders`` likewise by
    side.
    """
    values: Values = {}
    for each in () if properties is None else properties:
        name = _local(each)
        if name in _SWITCHES:
            values[_SWITCHES[name]] = is_on(each)
        elif name in _OF_PARAGRAPHS:
            values |= _OF_PARAGRAPHS[name](each)
    return values


def _outline(element: etree._Element) -> Values:
    level = number(element, "val")
    return {"outline": int(level) + 1 if level is not None and 0 <= level < 9 else 0}


def _justification(element: etree._Element) -> Values:
    found = alignment(element.get(VAL))
    return {"alignment": found} if found else {}


def over(below: Values, above: Values) -> Values:
    """The values of two layers: those above win; tab stops and borders each on their own."""
    merged = below | above
    for name in ("tabs", "borders"):
        if name in below and name in above:
            merged[name] = below[name] | above[name]
    return merged


def paragraph_look(values: Values) -> ParagraphLook:
    """The look of a paragraph that all these values make."""
    plain = {name: each for name, each in values.items() if name not in _APART}
    stops = values.get("tabs", {})
    return ParagraphLook(
        **plain,
        tabs=tuple(stops[at] for at in sorted(stops) if stops[at] is not None),
        borders=Borders(**values.get("borders", {})),
    )


_APART = frozenset({"tabs", "borders", "outline", "unhyphenated"})


def _indents(element: etree._Element) -> Values:
    values: Values = {}
    for field, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        for name in names:
            if (found := points(element, name)) is not None:
                values[field] = found
    if (first := points(element, "firstLine")) is not None:
        values["first_line"] = first
    if hanging := points(element, "hanging"):
        values["first_line"] = -hanging
    elif hanging is not None and "first_line" not in values:
        values["first_line"] = 0.0
    return values


def _spaces(element: etree._Element) -> Values:
    values: Values = {}
    for name in ("before", "after"):
        if element.get(f"{W}{name}Autospacing", "0") not in _OFF:
            values[name] = _AUTOMATIC_SPACE
        elif (found := points(element, name)) is not None:
            values[name] = max(found, 0.0)
    line = number(element, "line")
    if line is not None and line > 0:
        match element.get(f"{W}lineRule", "auto"):
            case "exact":
                values["line"] = LineSpacing(LineRule.EXACTLY, line / 20)
            case "atLeast":
                values["line"] = LineSpacing(LineRule.AT_LEAST, line / 20)
            case _:
                values["line"] = LineSpacing(LineRule.MULTIPLE, line / 240)
    return values


def _stops(element: etree._Element) -> dict[float, TabStop | None]:
    stops: dict[float, TabStop | None] = {}
    for each in element:
        position = points(each, "pos")
        kind = each.get(VAL)
        if position is None or kind == "bar":
            continue
        if kind == "clear":
            stops[position] = None
        else:
            leader = _LEADERS.get(each.get(f"{W}leader", ""), "")
            stops[position] = TabStop(position, alignment(kind) or Alignment.LEFT, leader)
    return stops


def border_values(element: etree._Element | None) -> Values:
    """The borders that an element sets, by side; None where it takes one away."""
    values: Values = {}
    for each in () if element is None else element:
        side = _SIDES.get(_local(each))
        if side is not None:
            values[side] = _border(each)
    return values


def _border(element: etree._Element) -> Border | None:
    kind = element.get(VAL, "none")
    if kind in ("none", "nil"):
        return None
    width = number(element, "sz")
    return Border(
        width=(4.0 if width is None else max(width, 2.0)) / 8,
        colour=colour(element.get(f"{W}color")),
        space=number(element, "space") or 0.0,
        style=BORDER_STYLES.get(kind, BorderStyle.SINGLE),
    )


_SWITCHES = {
    "contextualSpacing": "contextual",
    "keepNext": "keep_next",
    "keepLines": "keep_lines",
    "widowControl": "widow_control",
    "pageBreakBefore": "page_break_before",
    "suppressAutoHyphens": "unhyphenated",
}
_OF_PARAGRAPHS: dict[str, Callable[[etree._Element], Values]] = {
    "jc": _justification,
    "ind": _indents,
    "spacing": _spaces,
    "shd": lambda each: {"shading": ground(each)},
    "pBdr": lambda each: {"borders": border_values(each)},
    "tabs": lambda each: {"tabs": _stops(each)},
    "outlineLvl": _outline,
}


def _local(element: etree._Element) -> str:
    """The name of an element of WordprocessingML; "" for any other."""
    tag = element.tag
    return tag[len(W) :] if isinstance(tag, str) and tag.startswith(W) else ""
