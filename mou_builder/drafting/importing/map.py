"""The map of a table: which column goes where in a config, and what is the same for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.drafting.importing.mending import WHAT
from mou_builder.drafting.importing.table import HeadedTable, heading_key
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.frozen import dataclass, field
from mou_builder.library.typed.values import (
    Open,
    Scalar,
    Type,
    Unreadable,
    read_count,
    read_flag,
    scalar,
    shown,
)
from mou_builder.patterns import pattern
from mou_builder.yamltext import shape
from mou_builder.yamltext.dotted import dotted, names_of
from mou_builder.yamltext.shape import Codes, compile_schema
from mou_builder.yamltext.source import Path, Plain, Source

CODES = Codes(
    unknown_key="MOU820",
    wrong_shape="MOU820",
    unreadable="MOU820",
    unknown_word="MOU820",
    lacking="MOU820",
)

MOST_MAPPED = 200
"""Columns of one map; a config has fewer values that differ from district to district."""
_MOST_NAMED = 10
_LAST_ROW = 1_048_576

_PLACEHOLDER = pattern(r"\{([^{}]+)\}")
_PLAIN_PART = pattern(r"[A-Za-z0-9_ .,()&'+-]*")


def _refuse_open(found: Scalar) -> None:
    """Raise `Unreadable` for a blank left open, which a map cannot have."""
    if found is Open.OPEN:
        raise Unreadable("a value is needed here", "write it, or delete the line")


def _row_number(found: Scalar) -> None:
    _refuse_open(found)
    if not isinstance(found, int) or not 1 <= found <= _LAST_ROW:
        raise Unreadable("there is no such row", "rows are counted from 1")


_TEXT = scalar(Type.TEXT, _refuse_open)
_FLAG = scalar(Type.FLAG, _refuse_open)
_WORDS = {"type": "dict", "nullable": True, "valuesrules": {"type": "string", "nullable": True}}
_VALIDATOR = compile_schema(
    {
        "file": {**_TEXT, "required": True, "nullable": False},
        "sheet": _TEXT,
        "headings": scalar(Type.COUNT, _row_number),
        "values": {"type": "dict", "nullable": True},
        "columns": {"type": "dict", "required": True, "nullable": False},
    }
)
_COLUMN = compile_schema(
    {
        "column": {**_TEXT, "required": True, "nullable": False},
        "words": _WORDS,
        "split": {"type": "string", "nullable": True, "minlength": 1},
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
        found += _faults_of_file(data["file"], source)
        for name, plain in data["columns"].items():
            at: Path = ("columns", name)
            entry: dict[str, Any] = {"column": plain} if isinstance(plain, str) else plain
            faults = list(shape.validate(_COLUMN, entry, source, CODES, at))
            faults += () if faults else _words_twice(entry.get("words") or {}, source, at)
            found += faults
            if not faults:
                columns.append(_column(names_of(name), entry))
        found += _faults_of_paths(columns, data.get("values") or {}, source)
    if found:
        raise Refused(tuple(found))
    return TablePlan(
        file=data["file"].strip(),
        columns=tuple(columns),
        values=data.get("values") or {},
        sheet=data.get("sheet"),
        heading_row=read_count(data.get("headings") or "1"),
    )


def _fault(message: str, place: Place, hint: str) -> Diagnostic:
    return Diagnostic("MOU820", Severity.ERROR, message, place, hint)


def _faults_of_file(pattern: str, source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pattern of the files' names; they stay in the output folder."""
    parts = _PLACEHOLDER.sub("x", pattern.strip()).split("/")
    hint = "such as “{District}.yaml”, or “{County}/{District}.yaml” for a folder each"
    place = source.place(("file",))
    if any(part.strip(" .") == "" or part[-1] in " ." for part in parts):
        yield _fault(f"“{pattern}” would leave the folder of the output", place, hint)
    elif not all(_PLAIN_PART.fullmatch(part) for part in parts):
        yield _fault(f"“{pattern}” is not a name that a file can have everywhere", place, hint)
    elif not ends_in(parts[-1], CONFIG_ENDINGS):
        yield _fault(f"“{pattern}” does not end in .yaml or .yml", place, hint)


def _words_twice(words: Mapping[str, str], source: Source, at: Path) -> Iterator[Diagnostic]:
    """Yield words for a cell that are the same but for their capitals, and mean two things."""
    first: dict[str, str] = {}
    for word in words:
        other = first.setdefault(word.casefold(), word)
        if words[other] != words[word]:
            message = f"“{word}” and “{other}” are the same word in a cell"
            yield _fault(message, source.key_place((*at, "words", word)), "delete one of the two")


