"""Days counted in months, and the school years in which they lie."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

_USUAL = (9, 10, 11, 12, 1, 2, 3, 4, 5)
"""The months of a school year, in order, where a model does not say them."""


def moved(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or the last day of a month without it."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def school_years(since: date | None, until: date, months: Sequence[int] = ()) -> str:
    """Return ``2026–2027 school year``, ``2026–2027 through 2028–2029 school years``.

    ``months`` are those of a school year, in order. A term that begins in the summer begins with
    the school year after it, and one that ends in the summer ends with the one before it.
    """
    months = months or _USUAL
    last = _first_year(until, months, -1)
    first = min(_first_year(since, months, 1), last) if since else last
    if first == last:
        return f"{_years_of(first)} school year"
    return f"{_years_of(first)} through {_years_of(last)} school years"


def _years_of(year: int) -> str:
    return f"{year}–{year + 1}"


def _first_year(day: date, months: Sequence[int], step: int) -> int:
    """Return when the school year of ``day`` begins; from a summer, ``step`` months lead to it."""
    while day.month not in months:
        day = moved(day, step)
    return day.year if day.month >= months[0] else day.year - 1
