"""Numbers: sums that add up, numbers that two clauses state alike, and numbers that are usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from mou_builder.agreement.wording import bare, in_days, money
from mou_builder.check.rule import Case, ChosenClause, Finding, Rule, of_each_clause, path_of_blank
from mou_builder.check.rules.own.sums.announced import other_numbers_of_parties
from mou_builder.check.rules.term import school_years_named, touches_the_term
from mou_builder.check.sums import cents, is_share, sum_faults
from mou_builder.library.judgement import NotMore
from mou_builder.library.typed.values import MONTHS, Scalar, Type, exact
from mou_builder.yamltext.dotted import above, dotted, first_of, names_of
from mou_builder.yamltext.source import Path

_DAY_OF_YEAR = rf"\b(?:{'|'.join(MONTHS)})\s+\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b"
_ROUNDING = Decimal("0.01")
"""By how much one of several parts of a sum may differ, so that they add up to the cent."""


@of_each_clause
def sums_come_out(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """MOU301: shares do not add up to the whole, or installments not to the amount, to the cent."""
    sums = each.clause.sums_of(each.choice.variant)
    for fault in sum_faults(sums, each.choice.values, each.blanks):
        path: Path = (*each.path, fault.blank)
        if not case.is_broken(path):
            message = (
                f"{fault.parts} is {fault.total}, not {fault.whole}: "
                f"the parts of the clause “{each.clause.id}” do not add up"
            )
            yield case.error("MOU301", message, path, "correct one of the parts")


@of_each_clause
def products_come_out(case: Case, each: ChosenClause) -> Iterator[Finding]:
    """MOU318: an amount is not the share that it is said to be, to the cent."""
    for path, message in _amounts_unlike_shares(each):
        hint = "correct the amounts or the shares, or leave the amounts out"
        yield case.error("MOU318", message, path, hint)
    variant = each.clause.variants.get(each.choice.variant)
    for product in variant.products if variant else ():
        names = (product.amount, product.share, product.of)
        amount, share, whole = (case.value(f"{each.clause.id}.{name}") for name in names)
        if not (isinstance(amount, Decimal) and isinstance(share, Decimal)):
            continue
        if not isinstance(whole, Decimal):
            continue
        expected = exact(whole) * exact(share) / 100
        if not is_share(amount, expected):
            message = (
                f"“{product.amount}” is {money(amount)}, but {bare(Type.PERCENT, share)} of "
                f"{money(whole)} is {money(cents(expected))}"
            )
            hint = f"correct one of the three, or leave out {product.amount}"
            path = (*each.path, product.amount)
            yield case.error("MOU318", message, path, hint)


def _amounts_unlike_shares(each: ChosenClause) -> Iterator[tuple[Path, str]]:
    """Yield the dollars of a row beside its share that are not the share of all rows together."""
    for name, value in each.choice.values.items():
        columns = each.blanks[name].columns
        if not ({"share", "amount"} <= columns.keys() and isinstance(value, tuple)):
            continue
        rows = [row for row in value if isinstance(row, dict)]
        shares = [row.get("share") for row in rows]
        amounts = [row.get("amount") for row in rows]
        dollars = [each for each in amounts if isinstance(each, Decimal)]
        if not dollars or len(dollars) < len(rows):
            continue
        whole = sum(dollars, Decimal(0))
        for at, (share, amount) in enumerate(zip(shares, dollars, strict=True)):
            if not isinstance(share, Decimal):
                return
            expected = cents(exact(whole) * exact(share) / 100)
            if abs(amount - expected) > _ROUNDING:
                message = (
                    f"the amount is {money(amount)}, but {bare(Type.PERCENT, share)} of "
                    f"{money(whole)} is {money(expected)}"
                )
                yield (*each.path, name, at, "amount"), message
                break


def the_same_number_everywhere(case: Case) -> Iterator[Finding]:
    """MOU302: one number, such as that of the officers, is stated differently in two places."""
    yield from _as_often_as_its_days(case)
    yield from _first_year_said_otherwise(case)
    for message, path in other_numbers_of_parties(case):
        yield case.warning("MOU302", message, path, "correct the number of the parties")
    for references in case.model.judgement.same_numbers:
        stated = [(name, _number_at(case, name)) for name in references]
        given = [(name, number) for name, number in stated if number is not None]
        for name, number in given[1:]:
            first, expected = given[0]
            if number != expected:
                message = f"“{name}” comes to {number:f}, but “{first}” is {expected:f}"
                hint = "correct one of the two"
                yield case.warning("MOU302", message, path_of_blank(name), hint)


def _first_year_said_otherwise(case: Case) -> Iterator[Finding]:
    """Yield a number of the first year that the row of that year says otherwise."""
    since = case.config.begins
    for each in case.model.judgement.first_year:
        number, cells = case.value(each.number), list(case.values(each.rows))
        years = [
            school_years_named(str(year)) for _, year in case.values(f"{above(each.rows)}.year")
        ]
        if number is None or since is None or not cells or len(cells) != len(years) or not years[0]:
            continue
        path, value = cells[0]
        if touches_the_term(min(years[0]), since, since, of_school=True) and value != number:
            message = f"“{each.rows}” of the first year is not “{each.number}”"
            yield case.warning("MOU302", message, path, "correct one of the two")


def _as_often_as_its_days(case: Case) -> Iterator[Finding]:
    """Yield days of the year, such as those of invoices, that are more or fewer than is said."""
    for each in case.model.judgement.occasions:
        every, days = case.value(each.every), case.value(each.days)
        times = each.times.get(str(every), 0)
        named = re.findall(_DAY_OF_YEAR, days, re.I) if isinstance(days, str) else []
        if times and named and len(named) != times:
            message = f"“{each.days}” names {len(named)} of the year, but “{each.every}” is {every}"
            path = path_of_blank(each.days)
            hint = "correct one of the two"
            yield case.warning("MOU302", message, path, hint)


def no_more_than_there_is(case: Case) -> Iterator[Finding]:
    """MOU304: a clause promises more than another one provides for."""
    for each in case.model.judgement.not_more:
        there = _number_at(case, each.than)
        for path, promised in _numbers_promised(case, each):
            if there is None or promised <= there * each.times:
                continue
            what = f"“{each.than}”, which is {there:f}"
            more = f"{each.times} for each of {what}" if each.times > 1 else what
            name = f"“{each.share}” of “{each.this}”" if each.share else f"“{each.this}”"
            message = f"{name} is {promised:f}, more than {more}"
            hint = "correct one of the two"
            yield case.warning("MOU304", message, path, hint)


def _numbers_promised(case: Case, rule: NotMore) -> Iterator[tuple[Path, Decimal]]:
    """Yield the number that a clause promises, or each that its rows do."""
    if rule.each:
        for path, cell in case.values(rule.this):
            if (number := _as_decimal(cell)) is not None:
                yield path, number
    elif (number := _number_at(case, rule.this)) is not None:
        part = _as_decimal(case.value(rule.share)) if rule.share else Decimal(100)
        if part is not None:
            yield path_of_blank(rule.this), number * part / 100


def _number_at(case: Case, reference: str) -> Decimal | None:
    """Return the number that ``reference`` names; for a column, the sum of its cells."""
    rows = case.value(above(reference))
    if not isinstance(rows, tuple):
        return _as_decimal(case.value(reference))
    column = names_of(reference)[-1]
    cells = [_as_decimal(row.get(column)) for row in rows if isinstance(row, dict)]
    if not cells or any(cell is None for cell in cells):
        return None
    return sum((cell for cell in cells if cell is not None), Decimal(0))


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


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
                number = f"{value:f}" if isinstance(value, Decimal) else f"{value:,}"
                message = f"“{usual.blank}” is {number}: {usual.because}"
                hint = "correct the number, or accept it with a reason"
                yield case.warning("MOU333", message, path, hint)
    yield from _years_unlike(case)
    if longest := case.model.judgement.longest_time:
        yield from _times_too_long(case, longest)


def _times_too_long(case: Case, longest: int) -> Iterator[Finding]:
    """Yield times, as of a notice, that are longer than those of any clause usually are."""
    judged = {each.blank for each in case.model.judgement.usual}
    for blank, days, path in case.cells:
        name = dotted(path[1:])
        if blank.type is not Type.DAYS or name in judged or not isinstance(days, int):
            continue
        if days > longest:
            message = f"“{name}” is {in_days(days)}: few clauses give more than {in_days(longest)}"
            hint = "correct the number, or accept it with a reason"
            yield case.warning("MOU333", message, path, hint)


_JUMP = 4
"""How many times the amount of a year another year's may be, before it is a slip of a digit."""


