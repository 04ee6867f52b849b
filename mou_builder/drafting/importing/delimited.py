"""CSV as spreadsheet programs write it: in their encodings, with their separators."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from mou_builder.drafting.importing.bounds import MOST_COLUMNS, Tally
from mou_builder.drafting.importing.cell import NumberedRow, cell_of

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPED = re.compile(r"'[=+\-@\t\r]")


class UnreadableTable(ValueError):
    """A text that is no table; says why."""


def lines_of(data: bytes, heading_row: int) -> Iterator[NumberedRow]:
    """Yield the rows of a CSV file that hold something, counted as a spreadsheet counts them.

    A first line ``sep=;`` names the separator, as Excel has it; otherwise it is the one that the
    row of headings has most of. Raises `UnreadableTable`.
    """
    text = _decoded(data)
    if found := _SEPARATOR_LINE.match(text):
        separator, text = found[1], text[found.end() :]
    else:
        separator = _separator(text, heading_row)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    tally, width = Tally(), MOST_COLUMNS
    try:
        for number, cells in enumerate(reader, 1):
            if not (line := _line(number, cells, tally)):
                continue
            if number == heading_row:
                width = len(cells)
            elif max(line.cells) > width:
                line.trouble = 'it has more cells than there are headings; are “"” missing?'
            yield line
    except csv.Error as fault:
        raise UnreadableTable(f"its line {reader.line_num} is not CSV: {fault}") from None


def _line(number: int, texts: list[str], tally: Tally) -> NumberedRow | None:
    line = NumberedRow(number)
    for column, text in enumerate(texts, 1):
        tally.add_cell(column, len(text))
        bare = text[1:] if _ESCAPED.match(text) else text
        if cell := cell_of(bare, column, number):
            line.cells[column] = cell
    if line.cells:
        tally.add_row()
    return line if line.cells else None


def _decoded(data: bytes) -> str:
    if not data:
        raise UnreadableTable("it is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(data[len(mark) :], encoding)
    if b"\0" in data[:2_000]:
        even, odd = data[:2_000:2].count(0), data[1:2_000:2].count(0)
        if max(even, odd) < 4 * min(even, odd) + 1 or len(data) % 2:
            raise UnreadableTable("it is not text")
        return _text(data, "utf-16-be" if even > odd else "utf-16-le")
    try:
        return _text(data, "utf-8")
    except UnreadableTable:
        if b"\r" in data and b"\n" not in data:  # lines of an old Macintosh, and so its letters
            raise
        return _text(data, "cp1252")  # as Excel saves CSV on Windows


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        message = "its letters cannot be read; save it as “CSV UTF-8”"
        raise UnreadableTable(message) from None
    if "\0" in text:
        raise UnreadableTable("it is not text")
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
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
