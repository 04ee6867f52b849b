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
