"""Writing CSV (RFC 4180) so that spreadsheet programs open it correctly."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from mou_builder.patterns import pattern

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CHANGED = pattern(r"0\d+|\d{16,}|\d[\d.]*e[+-]?\d+|\d{1,4}[/-]\d{1,4}", re.IGNORECASE | re.ASCII)
"""What a spreadsheet program takes for another value: 01234, 1e5, and 1/3 for a day in January."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV, None as an empty cell.

    It begins with a byte-order mark, without which Excel takes UTF-8 for the letters of the
    machine. A text that a spreadsheet would take for a formula gets an apostrophe before it,
    because names come from files of others; and one that it would take for another value is
    written as ``="01234"``, which it shows, and keeps, as the text in quotation marks.
    """
    target = io.StringIO(newline="")
    target.write("\ufeff")
    csv.writer(target).writerows([_cell(each) for each in row] for row in rows)
    return target.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    if isinstance(value, str) and _CHANGED.fullmatch(value):
        return f'="{value}"'
    return "" if value is None else value
