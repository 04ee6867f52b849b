"""The configs that are made of a table, each written or shown as it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mou_builder.check.checking import check
from mou_builder.check.codes import NO_MODEL, UNKNOWN_CLAUSE
from mou_builder.check.shapes import CODES
from mou_builder.config.extending import KEY, extended
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import EXISTS, read_file, write_file
from mou_builder.disk.opening import open_config
from mou_builder.drafting.importing.map import TablePlan, filled, places_in_map
from mou_builder.drafting.importing.mending import file_to_mend, table_to_mend
from mou_builder.drafting.importing.rows import DraftedConfig, drafted, row_fault, sample, unusable
from mou_builder.drafting.importing.table import HeadedTable
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import FORBIDDEN, Source

_OF_EVERY_ROW = frozenset(
    {CODES.unknown_key, CODES.wrong_shape, CODES.lacking, UNKNOWN_CLAUSE, NO_MODEL}
)
"""Faults of a config that come of the map, whatever the cells of a row say."""

Take = Callable[[Path, DraftedConfig], None]
"""Does with the config of a row, at its path, what is asked for; raises `Refused`."""


class TableImport:
    """The configs of a table, made one after the other.

    ``made`` counts those that could be, ``kept`` those in whose place another config stands, which
    is overwritten with ``force`` alone.
    """

    def __init__(
        self,
        table: HeadedTable,
        plan: TablePlan,
        folder: Path,
        bases: Path,
        library: Library,
        *,
        force: bool = False,
    ) -> None:
        self.table = table
        self.plan = plan
        self.folder = folder
        self.bases = bases
        self.library = library
        self.force = force
        self.made = 0
        self.kept = 0
        self.read_base = lru_cache(100)(lambda name: open_config(Path(name)))

    def base_name(self, name: str, base: str) -> str:
        """Return the way from a config to a base that the map calls ``base``, as seen from it."""
        if Path(base).is_absolute():
            return base  # which is refused, with its reason
        there = os.path.relpath(self.bases / base, (self.folder / name).parent)
        return there.replace(os.sep, "/")

    def source(self, each: DraftedConfig) -> Source:
        own = yaml_source.parse(each.text.encode(), str(self.folder / each.name))
        return extended(own, self.read_base)

    def carried_out(self, take: Take) -> Iterator[list[Diagnostic]]:
        """Draft and check each row's config and give it to ``take``; yield what went wrong.

        That another config stands in its place, and is kept, is a warning.
        """
        for each in drafted(self.table, self.plan, self.base_name):
            if not isinstance(each, DraftedConfig):
                yield [each]
                continue
            path = self.folder / each.name
            faults = self.taken(path, each, take)
            if faults == ():
                self.made += 1
            if faults is None:
                self.kept += 1
                yield [_note_of_kept(self.table.file, each, path)]
            else:
                yield [row_fault(self.table.file, each, fault, str(path)) for fault in faults]

    def write(self, path: Path, each: DraftedConfig) -> None:
        """Write a config."""
        data = each.text.encode()
        if self.force or not _has_content(path, data):
            write_file(path, data, self.force)

    def taken(self, path: Path, each: DraftedConfig, take: Take) -> tuple[Diagnostic, ...] | None:
        """Return why a config cannot be used; None where another one is kept in its place."""
        try:
            if faults := check(self.source(each), self.library).faults:
                return faults
            self.refuse_outside(path, each)
            if not self.force and path.is_file() and not _has_content(path, each.text.encode()):
                return None
            take(path, each)
        except Refused as refused:
            return refused.diagnostics
        return ()

    def refuse_outside(self, path: Path, each: DraftedConfig) -> None:
        """Refuse a place that is not within the output folder."""
        if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(self.folder)):
            message = f"{path}: a link leads out of the output folder"
            raise Refused((unusable(self.table.file, each.row, message),))

    def write_rest(self, reasons: dict[int, list[str]]) -> Path:
        """Write the rows that could not be used as a table, under a free name.

        The table that an earlier import wrote of the same rows is that table.
        """
        data, number = table_to_mend(self.table, reasons).encode(), 1
        while (path := self.folder / file_to_mend(self.table.file, number)).exists():
            if _has_content(path, data):
                return path
            number += 1
        write_file(path, data)
        return path

    def check_map(self, source: Source) -> None:
        """Raise `Refused` for what is wrong with every row: in the base, or in the map."""
        self.check_base(source)
        example = self.source(sample(self.plan, self.base_name))
        faults = check(example, self.library).faults
        if example.bases:
            own = check(self.read_base(example.bases[0].file), self.library).faults
            if common := tuple(each for each in own if each in faults):
                raise Refused(common)
        places = places_in_map(self.plan, example, source)
        given = {each.path for each in self.plan.columns}
        codes = _OF_EVERY_ROW if ("model",) not in given else _OF_EVERY_ROW - {NO_MODEL}
        if (KEY,) in given:  # and what the base has differs from row to row
            codes = frozenset({CODES.unknown_key})
        found = tuple(
            replace(each, code="MOU820", place=places.get(each.place, source.place(("columns",))))
            for each in faults
            if each.code in codes and each.place.file == example.file
        )
        if found:
            raise Refused(found)

    def check_base(self, source: Source) -> None:
        """Raise `Refused` for a base that cannot be read, told of the map that names it."""
        base = self.plan.values.get(KEY)
        if base is None:
            return
        place = source.place(("values", KEY))
        extended(replace(source, data={KEY: base}, values={(KEY,): place}, keys={}), self.read_base)
        if FORBIDDEN.search(self.base_name(filled(self.plan.file, lambda _: "x"), str(base))):
            message = f"no config can name the folder of “{base}”, whose name is not text"
            found = Diagnostic("MOU820", Severity.ERROR, message, place, "rename the folder")
            raise Refused((found,))


def _note_of_kept(table: str, each: DraftedConfig, path: Path) -> Diagnostic:
    message = f"row {each.row}: {path} is there already, and was kept as it is"
    hint = "to write it anew from the table: --force"
    return Diagnostic(EXISTS, Severity.WARNING, message, Place(table, each.row), hint)


def _has_content(path: Path, data: bytes) -> bool:
    """Whether a file has these bytes: it was made of the same rows before."""
    is_as_long = path.is_file() and path.stat().st_size == len(data)
    return is_as_long and read_file(path, len(data)) == data
