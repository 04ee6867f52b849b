"""The rows that could not be used, as a table that one can mend and import again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mou_builder.csv_text import csv_text
from mou_builder.drafting.importing.cell import TO_MEND, Cell, RefusedCell
from mou_builder.drafting.importing.table import HeadedTable
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import legible

WHAT = "What to mend"
"""The heading of the column that says for each row why it could not be used."""
_ENDING = pattern(r"-to-mend(?:-\d+)?$")


def table_to_mend(table: HeadedTable, reasons: Mapping[int, Sequence[str]]) -> str:
    """Return the rows of these numbers as CSV, each with its reasons.

    A cell that could not be taken is marked, so that it cannot be imported before it is mended.
    """
    headings = {key: each for key, each in table.headings.items() if each != WHAT}
    rows = [
        [
            *(_cell_to_mend(row.cells.get(key, "")) for key in headings),
            "; ".join(reasons[row.number]),
        ]
        for row in table.rows
        if row.number in reasons
    ]
    return csv_text([[*headings.values(), WHAT], *rows])


def _cell_to_mend(cell: Cell) -> str:
    return TO_MEND if isinstance(cell, RefusedCell) else cell


def file_to_mend(table: str, number: int) -> str:
    """Return the name of the table to mend that comes from a table; the ``number``-th of them."""
    name = legible(table.replace("\\", "/").rsplit("/", 1)[-1])
    stem = re.sub(r'[<>:"|?*]', "_", re.sub(r"\.[^.]*$", "", name)) or "table"
    end = f"-{number}" if number > 1 else ""
    return f"{_ENDING.sub('', stem)}-to-mend{end}.csv"
