"""Reading words with their looks, so that what cannot be seen on paper is left out.

Fields are read here, too, because they decide which words are printed (ISO/IEC 29500-1, 17.16).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from mou_builder.patterns import pattern
from mou_builder.review.returned_copy import CopyWords
from mou_builder.word.reading.body.position import OpenParagraph, ReadingPosition
from mou_builder.word.reading.fields import PAGE_NUMBER, OpenField, field_begun
from mou_builder.word.reading.history import History, reviser_of
from mou_builder.word.reading.judging import has_right_to_left
from mou_builder.word.reading.limits import Limits
from mou_builder.word.reading.looks.cascade import Backdrop, StyleCascade
from mou_builder.word.reading.looks.letters import WordsLook
from mou_builder.word.reading.numbering import Level
from mou_builder.word.reading.symbols import in_symbols
from mou_builder.word.vocabulary import child, is_preserved, value

SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "pgNum": PAGE_NUMBER,
}
"""What elements of a run print that stand for a character or a number (17.3.3)."""
_DIRECTING = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Invisible characters that change the order of others (Unicode, UAX 9)."""
_NOTHING_TO_SEE = pattern("[\u200b\u2060\ufeff]|(?<=[A-Za-z])[\u200c\u200d]")
"""Characters that print nothing, and prevent a search from finding the words they stand in."""
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
QUOTED = 80
"""The most characters that are quoted of words in doubt."""


class WordsReader:
    """Adds words to the open paragraph, or reports why they cannot be seen."""

    def __init__(self, at: ReadingPosition, looks: StyleCascade, limits: Limits) -> None:
        self._at = at
        self._looks = looks
        self._limits = limits
        self._fields: list[OpenField] = []

    def add(self, text: str, history: History, properties: etree._Element | None = None) -> bool:
        """Add words to the open paragraph as they are printed; report those that are not.

        Return whether they were added.
        """
        if not text or not self._at.paragraphs:
            return False
        if self._is_unprinted():
            if self._fields[-1].is_result:
                self._fields[-1].looks.append(properties)
            return False
        look = self.look(properties)
        history = self._with_tracked_looks(history, properties, look, text)
        if history.deleted is None:
            is_in_hidden_row = bool(self._at.rows) and self._at.rows[-1].is_hidden
            unseen = "in a hidden row or a merged cell" if is_in_hidden_row else look.unseen
            if unseen:
                self._note_unseen(text, unseen)
                return False
            self._at.doubt_all(_doubts_about(text, look))
            paragraph = self._at.paragraphs[-1]
            paragraph.size = max(paragraph.size, look.size)
        if look.symbols:
            text = in_symbols(text, look.symbols)
        self._append(text.replace("\r", "\n"), history)
        return True

    def _append(self, text: str, history: History) -> None:
        paragraph = self._at.paragraphs[-1]
        row = self._at.rows[-1].history if self._at.rows else History()
        paragraph.length += len(text)
        self._limits.add("characters", len(text))
        self._limits.add("stretches of words")
        self._limits.check("characters in one paragraph", paragraph.length)
        paragraph.words.append(
            CopyWords(
                text,
                history.inserted or row.inserted,
                history.deleted or row.deleted,
                history.moved,
                refers_to=self._fields[-1].refers_to if self._fields else "",
            )
        )
        self._at.mark(text, is_kept=history.deleted is None)

    def number(self, number: str, level: Level, end: etree._Element | None) -> str:
        """Return a number as printed, by the run properties of its level and paragraph mark."""
        paragraph = self._at.paragraphs[-1]
        own = child(level.element, "rPr")
        look = self._looks.look_of_number(own, end, paragraph.style, self._backdrop(paragraph))
        if look.unseen:
            return f"[{look.unseen}]"
        if look.symbols and level.form != "bullet":
            number = in_symbols(number, look.symbols)
        for each in _doubts_about(number, look):
            self._at.doubt(f"in its number: {each}")
        paragraph.size = max(paragraph.size, look.size)
        return number.upper() if look.is_capital else number

    def look(self, properties: etree._Element | None) -> WordsLook:
        """Return how words with these run properties look at the present position."""
        paragraph = self._at.paragraphs[-1] if self._at.paragraphs else OpenParagraph()
        return self._looks.look_of(properties, paragraph.style, self._backdrop(paragraph))

    def _backdrop(self, paragraph: OpenParagraph) -> Backdrop:
        row = self._at.rows[-1] if self._at.rows else None
        if row is None:
            return Backdrop((paragraph.shading, None))
        return Backdrop((paragraph.shading, *row.shadings), row.style, row.row == 0)

    def _with_tracked_looks(
        self, history: History, properties: etree._Element | None, look: WordsLook, text: str
    ) -> History:
        """Return the history of words, a tracked change of their looks included (17.13.5.31).

        To hide words so is to delete them, and to make them visible is to insert them.
        """
        change = child(properties, "rPrChange")
        if change is None or not text.strip() or history.deleted is not None:
            return history
        before = self.look(child(change, "rPr"))
        if look.unseen and not before.unseen:
            self._note_unseen(text, look.unseen)
            return History(history.inserted, reviser_of(change), history.moved)
        if before.unseen and not look.unseen and history.inserted is None:
            return History(reviser_of(change), None, history.moved)
        return history

    def _note_unseen(self, text: str, why: str) -> None:
        if text.strip():
            unseen = self._at.paragraphs[-1].unseen
            unseen[why] = (unseen.get(why, "") + text)[: QUOTED + 1]

    def _is_unprinted(self) -> bool:
        """Tell whether words here are a field's code, or a result that it does not print."""
        return any(not each.is_result or not each.prints_result for each in self._fields)

    def field_character(self, element: etree._Element, history: History) -> None:
        """Read the beginning, the middle or the end of a field (17.16.18)."""
        match value(element, "fldCharType"):
            case "begin":
                around = element.getparent()
                self.begin_field(field_begun(element))
                self._fields[-1].looks.append(None if around is None else child(around, "rPr"))
            case "separate" if self._fields and not self._fields[-1].is_result:
                self._fields[-1].is_result = True
            case "end" if self._fields:
                self.end_field(history)
            case _:
                self._at.doubt("a field that has no beginning")

    def field_code(self, element: etree._Element, _history: History) -> None:
        """Read a part of the code of the innermost field."""
        if self._fields and not self._fields[-1].is_result:
            self._fields[-1].add("".join(element.itertext()))
        else:
            self._at.doubt("the code of a field that has no beginning")

    def _worst_look(self, looks: list[etree._Element | None]) -> etree._Element | None:
        """Return those run properties of a field by which its words can be seen least.

        Programs do not agree whether it looks like its beginning or like its stored result.
        """
        judged = [(self.look(each), each) for each in looks]
        hidden = [each for look, each in judged if look.unseen]
        doubtful = [each for look, each in judged if look.doubts or look.symbols or look.is_raised]
        return next(iter((*hidden, *doubtful, *looks)), None)

    def close_story(self, opened: int) -> None:
        """Report the fields that have no end, beyond those that were ``opened`` before."""
        if len(self._fields) > opened:
            self._at.doubt("a field that has no end")
            del self._fields[opened:]

    @property
    def open_fields(self) -> int:
        """How many fields are open."""
        return len(self._fields)

    def begin_field(self, field: OpenField) -> None:
        """Open a field, which decides whether the words that follow are printed."""
        self._fields.append(field)
        self._limits.check("fields inside each other", len(self._fields))

    def end_field(self, history: History) -> None:
        """Close the innermost field, and add the words that it prints itself."""
        ended = self._fields.pop()
        if not self._is_unprinted() and self._at.paragraphs:
            self.add(ended.words(), history, self._worst_look(ended.looks))
        if history.deleted is None and (doubt := ended.doubt(in_margin=self._at.is_margin)):
            self._at.doubt(doubt)


