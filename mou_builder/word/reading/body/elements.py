"""What elements contain: rows and cells, text, and alternative forms."""

from __future__ import annotations

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.word.reading.history import DELETES, INSERTS
from mou_builder.word.reading.looks.cascade import signature
from mou_builder.word.vocabulary import name_of

_KNOWN_CHOICES = pattern(r"http://schemas\.(microsoft|openxmlformats)\.(com|org)/.*")
_PICTURES = ("drawing", "pict", "object")
AROUND_ROWS = ("sdt", "sdtContent", "customXml", *INSERTS, *DELETES)
"""Elements that may wrap rows and cells."""


def flattened(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Return the rows or cells of an element, also those inside wrappers (`AROUND_ROWS`)."""
    found: list[etree._Element] = []
    for each in element:
        name = name_of(each)
        if name == wanted:
            found.append(each)
        elif name in AROUND_ROWS:
            found += flattened(each, wanted)
    return found


def all_text(element: etree._Element) -> str:
    """Return the text in an element, visible or not."""
    return "".join(each.text or "" for each in element.iter() if name_of(each) in ("t", "m:t"))


def text_as_it_looks(element: etree._Element) -> tuple[object, ...]:
    """Return the words of an alternative form, with the properties that they have there.

    A form that is no picture counts as a whole: its words may be hidden there by all that can.
    """
    if not all(name_of(each) in _PICTURES for each in element):
        return tuple(etree.tostring(each, method="c14n") for each in element)
    return tuple(
        each.text or "" if name_of(each) in ("t", "m:t") else (name_of(each), *signature(each))
        for each in element.iter()
        if name_of(each) in ("t", "m:t", "rPr", "pPr") and (len(each) or each.text)
    )


def is_understood(form: etree._Element) -> bool:
    """Tell whether Word knows the namespaces that a form of ``mc:AlternateContent`` requires."""
    wanted = str(form.get("Requires", "")).split()
    return all(_KNOWN_CHOICES.fullmatch(form.nsmap.get(each, "")) for each in wanted)


def is_text_path(element: etree._Element) -> bool:
    """Tell whether an element draws words along a path."""
    return name_of(element) == "v:textpath"
