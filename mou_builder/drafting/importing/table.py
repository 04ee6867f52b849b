"""A table as people keep it: CSV, or a sheet of an Excel workbook, taken as it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.drafting.importing import delimited, worksheet
from mou_builder.drafting.importing.bounds import MOST_BYTES, MOST_ROWS, TooLarge
from mou_builder.drafting.importing.cell import Cell, NumberedRow, RefusedCell
from mou_builder.drafting.importing.workbook import BrokenWorkbook, Workbook, open_workbook

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class SheetRow:
    """A row: its number in the file, counted from 1, and its cells by the heading above them.

    ``trouble`` says why no cell of it can be taken; empty where they can.
    """

    number: int
    cells: Mapping[str, Cell]
    trouble: str = ""


@dataclass(frozen=True)
class HeadedTable:
    """A table with headings; rows without any text are left out."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_table(
    data: bytes, file: str, sheet: str | None = None, heading_row: int = 1
) -> HeadedTable:
    """Read a table; what it is, its first bytes tell, and not its name.

    Raises `Refused` (MOU822) for what cannot be read, or is larger than can be.
    """
    try:
        if len(data) > MOST_BYTES:
            raise TooLarge(f"it has more than {MOST_BYTES // 1_000_000} MB")
        lines = _lines(data, file, sheet, heading_row)
    except (delimited.UnreadableTable, BrokenWorkbook, TooLarge) as fault:
        raise refusal(file, f"the table cannot be read: {fault}") from None
    headings = _headings(lines, file, heading_row)
    rows = tuple(
        row
        for row in (_row(line, headings) for line in lines if line.number > heading_row)
        if row.trouble or any(row.cells.values())
    )
    if len(rows) > MOST_ROWS:
        raise refusal(file, f"the table has more than {MOST_ROWS:,} rows; import it in parts")
    return HeadedTable(file, headings, rows)


def _lines(data: bytes, file: str, sheet: str | None, heading_row: int) -> list[NumberedRow]:
    if data.startswith(b"PK"):
        book = open_workbook(data)
        return worksheet.lines_of(book, _part(book, file, sheet))
    if data.startswith(_OLD_EXCEL):
        why = "it is an Excel 97–2003 workbook (.xls), or one with a password; save it as .xlsx"
        raise BrokenWorkbook(why)
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise BrokenWorkbook("it is not an Excel workbook, whatever its name")
    return list(delimited.lines_of(data, heading_row))


def _part(book: Workbook, file: str, wanted: str | None) -> str:
    """Return the part of the sheet of a name; of the first that is not hidden, without one."""
    if not book.sheets:
        raise BrokenWorkbook("there is no worksheet in it")
    if wanted is None:
        visible = [each for each in book.sheets if not each.is_hidden]
        return (visible or list(book.sheets))[0].part
    for each in book.sheets:
        if each.name == wanted:
            return each.part
    known = ", ".join(each.name for each in book.sheets[:20])
    raise refusal(file, f"there is no sheet “{wanted}”: {known}")


def _headings(lines: Iterable[NumberedRow], file: str, heading_row: int) -> tuple[str, ...]:
    line = next((each for each in lines if each.number == heading_row), None)
    if line is None:
        raise refusal(file, "the row of headings is empty", heading_row)
    cells = [line.cells.get(column, "") for column in range(1, max(line.cells) + 1)]
    for each in cells:
        if isinstance(each, RefusedCell):
            raise refusal(file, f"the heading in {each.name} cannot be read: {each.why}")
    headings = tuple(str(each) for each in cells)
    twice = sorted({each for each in headings if each and headings.count(each) > 1})
    if twice:
        raise refusal(file, f"two columns are called “{twice[0]}”", heading_row)
    return headings


def _row(line: NumberedRow, headings: Sequence[str]) -> SheetRow:
    cells = {
        heading: line.cells.get(column, "") for column, heading in enumerate(headings, 1) if heading
    }
    return SheetRow(line.number, cells, line.trouble)


def refusal(file: str, message: str, row: int = 1) -> Refused:
    """Return the refusal of a table."""
    hint = "a table has one row of headings and below it one row for each agreement"
    return Refused((Diagnostic("MOU822", Severity.ERROR, message, Place(file, row), hint),))
