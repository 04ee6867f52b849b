"""Rules of judgement, grouped by what they look at; `ALL` has every one of them."""

from __future__ import annotations

from mou_builder.check.rule import Rule
from mou_builder.check.rules import term

ALL: tuple[Rule, ...] = (*term.RULES,)
