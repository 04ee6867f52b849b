"""Shares in own texts: percentages and parts of one thing, which add up to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from mou_builder.check.rules.own.sums.amounts import SHARE, MarkedAmounts, marked_amounts
from mou_builder.check.rules.own.sums.parts import SIGNS
from mou_builder.check.rules.own.texts import sentences
from mou_builder.check.sums import amount_text
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

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
_MAY_BE_SHARED = rf"[%/{''.join(SIGNS)}\d]|percent|per cent|half|halves|third|quarter|fourth|fifth"
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
        found = list(_shares_in(marked_amounts(plain, config)))
        if fault := _not_whole(found):
            yield fault
        elif len(found) == 1 and found[0].payer:
            fault = _not_whole([*before, *found])
            if fault and found[0].payer not in {each.payer for each in before}:
                yield fault
            before += found


def _shares_in(told: MarkedAmounts) -> Iterator[_Share]:
    for found in re.finditer(SHARE, told.text):
        of = re.match(_OF_WHAT, told.text[found.end() :], re.I)
        words = re.split(r"\s(?:and|but|by|while|with)\s+(?:the\s+)?§", of[1])[0] if of else ""
        names = [name for each, name in _COSTS if re.search(rf"\b(?:{each})", words, re.I)]
        payers = re.findall(r"§[a-z]+§", told.text[: found.start()])
        payer = payers[-1] if payers else ""
        yield _Share(told.at(found[0]).number, " ".join(names) or words, payer)


def _not_whole(shares: list[_Share]) -> str | None:
    """Return what is wrong with shares of one thing; None where they are whole, or of several."""
    if len(shares) < 2 or len({each.of for each in shares if each.of}) > 1:
        return None
    total = sum((each.part for each in shares), Fraction(0))
    return _unlike_whole([each.part for each in shares]) if 1 < 2 * total < 3 else None


def _unlike_whole(parts: list[Fraction]) -> str | None:
    if sum(parts) == 1:
        return None
    added = " + ".join(amount_text(each * 100, money=False) for each in parts)
    total = amount_text(sum(parts, Fraction(0)) * 100, money=False)
    return f"{added} is {total}, not 100%: the shares do not add up"


def _ratio_faults(plain: str) -> Iterator[str]:
    for found in re.finditer(_RATIO, plain, re.I):
        numbers = [Fraction(each) / 100 for each in found.groups() if each]
        fault = _unlike_whole(numbers)
        if fault and 7 < 10 * sum(numbers) < 14:
            yield fault
