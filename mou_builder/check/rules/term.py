"""The term: when the agreement begins and ends, and when it must be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.wording import days as in_days
from mou_builder.agreement.wording import long_date, month
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity

_UNTIL = ("term", "until")
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
            yield case.finding(
                "MOU303", Severity.ERROR, message, _UNTIL, "correct one of the dates"
            )
            return


def signed_before_the_term_begins(case: Case) -> Iterator[Finding]:
    """MOU310: the agreement is signed, and so takes effect, only after its term has begun."""
    config = case.config
    if config.signed and config.since and config.signed > config.since:
        if isinstance(config.until, date) and config.signed >= config.until:
            return  # MOU303 says it already
        message = (
            f"it is signed on {long_date(config.signed)}, "
            f"after its term has begun on {long_date(config.since)}"
        )
        hint = "until it is signed there is no agreement; correct one of the dates"
        yield case.finding("MOU310", Severity.WARNING, message, ("signed",), hint)


def not_too_long(case: Case) -> Iterator[Finding]:
    """MOU308: the term is longer than agreements of this model usually are."""
    begins = case.config.since or case.config.signed
    until, longest = case.config.until, case.model.judgement.longest_term
    if longest is None or begins is None or not isinstance(until, date):
        return
    if _years_after(begins, longest) < (until.year, until.month, until.day):
        message = (
            f"the term runs from {long_date(begins)} until {long_date(until)}, "
            f"which is more than {longest} years"
        )
        hint = "correct the date, or accept it with a reason"
        yield case.finding("MOU308", Severity.WARNING, message, _UNTIL, hint)


def _years_after(day: date, years: int) -> tuple[int, int, int]:
    return (day.year + years, day.month, day.day)


def ends_between_school_years(case: Case) -> Iterator[Finding]:
    """MOU309: the term ends while school is in session, and officers leave in mid-year."""
    until, months = case.config.until, case.model.judgement.school_months
    if not isinstance(until, date) or until.month not in months or _ends_fiscal_year(until):
        return
    if until.month != months[-1] or until.day < _LAST_DAYS:
        message = f"the term ends on {long_date(until)}, in the middle of a school year"
        hint = f"choose an end between school years; school is in session in {month(until)}"
        yield case.finding("MOU309", Severity.WARNING, message, _UNTIL, hint)


def _ends_fiscal_year(day: date) -> bool:
    """Tell whether budgets end on that day: the last one of a quarter of the calendar year."""
    return (day.month, day.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}


def not_yet_over(case: Case) -> Iterator[Finding]:
    """MOU311: the term is over. MOU312: its end is so near that the review is due."""
    until, as_of = case.config.until, case.as_of
    if as_of is None or not isinstance(until, date):
        return
    if as_of > until:
        message = f"the term ended on {long_date(until)}, before {long_date(as_of)}"
        hint = "start the next one from it: mou renew"
        yield case.finding("MOU311", Severity.WARNING, message, _UNTIL, hint)
        return
    notice, left = case.model.judgement.renewal_days, (until - as_of).days
    begins = case.config.since or case.config.signed
    if notice is None or left > notice or (begins and begins > as_of):
        return
    message = f"the term ends in {in_days(left)}, on {long_date(until)}: its renewal is due"
    hint = "all signatories review the agreement before it is renewed: mou renew"
    yield case.finding("MOU312", Severity.NOTE, message, _UNTIL, hint)


RULES: tuple[Rule, ...] = (
    term_begins_before_it_ends,
    signed_before_the_term_begins,
    not_too_long,
    ends_between_school_years,
    not_yet_over,
)
