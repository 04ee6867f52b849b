"""What elements of a document have inside: rows and cells, text, and forms to choose from."""

from __future__ import annotations

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.word.reading.history import DELETES, INSERTS
from mou_builder.word.reading.looks.cascade import signature
from mou_builder.word.reading.vocabulary import name_of

_KNOWN_CHOICES = pattern(r"http://schemas\.(microsoft|openxmlformats)\.(com|org)/.*")
AROUND_ROWS = ("sdt", "sdtContent", "customXml", *INSERTS, *DELETES)
"""What may stand around rows and cells."""


def flattened(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Return rows or cells, also where content controls or custom XML are around them."""
    found: list[etree._Element] = []
    for each in element:
        name = name_of(each)
        if name == wanted:
            found.append(each)
        elif name in AROUND_ROWS:
            found += flattened(each, wanted)
    return found


def all_text(element: etree._Element) -> str:
    """Return the letters in an element, whoever sees them."""
    return "".join(each.text or "" for each in element.iter() if name_of(each) in ("t", "m:t"))


def text_as_it_looks(element: etree._Element) -> tuple[object, ...]:
    """Return the words of one of several forms, with the properties that they are given there."""
    return tuple(
        each.text or "" if name_of(each) in ("t", "m:t") else (name_of(each), *signature(each))
        for each in element.iter()
        if name_of(each) in ("t", "m:t", "rPr", "pPr") and (len(each) or each.text)
    )


def is_understood(form: etree._Element) -> bool:
    """Tell whether Word knows what a form of `mc:AlternateContent` requires."""
    wanted = str(form.get("Requires", "")).split()
    return all(_KNOWN_CHOICES.fullmatch(form.nsmap.get(each, "")) for each in wanted)


def is_text_path(element: etree._Element) -> bool:
    """Tell whether an element draws words along a path."""
    return name_of(element) == "v:textpath"
