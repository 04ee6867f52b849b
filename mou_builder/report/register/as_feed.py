"""The register as a feed (Atom, RFC 4287): each thing that happened is an entry."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from lxml import etree

from mou_builder.record.register import RegisterEntry, RegisterEvent

_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = uuid.UUID("0b7a4d0e-55d1-4d8e-9e8e-2f6a3d7c9b10")
"""The name space of the entries' identifiers (RFC 9562, 5.5); never a new one."""
_MOST = 200


def register_feed(entries: Sequence[RegisterEntry], title: str, url: str, as_of: date) -> bytes:
    """Return the feed, newest first; ``url`` is where the register stands, "" if not known."""
    base = url.rstrip("/")
    feed = etree.Element("feed", nsmap={None: _ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")
    _add_element(feed, "id", base or _identifier(title))
    _add_element(feed, "title", title)
    events = [(each, entry) for entry in entries for each in entry.events]
    events.sort(key=lambda pair: (pair[0].day, pair[1].folder), reverse=True)
    newest = events[0][0].day if events else as_of
    _add_element(feed, "updated", f"{newest.isoformat()}T00:00:00Z")
    _add_element(_add_element(feed, "author"), "name", title)
    if base:
        _add_element(feed, "link", rel="self", href=f"{base}/feed.xml")
        _add_element(feed, "link", rel="alternate", href=f"{base}/index.html")
    for event, entry in events[:_MOST]:
        _add_entry(feed, event, entry, base)
    made: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _add_entry(feed: etree._Element, event: RegisterEvent, entry: RegisterEntry, base: str) -> None:
    made = _add_element(feed, "entry")
    _add_element(made, "id", _identifier(entry.folder, event.day.isoformat(), event.text))
    _add_element(made, "title", f"{entry.district} and {entry.agency}: {event.text}")
    _add_element(made, "updated", f"{event.day.isoformat()}T00:00:00Z")
    page = f"{entry.folder}/index.html"
    _add_element(made, "link", rel="alternate", href=f"{base}/{page}" if base else page)
    words = "\n".join(event.changes) or event.text
    _add_element(made, "summary", words)


def _add_element(
    parent: etree._Element, name: str, text: str = "", **attributes: str
) -> etree._Element:
    made = etree.SubElement(parent, name, attributes)
    if text:
        made.text = text
    return made


def _identifier(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, chr(31).join(parts))}"
