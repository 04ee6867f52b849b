"""Lists for clauses that were inserted between others (``17A``): each has a list of its own.

That list looks like the template's, but prints the number of the clause as a text. So the
template's list continues after it, and its sub-clauses begin with their first letter (29500-1,
17.9).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from zlib import crc32

from lxml import etree

from mou_builder.agreement.document import Agreement
from mou_builder.word.namespaces import W
from mou_builder.word.package.opening import parse_xml
from mou_builder.word.template.rules import NUMBERING_PART
from mou_builder.word.vocabulary import child_value, value


def inserted_numbers(agreement: Agreement) -> tuple[str, ...]:
    """The numbers of inserted clauses in an agreement, each once."""
    numbers = (each.number for each in agreement.provisions)
    return tuple(dict.fromkeys(each for each in numbers if isinstance(each, str)))


def with_lists(
    numbering: bytes, list_id: str, numbers: Sequence[str]
) -> tuple[bytes, Mapping[str, int]]:
    """The numbering part with a list for each number, like that of ``list_id``; and their ids."""
    root = parse_xml(numbering, NUMBERING_PART, "")
    shared = {value(each, "abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    lists = {value(each, "numId"): each for each in root.iter(f"{W}num")}
    like = shared[child_value(lists[list_id], "abstractNumId")]
    ids: dict[str, int] = {}
    for number in numbers:
        made = deepcopy(like)
        shared_id, ids[number] = (
            max(int(each) for each in known if each.isdecimal()) + 1 for known in (shared, lists)
        )
        made.set(f"{W}abstractNumId", str(shared_id))
        _set_number(made, number)
        shared[str(shared_id)] = made
        one = etree.Element(f"{W}num", {f"{W}numId": str(ids[number])})
        etree.SubElement(one, f"{W}abstractNumId", {f"{W}val": str(shared_id)})
        lists[str(ids[number])] = one
        root.insert(root.index(next(root.iter(f"{W}num"))), made)
        root.append(one)
    return etree.tostring(root, encoding="UTF-8", standalone=True), ids


def _set_number(made: etree._Element, number: str) -> None:
    """Make a copied list print a number, with identifiers of its own."""
    for name in ("nsid", "tmpl"):
        for each in made.iter(f"{W}{name}"):
            each.set(f"{W}val", f"{crc32(f'{name} {number}'.encode()):08X}")
    for level in made.iter(f"{W}lvl"):
        for each in level.findall(f"{W}pStyle"):
            level.remove(each)
        for each in level.findall(f"{W}lvlText"):
            each.set(f"{W}val", each.get(f"{W}val", "").replace("%1", number))
