"""Codes that more than one module needs to know."""

from __future__ import annotations

MISSING = "MOU110"
NOT_CHOSEN = "MOU111"
LEFT_OPEN = "MOU112"
NO_REASON = "MOU117"
OPEN_CODES = frozenset({MISSING, NOT_CHOSEN, LEFT_OPEN})
"""Codes of what a draft may leave open."""
