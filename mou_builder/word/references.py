"""References to clauses that a reader can follow: fields in a Word document, links in a PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    ClauseNumber,
    Kind,
    Paragraph,
    Span,
)
from mou_builder.patterns import pattern

_LAST_NUMBER = pattern(r"[0-9]+[A-Z]?\Z")


def counted_clauses(agreement: Agreement) -> dict[str, ClauseNumber]:
    """Return the numbers of an agreement's clauses by their ids; of a redline, those of the new."""
    return {
        each.id: each.number
        for each in agreement.provisions
        if each.blocks
        and isinstance(first := each.blocks[0], Paragraph)
        and first.kind is Kind.CLAUSE
        and first.change.is_new
    }


def refers(span: Span) -> bool:
    """Tell whether a span states the number of a clause, of whatever agreement."""
    return span.blank is not None and span.blank.startswith(CROSS_REFERENCE)


def clause_referred_to(span: Span, counted: Mapping[str, ClauseNumber]) -> str:
    """Return the id of the clause whose number a span ends with, "" if it refers to none.

    ``counted`` are the numbers of the clauses in this document. A clause that an instrument quotes
    may refer to one of another agreement, which has another number or is not among them.
    """
    if span.blank is None or not refers(span) or not span.change.is_new:
        return ""
    id_ = span.blank.removeprefix(CROSS_REFERENCE)
    found = _LAST_NUMBER.search(span.text)
    return id_ if found and str(counted.get(id_)) == found[0] else ""


def numbers_referred_to(
    blocks: Sequence[Block], counted: Mapping[str, ClauseNumber]
) -> tuple[tuple[str, ClauseNumber], ...]:
    """Return those of the numbers that blocks may refer to, by the ids of their clauses."""
    ids = [
        span.blank.removeprefix(CROSS_REFERENCE)
        for block in blocks
        for run in block.runs
        for span in run
        if span.blank and span.blank[0] == "#"
    ]
    return tuple((each, counted[each]) for each in ids if each in counted) if ids else ()


def number_apart(text: str) -> tuple[str, str]:
    """Return the words before the number that a reference ends with, and the number."""
    before = _LAST_NUMBER.sub("", text)
    return before, text[len(before) :]
