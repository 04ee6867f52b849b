"""A traced agreement as JSON: every part, every paragraph, every run of words with its origin.

`FORMAT` counts up if the form ever changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mou_builder.trace.origins import Origin, TracedLine, TracedPart, TracedSpan

FORMAT = 1

Json = dict[str, Any]


def trace_json(parts: Sequence[TracedPart]) -> str:
    """Return traced parts as JSON, in reading order."""
    whole = {"format": FORMAT, "parts": [_part(each) for each in parts]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _part(part: TracedPart) -> Json:
    return {
        "part": part.part,
        "id": part.id,
        "number": part.number or None,
        "title": part.title,
        "provenance": part.provenance.value,
        "variant": part.variant or None,
        "variant_title": part.variant_title or None,
        "because": part.because or None,
        "file": part.file or None,
        "legal_basis": list(part.basis),
        **({"review": part.review} if part.review else {}),
        "corrections": [vars(each) for each in part.corrections],
        "blanks": [
            {
                "blank": each.blank,
                "label": each.label,
                "words": each.words,
                "origin": _origin(each.origin),
            }
            for each in part.values
        ],
        "paragraphs": [_line(each) for each in part.lines],
    }


def _line(line: TracedLine) -> Json:
    return {
        "cell": line.cell or None,
        "number": _span(line.number) if line.number else None,
        "label": _span(line.label) if line.label else None,
        "words": [_span(each) for each in line.spans],
    }


def _span(span: TracedSpan) -> Json:
    return {"text": span.text, "origin": _origin(span.origin)}


def _origin(origin: Origin) -> Json:
    return {
        "kind": origin.kind.value,
        "where": origin.where,
        "file": origin.file or None,
        "place": origin.place._asdict() if origin.place else None,
    }
