"""Own texts: their sums add up, and what is written twice is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number, unlike_numbers
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.facts import with_payers
from mou_builder.check.rules.own.parts import PART, read_share
from mou_builder.check.rules.own.shares import PERCENT, share_faults
from mou_builder.check.rules.own.tables import (
    amounts_of,
    table_faults,
    tables_of,
    without_tables,
)
from mou_builder.check.rules.own.texts import sentences
from mou_builder.check.sums import cents, is_share
from mou_builder.config.config import Config
from mou_builder.patterns import pattern

_AMOUNT = r"\$\s*([\d,]*\d(?:\.\d\d)?)"
_COUNT = rf"(\d[\d,]*|{NUMBER_IN_WORDS})(?:\s+\(\d+\))?"
_INSTALLMENTS = r"(?:payments|installments|instalments)\s+of\s+"
_PAYMENTS = rf"\b{_COUNT}\s+(?:equal\s+)?(?:[a-z]+\s+)?{_INSTALLMENTS}{_AMOUNT}"
_TOTAL = (
    rf"\b(?:total|sum|amount|fee|price|cost)\b[^.$|]{{0,40}}{_AMOUNT}"
    rf"|{_AMOUNT}\s+(?:in\s+(?:all|total)|altogether)\b"
)
_WHOLE = (
    rf"\b(?:total|sum|in\s+all|altogether)\b[^.;$]{{0,30}}?{_AMOUNT}"
    rf"|{_AMOUNT}\s+(?:in\s+(?:all|total)|altogether)\b|{_AMOUNT}[^$.;]{{0,30}}\bof\s+which\b"
)
"""An amount of which the others in its sentence are the parts."""
_DIVIDED = rf"{_AMOUNT}[^.;$]{{0,60}}\bin\s+$"
"""An amount that is paid “in” the payments which follow."""
_IS_WORTH = (
    r"[^.;$%]{0,40}?(?:,?\s*\b(?:or|which\s+is|that\s+is|i\.e\.,?|is|are|being|equals?|equal\s+to"
    rf"|amount\w*\s+to|com(?:es|ing)\s+to|totals?)|\(|:|=)[\s,]*{_AMOUNT}"
)
_UNITS = r"(?:hour|day|month|quarter|semester|officer|SRO|deputy|school)"
_EACH_OF = (
    rf"{_AMOUNT}\s+(?:for\s+)?each\s+of\s+(?:the\s+)?{_COUNT}\b"
    rf"|{_AMOUNT}\s+(?:per|an?|for\s+each|each|for\s+every)\s+{_UNITS}\b"
    rf"[^.;$]{{0,40}}?\b(?:for|times)\s+(?:up\s+to\s+)?{_COUNT}\s+{_UNITS}"
)
"""A price for each of so many, of which a total may be named, too."""
_RESULT = (
    r"(?:\b(?:is|are|equals?|that\s+is|which\s+is|which\s+are|makes?|totals?|totaling"
    rf"|(?:for\s+)?a\s+total\s+of|com(?:es|ing)\s+to|amounts?\s+to)|=)\s+{_AMOUNT}"
)
_UNIT = r"(hour|day|week|month|quarter|mile|officer|SRO|deputy|school)"
_SO_MANY_AT = (
    rf"\b{_COUNT}\s+(?:[a-z]+\s+)?{_UNIT}s?\s+at\s+(?:a\s+(?:rate|cost|price)\s+of\s+)?{_AMOUNT}"
    rf"\s*(?:(?:an?|per|for\s+each|every)\s+\w+|each)[^.;$]{{0,30}}?{_RESULT}"
)
_EACH_FOR = (
    rf"{_AMOUNT}\s+(?:an?|per|for\s+each|every)\s+{_UNIT}\s+(?:for|times|x)\s+{_COUNT}\s+\w+"
    rf"[^.;$]{{0,30}}?{_RESULT}"
)
"""So many at a price, and what they come to; a price for each of so many."""
_BY_YEAR = (
    rf"{_AMOUNT}\s+(?:an?|per|each|every)\s+(month|quarter)\b[^.;$]{{0,30}}?{_RESULT}"
    r"[^.;$]{0,30}?\byear\b"
)
_IN_A_YEAR = {"month": 12, "quarter": 4}
_SHARE_OF = rf"{PERCENT}\s+of\s+{_AMOUNT}[^.;$]{{0,30}}?{_RESULT}"
_RISES = (
    rf"{_AMOUNT}[^.;$]{{0,60}}?\b(?:ris|increas|rais|grow|escalat)\w*\s+by\s+{PERCENT}"
    rf"[^.;$%]{{0,20}}?\bto\s+{_AMOUNT}"
)
_PART_AGAIN = rf"(?:{PART})\s*\(\s*(\d+(?:\.\d+)?)\s*(?:%|percent)\s*\)"
_NO_PART = (
    r"(?:\b(?:up\s+to|more\s+than|exceed\w*|least|minimum\s+of|maximum\s+of|limit\w*\s+to|over"
    r"|insur\w+|coverage|rate\s+of|rate\s+is|from)\s*)$"
)
_RATE = (
    r"\s*(?:(?:per|an?|each|every|for\s+(?:each|every))\b|/)\s*\w"
    r"|\s*(?:hourly|daily|monthly|weekly)\b"
)
_ITEM = pattern(r"^[ \t]*-[ \t]+[^$\n]*\$\s*([\d,]+(?:\.\d\d)?)[^$\n]*$", re.M)
"""An item of a list with one amount in it."""


def sums_in_own_texts_come_out(case: Case) -> Iterator[Finding]:
    """MOU334: shares or payments in a text of the config's own do not add up."""
    for text, path in case.own_texts:
        bare = without_tables(text)
        faults = [*share_faults(bare, case.config), *table_faults(text, case.config)]
        if "$" in text:
            faults += [
                *_shares_in_dollars(bare),
                *_payment_faults(text),
                *_total_faults(bare, case.config),
                *_product_faults(" ".join(bare.split())),
            ]
        for message in dict.fromkeys(faults):
            hint = "correct one of the numbers; there may be a variant that computes them"
            yield case.warning("MOU334", message, path, hint)


