"""The amendments that a config records of its term, as ``mou amend`` wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mou_builder.yamltext.changes import at_path
from mou_builder.yamltext.source import Plain, Source

AMENDMENTS = "amendments"
"""The key of a config that records what amended its term."""


@dataclass(frozen=True)
class RecordedAmendment:
    """An amendment by its number; its days, where it has them."""

    number: int
    proposed_by: str
    day: date | None = None
    effective: date | None = None
    approvals: tuple[str, ...] = ()


def amendments_of(config: Source) -> tuple[RecordedAmendment, ...]:
    """Return the amendments of a config in their order; entries without a number are none."""
    return tuple(_amendments(config))


def _amendments(config: Source) -> Iterator[RecordedAmendment]:
    recorded = at_path(config.data, (AMENDMENTS,))
    for each in recorded if isinstance(recorded, list) else []:
        number = each.get("number") if isinstance(each, dict) else None
        if isinstance(each, dict) and isinstance(number, str) and _is_ordinal(number):
            yield RecordedAmendment(
                int(number),
                _text(each.get("proposed_by")),
                _day(each.get("date")),
                _day(each.get("effective")),
                _texts(each.get("approvals")),
            )


def _is_ordinal(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Plain) -> tuple[str, ...]:
    return tuple(_text(each) for each in value) if isinstance(value, list) else ()


def _day(value: Plain) -> date | None:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        return None
