"""CSV (RFC 4180) that a spreadsheet program opens as it is meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, None as an empty cell.

    It begins with a byte-order mark, without which Excel takes UTF-8 for the letters of the
    machine; and a text that a spreadsheet would take for a formula gets an apostrophe before it,
    because names come from files of others.
    """
    target = io.StringIO(newline="")
    target.write("\ufeff")
    csv.writer(target).writerows([_cell(each) for each in row] for row in rows)
    return target.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
