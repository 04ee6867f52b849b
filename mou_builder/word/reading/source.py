"""What made a document, read back from its custom XML part (`word.writing.source_part`)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from lxml import etree

from mou_builder.review.returned_copy import MadeFrom
from mou_builder.word.names import SOURCE_NAMESPACE
from mou_builder.word.package.opening import Package
from mou_builder.word.writing.source_part import words_digest

_ITEM = re.compile(r"customXml/item\d+\.xml", re.IGNORECASE)
_S = f"{{{SOURCE_NAMESPACE}}}"
_MOST_CONFIG = 2_000_000


def read_source(package: Package) -> MadeFrom | None:
    """Return what the document says made it, None where it does not say.

    Raises `Refused` (MOU401, MOU402) for a part that is damaged or hostile.
    """
    for name in sorted(package.entries):
        if _ITEM.fullmatch(name) and SOURCE_NAMESPACE.encode() in package.read(name):
            root = package.read_xml(name)
            if root.tag == f"{_S}source":
                return _source(root)
    return None


def _source(root: etree._Element) -> MadeFrom:
    config = root.find(f"{_S}config")
    raw, is_intact = b"", False
    if config is not None:
        raw, is_intact = _config(config)
    words = [each for each in root if each.tag == f"{_S}words"]
    return MadeFrom(
        config_name=_attribute(config, "name"),
        config=raw,
        program=_attribute(root, "program"),
        model=_attribute(root, "model"),
        version=_attribute(root, "version"),
        library=_attribute(root, "library"),
        is_intact=is_intact,
        digests={_attribute(each, "of"): _attribute(each, "sha256") for each in words},
        were={_attribute(each, "of"): each.get("was", "") for each in words if each.get("was")},
        digest=words_digest,
    )


def _config(element: etree._Element) -> tuple[bytes, bool]:
    text = "".join((element.text or "").split())
    if len(text) > _MOST_CONFIG:
        return b"", False
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b"", False
    return raw, hashlib.sha256(raw).hexdigest() == _attribute(element, "sha256")


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else str(element.get(name, ""))
