"""Own texts: their sums add up, and what is written twice is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from mou_builder.agreement.number_words import unlike_numbers
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own.sums.amounts import (
    COUNT,
    GAP,
    MONEY,
    PRICE,
    SHARE,
    SOME_MONEY,
    Amount,
    MarkedAmounts,
    marked_amounts,
)
from mou_builder.check.rules.own.sums.announced import announced_amiss
from mou_builder.check.rules.own.sums.parts import PART, read_share
from mou_builder.check.rules.own.sums.shares import share_faults
from mou_builder.check.rules.own.sums.tables import (
    amounts_of,
    table_faults,
    tables_of,
    without_tables,
)
from mou_builder.check.rules.own.texts import sentences
from mou_builder.check.sums import amount_text
from mou_builder.config.config import Config
from mou_builder.patterns import pattern

_IN_ALL = rf"{SOME_MONEY}\s+(?:in\s+(?:all|total)|altogether)\b"
_TOTAL = pattern(
    rf"\b(?:total|sum|amount|fee|price|cost)\b(?:[^.|§]|{COUNT}){{0,40}}{SOME_MONEY}|{_IN_ALL}",
    re.I,
)
_WHOLE = pattern(
    rf"\b(?:total|sum|in\s+all|altogether)\b{GAP}{{0,30}}?{SOME_MONEY}|{_IN_ALL}"
    rf"|{SOME_MONEY}{GAP}{{0,30}}\bof\s+which\b",
    re.I,
)
"""An amount of which the others in its sentence are the parts."""
_IS = (
    r"(?:\b(?:is|are|being|equals?|equal\s+to|makes?|totals?|totaling|com(?:es|ing)\s+to"
    r"|amount\w*\s+to)|=)"
)
_RESULT = (
    rf"(?:[\s,]*{_IS}|{GAP}{{0,30}}?\b(?:(?:that|which)\s+{_IS}|i\.e\.,?|a\s+total\s+of))"
    rf"\s+(?P<result>{SOME_MONEY})"
)
_MAY_RESULT = rf"(?:{_RESULT})?"
_TO_DIVIDE = rf"(?P<whole>{SOME_MONEY}){GAP}{{0,60}}?\bin\s+"
_PRODUCTS = (
    rf"(?P<times>{COUNT})\s+at\s+(?:a\s+(?:rate|cost|price)\s+of\s+)?(?P<price>{PRICE})",
    rf"(?:{_TO_DIVIDE})?(?P<times>{COUNT})\s+of\s+(?P<price>{SOME_MONEY})",
    rf"(?P<price>{MONEY})\s+(?:for\s+)?each\s+of\s+(?:the\s+)?(?P<times>{COUNT})",
    rf"(?P<price>{PRICE})[^.;§]{{0,40}}?\b(?:for|times|x)\s+(?:up\s+to\s+)?(?P<times>{COUNT})",
)
_SO_MANY_TIMES = (
    rf"(?P<result>{SOME_MONEY})[\s,]*(?:(?:that|which)\s+)?{_IS}\s+(?P<times>{COUNT})[^.;§]{{0,40}}?"
    rf"(?P<price>{SOME_MONEY})"
)
_MULTIPLIED = tuple(
    pattern(each, re.I)
    for each in (*(f"{each}{_MAY_RESULT}" for each in _PRODUCTS), _SO_MANY_TIMES)
)
"""So many at a price, a price for each of so many, and an amount that is so many times a price."""
_OR = r"[\s,(]*\b(?:or|i\.e\.,?|(?:that|which)\s+is)\s+"
_COUNTS = pattern(
    rf"(?P<each>{COUNT})[^.;§]{{0,20}}(?P<times>{COUNT})[^.;§]{{0,20}}\b(?:total|that\s+is|which\s+is|is)"
    rf"\s+(?:of\s+)?(?P<result>{COUNT})",
    re.I,
)
"""So many each day, on so many days, and what that is: “8 hours a day for 180 days, that is …”."""
_BY_YEAR = tuple(
    pattern(each, re.I)
    for each in (
        rf"(?P<price>{PRICE}){_RESULT}{GAP}{{0,30}}?\byear\b",
        rf"(?P<price>{PRICE}){_OR}(?P<result>{PRICE})",
        rf"(?P<result>{PRICE}){_OR}(?P<price>{PRICE})",
    )
)
_IN_A_YEAR = {"month": 12, "quarter": 4}
_SHARE_OF = pattern(rf"(?P<share>{SHARE})\s+of\s+(?P<whole>{SOME_MONEY}){_RESULT}", re.I)
_IS_WORTH = pattern(
    rf"(?P<share>{SHARE}){GAP}{{0,40}}?(?:,?\s*\b(?:or|(?:that|which)\s+is|i\.e\.,?)|{_IS}|\(|:)"
    rf"[\s,]*(?P<result>{SOME_MONEY})",
    re.I,
)
"""A share and what it is in dollars: “75%, or $70,000”, of the one other amount of the text."""
_RISES = pattern(
    rf"(?P<whole>{SOME_MONEY}){GAP}{{0,60}}?\b(?:ris|increas|rais|grow|escalat)\w*\s+by"
    rf"\s+(?P<share>{SHARE})(?:(?!year|annual)[^.;§]){{0,20}}?\bto\s+(?P<result>{SOME_MONEY})",
    re.I,
)
_PART_AGAIN = rf"(?:{PART})\s*\(\s*(\d+(?:\.\d+)?)\s*(?:%|percent)\s*\)"
_HALF_A_CENT = Fraction(1, 200)
_NO_PART = (
    r"(?:\b(?:up\s+to|more\s+than|exceed\w*|least|minimum\s+of|maximum\s+of|limit\w*\s+to|over"
    rf"|insur\w+|coverage|rate\s+of|rate\s+is|from)\s*|{COUNT}\s+of\s+)$"
)
_ITEM = pattern(r"^[ \t]*-[ \t]+[^$\n]*\$\s*([\d,]+(?:\.\d\d)?)[^$\n]*$", re.M)
"""An item of a list with one amount in it."""


def sums_in_own_texts_come_out(case: Case) -> Iterator[Finding]:
    """MOU334: shares or payments in a text of the config's own do not add up."""
    for text, path in case.own_texts:
        bare = without_tables(text)
        faults = [*share_faults(bare, case.config), *table_faults(text, case.config)]
        faults += announced_amiss(text)
        is_counted = re.search(r"total|that is|which is", bare)
        told = marked_amounts(" ".join(bare.split()) if is_counted or "$" in text else "")
        if is_counted:
            faults += _count_faults(told)
        if "$" in text:
            totals = _amounts_found(_TOTAL, told)
            faults += [
                *_product_faults(told, totals),
                *_percentage_faults(told),
                *_list_faults(text, totals),
                *_total_faults(bare, totals, case.config),
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


def _amounts_found(words: re.Pattern[str], told: MarkedAmounts) -> set[Fraction]:
    """Return the amounts that `_TOTAL` or `_WHOLE` finds."""
    every = (re.findall(SOME_MONEY, found[0])[-1] for found in words.finditer(told.text))
    return {told.at(each).number for each in every}


def _product_faults(told: MarkedAmounts, totals: set[Fraction]) -> Iterator[str]:
    """Yield a price that is multiplied, and comes to another amount than the one that is named."""
    counts = {each.number for each in told.amounts if each.unit}
    multiplied: list[tuple[Amount, Amount, Fraction]] = []
    for found in (each for written in _MULTIPLIED for each in written.finditer(told.text)):
        price, times = told.at(found["price"]), told.at(found["times"])
        is_of_it = price.per in ("", "each", times.unit) or times.unit == "time"
        if not is_of_it or not price.number or not times.number:
            continue
        once = price.number * times.number
        whole = found["result"] or (not totals and found.groupdict().get("whole"))
        near = {each for each in totals - {price.number} if once < 2 * each < 4 * once}
        named = {told.at(whole).number} if whole else near
        if len(named) == 1:
            [total] = named
            multiplied.append((times, price, total))
    together = sum((times.number * price.number for times, price, _ in multiplied), Fraction(0))
    for times, price, total in multiplied:
        # “180 days of 8 hours at $50” are another number of times.
        if total != together and total / price.number / times.number not in {1, *counts}:
            yield _product(times.number, price.number, total)
    for found in (each for written in _BY_YEAR for each in written.finditer(told.text)):
        price, year = told.at(found["price"]), told.at(found["result"])
        months = Fraction(_IN_A_YEAR.get(price.per, 0))
        around = f"{found.string[found.start() : found.end() + 30]} {year.words}"
        is_of_school = "school year" in around.lower()
        if not months or not price.number or year.per not in ("", "year") or is_of_school:
            continue
        if year.number / price.number not in {months, *counts}:
            yield _product(months, price.number, year.number)


def _count_faults(told: MarkedAmounts) -> Iterator[str]:
    """Yield a number of hours or days that is not what so many of them each day or week come to."""
    for found in _COUNTS.finditer(told.text):
        each, times, total = (told.at(found[name]) for name in ("each", "times", "result"))
        is_of_it = each.unit == total.unit and each.per == times.unit and times.per == total.per
        if is_of_it and each.number * times.number != total.number:
            product = float(each.number * times.number)
            yield f"{each.words}, {times.words}: that is {product:,g}, not {total.words}"


def _product(times: Fraction, price: Fraction, total: Fraction) -> str:
    product = amount_text(times * price)
    return f"{float(times):,g} times {amount_text(price)} is {product}, not {amount_text(total)}"


def _percentage_faults(told: MarkedAmounts) -> Iterator[str]:
    """Yield a percentage of an amount, or a rise by one, that comes to another amount."""
    every = {each.number for each in told.amounts if not each.unit and each.words[0] == "$"}
    for written in (_SHARE_OF, _IS_WORTH, _RISES):
        for found in written.finditer(told.text):
            share, amount = told.at(found["share"]), told.at(found["result"]).number
            whole = found.groupdict().get("whole")
            wholes = {told.at(whole).number} if whole else every - {amount}
            if len(wholes) != 1 or (written is _IS_WORTH and max(wholes) <= amount):
                continue
            [of] = wholes
            expected = of * (share.number + (written is _RISES))
            if abs(amount - expected) > _HALF_A_CENT and amount != round(expected):
                said = f"{amount_text(of)} and" if written is _RISES else f"of {amount_text(of)},"
                yield f"{said} {share.words} is {amount_text(expected)}, not {amount_text(amount)}"


def _list_faults(text: str, totals: set[Fraction]) -> Iterator[str]:
    """Yield a list or a table whose amounts do not make up the one total of the text."""
    items = [_dollars(each) for each in _ITEM.findall(text)]
    lists = [("items of the list", items)]
    lists += [("rows of the table", [*map(Fraction, amounts_of(each))]) for each in tables_of(text)]
    for what, amounts in lists:
        if len(amounts) > 1 and len(totals) == 1 and sum(amounts) not in totals:
            [total] = totals
            said = amount_text(sum(amounts, Fraction(0)))
            yield f"the {what} come to {said}, not {amount_text(total)}"


def _total_faults(text: str, totals: set[Fraction], config: Config) -> Iterator[str]:
    """Yield a total that the other amounts of its sentence, or of those who pay, do not make up."""
    every = [" ".join(each.split()) for each in sentences(text)]
    for told in map(marked_amounts, every):
        wholes = _amounts_found(_WHOLE, told)
        if len(wholes) == 1:
            [whole] = wholes
            yield from _unlike_total(_plain_amounts(told, whole), whole)
    told = marked_amounts(" ".join(every), config)
    paid = re.findall(rf"(§[a-z]+§){GAP}{{0,40}}({MONEY})", told.text)
    if len(totals) == 1 and len(paid) == 2 and paid[0][0] != paid[1][0]:
        [whole] = totals
        yield from _unlike_total([told.at(each).number for _, each in paid], whole)


def _plain_amounts(told: MarkedAmounts, whole: Fraction) -> list[Fraction]:
    """Return the amounts of a sentence beside the whole that are paid once, as they stand."""
    return [
        told.at(found[0]).number
        for found in re.finditer(MONEY, told.text)
        if told.at(found[0]).number != whole
        and not re.search(_NO_PART, told.text[: found.start()], re.I)
    ]


def _unlike_total(parts: list[Fraction], whole: Fraction) -> Iterator[str]:
    total = sum(parts, Fraction(0))
    if len(parts) > 1 and total != whole and whole / 2 < total < whole * 3 / 2:
        added = " + ".join(map(amount_text, parts))
        yield f"{added} is {amount_text(total)}, not {amount_text(whole)}"


def _dollars(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


RULES: tuple[Rule, ...] = (
    sums_in_own_texts_come_out,
    numbers_written_twice_are_alike,
)
