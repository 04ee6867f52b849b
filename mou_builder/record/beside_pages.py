"""What a copy says beside its pages that is not on them: what is read out, and its bookmarks.

It need not be what our program writes: a bookmark of any program is the whole of a heading, and
what is read out in place of words is the same words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mou_builder.agreement.document import Agreement
from mou_builder.patterns import pattern
from mou_builder.pdf_reading.named import PdfNames
from mou_builder.pdf_reading.words import PdfWords
from mou_builder.record.printed_words import (
    PrintedPart,
    WordsDiffer,
    compare_words,
    shortened,
    without_space,
)

_MOST_LINES = 6
"""The most lines of a heading."""
_MOST_TOLD = 12
_PAGE = pattern(r"(?:page|p\.)\d+", re.IGNORECASE)
"""How programs that scan or join files call a page."""
_ADDRESS = pattern(r"https?:|mailto:")
"""How an address begins, which programs have read out of a link."""


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


def named_otherwise(
    names: PdfNames, found: PdfWords, agreement: Agreement, *, is_as_made: bool
) -> Iterator[WordsDiffer]:
    """Yield what a copy calls itself, its pages or its fields, and the agreement does not.

    A program that made it anew has titles of its own: they are judged only if it ``is_as_made``.
    """
    # A hyphen may be one that only parts a word over two lines.
    pages = [_unparted("".join(line.text for line in page.lines)) for page in found.pages]
    there = [{each for line in page.lines for each in line.text.split()} for page in found.pages]
    for title in names.titles if is_as_made else ():
        if not all(any(_unparted(each) in page for page in pages) for each in title.split(" – ")):
            said = f"programs show it above the pages, where no page says “{shortened(title)}”"
            yield WordsDiffer("the title", "", "", said)
    if is_as_made and names.language != agreement.language:
        said = f"a screen reader is told to read it as “{names.language}”, not {agreement.language}"
        yield WordsDiffer("the language", "", "", said)
    labels = enumerate(zip(names.pages, there, strict=False), start=1)
    wrong = [(at, label) for at, (label, words) in labels if label not in (str(at), *words)]
    for number, label in wrong[:_MOST_TOLD]:
        said = f"programs call page {number} “{shortened(label)}”"
        yield WordsDiffer("the names of the pages", "", "", said)
    for number, spoken in names.links:
        bare = _unparted(spoken)
        page = pages[number - 1] if number <= len(pages) else ""
        if bare not in page and not _PAGE.fullmatch(bare) and not _ADDRESS.match(bare):
            said = f"a screen reader says “{shortened(spoken)}” of a link or a field"
            yield WordsDiffer(f"page {number}", "", "", said)
    for block in agreement.signatures:
        said_of = names.fields.get(block.id, block.tooltip)
        if without_space(said_of) != without_space(block.tooltip):
            said = f"a screen reader says “{shortened(said_of)}”, not “{shortened(block.tooltip)}”"
            yield WordsDiffer(f"the field “{block.id}”", "", "", said)


def heard_otherwise(parts: Sequence[PrintedPart], found: PdfWords) -> Iterator[WordsDiffer]:
    """Yield what a screen reader leaves out, adds, or says in another order than is printed."""
    if not found.heard:
        said = "a screen reader is not told what to read, and in which order"
        yield WordsDiffer("what is read out", "", "", said)
        return
    for each in compare_words(parts, found.heard).differences[:_MOST_TOLD]:
        if _is_turned(each):
            continue
        if each.copy and each.agreement:
            said = f"“{each.copy}” instead of “{each.agreement}”"
        else:
            said = f"“{each.copy}”, too" if each.copy else f"nothing where “{each.agreement}” is"
        yield WordsDiffer(each.part, "", "", f"a screen reader says {each.remark or said}")


def _is_turned(each: WordsDiffer) -> bool:
    """Tell whether words that run from right to left are drawn, and so read, in that order."""
    letters = [sorted(without_space(text)) for text in (each.copy, each.agreement)]
    return not each.copy.isascii() and letters[0] == letters[1]


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


def _unparted(text: str) -> str:
    return _bare(text).replace("-", "").replace("\u2010", "")
