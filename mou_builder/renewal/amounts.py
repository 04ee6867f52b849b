"""Amounts of money that rise from term to term: escalators, exact to the cent.

``renewal: {escalator: {clauses.funding.total: 3%}}`` raises an amount by a share for each year that
the term moves on, each year's result rounded to the cent, half a cent up. A table of years gives
each year its own share, or the amount itself: ``{2028: 3%, 2029: $91,000.00}``; a year is the one
in which that year of the agreement begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from mou_builder.frozen import dataclass
from mou_builder.library.typed.values import Unreadable, read_count, read_money, read_percent
from mou_builder.yamltext.source import Plain

CENT = Decimal("0.01")


class NoSuchYear(ValueError):
    """A table of years without an entry for a year that is needed."""


@dataclass(frozen=True)
class RaisedAmount:
    """An amount after some years, and how it was computed."""

    amount: Decimal
    how: str


@dataclass(frozen=True)
class Escalator:
    """A share for every year, or a table of years with a share or an amount each."""

    share: Decimal | None = None
    table: Mapping[int, tuple[Decimal | None, Decimal | None]] | None = None

    def raised(self, amount: Decimal, years: Sequence[int]) -> RaisedAmount:
        """Return ``amount`` after ``years``; raise `NoSuchYear` where the table lacks one."""
        steps = []
        for year in years:
            share, fixed = self._of(year)
            if fixed is not None:
                amount = fixed
                steps = [f"as the table says for {year}"]
            elif share is not None:
                amount = (amount * (100 + share) / 100).quantize(CENT, ROUND_HALF_UP)
                steps.append(f"+ {share.normalize():f}% for {year}")
        return RaisedAmount(amount, ", ".join(steps) or "as it was")

    def _of(self, year: int) -> tuple[Decimal | None, Decimal | None]:
        if self.table is None:
            return self.share, None
        if year not in self.table:
            raise NoSuchYear(f"the table of years says nothing of {year}")
        return self.table[year]


def read_escalator(plain: Plain) -> Escalator:
    """Read an escalator; raise `Unreadable` for anything else."""
    if isinstance(plain, str):
        return Escalator(share=read_percent(plain))
    if isinstance(plain, dict) and plain:
        return Escalator(
            table={_year_of_table(year): _share_or_amount(each) for year, each in plain.items()}
        )
    raise Unreadable("neither a percentage nor a table of years", "write 3% or {2028: 3%}")


def _year_of_table(text: str) -> int:
    year = read_count(text)
    if not 1900 <= year <= 9999:
        raise Unreadable(f"“{text}” is not a year", "write it as 2028")
    return year


def _share_or_amount(plain: Plain) -> tuple[Decimal | None, Decimal | None]:
    if not isinstance(plain, str):
        raise Unreadable("neither a percentage nor an amount", "write 3% or $91,000.00")
    if plain.rstrip().endswith(("%", "percent")):
        return read_percent(plain), None
    return None, read_money(plain)


def in_proportion(parts: Sequence[Decimal], whole: Decimal) -> list[Decimal]:
    """Return ``parts`` enlarged so that they add up to ``whole``, to the cent.

    Each is cut down to the cent, and the cents that are left go to those that lost most, the
    earlier first: no part is ever off by a cent or more.
    """
    before = sum(parts, Decimal(0))
    if not before:
        return list(parts)
    exact = [part * whole / before for part in parts]
    cut = [each.quantize(CENT, ROUND_FLOOR) for each in exact]
    left = int((whole - sum(cut, Decimal(0))) / CENT)
    order = sorted(range(len(parts)), key=lambda at: (cut[at] - exact[at], at))
    for at in order[:left]:
        cut[at] += CENT
    return cut


def like(amount: Decimal, typed: str) -> str:
    """Return ``amount`` written as ``typed`` is: with or without dollar sign, commas and cents."""
    bare = typed.strip()
    sign = "$" if bare.startswith("$") else ""
    cents = "." in bare or amount != amount.to_integral_value()
    commas = "," in bare or (sign and len(bare.removeprefix("$").split(".")[0]) <= 3)
    number = f"{amount:,.2f}" if commas else f"{amount:.2f}"
    return sign + (number if cents else number[:-3])
