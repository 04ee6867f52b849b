"""The history of a config: each past term with its dates and a digest of what was signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from mou_builder.agreement.document import Agreement, Block, Paragraph, Table
from mou_builder.config import amendments
from mou_builder.renewal.term import Term
from mou_builder.yamltext.source import Plain
from mou_builder.yamltext.values import Type, Unreadable, read

KEY = "history"


def words_digest(agreement: Agreement) -> str:
    """Return ``sha256:`` and the digest of an agreement's words and numbers, in their order.

    Two renderings of the same agreement have the same digest, whatever their format; one word or
    number changed, and it is another.
    """
    text = "\n".join(_lines(agreement.blocks()))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                parts = (block.number, block.label, block.text)
                yield " ".join(part for part in parts if part)
            case Table():
                for row in block.all_rows:
                    yield " | ".join("".join(span.text for span in cell) for cell in row.cells)


def past_terms(data: Plain) -> list[dict[str, Plain]]:
    """Return the entries of a config's history, oldest first."""
    entries = data.get(KEY) if isinstance(data, dict) else None
    return [each for each in entries or [] if isinstance(each, dict)] if entries else []


def end_of(entry: dict[str, Plain]) -> date | None:
    """Return the last day of a past term."""
    text = entry.get("until")
    try:
        day = read(Type.DATE, text) if isinstance(text, str) else None
    except Unreadable:
        return None
    return day if isinstance(day, date) else None


def is_successor(other: Plain, data: Plain, until: date) -> bool:
    """Tell whether ``other`` was renewed from ``data``, whose term ends on ``until``."""
    ends = [end_of(each) for each in past_terms(other)]
    return until in ends and _parties(other) == _parties(data)


def _parties(data: Plain) -> list[Plain]:
    parties = data.get("parties") if isinstance(data, dict) else None
    both = (
        [parties.get(each) for each in ("district", "agency")] if isinstance(parties, dict) else []
    )
    return [each.get("name") if isinstance(each, dict) else None for each in both]


def entry(
    data: Plain, term: Term, signed: date | None, model: str, words: str, file: str | None
) -> dict[str, Plain]:
    """Return the history's entry of the term that ends, its amendments and record folded in.

    ``model`` names the model and its version, ``words`` is the digest of the agreement's words, and
    ``file`` that of the signed file, where there is one.
    """
    made: dict[str, Plain] = {}
    if term.since:
        made["from"] = term.since.isoformat()
    made["until"] = term.until.isoformat()
    if signed:
        made["signed"] = signed.isoformat()
    made |= {"model": model, "words": words}
    if file:
        made["file"] = file
    for key in (amendments.KEY, amendments.RECORD):
        entries = data.get(key) if isinstance(data, dict) else None
        if isinstance(entries, list) and entries:
            made[key] = entries
    return made
