"""What a copy says beside its pages that is not on them: what is read out, and its bookmarks.

It need not be what our program writes: a bookmark of any program is the whole of a heading, and
what is read out in place of words is the same words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mou_builder.patterns import pattern
from mou_builder.pdf_reading.words import PdfWords
from mou_builder.record.printed_words import WordsDiffer, shortened, without_space

_MOST_LINES = 6
"""The most lines of a heading."""
_MOST_TOLD = 12
_PAGE = pattern(r"(?:page|p\.)\d+", re.IGNORECASE)
"""How programs that scan or join files call a page."""


def said_beside(found: PdfWords, descriptions: Collection[str]) -> Iterator[WordsDiffer]:
    """Yield what a copy says beside its pages and not on them.

    ``descriptions`` are those of the pictures of its template.
    """
    for each in found.spoken:
        page = found.pages[each.page - 1] if 0 < each.page <= len(found.pages) else None
        is_of_picture = each.is_description and page is not None and page.has_picture
        if not is_of_picture and each.said not in descriptions:
            where = f"page {each.page}" if page else "what is read out"
            yield WordsDiffer(where, "", "", _said(each.said, each.written))
    lacking = list(_lacking(found))
    for name in lacking[:_MOST_TOLD]:
        yield WordsDiffer("the bookmarks", "", "", f"no heading says “{shortened(name)}”")
    if len(lacking) > _MOST_TOLD:
        more = f"no heading says what {len(lacking) - _MOST_TOLD} others say"
        yield WordsDiffer("the bookmarks", "", "", more)


def _said(said: str, written: str) -> str:
    if not said:
        return f"“{shortened(written)}” is written, and a screen reader is silent"
    where = f"“{shortened(written)}” is written" if written else "nothing is written"
    return f"a screen reader says “{shortened(said)}” where {where}"


def _lacking(found: PdfWords) -> Iterator[str]:
    """Yield the bookmarks that are not the whole of some lines in a row."""
    names = {_bare(each): each for each in found.bookmarks}
    longest = max(map(len, names), default=0)
    lines = [_bare(line.text) for page in found.pages for line in page.lines]
    for at in range(len(lines)):
        words = ""
        for line in lines[at : at + _MOST_LINES]:
            words += line
            if len(words) > longest:
                break
            names.pop(words, None)
    yield from (name for bare, name in names.items() if bare and not _PAGE.fullmatch(bare))


def _bare(text: str) -> str:
    return without_space(text).casefold()
