"""Names of files that every system can have, made of the words of a table."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
"""Characters of one word of a name; systems have room for 255 bytes in all."""

_NUMBERED = (f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))
_RESERVED = {"con", "prn", "aux", "nul", *_NUMBERED}


def slug_of(text: str) -> str:
    """Return words as a part of a file name: plain lower-case letters, digits and hyphens.

    A name that is too long is cut, and ends in a sign of the whole, so that two of them differ.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(slug) <= LONGEST:
        return slug
    sign = hashlib.sha256(slug.encode()).hexdigest()[:8]
    return f"{slug[: LONGEST - 9].rstrip('-')}-{sign}"


def everywhere(name: str) -> str:
    """Return a path whose parts are none of the names that Windows keeps for devices."""
    return "/".join(_unreserved(part) for part in name.split("/"))


def _unreserved(part: str) -> str:
    stem, dot, rest = part.partition(".")
    return f"{stem}_{dot}{rest}" if stem.strip().lower() in _RESERVED else part
