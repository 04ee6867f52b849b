"""What a model holds to be usual: the values by which the rules of judgment judge an agreement.

All of it is data in ``model.yaml``, under ``judgement``; what a model does not state is not judged.
References name a blank as ``clause.blank``, or a column of its rows as ``clause.blank.column``.
"""

from __future__ import annotations

import re
from typing import Annotated

from mou_builder.frozen import dataclass, field
from mou_builder.library.typed.values import MONTHS, Days

REFERENCE = "reference"
Reference = Annotated[str, REFERENCE]
"""What names a clause, a blank or a column of the model; "" for none."""


@dataclass(frozen=True)
class SchoolYear:
    """The first and the last month in which school is in session, by their names."""

    since: str
    until: str

    @property
    def months(self) -> tuple[int, ...]:
        """The numbers of its months, in order, over the turn of the year."""
        first, last = MONTHS.index(self.since), MONTHS.index(self.until)
        return tuple((first + n) % 12 + 1 for n in range((last - first) % 12 + 1))


@dataclass(frozen=True)
class ShortestNotice:
    """A clause that gives notice, and the least number of days that it must give."""

    clause: Reference
    days: Days

    @staticmethod
    def is_in(blank: str) -> bool:
        """Tell by its name whether a blank of the clause holds the days of notice."""
        return blank == "days" or "notice" in blank.split("_")


@dataclass(frozen=True)
class NotMore:
    """A number that one clause promises, and that another must provide for, so many ``times``.

    Where ``share`` is given, that part of it in percent is compared. ``each`` compares every cell
    of a column by itself, where the rows are of different times.
    """

    this: Reference
    than: Reference
    times: int = 1
    each: bool = False
    share: Reference = ""


@dataclass(frozen=True)
class GrantPeriod:
    """A variant under which a grant pays: the blanks of its days, and of what follows it."""

    clause: Reference
    variant: str
    since: str
    until: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartiesAsk:
    """Parties that need a clause: ``at_least`` so many of these ``kinds`` (``agency``: any).

    Where the clause names parties, in the blanks ``named_in``, it names all of them.
    """

    clause: Reference
    because: str
    kinds: tuple[str, ...] = ()
    at_least: int = 1
    named_in: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class ActOfCongress:
    """An act that agreements name: its ``names``, and what it is wrongly called.

    It stands in title ``code`` of the United States Code, in these ``sections``: “1232g”, or
    “1400-1482” for all from the first to the last, and is called one “of” the ``year``. Its rules
    are a ``part`` of the Code of Federal Regulations: “34 CFR 99”.
    """

    names: tuple[str, ...]
    misnamed: tuple[str, ...] = ()
    code: str = ""
    sections: str = ""
    year: str = ""
    part: str = ""


@dataclass(frozen=True)
class PaymentSeries:
    """Payments of which only the ``first`` day is given: ``count`` of them, one ``every`` so often.

    ``months`` says how many months lie between two of them, by the choice of ``every``.
    """

    first: Reference
    count: Reference
    every: Reference
    months: dict[str, int]


@dataclass(frozen=True)
class Schedule:
    """Rows that say who is where and when, and the number of officers.

    ``most_hours`` is the most that one officer may serve in a week.
    """

    rows: Reference
    officers: Reference
    most_hours: int | None = None


@dataclass(frozen=True)
class DutyDay:
    """The blanks of the times at which a day of duty begins and ends, and how long it may be.

    ``elsewhere`` are hours of the week that leave some of them for the first school.
    """

    since: Reference
    until: Reference
    most_hours: int = 24
    least_hours: int = 0
    elsewhere: Reference = ""


@dataclass(frozen=True)
class UsualRange:
    """The bounds within which a number usually lies, and what is wrong outside them."""

    blank: Reference
    because: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class NeedsBeside:
    """A value of which the text says nothing unless one of the values ``needs`` is given, too."""

    blank: Reference
    needs: tuple[Reference, ...]