def numbers_written_twice_are_alike(case: Case) -> Iterator[Finding]:
    """MOU335: a text of the config's own writes a number twice, in words and digits, unlike."""
    for text, path in case.own_texts:
        for words in (*unlike_numbers(text), *_unlike_parts(text)) if "(" in text else ():
            message = f"“{words}” says two different numbers"
            hint = "correct one of the two; a court would have to choose between them"
            yield case.warning("MOU335", message, path, hint)


def _unlike_parts(text: str) -> Iterator[str]:
    """Yield a part in words and a percentage that is not as much: “one-half (60%)”."""
    for found in re.finditer(_PART_AGAIN, " ".join(text.split()), re.I):
        part = re.match(PART, found[0], re.I)
        share = read_share(part[0]) if part else None
        if share is not None and abs(share * 100 - Fraction(found[1])) > Fraction(7, 10):
            yield found[0]


def _product_faults(plain: str) -> Iterator[str]:
    """Yield a price that is multiplied, and comes to another amount than the one that is named."""
    for written, first, second in ((_SO_MANY_AT, 0, 2), (_EACH_FOR, 2, 0)):
        for found in re.finditer(written, plain, re.I):
            groups = found.groups()
            times, price = read_number(groups[first]), _dollars(groups[second])
            total = _dollars(groups[3])
            others = {read_number(each) for each in re.findall(r"\b\d[\d,]*\b", plain)}
            once = price * (times or 0)
            # “180 days of 8 hours at $50” are another number of times.
            if times and once and once != total and total / once not in others:
                yield f"{times:,} times ${price:,} is ${once:,}, not ${total:,}"
    yield from _percentage_faults(plain)
    for found in re.finditer(_BY_YEAR, plain, re.I):
        price, total, months = _dollars(found[1]), _dollars(found[3]), _IN_A_YEAR[found[2].lower()]
        if price * months != total and not re.search(r"\bschool\s+year\b", found[0], re.I):
            yield f"{months} times ${price:,} is ${price * months:,}, not ${total:,}"


def _percentage_faults(plain: str) -> Iterator[str]:
    """Yield a percentage of an amount, or a rise by one, that comes to another amount."""
    for written, rises in ((_SHARE_OF, False), (_RISES, True)):
        for found in re.finditer(written, plain, re.I):
            groups = found.groups()
            words = groups[1] if rises else groups[0]
            whole, share = _dollars(groups[0 if rises else -2]), read_share(words)
            amount = _dollars(groups[-1])
            if share is None:
                continue
            expected = Fraction(whole) * ((100 + share) if rises else share) / 100
            if not is_share(amount, expected) and amount != round(expected):
                said = f"${whole:,} and {words} percent" if rises else f"{words}% of ${whole:,}"
                yield f"{said} is ${cents(expected):,}, not ${amount:,}"


