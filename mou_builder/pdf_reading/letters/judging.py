"""A PDF's letters judged page by page, before its words are read."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pikepdf

from mou_builder.frozen import dataclass
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf.unreadable import too_large_pdf, unreadable_pdf
from mou_builder.pdf_reading.letters.shapes import Likeness
from mou_builder.pdf_reading.letters.specimen import (
    HYPHENS,
    MOST_LETTERS,
    DrawnLetter,
    drawn_letters,
)
from mou_builder.pdf_reading.letters.used import (
    Letter,
    UsedLetters,
    absent_font,
    used_letters,
    without_words_of_its_own,
)
from mou_builder.pdf_reading.signature_pages import SignatureField, add_signature_pages
from mou_builder.pdf_reading.spoken import SpokenWords, bookmarks, heard_words, spoken_words

_MOST_TOLD = 12


@dataclass(frozen=True)
class PageLetters:
    """The letters of a page: how often each is drawn, and what is wrong with some of them.

    ``otherwise`` says which are drawn as others, ``unknown`` are those that nobody here can judge.
    """

    text: Counter[str]
    otherwise: tuple[str, ...] = ()
    unknown: str = ""

    def differing(self, letters: Iterable[str]) -> str:
        """Return what the text of the page has otherwise than its drawn letters; "" if nothing."""
        found = _counted(letters)
        return "".join([*(self.text - found), *(found - self.text)])


@dataclass(frozen=True)
class JudgedLetters:
    """A PDF in which letters are read as what they are, and what is said of those of each page.

    Its last pages are the looks of the ``signatures``, one of each. ``spoken`` is what is read out
    otherwise than it is written, ``heard`` is all of it, ``bookmarks`` are the names of the places.
    """

    data: bytes
    pages: tuple[PageLetters, ...]
    signatures: tuple[SignatureField, ...]
    spoken: tuple[SpokenWords, ...]
    bookmarks: tuple[str, ...]
    heard: str


def judged_letters(data: bytes, file: str, fonts: Sequence[FontPlace] = ()) -> JudgedLetters:
    """Judge all letters of a PDF; ``file`` is what diagnostics call it, ``fonts`` are known ones.

    Raises `Refused`: MOU911 for what cannot be read, MOU912 for more letters than agreements have.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            signatures = add_signature_pages(pdf, file)
            used = used_letters(pdf)
            count = len({each for page in used.pages for each in page})
            if count > MOST_LETTERS:
                message = f"{count:,} different letters; {MOST_LETTERS:,} is the most"
                raise too_large_pdf(file, message)
            drawn = drawn_letters(used, fonts)
            pages = tuple(_page(used, at, drawn, each.obj) for at, each in enumerate(pdf.pages))
            spoken = tuple(spoken_words(pdf, file, used, lambda each: drawn[each].text or " "))
            heard = heard_words(pdf, file, used, lambda each: drawn[each].text or " ")
            names = bookmarks(pdf, file)
            if used.speaking:
                without_words_of_its_own(pdf)
            if used.speaking or signatures:
                target = io.BytesIO()
                pdf.save(target)
                data = target.getvalue()
            return JudgedLetters(data, pages, signatures, spoken, names, heard)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise unreadable_pdf(data, file) from error


def _page(
    used: UsedLetters, number: int, drawn: Mapping[Letter, DrawnLetter], page: Any
) -> PageLetters:
    found = used.pages[number]
    text: Counter[str] = Counter()
    for letter, count in found.items():
        for each, times in _counted(drawn[letter].text).items():
            text[each] += count * times
    wrong = [each for each in found if drawn[each].likeness is Likeness.OTHERWISE]
    said = list(dict.fromkeys(_otherwise(used, each, drawn[each]) for each in sorted(wrong)))
    if len(said) > _MOST_TOLD:
        said[_MOST_TOLD:] = [f"and {len(said) - _MOST_TOLD} other letters"]
    if number in used.unread:
        said.append("it has letters that this program cannot tell apart: read it on paper")
    absent = {absent_font(used.fonts[each]) for each in {font for font, _ in found}} - {""}
    said += (
        f"its font {each} is not in the file, so that others may see other letters"
        for each in sorted(absent)
    )
    size = page.get("/UserUnit", 1)
    if size != 1:  # of which most readers know nothing (ISO 32000-2, table 31)
        said.append(f"some programs show this page {float(size):g} times as large as others")
    unknown = {drawn[each].text for each in found if drawn[each].likeness is Likeness.UNKNOWN}
    return PageLetters(text, tuple(said), "".join(sorted(unknown)))


def _otherwise(used: UsedLetters, letter: Letter, drawn: DrawnLetter) -> str:
    if not drawn.text.strip():
        return "something is drawn by a font that is not a letter of the text"
    name = str(used.fonts[letter[0]].get("/BaseFont", "/?")).lstrip("/")
    if not drawn.nearest:
        return f"“{drawn.text}” is not drawn at all (font {name})"
    return f"“{drawn.text}” is drawn as what looks like “{drawn.nearest}” (font {name})"


def _counted(letters: Iterable[str]) -> Counter[str]:
    found = Counter("".join(letters).translate(HYPHENS))
    return Counter({each: n for each, n in found.items() if not each.isspace() and each != "\0"})
