"""A portfolio as data: JSON and CSV, one record for each agreement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from mou_builder.csv_text import csv_text
from mou_builder.portfolio.standing import Event, Standing

COLUMNS = (
    *("file", "district", "agency", "model", "state", "from", "until", "days_left"),
    *("review_due", "notice_deadline", "signed", "term_number", "errors", "warnings"),
    *("last_amendment", "documents", "message"),
)
"""The names of the columns, the same in JSON and CSV."""


def record(each: Standing) -> dict[str, Any]:
    """Return an agreement's standing as plain data; days are in ISO 8601."""
    return {
        "file": each.file,
        "district": each.district,
        "agency": each.agency,
        "model": each.model,
        "state": each.state.value,
        "from": _iso(each.since),
        "until": _iso(each.until),
        "days_left": each.days_left,
        "review_due": _iso(each.due(Event.REVIEW)),
        "notice_deadline": _iso(each.due(Event.NOTICE)),
        "signed": _iso(each.signed),
        "term_number": each.number,
        "errors": each.errors,
        "warnings": each.warnings,
        "last_amendment": each.amendment,
        "documents": [
            {"file": document.file, "signed": document.signed} for document in each.documents
        ],
        "message": each.message,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def status_json(standings: Sequence[Standing], as_of: date) -> str:
    """Return a portfolio as one JSON object: the day, and a list of records."""
    data = {"as_of": as_of.isoformat(), "agreements": [record(each) for each in standings]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def status_csv(standings: Sequence[Standing]) -> str:
    """Return a portfolio as CSV with a header."""
    return csv_text([COLUMNS, *(_cells(each) for each in standings)])


def _cells(each: Standing) -> list[object]:
    row = record(each)
    row["documents"] = "; ".join(
        f"{document.file}{' (signed)' if document.signed else ''}" for document in each.documents
    )
    return [row[column] for column in COLUMNS]
