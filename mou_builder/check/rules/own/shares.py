"""Shares in own texts: percentages and parts of one thing, which add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS
from mou_builder.check.rules.own.facts import with_payers
from mou_builder.check.rules.own.parts import PART, read_share
from mou_builder.check.rules.own.texts import sentences
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_AGAIN = r"(?:\s*\(\s*[\d./\s]+(?:%|percent)?\s*\))?"
"""A number that is written again between brackets."""
PERCENT = (
    rf"\b(\d+(?:\.\d+)?(?:[\s-]+(?:and\s+)?\d/\d)?|{NUMBER_IN_WORDS}"
    rf"(?:\s+and\s+(?:one|two)[\s-]thirds?)?){_AGAIN}\s*(?:%|percent\b|per\s+cent\b){_AGAIN}"
)
"""As a text, like those with numbers in words below: compiling it takes as long as a check."""
_SHARED = pattern(
    r"\b(?:pay(?:s|able)?|paid|bears?|borne|funds?|funded|shares?|shared|covers?|divided|split"
    r"|reimburs\w+|contribut\w+|financ\w+|responsible|costs?|owes?)\b",
    re.I,
)
_BY_TURNS = pattern(
    r"\b(?:year|years|then|thereafter|after|until|months?|summer|increase|semester|fall|spring)\b",
    re.I,
)
"""Words of sentences whose shares may belong to different times, and need not add up."""
_RATIO = (
    r"\b(?:split|shared?|sharing|divided?|ratio|basis|apportioned)\b[^.;$\d]{0,60}?"
    r"(?<![\d/$.-])(\d{1,3})\s*(?:/|[-–:]|\bto\b)\s*(\d{1,3})(?:\s*[/:–-]\s*(\d{1,3}))?"
    r"|(?<![\d/$.-])(\d{1,3})\s*[/:–-]\s*(\d{1,3})(?:\s*[/:–-]\s*(\d{1,3}))?"
    r"\s+(?:split|basis|ratio|share|sharing|division)\b"
)
"""“Shared 60/40”, “a 60-40 split”."""
_MAY_BE_SHARED = rf"[%/{''.join(_SIGNS)}\d]|percent|per cent|half|halves|third|quarter|fourth|fifth"
_OF_WHAT = r"\s*(?:of|for|toward|towards)\s+([^.;,]{3,60})"
_COSTS = (
    (r"salar|wages|compensation|pay\b", "salary"),
    (r"benefit", "benefits"),
    (r"overtime", "overtime"),
    (r"equipment|vehicle|uniform", "equipment"),
    (r"training", "training"),
    (r"cost|expense|amount|total|price|bill|invoice", "cost"),
)
"""What a share is one of, by the words that say so."""


@dataclass(frozen=True)
class _Share:
    """A share of something; ``of`` and ``payer`` are empty where they are not said."""

    part: Fraction
    of: str
    payer: str


def share_faults(text: str, config: Config) -> Iterator[str]:
    """Yield which shares of one thing in a text come to more or less than the whole."""
    if not re.search(_MAY_BE_SHARED, text, re.I):
        return
    before: list[_Share] = []
    for sentence in sentences(text):
        plain = " ".join(sentence.split())
        if not _SHARED.search(plain) or _BY_TURNS.search(plain):
            before = []
            continue
        yield from _ratio_faults(plain)
        for written, unit in ((PERCENT, " percent"), (PART, "")):
            found = list(_shares_in(plain, written, config))
            fault = _not_whole(found, unit)
            if fault:
                yield fault
            elif len(found) == 1:
                if (
                    before
                    and found[0].payer
                    and {*map(_is_percentage, before)} == {_is_percentage(found[0])}
                ):
                    fault = _not_whole([*before, *found], unit)
                    if fault and found[0].payer not in {each.payer for each in before}:
                        yield fault
                before += found if found[0].payer else []


def _is_percentage(share: _Share) -> bool:
    """Tell whether a share is a percentage, and no part of one."""
    return share.part > 1


def _shares_in(plain: str, pattern: str, config: Config) -> Iterator[_Share]:
    for sign, digits in _SIGNS.items():
        plain = plain.replace(sign, f" {digits}")
    told = with_payers(plain, config)
    for found in re.finditer(pattern, told, re.I):
        if pattern == PART and re.match(r"\s*(?:percent|%|per\s+cent)", told[found.end() :], re.I):
            continue
        part = read_share(found[0] if pattern == PART else found[1])
        if part is None:
            continue
        of = re.match(_OF_WHAT, told[found.end() :], re.I)
        words = re.split(r"\s(?:and|but|by|while|with)\s+(?:the\s+)?§", of[1])[0] if of else ""
        names = [name for each, name in _COSTS if re.search(rf"\b(?:{each})", words, re.I)]
        payers = re.findall(r"§\w+§", told[: found.start()])
        yield _Share(part, " ".join(names) or words, payers[-1] if payers else "")


def _not_whole(shares: list[_Share], unit: str) -> str | None:
    """Return what is wrong with shares of one thing; None where they are whole, or of several."""
    if len(shares) < 2 or len({each.of for each in shares if each.of}) > 1:
        return None
    whole = 100 if unit else 1
    total = sum((each.part for each in shares), Fraction(0))
    if total == whole or not Fraction(whole, 2) < total < Fraction(3 * whole, 2):
        return None
    added = " + ".join(_number_text(each.part) for each in shares)
    return f"{added} is {_number_text(total)}{unit}, not {whole}: the shares do not add up"


def _ratio_faults(plain: str) -> Iterator[str]:
    for found in re.finditer(_RATIO, plain, re.I):
        numbers = [int(each) for each in found.groups() if each]
        if sum(numbers) != 100 and 70 < sum(numbers) < 140:
            added = " + ".join(map(str, numbers))
            yield f"{added} is {sum(numbers)} percent, not 100: the shares do not add up"


def _number_text(number: Fraction) -> str:
    if number.denominator in (1, 2, 4, 5, 8, 10, 20, 25, 50, 100):
        return f"{float(number):g}" if number > 1 or number.denominator == 1 else str(number)
    return f"{int(number)} {number - int(number)}" if number > 1 else str(number)
