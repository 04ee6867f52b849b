"""One row of a table becomes the text of one config."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.drafting.importing.map import Column, TablePlan
from mou_builder.drafting.importing.table import Sheet, SheetRow
from mou_builder.yamltext.changes import Set, edited
from mou_builder.yamltext.source import Plain
from mou_builder.yamltext.values import Unreadable, read_date
from mou_builder.yamltext.writing import block

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ORDER = ("extends", "model", "requirements", "corrections", "parties", "signed", "term")


@dataclass(frozen=True)
class Drafted:
    """A config drafted from a row: its file name and text."""

    row: int
    name: str
    text: str


class Unusable(ValueError):
    """A row that no config can be made of, in words for the person who keeps the table."""


def drafted(table: Sheet, plan: TablePlan) -> Iterator[Drafted | Diagnostic]:
    """Yield for each row its config, or a diagnostic (MOU823) that says why there is none."""
    names: dict[str, int] = {}
    for row in table.rows:
        try:
            made = _drafted(table, plan, row)
            if made.name in names:
                raise Unusable(f"it would be the same file as row {names[made.name]}: {made.name}")
            names[made.name] = row.number
            yield made
        except Unusable as fault:
            yield unusable(table.file, row.number, str(fault))


def unusable(file: str, row: int, message: str, hint: str | None = None) -> Diagnostic:
    """Return the diagnostic of a row that cannot be used."""
    text = f"row {row} cannot be used: {message}"
    return Diagnostic("MOU823", Severity.ERROR, text, Place(file, row), hint)


def row_fault(file: str, row: Drafted, fault: Diagnostic, config: str) -> Diagnostic:
    """Return a fault of the config of a row, told of the row; ``config`` is what it is called."""
    elsewhere = f"{fault.place.file}: " if fault.place.file != config else ""
    return unusable(file, row.row, f"{elsewhere}{fault.message}", fault.hint)


def _drafted(table: Sheet, plan: TablePlan, row: SheetRow) -> Drafted:
    data: Plain = dict(plan.values)
    for column in plan.columns:
        value = _value(column, row.cells.get(column.heading, ""))
        if value is not None:
            data = edited(data, Set(column.path, value))
    if not isinstance(data, dict) or not data:
        raise Unusable("it says nothing")
    ordered = {name: data[name] for name in (*_ORDER, *data) if name in data}
    source = table.file.replace("\\", "/").rsplit("/", 1)[-1]
    lines = [f"# Made from {source}, row {row.number}.", *block(ordered, 0)]
    return Drafted(row.number, _name(plan.file, row), "\n".join(lines) + "\n")


def _value(column: Column, cell: str) -> Plain:
    text = cell or column.otherwise or ""
    if not text:
        if column.required:
            raise Unusable(f"“{column.heading}” is empty")
        return None
    if column.words:
        known = {name.casefold(): each for name, each in column.words.items()}
        if text.casefold() not in known:
            raise Unusable(f"“{column.heading}”: “{text}” is not among the words of the map")
        text = known[text.casefold()]
    if column.split:
        parts = [part.strip() for part in text.split(column.split)]
        return [part for part in parts if part]
    return _date(column, text) if column.date else text


def _date(column: Column, text: str) -> str:
    try:
        if american := _AMERICAN.fullmatch(text):
            month, day, year = (int(part) for part in american.groups())
            return date(year, month, day).isoformat()
        found = read_date(text)
        return found.isoformat()
    except (Unreadable, ValueError):
        raise Unusable(f"“{column.heading}”: “{text}” is not a date") from None


def _name(pattern: str, row: SheetRow) -> str:
    def cell(found: re.Match[str]) -> str:
        text = row.cells.get(found[1])
        if text is None:
            raise Unusable(f"the file name asks for a column “{found[1]}”, which is not there")
        if not (slug := slug_of(text)):
            raise Unusable(f"“{found[1]}” is empty, and the file is named for it")
        return slug

    return _PLACEHOLDER.sub(cell, pattern)


def slug_of(text: str) -> str:
    """Return words as a part of a file name: plain lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
