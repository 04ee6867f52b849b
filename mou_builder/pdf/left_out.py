"""Words of an agreement that its PDF lacks: LibreOffice 7.4 loses lines of some templates."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from pypdfium2 import PdfDocument

from mou_builder.agreement.document import Agreement, text_of
from mou_builder.patterns import pattern

_OTHERS = pattern("[^a-z]+")
"""All but letters: lines have numbers, and hyphens at their ends, where a template wants them."""
_LEAST_PAGE = 500
"""Letters that any page has room for. Words go on over pages, with a foot and a head between."""
_FROM_RIGHT = frozenset({"R", "AL"})


def words_left_out(pdf: bytes, agreement: Agreement) -> Iterator[str]:
    """Yield each paragraph and each cell of an agreement that is not whole on the pages of a PDF.

    Only the letters from A to Z are looked for, and not in words from right to left: other letters
    and orders are read otherwise than they are written.
    """
    with PdfDocument(pdf) as document:
        printed = _letters("".join(each.get_textpage().get_text_bounded() for each in document))
    for run in (run for block in agreement.blocks() for run in block.runs):
        text = text_of(run)
        if _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, text)) and not _has(printed, text):
            yield text


def _has(printed: str, text: str) -> bool:
    left = _letters(text)
    for _ in range(2 + len(left) // _LEAST_PAGE):
        # Of words that are printed, so is each beginning.
        missing = bisect_left(
            range(len(left)), True, key=lambda end: left[: end + 1] not in printed
        )
        left = left[missing:]
    return not left


def _letters(text: str) -> str:
    return _OTHERS.sub("", unicodedata.normalize("NFKD", text).casefold())
