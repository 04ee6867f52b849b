"""The names of WordprocessingML that reading needs, and small ways of asking for them."""

from __future__ import annotations

import re

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.word.names import STYLES

# Transitional and strict documents have the same names in two namespaces (ISO/IEC 29500-4, -1).
_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = re.compile(r"\{[^}]*/math\}")
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PARAGRAPH_ID = f"{{{_WORD_2010}}}paraId"

_KINDS = {style.casefold(): kind for kind, style in STYLES.items()}


def name_of(element: etree._Element) -> str:
    """Return the local name of a WordprocessingML element; others keep a prefix, or are ""."""
    tag = element.tag
    if not isinstance(tag, str):  # a comment or processing instruction of XML
        return ""
    if tag.startswith((f"{{{_TRANSITIONAL}}}", f"{{{_STRICT}}}")):
        return tag.partition("}")[2]
    if tag.startswith(f"{{{_COMPATIBILITY}}}"):
        return f"mc:{tag.partition('}')[2]}"
    if _MATH.match(tag):
        return f"m:{tag.partition('}')[2]}"
    return f"?:{tag.partition('}')[2]}"


def value(element: etree._Element, attribute: str = "val") -> str:
    """Return a ``w:`` attribute, or ""."""
    for namespace in (_TRANSITIONAL, _STRICT):
        found = element.get(f"{{{namespace}}}{attribute}")
        if found is not None:
            return str(found)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of local names, or None."""
    for wanted in path:
        if element is None:
            return None
        element = next((each for each in element if name_of(each) == wanted), None)
    return element


def child_value(element: etree._Element | None, *path: str) -> str:
    """Return the ``w:val`` of the element at a path, or ""."""
    found = child(element, *path)
    return value(found) if found is not None else ""


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Tell whether a property that is either on or off is on (ISO/IEC 29500-1, 17.17.4)."""
    found = child(element, *path)
    return found is not None and value(found) not in ("0", "false", "off")


def kind_of_style(style: str, name: str) -> Kind | None:
    """Return the kind that a style stands for, by its id or, where an editor made new ids, name."""
    bare = "".join(name.split()).casefold()
    return _KINDS.get(style.casefold()) or _KINDS.get(bare)
