"""Days and times of day, as people in the United States write them.

A day is written with its year first (2026-8-1), with its month in words (Aug 1, 2026), or in
numbers with the year at the end (8/31/2026). What can be read in two ways is refused, with both
readings: 8/1/2026, unless the order month/day/year is agreed on, and 3:30 without a.m. or p.m.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from mou_builder.patterns import pattern
from mou_builder.yamltext.unreadable import Unreadable, shown

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR_FIRST = pattern(r"(\d{4})([-/.]|(?=\d{4}$))(\d\d?)\2(\d\d?)", re.ASCII)
_MONTH_FIRST = pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_IN_WORDS = pattern(r"([A-Za-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(\d{4})", re.ASCII)
_DAY_FIRST = pattern(
    r"(\d{1,2})(?:st|nd|rd|th)?[- ](?:of )?([A-Za-z]+)\.?,?[- ](\d{4}|\d{2})", re.ASCII
)
_WEEKDAY = pattern(r"([A-Za-z]{3,9})\.?,? (?=\S)", re.ASCII)
_CLOCK = pattern(
    r"(\d{1,2})(?::(\d{2}))?(?::00)? ?(?:([ap])\.? ?(?:m\.?)?)?", re.IGNORECASE | re.ASCII
)
_MIDNIGHT = pattern(  # as programs write a day
    r"[ T](?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?am)$", re.ASCII | re.IGNORECASE
)
_SERIAL = pattern(r"[34567]\d{4}", re.ASCII)
_FIRST_YEAR = 2000
_DATE_HINT = "write a day such as 2027-06-30"
_TIME_HINT = "write it as 7:30 or 3:30 p.m."


def read_date(text: str, *, month_first: bool = False) -> date:
    """Return a day from ``2027-06-30``, ``6/30/2027``, ``6/30/27`` or ``June 30, 2027``.

    With ``month_first``, 8/1/2026 is the first of August, as the United States write it. Raises
    `Unreadable`; for what can be two days (``8/1/2026``), with both.
    """
    bare = _MIDNIGHT.sub("", " ".join(text.split()))
    weekday = _weekday_before(bare)
    if weekday is not None:
        bare = _WEEKDAY.sub("", bare, count=1)
    year, month, day = _year_month_day(bare, text, month_first=month_first)
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unreadable(f"there is no such day as “{shown(text)}”", _DATE_HINT) from None
    if weekday is not None and found.weekday() != weekday:
        real = WEEKDAYS[found.weekday()].capitalize()
        message = f"“{shown(text)}”: {found.isoformat()} is a {real}"
        raise Unreadable(message, "correct the one or the other")
    return found


def can_be_two_days(text: str) -> bool:
    """Tell whether a day is one only where it is agreed on that the month comes first."""
    try:
        read_date(text, month_first=True)
    except Unreadable:
        return False
    try:
        read_date(text)
    except Unreadable:
        return True
    return False


def _weekday_before(bare: str) -> int | None:
    found = _WEEKDAY.match(bare)
    word = found[1].lower() if found else ""
    near = [at for at, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.startswith(word)]
    return near[0] if near else None


def _month_number(word: str) -> int | None:
    lower = "sep" if word.lower() == "sept" else word.lower()
    is_short = len(lower) == 3
    return next(
        (
            at
            for at, name in enumerate(MONTHS, 1)
            if name == lower or (is_short and name[:3] == lower)
        ),
        None,
    )


def _year_month_day(bare: str, text: str, *, month_first: bool) -> tuple[int, int, int]:
    """Return year, month and day of a text in one of the forms."""
    if found := _YEAR_FIRST.fullmatch(bare):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _MONTH_FIRST.fullmatch(bare):
        is_american = month_first and found[2] == "/"
        return _of_three_numbers(found, text, month_first=is_american)
    if (found := _IN_WORDS.fullmatch(bare)) and (month := _month_number(found[1])):
        return int(found[3]), month, int(found[2])
    if (found := _DAY_FIRST.fullmatch(bare)) and (month := _month_number(found[2])):
        return _full_year(found[3]), month, int(found[1])
    hint = _DATE_HINT
    if _SERIAL.fullmatch(bare):
        day = date(1899, 12, 30) + timedelta(days=int(bare))
        hint = f"a spreadsheet counts {day.isoformat()} so; if it is meant, write that"
    raise Unreadable(f"“{shown(text)}” is not a date", hint)


def _of_three_numbers(
    found: re.Match[str], text: str, *, month_first: bool
) -> tuple[int, int, int]:
    """Return year, month and day of three numbers with the year at the end."""
    first, second, year, sign = int(found[1]), int(found[3]), _full_year(found[4]), found[2]
    readings = [(year, first, second)]
    if not month_first and first != second:
        readings.append((year, second, first))
    if len(found[4]) == 2 and sign != "/":
        readings.append((_full_year(found[1]), second, int(found[4])))
    days = [f"{y}-{m:02}-{d:02}" for y, m, d in readings if 1 <= m <= 12 and 1 <= d <= 31]
    if len(days) > 1:
        raise Unreadable(f"“{shown(text)}” can be two days", f"write {' or '.join(days)}")
    if first > 12 >= second >= 1:
        hint = f"the month comes first; write {year}-{second:02}-{first:02} if that is meant"
        raise Unreadable(f"there is no month {first} in “{shown(text)}”", hint)
    return year, first, second


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else _FIRST_YEAR + int(text[-2:])


def read_time(text: str) -> time:
    """Return a time of day from ``7:30``, ``15:30``, ``3:30 p.m.`` or ``3 pm``.

    Raises `Unreadable`; for what can be two times (``3:30``), with both.
    """
    bare = " ".join(text.split()).lower()
    if bare in ("noon", "midnight"):
        return time(12 if bare == "noon" else 0)
    found = _CLOCK.fullmatch(bare)
    if not found or not (found[2] or found[3]):
        raise Unreadable(f"“{shown(text)}” is not a time of day", _TIME_HINT)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half and not 1 <= hour <= 12:
        raise Unreadable(f"there is no such time as “{shown(text)}”", _TIME_HINT)
    if not half and 1 <= hour <= 5 and not bare.startswith("0"):
        both = f"{hour}:{minute:02} a.m. or {hour}:{minute:02} p.m. ({hour + 12}:{minute:02})"
        raise Unreadable(f"“{shown(text)}” can be two times", f"write {both}")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable(f"there is no such time as “{shown(text)}”", _TIME_HINT) from None
