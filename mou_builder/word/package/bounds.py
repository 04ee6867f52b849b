"""How large a file may be that a person sends, Word file or PDF."""

from __future__ import annotations

LARGEST_FILE = 50_000_000
"""Bytes; an agreement with a letterhead and scanned signatures has a tenth of it."""
