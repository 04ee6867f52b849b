"""References to clauses that a document follows by itself: as fields in Word, as links in PDF."""

from __future__ import annotations

from collections.abc import Mapping

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Change,
    ClauseNumber,
    Kind,
    Paragraph,
    Span,
)
from mou_builder.patterns import pattern

_LAST_NUMBER = pattern(r"[0-9]+[A-Z]?\Z")
_GONE = (Change.DELETED, Change.MOVED_FROM)


def counted_clauses(agreement: Agreement) -> dict[str, ClauseNumber]:
    """Return the numbers of the clauses that stand in an agreement, the new one of a redline."""
    return {
        each.id: each.number
        for each in agreement.provisions
        if each.blocks
        and isinstance(first := each.blocks[0], Paragraph)
        and first.kind is Kind.CLAUSE
        and first.change not in _GONE
    }


def clause_referred_to(span: Span, counted: Mapping[str, ClauseNumber]) -> str:
    """Return the id of the clause whose number a span ends with; "" for every other span.

    What an instrument quotes names clauses of another agreement, by other numbers.
    """
    blank = span.blank
    if not blank or not blank.startswith(CROSS_REFERENCE) or span.change in _GONE:
        return ""
    id_ = blank.removeprefix(CROSS_REFERENCE)
    found = _LAST_NUMBER.search(span.text)
    return id_ if found and str(counted.get(id_)) == found[0] else ""


def number_apart(text: str) -> tuple[str, str]:
    """Return the words before the number that a reference ends with, and the number."""
    before = _LAST_NUMBER.sub("", text)
    return before, text[len(before) :]
