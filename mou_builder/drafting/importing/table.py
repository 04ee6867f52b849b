"""A table as people keep it: CSV, or a sheet of an Excel workbook, taken as it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.drafting.importing import delimited, worksheet
from mou_builder.drafting.importing.bounds import MOST_BYTES, MOST_ROWS, TooLarge
from mou_builder.drafting.importing.cell import (
    Cell,
    NumberedRow,
    PlainSheet,
    RefusedCell,
    column_name,
)
from mou_builder.drafting.importing.workbook import (
    BrokenWorkbook,
    SheetEntry,
    Workbook,
    open_workbook,
)
from mou_builder.frozen import dataclass, field

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LINES_OF_BEGINNING = 30


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: without capitals, and without invisible characters."""
    shown = "".join(each for each in heading if unicodedata.category(each) != "Cf")
    return " ".join(shown.split()).casefold()


@dataclass(frozen=True)
class SheetRow:
    """A row: its number in the file, counted from 1, and its cells by the key of their heading.

    ``trouble`` says why no cell of it can be taken; empty where they can.
    """

    number: int
    cells: Mapping[str, Cell]
    trouble: str = ""

    def cell(self, heading: str) -> Cell:
        """Return the cell below a heading; an empty text where there is none."""
        return self.cells.get(heading_key(heading), "")


@dataclass(frozen=True)
class HeadedTable:
    """A table with headings; rows without any text are left out.

    ``headings`` has them by their keys, ``troubles`` by the same keys why a column cannot be taken.
    ``unheaded`` are the letters of columns that have cells and no heading.
    ``beginning`` has the words of the first rows, ``other_sheets`` the names of sheets that were
    not read, and ``notes`` what the person who imports should know.
    """

    file: str
    headings: Mapping[str, str]
    rows: tuple[SheetRow, ...]
    troubles: Mapping[str, str] = field(default_factory=dict)
    unheaded: tuple[str, ...] = ()
    beginning: Mapping[int, frozenset[str]] = field(default_factory=dict)
    other_sheets: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class _Opened:
    sheet: PlainSheet
    other_sheets: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def read_table(
    data: bytes, file: str, sheet: str | None = None, heading_row: int = 1
) -> HeadedTable:
    """Read a table; its first bytes tell what kind of file it is, and not its name.

    Raises `Refused` (MOU822) for what cannot be read, or is larger than can be.
    """
    try:
        if len(data) > MOST_BYTES:
            raise TooLarge(f"it has more than {MOST_BYTES // 1_000_000} MB")
        opened = _opened_by_kind(data, file, sheet, heading_row)
    except (delimited.UnreadableTable, BrokenWorkbook, TooLarge) as fault:
        raise refusal(file, f"the table cannot be read: {fault}") from None
    lines = opened.sheet.lines
    keys, headings, troubles = _headings(opened.sheet, file, heading_row)
    rows = tuple(
        row
        for row in (_row(line, keys) for line in lines if line.number > heading_row)
        if row.trouble or any(row.cells.values())
    )
    if not rows:
        sheets = ", ".join(opened.other_sheets[:10])
        hint = f"the workbook has other sheets ({sheets}); the map may name one: sheet: …"
        message = "there is no row below the headings"
        raise refusal(file, message, heading_row, hint if sheets else None)
    if len(rows) > MOST_ROWS:
        raise refusal(file, f"the table has more than {MOST_ROWS:,} rows; import it in parts")
    beginning = {line.number: _heading_keys_in(line) for line in lines[:_LINES_OF_BEGINNING]}
    return HeadedTable(
        file,
        headings,
        rows,
        troubles,
        _unheaded(lines, keys, heading_row),
        beginning,
        opened.other_sheets,
        opened.notes,
    )


def _unheaded(lines: list[NumberedRow], keys: list[str], heading_row: int) -> tuple[str, ...]:
    """Return the letters of the columns that have cells below an empty heading, or beyond all."""
    filled = {column for line in lines if line.number > heading_row for column in line.cells}
    return tuple(
        column_name(each) for each in sorted(filled) if each > len(keys) or not keys[each - 1]
    )


def _heading_keys_in(line: NumberedRow) -> frozenset[str]:
    return frozenset(heading_key(each) for each in line.cells.values() if isinstance(each, str))


