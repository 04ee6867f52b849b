"""Words as a comparison sees them: whole words, marks of punctuation, and figures as units.

A *unit* is what a lawyer reads as one thing: a date (“June 30, 2027”), an amount of money, a time,
a share (“75 percent (75%)”), a number in words and figures with what it counts (“thirty (30)
days”), a placeholder in brackets. White space is no token: it lies between tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mou_builder.agreement.document import Span, text_of
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

# Everything that is neither white space nor punctuation belongs to a word, so that combining marks,
# joiners, variation selectors and emoji are never cut from the letter they belong to. (`\w` leaves
# out combining marks.) The soft hyphen, U+00AD, and the underscore are parts of words.
_PUNCTUATION = (
    r"!-/:-@\[-^`{-~"
    "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf"
    "\u05be\u060c\u061b\u061f\u06d4\u2010-\u2027\u2030-\u205e"
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20"
)
_W = rf"[^\s{_PUNCTUATION}]"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMERAL = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand|million)"
)
# Bounded, so that a hostile text of numerals is not searched again from each of them.
_IN_WORDS = rf"(?i:{_NUMERAL}(?:(?:-|\s|\sand\s){_NUMERAL}){{0,9}})"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_PERIOD = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_MODIFIER = r"(?:calendar|business|school|working)"
_UNITS = (
    rf"{_MONTH}\s\d{{1,2}},\s\d{{4}}",
    rf"\d{{1,2}}(?:(?:st|nd|rd|th)\sday\sof)?\s{_MONTH},?\s\d{{4}}",
    rf"\$\s?{_FIGURE}",
    r"\d{1,2}(?::\d{2})?\s[ap]\.?m\b\.?",
    rf"{_IN_WORDS}\s(?:percent\s)?\({_FIGURE}%?\)(?:\s(?:{_MODIFIER}\s)?{_PERIOD})?",
    rf"{_FIGURE}\s(?:percent|per\scent)(?:\s\({_FIGURE}%\))?",
    rf"{_FIGURE}%",
    rf"{_FIGURE}\s{_PERIOD}",
    r"\[[^\[\]]{2,80}\]",
    r"(?:[A-Za-z]\.){2,}",
)
# A word may hold hyphens and apostrophes, points and commas between digits, and short brackets that
# adhere to it: “school-based”, “student’s”, “118.125(2)(d)”, “officer(s)”.
_WORD = (
    rf"{_W}+(?:(?:['’‑-]|(?<=\d)[.,:/](?=\d)){_W}+)*"
    rf"(?:\({_W}{{1,4}}\)(?!{_W}))*"
)
_TOKEN = pattern(
    rf"((?:{'|'.join(_UNITS)})(?!{_W})"
    rf"|{_WORD}"
    rf"|([{_PUNCTUATION}])\2*[\u0300-\u036f\ufe00-\ufe0f\u20d0-\u20ff]*)"
)
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and any are as at be been but by each for from had has have he her his if in into
        is it its may must no nor not of on or other shall she so such that the their them then
        there these they this those to under upon was were which who will with within would
        """,
    )
)
_SENTENCE_ENDS = frozenset(".?!;")
_CLOSERS = frozenset("\"'”’)]»")
CONTENT, FUNCTION, MARK = 4, 2, 1
"""How much a kept word counts: one that carries meaning, a function word, a punctuation mark."""


@dataclass(frozen=True)
class Tokens:
    """A text cut into tokens; the last one is the empty token after the text.

    ``keys`` are what is compared (words and their emphasis); ``starts`` and ``ends`` are offsets in
    the text; the white space before token ``n`` is ``text[ends[n - 1] : starts[n]]``. ``sentences``
    gives the ordinal of each token's sentence; a semicolon ends one, as in a list.
    """

    text: str
    emphasis: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    weights: tuple[int, ...]
    sentences: tuple[int, ...]

    def lead(self, index: int) -> str:
        """The white space before a token."""
        return self.text[self.ends[index - 1] if index else 0 : self.starts[index]]


def tokens(spans: Sequence[Span]) -> Tokens:
    """Cut the words of ``spans`` into tokens, whichever spans they come from."""
    text = text_of(spans)
    emphasis = ""
    if any(span.emphasis for span in spans):
        emphasis = "".join("01"[span.emphasis] * len(span.text) for span in spans)
    words, starts, ends = _cut_into_words(text)
    keys = words
    if emphasis:
        looks = (emphasis[start:end] for start, end in zip(starts, ends, strict=True))
        keys = tuple(
            f"{word}\0{look}" if "1" in look else word
            for word, look in zip(words, looks, strict=True)
        )
    return Tokens(
        text,
        emphasis,
        (*keys, ""),
        (*starts, len(text)),
        (*ends, len(text)),
        (*(weight(word) for word in words), 0),
        _sentence_ordinals(text, words, starts),
    )


# A text is cut to judge likeness, for the comparison and for the redline.
@lru_cache(maxsize=1024)
def _cut_into_words(text: str) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the words of a text, and the places where they start and end."""
    spans = [found.span(1) for found in _TOKEN.finditer(text)]
    words = tuple(text[start:end] for start, end in spans)
    return words, tuple(start for start, _ in spans), tuple(end for _, end in spans)


@lru_cache(maxsize=8192)
def weight(word: str) -> int:
    """How much a token counts when a sentence is judged to be kept or rewritten."""
    if word.lower() in _FUNCTION_WORDS:
        return FUNCTION
    return CONTENT if any(map(str.isalnum, word)) or len(word) > 1 else MARK


def _sentence_ordinals(text: str, words: Sequence[str], starts: Sequence[int]) -> tuple[int, ...]:
    """Number the sentence of each token; the token after the text belongs to the last one."""
    ordinals: list[int] = []
    ordinal, ended = 0, ""
    for word, start in zip(words, starts, strict=True):
        spaced = start > 0 and text[start - 1].isspace()
        if ended and spaced:
            ordinal += not (ended == "." and word[0].islower())
            ended = ""
        elif ended and word not in _CLOSERS:
            ended = ""
        ordinals.append(ordinal)
        if word in _SENTENCE_ENDS:
            ended = word
    return (*ordinals, ordinal)


def bag(spans: Sequence[Span]) -> dict[str, int]:
    """The words of ``spans`` and how much each counts in all, to judge likeness quickly."""
    counted: dict[str, int] = {}
    for word in _cut_into_words(text_of(spans))[0]:
        counted[word] = counted.get(word, 0) + weight(word)
    return counted


def likeness(one: dict[str, int], other: dict[str, int]) -> float:
    """How alike two bags of words are, from 0 to 1 (the Sørensen–Dice coefficient)."""
    total = sum(one.values()) + sum(other.values())
    if not total:
        return 1.0
    common = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 2 * common / total
