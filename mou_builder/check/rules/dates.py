"""Days and times inside a clause: in order, and within the term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from itertools import pairwise

from mou_builder.agreement.wording import clock, long_date
from mou_builder.check.rule import Case, ChosenClause, Finding, Rule, of_each_clause, path_of_blank
from mou_builder.config.amendments import amendments_of
from mou_builder.config.months import moved
from mou_builder.library.typed.moments import read_date
from mou_builder.library.typed.values import Unreadable
from mou_builder.yamltext.changes import mappings_at
from mou_builder.yamltext.source import Path, Plain

_PAIRS = (("from", "until"), ("starts", "ends"), ("start", "end"), ("first_day", "last_day"))
"""How blanks (or the ends of their ids, as in ``grant_from``) that bound a period are called."""

_MOST_MONTHS = 1200
"""A hundred years: a longer series is a slip of typing, and its last day may be no date at all."""


@of_each_clause
def periods_begin_before_they_end(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """MOU305: a day or time that ends a period comes before the one that begins it."""
    for path, values in _values_by_row(each):
        for first, last in _pairs_of_bounds(values):
            begin, end = values[first], values[last]
            if case.is_broken((*path, first)) or case.is_broken((*path, last)):
                continue
            if _comes_before(end, begin):
                before = f"not after “{first}”, which is {_written(begin)}"
                message = f"“{last}” is {_written(end)}, {before}"
                hint = "correct one of the two"
                if isinstance(end, time):
                    hint = "correct one of the two; an afternoon is 15:30 or 3:30 p.m."
                yield case.error("MOU305", message, (*path, last), hint)


def _values_by_row(each: ChosenClause) -> Iterator[tuple[Path, Mapping[str, object]]]:
    """Yield the values of a clause, and those of each row of its tables."""
    yield each.path, each.choice.values
    for name, value in each.choice.values.items():
        for number, row in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(row, dict):
                yield (*each.path, name, number), row


def _pairs_of_bounds(values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name in values:
        for begin, end in _PAIRS:
            stem = name.removesuffix(begin)
            if stem != name and (not stem or stem.endswith("_")) and stem + end in values:
                yield name, stem + end


def _comes_before(one: object, other: object) -> bool:
    match one, other:
        case (date(), date()):
            return one < other
        case (time(), time()):
            return one <= other
        case _:
            return False


def _written(value: object) -> str:
    match value:
        case date():
            return long_date(value)
        case time():
            return clock(value)
        case _:
            return str(value)


@of_each_clause
def rows_in_order_of_their_days(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """MOU306: a row of a table has an earlier day than the row before it, or the same one."""
    for name, value in each.choice.values.items():
        entries = value if isinstance(value, tuple) else ()
        rows = [row for row in entries if isinstance(row, dict)]
        for number, (row, following) in enumerate(pairwise(rows), 1):
            for column, day in following.items():
                before = row.get(column)
                if not (isinstance(day, date) and isinstance(before, date)):
                    continue
                if day < before or (day == before and row != following):
                    message = f"{long_date(day)} stands after {long_date(before)}"
                    if day == before:
                        message = f"{long_date(day)} stands there twice"
                    hint = "correct the day, or put the rows in the order of their days"
                    path = (*each.path, name, number, column)
                    yield case.warning("MOU306", message, path, hint)


def days_within_the_term(case: Case) -> Iterator[Finding]:
    """MOU307: a day that belongs to the term, such as that of an installment, lies outside it.

    After the term there is a time in which a last bill is paid; before it nothing is due.
    """
    judgement = case.model.judgement
    begins, until = case.config.begins, case.config.until
    service = case.value(judgement.first_service) if judgement.first_service else None
    for path, day in (*_days_of(case, judgement.within_term), *_days_of_effect(case)):
        if begins and day < begins:
            message = f"{long_date(day)} is before the term, which begins on {long_date(begins)}"
        elif isinstance(until, date) and (day - until).days > judgement.grace_days:
            message = f"{long_date(day)} is after the term, which ends on {long_date(until)}"
        elif isinstance(service, date) and day < service:
            first = long_date(service)
            message = f"{long_date(day)} is before the first day of service, which is {first}"
        else:
            continue
        yield case.warning("MOU307", message, path, "correct one of the dates")
    yield from _series_after_the_term(case)


def _days_of_effect(case: Case) -> Iterator[tuple[Path, date]]:
    """Yield the days on which amendments take effect, where they name one."""
    for number, each in enumerate(amendments_of(case.source)):
        if each.effective:
            yield ("amendments", number, "effective"), each.effective


def _series_after_the_term(case: Case) -> Iterator[Finding]:
    """Yield a finding where payments that follow each other at fixed times go on too long."""
    until, grace = case.config.until, case.model.judgement.grace_days
    for each in case.model.judgement.series:
        first, count, every = (case.value(name) for name in (each.first, each.count, each.every))
        months = each.months.get(str(every), 0)
        if not (isinstance(until, date) and isinstance(first, date) and isinstance(count, int)):
            continue
        if (first - until).days > grace or count * months > _MOST_MONTHS:
            continue  # said of the first day already, or of the number
        last = moved(first, (count - 1) * months)
        if (last - until).days > grace:
            message = (
                f"the last of {count} payments is due on {long_date(last)}, after the term, which "
                f"ends on {long_date(until)}"
            )
            hint = "correct the number of payments, how often one is due, or one of the dates"
            yield case.warning("MOU307", message, path_of_blank(each.count), hint)


def the_past_is_in_order(case: Case) -> Iterator[Finding]:
    """MOU364: a past term or an amendment is out of order, or an amendment is of later days."""
    yield from _past_terms_out_of_order(case)
    until, before = case.config.until, None
    for number, each in enumerate(amendments_of(case.source)):
        path: Path = ("amendments", number, "date")
        if each.day and isinstance(until, date) and each.day > until:
            message = f"it is of {long_date(each.day)}, after the term, which ends on "
            message += long_date(until)
            yield case.warning("MOU364", message, path, "correct one of the dates")
        elif each.day and before and each.day < before:
            message = f"it is of {long_date(each.day)}, and the amendment before it of "
            message += long_date(before)
            hint = "correct the date, or put the amendments in the order of their days"
            yield case.warning("MOU364", message, path, hint)
        before = each.day or before


def _past_terms_out_of_order(case: Case) -> Iterator[Finding]:
    """Yield a past term that ends before it begins, or after the one behind it has begun."""
    days = [
        tuple(_day_or_none(each.get(name)) for name in ("from", "until"))
        for each in mappings_at(case.source.data, ("history",))
    ]
    for number, (begins, ends) in enumerate(days):
        following = days[number + 1][0] if number + 1 < len(days) else case.config.begins
        path: Path = ("history", number, "until")
        if begins and ends and ends < begins:
            message = f"this term ends on {long_date(ends)}, before it begins"
        elif ends and following and ends >= following:
            message = f"this term ends on {long_date(ends)}, and the next one begins before, on "
            message += long_date(following)
        else:
            continue
        yield case.warning("MOU364", message, path, "correct one of the dates")


def _day_or_none(value: Plain) -> date | None:
    try:
        return read_date(value) if isinstance(value, str) else None
    except Unreadable:
        return None


def _days_of(case: Case, references: tuple[str, ...]) -> Iterator[tuple[Path, date]]:
    for reference in references:
        for path, value in case.values(reference):
            if isinstance(value, date):
                yield path, value


RULES: tuple[Rule, ...] = (
    periods_begin_before_they_end,
    rows_in_order_of_their_days,
    days_within_the_term,
    the_past_is_in_order,
)
