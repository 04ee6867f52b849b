"""Names and words in the form in which they are compared."""

from __future__ import annotations

import unicodedata

from mou_builder.patterns import pattern

_TYPED_ALIKE = str.maketrans(
    dict.fromkeys("‘’‛′´`ʻʼ", "'")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)
_STOP = pattern(r"\.(?!\d)")


def folded(words: str) -> str:
    """Return ``words`` as they are compared, so that what people take for the same is equal.

    Left out is what an editor or keyboard decides (forms of letters, quotes and hyphens, spaces,
    what nobody sees), capitals, points behind words (“St Mary”), marks at the end, and a first
    “the”.
    """
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words.translate(_TYPED_ALIKE))
    plain = " ".join(_STOP.sub(" ", words.casefold()).split())
    return plain.rstrip(" ;,").removeprefix("the ")


SHORTEST = 4
"""Letters of the shortest word of which it is told that it is misspelled."""


def is_a_slip(one: str, other: str) -> bool:
    """Tell whether a person who meant ``one`` may have typed ``other``: one letter off, or swapped.

    Words that differ in a digit or are short (“No. 1”, “East”) are different words, and so are a
    singular and its plural.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or not (one + other).isalpha() or short + "s" == long:
        return False
    if len(long) - len(short) > 1:
        return False
    start = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )


def is_a_slip_within(one: str, other: str) -> bool:
    """Tell whether it is a slip in a word, and no other ending: “Luisa” is no slip of “Luis”."""
    return is_a_slip(one, other) and not other.startswith(one) and not one.startswith(other)