def _faults_of_paths(
    columns: Sequence[Column], values: Mapping[str, Plain], source: Source
) -> Iterator[Diagnostic]:
    """Yield the faults of paths: that no config can have them, or that they exclude each other."""
    hint = "a path names each step, with a dot between two: parties.district.name"
    paths = {each.path for each in columns}
    if len(paths) > MOST_MAPPED:
        place = source.place(("columns",))
        yield _fault(f"there are more than {MOST_MAPPED} columns", place, "map what differs")
        return
    for path in [each.path for each in columns]:
        place = source.key_place(("columns", dotted(path)))
        above = next((path[:end] for end in range(1, len(path)) if path[:end] in paths), None)
        if not all(part and str(part).strip() == part for part in path):
            yield _fault(f"“{dotted(path)}” is not a path in a config", place, hint)
        elif above:
            message = f"“{dotted(path)}” is below “{dotted(above)}”, which is filled, too"
            yield _fault(message, place, "fill one of the two")
        elif not _has_room(values, path):
            yield _fault(f"there is no place for “{dotted(path)}” in “values”", place,
                         "give it in one of the two")  # fmt: skip


def _has_room(values: Mapping[str, Plain], path: Path) -> bool:
    below: Plain = dict(values)
    for part in path[:-1]:
        if not isinstance(below, dict):
            return below is None
        below = below.get(str(part))
    return below is None or isinstance(below, dict)


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


def check_columns(plan: TablePlan, table: HeadedTable, source: Source) -> None:
    """Raise `Refused` (MOU821) for columns that the table lacks, or that cannot be taken."""
    wanted: list[tuple[str, Path]]
    wanted = [(each.heading, ("columns", dotted(each.path))) for each in plan.columns]
    wanted += [(name, ("file",)) for name in placeholders(plan.file)]
    lacking = [name for name, _ in wanted if heading_key(name) not in table.headings]
    elsewhere = _where_headings_stand(table, lacking)
    taken = {heading_key(name) for name, _ in wanted}
    free = [heading for key, heading in table.headings.items() if key not in taken]
    found = []
    for name, path in wanted:
        if trouble := table.troubles.get(heading_key(name)):
            found.append(_lacking(trouble, source.place(path)))
        elif name in lacking:
            # A column that the map names already is hardly meant by a second name.
            near = list(table.headings.values()) if path == ("file",) else free
            none = "the map names every other column already; add this one to the table"
            hint = elsewhere or (shape.did_you_mean(name, near) if near else none)
            found.append(_lacking(f"the table has no column “{name}”", source.place(path), hint))
    if found:
        raise Refused(tuple(found))


def _lacking(message: str, place: Place, hint: str | None = None) -> Diagnostic:
    return Diagnostic("MOU821", Severity.ERROR, message, place, hint)


def columns_passed_over(plan: TablePlan, table: HeadedTable) -> Iterator[Diagnostic]:
    """Yield a note (MOU826) of the columns of a table that the map does not name."""
    wanted = {heading_key(each.heading) for each in plan.columns}
    wanted |= {heading_key(each) for each in (*placeholders(plan.file), WHAT)}
    left = [f"“{shown(each)}”" for key, each in table.headings.items() if key not in wanted]
    left += [f"column {each}, which has no heading" for each in table.unheaded]
    if left:
        more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
        message = f"the map does not name, and nothing takes: {', '.join(left[:_MOST_NAMED])}{more}"
        hint = "add to the map what belongs into an agreement; the rest may stay as it is"
        yield Diagnostic("MOU826", Severity.NOTE, message, Place(table.file, 1), hint)


def _where_headings_stand(table: HeadedTable, names: list[str]) -> str | None:
    """Return where in the table the headings stand that its row of headings lacks."""
    keys = {heading_key(each) for each in names}
    for row, words in table.beginning.items():
        if keys <= words:
            return f"row {row} has it; let the map say so: headings: {row}"
    if table.other_sheets and len(names) > len(table.headings) // 2:
        sheets = ", ".join(table.other_sheets[:10])
        return f"the workbook has other sheets ({sheets}); the map may name one: sheet: …"
    return None


def places_in_map(plan: TablePlan, made: Source, source: Source) -> dict[Place, Place]:
    """Return the place in the map from which each place of a config was filled."""
    found: dict[Place, Place] = {}
    for path in made.keys:
        if source.values.get(("values", *path)):
            found[made.place(path)] = source.place(("values", *path))
            found[made.key_place(path)] = source.key_place(("values", *path))
    for column in plan.columns:
        there = source.key_place(("columns", dotted(column.path)))
        for end in range(len(column.path), 0, -1):
            found.setdefault(made.key_place(column.path[:end]), there)
            found.setdefault(made.place(column.path[:end]), there)
    return found


def placeholders(pattern: str) -> list[str]:
    """Return the headings that a pattern of file names has in braces."""
    return _PLACEHOLDER.findall(pattern)


def filled(pattern: str, words: Callable[[str], str]) -> str:
    """Return a pattern of file names with what ``words`` gives for each heading in braces."""
    return _PLACEHOLDER.sub(lambda found: words(found[1]), pattern)
