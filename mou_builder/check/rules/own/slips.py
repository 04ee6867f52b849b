"""Slips within a sentence: days and times that there are not, and words that do not fit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from mou_builder.library.typed.moments import MONTHS, WEEKDAYS
from mou_builder.patterns import pattern

_WEEK = tuple(each.capitalize() for each in WEEKDAYS)
_MONTH = "|".join(each.capitalize() for each in MONTHS)
_DAY = pattern(
    rf"(?:\b(?P<weekday>{'|'.join(_WEEK)}),?\s+)?"
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})\s+(?P<of>{_MONTH}))"
    r"(?![\d:])(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
_LEAP = 2028
"""A year that has every day; of a day without a year nobody knows which it is in."""
_TIME = pattern(
    r"(?:\b(?P<at>from|until|till|at|by|to|before|after|through) |(?<![\d:.]))"
    r"(?P<hour>[0-2]?\d):(?P<minute>\d\d)(?![\w:])\s*(?P<half>[ap]\.?m\b)?",
    re.I,
)
"""A time of day: behind such a word or before “p.m.”; laws have numbers like it."""
_A = pattern(
    r"(?:\ba|(?:^|[.;:] )A) (?!(?:uni|us[aeiu]|eu|one|once|ubi|u[tr][aeio])|[a-z]\b)([aeiou][a-z]+)"
)
_A_SILENT = pattern(r"\b[Aa] (?:hour|honest|honor|heir)[a-z]*")
_AN = pattern(r"\b[Aa]n (?!h(?:our|onest|onor|eir)|[a-z]\b)([b-df-hj-np-tv-z][a-z]+)")
_ONE = pattern(
    r"(?<![\d.,$/–-])\b(?:1|one|one \(1\)) (?:officers|deputies|schools|SROs|students|vehicles"
    r"|minutes|hours|days|weeks|months|years|payments|installments|instalments)\b(?!['’])",
    re.I,
)


@lru_cache(maxsize=512)
def impossible_days(text: str) -> tuple[str, ...]:
    """Return the days of a text that no calendar has, and the times that no clock shows."""
    return tuple(_impossible_days(text)) if any(map(str.isdigit, text)) else ()


def _impossible_days(text: str) -> Iterator[str]:
    for found in _DAY.finditer(text):
        month = MONTHS.index((found["month"] or found["of"]).lower()) + 1
        day, year = int(found["day"] or found["first"]), int(found["year"] or _LEAP)
        is_one = 1 <= day <= monthrange(year, month)[1]
        weekday = found["weekday"] if found["year"] else None
        if not is_one or (weekday and weekday != _WEEK[date(year, month, day).weekday()]):
            yield found[0]
    for found in _TIME.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"])
        is_none = minute > 59 or hour > (12 if found["half"] else 24)
        if is_none and (found["at"] or found["half"]):
            yield found[0].strip()


@lru_cache(maxsize=512)
def unfitting_words(text: str) -> tuple[str, ...]:
    """Return articles that do not fit the next word, and one of several: “a hour”, “1 officers”."""
    plain = " ".join(text.split())
    every = (words.search(plain) for words in (_A, _A_SILENT, _AN, _ONE))
    return tuple(found[0].lstrip(".;: ") for found in every if found)
