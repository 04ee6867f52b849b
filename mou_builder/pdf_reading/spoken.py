"""What a PDF says beside its pages: what is read out in place of its words, and its bookmarks.

Those who do not see a page hear the one, and those who look for a place read the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.pdf.unreadable import too_large_pdf
from mou_builder.pdf_reading.letters.used import Letter, Marked, UsedLetters, words_of_its_own

_MOST_NAMES = 5_000
_MOST_STEPS = 500_000
"""Elements and pieces of content that are asked for what is read out."""
_SILENT = frozenset({"/Artifact", "/Private"})
"""The roles of what is not read out (ISO 32000-2, 14.8.4)."""
_NOT_HEARD = pattern(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2010\u2011\u2060\ufeff\ufffe-]+")
"""White space and hyphens, which programs put in, or leave out, where a line breaks."""


@dataclass(frozen=True)
class SpokenWords:
    """Words that are read out on a page in place of those that are written there.

    ``is_description`` tells whether they stand for something that may be a picture.
    """

    page: int
    said: str
    written: str
    is_description: bool = False


def bookmarks(pdf: Pdf, file: str) -> tuple[str, ...]:
    """Return the names of the bookmarks of a PDF.

    Raises `Refused` (MOU912) for more of them than any agreement has.
    """
    names: list[str] = []
    known: set[Any] = set()
    waiting: list[Any] = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        each = waiting.pop()
        if each is None or each.objgen in known:
            continue
        known.add(each.objgen)
        names.append(str(each.get("/Title", "")))
        waiting += [each.get("/Next"), each.get("/First")]
        if len(names) > _MOST_NAMES:
            raise too_large_pdf(file, "this file has more bookmarks than can be read")
    return tuple(dict.fromkeys(names))


def spoken_words(
    pdf: Pdf, file: str, used: UsedLetters, text_of: Callable[[Letter], str]
) -> Iterator[SpokenWords]:
    """Yield what is read out otherwise than it is written, in the order of the file.

    ``text_of`` tells what a letter is as text.
    """
    for page, words, shown in used.said:
        yield from _otherwise(page, words, "".join(map(text_of, used.letters(shown))))
    if "/StructTreeRoot" not in pdf.Root:
        return
    pages = {each.obj.objgen: number for number, each in enumerate(pdf.pages)}
    elements = _Elements(file)
    for element in (each for thing in pdf.objects for each in _speaking(thing)):
        places = elements.places(element)
        letters = used.letters(e for place in places for e in used.marked.get(place, ()))
        page = min((pages[owner] for owner, _ in places if owner in pages), default=0)
        yield from _otherwise(page, words_of_its_own(element), "".join(map(text_of, letters)))


def heard_words(pdf: Pdf, file: str, used: UsedLetters, text_of: Callable[[Letter], str]) -> str:
    """Return all that is read out of the pages, in its order, a line for each piece of content.

    "" for a PDF that does not say in which order it is to be read.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return ""
    elements = _Elements(file, _silent_roles(root))
    letters = (used.letters(used.marked.get(place, ())) for place in elements.places(root))
    return "\n".join("".join(map(text_of, each)) for each in letters)


def _silent_roles(root: Any) -> frozenset[str]:
    """Return the roles of elements that are not read out, those included that stand for such."""
    roles = {str(own): str(role) for own, role in root.get("/RoleMap", {}).items()}
    return _SILENT | {own for own, role in roles.items() if role in _SILENT}


def _speaking(thing: Any, depth: int = 3) -> Iterator[Any]:
    """Yield a thing, and what stands directly in it, if it is an element that is read out."""
    if isinstance(thing, Array):
        for each in thing if depth else ():
            if isinstance(each, Dictionary | Array) and not each.is_indirect:
                yield from _speaking(each, depth - 1)
    elif isinstance(thing, Dictionary) and "/S" in thing:
        if words_of_its_own(thing):
            yield thing
        kids = thing.get("/K")
        if isinstance(kids, Dictionary | Array) and not kids.is_indirect:
            yield from _speaking(kids, depth)


class _Elements:
    def __init__(self, file: str, left_out: Collection[str] = ()) -> None:
        self.file = file
        self.left_out = left_out
        self.steps = 0

    def places(self, element: Any) -> list[Marked]:
        """Return the marked content that is below an element of the structure, in its order."""
        found: list[Marked] = []
        known: set[Any] = set()
        waiting: list[tuple[Any, Any]] = [(element, None)]
        while waiting:
            each, page = waiting.pop()
            self.steps += 1
            if self.steps > _MOST_STEPS:
                raise too_large_pdf(self.file, "this file has more read out than can be read")
            if isinstance(each, int):
                found += [(page.objgen, each)] if page is not None else []
            elif isinstance(each, Array):
                waiting += [(kid, page) for kid in reversed(list(each))]
            elif isinstance(each, Dictionary) and "/MCID" in each:
                owner = each.get("/Stm", each.get("/Pg", page))
                waiting += [(each.MCID, owner)]
            elif isinstance(each, Dictionary) and str(each.get("/S", "")) in self.left_out:
                continue
            elif isinstance(each, Dictionary) and each.objgen not in known:
                known |= {each.objgen} if each.is_indirect else set()
                waiting += [(each.get("/K"), each.get("/Pg", page))]
        return found


def _otherwise(page: int, words: dict[str, str], written: str) -> Iterator[SpokenWords]:
    drawn = _heard(written)
    for key, said in words.items():
        heard = _heard(said)
        is_description = key == "/Alt" and not drawn
        if heard != drawn and (heard or key == "/ActualText") and not _is_turned(heard, drawn):
            heard_as, written_as = (" ".join(each.split()) for each in (said, written))
            yield SpokenWords(page + 1, heard_as, written_as, is_description)


def _heard(text: str) -> str:
    return unicodedata.normalize("NFKC", _NOT_HEARD.sub("", text))


def _is_turned(heard: str, drawn: str) -> bool:
    """Tell whether they are the same letters, drawn in the order of other languages than ours."""
    return not heard.isascii() and sorted(heard) == sorted(drawn)
