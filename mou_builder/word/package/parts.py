"""The parts of a document, found by relationships and not by names.

The name of a part means nothing (ISO/IEC 29500-2, 6.5): the relationships of the package lead to
the main part, and those of the main part to headers, styles and notes. Names are compared without
regard to case, and the target of a relationship may be percent-encoded.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from mou_builder.frozen import dataclass
from mou_builder.word.namespaces import OFFICE
from mou_builder.word.package.opening import CONTENT_TYPES, LINKS, Package, hostile, not_docx
from mou_builder.word.vocabulary import names

MOST_LINKS = 2_000
_OWNERS = (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
_STANDARD = {
    each.casefold(): each
    for each in names(
        """
        officeDocument styles numbering settings fontTable theme header footer footnotes endnotes
        image
        """
    )
}
"""The kinds of parts that are printed, by their names in small letters."""
_OFFICE_DOCUMENT = "officedocument"


@dataclass(frozen=True)
class Link:
    """A relationship: its id, the last word of its type, and the part that it leads to.

    ``target`` is the name of the part as the package has it, "" if it is missing; ``wanted`` is its
    name as the relationship has it. An ``external`` relationship leads out of the file, to no part.
    """

    id: str
    kind: str
    target: str
    wanted: str = ""
    external: bool = False


def links_of(package: Package, part: str) -> tuple[Link, ...]:
    """The relationships of a part, or, for "", those of the package.

    Raises `Refused` (MOU401, MOU402).
    """
    folder, _, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".lstrip("/") if part else LINKS
    names = PartNames(package.entries)
    found = names.of(where)
    if not found:
        return ()
    root = package.read_xml(found)
    if len(root) > MOST_LINKS:
        raise hostile(package.file, f"its part “{found}” is full")
    links = tuple(_link(each, folder, names) for each in root if isinstance(each.tag, str))
    if len({each.id for each in links}) < len(links):
        raise hostile(package.file, f"its part “{found}” has two relationships of one id")
    return links


def _link(element: etree._Element, folder: str, names: PartNames) -> Link:
    wanted = _target_name(folder, str(element.get("Target", "")))
    is_external = element.get("TargetMode") == "External"
    return Link(
        id=str(element.get("Id", "")),
        kind=_kind(str(element.get("Type", ""))),
        target="" if is_external else names.of(wanted),
        wanted=wanted,
        external=is_external,
    )


def _kind(type_: str) -> str:
    """The kind of a relationship; its whole type if programs do not know it by that."""
    owner, _, name = type_.rpartition("/")
    kind = name.casefold()
    if kind in _STANDARD and (owner not in _OWNERS or name != _STANDARD[kind]):
        return type_
    return kind


@dataclass(frozen=True)
class PartNames:
    """The names of a package's parts, found without regard to case."""

    names: Iterable[str]

    @cached_property
    def _by_case(self) -> dict[str, str]:
        return {each.casefold(): each for each in self.names}

    def of(self, name: str) -> str:
        """The name as the package has it, "" if it has none."""
        return self._by_case.get(name.casefold(), "")


def _target_name(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


class ContentTypes:
    """The types of the contents of parts, by ``[Content_Types].xml``; in small letters."""

    def __init__(self, package: Package) -> None:
        self._found: dict[str, str] = {}
        for each in package.read_xml(CONTENT_TYPES):
            name = str(each.get("PartName") or f"*.{each.get('Extension', '')}")
            given = str(each.get("ContentType", "")).casefold()
            known = self._found.setdefault(name.casefold(), given)
            if known != given:  # of two types, no program is sure to read one
                self._found[name.casefold()] = ""

    def of(self, part: str) -> str:
        """The type of a part, or that of all that end as its name does; "" if there is none."""
        end = posixpath.splitext(part)[1]
        found = self._found.get(f"/{part}".casefold())
        return self._found.get(f"*{end}".casefold(), "") if found is None else found


def main_part(package: Package) -> str:
    """The name of the part that is the document.

    Raises `Refused` (MOU401) if there is none, or more than one, of which each program may show
    another.
    """
    found = [each for each in links_of(package, "") if each.kind == _OFFICE_DOCUMENT]
    if len(found) == 1 and found[0].target:
        return found[0].target
    why = "it has more than one main part" if len(found) > 1 else "it has no main part"
    raise not_docx(package.file, why)
