"""Values as a person types them: read exactly, or refused with an example of how to write them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from mou_builder.yamltext.values import Open, Scalar, Type, Unreadable, read


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Type.COUNT, "2", 2),
        (Type.COUNT, "1,440", 1440),
        (Type.DAYS, "30", 30),
        (Type.DAYS, "1 day", 1),
        (Type.DAYS, "30 days", 30),
        (Type.PERCENT, "75%", Decimal(75)),
        (Type.PERCENT, "56.8 percent", Decimal("56.8")),
        (Type.MONEY, "$85,500.00", Decimal("85500.00")),
        (Type.MONEY, "85500", Decimal("85500.00")),
        (Type.MONEY, "$0.1", Decimal("0.10")),
        (Type.DATE, "2027-06-30", date(2027, 6, 30)),
        (Type.DATE, "June 30, 2027", date(2027, 6, 30)),
        (Type.TIME, "7:30", time(7, 30)),
        (Type.TIME, "3:30 p.m.", time(15, 30)),
        (Type.TIME, "12:05 am", time(0, 5)),
        (Type.FLAG, "yes", True),
        (Type.FLAG, "False", False),
        (Type.TEXT, " two\nlines ", " two lines "),
        (Type.NAME, "_____", Open.OPEN),
    ],
)
def test_a_value_is_read(kind: Type, text: str, value: Scalar) -> None:
    assert read(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Type.COUNT, "two"),
        (Type.COUNT, "2.5"),
        (Type.COUNT, "-1"),
        (Type.COUNT, "1e3"),
        (Type.COUNT, "1,44"),
        (Type.PERCENT, "75 %%"),
        (Type.PERCENT, "2000%"),
        (Type.MONEY, "$1.005"),
        (Type.MONEY, "€5"),
        (Type.DATE, "2027-02-30"),
        (Type.DATE, "30.6.2027"),
        (Type.DATE, "06/30/2027"),
        (Type.DATE, "２０２７-06-30"),
        (Type.DATE, "Juno 30, 2027"),
        (Type.TIME, "25:00"),
        (Type.TIME, "13:00 pm"),
        (Type.TIME, "７:30"),
        (Type.FLAG, "on"),
        (Type.TEXT, "  "),
    ],
)
def test_what_is_no_value_is_refused_with_a_way_to_write_it(kind: Type, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(kind, text)
    assert refused.value.hint
