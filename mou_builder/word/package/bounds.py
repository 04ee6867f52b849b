"""The size limit of files from outside, Word files and PDFs."""

from __future__ import annotations

LARGEST_FILE = 50_000_000
"""In bytes; an agreement with a letterhead and scanned signatures has a tenth of that."""
