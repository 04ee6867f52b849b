"""Numbers that are possible and still hardly meant: data of the model says which."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.diagnostic import Severity
from mou_builder.yamltext.dotted import first_of


def numbers_are_usual(case: Case) -> Iterator[Finding]:
    """MOU333: a number is far from what such a number is: hours of a week for those of a year."""
    shares = {each.share for each in case.model.judgement.zero_shares}
    without_bill = {each for each in shares if case.value(each) == 0}
    for usual in case.model.judgement.usual:
        for path, value in case.values(usual.blank):
            if isinstance(value, bool) or not isinstance(value, int | Decimal):
                continue
            low = usual.least is not None and value < usual.least
            high = usual.most is not None and value > usual.most
            if high or (low and usual.blank not in without_bill):
                message = f"“{usual.blank}” is {value:f}" if isinstance(value, Decimal) else ""
                message = message or f"“{usual.blank}” is {value:,}"
                hint = "correct the number, or accept it with a reason"
                text = f"{message}: {usual.because}"
                yield case.finding("MOU333", Severity.WARNING, text, path, hint)


def nobody_is_billed_for_nothing(case: Case) -> Iterator[Finding]:
    """MOU332: a share is zero, and the text still has it invoiced and paid."""
    for each in case.model.judgement.zero_shares:
        for path, value in case.values(each.share):
            if not isinstance(value, Decimal) or value != 0:
                continue
            clause, _ = first_of(each.share)
            message = f"“{each.share}” is zero, but the text has it paid and invoiced"
            hint = "leave it out, or give what is paid"
            if each.variant:
                hint = f"choose the variant {each.variant}, which says who pays everything"
            place = path if path in case.source.values else ("clauses", clause)
            yield case.finding("MOU332", Severity.WARNING, message, place, hint)


RULES: tuple[Rule, ...] = (numbers_are_usual, nobody_is_billed_for_nothing)
