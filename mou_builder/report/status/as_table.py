"""A portfolio as data: JSON and CSV, one record for each agreement."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from mou_builder.portfolio.standing import Event, Standing

COLUMNS = (
    *("file", "district", "agency", "model", "state", "from", "until", "days_left"),
    *("review_due", "notice_deadline", "signed", "term_number", "errors", "warnings"),
    *("last_amendment", "documents", "message"),
)
"""The names of the columns, the same in JSON and CSV."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    """Return a portfolio as CSV (RFC 4180) with a header.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, because names
    come from files of others.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for each in standings:
        row = record(each)
        row["documents"] = "; ".join(
            f"{document.file}{' (signed)' if document.signed else ''}"
            for document in each.documents
        )
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return target.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
