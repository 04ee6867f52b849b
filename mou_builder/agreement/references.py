"""References to clauses in own texts: ``[[funding]]`` names the clause by its number."""

from __future__ import annotations

from mou_builder.patterns import pattern

REFERENCE = pattern(r"(?<!\\)\[\[\s*([A-Za-z0-9][\w-]*)\s*\]\]")


def references(text: str) -> tuple[str, ...]:
    """Return the ids of the clauses that an own text refers to, as they are typed."""
    return tuple(found[1] for found in REFERENCE.finditer(text))


def clause_id(reference: str) -> str:
    """Return the id that a reference means: it may be written with capital letters."""
    return reference.lower()