@dataclass(frozen=True)
class FirstYear:
    """A number of the first year, and the column of ``rows`` that says it for each year."""

    number: Reference
    rows: Reference


@dataclass(frozen=True)
class ZeroShare:
    """A share that is not zero under its variant, and the variant to choose instead, if any."""

    share: Reference
    variant: str = ""


@dataclass(frozen=True)
class Occasions:
    """How often something is done, by a choice, and the ``days`` of the year on which it is.

    ``times`` says how many of these there are in a year, by the choice of ``every``.
    """

    every: Reference
    days: Reference
    times: dict[str, int]


@dataclass(frozen=True)
class ByYear:
    """Rows of which each is for a year, and the number of officers among whom a year is divided.

    ``every`` tells whether each school year of the term has a row.
    """

    rows: Reference
    officers: Reference = ""
    every: bool = False


@dataclass(frozen=True)
class OfficerBlank:
    """A blank that has a title, and the party ``of`` whose officers it is one."""

    blank: Reference
    of: str


@dataclass(frozen=True)
class LookedFor:
    """Beginnings of words by which people look for what a clause says, or a blank of it."""

    words: tuple[str, ...]
    at: Reference


@dataclass(frozen=True)
class Judgement:
    """What is usual in agreements of one model.

    ``longest_term`` is in years, ``shortest_term`` in days, ``longest_time`` that of a blank of the
    type ``days`` for which ``usual`` has no bounds. Of the values of ``either`` one is given. A
    term should not end within the ``school_year``; its renewal falls due ``renewal_days`` before
    its end. Days in ``within_term`` may lie ``grace_days`` after it, and none before the day
    ``first_service``. Where the clause ``renews`` stands, further terms follow. ``series`` are days
    that follow from the first of them. ``titles`` and ``names`` list, by kind of party, words that
    do not belong to it; ``names_party`` are blanks that name a party. ``attached`` are lists of
    what is attached to the agreement, and ``names_attached`` blanks that name an entry of these
    lists.
    """

    longest_term: int | None = None
    shortest_term: Days = 0
    school_year: SchoolYear | None = None
    renewal_days: Days | None = None
    notices: tuple[ShortestNotice, ...] = ()
    same_numbers: tuple[tuple[Reference, ...], ...] = ()
    not_more: tuple[NotMore, ...] = ()
    within_term: tuple[Reference, ...] = ()
    series: tuple[PaymentSeries, ...] = ()
    occasions: tuple[Occasions, ...] = ()
    first_service: Reference = ""
    renews: Reference = ""
    grace_days: Days = 0
    grants: tuple[GrantPeriod, ...] = ()
    schools: tuple[Reference, ...] = ()
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parties_ask: tuple[PartiesAsk, ...] = ()
    acts: tuple[ActOfCongress, ...] = ()
    names_party: tuple[Reference, ...] = ()
    lists_of_schools: tuple[Reference, ...] = ()
    attached: tuple[Reference, ...] = ()
    names_attached: tuple[Reference, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    duty_day: DutyDay | None = None
    usual: tuple[UsualRange, ...] = ()
    longest_time: Days | None = None
    beside: tuple[NeedsBeside, ...] = ()
    first_year: tuple[FirstYear, ...] = ()
    either: tuple[tuple[Reference, ...], ...] = ()
    zero_shares: tuple[ZeroShare, ...] = ()
    by_year: tuple[ByYear, ...] = ()
    offices: tuple[OfficerBlank, ...] = ()
    looked_for: tuple[LookedFor, ...] = ()

    def said_at(self, words: str) -> str:
        """Return the clause, or its blank, that people look for by ``words``; "" for none."""
        plain = "-" + "-".join(re.findall(r"[^\W_]+", words.casefold()))
        found = (each.at for each in self.looked_for if any(f"-{w}" in plain for w in each.words))
        return next(found, "")

    @property
    def school_months(self) -> tuple[int, ...]:
        """The numbers of the months in which a term should not end."""
        return self.school_year.months if self.school_year else ()
