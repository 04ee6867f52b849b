"""A comparison as JSON, in a stable form of our own.

The form is documented in docs/comparison-json.md; `FORMAT` counts up if it ever changes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from mou_builder.agreement.document import Agreement, Block, Paragraph, Row, Span, Table
from mou_builder.difference.causes import Cause
from mou_builder.difference.comparison import Comparison, Difference, Item, ItemSide

FORMAT = 1

Data = dict[str, object]


def comparison_json(comparison: Comparison, names: tuple[str, str]) -> str:
    """Return a comparison as JSON; ``names`` are what the two agreements are called."""
    ways = Counter(each for item in comparison.clauses for each in item.differences)
    whole = {
        "format": FORMAT,
        "equal": comparison.is_equal,
        "old": _agreement(comparison.old, names[0]),
        "new": _agreement(comparison.new, names[1]),
        "clauses": {each.value: ways[each] for each in Difference},
        "causes": [_cause(each) for each in comparison.general],
        "items": [_item(each) for each in comparison.items],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _agreement(agreement: Agreement, name: str) -> Data:
    return {
        "name": name,
        "model": agreement.model,
        "version": agreement.version,
        "digest": agreement.digest,
        "draft": agreement.draft,
    }


def _item(item: Item) -> Data:
    return {
        "part": item.part.value,
        "id": item.id,
        "title": item.title,
        "differences": [each.value for each in item.differences],
        "old": _standing(item.old),
        "new": _standing(item.new),
        "causes": [_cause(each) for each in item.causes],
        "blocks": [_block(each) for each in item.blocks],
    }


def _standing(standing: ItemSide | None) -> Data | None:
    if standing is None:
        return None
    provision = standing.provision
    return {
        "number": standing.number or None,
        "section": standing.section or None,
        "heading": standing.heading or None,
        "variant": standing.variant or None,
        "provenance": provision.provenance.value if provision else None,
        "text": "\n".join(line for block in standing.blocks for line in _lines(block)),
    }


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [" ".join(each for each in (block.number, block.label, block.text) if each)]
        case Table():
            return ["\t".join(row.texts) for row in block.all_rows]


def _cause(cause: Cause) -> Data:
    return {
        "kind": cause.kind.value,
        "path": cause.path,
        "old": cause.old or None,
        "new": cause.new or None,
        "old_place": cause.old_place._asdict() if cause.old_place else None,
        "new_place": cause.new_place._asdict() if cause.new_place else None,
    }


def _block(block: Block) -> Data:
    match block:
        case Paragraph():
            return {
                "type": "paragraph",
                "kind": block.kind.value,
                "change": block.change.value,
                "number": block.number or None,
                "label": block.label or None,
                "runs": _runs(block.spans),
            }
        case Table(header, rows):
            return {
                "type": "table",
                "change": block.change.value,
                "header": _row(header),
                "rows": [_row(row) for row in rows],
            }


def _row(row: Row) -> Data:
    return {"change": row.change.value, "cells": [_runs(cell) for cell in row.cells]}


def _runs(spans: Sequence[Span]) -> list[Data]:
    return [
        {
            "change": span.change.value,
            "text": span.text,
            "emphasis": span.emphasis,
            "blank": span.blank,
        }
        for span in spans
    ]
