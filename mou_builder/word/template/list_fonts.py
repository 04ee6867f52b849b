"""The numbers of a template's lists, in the font of the words that they stand before."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from mou_builder.word.template.layout import W, style_of


def with_fonts(numbering: etree._Element, styles: etree._Element) -> bytes:
    """The numbering part, with a font for each level that is bound to a style and names none.

    Word takes the font from the paragraph (ISO/IEC 29500-1, 17.9.24); rdocx takes one of its own.
    """
    for level in numbering.iter(f"{W}lvl"):
        bound = level.find(f"{W}pStyle")
        if bound is None or level.find(f"{W}rPr/{W}rFonts") is not None:
            continue
        fonts = _fonts_of(bound.get(f"{W}val", ""), styles)
        if fonts is not None:
            _properties(level).insert(0, deepcopy(fonts))
    data: bytes = etree.tostring(numbering, encoding="UTF-8", standalone=True)
    return data


def _properties(level: etree._Element) -> etree._Element:
    found = level.find(f"{W}rPr")
    if found is not None:
        return found
    return etree.SubElement(level, f"{W}rPr")  # the last of a level's children, by the schema


def _fonts_of(style_id: str, styles: etree._Element) -> etree._Element | None:
    """The fonts that a style names, itself or by those that it is based on."""
    seen: set[str] = set()
    while style_id not in seen and (style := style_of(styles, style_id)) is not None:
        seen.add(style_id)
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            return fonts
        parent = style.find(f"{W}basedOn")
        style_id = "" if parent is None else parent.get(f"{W}val", "")
    return styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
