"""The register as one JSON object: the facts that its pages show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from mou_builder.record.register import RegisterEntry, WithheldEntry


def register_json(
    entries: Sequence[RegisterEntry], withheld: Sequence[WithheldEntry], title: str, as_of: date
) -> str:
    """Return the register as JSON; days are in ISO 8601, paths relative to its folder."""
    data = {
        "title": title,
        "as_of": as_of.isoformat(),
        "agreements": [_entry(each) for each in entries],
        "not_shown": [{"district": each.district, "agency": each.agency} for each in withheld],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _entry(each: RegisterEntry) -> dict[str, Any]:
    return {
        "district": each.district,
        "agency": each.agency,
        "state": each.state,
        "from": each.since.isoformat() if each.since else None,
        "until": each.until.isoformat() if each.until else None,
        "page": f"{each.folder}/index.html",
        "pdf": f"{each.folder}/agreement.pdf",
        "html": f"{each.folder}/agreement.html",
        "signed": [{"by": by, "day": day.isoformat()} for by, day in each.signed],
        "postings": list(each.postings),
        "history": [
            {"day": event.day.isoformat(), "text": event.text, "changes": list(event.changes)}
            for year in each.years
            for event in year.events
        ],
    }
