"""Giving our styles our ids in a template, whatever the language of the Word that saved it.

Word makes the ids of styles from their names in its own language: in a template saved by a German
Word, the style “Title” has the id ``Titel``, though its name in the file is still “Title”.
Agreements refer to styles by id.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from mou_builder.frozen import replace
from mou_builder.patterns import pattern
from mou_builder.word.names import END_STYLE, STYLES, TABLE_STYLES
from mou_builder.word.namespaces import W
from mou_builder.word.package.opening import Package
from mou_builder.word.package.zip_writer import stored
from mou_builder.word.vocabulary import child_value

STYLES_PART = "word/styles.xml"
_OURS = (*STYLES.values(), *TABLE_STYLES, END_STYLE)
_PART_WITH_STYLES = pattern(r"word/[^/]+\.xml")
_NAMING = tuple(
    f"{W}{name}"
    for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink")
)
_VAL, _ID = f"{W}val", f"{W}styleId"


def with_our_ids(package: Package) -> Package:
    """The package, with our ids for all styles that have the names of ours.

    Raises `Refused` for a part that cannot be read.
    """
    if STYLES_PART not in package.entries:
        return package
    renamed = _renamed_ids(package.read_xml(STYLES_PART))
    if not renamed:
        return package
    made = {
        name: stored(name, _with_new_ids(package.read_xml(name), renamed))
        for name in package.entries
        if _PART_WITH_STYLES.fullmatch(name)
    }
    return replace(package, entries={**package.entries, **made})


def _renamed_ids(styles: etree._Element) -> Mapping[str, str]:
    """Our ids, by those that the template has for styles of the same name."""
    ours = {each.casefold(): each for each in _OURS}
    found = {}
    for each in styles.iter(f"{W}style"):
        name = child_value(each, "name").replace(" ", "").casefold()
        if name in ours:
            found[each.get(_ID, "")] = ours[name]
    taken = {each.get(_ID) for each in styles.iter(f"{W}style")}
    return {own: wanted for own, wanted in found.items() if wanted not in taken}


def _with_new_ids(root: etree._Element, renamed: Mapping[str, str]) -> bytes:
    for each in root.iter(*_NAMING):
        each.set(_VAL, renamed.get(each.get(_VAL, ""), each.get(_VAL, "")))
    for each in root.iter(f"{W}style"):
        each.set(_ID, renamed.get(each.get(_ID, ""), each.get(_ID, "")))
    data: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return data
