"""One row of a table becomes the text of one config."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.drafting.importing.cell import RefusedCell
from mou_builder.drafting.importing.file_name import everywhere, slug_of
from mou_builder.drafting.importing.map import Column, TablePlan, filled
from mou_builder.drafting.importing.table import HeadedTable, SheetRow
from mou_builder.frozen import dataclass, field, replace
from mou_builder.library.typed.moments import can_be_two_days
from mou_builder.library.typed.values import Unreadable, read_date, shown
from mou_builder.patterns import pattern
from mou_builder.yamltext.changes import copied
from mou_builder.yamltext.source import Path, Plain, legible
from mou_builder.yamltext.writing import block

_ORDER = ("extends", "model", "requirements", "corrections", "parties", "signed", "term")

_MOST_ALIKE = 3
"""Rows that are each told, although the same is wrong with them."""

BaseName = Callable[[str, str], str]
"""Says how the config of a file name calls a base that the map calls so."""


@dataclass(frozen=True)
class DraftedConfig:
    """A config drafted from a row: its file name and text, and the headings of its values."""

    row: int
    name: str
    text: str
    headings: Mapping[Path, str] = field(default_factory=dict)


_ABOUT_THE_TABLE = pattern(
    r"(?:(?:grand|sub|over\s?all)?[\s-]*totals?|sum|average|mean|median|count)(?:\s*[:=(].*)?"
    r"|(?:foot)?notes?(?:\s*(?:\d+\s*)?[:–—-].*)?|(?:sources?|legend|key|remarks?)\s*:.*"
    r"|\*+\s*\w.*|(?:prepared|compiled|printed)\s+(?:by|on)\b.*|(?:last\s+)?(?:updated|revised)\b.*"
    r"|end\s+of\s+(?:table|list|report|sheet)\b.*",
    re.I,
)
"""What the first cell of a row says that sums the table up, or tells of it."""


class UnusableRow(ValueError):
    """A row that no config can be made of, in words for the person who keeps the table."""


def drafted(
    table: HeadedTable, plan: TablePlan, base_name: BaseName = lambda _, base: base
) -> Iterator[DraftedConfig | Diagnostic]:
    """Yield for each row its config, or a diagnostic (MOU823) that says why there is none."""
    names: dict[str, int] = {}
    for row in table.rows:
        try:
            made = _drafted_row(table, plan, row, base_name)
            if made.name in names:
                raise UnusableRow(
                    f"it would be the same file as row {names[made.name]}: {made.name}"
                )
            names[made.name] = row.number
            yield made
        except UnusableRow as fault:
            yield unusable(table.file, row.number, str(fault))


def unusable(file: str, row: int, message: str, hint: str | None = None) -> Diagnostic:
    """Return the diagnostic of a row that cannot be used."""
    text = f"row {row} cannot be used: {message}"
    return Diagnostic("MOU823", Severity.ERROR, text, Place(file, row), hint)


def days_of_two_readings(table: HeadedTable, plan: TablePlan) -> Iterator[tuple[str, str, date]]:
    """Yield of each column of days the first cell that could be two, and which it is taken for."""
    for column in plan.columns:
        cells = (row.cell(column.heading) for row in table.rows if column.date)
        texts = (each for each in cells if isinstance(each, str) and can_be_two_days(each))
        if (text := next(texts, None)) is not None:
            yield column.heading, text, read_date(text, month_first=True)


def told_once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return findings in which what is said of many rows in the same words stands once."""
    alike: dict[tuple[str, str | None], list[Diagnostic]] = {}
    for each in found:
        alike.setdefault((reason(each), each.hint), []).append(each)
    return [each for same in alike.values() for each in _as_one(same)]


def _as_one(same: list[Diagnostic]) -> list[Diagnostic]:
    if len(same) <= _MOST_ALIKE:
        return same
    first = same[0]
    numbers = ", ".join(str(each.place.line) for each in same[:_MOST_ALIKE])
    text = f"rows {numbers} and {len(same) - _MOST_ALIKE} more cannot be used: {reason(first)}"
    return [replace(first, message=text)]


def reason(fault: Diagnostic) -> str:
    """Return why a row cannot be used, without its number."""
    return fault.message.removeprefix(f"row {fault.place.line} cannot be used: ")


def row_fault(file: str, row: DraftedConfig, fault: Diagnostic, config: str) -> Diagnostic:
    """Return a fault of the config of a row, told of the row; ``config`` is what it is called."""
    elsewhere = f"{fault.place.file}: " if fault.place.file != config else ""
    path = tuple(fault.path)
    above = (path[:length] for length in range(len(path), 0, -1))
    heading = next((row.headings[each] for each in above if each in row.headings), "")
    column = f"“{heading}”: " if heading else ""
    return unusable(file, row.row, f"{elsewhere}{column}{fault.message}", fault.hint)


