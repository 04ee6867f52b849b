"""Parts of a whole in words and signs: “two-thirds”, “1/2”, “66 2/3”."""

from __future__ import annotations

import re
from fractions import Fraction

from mou_builder.agreement.number_words import read_number

_PARTS = {
    "half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "one fourth": Fraction(1, 4),
    "three fourths": Fraction(3, 4),
    "one fifth": Fraction(1, 5),
    "two fifths": Fraction(2, 5),
    "three fifths": Fraction(3, 5),
    "four fifths": Fraction(4, 5),
}
PART = (
    r"(?<!other )(?<!first )(?<!second )(?<!last )(?<!latter )"
    r"\b(?:(?:one|two|three|four)[\s-](?:third|quarter|fourth|fifth|half)s?|half)\b"
    r"|(?<![\d/.])\d/\d(?![\d/])"
)


def read_share(words: str) -> Fraction | None:
    """Return the number of a percentage, or the part of a whole: “66 2/3”, “two-thirds”."""
    plain = " ".join(words.casefold().replace("-", " ").split())
    if plain in _PARTS:
        return _PARTS[plain]
    if found := re.fullmatch(r"(?:(\d+)(?:\s+and)?\s+)?(\d)/(\d)", plain):
        if found[3] == "0":
            return None
        return Fraction(int(found[1] or 0)) + Fraction(int(found[2]), int(found[3]))
    whole, thirds = plain, Fraction(0)
    if found := re.fullmatch(r"(.+) and ((?:one|two) thirds?)", plain):
        whole, thirds = found[1], _PARTS.get(found[2].rstrip("s") + "s", Fraction(1, 3))
    number = read_number(whole)
    return None if number is None else Fraction(number) + thirds
