"""A blank of a clause as a field: the right kind of input for its type."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from mou_builder.drafting.form.fields import Entries, FormPart, Input, Rows, ValueField
from mou_builder.drafting.form.in_file import in_file
from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import (
    OwnEntry,
    Type,
    Unreadable,
    is_open,
    read_date,
    read_flag,
)
from mou_builder.yamltext.changes import text_at
from mou_builder.yamltext.source import Path, Plain

_INPUTS = {
    Type.TEXT: Input.LINE,
    Type.NAME: Input.LINE,
    Type.SCHOOL: Input.LINE,
    Type.COUNT: Input.NUMBER,
    Type.POSITIONS: Input.NUMBER,
    Type.DAYS: Input.NUMBER,
    Type.PERCENT: Input.PERCENT,
    Type.MONEY: Input.MONEY,
    Type.DATE: Input.DATE,
    Type.TIME: Input.TIME,
    Type.FLAG: Input.CHOICE,
    Type.CHOICE: Input.CHOICE,
}
_UNITS = {
    Type.DAYS: "in days",
    Type.PERCENT: "in percent, such as 75% or 1/3",
    Type.MONEY: "in dollars",
    Type.TIME: "such as 7:30 or 3:30 p.m.",
}
_LONG = 90
"""Letters that a line shows at once; longer words get several lines."""


def blank_part(blank: Blank, path: Path, plain: Plain, schools: tuple[str, ...]) -> FormPart:
    """Return the field, list or table for a blank at ``path``, which has ``plain`` in the config.

    ``schools`` are those that the agreement names, to choose from.
    """
    match plain, blank.type:
        case None | list(), Type.ROWS:
            if not rows_fit(plain or (), blank.columns):
                return in_file(path, blank.label, plain)
            return _rows(blank, path, plain or [], schools)
        case None | list(), Type.LIST:
            if not all(isinstance(entry, str | None) for entry in plain or ()):
                return in_file(path, blank.label, plain)
            return _entries(blank, path, plain or [], schools)
        case None | str(), kind if kind in _INPUTS:
            return blank_field(blank, path, plain or "", schools)
        case _:
            return in_file(path, blank.label, plain)


def rows_fit(rows: Iterable[Plain], columns: Collection[str]) -> bool:
    """Tell whether rows have single values alone, and in no other columns."""
    return all(
        isinstance(row, dict)
        and row.keys() <= set(columns)
        and all(isinstance(each, str | None) for each in row.values())
        for row in rows
    )


def _entries(
    blank: Blank, path: Path, plain: list[Plain], schools: tuple[str, ...] = ()
) -> Entries:
    entries = tuple(str(each or "") for each in plain)
    return Entries(
        path, blank.label, entries, blank.guidance, blank.required and blank.default is None,
        blank.choices, blank.own or not blank.choices, schools, _usual_in_words(blank),
    )  # fmt: skip


def _rows(blank: Blank, path: Path, plain: list[Plain], schools: tuple[str, ...]) -> Rows:
    columns = blank.columns
    fields = tuple(blank_field(each, (*path, name), "", schools) for name, each in columns.items())
    rows = tuple(
        tuple(
            blank_field(each, (*path, at, name), text_at(row, (name,)), schools)
            for name, each in columns.items()
        )
        for at, row in enumerate(plain)
        if isinstance(row, dict)
    )
    return Rows(path, blank.label, fields, rows, blank.guidance, blank.required)


def blank_field(blank: Blank, path: Path, value: str, schools: tuple[str, ...]) -> ValueField:
    """Return the field of a blank that takes a single value."""
    return ValueField(
        path,
        blank.label,
        fitting(_INPUTS[blank.type], value),
        value,
        blank.guidance,
        blank.required and blank.default is None,
        _UNITS.get(blank.type, ""),
        _limits(blank),
        _usual_in_words(blank),
        _choices(blank, value),
        schools if blank.type is Type.SCHOOL else (),
    )


def fitting(wanted: Input, value: str) -> Input:
    """Return the input that is wanted, or another one that can show what is typed as ``value``."""
    if "\n" in value or "\r" in value or (wanted is Input.LINE and len(value) > _LONG):
        return Input.TEXT
    if wanted is Input.DATE and value and not _is_iso(value):
        return Input.LINE
    return wanted


def _is_iso(value: str) -> bool:
    try:
        found = None if is_open(value) else read_date(value)
    except Unreadable:
        return False
    return found is not None and found.isoformat() == value


def _choices(blank: Blank, value: str) -> dict[str, str]:
    if blank.type is Type.FLAG:
        return {_as_typed(value, wanted=True): "yes", _as_typed(value, wanted=False): "no"}
    return blank.choices if blank.type is Type.CHOICE else {}


def _as_typed(value: str, *, wanted: bool) -> str:
    """Return yes or no in the word that the config has for it already."""
    try:
        return value if read_flag(value) is wanted else ("yes" if wanted else "no")
    except Unreadable:
        return "yes" if wanted else "no"


def _limits(blank: Blank) -> str:
    least, most = blank.minimum, blank.maximum
    if least is not None and most is not None:
        return f"from {_number_in_figures(least)} to {_number_in_figures(most)}"
    if least is not None:
        return f"at least {_number_in_figures(least)}"
    return f"at most {_number_in_figures(most)}" if most is not None else ""


def _number_in_figures(number: Decimal) -> str:
    return f"{number:,f}"


def _usual_in_words(blank: Blank) -> str:
    """Return what the agreement says where the blank is left empty, in words."""
    match blank.default:
        case None:
            return ""
        case tuple() as entries:
            return "; ".join(_entry_words(blank, each) for each in entries)
        case bool() as flag:
            return "yes" if flag else "no"
        case value:
            return f"{_entry_words(blank, value)}{'%' if blank.type is Type.PERCENT else ''}"


def _entry_words(blank: Blank, entry: object) -> str:
    return entry.words if isinstance(entry, OwnEntry) else blank.choices.get(str(entry), str(entry))
