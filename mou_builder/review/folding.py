"""Words as they are compared with a returned copy: without what an editor does to them unasked.

Straight quotes become curly ones, two hyphens a dash, three points an ellipsis; spaces become
unbreakable, and soft hyphens come in. None of it changes an agreement. So texts are *folded* before
they are compared, and what was folded away is only noted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from mou_builder.agreement.document import Span
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
    ("\u00bd", "1/2"),
    ("\u00bc", "1/4"),
    ("\u00be", "3/4"),
    ("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]", " "),
)
_FOLD = pattern("|".join(f"({pattern})" for pattern, _ in _FOLDS))
_STAND = tuple(stand for _, stand in _FOLDS)
_ASCII = ("`", "--", " - ", "...", "(c)", "(C)", "\t")
"""What there is in every ASCII text that is folded; to look for it is much quicker."""


@dataclass(frozen=True)
class FoldedText:
    """A folded text, and where each stretch of it stands in the text that it was."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return the offset in the text that was folded."""
        at = bisect_right(self.starts, offset) - 1
        return offset + self.shifts[at] if at >= 0 else offset


def folded(text: str) -> FoldedText:
    """Fold ``text``."""
    if text.isascii() and not any(each in text for each in _ASCII):
        return FoldedText(text, (), ())
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = end = 0
    for found in _FOLD.finditer(text):
        stand = _STAND[(found.lastindex or 1) - 1]
        before = text[end : found.start()]
        pieces += (before, stand)
        length += len(before) + len(stand)
        end = found.end()
        starts.append(length)
        shifts.append(end - length)
    pieces.append(text[end:])
    return FoldedText("".join(pieces), tuple(starts), tuple(shifts))


def plain(text: str) -> str:
    """Return a text of several lines as it is compared: folded, its white space evened out."""
    return _plain(text) if len(text) <= _LONGEST_KEPT else _plain.__wrapped__(text)


_LONGEST_KEPT = 4_000
"""What was sent and what came back are mostly the same texts, which are folded once."""


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    lines = [" ".join(line.split()) for line in folded(text).text.split(BREAK)]
    whole = BREAK.join(filter(None, lines))
    return whole if whole.isascii() else unicodedata.normalize("NFC", whole)


def strict(text: str) -> str:
    """Return a text with quotes and dashes as they are, but without what cannot be seen."""
    lines = re.sub(f"[{_INVISIBLE}]", "", text).split(BREAK)
    return BREAK.join(filter(None, (" ".join(line.split()) for line in lines)))


def tokens_of(text: str) -> Tokens:
    """Cut a text of several lines into tokens, whose places are those in ``text``.

    Between two lines with words in them stands a token for the break, so that a paragraph that was
    split or joined differs by it.
    """
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    weights: list[int] = []
    sentences: list[int] = []
    offset, sentence = 0, 0
    for line in text.split(BREAK):
        fold = folded(line)
        cut = tokens((Span(fold.text),))
        count = len(cut.keys) - 1
        if count and keys:
            # The break belongs to the line that it ends.
            at = max(offset - 1, ends[-1])
            keys.append(BREAK)
            starts.append(at)
            ends.append(at + 1)
            weights.append(1)
            sentences.append(sentence)
            sentence += 1
        for index in range(count):
            keys.append(unicodedata.normalize("NFC", cut.keys[index]))
            starts.append(offset + fold.place(cut.starts[index]))
            ends.append(offset + fold.place(cut.ends[index]))
            weights.append(cut.weights[index])
            sentences.append(sentence + cut.sentences[index])
        if count:
            sentence = sentences[-1]
        offset += len(line) + 1
    last = sentences[-1] if sentences else 0
    return Tokens(
        text,
        "",
        (*keys, ""),
        (*starts, len(text)),
        (*ends, len(text)),
        (*weights, 0),
        (*sentences, last),
    )
