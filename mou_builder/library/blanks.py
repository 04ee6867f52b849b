"""The values of blanks: in which shape a config writes one, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from mou_builder.library.clause import Blank
from mou_builder.library.typed.values import (
    Open,
    OwnEntry,
    RowValue,
    Scalar,
    Type,
    Unreadable,
    Value,
    is_open,
    read,
    read_text,
    scalar,
    shown,
)
from mou_builder.patterns import pattern
from mou_builder.yamltext import shape
from mou_builder.yamltext.source import Plain

_ALMOST_THE_SAME = 0.82
_LIKE_AN_ID = 0.55
_AN_ID = pattern(r"[a-z0-9]+(-[a-z0-9]+)+")


def blank_shape(blank: Blank) -> shape.Schema:
    """Return the Cerberus schema of the values that ``blank`` takes."""
    about = {"title": blank.label, "description": blank.guidance, "required": blank.required}
    match blank.type:
        case Type.ROWS:
            columns = {name: blank_shape(part) for name, part in blank.columns.items()}
            form = shape.items(shape.mapping(columns))
        case Type.LIST:
            form = shape.items(_entry_shape(blank))
        case Type.CHOICE:
            form = shape.word(*blank.choices)
        case _:
            form = scalar(blank.type, _bounds_check(blank))
    form["meta"] = {**form.get("meta", {}), **about}
    return form


def _entry_shape(blank: Blank) -> shape.Schema:
    if not blank.choices:
        return scalar(Type.TEXT)
    if not blank.own:
        return shape.word(*blank.choices)

    def check(_field: str, value: object, error: shape.Report) -> None:
        if not isinstance(value, str) or value in blank.choices or is_open(value):
            return
        if not value.strip():
            error(_field, "the text is empty\x00write the words, or delete the line")
        else:
            from difflib import get_close_matches  # needed for a word that is not known alone

            alike = _LIKE_AN_ID if _AN_ID.fullmatch(value) else _ALMOST_THE_SAME
            near = get_close_matches(value, list(blank.choices), n=1, cutoff=alike)
            if near:
                hint = f"did you mean “{near[0]}”? Own words must not look like a listed one"
                error(_field, f"“{shown(value)}” is almost one of the listed choices\x00{hint}")

    known = {"choices": list(blank.choices), "own": True}
    return {"type": "string", "nullable": True, "check_with": check, "meta": known}


def _bounds_check(blank: Blank) -> Callable[[Scalar], None]:
    def check(value: Scalar) -> None:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return
        before = "$" if blank.type is Type.MONEY else ""
        after = "%" if blank.type is Type.PERCENT else ""
        said = f"{blank.label}: {before}{value:,}{after}"
        if blank.minimum is not None and value < blank.minimum:
            raise Unreadable(f"{said} is too low", f"at least {before}{blank.minimum:,}{after}")
        if blank.maximum is not None and value > blank.maximum:
            raise Unreadable(f"{said} is too high", f"at most {before}{blank.maximum:,}{after}")

    return check


def blank_value(blank: Blank, plain: Plain) -> Value | None:
    """Return the value of ``plain``, which fits `blank_shape`; None where nothing is given."""
    match plain:
        case None:
            return None
        case list() if blank.type is Type.ROWS:
            return tuple(
                _row_value(blank.columns, each) for each in plain if isinstance(each, dict)
            )
        case list():
            return tuple(_entry_value(blank, each) for each in plain if isinstance(each, str))
        case str():
            return _scalar_value(blank, plain)
        case _:
            raise Unreadable(f"{blank.label}: a single value is expected", "write one value")


def _scalar_value(blank: Blank, text: str) -> Scalar:
    if blank.type is Type.CHOICE:
        return Open.OPEN if is_open(text) else text
    return read(blank.type, text)


def _entry_value(blank: Blank, text: str) -> Scalar | OwnEntry:
    if is_open(text):
        return Open.OPEN
    return text if text in blank.choices else OwnEntry(read_text(text))


def _row_value(columns: Mapping[str, Blank], plain: dict[str, Plain]) -> RowValue:
    row: RowValue = {}
    for name, column in columns.items():
        text = plain.get(name)
        if isinstance(text, str):
            row[name] = _scalar_value(column, text)
        elif column.default is not None and not isinstance(column.default, tuple):
            row[name] = column.default
    return row
