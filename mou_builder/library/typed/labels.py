"""Sentences about a value by its label, in the singular or the plural."""

from __future__ import annotations

from mou_builder.patterns import pattern

_AFTER_THE_NOUN = pattern(
    r" (?:of|that|which|for|from|in|on|at|to|by|with|within|without|paid|kept|named|served|reported"
    r"|a|an|per|who|whose|when|between|after|before|under)\b|[,(:].*"
)
_ENDINGS_OF_ONE = ("ss", "us", "is", "'s", "’s")
_QUESTIONS = ("who", "how", "what", "when", "where", "whether")


def is_missing(label: str) -> str:
    """Return ``the name is missing``, or of several ``the schools are missing``."""
    return f"{label} {'are' if _is_several(label) else 'is'} missing"


def _is_several(label: str) -> bool:
    """Tell whether a label is of several things, by its noun: that before “of”, “that” and such."""
    noun = _AFTER_THE_NOUN.split(label.strip(), maxsplit=1)[0].strip()
    if noun.lower().startswith(_QUESTIONS):
        return False
    return noun.endswith("s") and not noun.endswith(_ENDINGS_OF_ONE)
