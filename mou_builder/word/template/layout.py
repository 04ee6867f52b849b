"""What a renderer must know of a template's looks: widths, indents and tab stops."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.word.names import SIGNATURE_STYLE, STYLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Layout:
    """Measures in twentieths of a point.

    ``text_width`` is that between the margins, ``clause_indent`` where the words of a clause start.
    ``label_stops`` are the tab stops of a line to sign that draw no rule: a label ends there.
    """

    text_width: int = 9360
    clause_indent: int = 540
    label_stops: tuple[int, ...] = ()


def layout_of(document: etree._Element, styles: etree._Element) -> Layout:
    """Read the layout from a template's main part and its styles."""
    clause = style_of(styles, STYLES[Kind.CLAUSE])
    indent = None if clause is None else clause.find(f"{W}pPr/{W}ind")
    signature = style_of(styles, SIGNATURE_STYLE)
    stops = [] if signature is None else signature.findall(f"{W}pPr/{W}tabs/{W}tab")
    return Layout(
        _text_width(document),
        _number(indent, "left", _number(indent, "start", 0)),
        tuple(
            _number(stop, "pos", 0)
            for stop in stops
            if stop.get(f"{W}val") != "clear" and stop.get(f"{W}leader", "none") == "none"
        ),
    )


def _text_width(document: etree._Element) -> int:
    section = document.find(f"{W}body/{W}sectPr")
    page = None if section is None else section.find(f"{W}pgSz")
    margins = None if section is None else section.find(f"{W}pgMar")
    sides = _number(margins, "left", 1440) + _number(margins, "right", 1440)
    return max(_number(page, "w", 12240) - sides, 1440)


def style_of(styles: etree._Element, style_id: str) -> etree._Element | None:
    """The definition of a style, or None."""
    return next(
        (each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == style_id), None
    )


def _number(element: etree._Element | None, name: str, otherwise: int) -> int:
    """A measure; Word itself writes whole numbers, other programs now and then a fraction."""
    value = None if element is None else element.get(f"{W}{name}")
    try:
        return otherwise if value is None else round(float(value))
    except ValueError:
        return otherwise