def _years_unlike(case: Case) -> Iterator[Finding]:
    """Yield the amount of a year that is many times, or a small part of, the one before it."""
    for each in case.model.judgement.by_year:
        rows = case.value(each.rows)
        for number, (row, after) in enumerate(pairwise(rows if isinstance(rows, tuple) else ()), 1):
            if not isinstance(row, dict) or not isinstance(after, dict):
                continue
            for column in ("amount", "rate"):
                one, other = _for_one(row, column), _for_one(after, column)
                if one and other and not 1 / _JUMP < one / other < _JUMP:
                    message = f"“{each.rows}” goes from {one:,.2f} to {other:,.2f} in a year"
                    path = (*path_of_blank(each.rows), number, column)
                    hint = "correct the number, or accept it with a reason"
                    yield case.warning("MOU333", message, path, hint)


def _for_one(row: dict[str, Scalar], column: str) -> Decimal | None:
    """Return the number in a column of a row, for one officer where it counts them."""
    value, officers = _as_decimal(row.get(column)), _as_decimal(row.get("officers"))
    return value / officers if value and officers else value


def values_are_printed(case: Case) -> Iterator[Finding]:
    """MOU316: a value is given, and the text says nothing of it without another one."""
    for each in case.model.judgement.beside:
        value, path = case.value(each.blank), path_of_blank(each.blank)
        lacks = all(case.value(name) is None for name in each.needs)
        if value in (None, False) or not lacks or path not in case.source.values:
            continue
        others = " or ".join(f"“{names_of(name)[-1]}”" for name in each.needs)
        if not any(case.is_broken(path_of_blank(name)) for name in each.needs):
            message = f"“{each.blank}” is printed nowhere: the text has it beside {others}"
            yield case.warning("MOU316", message, path, "give that, too, or delete the line")


def nobody_is_billed_for_nothing(case: Case) -> Iterator[Finding]:
    """MOU332: a share is zero, and the text still has it invoiced and paid."""
    for each in case.model.judgement.zero_shares:
        for path, value in case.values(each.share):
            if not isinstance(value, Decimal) or value != 0:
                continue
            clause, _ = first_of(each.share)
            message = f"“{each.share}” is zero, but the text has it paid"
            blank = names_of(each.share)[-1]
            hint = f"give what is paid; if nothing is, delete “{blank}” or choose another variant"
            if each.variant:
                hint = f"choose the variant {each.variant}, by which the other side pays everything"
            place = path if path in case.source.values else ("clauses", clause)
            yield case.warning("MOU332", message, place, hint)


RULES: tuple[Rule, ...] = (
    sums_come_out,
    products_come_out,
    the_same_number_everywhere,
    no_more_than_there_is,
    numbers_are_usual,
    values_are_printed,
    nobody_is_billed_for_nothing,
)
