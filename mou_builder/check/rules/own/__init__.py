"""Rules about texts of a config's own: what they say must agree with the rest of the agreement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps

from mou_builder.check.rule import Case, Finding, Rule
from mou_builder.check.rules.own import (
    bodies,
    contradictions,
    marks,
    names,
    references,
    term,
)
from mou_builder.check.rules.own.sums import totals


def _where_there_is_one(rule: Rule) -> Rule:
    """Have a rule prepare nothing for a config without a text of its own, as most are."""

    @wraps(rule)
    def found(case: Case) -> Iterator[Finding]:
        return rule(case) if case.own_texts else iter(())

    return found


_MODULES = (totals, names, references, bodies, term, contradictions, marks)
RULES: tuple[Rule, ...] = tuple(
    _where_there_is_one(rule) for module in _MODULES for rule in module.RULES
)
