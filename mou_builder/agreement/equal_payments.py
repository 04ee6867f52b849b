"""An amount in equal payments: exact to the cent, the last one taking up what does not divide."""

from __future__ import annotations

from decimal import Decimal

from mou_builder.frozen import dataclass

CENT = Decimal("0.01")


@dataclass(frozen=True)
class EqualPayments:
    """``count`` payments: each but the ``last`` is ``each`` dollars, and together the whole."""

    count: int
    each: Decimal
    last: Decimal

    @property
    def even(self) -> bool:
        """Whether all of them are the same."""
        return self.each == self.last


def equal_payments(total: Decimal, count: int) -> EqualPayments:
    """Return ``total`` dollars in ``count`` payments, of which the last is never the smaller."""
    each = (total / count // CENT) * CENT
    return EqualPayments(count, each, total - each * (count - 1))
