"""Content types and relationships, which hold a package together (ISO/IEC 29500-2, 6.2 and 6.5)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from mou_builder.word import namespaces
from mou_builder.word.names import SOURCE_NAMESPACE
from mou_builder.word.package.core_properties import CORE_PART
from mou_builder.word.package.opening import CONTENT_TYPES, LINKS, MAIN, Package
from mou_builder.word.xml_text import DECLARATION

MAIN_LINKS = "word/_rels/document.xml.rels"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK = f"{namespaces.LINKS}/metadata/core-properties"
COMMENTS_TYPE = f"{_WORD}.comments+xml"
NO_LINKS = f'{DECLARATION}<Relationships xmlns="{namespaces.LINKS}"></Relationships>'
COMMENTS_LINK = f"{namespaces.OFFICE}/comments"
SOURCE_LINK = f"{namespaces.OFFICE}/customXml"
SOURCE_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def content_types(package: Package, gone: frozenset[str]) -> str:
    """The content types of a document: those of its template (also a .dotx), without ``gone``."""
    root = package.read_xml(CONTENT_TYPES)
    for each in list(root):
        name = (each.get("PartName") or "").lstrip("/")
        if name == MAIN:
            each.set("ContentType", f"{_WORD}.document.main+xml")
        if name in gone:
            root.remove(each)
    types = _part_text(root)
    if all(each.get("PartName") != f"/{CORE_PART}" for each in root):
        types = with_type(types, CORE_PART, _CORE_TYPE)
    return types


def with_type(types: str, part: str, kind: str) -> str:
    """The content types with one more part."""
    override = f'PartName="/{part}" ContentType="{kind}"'
    return _with_element(types, f'<Override xmlns="{namespaces.CONTENT_TYPES}" {override}/>')


def package_links(package: Package) -> str:
    """The relationships of the whole package, with one to the core properties."""
    root = package.read_xml(LINKS)
    links = _part_text(root)
    if any(each.get("Type") == _CORE_LINK for each in root):
        return links
    return with_link(links, "mouCore", _CORE_LINK, CORE_PART)


def main_links(package: Package, gone: frozenset[str]) -> str:
    """The relationships of the main part, without those to ``gone``."""
    if MAIN_LINKS not in package.entries:
        return NO_LINKS
    root = package.read_xml(MAIN_LINKS)
    for each in list(root):
        if (each.get("Target") or "").replace("../", "").lstrip("/") in gone:
            root.remove(each)
    return _part_text(root)


def with_link(links: str, id_: str, kind: str, target: str) -> str:
    """The relationships with one more."""
    link = f'<Relationship xmlns="{namespaces.LINKS}" Id="{id_}" Type="{kind}" Target="{target}"/>'
    return _with_element(links, link)


def _part_text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return DECLARATION + text


def _with_element(xml: str, element: str) -> str:
    """The XML with an element added at its end."""
    end = xml.rindex("</")
    return f"{xml[:end]}{element}{xml[end:]}"


def former_source(package: Package) -> frozenset[str]:
    """The parts that a document carries about its making, left over in a template made from it."""
    gone: set[str] = set()
    for name in _custom_items(package.entries):
        if SOURCE_NAMESPACE.encode() in package.read(name):
            number = name.removeprefix("customXml/item").removesuffix(".xml")
            gone |= {
                name,
                f"customXml/itemProps{number}.xml",
                f"customXml/_rels/item{number}.xml.rels",
            }
    return frozenset(gone)


def free_number(package: Package, gone: frozenset[str]) -> int:
    """The first number from 1 that no custom XML part of the template has.

    Names of parts are the same whatever their case (29500-2, 6.2.2.3): some programs write
    ``customXML``.
    """
    taken = {name.casefold() for name in package.entries if name not in gone}
    return next(n for n in count(1) if taken.isdisjoint(_parts_of_item(n)))


def _parts_of_item(number: int) -> tuple[str, str, str]:
    """The names of the parts of a custom XML item, in lower case."""
    name = f"item{number}.xml"
    return f"customxml/{name}", f"customxml/itemprops{number}.xml", f"customxml/_rels/{name}.rels"


def _custom_items(names: Iterable[str]) -> list[str]:
    return [
        name
        for name in sorted(names)
        if name.startswith("customXml/item")
        and name.endswith(".xml")
        and not name.startswith("customXml/itemProps")
    ]
