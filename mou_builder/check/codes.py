"""Codes that more than one module needs to know."""

from __future__ import annotations

MISSING = "MOU110"
NOT_CHOSEN = "MOU111"
LEFT_OPEN = "MOU112"
UNKNOWN_CLAUSE = "MOU115"
NO_REASON = "MOU117"
NO_MODEL = "MOU119"
CHANGED_WORDS = "MOU919"
OPEN_CODES = frozenset({MISSING, NOT_CHOSEN, LEFT_OPEN})
"""Codes of what a draft may leave open."""
_JUDGED = "MOU3"


def may_stand_in_a_draft(code: str) -> bool:
    """Tell whether a draft can be made in spite of a finding.

    It can where something is merely lacking, and in spite of a finding of judgment, such as a
    requirement that is not met: this keeps the agreement from being signed, not from being read.
    The same is true of words that are no longer those on record.
    """
    return code in OPEN_CODES or code == CHANGED_WORDS or code.startswith(_JUDGED)
