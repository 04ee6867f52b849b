"""A portfolio as data: JSON and CSV, one record for each agreement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from mou_builder.csv_text import csv_text
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import Event
from mou_builder.report.status.wording import amendment_text, changed_text

COLUMNS = (
    *("file", "district", "agency", "model", "state", "from", "until", "days_left"),
    *("review_due", "notice_deadline", "signed", "sent", "missing_signatures", "term_number"),
    *("errors", "warnings", "amendments", "duties", "copies", "documents", "changed_words"),
    "message",
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
        "sent": _iso(each.sent),
        "missing_signatures": list(each.missing),
        "term_number": each.number,
        "errors": each.errors,
        "warnings": each.warnings,
        "amendments": [
            {"number": one.number, "state": one.state.value, "day": _iso(one.day), "by": one.by}
            for one in each.amendments
        ],
        "duties": [
            {"duty": due.title, "day": _iso(due.day), "basis": due.basis}
            for due in each.dues
            if due.event is Event.DUTY
        ],
        "copies": [
            {"file": copy.file, "state": copy.state.value, "amendment": copy.amendment}
            for copy in each.copies
        ],
        "documents": [
            {"file": document.file, "has_signatures": document.has_signatures}
            for document in each.documents
        ],
        "changed_words": changed_text(each),
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
    return csv_text([COLUMNS, *(_csv_cells(each) for each in standings)])


def _csv_cells(each: Standing) -> list[object]:
    row = record(each)
    row["missing_signatures"] = "; ".join(each.missing)
    row["amendments"] = "; ".join(map(amendment_text, each.amendments))
    row["duties"] = "; ".join(f"{due['duty']}: {due['day']}" for due in row["duties"])
    row["copies"] = "; ".join(f"{copy.file} ({copy.state.value})" for copy in each.copies)
    row["documents"] = "; ".join(document.file for document in each.documents)
    return [row[column] for column in COLUMNS]
