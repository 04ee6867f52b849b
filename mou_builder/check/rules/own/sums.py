"""Own texts: their sums come out, and what is written twice is alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number, unlike_numbers
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.texts import own_texts, sentences
from mou_builder.diagnostic import Severity

_PERCENT = (
    rf"\b(\d+(?:\.\d+)?|{NUMBER_IN_WORDS})(?:\s*\(\s*\d+(?:\.\d+)?\s*\))?\s*(?:%|percent\b)"
    r"(?:\s*\(\s*\d+(?:\.\d+)?\s*(?:%|percent)\s*\))?"
)
"""As a text, like those with numbers in words below: compiling it takes as long as a check."""
_SHARED = re.compile(r"\b(?:pays?|paid|bears?|funds?|shared?|shares|covers?|divided|split)\b", re.I)
_BY_TURNS = re.compile(
    r"\b(?:year|years|then|thereafter|after|until|months?|summer|increase)\b", re.I
)
"""Words of sentences whose percentages may belong to different times, and need not add up."""
_PAYMENTS = (
    rf"\b(\d+|{NUMBER_IN_WORDS})(?:\s+\(\d+\))?\s+(?:equal\s+)?(?:[a-z]+\s+)?"
    r"(?:payments|installments|instalments)\s+of\s+\$\s*([\d,]+(?:\.\d\d)?)"
)
_TOTAL = re.compile(
    r"\b(?:total|sum|amount|fee|price|cost)\b[^.$|]{0,40}\$\s*([\d,]+(?:\.\d\d)?)", re.I
)
_DIVIDED = re.compile(r"\$\s*([\d,]+(?:\.\d\d)?)[^.;$]{0,60}\bin\s+$", re.I)
"""An amount that is paid “in” the payments which follow."""
_SHARE_OF = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:%|percent\b)(?:\s*\(\s*\d+(?:\.\d+)?\s*%\s*\))?"
    r"[^.;$%]{0,40}?(?:,\s*(?:or|which is|i\.e\.,?|that is,?)|\()\s*\$\s*([\d,]+(?:\.\d\d)?)",
    re.I,
)
_MONEY = re.compile(r"\$\s*([\d,]+(?:\.\d\d)?)")
_MONEY_IN_CELL = re.compile(
    r"^[ \t]*\|([^|\n]*)\|[ \t]*\$\s*([\d,]+(?:\.\d\d)?)[ \t]*\|[ \t]*$", re.M
)
"""A row of two cells, of which the second is an amount."""
_TOTAL_ROW = re.compile(r"\s*(?:total|sum|amount|cost)\b", re.I)
_FRACTION = re.compile(r"(?<![\d/])(\d)/(\d)(?![\d/])")
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
_PART = re.compile(
    r"(?<!other )\b(?:(?:one|two|three|four)[\s-](?:third|quarter|fourth|fifth|half)s?|half)\b",
    re.I,
)
_EACH_OF = (
    rf"\$\s*([\d,]+(?:\.\d\d)?)\s+(?:for\s+)?each\s+of\s+(?:the\s+)?(\d+|{NUMBER_IN_WORDS})\b"
    rf"|\$\s*([\d,]+(?:\.\d\d)?)\s+(?:per|an?|for\s+each)\s+(hour|day|month|officer|SRO|deputy)\b"
    rf"[^.;$]{{0,40}}?\b(?:for|times)\s+(?:up\s+to\s+)?(\d[\d,]*|{NUMBER_IN_WORDS})\s+"
    r"(?:hour|day|month|officer|SRO|deput)"
)
"""A price for each of so many, of which a total may be named, too."""
_ITEM = re.compile(r"^[ \t]*-[ \t]+[^$\n]*\$\s*([\d,]+(?:\.\d\d)?)[^$\n]*$", re.M)
"""An item of a list with one amount in it."""


def sums_in_own_texts_come_out(case: Case) -> Iterator[Finding]:
    """MOU334: shares or payments in a text of the config's own do not add up."""
    for text, path in own_texts(case):
        for message in (*_shares(text), *_amounts(text), *_payments(text)):
            hint = "correct one of the numbers; there may be a variant that computes them"
            yield case.finding("MOU334", Severity.WARNING, message, path, hint)


