"""A cell of a table: what it shows, or why that cannot be taken."""

from __future__ import annotations

import re

from mou_builder.frozen import dataclass, field
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import FORBIDDEN

TO_MEND = "#MEND"
"""What stands, in the table of unused rows, for a cell that could not be taken."""

_ERROR = pattern(r"#(?:N/A|[A-Z_/0-9]+[!?]|#*|MEND|GETTING_DATA)|Err:\d{3}|Loading\.\.\.", re.ASCII)
"""What Excel, LibreOffice and Google Sheets show for what they could not compute."""


@dataclass(frozen=True)
class RefusedCell:
    """A cell that is not taken: its name in the sheet (``J3``), and why."""

    name: str
    why: str


Cell = str | RefusedCell


@dataclass
class NumberedRow:
    """A row of a table: its number, and its cells by the number of their column, both from 1.

    ``trouble`` says why no cell of it can be taken; empty where they can.
    """

    number: int
    cells: dict[int, Cell] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True)
class PlainSheet:
    """The rows of a table that hold something, and the numbers of its hidden columns."""

    lines: list[NumberedRow]
    hidden_columns: frozenset[int] = frozenset()


def cell_of(text: str, column: int, row: int) -> Cell:
    """Return a cell that shows ``text``, line by line; needless spaces and lines are dropped."""
    plain = text.replace("\u00a0", " ").replace("\ufeff", "")
    clean = "\n".join(" ".join(line.split()) for line in plain.splitlines() if line.strip())
    if clean.startswith(("#", "Err:", "Loading")) and _ERROR.fullmatch(clean):
        return RefusedCell(cell_name(column, row), f"it shows {clean}")
    if not clean.isprintable() and (forbidden := FORBIDDEN.search(clean)):
        why = f"it has a control character (U+{ord(forbidden[0]):04X})"
        return RefusedCell(cell_name(column, row), why)
    return clean


def cell_name(column: int, row: int) -> str:
    """Return the name of a cell; ``column`` and ``row`` count from 1."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
