"""Numbers that a text writes twice, in words and in digits, read back: “fifty (50)”.

Read are cardinal numbers below a billion, halves and the like beside them, and the cents of a sum
(“and 50/100 dollars”). What is not surely a number is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mou_builder.patterns import pattern

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"thousand": 1_000, "million": 1_000_000}
PARTS_IN_WORDS = {
    "one-half": Decimal("0.5"),
    "one-quarter": Decimal("0.25"),
    "three-quarters": Decimal("0.75"),
}
"""Parts of one as an agreement writes them."""
_WORD = "|".join((*_SMALL, "hundred", *_SCALES))
NUMBER_IN_WORDS = (
    rf"(?:(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD}))*(?:\s+and\s+(?:{'|'.join(PARTS_IN_WORDS)}))?)"
)
"""A cardinal number in words, as a regular expression (to be read without regard of capitals)."""
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_CENTS = r"(?:\s+and\s+(?:no|\d\d)/100)?"
_UNIT = r"(?:\s*%|\s+percent\b|\s+per\s+cent\b|\s+dollars\b|\s+cents\b)?"
_TWICE = (
    rf"\b(?P<first>{NUMBER_IN_WORDS})(?P<cents>{_CENTS})(?P<unit>{_UNIT})"
    rf"\s*\(\s*(?P<second>\$?\s*{_DIGITS}{_UNIT})(?:\s+[a-z]+)?\s*\)"
    rf"|(?P<digits>\$\s*{_DIGITS}|{_DIGITS}(?:\s*%|\s+percent|\s+per\s+cent))"
    rf"\s*\(\s*(?P<again>\$\s*{_DIGITS}|{_DIGITS}\s*(?:%|percent|per\s+cent)"
    rf"|{NUMBER_IN_WORDS}{_CENTS}{_UNIT})\s*\)"
)
"""As a text, as few configs have words of their own, and compiling it takes as long as a check."""
_YEAR = pattern(r"\(\s*(?:19|20)\d\d\s*\)\Z")


def unlike_numbers(text: str) -> Iterator[str]:
    """Yield each place where a number is written twice and not alike: ``fifty (60) days``.

    A year between brackets is no second writing of what stands before it.
    """
    for found in re.finditer(_TWICE, " ".join(text.split()), re.IGNORECASE):
        first = (found["first"] or found["digits"]) + (found["cents"] or "")
        second = found["second"] or found["again"]
        before, after = read_number(first), read_number(second)
        if before is None or after is None or before == after or _YEAR.search(found[0]):
            continue
        yield found[0]


def read_number(text: str) -> Decimal | None:
    """Return the number that words or digits say, without regard of a unit; None for no number."""
    plain = re.sub(r"%|\b(?:percent|per\s+cent|dollars|cents)\b|\$", " ", text.lower()).strip()
    cents = re.search(r"\s+and\s+(no|\d\d)/100\Z", plain)
    if cents:
        plain = plain[: cents.start()]
    number = _in_digits(plain) if plain[:1].isdigit() else _in_words(plain)
    if number is None or cents is None or cents[1] == "no":
        return number
    return number + Decimal(cents[1]) / 100


def _in_digits(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if re.fullmatch(_DIGITS, text) else None


def _in_words(text: str) -> Decimal | None:
    part = next((each for each in PARTS_IN_WORDS if text.endswith(each)), "")
    if part:
        text = text.removesuffix(part).strip().removesuffix("and").strip()
        if not text:
            return PARTS_IN_WORDS[part]
    total = group = 0
    for word in text.replace("-", " ").split():
        match word:
            case "and":
                continue
            case "hundred":
                group = max(group, 1) * 100
            case _ if word in _SCALES:
                total, group = total + max(group, 1) * _SCALES[word], 0
            case _ if word in _SMALL and _fits(group, _SMALL[word]):
                group += _SMALL[word]
            case _:
                return None
    return Decimal(total + group) + PARTS_IN_WORDS.get(part, Decimal(0))


def _fits(group: int, number: int) -> bool:
    """Tell whether a word goes on with a number: “sixty five” is one, “five sixty” is none."""
    rest = group % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < number < 10)
