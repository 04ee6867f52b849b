"""Paragraph and run properties (ISO/IEC 29500-1, 17.3.1.26 and 17.3.2.28) as values of a look.

What an element sets is read as values by the names of fields; what it does not set is not among
them. So styles can be combined in the order of 17.7.2, where the last one that sets something wins.
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
from mou_builder.word.reading.looks.colours import HIGHLIGHTS
from mou_builder.word.vocabulary import children, is_on, means_on, name_of, value

_TOGGLES = {
    "b": "bold",
    "i": "italic",
    "caps": "caps",
    "smallCaps": "small_caps",
    "strike": "strike",
    "dstrike": "strike",
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
LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_"}
BORDER_STYLES = {
    "single": BorderStyle.SINGLE,
    "thick": BorderStyle.SINGLE,
    "double": BorderStyle.DOUBLE,
    "dotted": BorderStyle.DOTTED,
    "dashed": BorderStyle.DASHED,
    "dashSmallGap": BorderStyle.DASHED,
}
"""The styles of rules by Word's names (17.18.2); all others are drawn as single rules."""
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
"""The space that Word gives a paragraph with automatic spacing, in points."""

Values = dict[str, Any]
"""What some properties set: the values of a look's fields, by name."""


def number(element: etree._Element | None, name: str) -> float | None:
    """A number, or a measure in twentieths of a point; None if there is none that can be read."""
    text = "" if element is None else value(element, name)
    try:
        found = float(text[:-2]) * 20 if text.endswith("pt") else float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e6 else None


def points(element: etree._Element | None, name: str) -> float | None:
    """A measure in twentieths of a point, as points."""
    found = number(element, name)
    return None if found is None else found / 20


def colour(text: str) -> str | None:
    """A color as RRGGBB; None for the automatic one, and for anything else."""
    if len(text) != 6:
        return None
    try:
        int(text, 16)
    except ValueError:
        return None
    return text.upper()


def ground(shading: etree._Element | None) -> str | None:
    """The color of a shading (17.3.5): its fill, or that of a solid pattern."""
    if shading is None:
        return None
    return colour(value(shading, "color" if value(shading) == "solid" else "fill"))


def alignment(name: str) -> Alignment | None:
    """An alignment of lines or at a tab stop (17.18.44, 17.18.84); None for an unknown one."""
    return _ALIGNMENTS.get(name)


def character_values(properties: etree._Element | None, theme: Mapping[str, str]) -> Values:
    """What run properties set; ``theme`` has the fonts of the theme, by their role."""
    values: Values = {}
    for each in children(properties):
        name = name_of(each)
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


_RAISED = {"superscript": 1, "subscript": -1}
_OF_WORDS: dict[str, tuple[str, Callable[[etree._Element], Any]]] = {
    "sz": ("size", lambda each: max(number(each, "val") or 20.0, 1.0) / 2),
    "u": ("underline", lambda each: value(each) not in ("", "none")),
    "color": ("colour", lambda each: colour(value(each))),
    "highlight": ("highlight", lambda each: HIGHLIGHTS.get(value(each))),
    "spacing": ("spacing", lambda each: points(each, "val") or 0.0),
    "kern": ("kerned_from", lambda each: (number(each, "val") or 0.0) / 2),
    "vertAlign": ("raised", lambda each: _RAISED.get(value(each), 0)),
    "vanish": ("hidden", is_on),
}


def _font(element: etree._Element, theme: Mapping[str, str]) -> Values:
    for name in ("ascii", "hAnsi"):
        if font := theme.get(value(element, f"{name}Theme"), value(element, name)):
            return {"font": font}
    return {}


def is_spaced_by_itself(values: Values) -> bool:
    """Tell whether the space above or below a paragraph is automatic (17.3.1.33)."""
    return bool(values.get("before_automatic") or values.get("after_automatic"))


TOGGLES = frozenset(_TOGGLES.values())
"""Values that a character style inverts rather than sets (17.7.3)."""


def character_look(values: Values) -> CharacterLook:
    """The look of words that all these values make."""
    kept = {name: each for name, each in values.items() if name not in ("hidden", "kerned_from")}
    look, kerned_from = CharacterLook(**kept), values.get("kerned_from", 0.0)
    return replace(look, kerned=0 < kerned_from <= look.size)


def paragraph_values(properties: etree._Element | None) -> Values:
    """What paragraph properties set.

    ``tabs`` is a dictionary by position, with None for a cleared stop; ``borders`` is one by side.
    """
    values: Values = {}
    for each in children(properties):
        name = name_of(each)
        if name in _SWITCHES:
            values[_SWITCHES[name]] = is_on(each)
        elif name in _OF_PARAGRAPHS:
            values |= _OF_PARAGRAPHS[name](each)
    return values


def _outline(element: etree._Element) -> Values:
    level = number(element, "val")
    return {"outline": int(level) + 1 if level is not None and 0 <= level < 9 else 0}


def _justification(element: etree._Element) -> Values:
    found = alignment(value(element))
    return {"alignment": found} if found else {}


def over(below: Values, above: Values) -> Values:
    """The values of two layers: those above win, for each tab stop and border by itself."""
    merged = below | above
    for name in ("tabs", "borders"):
        if name in below and name in above:
            merged[name] = below[name] | above[name]
    return merged


def paragraph_look(values: Values) -> ParagraphLook:
    """The look of a paragraph that all these values make."""
    plain = {name: each for name, each in values.items() if name not in _NOT_FIELDS}
    stops = values.get("tabs", {})
    return ParagraphLook(
        **plain,
        tabs=tuple(stops[at] for at in sorted(stops) if stops[at] is not None),
        borders=Borders(**values.get("borders", {})),
    )


_NOT_FIELDS = frozenset(
    {"tabs", "borders", "outline", "unhyphenated", "before_automatic", "after_automatic"}
)


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
        is_automatic = means_on(value(element, f"{name}Autospacing") or "0")
        if is_automatic:
            values[name] = _AUTOMATIC_SPACE
        elif (found := points(element, name)) is not None:
            values[name] = max(found, 0.0)
        if name in values:
            values[f"{name}_automatic"] = is_automatic
    line = number(element, "line")
    if line is not None and line > 0:
        match value(element, "lineRule"):
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
        kind = value(each)
        if position is None or kind == "bar":
            continue
        if kind == "clear":
            stops[position] = None
        else:
            leader = LEADERS.get(value(each, "leader"), "")
            stops[position] = TabStop(position, alignment(kind) or Alignment.LEFT, leader)
    return stops


def border_values(element: etree._Element | None) -> Values:
    """The borders that an element sets, by side; None for one that it removes."""
    return {
        _SIDES[name]: _border(each)
        for each in children(element)
        if (name := name_of(each)) in _SIDES
    }


def _border(element: etree._Element) -> Border | None:
    kind = value(element)
    if kind in ("", "none", "nil"):
        return None
    width = number(element, "sz")
    in_eighths = 4.0 if width is None else max(width, 2.0)
    return Border(
        width=in_eighths / (4 if kind == "thick" else 8),  # a thick rule is twice as thick
        colour=colour(value(element, "color")),
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
