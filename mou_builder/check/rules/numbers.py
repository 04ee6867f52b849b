"""Numbers: sums that come out, and numbers that two clauses state alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mou_builder.agreement.wording import bare, money
from mou_builder.check.rule import Case, Finding, Rule, path_of_blank
from mou_builder.check.sums import cents, sum_faults
from mou_builder.diagnostic import Severity
from mou_builder.library.judgement import NotMore
from mou_builder.yamltext.dotted import dotted, names_of
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.values import Type, exact


def sums_come_out(case: Case) -> Iterator[Finding]:
    """MOU301: shares do not add up to the whole, or instalments not to the amount, to the cent."""
    for each in case.standing:
        variant = each.clause.variants.get(each.choice.variant)
        sums = (*each.clause.sums, *(variant.sums if variant else ()))
        for fault in sum_faults(sums, each.choice.values, each.blanks):
            path: Path = (*each.path, fault.blank)
            if not case.is_broken(path):
                message = (
                    f"{fault.parts} is {fault.total}, not {fault.whole}: "
                    f"the parts of the clause “{each.clause.id}” do not add up"
                )
                yield case.finding(
                    "MOU301", Severity.ERROR, message, path, "correct one of the parts"
                )


def products_come_out(case: Case) -> Iterator[Finding]:
    """MOU318: an amount is not the share that it is said to be, to the cent."""
    for each in case.standing:
        variant = each.clause.variants.get(each.choice.variant)
        for product in variant.products if variant else ():
            names = (product.amount, product.share, product.of)
            amount, share, whole = (case.value(f"{each.clause.id}.{name}") for name in names)
            if not all(isinstance(value, Decimal) for value in (amount, share, whole)):
                continue
            assert isinstance(amount, Decimal)
            assert isinstance(share, Decimal)
            assert isinstance(whole, Decimal)
            expected = cents(exact(whole) * exact(share) / 100)
            if amount != expected:
                message = (
                    f"“{product.amount}” is {money(amount)}, but {bare(Type.PERCENT, share)} of "
                    f"{money(whole)} is {money(expected)}"
                )
                hint = f"correct one of the three, or leave out {product.amount}"
                path = (*each.path, product.amount)
                yield case.finding("MOU318", Severity.ERROR, message, path, hint)


def the_same_number_everywhere(case: Case) -> Iterator[Finding]:
    """MOU302: one number, such as that of the officers, is stated differently in two clauses."""
    for references in case.model.judgement.same_numbers:
        stated = [(name, _number(case, name)) for name in references]
        given = [(name, number) for name, number in stated if number is not None]
        for name, number in given[1:]:
            first, expected = given[0]
            if number != expected:
                message = f"“{name}” comes to {number:f}, but “{first}” is {expected:f}"
                hint = "correct one of the two"
                yield case.finding("MOU302", Severity.WARNING, message, path_of_blank(name), hint)


def no_more_than_there_is(case: Case) -> Iterator[Finding]:
    """MOU304: a clause promises more than another one provides for."""
    for each in case.model.judgement.not_more:
        there = _number(case, each.than)
        for path, promised in _promised(case, each):
            if there is None or promised <= there * each.times:
                continue
            what = f"“{each.than}”, which is {there:f}"
            more = f"{each.times} for each of {what}" if each.times > 1 else what
            message = f"“{each.this}” is {promised:f}, more than {more}"
            hint = "correct one of the two"
            yield case.finding("MOU304", Severity.WARNING, message, path, hint)


def _promised(case: Case, rule: NotMore) -> Iterator[tuple[Path, Decimal]]:
    """Yield the number that a clause promises, or each that its rows do."""
    if rule.each:
        for path, cell in case.values(rule.this):
            if (number := _decimal(cell)) is not None:
                yield path, number
    elif (number := _number(case, rule.this)) is not None:
        yield path_of_blank(rule.this), number


def _number(case: Case, reference: str) -> Decimal | None:
    """Return the number that ``reference`` names; for a column, the sum of its cells."""
    clause, blank, *column = names_of(reference)
    value = case.value(dotted((clause, blank)))
    if not column:
        return _decimal(value)
    if not isinstance(value, tuple):
        return None
    cells = [_decimal(row.get(column[0])) for row in value if isinstance(row, dict)]
    if not cells or any(cell is None for cell in cells):
        return None
    return sum((cell for cell in cells if cell is not None), Decimal(0))


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


RULES: tuple[Rule, ...] = (
    sums_come_out,
    products_come_out,
    the_same_number_everywhere,
    no_more_than_there_is,
)
