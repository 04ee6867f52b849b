"""The term: when the agreement begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.wording import long_date
from mou_builder.check.rule import Case, Rule
from mou_builder.diagnostic import Diagnostic, Severity


def term_begins_before_it_ends(case: Case) -> Iterator[Diagnostic]:
    """MOU303: the term, or the day of signing, is not before the end of the term."""
    until = case.config.until
    if not isinstance(until, date):
        return
    for label, day in (("begins", case.config.since), ("is signed", case.config.signed)):
        if day and day >= until:
            message = (
                f"the agreement {label} on {long_date(day)}, "
                f"but its term ends on {long_date(until)}"
            )
            path = ("term", "until")
            yield case.finding("MOU303", Severity.ERROR, message, path, "correct one of the dates")


RULES: tuple[Rule, ...] = (term_begins_before_it_ends,)
