"""Amounts in a sentence: so much money, so large a share, or so many of what, and for what each.

In a sentence that is `marked`, ``§$0§`` stands for dollars, ``§$1/hour§`` for a price of each hour,
``§%2§`` for a share, ``§#3§`` for a number of things, and ``§#4/day§`` for one on each day.
"""

from __future__ import annotations

import re
from fractions import Fraction

from mou_builder.agreement.number_words import NUMBER_IN_WORDS, read_number
from mou_builder.check.rules.own.facts import with_payers
from mou_builder.check.rules.own.sums.parts import AGAIN, PART, PERCENT, read_share
from mou_builder.check.rules.own.texts import without_marks
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass

MONEY, PRICE, SHARE = r"§\$\d+§", r"§\$\d+/\w+§", r"§%\d+§"
SOME_MONEY, COUNT = r"§\$\d+(?:/\w+)?§", r"§#\d+(?:/\w+)?§"
GAP = rf"(?:[^.;§]|{COUNT})"
"""What may stand between amounts that belong together."""

_PERIOD = r"(?P<{}>hour|day|week|month|year)s?\b"
_UNIT = (
    r"(?P<unit>minute|hour|day|week|month|quarter|semester|year|mile|officer|SRO|deput(?:y|ies)"
    r"|school|payment|instal?lment)s?\b"
)
_THINGS = r"(?P<things>[a-z]+s)\b"
_KIND = (
    r"(?:(?:equal|[a-z]+ly|annual|semi-?annual|consecutive|school|resource|calendar|business"
    r"|work(?:ing)?|additional|overtime|full-time|part-time|sworn)\s+){0,2}"
)
_A_SCHOOLS = r"(?:school\s+|calendar\s+)?"
_AMOUNT = (
    r"\$\s*(?P<dollars>[\d,]*\d(?:\.\d\d)?)(?:(?:\s*/\s*|\s+(?:per|an?|every|for\s+(?:each|every))"
    rf"\s+)(?!of\b){_A_SCHOOLS}(?P<each>\w+)|\s+(?P<alone>each\b(?!\s+of)|hourly|daily|weekly"
    rf"|monthly)(?:\s+{_A_SCHOOLS}{_UNIT.replace('unit', 'of')})?)?"
    rf"|(?P<percent>{PERCENT})|(?P<part>{PART}){AGAIN}"
    rf"|\b(?P<count>\d[\d,]*|{NUMBER_IN_WORDS})(?:\s*\(\d+\))?(?:[\s-]+{_KIND}{_UNIT}|\s+{_THINGS})"
    rf"(?:\s+(?:(?:per|an?|each|every)|(?:in|of)\s+(?:an?|each|every|the))\s+{_A_SCHOOLS}"
    rf"{_PERIOD.format('per')})?"
)
"""As a text, as few configs have words of their own, and compiling it takes as long as a check."""
_ALIKE = {"sro": "officer", "deputy": "officer", "deputie": "officer"} | dict.fromkeys(
    ("installment", "instalment"), "payment"
)


@dataclass(frozen=True)
class Amount:
    """An amount as it is typed; the number of a share is a part of one.

    ``unit`` is what is counted, and ``per`` for what each, or empty.
    """

    number: Fraction
    words: str
    unit: str = ""
    per: str = ""


@dataclass(frozen=True)
class MarkedAmounts:
    """A sentence in which each amount is a mark with its number in ``amounts``."""

    text: str
    amounts: tuple[Amount, ...]

    def at(self, mark: str) -> Amount:
        """Return the amount that a mark stands for."""
        return self.amounts[int(mark.strip("§$%#").partition("/")[0])]


def marked_amounts(plain: str, config: Config | None = None) -> MarkedAmounts:
    """Return ``plain`` with a mark for each amount in it, and for those who pay by a ``config``."""
    plain = with_payers(plain, config) if config else without_marks(plain)
    amounts: list[Amount] = []

    def mark(found: re.Match[str]) -> str:
        amount = _amount(found)
        if amount is None:
            return found[0]
        amounts.append(amount)
        sign = "$" if found["dollars"] else "#" if found["count"] else "%"
        return f"§{sign}{len(amounts) - 1}{amount.per and '/'}{amount.per}§"

    text = re.sub(_AMOUNT, mark, plain, flags=re.I)
    return MarkedAmounts(text, tuple(amounts))


def _amount(found: re.Match[str]) -> Amount | None:
    if found["dollars"]:
        number = Fraction(found["dollars"].replace(",", ""))
        return Amount(number, found[0], per=_unit(found["of"] or found["each"] or found["alone"]))
    if found["count"]:
        count = read_number(found["count"])
        unit, per = _unit(found["unit"] or found["things"]), _unit(found["per"])
        return None if count is None else Amount(Fraction(count), found[0], unit, per)
    share = read_share(found["part"] or found["of_hundred"])
    if share is None:
        return None
    return Amount(share if found["part"] else share / 100, found[0])


def _unit(words: str | None) -> str:
    plain = (words or "").lower().rstrip("s")
    return _ALIKE.get(plain, plain)
