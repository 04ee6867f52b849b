"""Runs and their words: read with their looks, so that what nobody sees on paper is left out.

Fields are read here too, for they decide which words are printed (ISO/IEC 29500-1, 17.16).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from mou_builder.review.returned_copy import CopyWords
from mou_builder.word.reading.body.position import OpenParagraph, ReadingPosition
from mou_builder.word.reading.fields import PAGE_NUMBER, OpenField, field_begun
from mou_builder.word.reading.history import History, hand_of
from mou_builder.word.reading.judging import has_right_to_left
from mou_builder.word.reading.limits import Limits
from mou_builder.word.reading.looks import Behind, Looks, WordsLook
from mou_builder.word.reading.symbols import in_symbols
from mou_builder.word.reading.vocabulary import child, is_preserved, value

SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "pgNum": PAGE_NUMBER,
}
"""What the elements of a run print that stand for one character (17.3.3)."""
_DIRECTING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that cannot be seen and change the order of those that can (Unicode, UAX 9)."""
_NOTHING_TO_SEE = re.compile("[\u200b\u2060\ufeff]|(?<=[A-Za-z])[\u200c\u200d]")
"""Characters that print nothing, and keep the words that they stand in from being found."""
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
QUOTED = 80
"""As many characters of words in doubt are quoted."""


class WordsReader:
    """Adds words to the paragraph that is open, or says why they are not seen."""

    def __init__(self, at: ReadingPosition, looks: Looks, limits: Limits) -> None:
        self._at = at
        self._looks = looks
        self._limits = limits
        self._fields: list[OpenField] = []

    def add(self, text: str, history: History, properties: etree._Element | None = None) -> None:
        """Add words to the open paragraph as they are seen; those that cannot be seen are noted."""
        if not text or not self._at.paragraphs or self._is_in_code():
            return
        look = self.look(properties)
        history = self._formatted(history, properties, look, text)
        if history.deleted is None:
            if self._is_left_out(text, look):
                return
            self._note_look(text, look)
        if look.symbols:
            text = in_symbols(text, look.symbols)
        self._added(text.replace("\r", "\n"), history)

    def _added(self, text: str, history: History) -> None:
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

    def look(self, properties: etree._Element | None) -> WordsLook:
        """Return how words with these properties look where the reading has come to."""
        paragraph = self._at.paragraphs[-1] if self._at.paragraphs else OpenParagraph()
        row = self._at.rows[-1] if self._at.rows else None
        behind = Behind((paragraph.shading, None))
        if row is not None:
            shadings = (paragraph.shading, row.shading)
            behind = Behind(shadings, row.style, row.row == 0)
        return self._looks.of(properties, paragraph.style, behind)

    def _formatted(
        self, history: History, properties: etree._Element | None, look: WordsLook, text: str
    ) -> History:
        """Return the history of words whose looks were changed with tracking (17.13.5.31).

        Words that were hidden so are deleted as people see it, and shown ones inserted.
        """
        change = child(properties, "rPrChange")
        if change is None or not text.strip() or history.deleted is not None:
            return history
        before = self.look(child(change, "rPr"))
        if look.unseen and not before.unseen:
            self._note_unseen(text, look.unseen)
            return History(history.inserted, hand_of(change), history.moved)
        if before.unseen and not look.unseen and history.inserted is None:
            return History(hand_of(change), None, history.moved)
        return history

    def _is_left_out(self, text: str, look: WordsLook) -> bool:
        """Tell whether words cannot be seen on paper, and note which."""
        if self._at.rows and self._at.rows[-1].is_hidden:
            self._note_unseen(text, "in a hidden row or a merged cell")
            return True
        if look.unseen:
            self._note_unseen(text, look.unseen)
            return True
        return False

    def _note_unseen(self, text: str, why: str) -> None:
        if text.strip():
            unseen = self._at.paragraphs[-1].unseen
            unseen[why] = (unseen.get(why, "") + text)[: QUOTED + 1]

    def _note_look(self, text: str, look: WordsLook) -> None:
        if not text.strip():
            return
        for each in look.doubts:
            self._at.doubt(each)
        for each in () if text.isascii() else _DIRECTING.findall(text):
            self._at.doubt(f"a character that directs words (U+{ord(each):04X})")
        for each in () if text.isascii() else _NOTHING_TO_SEE.findall(text):
            self._at.doubt(f"a character that cannot be seen (U+{ord(each):04X})")
        if look.is_right_to_left and not has_right_to_left(text) and text.strip().isascii():
            self._at.doubt(f"words directed from right to left: “{text.strip()[:QUOTED]}”")
        if look.is_raised and text.strip() not in _ORDINAL:
            self._at.doubt(f"raised or lowered words: “{text.strip()[:QUOTED]}”")

    def _is_in_code(self) -> bool:
        return any(not each.is_result or not each.prints_result for each in self._fields)

    def field_sign(self, element: etree._Element, history: History) -> None:
        """Read the begin, the middle or the end of a field (17.16.18)."""
        match value(element, "fldCharType"):
            case "begin":
                self.begin_field(field_begun(element))
            case "separate" if self._fields:
                self._fields[-1].is_result = True
            case "end" if self._fields:
                self.end_field(history)

    def code(self, element: etree._Element, _history: History) -> None:
        """Read a part of the code of the innermost field."""
        if self._fields and not self._fields[-1].is_result:
            self._fields[-1].add("".join(element.itertext()))

    def begin_field(self, field: OpenField) -> None:
        """Open a field; which of the following words are printed, it tells."""
        self._fields.append(field)
        self._limits.check("fields inside each other", len(self._fields))

    def end_field(self, history: History) -> None:
        """Close the innermost field, and add the words that it prints itself."""
        ended = self._fields.pop()
        if not self._is_in_code() and self._at.paragraphs:
            self.add(ended.words(), history)
        if history.deleted is None and (doubt := ended.doubt(in_margin=self._at.is_margin)):
            self._at.doubt(doubt)


def unseen_words(unseen: Mapping[str, str]) -> Iterable[str]:
    """Yield what to say of words that cannot be seen, each kind once."""
    for why, words in unseen.items():
        text = " ".join(words.split())
        said = f"{text[:QUOTED]}…" if len(text) > QUOTED else text
        yield f"words {why}: “{said}”"


def text_of(element: etree._Element) -> str:
    """Return the words of a ``w:t``; the spaces around them count only if that is said.

    Words behind an element inside it, where there should be none, are printed by some programs.
    """
    text = "".join(element.itertext()) if len(element) else element.text or ""
    if text != text.strip(" \t\r\n") and not is_preserved(element):
        return text.strip(" \t\r\n")
    return text
