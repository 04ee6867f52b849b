"""Parts of a whole in words and signs: “two-thirds”, “1/2”, “66 2/3”."""

from __future__ import annotations

import re
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number

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
SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
PART = (
    r"(?<!other )(?<!first )(?<!second )(?<!last )(?<!latter )"
    r"\b(?:(?:one|two|three|four)[\s-](?:third|quarter|fourth|fifth|half)s?|half)\b"
    rf"|(?<![\d/.])\d/\d(?![\d/])|[{''.join(SIGNS)}]"
)
AGAIN = r"(?:\s*\(\s*[\d./\s]+(?:%|percent)?\s*\))?"
"""A number that is written again between brackets."""
PERCENT = (
    rf"\b(?P<of_hundred>\d+(?:\.\d+)?(?:[\s-]+(?:and\s+)?\d/\d|[{''.join(SIGNS)}])?|{NUMBER_IN_WORDS}"
    rf"(?:\s+and\s+(?:one|two)[\s-]thirds?)?){AGAIN}\s*(?:%|percent\b|per\s+cent\b){AGAIN}"
)
"""As a text, as few configs have words of their own, and compiling it takes as long as a check."""


def read_share(words: str) -> Fraction | None:
    """Return the number of a percentage, or the part of a whole: “66 2/3”, “two-thirds”."""
    plain = words.casefold().replace("-", " ")
    for sign, digits in SIGNS.items():
        plain = plain.replace(sign, f" {digits}")
    plain = " ".join(plain.split())
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
