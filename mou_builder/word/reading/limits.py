"""Limits on how much of a document is read, so that no file takes more than a moment.

The usual agreement has eighty paragraphs and stays far below them.
"""

from __future__ import annotations

from collections import Counter

from mou_builder.diagnostic import refusal

MOST_ELEMENTS = 150_000
"""The most elements that one part may have: as many as about five hundred pages have."""
MOST = {
    "paragraphs": 4_000,
    "stretches of words": 40_000,
    "tracked changes": 12_000,
    "comments": 2_000,
    "notes": 1_000,
    "anchors open at once": 100,
    "comments open at once": 100,
    "fields inside each other": 50,
    "elements inside each other": 150,
    "characters in one paragraph": 100_000,
    "characters": 1_000_000,
    "lines in headers and footers": 1_000,
    "styles": 4_000,
    "numbered lists": 4_000,
    "sections": 200,
}


class Limits:
    """Counts what is read of one file, and refuses the file if that is too much."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._counts: Counter[str] = Counter()

    def add(self, what: str, count: int = 1) -> None:
        """Count some more of ``what``. Raises `Refused` (MOU402) as `check` does."""
        self._counts[what] += count
        self.check(what, self._counts[what])

    def check(self, what: str, count: int) -> None:
        """Raise `Refused` (MOU402) if ``count`` is more than the limit for ``what``."""
        if count > MOST[what]:
            raise refusal(
                "MOU402",
                self._file,
                f"this file is not opened, because it has more than {MOST[what]:,} {what}",
                "no agreement is so large; ask for the document again from whoever sent it",
            )
