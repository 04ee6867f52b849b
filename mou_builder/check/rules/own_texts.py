"""Own texts: their sums come out, and they agree with the rest of the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number, unlike_numbers
from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.values import MONTHS

_SENTENCE = re.compile(r"(?<=[.;])\s+|\n\s*\n")
_PERCENT = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:%|percent\b)(?:\s*\(\s*\d+(?:\.\d+)?\s*(?:%|percent)\s*\))?", re.I
)
_SHARED = re.compile(r"\b(?:pay|pays|paid|bear|bears|fund|funds|share|shares|cover|covers)\b", re.I)
_BY_TURNS = re.compile(
    r"\b(?:year|years|then|thereafter|after|until|months?|summer|increase)\b", re.I
)
"""Words of sentences whose percentages may belong to different times, and need not add up."""
_PAYMENTS = re.compile(
    rf"\b(\d+|{NUMBER_IN_WORDS})(?:\s+\(\d+\))?\s+(?:equal\s+)?(?:[a-z]+\s+)?"
    r"(?:payments|installments|instalments)\s+of\s+\$\s*([\d,]+(?:\.\d\d)?)",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:total|sum|amount|fee|price|cost)\b[^.$]{0,40}\$\s*([\d,]+(?:\.\d\d)?)", re.I
)
_DATE = rf"(?:({'|'.join(MONTHS)})\s+(\d{{1,2}}),?\s+(\d{{4}})|(\d{{4}})-(\d\d)-(\d\d))"
_ENDS = re.compile(
    r"\b(?:agreement|memorandum(?: of understanding)?|mou|contract|term)\b[^.;]{0,80}?"
    r"\b(?:until|through|expires?(?: on)?|ends?(?: on)?|terminates? on)\s+" + _DATE,
    re.I,
)


def own_texts(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield every text of the config's own, with its path."""
    for name, choice in case.config.choices.items():
        if choice.own_text is not None:
            yield choice.own_text, ("clauses", name, "text")
    for line, own in case.config.frame.items():
        if own.text is not None:
            yield own.text, ("frame", *names_of(line), "text")


def sums_in_own_texts_come_out(case: Case) -> Iterator[Finding]:
    """MOU334: shares or payments in a text of the config's own do not add up."""
    for text, path in own_texts(case):
        for message in (*_shares(text), *_payments(text)):
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
    for sentence in _SENTENCE.split(text):
        shares = [Decimal(each) for each in _PERCENT.findall(sentence)]
        if len(shares) < 2 or not _SHARED.search(sentence) or _BY_TURNS.search(sentence):
            continue
        total = sum(shares, Decimal(0))
        if total != 100 and 50 < total < 150:
            added = " + ".join(f"{each:f}" for each in shares)
            yield f"{added} is {total:f} percent, not 100: the shares do not add up"


def _payments(text: str) -> Iterator[str]:
    totals = {_money(each) for each in _TOTAL.findall(text)}
    for count, amount in _PAYMENTS.findall(text):
        number = read_number(count)
        paid = (number or 0) * _money(amount)
        if number and len(totals) == 1 and paid not in totals:
            [total] = totals
            yield f"{number} payments of ${_money(amount):,} are ${paid:,}, not ${total:,}"


def _money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def own_texts_end_with_the_term(case: Case) -> Iterator[Finding]:
    """MOU336: a text of the config's own names another end of the agreement than its term."""
    until = case.config.until
    if not isinstance(until, date):
        return
    for text, path in own_texts(case):
        for found in _ENDS.finditer(" ".join(text.split())):
            day = _day(*found.groups())
            if day and day != until:
                message = (
                    f"the text ends the agreement on {long_date(day)}, "
                    f"the term on {long_date(until)}"
                )
                hint = "correct the text, or until: under term"
                yield case.finding("MOU336", Severity.WARNING, message, path, hint)


def _day(
    month: str | None,
    day: str | None,
    year: str | None,
    iso_year: str | None,
    iso_month: str | None,
    iso_day: str | None,
) -> date | None:
    try:
        if month and day and year:
            return date(int(year), MONTHS.index(month.lower()) + 1, int(day))
        return date(int(iso_year or 0), int(iso_month or 0), int(iso_day or 0))
    except ValueError:
        return None


RULES: tuple[Rule, ...] = (
    sums_in_own_texts_come_out,
    numbers_written_twice_are_alike,
    own_texts_end_with_the_term,
)