def _shares_in_dollars(text: str) -> Iterator[str]:
    """Yield what is wrong with “75%, or $70,000” of the one other amount that a text names."""
    plain = " ".join(text.split())
    every = {_dollars(each) for each in re.findall(_AMOUNT, plain)}
    for written, unit in ((PERCENT, 100), (PART, 1)):
        for found in re.finditer(rf"(?:{written}){_IS_WORTH}", plain, re.I):
            words = found[0] if unit == 1 else found[1]
            part = re.match(PART, words, re.I) if unit == 1 else None
            share = read_share(part[0] if part else words)
            amount = _dollars(found[found.re.groups])
            others = every - {amount}
            if share is None or len(others) != 1:
                continue
            [whole] = others
            expected = share * Fraction(whole) / unit
            if whole > amount and not is_share(amount, expected):
                said = part[0] if part else f"{words} percent"
                yield f"{said} of ${whole:,} is ${cents(expected):,}, not ${amount:,}"


def _payment_faults(text: str) -> Iterator[str]:
    totals = {_dollars(_first_group(each)) for each in re.finditer(_TOTAL, text, re.I)}
    for found in re.finditer(_PAYMENTS, text, re.I):
        count, amount = found.groups()
        if not totals and (
            whole := re.search(_DIVIDED, text[max(found.start() - 120, 0) : found.start()], re.I)
        ):
            totals = {_dollars(whole[1])}
        number = read_number(count)
        paid = (number or 0) * _dollars(amount)
        if number and len(totals) == 1 and paid not in totals:
            [total] = totals
            yield f"{number} payments of ${_dollars(amount):,} are ${paid:,}, not ${total:,}"
    for found in re.finditer(_EACH_OF, text, re.I):
        price, times = _dollars(found[1] or found[3]), read_number(found[2] or found[4])
        if times and len(totals - {price}) == 1 and price * times not in totals:
            [total] = totals - {price}
            yield f"{times:,} times ${price:,} is ${price * times:,}, not ${total:,}"
    items = [_dollars(each) for each in _ITEM.findall(text)]
    if len(items) > 1 and len(totals) == 1 and sum(items) not in totals:
        [total] = totals
        yield f"the items of the list come to ${sum(items):,}, not ${total:,}"
    for table in tables_of(text):
        due = amounts_of(table)
        if len(due) > 1 and len(totals) == 1 and sum(due) not in totals:
            [total] = totals
            yield f"the rows of the table come to ${sum(due):,}, not ${total:,}"


def _total_faults(text: str, config: Config) -> Iterator[str]:
    """Yield a total that the other amounts of its sentence, or of those who pay, do not make up."""
    every = [" ".join(each.split()) for each in sentences(text)]
    for sentence in every:
        wholes = {_dollars(_first_group(each)) for each in re.finditer(_WHOLE, sentence, re.I)}
        if len(wholes) == 1:
            [whole] = wholes
            yield from _unlike_total(_plain_amounts(sentence, whole), whole)
    plain = " ".join(every)
    totals = {_dollars(_first_group(each)) for each in re.finditer(_TOTAL, plain, re.I)}
    paid = re.findall(
        rf"(§\w+§)[^.;§$]{{0,40}}{_AMOUNT}(?!{_RATE})", with_payers(plain, config), re.I
    )
    if len(totals) == 1 and len(paid) == 2 and paid[0][0] != paid[1][0]:
        [whole] = totals
        yield from _unlike_total([_dollars(amount) for _, amount in paid], whole)


def _plain_amounts(sentence: str, whole: Decimal) -> list[Decimal]:
    """Return the amounts of a sentence beside the whole that are paid once, as they stand."""
    return [
        _dollars(found[1])
        for found in re.finditer(_AMOUNT, sentence)
        if _dollars(found[1]) != whole
        and not re.search(_NO_PART, sentence[: found.start()], re.I)
        and not re.search(rf"{_INSTALLMENTS}$", sentence[: found.start()], re.I)
        and not re.match(_RATE, sentence[found.end() :], re.I)
    ]


def _unlike_total(parts: list[Decimal], whole: Decimal) -> Iterator[str]:
    total = sum(parts, Decimal(0))
    if len(parts) > 1 and total != whole and whole / 2 < total < whole * 3 / 2:
        added = " + ".join(f"${each:,}" for each in parts)
        yield f"{added} is ${total:,}, not ${whole:,}"


def _first_group(found: re.Match[str]) -> str:
    return next(each for each in found.groups() if each)


def _dollars(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


RULES: tuple[Rule, ...] = (
    sums_in_own_texts_come_out,
    numbers_written_twice_are_alike,
)
