"""The term: when the agreement begins and ends, and when it must be reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mou_builder.agreement.wording import in_days, long_date, month
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.months import school_years
from mou_builder.library.fact import Fact
from mou_builder.library.judgement import ByYear
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import Path

_UNTIL = ("term", "until")
_LONG_BEFORE = 366
"""Days between signing and the first day of the term."""
_LAST_DAYS = 20
"""From that day on the last month of school may have the last day of school, as in the South."""


def term_begins_before_it_ends(case: Case) -> Iterator[Finding]:
    """MOU303: the term, or the day of signing, is not before the end of the term."""
    until = case.config.until
    if not isinstance(until, date):
        return
    begins = (("begins", case.config.since), ("is signed", case.config.signed))
    for label, day in begins:
        if day and day >= until:
            message = (
                f"the agreement {label} on {long_date(day)}, "
                f"but its term ends on {long_date(until)}"
            )
            yield case.error("MOU303", message, _UNTIL, "correct one of the dates")
            return


def signed_before_the_term_begins(case: Case) -> Iterator[Finding]:
    """MOU310: the agreement is signed only after its term has begun, or years before."""
    config = case.config
    if config.signed and config.since and (config.since - config.signed).days > _LONG_BEFORE:
        message = (
            f"it is signed on {long_date(config.signed)}, "
            f"more than a year before its term begins on {long_date(config.since)}"
        )
        yield case.warning("MOU310", message, ("signed",), "correct one of the dates")
    if config.signed and config.since and config.signed > config.since:
        if isinstance(config.until, date) and config.signed >= config.until:
            return  # MOU303 says it already
        message = (
            f"it is signed on {long_date(config.signed)}, "
            f"after its term has begun on {long_date(config.since)}"
        )
        hint = "until it is signed there is no agreement; correct one of the dates"
        yield case.warning("MOU310", message, ("signed",), hint)


def not_too_long(case: Case) -> Iterator[Finding]:
    """MOU308: the term is longer or shorter than agreements of this model usually are."""
    begins = case.config.begins
    until, longest = case.config.until, case.model.judgement.longest_term
    if longest is None or begins is None or not isinstance(until, date):
        return
    if begins < until and (until - begins).days < case.model.judgement.shortest_term:
        message = f"the term has {in_days((until - begins).days + 1)}"
        hint = "correct one of the dates, or accept it with a reason"
        yield case.warning("MOU308", message, _UNTIL, hint)
    latest = (begins.year + longest, begins.month, begins.day)
    if latest < (until.year, until.month, until.day):
        message = (
            f"the term runs from {long_date(begins)} until {long_date(until)}, "
            f"which is more than {longest} years"
        )
        hint = "correct the date, or accept it with a reason"
        yield case.warning("MOU308", message, _UNTIL, hint)


def ends_between_school_years(case: Case) -> Iterator[Finding]:
    """MOU309: the term ends while school is in session, and officers leave in mid-year."""
    until, months = case.config.until, case.model.judgement.school_months
    if not isinstance(until, date) or until.month not in months or _ends_fiscal_year(until):
        return
    if until.month != months[-1] or until.day < _LAST_DAYS:
        message = f"the term ends on {long_date(until)}, in the middle of a school year"
        hint = f"choose an end between school years; school is in session in {month(until)}"
        yield case.warning("MOU309", message, _UNTIL, hint)


def _ends_fiscal_year(day: date) -> bool:
    """Tell whether budgets end on that day: the last one of a quarter of the calendar year."""
    return (day.month, day.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}


def not_yet_over(case: Case) -> Iterator[Finding]:
    """MOU311: the term is over. MOU312: its end is so near that the review is due."""
    until, as_of = case.config.until, case.as_of
    if as_of is None or not isinstance(until, date) or _is_followed(case):
        return
    if as_of > until:
        message = f"the term ended on {long_date(until)}, before {long_date(as_of)}"
        hint = (
            "start the next one from it: mou renew; if it is there already, record of this one "
            "that it is superseded: mou record"
        )
        yield case.warning("MOU311", message, _UNTIL, hint)
        return
    notice, left = case.model.judgement.renewal_days, (until - as_of).days
    begins = case.config.begins
    if notice is None or left > notice or (begins and begins > as_of):
        return
    message = f"the term ends in {in_days(left)}, on {long_date(until)}: its renewal is due"
    hint = "all signatories review the agreement before it is renewed: mou renew"
    yield case.note("MOU312", message, _UNTIL, hint)


def _is_followed(case: Case) -> bool:
    """Tell whether the record says that the agreement has ended, or another has taken its place."""
    over = {Fact.SUPERSEDED, Fact.ENDED, Fact.TERMINATED}
    return any(each.fact in over for each in case.config.record.facts)


_YEARS = pattern(r"(?<!\d)(20\d\d)(?:\s*(?:[-–—/]|to|through|and)\s*(?:20)?(\d\d))?(?!\d)")


def rows_are_for_the_years_of_the_term(case: Case) -> Iterator[Finding]:
    """MOU348: of rows that are each for a year one is there twice, lacking, or not of the term.

    A year in words (“first year”) is passed over, and so are the rows beside it.
    """
    for each in case.model.judgement.by_year:
        cells = [(path, str(value)) for path, value in case.values(f"{each.rows}.year")]
        years = [school_years_named(text) for _, text in cells]
        for path, text in _years_that_are_none(cells, years):
            message = f"“{text}” is no year: it ends before it begins, or many years later"
            yield case.warning("MOU348", message, path, "correct it, such as 2026–2027")
        if not cells or not all(years):
            continue
        if not each.officers:
            yield from _years_out_of_order(case, cells, years)
        yield from _years_twice(case, each, cells, years)
        yield from _years_outside(case, each, cells, years)


def _years_that_are_none(
    cells: list[tuple[Path, str]], years: list[frozenset[int]]
) -> Iterator[tuple[Path, str]]:
    for (path, text), its in zip(cells, years, strict=True):
        if not its and _YEARS.search(text):
            yield path, text


def _years_out_of_order(
    case: Case, cells: list[tuple[Path, str]], years: list[frozenset[int]]
) -> Iterator[Finding]:
    """Yield a year that stands behind a later one."""
    for number, (before, its) in enumerate(pairwise(years), 1):
        if min(its) < min(before):
            path, text = cells[number]
            message = f"“{text}” stands after “{cells[number - 1][1]}”"
            hint = "correct the year, or put the rows in the order of their years"
            yield case.warning("MOU348", message, path, hint)


def school_years_named(text: str) -> frozenset[int]:
    """Return the years in which the school years begin that ``text`` names: 2026–2028 are two."""
    found = _YEARS.search(text)
    if not found:
        return frozenset()
    first = int(found[1])
    last = first // 100 * 100 + int(found[2]) if found[2] else first + 1
    return frozenset(range(first, last)) if first < last <= first + 20 else frozenset()


def _years_twice(
    case: Case, each: ByYear, cells: list[tuple[Path, str]], years: list[frozenset[int]]
) -> Iterator[Finding]:
    """Yield a year of which two rows speak, or more officers in it than there are."""
    there = case.value(each.officers) if each.officers else None
    officers = [value for _, value in case.values(f"{each.rows}.officers")]
    serving: dict[int, Decimal] = {}
    for number, ((path, text), its) in enumerate(zip(cells, years, strict=True)):
        again = [year for year in its if year in serving]
        if each.officers:
            count = officers[number] if number < len(officers) else None
            more = Decimal(count) if isinstance(count, int | Decimal) else Decimal(1)
            most = Decimal(there) if isinstance(there, int | Decimal) else None
            over = [year for year in again if most is not None and serving[year] + more > most]
            if over and most is not None:
                message = f"“{text}” has a row before, and more officers in both than the {most:f}"
                hint = "correct the year or the officers; a year has a row for each group of them"
                yield case.warning("MOU348", message, path, hint)
        elif again:
            message = f"“{text}” has a row already"
            hint = "correct the year, or delete one of the two rows"
            yield case.warning("MOU348", message, path, hint)
        for year in its:
            added = more if each.officers else Decimal(0)
            serving[year] = serving.get(year, Decimal(0)) + added


def _years_outside(
    case: Case, rows: ByYear, cells: list[tuple[Path, str]], years: list[frozenset[int]]
) -> Iterator[Finding]:
    """Yield a row for a year that the term does not touch, and a year of the term without one."""
    since, until = case.config.begins, case.config.until
    if since is None or not isinstance(until, date):
        return
    has_renewal = case.config.has(case.model.judgement.renews)
    for (path, text), its in zip(cells, years, strict=True):
        of_school = _is_of_school(text)
        later = date(min(its), 7, 1) > until
        if later and has_renewal:
            continue
        if not any(touches_the_term(year, since, until, of_school=of_school) for year in its):
            message = (
                f"“{text}” lies outside the term, which runs from {long_date(since)} until "
                f"{long_date(until)}"
            )
            hint = "correct the year, or the dates under term"
            yield case.warning("MOU348", message, path, hint)
            return
    named = frozenset[int]().union(*years)
    lacking = sorted(year for year in _school_years(case, since, until) if year not in named)
    if (
        rows.every
        and lacking
        and all(
            len(each) == 1 and "–" in text.replace("-", "–")
            for (_, text), each in zip(cells, years, strict=True)
        )
    ):
        message = f"nothing is said of {lacking[0]}–{lacking[0] + 1}, which the term covers"
        hint = "add a row for the year, or correct the dates under term"
        yield case.warning("MOU348", message, cells[-1][0], hint)


def _is_of_school(text: str) -> bool:
    """Tell whether a year is written as one from summer to summer: 2026–2027."""
    found = _YEARS.search(text)
    return found is not None and found[2] is not None


def touches_the_term(year: int, since: date, until: date, *, of_school: bool) -> bool:
    """Tell whether a year, of the calendar or from summer to summer, touches the term."""
    if of_school:
        return date(year, 7, 1) <= until and since <= date(year + 1, 8, 31)
    return date(year, 1, 1) <= until and since <= date(year + 1, 12, 31)


def _school_years(case: Case, since: date, until: date) -> range:
    """Return the years in which the school years of the term begin."""
    words = school_years(since, until, case.model.judgement.school_months)
    found = re.findall(r"20\d\d", words)
    return range(int(found[0]), int(found[-1]))


RULES: tuple[Rule, ...] = (
    term_begins_before_it_ends,
    signed_before_the_term_begins,
    not_too_long,
    ends_between_school_years,
    not_yet_over,
    rows_are_for_the_years_of_the_term,
)
