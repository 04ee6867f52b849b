"""What a model holds to be usual: the values by which the rules of judgement judge an agreement.

All of it is data in ``model.yaml``, under ``judgement``; what a model does not state is not judged.
References name a blank as ``clause.blank``, or a column of its rows as ``clause.blank.column``.
"""

from __future__ import annotations

from mou_builder.frozen import dataclass, field


@dataclass(frozen=True)
class ShortestNotice:
    """A clause that gives notice, and the least number of days that it must give."""

    clause: str
    days: int

    @staticmethod
    def is_in(blank: str) -> bool:
        """Tell by its name whether a blank of the clause holds the days of notice."""
        return blank == "days" or "notice" in blank.split("_")


@dataclass(frozen=True)
class NotMore:
    """A number that one clause promises, and that another must provide for, so many ``times``.

    ``each`` compares every cell of a column by itself, where the rows are of different times.
    """

    this: str
    than: str
    times: int = 1
    each: bool = False


@dataclass(frozen=True)
class GrantPeriod:
    """A variant under which a grant pays: the blanks of its days, and of what follows it."""

    clause: str
    variant: str
    since: str
    until: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartiesAsk:
    """Parties that need a clause: ``at_least`` so many of these ``kinds`` (``agency``: any).

    Where the clause names parties, in the blanks ``named_in``, it names all of them.
    """

    kinds: tuple[str, ...]
    at_least: int
    clause: str
    because: str
    named_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaymentSeries:
    """Payments of which only the ``first`` day is given: ``count`` of them, one ``every`` so often.

    ``months`` says how many months lie between two of them, by the choice of ``every``.
    """

    first: str
    count: str
    every: str
    months: dict[str, int]


@dataclass(frozen=True)
class Schedule:
    """Rows that say who is where and when, and the number of officers that there are.

    ``most_hours`` are those that one officer may have in a week.
    """

    rows: str
    officers: str
    most_hours: int | None = None


@dataclass(frozen=True)
class DutyDay:
    """The blanks of the times at which a day of duty begins and ends, and how long it may be.

    ``elsewhere`` are hours of the week that leave some of them for the first school.
    """

    since: str
    until: str
    most_hours: int
    least_hours: int = 0
    elsewhere: str = ""


@dataclass(frozen=True)
class UsualRange:
    """The bounds within which a number usually lies, and what is wrong outside them."""

    blank: str
    because: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class ZeroShare:
    """A share that is not zero under its variant, and the variant to choose instead, if any."""

    share: str
    variant: str = ""


@dataclass(frozen=True)
class Occasions:
    """How often something is done, by a choice, and the ``days`` of the year on which it is.

    ``times`` says how many of these there are in a year, by the choice of ``every``.
    """

    every: str
    days: str
    times: dict[str, int]


@dataclass(frozen=True)
class ByYear:
    """Rows of which each is for a year, and the number of officers among whom a year is divided.

    ``every`` tells whether each school year of the term has a row.
    """

    rows: str
    officers: str = ""
    every: bool = False


@dataclass(frozen=True)
class OfficerBlank:
    """A blank that has a title, and the party ``of`` whose officers it is one."""

    blank: str
    of: str


@dataclass(frozen=True)
class Judgement:
    """What is usual in agreements of one model.

    ``longest_term`` is in years; ``school_months`` are the numbers of the months in which a term
    should not end; ``renewal_days`` before the end of the term the renewal falls due; days in
    ``within_term`` may lie ``grace_days`` after it, and none before the day ``first_service``.
    Where the clause ``renews`` stands, further terms follow. ``series`` are days that follow from
    the first of them. ``titles`` and ``names`` list, by kind of party, words that do not belong to
    it; ``names_party`` are blanks that name a party, and ``attached`` lists of what is attached to
    the agreement, of which ``names_attached`` name one.
    """

    longest_term: int | None = None
    school_months: tuple[int, ...] = ()
    renewal_days: int | None = None
    notices: tuple[ShortestNotice, ...] = ()
    same_numbers: tuple[tuple[str, ...], ...] = ()
    not_more: tuple[NotMore, ...] = ()
    within_term: tuple[str, ...] = ()
    series: tuple[PaymentSeries, ...] = ()
    occasions: tuple[Occasions, ...] = ()
    first_service: str = ""
    renews: str = ""
    grace_days: int = 0
    grants: tuple[GrantPeriod, ...] = ()
    schools: tuple[str, ...] = ()
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parties_ask: tuple[PartiesAsk, ...] = ()
    names_party: tuple[str, ...] = ()
    lists_of_schools: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    names_attached: tuple[str, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    duty_day: DutyDay | None = None
    usual: tuple[UsualRange, ...] = ()
    zero_shares: tuple[ZeroShare, ...] = ()
    by_year: tuple[ByYear, ...] = ()
    offices: tuple[OfficerBlank, ...] = ()

    def references(self) -> tuple[str, ...]:
        """Return every blank and clause that is named, to be looked for in the model."""
        blanks = [each for numbers in self.same_numbers for each in numbers]
        blanks += [name for each in self.not_more for name in (each.this, each.than)]
        blanks += [*self.within_term, *self.schools, *self.lists_of_schools, *self.names_party]
        blanks += [*self.attached, *self.names_attached]
        blanks += [self.duty_day.since, self.duty_day.until] if self.duty_day else []
        blanks += [self.duty_day.elsewhere] if self.duty_day and self.duty_day.elsewhere else []
        blanks += [self.first_service] if self.first_service else []
        blanks += [name for each in self.series for name in (each.first, each.count, each.every)]
        blanks += [name for each in self.schedules for name in (each.rows, each.officers)]
        blanks += [name for each in self.occasions for name in (each.every, each.days)]
        blanks += [each.blank for each in self.usual]
        blanks += [each.share for each in self.zero_shares]
        blanks += [each.rows for each in self.by_year]
        blanks += [each.officers for each in self.by_year if each.officers]
        blanks += [each.blank for each in self.offices]
        for each in self.grants:
            named = (each.since, each.until, *each.after)
            blanks += [f"{each.clause}.{name}" for name in named]
        blanks += [name for each in self.parties_ask for name in each.named_in]
        clauses = [each.clause for each in self.notices]
        clauses += [self.renews] if self.renews else []
        clauses += [each.clause for each in self.parties_ask]
        return (*clauses, *blanks)
