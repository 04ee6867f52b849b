"""What the look of a digital signature says besides who signed it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mou_builder.patterns import pattern

_WHEN = (
    r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}",
    r"\b\d{1,2}[-./]\d{1,2}[-./]\d{2,4}",
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}",
    r"\b\d{1,2}\.?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{4}",
    r"\bT?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b)?",
    r"(?:(?<=\d)|(?<=\d\s)|\b(?:utc|gmt)\s*)[-+]\d{1,2}(?:[:']?\d{2})?'?",
    r"\b(?:utc|gmt|z|[acemp][sd]t)\b",
)
_USUAL = (
    r"\bi am the author of this document\b",
    r"\bi have reviewed this document\b",
    r"\bi am approving this document\b",
    r"\bi attest to the accuracy and integrity of this document\b",
    r"\badobe acrobat(?: reader)? version:?\s+[\d.]+",
    r"\b(?:(?:digitally|electronically)\s+)?(?:docu)?signed(?:\s+(?:digitally|electronically))?\b",
    r"\b(?:digital|electronic)\s+signature\b",
    r"\b(?:by|on|at|date|time|time\s?stamp|signer|name|title|reason|location|contact)\b",
    r"/s/",
)
"""What Adobe's programs and others write beside the name of who signs."""
_KNOWN = pattern("|".join((*_WHEN, *_USUAL)), re.IGNORECASE)
_WORD = pattern(r"\w")
_AROUND = " \t\n.,:;-–—()"


def other_words(said: str, known: Iterable[str]) -> str:
    """Return what a look says besides the ``known`` names, the time, and the usual words; or ""."""
    rest = " ".join(said.split())
    for each in sorted({" ".join(name.split()) for name in known}, key=len, reverse=True):
        if each:
            rest = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    rest = " ".join(_KNOWN.sub(" ", rest).split()).strip(_AROUND)
    return rest if _WORD.search(rest) else ""
