"""CSV as spreadsheet programs write it: in their encodings, with their separators."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from mou_builder.drafting.importing.bounds import MOST_COLUMNS, Tally
from mou_builder.drafting.importing.cell import (
    Cell,
    NumberedRow,
    RefusedCell,
    cell_name,
    cell_of,
)
from mou_builder.file_kinds import kind_of
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = pattern(r"sep=([,;\t|])[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = pattern(r"'[=+\-@\t\r]")
_QUOTED = pattern(r'="((?:[^"]|"")*)"')
_FORMULA = "it has a formula, of which a CSV file keeps no value; save the table as .xlsx"
_NO_TEXT = "it is not text; save it as an Excel workbook (.xlsx) or as “CSV UTF-8”"
_BOTH = pattern(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x93-\x9d]")
_FAULTS = {
    "unexpected end of data": "a quotation mark is opened and not closed",
    "expected after": "a quotation mark within a cell is not doubled",
    "field limit": "a cell has more than 131,072 characters; is a quotation mark not closed?",
}
"""What `csv` says is wrong, in words for whoever keeps the table."""


class UnreadableTable(ValueError):
    """A text that is no table; says why."""


@dataclass(frozen=True)
class DecodedText:
    """The text of a file, and the first of its words that may have been read wrongly."""

    text: str
    doubtful: str = ""


def lines_of(text: str, heading_row: int) -> Iterator[NumberedRow]:
    """Yield the rows of a CSV file that hold something, counted as a spreadsheet counts them.

    A first line ``sep=;`` names the separator, as Excel has it; otherwise it is the one that the
    row of headings has most of. Raises `UnreadableTable`.
    """
    if found := _SEPARATOR_LINE.match(text):
        separator, text = found[1], text[found.end() :]
    else:
        separator = _separator(text, heading_row)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    tally, width, began = Tally(), MOST_COLUMNS, 1
    try:
        for number, cells in enumerate(reader, 1):
            began = reader.line_num + 1
            if not (line := _numbered_row(number, cells, tally)):
                continue
            if number == heading_row:
                width = len(cells)
            elif max(line.cells) > width:
                line.trouble = 'it has more cells than there are headings; are “"” missing?'
            yield line
    except csv.Error as fault:
        why = next((words for sign, words in _FAULTS.items() if sign in str(fault)), str(fault))
        raise UnreadableTable(f"its row that begins on line {began} is not CSV: {why}") from None


def _numbered_row(number: int, texts: list[str], tally: Tally) -> NumberedRow | None:
    line = NumberedRow(number)
    for column, text in enumerate(texts, 1):
        tally.add_cell(column, len(text))
        if cell := _cell_shown(text, column, number):
            line.cells[column] = cell
    if line.cells:
        tally.add_row()
    return line if line.cells else None


def _cell_shown(text: str, column: int, row: int) -> Cell:
    """Return what a spreadsheet shows for a cell: ``="0123"`` is the text 0123."""
    if _ESCAPED.match(text):
        return cell_of(text[1:], column, row)
    if found := _QUOTED.fullmatch(text.strip()):
        return cell_of(found[1].replace('""', '"'), column, row)
    if text.lstrip().startswith("="):
        return RefusedCell(cell_name(column, row), _FORMULA)
    return cell_of(text, column, row)


def decoded(data: bytes) -> DecodedText:
    """Return the text of a file in the encoding that its bytes tell. Raises `UnreadableTable`."""
    data = data.rstrip(b"\x1a")  # with which old programs end a file
    if not data:
        raise UnreadableTable("it is empty")
    if (kind := kind_of(data)) and not kind.is_text:
        raise UnreadableTable(f"it is {kind.name}; a table is an Excel workbook (.xlsx) or CSV")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return DecodedText(_decoded_text(data[len(mark) :], encoding))
    if b"\0" in data[:2_000]:
        even, odd = data[:2_000:2].count(0), data[1:2_000:2].count(0)
        if max(even, odd) < len(data[:2_000]) // 8 or min(even, odd) > 2 or len(data) % 2:
            raise UnreadableTable(_NO_TEXT)
        return DecodedText(_decoded_text(data, "utf-16-be" if even > odd else "utf-16-le"))
    try:
        return DecodedText(_decoded_text(data, "utf-8"))
    except UnreadableTable:
        if b"\r" in data and b"\n" not in data:  # lines of an old Macintosh, and so its letters
            raise
    if _BOTH.search(data):
        message = "some of its letters are UTF-8 and others are not; save it as “CSV UTF-8”"
        raise UnreadableTable(message)
    text = _decoded_text(data, "cp1252")  # as Excel saves CSV on Windows
    return DecodedText(text, re.findall(r"[^\s,;|\"]*[^\0-\x7f][^\s,;|\"]*", text)[0])


def _decoded_text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        message = "its letters cannot be read; save it as “CSV UTF-8”"
        raise UnreadableTable(message) from None
    if "\0" in text:
        raise UnreadableTable(_NO_TEXT)
    if re.match(r"\s*<(!doctype|html|head|table|\?xml)", text[:200], re.IGNORECASE):
        raise UnreadableTable("it is a web page; save it as an Excel workbook (.xlsx) or as CSV")
    return text


def _separator(text: str, heading_row: int) -> str:
    """Return the separator that the row of headings has most of, outside quotation marks."""
    counts = dict.fromkeys(_SEPARATORS, 0)
    row, quoted = 1, False
    for letter in re.finditer(r"\r\n|[\r\n\",;\t|]", text):
        match letter[0]:
            case '"':
                quoted = not quoted
            case "\r\n" | "\r" | "\n" if not quoted:
                row += 1
                if row > heading_row:
                    break
            case separator if not quoted and row == heading_row and separator in counts:
                counts[separator] += 1
            case _:
                pass
    return max(counts, key=lambda each: counts[each])
