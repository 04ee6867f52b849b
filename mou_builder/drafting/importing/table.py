"""A table as people keep it: CSV, or the first sheet of an Excel workbook.

Excel is read by openpyxl, as a stream and values only: a workbook's numbers, dates and shared texts
are too many cases to read by hand, and it is pure Python without anything to build.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
_MOST_UNPACKED = 400_000_000
_CELL_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}


@dataclass(frozen=True)
class SheetRow:
    """A row: its number in the file, counted from 1, and its cells by the heading above them."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table with headings; rows without any text are left out."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_table(data: bytes, file: str, sheet: str | None = None, heading_row: int = 1) -> Sheet:
    """Read a table from ``data``; ``file`` tells by its ending what it is.

    Raises `Refused` (MOU822) for what cannot be read.
    """
    try:
        if file.lower().endswith((".xlsx", ".xlsm")):
            lines = list(_excel(data, file, sheet))
        else:
            lines = list(_csv(data))
    except (csv.Error, zipfile.BadZipFile, KeyError, ValueError, OSError) as fault:
        raise refusal(file, f"the table cannot be read: {fault}") from None
    if len(lines) < heading_row:
        raise refusal(file, "the table has no headings")
    headings = tuple(_clean(each) for each in lines[heading_row - 1])
    twice = sorted({each for each in headings if each and headings.count(each) > 1})
    if twice:
        raise refusal(file, f"two columns are called “{twice[0]}”", heading_row)
    if not any(headings):
        raise refusal(file, "the row of headings is empty", heading_row)
    return Sheet(file, headings, tuple(_rows(headings, lines, heading_row)))


def refusal(file: str, message: str, row: int = 1) -> Refused:
    """Return the refusal of a table."""
    hint = "a table has one row of headings and below it one row for each agreement"
    return Refused((Diagnostic("MOU822", Severity.ERROR, message, Place(file, row), hint),))


def _rows(
    headings: Sequence[str], lines: Sequence[Sequence[str]], heading_row: int
) -> Iterator[SheetRow]:
    for number, line in enumerate(lines[heading_row:], heading_row + 1):
        cells = {
            heading: _clean(cell) for heading, cell in zip(headings, line, strict=False) if heading
        }
        if any(cells.values()):
            yield SheetRow(number, cells)


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())


def _csv(data: bytes) -> Iterator[list[str]]:
    if b"\0" in data:
        raise ValueError("it is not text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Excel saves CSV on Windows
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    yield from _bounded(lines)


def _bounded(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    for line in islice(lines, MOST_ROWS + 1):
        if len(line) > MOST_COLUMNS:
            raise ValueError(f"it has more than {MOST_COLUMNS} columns")
        yield line
    if next(iter(lines), None) is not None:
        raise ValueError(f"it has more than {MOST_ROWS:,} rows")


def _excel(data: bytes, file: str, sheet: str | None) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _MOST_UNPACKED:
            raise ValueError("it is too large when unpacked")
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        if sheet is not None and sheet not in workbook.sheetnames:
            raise refusal(file, f"there is no sheet “{sheet}”: {', '.join(workbook.sheetnames)}")
        page = workbook[sheet] if sheet else workbook.worksheets[0]
        rows = page.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        yield from _bounded([_cell(each) for each in row] for row in rows)
    finally:
        workbook.close()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            text = str(value)
            return "" if text in _CELL_ERRORS else text