def _opened_by_kind(data: bytes, file: str, sheet: str | None, heading_row: int) -> _Opened:
    if data.startswith(b"PK"):
        book = open_workbook(data)
        read = _sheet_wanted(book, file, sheet)
        others = tuple(each.name for each in book.sheets if each != read)
        seen = [each.name for each in book.sheets if each != read and not each.is_hidden]
        notes = () if sheet or not seen else (_note_of_other_sheets(file, read.name, seen),)
        return _Opened(worksheet.sheet_of(book, read.part), others, notes)
    if data.startswith(_OLD_EXCEL):
        why = "it is an Excel 97–2003 workbook (.xls), or one with a password; save it as .xlsx"
        raise BrokenWorkbook(why)
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise BrokenWorkbook("it is not an Excel workbook, whatever its name")
    if sheet is not None:
        raise refusal(file, f"there is no sheet “{sheet}” in it: only a workbook has sheets")
    found = delimited.decoded(data)
    notes = (_note_of_encoding(file, found.doubtful),) if found.doubtful else ()
    return _Opened(PlainSheet(list(delimited.lines_of(found.text, heading_row))), notes=notes)


def _note_of_encoding(file: str, word: str) -> Diagnostic:
    message = f"the table is not UTF-8; its letters are read as Windows writes them: “{word[:60]}”"
    hint = "if that is not how it is written, save the table as “CSV UTF-8” and import that"
    return Diagnostic("MOU824", Severity.NOTE, message, Place(file), hint)


def _note_of_other_sheets(file: str, name: str, others: list[str]) -> Diagnostic:
    listed = ", ".join(f"“{each}”" for each in others[:10])
    message = f"the sheet “{name}” is read, and none of the others: {listed}"
    hint = "if another has the agreements, let the map say so: sheet: …"
    return Diagnostic("MOU825", Severity.NOTE, message, Place(file), hint)


def _sheet_wanted(book: Workbook, file: str, wanted: str | None) -> SheetEntry:
    """Return the sheet of a name; the first that is not hidden, without one."""
    if not book.sheets:
        raise BrokenWorkbook("there is no worksheet in it")
    if wanted is None:
        visible = [each for each in book.sheets if not each.is_hidden]
        return (visible or list(book.sheets))[0]
    for each in book.sheets:
        if each.name.casefold() == wanted.casefold():  # no workbook has two that differ so alone
            return each
    known = ", ".join(each.name for each in book.sheets[:20])
    raise refusal(file, f"there is no sheet “{wanted}”: {known}")


def _headings(
    sheet: PlainSheet, file: str, heading_row: int
) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Return the key of each column, the headings by their keys, and which cannot be taken."""
    line = next((each for each in sheet.lines if each.number == heading_row), None)
    if line is None:
        raise refusal(file, "the row of headings is empty", heading_row, _first_line(sheet))
    keys: list[str] = []
    headings: dict[str, str] = {}
    troubles: dict[str, str] = {}
    first: dict[str, int] = {}
    for column in range(1, max(line.cells) + 1):
        cell = line.cells.get(column, "")
        if isinstance(cell, RefusedCell):
            raise refusal(file, f"the heading in {cell.name} cannot be read: {cell.why}")
        key = heading_key(cell)
        if key in first:
            both = f"{column_name(first[key])} and {column_name(column)}"
            why = f"two columns are called “{cell}”, {both}; give one another name"
            troubles.setdefault(key, why)
            key = f"{key} ({column_name(column)})"
        elif key and column in sheet.hidden_columns:
            troubles[key] = f"“{cell}”, column {column_name(column)}: {worksheet.HIDDEN}"
        if key:
            first.setdefault(key, column)
            headings[key] = cell
        keys.append(key)
    return keys, headings, troubles


def _first_line(sheet: PlainSheet) -> str | None:
    if not sheet.lines:
        return None
    number = sheet.lines[0].number
    return f"if the headings are in row {number}, let the map say so: headings: {number}"


def _row(line: NumberedRow, keys: Sequence[str]) -> SheetRow:
    cells = {key: line.cells.get(column, "") for column, key in enumerate(keys, 1) if key}
    return SheetRow(line.number, cells, line.trouble)


def refusal(file: str, message: str, row: int = 1, hint: str | None = None) -> Refused:
    """Return the refusal of a table."""
    usual = "a table has one row of headings and below it one row for each agreement"
    return Refused(
        (Diagnostic("MOU822", Severity.ERROR, message, Place(file, row), hint or usual),)
    )
