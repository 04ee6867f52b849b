"""Rules about texts of a config's own: what they say must agree with the rest of the agreement."""

from __future__ import annotations

from mou_builder.check.rule import Rule
from mou_builder.check.rules.own import bodies, contradictions, references, sums, term

RULES: tuple[Rule, ...] = (
    *sums.RULES,
    *references.RULES,
    *bodies.RULES,
    *term.RULES,
    *contradictions.RULES,
)
