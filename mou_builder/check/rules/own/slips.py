"""Slips within a sentence: days, amounts and addresses that there are not, and unfit words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.check.rules.own.days import MARK, marked
from mou_builder.check.rules.own.sums.amounts import marked_amounts
from mou_builder.library.typed.moments import MONTHS, WEEKDAYS
from mou_builder.patterns import pattern

_WEEK = tuple(each.capitalize() for each in WEEKDAYS)
_MONTH = "|".join(each.capitalize() for each in MONTHS)
_WEEKDAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]*day|[a-z]{0,2}\.|)"
"""A day of the week, or the beginning of its name: “Tues.”"""
_DAY = pattern(
    rf"(?:\b(?P<weekday>{_WEEKDAY}),?\s+)?"
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})|(?P<first>\d{{1,2}})\s+(?P<of>{_MONTH}))"
    r"(?![\d:])(?:st|nd|rd|th)?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
    rf"(?:,\s+an?\s+(?P<is>{_WEEKDAY})|\s+\((?P<named>{_WEEKDAY})\))?"
)
_LEAP = 2028
"""A year that has every day; of a day without a year nobody knows which it is in."""
_TIME = pattern(
    r"(?:\b(?P<at>from|until|till|at|by|to|before|after|through) |(?<![\d:.]))"
    r"(?P<hour>[0-2]?\d):(?P<minute>\d\d)(?![\w:])\s*(?P<half>[ap]\.?m\b)?",
    re.I,
)
"""A time of day: behind such a word or before “p.m.”; laws have numbers like it."""
_SPAN = (
    r"(?:\b(?P<hours>\w+)(?:\s*\(\d+\))?\s+hours,?\s+)?(?:\bfrom\s+|\b)"
    r"(?P<from>\d\d?)(?::(?P<past>\d\d))?\s*(?P<half>[ap])\.?\s?m\.?\s*(?:to|until|till|through|[-–])"
    r"\s*(?P<to>\d\d?)(?::(?P<then>\d\d))?\s*(?P<other>[ap])\.?\s?m\b"
)
"""A time of some hours, which may be told, too: “eight hours, from 7:30 a.m. to 3:30 p.m.”"""
_OTHER_CENTURY = pattern(rf"\b(?:{_MONTH})\s+\d{{1,2}},?\s+(?:2[1-9]\d\d|(?:19|20)\d{{3}})\b")
_SCHOOL_YEAR = pattern(r"\b(20\d\d)\s?[-–]\s?(\d{2,4})(?=\s+school\s+year\b)")
_IN_DIGITS = pattern(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/-])")
_NUMBER = rf"(?:\d[\d,]*|{NUMBER_IN_WORDS})"
_MOST = {
    ("minute", "hour"): 60,
    ("hour", "day"): 24,
    ("hour", "week"): 168,
    ("hour", "month"): 744,
    ("day", "week"): 7,
    ("day", "month"): 31,
    ("day", "year"): 366,
    ("week", "month"): 5,
    ("week", "year"): 53,
    ("month", "year"): 12,
}
_OF_SEVERAL = pattern(r"\b(?:SROs|officers|deputies|together|combined|in total|in all)\b", re.I)
_LEAST = r"(?:at\s+least|no\s+fewer\s+than|not?\s+less\s+than)"
_MOST_SAID = r"(?:not?\s+|in\s+no\s+case\s+)?(?:exceed|more\s+than|at\s+most)"
_AND = (
    r"(?:\s*\(\d+\))?(?:\s+\w+)?,?\s+(?:and|but|nor)\s+"
    r"(?:(?:shall|will|must)\s+)?(?:not\s+)?(?:be\s+)?"
)
_LEAST_AND_MOST = (
    rf"\b{_LEAST}\s+\$?(?P<least>{_NUMBER}){_AND}{_MOST_SAID}\s+\$?(?P<most>{_NUMBER})\b"
)
_MOST_AND_LEAST = (
    rf"\b{_MOST_SAID}\s+\$?(?P<most>{_NUMBER}){_AND}{_LEAST}\s+\$?(?P<least>{_NUMBER})\b"
)
_PRICE_AND_MOST = pattern(
    r"\$([\d,]+(?:\.\d\d)?)\s+((?:an?|per|each|every)\s+\w+),?\s+but\s+(?:\w+\s+){0,3}?"
    r"(?:more\s+than|exceed\w*|at\s+most)\s+\$([\d,]+(?:\.\d\d)?)\s+\2\b"
)
_MONEY_AMISS = pattern(
    r"\$\s*\d{1,3}(?:,\d{3})*,(?:\d{1,2}(?![\d])|\d{4,})(?:[\d,]*\d)?(?:\.\d+)?"
    r"|\$\s*[\d,]*\d\.\d(?!\d|\s*(?:m|b|tr)illion)|\$\s*[\d,.]*\d\s*(?:%|percent\b)"
    r"|\$\s*\d+k,\d+|\$\s*\d+,\d\d,\d{3}"
)
_PHONE = pattern(
    r"\b(?:call|tele?phone|phone|tel|fax|cell)\b[^;\n]{0,30}?"
    r"(\(?\b\d{3}\)?[ .-]\s?\d{3}[.-][\dOIl]+\b)",
    re.I,
)
_RIGHT_PHONE = pattern(r"\(?\d{3}\)?[ .-]\s?\d{3}[.-]\d{4}")
_RIGHT_MAIL = pattern(r"(?:mailto:)?[\w.+'’&-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
_PAGE = pattern(r"\bh[tp]{2,4}s?:\S*|\bwww\.\S*", re.I)
_RIGHT_PAGE = pattern(
    r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?|https?://localhost\S*", re.I
)
_ZIP = pattern(r",\s+[A-Z]{2},?\s+(\d[\d-]*)(?=[\s.,;)]|\Z)")
_RIGHT_ZIP = pattern(r"\d{5}(?:-\d{4})?")
_AUXILIARIES = pattern(
    r"\b(?:shall|will|must)\s+(?:not\s+)?(?:shall|will|must|may)\b(?:\s+not\b)?"
    r"|\bmay\s+(?:not\s+)?(?:shall|must)\b"
)
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
        weekday = (found["weekday"] or found["is"] or found["named"]) if found["year"] else None
        if not is_one or (weekday and weekday[:3] != _WEEK[date(year, month, day).weekday()][:3]):
            yield found[0]
    for found in _TIME.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"])
        is_none = minute > 59 or hour > (12 if found["half"] else 24)
        if is_none and (found["at"] or found["half"]):
            yield found[0].strip()
    yield from _times_reversed(text)
    yield from (found[0] for found in _OTHER_CENTURY.finditer(text))
    for found in _SCHOOL_YEAR.finditer(text):
        last = str(int(found[1]) + 1)
        if found[2] not in (last, last[2:]):
            yield f"{found[0]} school year"
    for found in _IN_DIGITS.finditer(text):
        month, day = int(found[1]), int(found[2])
        if not (1 <= month <= 12 and 1 <= day <= monthrange(_LEAP, month)[1]):
            yield found[0]


def _times_reversed(text: str) -> Iterator[str]:
    """Yield the times that end before they begin, or that are shorter than the hours beside them.

    What ends after midnight begins in the evening.
    """
    for found in re.finditer(_SPAN, text.replace("from the hours of", "from"), re.I):
        since, until = (
            int(found[hour]) % 12 * 60 + int(found[minute] or 0) + 720 * (found[half] in "pP")
            for hour, minute, half in (("from", "past", "half"), ("to", "then", "other"))
        )
        hours = read_number(found["hours"]) if found["hours"] else None
        is_short = hours is not None and hours <= 16 and since < until < since + 60 * hours
        if is_short or (until <= since and found["half"].lower() == found["other"].lower()):
            yield found[0]


@lru_cache(maxsize=512)
def periods_reversed(text: str) -> tuple[tuple[date, date], ...]:
    """Return the first and last days of periods that end before they begin: “from … to …”."""
    if not re.search(r"\d", text):
        return ()
    told = marked(" ".join(text.split()))
    pairs = re.findall(
        rf"\bfrom\s+{MARK}\s+(?:to|through|until|till)\s+{MARK}", told.text, re.IGNORECASE
    )
    days = [(told.days[int(first)], told.days[int(last)]) for first, last in pairs]
    return tuple((first, last) for first, last in days if last < first)


@lru_cache(maxsize=512)
def impossible_amounts(text: str) -> tuple[tuple[str, str], ...]:
    """Return each amount that cannot be, with why: “26 hours a day”, at least 20 and at most 10."""
    return tuple(_impossible_amounts(" ".join(text.split())))


def _impossible_amounts(plain: str) -> Iterator[tuple[str, str]]:
    if not re.search(r"\b(?:hour|day|week|month|year|least|fewer|less|exceed|more)", plain):
        return
    for each in marked_amounts(plain).amounts:
        most = _MOST.get((each.unit, each.per))
        if most is None or each.number <= most:
            continue
        if each.unit == "hour" and _OF_SEVERAL.search(plain):
            continue  # the hours of several together
        yield (
            each.words,
            f"{'an' if each.per == 'hour' else 'a'} {each.per} has no more than {most}",
        )
    for written in (_LEAST_AND_MOST, _MOST_AND_LEAST):
        for found in re.finditer(written, plain, re.I):
            least, limit = read_number(found["least"]), read_number(found["most"])
            if least is not None and limit is not None and limit < least:
                yield found[0], "the most is less than the least"
    for found in _PRICE_AND_MOST.finditer(plain):
        price, top = (Decimal(each.replace(",", "")) for each in (found[1], found[3]))
        if top < price:
            yield found[0], "the price is more than its limit"


@lru_cache(maxsize=512)
def malformed(text: str) -> tuple[str, ...]:
    """Return dollars, telephone numbers, addresses and web pages that are not written as such."""
    return tuple(dict.fromkeys(_malformed(text)))


def _malformed(text: str) -> Iterator[str]:
    if "$" in text:
        yield from (found[0] for found in _MONEY_AMISS.finditer(text))
    for found in _PHONE.finditer(text):
        if not _RIGHT_PHONE.fullmatch(found[1]):
            yield found[1]
    for word in text.split() if "@" in text else ():
        mail = word.strip(".,;:()<>[]“”\"'*")
        if "@" in mail[1:] and not _RIGHT_MAIL.fullmatch(mail):
            yield mail
    for found in _PAGE.finditer(text):
        page = found[0].rstrip(".,;:)>”\"'*")
        if not _RIGHT_PAGE.fullmatch(page):
            yield page
    for found in _ZIP.finditer(text):
        if not _RIGHT_ZIP.fullmatch(found[1]):
            yield found[1]


@lru_cache(maxsize=512)
def unfitting_words(text: str) -> tuple[str, ...]:
    """Return articles that do not fit the next word, and one of several: “a hour”, “1 officers”."""
    plain = " ".join(text.split())
    every = (words.search(plain) for words in (_A, _A_SILENT, _AN, _ONE, _AUXILIARIES))
    return tuple(found[0].lstrip(".;: ") for found in every if found)
