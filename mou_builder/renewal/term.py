"""The next term: how days move forward by the length of the one that ends."""

from __future__ import annotations

from datetime import date, timedelta

from mou_builder.config.months import moved
from mou_builder.frozen import dataclass

_SHORTEST_IN_YEARS = 9
"""Months from which on a term is reckoned in whole years: a school year has nine or more."""

_SUMMER = 92
"""Days that may lie between two terms: an agreement for school years may leave out the summer."""


@dataclass(frozen=True)
class Term:
    """A term; ``since`` is None where the agreement begins when it is signed."""

    since: date | None
    until: date

    @property
    def months(self) -> int | None:
        """Its whole months; None where its beginning is not known."""
        return months_between(self.since, self.until + timedelta(days=1)) if self.since else None

    def __str__(self) -> str:
        return f"{self.since.isoformat() if self.since else 'signing'} to {self.until.isoformat()}"


def moved_end(day: date, months: int) -> date:
    """Return the day ``months`` later on which a term ends that ends on ``day``.

    Where a term ends with a month, so does the next: it ends on the day before one begins that is
    counted as people count it, from the first of a month to the first of another.
    """
    return moved(day + timedelta(days=1), months) - timedelta(days=1)


def months_between(first: date, following: date) -> int:
    """Return the whole months from one day to a later one."""
    months = (following.year - first.year) * 12 + following.month - first.month
    return months if moved(first, months) <= following else months - 1


def next_term(term: Term, signed: date | None, until: date | None = None) -> Term:
    """Return the term that follows, by the length of this one or as far as ``until``.

    A term of about a school year or more is reckoned in whole years, so that it ends on the same
    day of the year; its beginning keeps its day of the year, too, unless more than a summer would
    lie between. A shorter term follows at once and lasts as many months.
    """
    begins = term.since or signed
    length = months_between(begins, term.until + timedelta(days=1)) if begins else 12
    if length < _SHORTEST_IN_YEARS:
        follows = term.until + timedelta(days=1)
        ends = moved(follows, max(length, 1)) - timedelta(days=1)
        return Term(follows if term.since else None, until or ends)
    years = max(1, (length + 5) // 12)  # half a year too much is left out
    since = _same_day_after(term.since, term.until) if term.since else None
    return Term(since, until or moved_end(term.until, 12 * years))


def _same_day_after(since: date, until: date) -> date:
    """Return the first such day of a year after the term, or the day after it if that is far."""
    following = until + timedelta(days=1)
    day = moved(since, 12 * (following.year - since.year))
    if day < following:
        day = moved(day, 12)
    return day if (day - following).days <= _SUMMER else following


def gap(old: Term, new: Term) -> int:
    """Return the days between two terms on which no agreement is in force."""
    return max(0, (new.since - old.until).days - 1) if new.since else 0
