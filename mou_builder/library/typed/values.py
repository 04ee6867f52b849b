"""Values that a person types: numbers, dates, times, shares and amounts of money.

Every scalar arrives as the text that was typed. Each ``read_…`` function reads one type of value
from it and raises `Unreadable`, worded for the person who typed it. Arithmetic on money and shares
is exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from mou_builder.frozen import dataclass
from mou_builder.library.typed.moments import MONTHS as MONTHS
from mou_builder.library.typed.moments import read_date as read_date
from mou_builder.library.typed.moments import read_time as read_time
from mou_builder.patterns import pattern
from mou_builder.yamltext.unreadable import Unreadable as Unreadable
from mou_builder.yamltext.unreadable import shown as shown

if TYPE_CHECKING:
    from mou_builder.yamltext.shape import Report, Schema


class Type(StrEnum):
    """The types that a blank may have in a clause file."""

    TEXT = "text"
    NAME = "name"
    COUNT = "count"
    POSITIONS = "positions"
    """A number of positions, which may be filled in part: ``1``, ``1.5``, ``0.75``."""
    DAYS = "days"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    CHOICE = "choice"
    LIST = "list"
    ROWS = "rows"
    SCHOOL = "school"


class Open(Enum):
    """The value of a blank that a config leaves as the published model leaves it: ``_____``."""

    OPEN = "_____"


class ExactShare(Decimal):
    """A share that no decimal number states exactly, such as one third, in percent.

    ``fraction`` is the share itself, of 1; sums are made with it.
    """

    fraction: Fraction

    def __new__(cls, fraction: Fraction) -> ExactShare:
        share = super().__new__(cls, Decimal(fraction.numerator * 100) / fraction.denominator)
        share.fraction = fraction
        return share

    def __reduce__(self) -> tuple[type[ExactShare], tuple[Fraction]]:  # type: ignore[override]
        return ExactShare, (self.fraction,)  # Decimal would keep its digits alone


class NamedDays(int):
    """A number of days of which only some are counted, such as ten business days.

    ``named`` is the word before “days”. It is another value than the same number of plain days.
    """

    named: str

    def __new__(cls, number: int, named: str) -> NamedDays:
        days = super().__new__(cls, number)
        days.named = named
        return days

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedDays) and (int(self), self.named) == (int(other), other.named)

    def __ne__(self, other: object) -> bool:
        return not self == other  # int has one of its own

    def __hash__(self) -> int:
        return hash((int(self), self.named))

    def __reduce__(self) -> tuple[type[NamedDays], tuple[int, str]]:
        return NamedDays, (int(self), self.named)  # int would keep its number alone

    @property
    def at_most(self) -> int | None:
        """How many days of the calendar they take; None for school days, which may be any."""
        return None if self.named == "school" else -(-int(self) * 7 // 5)


def exact(number: int | Decimal) -> Fraction:
    """Return a number, or a share in percent, without any rounding."""
    return number.fraction * 100 if isinstance(number, ExactShare) else Fraction(number)


def share_of(fraction: Fraction) -> Decimal:
    """Return a share of 1 in percent: a decimal number where one states it exactly."""
    denominator = (fraction * 100).denominator
    while denominator % 2 == 0 or denominator % 5 == 0:
        denominator //= 2 if denominator % 2 == 0 else 5
    if denominator != 1:
        return ExactShare(fraction)
    return Decimal(fraction.numerator * 100) / fraction.denominator


Days = Annotated[int, Type.DAYS]
"""A number of days, as the field of a row of the library."""
Scalar = str | int | Decimal | date | time | bool | Open


@dataclass(frozen=True)
class OwnEntry:
    """An entry of a list in the municipality's own words, beside the choices of the library."""

    words: str


RowValue = dict[str, Scalar]
Value = Scalar | tuple[Scalar | OwnEntry, ...] | tuple[RowValue, ...]


LARGEST_COUNT = 1_000_000
"""More than any agreement counts: officers, hours of a year, days of a notice."""
_NUMBER = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PERCENT = pattern(r"\s*(?:%|per ?cent|pct\.?)$", re.IGNORECASE)
_DOLLARS = pattern(r"^(?:US)?\$\s*|^USD\s*|\s*(?:dollars?|USD)$", re.IGNORECASE)
_FRACTION = pattern(r"(\d{1,3})\s*/\s*(\d{1,3})")
_LEFT_OPEN = pattern(r"_+")
_BREAKS = pattern(r"[\r\n\t]+")


def is_open(text: str) -> bool:
    """Tell whether ``text`` is a row of underscores, which leaves a blank as the model does."""
    return _LEFT_OPEN.fullmatch(text.strip()) is not None


def _read_number(text: str, what: str, hint: str, typed: str = "") -> Decimal:
    if not _NUMBER.fullmatch(text) or not text.isascii() or len(text) > 20:
        raise Unreadable(f"“{shown(typed or text)}” is not {what}", hint)
    return Decimal(text.replace(",", ""))


def read_text(text: str) -> str:
    """Return the words as typed; line breaks and tabs become spaces."""
    flat = _BREAKS.sub(" ", text.strip("\r\n"))
    if not flat.strip():
        raise Unreadable("the text is empty", "write the words, or delete the line")
    return flat


