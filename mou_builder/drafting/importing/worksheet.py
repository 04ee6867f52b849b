"""The rows of a worksheet as it shows them (ISO/IEC 29500-1, section 18.3.1).

What the sheet says about its own size (``dimension``) is not believed: it is read to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from mou_builder.drafting.importing.bounds import MOST_COLUMNS, Tally, TooLarge
from mou_builder.drafting.importing.cell import (
    Cell,
    NumberedRow,
    PlainSheet,
    RefusedCell,
    cell_name,
    cell_of,
)
from mou_builder.drafting.importing.number_format import (
    LONGEST_FORMAT,
    NotShown,
    shown_number,
    shown_text,
)
from mou_builder.drafting.importing.workbook import (
    BrokenWorkbook,
    Workbook,
    is_on,
    is_struck,
    parse_part,
)
from mou_builder.patterns import pattern

_REFERENCE = pattern(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_AREA = pattern(rf"({_REFERENCE.pattern}):({_REFERENCE.pattern})", re.ASCII)
_LAST_ROW = 1_048_576
HIDDEN = "it is hidden in the sheet; show it, or delete it"
_SAVE_IT = "open the table in a spreadsheet and save it"
_TRUTHS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}
_STRUCK = "its words are struck through; delete them, or take the line away"
_MOST_MERGED = 100_000
_MOST_ELEMENTS = 800_000


def sheet_of(book: Workbook, part: str) -> PlainSheet:
    """Return the rows of a sheet that hold something. Raises `BrokenWorkbook` and `TooLarge`."""
    reading = _Reading(book)
    parse_part(book.archive, part, reading.start, reading.end, reading.text)
    return PlainSheet(list(reading.merged()), frozenset(reading.hidden_columns))


class _Reading:
    """Takes the elements of a sheet one by one, and keeps what the cells show."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.tally = Tally()
        self.lines: list[NumberedRow] = []
        self.line = NumberedRow(0)
        self.column = 0
        self.attributes: Mapping[str, str] = {}
        self.pieces: list[str] = []
        self.taking = self.struck = False
        self.has_formula = self.has_value = self.is_fleeting = False
        self.values = 0
        self.hides_zeros = self.shows_formulas = False
        self.phonetic = 0
        self.areas: list[tuple[int, int, int, int]] = []
        self.hidden_columns: set[int] = set()
        self.spans = 0
        self.elements = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise TooLarge(f"it has more than {_MOST_ELEMENTS:,} elements")
        match name:
            case "row":
                self.start_row(attributes)
            case "c":
                self.start_cell(attributes)
            case "v" | "t":
                self.taking = not self.phonetic
                self.has_value = True
                self.values += name == "v"
            case "f":
                self.has_formula = True
                self.is_fleeting = is_on(attributes, "ca")
            case "rPh":
                self.phonetic += 1
            case "mergeCell":
                self.merge(attributes.get("ref", ""))
            case _:
                self.look(name, attributes)

    def look(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take from an element what hides columns or zeros, or strikes words through."""
        if name == "sheetView":
            self.hides_zeros |= not is_on(attributes, "showZeros", otherwise=True)
            self.shows_formulas |= is_on(attributes, "showFormulas")
        if name == "col" and _is_hidden(attributes, "width"):
            first, last = (attributes.get(each, "")[:5] for each in ("min", "max"))
            if first.isdecimal() and last.isdecimal():
                here = range(int(first), min(int(last), MOST_COLUMNS) + 1)
                self.spans += len(here)
                if self.spans > MOST_COLUMNS:
                    raise BrokenWorkbook("its columns are hidden more than once")
                self.hidden_columns |= {*here}
        self.struck |= is_struck(name, attributes)

    def end(self, name: str) -> None:
        match name:
            case "c":
                self.end_cell()
            case "row":
                if self.line.cells:
                    self.tally.add_row()
                    self.lines.append(self.line)
            case "v" | "t":
                self.taking = False
            case "rPh":
                self.phonetic -= 1
            case _:
                pass

    def text(self, piece: str) -> None:
        if self.taking:
            self.pieces.append(piece)

    def start_row(self, attributes: Mapping[str, str]) -> None:
        given = attributes.get("r")
        number = self.line.number + 1
        if given is not None:
            if not re.fullmatch(r"\d{1,7}", given, re.ASCII) or int(given) < number:
                raise BrokenWorkbook(f"its rows are out of order at row {number}")
            number = int(given)
        if number > _LAST_ROW:
            raise BrokenWorkbook(f"it has a row beyond {_LAST_ROW:,}")
        trouble = HIDDEN if _is_hidden(attributes, "ht") else ""
        self.line = NumberedRow(number, trouble=trouble)
        self.column = 0

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        column = self.column + 1
        if (given := attributes.get("r")) is not None:
            found = _REFERENCE.fullmatch(given)
            if not found or int(found[2]) != self.line.number or column_number(found[1]) < column:
                raise BrokenWorkbook(f"a cell of row {self.line.number} is out of its place")
            column = column_number(found[1])
        self.column = column
        self.attributes = attributes
        self.pieces = []
        self.has_formula = self.has_value = self.is_fleeting = self.struck = False
        self.values = 0

    def end_cell(self) -> None:
        if not (self.has_value or self.has_formula):
            return
        cell: Cell
        try:
            text = self.shown("".join(self.pieces))
            self.tally.add_cell(self.column, len(text))
            cell = cell_of(text, self.column, self.line.number)
        except NotShown as fault:
            self.tally.add_cell(self.column, 0)
            cell = RefusedCell(cell_name(self.column, self.line.number), str(fault))
        if cell:
            self.line.cells[self.column] = cell

    def shown(self, stored: str) -> str:
        """Return what a cell shows whose stored value is ``stored``."""
        kind = self.attributes.get("t", "n")
        code = self.book.format_of(self.attributes.get("s"))
        if why := self.why_not_shown(stored, kind):
            raise NotShown(why)
        match kind:
            case "s":
                return shown_text(_unescaped(self.shared(stored)), code)
            case "str" | "inlineStr":
                return shown_text(_unescaped(stored), code)
            case "b" if stored.strip() in _TRUTHS:
                return _TRUTHS[stored.strip()]
            case "e":
                raise NotShown(f"it shows {stored.strip()[:40]}")
            case "d":
                return self.shown_moment(stored.strip(), code)
            case "n" if not stored.strip():
                return ""
            case "n" if len(code) <= LONGEST_FORMAT and len(stored) <= 400:
                return shown_number(stored.strip(), code, epoch_1904=self.book.epoch_1904)
            case _:
                raise NotShown("its value is of a kind that is not read here")

    def why_not_shown(self, stored: str, kind: str) -> str:
        """Return why a stored value is not what its cell shows; an empty text where it may be."""
        if self.has_formula and (why := self.why_not_computed(stored, kind)):
            return why
        if self.values > 1:
            return "it has two values"
        if stored.strip() and (self.struck or self.book.strikes(self.attributes.get("s"))):
            return _STRUCK
        if stored.strip() and self.book.hides(self.attributes.get("s")):
            return "its words are white on white; give them a color, or delete them"
        if self.hides_zeros and kind == "n" and stored.strip() and not stored.strip("-+0. \n"):
            return "it is zero, and the sheet shows no zeros"
        return ""

    def why_not_computed(self, stored: str, kind: str) -> str:
        """Return why the stored value of a formula is not what it shows; an empty text if it is."""
        if not stored.strip() and kind != "str":
            return f"its formula has no stored value; {_SAVE_IT}"
        if self.shows_formulas:
            return "the sheet shows its formula, and not its value"
        if self.book.computes_on_opening:
            return f"its formula is computed anew on opening; {_SAVE_IT}"
        if self.is_fleeting:
            return "its formula may show another value each time; type the value"
        return ""

    def shown_moment(self, stored: str, code: str) -> str:
        """Return what a cell shows that stores a moment as ISO 8601 (section 18.18.11, ``d``)."""
        try:
            found = datetime.fromisoformat(stored.removesuffix("Z"))
        except ValueError:
            raise NotShown("its date cannot be read") from None
        days = (found.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)
        code = "yyyy-mm-dd hh:mm" if code == "General" else code
        return shown_number(f"{days:.8f}", code)

    def shared(self, stored: str) -> str:
        at = stored.strip()
        if re.fullmatch(r"\d{1,9}", at, re.ASCII) and int(at) < len(self.book.texts):
            if int(at) in self.book.struck_texts:
                raise NotShown(_STRUCK)
            return self.book.texts[int(at)]
        raise BrokenWorkbook(f"cell {cell_name(self.column, self.line.number)} has no text")

    def merge(self, area: str) -> None:
        if found := _AREA.fullmatch(area):
            left, top = column_number(found[2]), int(found[3])
            right, bottom = min(column_number(found[5]), MOST_COLUMNS), int(found[6])
            if left <= right:
                self.areas.append((top, left, bottom, right))
        if len(self.areas) > _MOST_MERGED:
            raise TooLarge(f"it has more than {_MOST_MERGED:,} merged cells")

    def merged(self) -> Iterator[NumberedRow]:
        """Yield the lines; merged cells show what the first of them holds, all over."""
        waiting = sorted(self.areas, reverse=True)
        active: list[tuple[int, int, Cell]] = []
        ends: list[int] = []
        for line in self.lines:
            while waiting and waiting[-1][0] <= line.number:
                top, left, bottom, right = waiting.pop()
                shown = line.cells.get(left, "") if top == line.number else ""
                if shown:
                    active.append((left, right, shown))
                    ends.append(bottom)
            kept = [at for at, end in enumerate(ends) if end >= line.number]
            active, ends = [active[at] for at in kept], [ends[at] for at in kept]
            if len(active) > MOST_COLUMNS:
                raise BrokenWorkbook(f"merged cells lie over each other in row {line.number}")
            for left, right, shown in active:
                for column in range(left, right + 1):
                    self.tally.add_cell(1, len(shown) if isinstance(shown, str) else 0)
                    line.cells[column] = shown
            yield line


def _unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold (ISO/IEC 29500-1, 22.9.2.19).

    ``_x000D_`` is a carriage return, and ``_x005F_`` a low line that begins no such character.
    """
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    if 0xD800 <= code <= 0xDFFF:
        raise NotShown("it has a character that is not whole")
    return chr(code)


_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Tell whether a row or a column does not show: hidden, or of no size."""
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) in ("0", "0.0")


@lru_cache(1_000)
def column_number(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
