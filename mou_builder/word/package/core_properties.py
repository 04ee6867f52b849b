"""The properties of a document: its title, language and dates (ISO/IEC 29500-2, clause 11)."""

from __future__ import annotations

from datetime import datetime

from mou_builder.word.package.opening import Package
from mou_builder.word.template.tags import has_tags
from mou_builder.word.xml_text import DECLARATION, escaped, timestamp

CORE_PART = "docProps/core.xml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_KEPT = {
    f"{{{_CORE}}}category": "cp:category",
    f"{{{_CORE}}}keywords": "cp:keywords",
    f"{{{_DC}}}creator": "dc:creator",
    f"{{{_DC}}}description": "dc:description",
    f"{{{_DC}}}subject": "dc:subject",
}


def kept_properties(package: Package) -> str:
    """The properties that documents take from their template, as XML: author, subject, keywords.

    Title, language and dates, and who saved the template last, are the template's own.
    """
    if CORE_PART not in package.entries:
        return ""
    found = package.read_xml(CORE_PART)
    texts = {each.tag: each.text or "" for each in found if isinstance(each.tag, str)}
    return "".join(
        f"<{name}>{escaped(texts[tag])}</{name}>"
        for tag, name in _KEPT.items()
        if texts.get(tag) and not has_tags(texts[tag])
    )


def core_xml(kept: str, title: str, language: str, made: datetime | None) -> str:
    """The part with a document's properties; it has no dates if ``made`` is None."""
    moment = timestamp(made) if made else ""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
        if moment
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}" '
        f'xmlns:dcterms="{_TERMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:language>{escaped(language)}</dc:language>"
        f"{kept}{dates}</cp:coreProperties>"
    )