def read_count(text: str) -> int:
    """Return a whole number, such as ``2``."""
    number = _read_number(text.strip(), "a whole number", "write digits, such as 2")
    if number != number.to_integral_value():
        raise Unreadable(f"“{shown(text)}” is not a whole number", "write digits, such as 2")
    if number > LARGEST_COUNT:
        raise Unreadable(f"“{shown(text)}” is more than can be meant", "write digits, such as 2")
    return int(number)


def read_positions(text: str) -> int | Decimal:
    """Return a number of positions, such as ``2`` or ``1.5``, in hundredths at the finest."""
    hint = "write digits, such as 2, 1.5, or 0.5"
    number = _read_number(text.strip(), "a number of positions", hint)
    if number > LARGEST_COUNT:
        raise Unreadable(f"“{shown(text)}” is more than can be meant", hint)
    if number == number.to_integral_value():
        return read_count(text)
    if number != number.quantize(Decimal("0.01")):
        raise Unreadable(
            f"“{shown(text)}” has more decimal places than a number of positions may have", hint
        )
    return number.normalize()


def read_days(text: str) -> int:
    """Return a number of days from ``30``, ``30 days`` or ``10 business days``."""
    if named := _NAMED_DAYS.fullmatch(text.strip()):
        return NamedDays(read_count(named[1]), named[2])
    bare = re.sub(r"(?<=\d)\s*days?$", "", text.strip())
    return read_count(bare)


_NAMED_DAYS = pattern(r"(.*\S)\s+(business|school|working) days?")


def read_percent(text: str) -> Decimal:
    """Return a percentage from ``75%``, ``75 percent`` or ``75``, in percent; ``1/3`` is exact.

    Raises `Unreadable`, also for a bare ``0.75``, which spreadsheets write for 75 percent.
    """
    if found := _FRACTION.fullmatch(text.strip()):
        return _share_of_fraction(text, int(found[1]), int(found[2]))
    bare = _PERCENT.sub("", text.strip())
    share = _read_number(bare, "a percentage", "write it as 75% or 2/3", text)
    if share > 1000:
        raise Unreadable(f"“{shown(text)}” is too large a percentage", "write it as 75%")
    if 0 < share <= 1 and bare == text.strip():
        whole = f"{(share * 100).normalize():f}%"
        raise Unreadable(f"“{shown(text)}” can be two shares", f"write {whole} or {bare}%")
    return share


def _share_of_fraction(text: str, numerator: int, denominator: int) -> Decimal:
    if not 0 < denominator <= 100 or numerator > denominator:
        raise Unreadable(f"“{shown(text)}” is not a part of the whole", "write it as 1/3, or 75%")
    return share_of(Fraction(numerator, denominator))


def read_money(text: str) -> Decimal:
    """Return dollars, exact to the cent, from ``$85,500.00``, ``85,500`` or ``85500 dollars``."""
    hint = "write it as $85,500.00"
    amount = _read_number(_DOLLARS.sub("", text.strip()), "an amount of money", hint, text)
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise Unreadable(f"“{shown(text)}” has fractions of a cent", hint)
    return amount.quantize(Decimal("0.01"))


def read_flag(text: str) -> bool:
    """Return True for ``yes`` and False for ``no`` (or ``true`` and ``false``)."""
    match text.strip().lower():
        case "yes" | "true":
            return True
        case "no" | "false":
            return False
        case _:
            raise Unreadable(f"“{shown(text)}” is neither yes nor no", "write yes or no")


def is_yes(text: str | None) -> bool:
    """Return what a yes or no says; False where nothing is said."""
    return text is not None and read_flag(text)


READERS: dict[Type, Callable[[str], Scalar]] = {
    Type.TEXT: read_text,
    Type.NAME: read_text,
    Type.COUNT: read_count,
    Type.POSITIONS: read_positions,
    Type.DAYS: read_days,
    Type.PERCENT: read_percent,
    Type.MONEY: read_money,
    Type.DATE: read_date,
    Type.TIME: read_time,
    Type.FLAG: read_flag,
    Type.SCHOOL: read_text,
}


def read(kind: Type, text: str) -> Scalar:
    """Read one scalar of type ``kind``; raise `Unreadable` if ``text`` is none."""
    return Open.OPEN if is_open(text) else READERS[kind](text)


def day_or_none(text: str | None) -> date | None:
    """Return the day that a text says; None where it says none, or leaves it open."""
    day = read(Type.DATE, text) if text else None
    return day if isinstance(day, date) else None


def scalar(kind: Type, bounds: Callable[[Scalar], None] | None = None) -> Schema:
    """Return the schema of one value of type ``kind``; nothing at all counts as not yet given.

    ``bounds`` raises `Unreadable` for a value of the type that is too low or too high.
    """

    def check(_field: str, value: object, error: Report) -> None:
        try:
            if isinstance(value, str):
                found = read(kind, value)
                if bounds:
                    bounds(found)
        except Unreadable as fault:
            error(_field, f"{fault}\x00{fault.hint}")

    return {"type": "string", "nullable": True, "check_with": check, "meta": {"kind": kind}}
