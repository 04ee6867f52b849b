"""Texts in the form in which they are compared: without what editors change unasked.

An editor turns straight quotes into curly ones, two hyphens into a dash, three points into an
ellipsis; it makes spaces non-breaking and inserts soft hyphens. None of this changes an agreement.
So texts are *folded* before they are compared, and what differs only before that is a mere note.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from mou_builder.agreement.document import Span
from mou_builder.agreement.wording import shortened
from mou_builder.difference.words import Tokens, tokens
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

BREAK = "\n"
"""The end of a line, where a part of an agreement is one text."""

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_FOLDS: tuple[tuple[str, str], ...] = (
    (f"[{_INVISIBLE}]", ""),
    ("[\u2018\u2019\u201a\u201b\u2032\u00b4`]", "'"),
    ("[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]", '"'),
    ("[\u2010\u2011]", "-"),
    ("---?|[\u2012-\u2015\u2212]|(?<=[ \u00a0])-(?=[ \u00a0])", "\u2013"),
    (r"\.\.\.", "\u2026"),
    (r"\([cC]\)(?= )", "\u00a9"),
    (r"(?<![\d/])\u00bd(?![\d/])", "1/2"),
    (r"(?<![\d/])\u00bc(?![\d/])", "1/4"),
    (r"(?<![\d/])\u00be(?![\d/])", "3/4"),
    ("\ufb00", "ff"),
    ("\ufb01", "fi"),
    ("\ufb02", "fl"),
    ("\ufb03", "ffi"),
    ("\ufb04", "ffl"),
    ("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]", " "),
)
_FOLD = pattern("|".join(f"({pattern})" for pattern, _ in _FOLDS))
_REPLACEMENTS = tuple(replacement for _, replacement in _FOLDS)
_FOLDED_IN_ASCII = ("`", "--", " - ", "...", "(c)", "(C)", "\t")
"""An ASCII text without any of these stays as it is; searching for them is much faster."""
_QUOTED = 60
"""The most characters of a text that are quoted to identify it."""
_LONGEST_KEPT = 4_000
"""The longest text whose folded form is remembered: most texts are compared several times."""


@dataclass(frozen=True)
class FoldedText:
    """A folded text, and how far each stretch of it has shifted against the original text.

    A stretch that begins at ``starts[n]`` stood ``shifts[n]`` characters later in the original.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return the offset in the original text."""
        at = bisect_right(self.starts, offset) - 1
        return offset + self.shifts[at] if at >= 0 else offset


def folded(text: str) -> FoldedText:
    """Fold ``text``."""
    if text.isascii() and not any(each in text for each in _FOLDED_IN_ASCII):
        return FoldedText(text, (), ())
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = end = 0
    for found in _FOLD.finditer(text):
        replacement = _REPLACEMENTS[(found.lastindex or 1) - 1]
        before = text[end : found.start()]
        pieces += (before, replacement)
        length += len(before) + len(replacement)
        end = found.end()
        starts.append(length)
        shifts.append(end - length)
    pieces.append(text[end:])
    return FoldedText("".join(pieces), tuple(starts), tuple(shifts))


def plain(text: str) -> str:
    """Return a text of several lines as it is compared: folded, its white space single spaces."""
    return _plain(text) if len(text) <= _LONGEST_KEPT else _plain.__wrapped__(text)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    lines = [" ".join(line.split()) for line in folded(text).text.split(BREAK)]
    whole = BREAK.join(filter(None, lines))
    return whole if whole.isascii() else unicodedata.normalize("NFC", whole)


def strict(text: str) -> str:
    """Return a text with its own quotes and dashes, but without invisible characters."""
    lines = re.sub(f"[{_INVISIBLE}]", "", text).split(BREAK)
    return BREAK.join(filter(None, (" ".join(line.split()) for line in lines)))


def quoted(text: str) -> str:
    """Return the beginning of a text, on one line and in quotation marks."""
    return f"“{shortened(text, _QUOTED)}”"


def tokens_of(text: str) -> Tokens:
    """Cut a text of several lines into folded tokens, with their places in ``text``.

    The break between two lines with words is a token, so that splitting or joining paragraphs is a
    difference.
    """
    rows: list[tuple[str, int, int, int, int]] = []
    offset, sentence = 0, 0
    for line in text.split(BREAK):
        fold = folded(line)
        cut = tokens((Span(fold.text),))
        keys = cut.keys[:-1]
        if keys and rows:
            at = max(offset - 1, rows[-1][2])
            rows.append((BREAK, at, at + 1, 1, sentence))
            sentence += 1
        places = zip(cut.starts, cut.ends, cut.weights, cut.sentences, strict=True)
        for key, (start, end, weight, within) in zip(keys, places, strict=False):
            key = unicodedata.normalize("NFC", key)
            place = offset + fold.place(start)
            rows.append((key, place, offset + fold.place(end), weight, sentence + within))
        sentence = rows[-1][4] if keys else sentence
        offset += len(line) + 1
    rows.append(("", len(text), len(text), 0, rows[-1][4] if rows else 0))
    return Tokens(text, "", *zip(*rows, strict=True))
