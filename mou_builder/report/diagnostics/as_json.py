"""Diagnostics as JSON, in a stable form of our own.

The form is documented in docs/diagnostics.md; `FORMAT` counts up if it ever changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from mou_builder.diagnostic import Diagnostic, Severity

FORMAT = 1


def diagnostics_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the diagnostics as JSON, in the order given."""
    counts = {
        f"{severity.value}s": sum(each.severity is severity for each in diagnostics)
        for severity in Severity
    }
    whole = {
        "format": FORMAT,
        "summary": counts,
        "diagnostics": [as_data(each) for each in diagnostics],
    }
    return json.dumps(whole, indent=2) + "\n"


def as_data(each: Diagnostic) -> dict[str, str | int | None]:
    """Return one diagnostic as plain data; all but code, severity, message and file may be None."""
    return {
        "code": each.code,
        "severity": each.severity.value,
        "message": each.message,
        "file": each.place.file,
        "line": each.place.line or None,
        "column": each.place.column if each.place.line else None,
        "hint": each.hint,
        "basis": each.basis,
    }
