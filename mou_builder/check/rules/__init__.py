"""Rules of judgment, grouped by what they look at; `ALL` has every one of them.

Each is silent where it cannot tell: a checker that reports what is not a fault is soon ignored.
What is usual and what is too much is data of the model (`mou_builder.library.judgement`).
"""

from __future__ import annotations

from mou_builder.check.rule import Rule
from mou_builder.check.rules import (
    clauses,
    dates,
    grants,
    lists,
    names,
    numbers,
    own,
    parties,
    people,
    placeholders,
    record,
    schedules,
    term,
    text,
)

_MODULES = (
    *(numbers, term, dates, grants, clauses, people, names, lists, record, own, parties),
    *(schedules, placeholders, text),
)
ALL: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