def sample(plan: TablePlan, base_name: BaseName) -> DraftedConfig:
    """Return a config with some word at each path of the map, to see which paths there are.

    The word is one that a text and a choice can both be. A base that a column names differs from
    row to row, and is not in it.
    """
    data: dict[str, Plain] = {**_copied_values(plan)}
    for column in plan.columns:
        if column.path != ("extends",):
            word = column.otherwise or "yes"
            _set_at_path(data, column.path, [word] if column.split else word)
    name = filled(plan.file, lambda _: "x")
    return DraftedConfig(0, name, _text_of_config(data, name, base_name, "# A sample."))


def _drafted_row(
    table: HeadedTable, plan: TablePlan, row: SheetRow, base_name: BaseName
) -> DraftedConfig:
    if row.trouble:
        raise UnusableRow(row.trouble)
    first = next((each for each in row.cells.values() if isinstance(each, str) and each), "")
    if _ABOUT_THE_TABLE.fullmatch(first.strip()):
        raise UnusableRow(f"“{shown(first)}” is about the table, and no district; delete the row")
    data = _copied_values(plan)
    faults: list[str] = []
    for column in plan.columns:
        try:
            value = _value_of_cell(column, _text_of_cell(row, column.heading))
        except UnusableRow as fault:
            faults.append(str(fault))
            continue
        if value is not None:
            _set_at_path(data, column.path, value)
    if faults:
        raise UnusableRow("; ".join(dict.fromkeys(faults)))
    if not data:
        raise UnusableRow("it says nothing")
    name = everywhere(filled(plan.file, lambda heading: _name_part(row, heading)))
    source = legible(table.file.replace("\\", "/").rsplit("/", 1)[-1])
    text = _text_of_config(data, name, base_name, f"# Made from {source}, row {row.number}.")
    headings = {column.path: column.heading for column in plan.columns}
    return DraftedConfig(row.number, name, text, headings)


def _copied_values(plan: TablePlan) -> dict[str, Plain]:
    return {name: copied(each) for name, each in plan.values.items()}


def _set_at_path(data: dict[str, Plain], path: Path, value: Plain) -> None:
    """Put a value at a path, for which the map was found to have room."""
    for part in path[:-1]:
        below = data.get(str(part))
        if not isinstance(below, dict):
            below = data[str(part)] = {}
        data = below
    data[str(path[-1])] = value


def _text_of_config(data: dict[str, Plain], name: str, base_name: BaseName, head: str) -> str:
    if isinstance(base := data.get("extends"), str):
        data["extends"] = base_name(name, base)
    ordered = {each: data[each] for each in (*_ORDER, *data) if each in data}
    return "\n".join([head, *block(ordered, 0)]) + "\n"


def _text_of_cell(row: SheetRow, heading: str) -> str:
    cell = row.cell(heading)
    if isinstance(cell, RefusedCell):
        raise UnusableRow(f"“{heading}” (cell {cell.name}): {cell.why}")
    return cell


def _value_of_cell(column: Column, cell: str) -> Plain:
    lines = (cell or column.otherwise or "").splitlines()
    text = " ".join(lines)
    if not text:
        if column.required:
            raise UnusableRow(f"“{column.heading}” is empty")
        return None
    if column.words:
        known = {name.casefold(): each for name, each in column.words.items()}
        if text.casefold() not in known:
            raise UnusableRow(f"“{column.heading}”: “{text}” is not among the words of the map")
        text = known[text.casefold()]
    if column.split:
        parts = [part.strip() for line in lines for part in line.split(column.split)]
        return [part for part in parts if part]
    return _date_of_cell(column, text) if column.date else text


def _date_of_cell(column: Column, text: str) -> str:
    try:
        return read_date(text, month_first=True).isoformat()
    except Unreadable as fault:
        hint = f"; {fault.hint}" if fault.hint else ""
        raise UnusableRow(f"“{column.heading}”: {fault}{hint}") from None


def _name_part(row: SheetRow, heading: str) -> str:
    text = _text_of_cell(row, heading)
    if not text:
        raise UnusableRow(f"“{heading}” is empty, and the file is named for it")
    if not (slug := slug_of(text)):
        raise UnusableRow(f"“{heading}”: “{text}” has no letter or digit for the name of a file")
    return slug
