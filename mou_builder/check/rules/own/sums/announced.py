"""Numbers that an own text announces, beside what it then lists, or what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.check.rule import Case
from mou_builder.check.rules.own.sums.amounts import COUNT, SHARE, SOME_MONEY, marked_amounts
from mou_builder.check.rules.own.texts import sentences
from mou_builder.check.sums import amount_text
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import Path

_NUMBER = rf"\b({NUMBER_IN_WORDS}|\d+)(?:\s*\(\d+\))?\s+"
_TIMES = r"(?:hours|days|weeks|months|years)"
_A_LIST = (
    rf"{_NUMBER}(?:(?!{_TIMES})[a-z-]+\s+){{0,2}}?(?!{_TIMES})[a-z]+s:[ \t]*\n\s*"
    r"((?:[ \t]*-[ \t].*(?:\n\s*|\Z))+)"
)
"""So many things, and a list of them. As a text, as few configs have words of their own."""
_PAYMENTS = pattern(rf"({COUNT}):(.*)")
_OF_TIME = pattern(
    rf"({SHARE})\s+of\s+(?:[\w'’-]+\s+){{0,5}}?(?:time|day|week|hours)\b([^.;]*)", re.I
)
"""A share of somebody's time, and the rest of the sentence with the other shares."""
_UP_TO = pattern(r"\b(?:up\s+to|more\s+than|exceed\w*|least|most|that|which)\b", re.I)
_PARTIES = (
    rf"\ball\s+(?:of\s+the\s+)?{_NUMBER}(?:of\s+the\s+)?parties\b"
    rf"|\bthe\s+{_NUMBER}parties\s+(?:to|hereto|shall|agree|of\s+this)\b|\b(both)\s+parties\s+(?:to\s+this|hereto|shall)\b"
)


def announced_amiss(text: str) -> Iterator[str]:
    """Yield where a text announces more or fewer things than it lists, or shares out over 100%."""
    yield from _lists_amiss(text)
    yield from _sentences_amiss(text)


def _lists_amiss(text: str) -> Iterator[str]:
    for found in re.finditer(_A_LIST, text, re.I):
        listed = len(re.findall(r"^[ \t]*-[ \t]", found[2], re.M))
        if listed > 1 and read_number(found[1]) not in (None, listed):
            yield f"“{found[0].partition(':')[0]}” are announced, and {listed} listed"


def _sentences_amiss(text: str) -> Iterator[str]:
    for sentence in sentences(text) if re.search(r"[$%]|percent", text) else ():
        told = marked_amounts(" ".join(sentence.split()))
        for found in _PAYMENTS.finditer(told.text):
            count = told.at(found[1])
            listed = len(re.findall(SOME_MONEY, found[2]))
            if count.unit == "payment" and listed > 1 and listed != count.number:
                yield f"“{count.words}” are announced, and {listed} listed"
        for found in _OF_TIME.finditer(told.text):
            rest = re.findall(rf"{SHARE}(?!\s+of\b)", found[2])
            total = sum((told.at(each).number for each in (found[1], *rest)), Fraction(0))
            if rest and total > 1 and not _UP_TO.search(told.text):
                yield f"the shares of the time come to {amount_text(total * 100, money=False)}"


def other_numbers_of_parties(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield the words by which a text speaks of more or fewer parties than there are."""
    count = sum(each.usual_kind != "counsel" for each in case.config.parties.values())
    for text, path in case.own_texts:
        for found in re.finditer(_PARTIES, " ".join(text.split()), re.I):
            if read_number(found[1] or found[2] or "two") not in (None, count):
                yield f"“{found[0]}”: this agreement has {count}", path
