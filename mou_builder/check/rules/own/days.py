"""Days in a sentence: where they stand, and which they are, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mou_builder.frozen import dataclass
from mou_builder.library.typed.moments import read_date
from mou_builder.library.typed.values import MONTHS
from mou_builder.patterns import pattern
from mou_builder.yamltext.unreadable import Unreadable

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_MONTH = rf"(?:{'|'.join((*MONTHS, *(each[:3] for each in MONTHS), 'sept'))})\b\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    rf"\b(?P<plain>{_MONTH}\s+{_NUMBER},?\s+\d{{4}}"
    rf"|{_NUMBER}\s+(?:day\s+of\s+)?{_MONTH},?\s+\d{{4}}"
    r"|\d{4}[-./]\d\d?[-./]\d\d?|\d\d?([-./])\d\d?\2(?:\d{4}|\d\d))\b"
    rf"|\b(?P<ordinal>{'|'.join(reversed(_ORDINALS))})\s+(?:day\s+)?of"
    rf"\s+(?P<of>{_MONTH},?\s+\d{{4}})"
    rf"|\b(?:last\s+day|end)\s+of\s+(?P<last>{_MONTH},?\s+\d{{4}})"
)
"""As a text, as few configs have words of their own, and compiling it takes as long as a check."""
MARK = r"§(\d+)§"
"""What stands for a day where the days of a text are `marked`."""
_YEARS = pattern(r"(?<![\d$,.§])(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)(?![\d§])")


@dataclass(frozen=True)
class MarkedDays:
    """A text in which each day is a mark with its number in ``days``."""

    text: str
    days: tuple[date, ...]


def marked(plain: str) -> MarkedDays:
    """Return ``plain`` with a mark for each day in it."""
    days: list[date] = []

    def mark(found: re.Match[str]) -> str:
        day = _day_found(found)
        if day is None:
            return found[0]
        days.append(day)
        return f"§{len(days) - 1}§"

    text = re.sub(_DAY, mark, plain.replace("§", " "), flags=re.IGNORECASE)
    return MarkedDays(text, tuple(days))


def _day_found(found: re.Match[str]) -> date | None:
    """Return the day that a match states; None where there is no such day."""
    try:
        if found["plain"]:
            plain = re.sub(r"\bday of\b", "of", " ".join(found["plain"].split()), flags=re.I)
            if not plain[:4].isdigit():
                plain = re.sub(r"(?<=\d)[-.](?=\d)", "/", plain)
            return read_date(plain, month_first=True)
        month = found["of"] or found["last"]
        first = read_date(re.sub(r",?\s+(?=\d{4})", " 1, ", month))
    except Unreadable:
        return None
    if found["last"]:
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    day = first + timedelta(days=_ORDINALS.index(found["ordinal"].lower()))
    return day if day.month == first.month else None


def school_years_in(plain: str) -> Iterator[tuple[str, int]]:
    """Yield each school year that is named as “2026–2027” or “2026-27”, and the year it begins."""
    for found in _YEARS.finditer(plain):
        if int(found[2]) == (int(found[1]) + 1) % 100:
            yield found[0], int(found[1])
