"""Sums: shares add up to the whole, installments to the amount, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TypeGuard

from mou_builder.agreement.wording import bare
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank, Sum
from mou_builder.library.typed.values import Type, Value, exact, share_of
from mou_builder.yamltext.dotted import above, first_of

_FINEST = 100
"""The largest denominator of a share, in percent, that is shown as a fraction."""


@dataclass(frozen=True)
class SumFault:
    """A sum that does not come out: the blank to point at, what it comes to, and what it should."""

    blank: str
    total: str
    whole: str
    parts: str


def is_share(amount: Decimal, exactly: Fraction) -> bool:
    """Tell whether ``amount`` is ``exactly`` to the cent; half a cent may go either way."""
    return abs(Fraction(amount) - exactly) <= Fraction(1, 200)


def cents(amount: Fraction) -> Decimal:
    """Return dollars rounded to the cent, half a cent upwards, as bills are."""
    return Decimal(floor(amount * 100 + Fraction(1, 2))) / 100


def remainders(sums: tuple[Sum, ...], values: Mapping[str, Value]) -> dict[str, Decimal]:
    """Return what remains of the whole for each part that is left out, where it can be told."""
    found: dict[str, Decimal] = {}
    for each in sums:
        lacking = [part for part in each.parts if first_of(part)[0] not in values]
        whole = _whole_of(each, values)
        if len(lacking) != 1 or above(lacking[0]) or whole is None:
            continue
        given = [_amount_of(part, values) for part in each.parts if part not in lacking]
        if all(amount is not None for amount in given):
            left = whole - sum((amount for amount in given if amount is not None), Fraction(0))
            if left >= 0:
                found[lacking[0]] = share_of(left / 100)
    return found


def sum_faults(
    sums: tuple[Sum, ...], values: Mapping[str, Value], blanks: Mapping[str, Blank]
) -> list[SumFault]:
    """Return the sums whose parts are all there (or too much already) and do not come out."""
    faults = []
    for each in sums:
        whole = _whole_of(each, values)
        given = {part: _amount_of(part, values) for part in each.parts}
        amounts = [amount for amount in given.values() if amount is not None]
        if whole is None or not amounts:
            continue
        total = sum(amounts, Fraction(0))
        complete = len(amounts) == len(given)
        if (complete and total != whole) or total > whole:
            last = [part for part, amount in given.items() if amount is not None][-1]
            head, _ = first_of(last)
            money = _is_money(blanks[head], last)
            listed = [one for part in each.parts for one in _amounts_of(part, values)]
            parts = " + ".join(amount_text(one, money) for one in listed)
            faults.append(
                SumFault(head, amount_text(total, money), amount_text(whole, money), parts)
            )
    return faults


def _whole_of(each: Sum, values: Mapping[str, Value]) -> Fraction | None:
    return exact(each.whole) if isinstance(each.whole, Decimal) else _amount_of(each.whole, values)


def _amount_of(part: str, values: Mapping[str, Value]) -> Fraction | None:
    amounts = _amounts_of(part, values)
    return sum(amounts, Fraction(0)) if amounts else None


def _amounts_of(part: str, values: Mapping[str, Value]) -> list[Fraction]:
    head, column = first_of(part)
    value = values.get(head)
    if not column:
        return [exact(value)] if _is_number(value) else []
    if not isinstance(value, tuple):
        return []
    cells = [row.get(column) for row in value if isinstance(row, dict)]
    return [exact(cell) for cell in cells if _is_number(cell)]


def _is_number(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_money(blank: Blank, part: str) -> bool:
    _, column = first_of(part)
    return (blank.columns[column] if column else blank).type is Type.MONEY


def amount_text(amount: Fraction, money: bool = True) -> str:
    """Return an amount as a message has it: dollars, or else percent."""
    if money:
        return f"${Decimal(amount.numerator) / amount.denominator:,.2f}"
    if amount.denominator > _FINEST:
        return f"{Decimal(amount.numerator) / amount.denominator:.4f}%"
    return bare(Type.PERCENT, share_of(amount / 100))
