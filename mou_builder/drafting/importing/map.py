"""The map of a table: which column goes where in a config, and what is the same for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.yamltext import shape
from mou_builder.yamltext.shape import Codes, compile_schema, scalar
from mou_builder.yamltext.source import Path, Plain, Source
from mou_builder.yamltext.values import Type, read_count, read_flag

CODES = Codes(
    unknown_key="MOU820",
    wrong_shape="MOU820",
    unreadable="MOU820",
    unknown_word="MOU820",
    lacking="MOU820",
)

_TEXT = scalar(Type.TEXT)
_FLAG = scalar(Type.FLAG)
_VALIDATOR = compile_schema(
    {
        "file": {**_TEXT, "required": True},
        "sheet": _TEXT,
        "headings": scalar(Type.COUNT),
        "values": {"type": "dict", "nullable": True},
        "columns": {"type": "dict", "required": True},
    }
)
_COLUMN = compile_schema(
    {
        "column": {**_TEXT, "required": True},
        "words": {"type": "dict", "nullable": True},
        "split": {"type": "string", "nullable": True},
        "date": _FLAG,
        "required": _FLAG,
        "otherwise": {"type": "string", "nullable": True},
    }
)


@dataclass(frozen=True)
class Column:
    """A column and the path in the config that it fills.

    ``words`` says what a cell's words mean; ``split`` makes a list; ``date`` reads also 6/30/2027;
    ``otherwise`` stands for an empty cell; a row without a ``required`` one cannot be used.
    """

    path: Path
    heading: str
    words: Mapping[str, str] = field(default_factory=dict)
    split: str | None = None
    date: bool = False
    required: bool = False
    otherwise: str | None = None


@dataclass(frozen=True)
class TablePlan:
    """How a table becomes configs; ``file`` is a pattern of their names, ``{District}.yaml``."""

    file: str
    columns: tuple[Column, ...]
    values: Mapping[str, Plain] = field(default_factory=dict)
    sheet: str | None = None
    heading_row: int = 1


def read_plan(source: Source) -> TablePlan:
    """Read the map of a table; raise `Refused` (MOU820) with every fault in it."""
    data: Any = source.data
    found = list(shape.validate(_VALIDATOR, data, source, CODES))
    columns: list[Column] = []
    if not found:
        for name, plain in data["columns"].items():
            at: Path = ("columns", name)
            entry = {"column": plain} if isinstance(plain, str) else plain
            faults = list(shape.validate(_COLUMN, entry, source, CODES, at))
            found += faults
            if not faults:
                columns.append(_column(tuple(name.split(".")), entry))
    if found:
        raise Refused(tuple(found))
    return TablePlan(
        file=data["file"],
        columns=tuple(columns),
        values=data.get("values") or {},
        sheet=data.get("sheet"),
        heading_row=max(1, read_count(data.get("headings") or "1")),
    )


def _column(path: Path, entry: dict[str, Any]) -> Column:
    words = entry.get("words") or {}
    return Column(
        path=path,
        heading=entry["column"],
        words={str(name): str(each or "") for name, each in words.items()},
        split=entry.get("split"),
        date=read_flag(entry.get("date") or "no"),
        required=read_flag(entry.get("required") or "no"),
        otherwise=entry.get("otherwise"),
    )


def check_columns(plan: TablePlan, headings: tuple[str, ...], source: Source) -> None:
    """Raise `Refused` (MOU821) for columns that the table does not have."""
    known = [each for each in headings if each]
    found = [
        Diagnostic(
            "MOU821",
            Severity.ERROR,
            f"the table has no column “{each.heading}”",
            source.place(("columns", ".".join(map(str, each.path)))),
            shape.did_you_mean(each.heading, known),
        )
        for each in plan.columns
        if each.heading not in headings
    ]
    if found:
        raise Refused(tuple(found))