def _doubts_about(text: str, look: WordsLook) -> Iterator[str]:
    """Yield why words may read differently on paper."""
    if not text:
        return
    words = text.strip()
    yield from look.doubts
    if not text.isascii():
        for each in _DIRECTING.findall(text):
            yield f"a character that directs words (U+{ord(each):04X})"
        for each in _NOTHING_TO_SEE.findall(text):
            yield f"a character that cannot be seen (U+{ord(each):04X})"
    if words and look.is_right_to_left and not has_right_to_left(text) and words.isascii():
        yield f"words directed from right to left: “{words[:QUOTED]}”"
    if words and look.is_raised and words not in _ORDINAL:
        yield f"raised or lowered words: “{words[:QUOTED]}”"


def unseen_words(unseen: Mapping[str, str]) -> Iterable[str]:
    """Yield what to report about words that cannot be seen, once for each reason."""
    for why, words in unseen.items():
        text = " ".join(words.split())
        said = f"{text[:QUOTED]}…" if len(text) > QUOTED else text
        yield f"words {why}: “{said}”"


def text_in(element: etree._Element) -> str:
    """Return the words of a ``w:t``, without the spaces around them unless these are preserved.

    Words behind an element inside it, which is not allowed there, are printed by some programs.
    """
    text = "".join(element.itertext()) if len(element) else element.text or ""
    if text != text.strip(" \t\r\n") and not is_preserved(element):
        return text.strip(" \t\r\n")
    return text
