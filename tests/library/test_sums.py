"""The sums of a clause are its own and those of the variant that is chosen."""

from __future__ import annotations

from decimal import Decimal

from mou_builder.check.sums import remainders
from mou_builder.library.clause import Clause, Sum, Variant

OWN = Sum(("north", "south"), Decimal(100))
OF_VARIANT = Sum(("first", "second"), "total")
CLAUSE = Clause(
    "districts",
    "Districts",
    sums=(OWN,),
    variants={
        "paid": Variant("paid", "Paid", "", sums=(OF_VARIANT,)),
        "free": Variant("free", "", ""),
    },
)


def test_the_sums_of_a_clause_count_whatever_variant_is_chosen() -> None:
    assert CLAUSE.sums_of("paid") == (OWN, OF_VARIANT)
    assert CLAUSE.sums_of("free") == CLAUSE.sums_of("") == (OWN,)
    assert CLAUSE.parts_of("paid") == {"north", "south", "first", "second"}


def test_what_is_left_out_of_a_sum_of_the_clause_itself_is_what_remains() -> None:
    assert remainders(CLAUSE.sums_of("free"), {"north": Decimal(60)}) == {"south": Decimal(40)}
