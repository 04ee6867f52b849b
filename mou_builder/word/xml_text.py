"""Pieces of XML written as text: words and attributes escaped, times, the declaration of a part."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""The first line of an XML part."""


def escaped(text: str) -> str:
    """The words as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=1024)
def attribute(text: str) -> str:
    """The words as the value of an XML attribute, without its quotes: most are names of parts."""
    return escaped(text).replace('"', "&quot;").replace("\n", " ").replace("\t", " ")


def timestamp(moment: datetime | str) -> str:
    """A time as Word writes it (``2026-07-01T00:00:00Z``), "" for none.

    Raises `ValueError` for a text that is not ISO 8601.
    """
    return f"{moment_of(moment):%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def moment_of(moment: datetime | str) -> datetime:
    """A time in UTC; one without a time zone stays as it is, and a day is its midnight.

    Raises `ValueError` for a text that is not ISO 8601.
    """
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return found.astimezone(UTC) if found.tzinfo else found
