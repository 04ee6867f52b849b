"""Values as a person types them: read exactly, or refused with an example of how to write them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from mou_builder.library.typed.values import Open, Scalar, Type, Unreadable, read, read_date


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
        (Type.DATE, "6/30/2027", date(2027, 6, 30)),
        (Type.DATE, "12/31/26", date(2026, 12, 31)),
        (Type.DATE, "2026-8-1", date(2026, 8, 1)),
        (Type.DATE, "Aug 1, 2026", date(2026, 8, 1)),
        (Type.DATE, "Aug. 1st, 2026", date(2026, 8, 1)),
        (Type.DATE, "1-Aug-26", date(2026, 8, 1)),
        (Type.DATE, "Saturday, August 1, 2026", date(2026, 8, 1)),
        (Type.DATE, "2026-08-01 00:00:00", date(2026, 8, 1)),
        (Type.TIME, "3 pm", time(15)),
        (Type.TIME, "15:30", time(15, 30)),
        (Type.TIME, "03:30", time(3, 30)),
        (Type.TIME, "noon", time(12)),
        (Type.PERCENT, "75 percent", Decimal(75)),
        (Type.PERCENT, "0.75%", Decimal("0.75")),
        (Type.MONEY, "$1,250", Decimal("1250.00")),
        (Type.MONEY, "1,250 dollars", Decimal("1250.00")),
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
        (Type.DATE, "06/07/2027"),
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


@pytest.mark.parametrize(
    ("kind", "text", "readings"),
    [
        (Type.DATE, "8/1/2026", ("2026-08-01", "2026-01-08")),
        (Type.DATE, "1.8.2026", ("2026-01-08", "2026-08-01")),
        (Type.DATE, "8-1-26", ("2026-08-01", "2008-01-26")),
        (Type.TIME, "3:30", ("3:30 a.m.", "3:30 p.m.")),
        (Type.PERCENT, "0.75", ("75%", "0.75%")),
        (Type.PERCENT, "1", ("100%", "1%")),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(
    kind: Type, text: str, readings: tuple[str, ...]
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(kind, text)
    assert all(each in refused.value.hint for each in readings)
    for each in readings:
        read(kind, each)


def test_where_the_order_is_agreed_on_the_month_comes_first() -> None:
    assert read_date("8/1/2026", month_first=True) == date(2026, 8, 1)
    with pytest.raises(Unreadable, match="no month 31"):
        read_date("31/12/2026", month_first=True)


def test_a_weekday_that_is_not_the_days_own_is_told() -> None:
    with pytest.raises(Unreadable, match="2026-08-01 is a Saturday"):
        read(Type.DATE, "Friday, Aug 1, 2026")


@pytest.mark.parametrize("text", ["Monday", "Tuesdays", "thirty days"])
def test_a_word_that_is_no_number_of_days_is_told_as_it_was_typed(text: str) -> None:
    with pytest.raises(Unreadable, match=f"“{text}” is not a whole number"):
        read(Type.DAYS, text)


@pytest.mark.parametrize(
    ("kind", "text", "what"),
    [(Type.PERCENT, "-5%", "a percentage"), (Type.MONEY, "$5.0.0", "an amount of money")],
)
def test_what_is_no_number_is_told_with_its_sign(kind: Type, text: str, what: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(kind, text)
    assert str(refused.value) == f"“{text}” is not {what}"
