"""What made a document, according to its custom XML part (see `word.writing.source_part`)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import CarriedTemplate, MadeFrom
from mou_builder.word.names import SOURCE_NAMESPACE
from mou_builder.word.package.opening import Package
from mou_builder.word.writing.source_part import words_digest

_ITEM = pattern(r"customXml/item\d+\.xml", re.IGNORECASE)
_S = f"{{{SOURCE_NAMESPACE}}}"
_MOST_CARRIED = 2_000_000
"""The most characters in base64 that are decoded of a carried config or template."""


def read_source(package: Package) -> MadeFrom | None:
    """Return what the document says made it, None if it does not say.

    Raises `Refused` (MOU401, MOU402) for a part that is damaged or hostile.
    """
    for name in sorted(package.entries):
        if _ITEM.fullmatch(name) and SOURCE_NAMESPACE.encode() in package.read(name):
            root = package.read_xml(name)
            if root.tag == f"{_S}source":
                return _made_from(root)
    return None


def _made_from(root: etree._Element) -> MadeFrom:
    raw, name, is_intact = _carried_config(root.find(f"{_S}config"))
    before, before_name, _ = _carried_config(root.find(f"{_S}before"))
    words = [each for each in root if each.tag == f"{_S}words"]
    return MadeFrom(
        config_name=name,
        config=raw,
        program=_attribute(root, "program"),
        model=_attribute(root, "model"),
        version=_attribute(root, "version"),
        library=_attribute(root, "library"),
        is_intact=is_intact,
        before_name=before_name,
        before=before,
        digests={_attribute(each, "of"): _attribute(each, "sha256") for each in words},
        digest=words_digest,
        template=_carried_template(root.find(f"{_S}template")),
        paper=_attribute(root, "paper"),
    )


def _carried_config(element: etree._Element | None) -> tuple[bytes, str, bool]:
    raw = _decoded_text(element)
    is_intact = bool(raw) and hashlib.sha256(raw).hexdigest() == _attribute(element, "sha256")
    return raw, _attribute(element, "name"), is_intact


def _carried_template(element: etree._Element | None) -> CarriedTemplate | None:
    if element is None:
        return None
    pictures = {_attribute(each, "name"): _attribute(each, "sha256") for each in element}
    return CarriedTemplate(_attribute(element, "sha256"), _decoded_text(element), pictures)


def _decoded_text(element: etree._Element | None) -> bytes:
    text = "".join((element.text or "").split()) if element is not None else ""
    if len(text) > _MOST_CARRIED:
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name, ""))