def numbers_written_twice_are_alike(case: Case) -> Iterator[Finding]:
    """MOU335: a text of the config's own writes a number twice, in words and digits, unlike."""
    for text, path in own_texts(case):
        for words in unlike_numbers(text):
            message = f"“{words}” says two different numbers"
            hint = "correct one of the two; a court would have to choose between them"
            yield case.finding("MOU335", Severity.WARNING, message, path, hint)


def _shares(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        if not _SHARED.search(sentence) or _BY_TURNS.search(sentence):
            continue
        read = (read_number(each) for each in re.findall(_PERCENT, sentence, re.I))
        shares = [each for each in read if each is not None]
        total = sum(shares, Decimal(0))
        if len(shares) > 1 and total != 100 and 50 < total < 150:
            added = " + ".join(f"{each:f}" for each in shares)
            yield f"{added} is {total:f} percent, not 100: the shares do not add up"
        parts = [Fraction(int(over), int(under)) for over, under in _FRACTION.findall(sentence)]
        parts = parts or [_PARTS[_plain(each)] for each in _PART.findall(sentence)]
        whole = sum(parts, Fraction(0))
        if len(parts) > 1 and whole != 1 and Fraction(1, 2) < whole < Fraction(3, 2):
            added = " + ".join(map(str, parts))
            yield f"{added} is {whole}, not 1: the shares do not add up"


def _amounts(text: str) -> Iterator[str]:
    """Yield what is wrong with “75%, or $70,000” of the one other amount that a text names."""
    for share, amount in _SHARE_OF.findall(text):
        others = {_money(each) for each in _MONEY.findall(text)} - {_money(amount)}
        if len(others) != 1:
            continue
        [whole] = others
        expected = (whole * Decimal(share) / 100).quantize(Decimal("0.01"))
        if whole > _money(amount) and expected != _money(amount):
            yield f"{share} percent of ${whole:,} is ${expected:,}, not ${_money(amount):,}"


def _payments(text: str) -> Iterator[str]:
    totals = {_money(each) for each in _TOTAL.findall(text)}
    for found in re.finditer(_PAYMENTS, text, re.I):
        count, amount = found.groups()
        if not totals and (whole := _DIVIDED.search(text[: found.start()])):
            totals = {_money(whole[1])}
        number = read_number(count)
        paid = (number or 0) * _money(amount)
        if number and len(totals) == 1 and paid not in totals:
            [total] = totals
            yield f"{number} payments of ${_money(amount):,} are ${paid:,}, not ${total:,}"
    for found in re.finditer(_EACH_OF, text, re.I):
        price, times = _money(found[1] or found[3]), read_number(found[2] or found[5])
        if times and len(totals - {price}) == 1 and price * times not in totals:
            [total] = totals - {price}
            yield f"{times:,} times ${price:,} is ${price * times:,}, not ${total:,}"
    items = [_money(each) for each in _ITEM.findall(text)]
    if len(items) > 1 and len(totals) == 1 and sum(items) not in totals:
        [total] = totals
        yield f"the items of the list come to ${sum(items):,}, not ${total:,}"
    due = [row for row in _MONEY_IN_CELL.findall(text) if not _TOTAL_ROW.match(row[0])]
    paid = sum((_money(amount) for _, amount in due), Decimal(0))
    if len(due) > 1 and len(totals) == 1 and paid not in totals:
        [total] = totals
        yield f"the rows of the table come to ${paid:,}, not ${total:,}"


def _plain(words: str) -> str:
    """Return how a part is called in `_PARTS`: “Two-thirds” is “two thirds”."""
    return " ".join(words.casefold().replace("-", " ").split())


def _money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


RULES: tuple[Rule, ...] = (
    sums_in_own_texts_come_out,
    numbers_written_twice_are_alike,
)
