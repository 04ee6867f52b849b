"""How values are written in an agreement: as a lawyer writes them.

“thirty (30) days”, “June 30, 2027”, “$85,500.00”, “75 percent (75%)”, “43.2%”, “7:30 a.m.”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from string import ascii_lowercase

from mou_builder.agreement.number_words import PARTS_IN_WORDS
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import MONTHS, ExactShare, NamedDays, Scalar, Type
from mou_builder.patterns import pattern

_LARGEST_IN_WORDS = 999


@lru_cache(maxsize=512)
def in_words(number: int) -> str:
    """Return a whole number in words, as Americans write it: ``one hundred eighty``."""
    from mou_builder.agreement.english_numbers import cardinal  # few checks need words for numbers

    return cardinal(number).replace(" and ", " ")


@lru_cache(maxsize=128)
def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``3rd``, …"""
    from mou_builder.agreement.english_numbers import ordinal_digits

    return ordinal_digits(number)


def ordinal_in_words(number: int) -> str:
    """Return ``first``, ``second``, ``twenty-first``, …"""
    from mou_builder.agreement.english_numbers import ordinal as words  # few papers need it

    return words(number)


def letters(number: int) -> str:
    """Return a, b, … z, aa, bb, … for 1, 2, …, as Word counts in lower-case letters."""
    return ascii_lowercase[(number - 1) % 26] * ((number - 1) // 26 + 1)


def count(number: int) -> str:
    """Return ``two (2)``; from a thousand on, the digits alone are plainer."""
    if number > _LARGEST_IN_WORDS:
        return f"{number:,}"
    return f"{in_words(number)} ({number})"


def in_days(number: int) -> str:
    """Return ``thirty (30) days``; ``ten (10) business days``."""
    named = f"{number.named} " if isinstance(number, NamedDays) else ""
    return f"{count(int(number))} {named}{'day' if int(number) == 1 else 'days'}"


def percentage(share: Decimal) -> str:
    """Return ``75 percent (75%)``; ``43.2%``, to which words would add nothing; ``one-third``."""
    if isinstance(share, ExactShare):
        return fraction(share.fraction)
    short = f"{digits(share)}%"
    whole = share == share.to_integral_value()
    return f"{digits(share)} percent ({short})" if whole else short


def fraction(part: Fraction) -> str:
    """Return ``one-third (1/3)``, ``two-thirds (2/3)``."""
    from mou_builder.agreement.english_numbers import ordinal as ordinal_word

    below = ordinal_word(part.denominator) if part.denominator > 2 else "half"
    many = "" if part.numerator == 1 else "s"
    words = f"{in_words(part.numerator)}-{below}{many}"
    return f"{words} ({part.numerator}/{part.denominator})"


def positions(number: int | Decimal) -> str:
    """Return ``two (2)``; ``one and one-half (1.5)``, ``three-quarters (0.75)``."""
    if isinstance(number, int):
        return count(number)
    whole, rest = divmod(number, 1)
    part = next((words for words, each in PARTS_IN_WORDS.items() if each == rest), None)
    if part is None:
        return digits(number)
    words = f"{in_words(int(whole))} and {part}" if whole else part
    return f"{words} ({digits(number)})"


def digits(number: Decimal) -> str:
    """Return a number in plain digits, without needless zeros."""
    whole = number == number.to_integral_value()
    return f"{number.quantize(Decimal(1)) if whole else number.normalize():f}"


def money(amount: Decimal) -> str:
    """Return ``$85,500.00``."""
    return f"${amount:,.2f}"


def long_date(day: date) -> str:
    """Return ``June 30, 2027``."""
    return f"{month(day)} {day.day}, {day.year}"


def days_in_words(text: str) -> str:
    """Return a text in which each day, such as 2027-06-30, is as it prints: ``June 30, 2027``."""
    return _DAY.sub(_day_in_words, text)


_DAY = pattern(r"(?<![\w/.-])\d{4}-\d\d-\d\d(?![\w/-])")


def _day_in_words(found: re.Match[str]) -> str:
    try:
        return long_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def month(day: date) -> str:
    """Return ``June``."""
    return MONTHS[day.month - 1].capitalize()


def clock(moment: time) -> str:
    """Return ``7:30 a.m.``; twelve o'clock is ``noon`` or ``midnight``."""
    match (moment.hour, moment.minute):
        case (0, 0):
            return "midnight"
        case (12, 0):
            return "noon"
        case (hour, minute):
            return f"{(hour - 1) % 12 + 1}:{minute:02d} {'a.m.' if hour < 12 else 'p.m.'}"


def written(kind: Type, value: Scalar) -> str:
    """Return ``value`` as an agreement prints it."""
    match kind, value:
        case Type.COUNT, int():
            return count(value)
        case Type.POSITIONS, (int() | Decimal()):
            return positions(value)
        case Type.DAYS, int():
            return in_days(value)
        case Type.PERCENT, Decimal():
            return percentage(value)
        case Type.MONEY, Decimal():
            return money(value)
        case Type.DATE, date():
            return long_date(value)
        case Type.TIME, time():
            return clock(value)
        case Type.FLAG, bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def bare(kind: Type, value: Scalar) -> str:
    """Return ``value`` in digits alone: ``2``, ``30``, ``75%``, ``85,500.00``."""
    match kind, value:
        case Type.POSITIONS, Decimal():
            return digits(value)
        case Type.PERCENT, ExactShare():
            return f"{value.fraction.numerator}/{value.fraction.denominator}"
        case Type.DAYS, NamedDays():
            return f"{int(value):,} {value.named} days"
        case ((Type.COUNT | Type.DAYS | Type.POSITIONS), int()):
            return f"{value:,}"
        case Type.PERCENT, Decimal():
            return f"{digits(value)}%"
        case Type.MONEY, Decimal():
            return f"{value:,.2f}"
        case _:
            return written(kind, value)


_OF_DAYS = "days "
_HAS_NO_ARTICLE = frozenset(
    {"a", "an", "from", "how", "the", "what", "when", "where", "whether", "which", "who"}
)
"""The first words of labels that are no noun without its article."""


def value_name(blank: Blank, rows: Blank | None = None, row: int | None = None) -> str:
    """Return what a sentence calls the value of a blank: ``the amount of the first installment``.

    A column belongs to ``rows``, and a cell to a ``row``, of which the first is 0. The cell that
    names its row is called as the row is: ``the first payer``. A label of days counts them; the
    value says “days” itself, so that its name is that of the period.
    """
    label = blank.label
    if blank.type is Type.DAYS and label.startswith(_OF_DAYS):
        label = f"period {label.removeprefix(_OF_DAYS)}"
    if rows is None:
        return _with_article(label)
    if row is None:
        return f"{_with_article(label)} in {_quoted_or_with_article(rows.label)}"
    place = rows.row or f"in the * line of {_quoted_or_with_article(rows.label)}"
    noun = place.rpartition(" * ")[2]
    nth = ordinal_in_words(row + 1)
    if label == noun:
        return f"the {nth} {noun}"
    return f"{_with_article(label)} {place.replace('*', nth, 1)}"


def without_article(name: str) -> str:
    """Return a name as an entry of a list has it, without its “the”."""
    return name[len("the ") :] if name[: len("the ")].lower() == "the " else name


def _with_article(label: str) -> str:
    is_noun = label.partition(" ")[0] not in _HAS_NO_ARTICLE and label[:1].islower()
    return f"the {label}" if is_noun else label


def _quoted_or_with_article(label: str) -> str:
    return f"the {label}" if label.partition(" ")[0] not in _HAS_NO_ARTICLE else f"“{label}”"


def listed(entries: Sequence[str], separator: str = ", ") -> str:
    """Return entries in one sentence: “a”, “a and b”, “a, b, and c”."""
    match len(entries):
        case 0:
            return ""
        case 1:
            return entries[0]
        case 2:
            return f"{entries[0]} and {entries[1]}"
        case _:
            return f"{separator.join(entries[:-1])}{separator}and {entries[-1]}"


def capitalized(words: str) -> str:
    """Return words that begin with a capital letter, as a sentence does."""
    return words[:1].upper() + words[1:]


def counted(number: int, noun: str) -> str:
    """Return ``1 config``, ``2 configs``: how a view counts, not how an agreement does."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shortened(words: str, most: int) -> str:
    """Return words in one line of at most so many characters, cut between two of them if need be.

    A first word that is longer than that is cut within.
    """
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1].rpartition(" ")[0]
    return f"{kept} …" if kept else f"{line[: most - 1]}…"
