"""Grants: what pays when the grant no longer does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.config.config import Choice
from mou_builder.library.judgement import GrantPeriod


def something_follows_a_grant(case: Case) -> Iterator[Finding]:
    """MOU327: a grant ends inside the term, and nothing says who pays then."""
    for each in case.model.judgement.grants:
        choice = case.config.choices.get(each.clause)
        if choice is None or choice.variant != each.variant or _is_followed(case, each, choice):
            continue
        ends, until = case.value(f"{each.clause}.{each.until}"), case.config.until
        if isinstance(ends, date) and isinstance(until, date) and ends < until:
            message = (
                f"the grant ends on {long_date(ends)}, but the term only on "
                f"{long_date(until)}, and nothing says who pays in between"
            )
            path = ("clauses", each.clause, each.until)
            hint = f"give {' or '.join(each.after)}, or end the term with the grant"
            yield case.warning("MOU327", message, path, hint)


def _is_followed(case: Case, grant: GrantPeriod, choice: Choice) -> bool:
    """Tell whether it is said what follows the grant, or reported already that it is not."""
    blanks = case.model.clauses[grant.clause].blanks_of(grant.variant)
    return any(
        name in choice.values
        or case.is_broken(("clauses", grant.clause, name))
        or (name in blanks and blanks[name].required)
        for name in grant.after
    )


def a_grant_pays_during_the_term(case: Case) -> Iterator[Finding]:
    """MOU328: no day on which the grant pays lies within the term."""
    for each in case.model.judgement.grants:
        since = case.value(f"{each.clause}.{each.since}")
        ends = case.value(f"{each.clause}.{each.until}")
        begins, until = case.config.begins, case.config.until
        if isinstance(since, date) and isinstance(until, date) and since > until:
            path = ("clauses", each.clause, each.since)
            message = (
                f"the grant begins on {long_date(since)}, after the term has ended on "
                f"{long_date(until)}"
            )
        elif isinstance(ends, date) and begins and ends < begins:
            path = ("clauses", each.clause, each.until)
            message = (
                f"the grant ends on {long_date(ends)}, before the term begins on "
                f"{long_date(begins)}"
            )
        else:
            continue
        yield case.warning("MOU328", message, path, "correct one of the dates")


def a_grant_ends_with_the_term(case: Case) -> Iterator[Finding]:
    """MOU317: a grant pays on after the term, in which the officers no longer serve."""
    for each in case.model.judgement.grants:
        since = case.value(f"{each.clause}.{each.since}")
        ends, until = case.value(f"{each.clause}.{each.until}"), case.config.until
        if not isinstance(ends, date) or not isinstance(until, date) or ends <= until:
            continue
        if isinstance(since, date) and since > until:
            continue  # MOU328 says it already
        message = (
            f"the grant pays until {long_date(ends)}, after the term has ended on "
            f"{long_date(until)}"
        )
        hint = "end the term with the grant, or renew in time and accept it with that reason"
        path = ("clauses", each.clause, each.until)
        yield case.warning("MOU317", message, path, hint)


RULES: tuple[Rule, ...] = (
    something_follows_a_grant,
    a_grant_pays_during_the_term,
    a_grant_ends_with_the_term,
)
