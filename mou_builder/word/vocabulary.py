"""Elements and attributes of WordprocessingML, found by their names without namespaces."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from mou_builder.agreement.document import Kind
from mou_builder.patterns import pattern
from mou_builder.word.names import STYLES
from mou_builder.word.namespaces import COMPATIBILITY, DRAWING, OFFICE, WORD, W

# Transitional and strict documents have the same names in two namespaces (ISO/IEC 29500-4, -1).
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BOTH_EDITIONS = (WORD, _STRICT)
"""The namespaces of the two editions: no document has elements of both."""
_STRICT_ATTRIBUTE = f"{{{_STRICT}}}"
_MATH = pattern(r".*/math")
_RELATIONS = (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PARAGRAPH_ID = f"{{{WORD_2010}}}paraId"

_KINDS = {style.casefold(): kind for kind, style in STYLES.items()}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PREFIXES = {
    WORD: "",
    _STRICT: "",
    COMPATIBILITY: "mc:",
    WORD_2010: "w14:",
    WORD_2012.strip("{}"): "w15:",
    **dict.fromkeys(_RELATIONS, "r:"),
    DRAWING: "a:",
    "http://purl.oclc.org/ooxml/drawingml/main": "a:",
    "urn:schemas-microsoft-com:vml": "v:",
}
_names: dict[object, str] = {}
"""The names found so far, by tag: reading does nothing more often than to ask for one."""
_MOST_NAMES = 4096


def names(text: str) -> frozenset[str]:
    """Return the names in a text, which white space separates, as a set."""
    return frozenset(text.split())


def name_of(element: etree._Element) -> str:
    """Return the local name of an element of WordprocessingML; any other has a prefix (``mc:``).

    The prefix of unknown namespaces is ``?:``. Comments and instructions of XML have the name "".
    """
    tag = element.tag
    name = _names.get(tag)
    return _remembered(tag) if name is None else name


def _remembered(tag: object) -> str:
    if len(_names) >= _MOST_NAMES:
        _names.clear()
    # A comment or processing instruction of XML has a function in place of a tag.
    _names[tag] = name = _name(tag) if isinstance(tag, str) else ""
    return name


def _name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    namespace = namespace.removeprefix("{")
    if namespace in _PREFIXES:
        return f"{_PREFIXES[namespace]}{name}"
    return f"m:{name}" if _MATH.fullmatch(namespace) else f"?:{name}"


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    return name_of(element).rpartition(":")[2]


def value(element: etree._Element, attribute: str = "val") -> str:
    """Return a ``w:`` attribute, or ""."""
    found = element.get(W + attribute)
    if found is None:
        found = element.get(_STRICT_ATTRIBUTE + attribute)
    return "" if found is None else str(found)


def children(element: etree._Element | None) -> Iterable[etree._Element]:
    """Return the elements inside an element; none for None."""
    return () if element is None else element


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of local names, or None."""
    for wanted in path:
        if element is None:
            return None
        for each in element:
            if (_names.get(each.tag) or name_of(each)) == wanted:
                element = each
                break
        else:
            return None
    return element


def child_value(element: etree._Element | None, *path: str) -> str:
    """Return the ``w:val`` of the element at a path, or ""."""
    found = child(element, *path)
    return value(found) if found is not None else ""


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Tell whether the on/off property at a path is there and on (ISO/IEC 29500-1, 17.17.4)."""
    found = child(element, *path)
    return found is not None and means_on(value(found))


def means_on(text: str) -> bool:
    """Tell whether the value of an on/off property means on; "" for no value does."""
    return text not in ("0", "false", "off")


def relation(element: etree._Element, attribute: str = "id") -> str:
    """Return an ``r:`` attribute, the id of a relationship, or ""."""
    for namespace in _RELATIONS:
        found = element.get(f"{{{namespace}}}{attribute}")
        if found is not None:
            return str(found)
    return ""


def kind_of_style(style: str, name: str) -> Kind | None:
    """Return the kind of paragraph that a style is for, None if it is none of ours.

    It is known by its id or, because editors change ids, by its name.
    """
    bare = "".join(name.split()).casefold()
    return _KINDS.get(style.casefold()) or _KINDS.get(bare)


def is_preserved(element: etree._Element) -> bool:
    """Tell whether the white space around the words of an element counts (XML 1.0, 2.10)."""
    above: etree._Element | None = element
    while above is not None:
        if said := above.get(_SPACE):
            return bool(said == "preserve")
        above = above.getparent()
    return False
