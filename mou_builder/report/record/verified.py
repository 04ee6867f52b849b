"""What a PDF proves, as text and as data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mou_builder.agreement.wording import capitalized
from mou_builder.record.verified import VerifiedPdf


def verified_text(found: VerifiedPdf) -> str:
    """Return what was found, and at the end whether everything is as it should be.

    Each thing stands on one line: names from the file could begin another, and be taken for ours.
    """
    said = [f"{capitalized(each)}." for each in found.facts]
    said += (f"Note: {each}." for each in found.notes)
    said += (f"NOT AS IT SHOULD BE: {each}." for each in found.problems)
    lines = [found.file, *(f"  {' '.join(each.split())}" for each in said)]
    if not found.problems:
        lines.append("  Everything is as it should be.")
    return "\n".join(lines) + "\n"


def verified_summary(found: Sequence[VerifiedPdf], unreadable: Sequence[str]) -> str:
    """Return how many of several PDFs are as they should be, and the names of the others."""
    wrong = [each.file for each in found if each.problems]
    good, count = len(found) - len(wrong), len(found) + len(unreadable)
    lines = [f"As they should be: {good} of {count} PDFs."]
    lines += [f"  NOT AS IT SHOULD BE: {each}" for each in wrong]
    lines += [f"  NOT READ: {each}" for each in unreadable]
    return "\n".join(lines) + "\n"


def verified_json(found: VerifiedPdf) -> str:
    """Return what was found as one JSON object."""
    data = {
        "file": found.file,
        "as_it_should_be": not found.problems,
        "signatures": [
            {
                "field": each.field,
                "by": each.by,
                "day": each.day.isoformat() if each.day else None,
                "valid": each.is_valid,
                "holds": each.holds,
                "after": each.after.value,
                "filled": list(each.filled),
                "certificate": each.certificate.value,
                "time_stamp": each.is_time_stamp,
            }
            for each in found.evidence.fields.signatures
        ],
        "unsigned_fields": list(found.evidence.fields.unsigned),
        "words_equal": found.compared.are_equal if found.compared else None,
        "differences": [
            vars(each) for each in (found.compared.differences if found.compared else ())
        ],
        "config": found.evidence.carried.config[0] if found.evidence.carried.config else None,
        "made_by": found.evidence.carried.program,
        "facts": list(found.facts),
        "notes": list(found.notes),
        "problems": list(found.problems),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
