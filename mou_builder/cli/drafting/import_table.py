"""``mou import``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import click

from mou_builder.agreement.wording import counted
from mou_builder.check.checking import check
from mou_builder.check.shapes import CODES
from mou_builder.cli.batch.progress import ProgressLine
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import library_option
from mou_builder.cli.printing import print_diagnostics
from mou_builder.config.extending import extended
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.opening import open_config as open_file
from mou_builder.disk.opening import open_library
from mou_builder.drafting.importing.bounds import MOST_BYTES
from mou_builder.drafting.importing.map import TablePlan, check_columns, read_plan
from mou_builder.drafting.importing.mending import file_to_mend, table_to_mend
from mou_builder.drafting.importing.rows import (
    Drafted,
    drafted,
    reason,
    row_fault,
    sample,
    told_once,
    unusable,
)
from mou_builder.drafting.importing.table import HeadedTable, read_table
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import MAX_BYTES, Source

_HELP = """Make a config from each row of TABLE, a CSV file or an Excel workbook (.xlsx).

What a cell shows is what is taken: a percentage as 75%, a day as a day. Where that cannot be told,
the row is reported with the name of the cell. Rows that no config can be made of come back as a
table to mend and to import again, in the output folder; the others are made all the same. What a
config still lacks is for `mou check` to say.

\b
Example of a map:
  file: "{District}.yaml"
  values: {model: wisconsin-sro, extends: base.yaml}
  columns:
    parties.district.name:
      {column: District, required: yes}
    parties.agency.name: Agency
    parties.agency.kind:
      {column: Type, words: {PD: police, SO: sheriff}}
    parties.district.schools: {column: Schools, split: ;}
    term.until: {column: End, date: yes}

The base of “extends” is looked for from where the map is.

Example: mou import districts.xlsx --map map.yaml -o districts
"""


@click.command("import", help=_HELP)
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="MAP.yaml",
    help="Which column goes where; see the example below.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write the configs; the current folder if left out.",
)
@click.option("--force", is_flag=True, help="Overwrite configs that exist.")
@click.option(
    "--check", "only_check", is_flag=True, help="Say what would be made, and write nothing."
)
@library_option
def command(
    table: Path,
    map_file: Path,
    folder: Path | None,
    force: bool,
    only_check: bool,
    libraries: tuple[Path, ...],
) -> None:
    """Make configs of a table."""
    source = yaml_source.parse(read_file(map_file, MAX_BYTES), str(map_file))
    plan = read_plan(source)
    data = read_table(read_file(table, MOST_BYTES), str(table), plan.sheet, plan.heading_row)
    check_columns(plan, data, source)
    work = _Import(data, plan, folder or Path(), map_file.parent, open_library(libraries))
    _check_map(work, source)
    found = work.carried_out(_shower() if only_check else work.writer(force))
    print_diagnostics([*data.notes, *told_once(found)])
    reasons = _reasons(found)
    if reasons and not only_check:
        click.echo(f"The rows to mend: {work.write_rest(reasons)}", err=True)
    used = f"{counted(work.made, 'config')} {'would be made' if only_check else 'made'}"
    lost = f"{counted(len(reasons), 'row')} not used"
    click.echo(f"{counted(len(data.rows), 'row')}: {used}, {lost}.", err=bool(found))
    sys.exit(exit_code(found))


Take = Callable[[Path, Drafted], None]
"""Does with the config of a row, at its path, what is asked for; raises `Refused`."""


def _shower() -> Take:
    """Return what shows where each config would be, and the first as an example."""
    shown: list[Path] = []

    def show(path: Path, each: Drafted) -> None:
        if path.exists():
            click.echo(f"{path} (exists already)")
        else:
            click.echo(str(path))
        if not shown:
            click.echo("".join(f"    {line}\n" for line in each.text.splitlines()), nl=False)
        shown.append(path)

    return show


class _Import:
    """The configs of a table, made one after the other; ``made`` counts those that could be."""

    def __init__(
        self, table: HeadedTable, plan: TablePlan, folder: Path, bases: Path, library: Library
    ) -> None:
        self.table = table
        self.plan = plan
        self.folder = folder
        self.bases = bases
        self.library = library
        self.made = 0
        self.read_base = lru_cache(100)(lambda name: open_file(Path(name)))

    def base_name(self, name: str, base: str) -> str:
        """Return the way from a config to a base that the map calls ``base``, as seen from it."""
        if Path(base).is_absolute():
            return base  # which is refused, with its reason
        there = os.path.relpath(self.bases / base, (self.folder / name).parent)
        return there.replace(os.sep, "/")

    def source(self, each: Drafted) -> Source:
        own = yaml_source.parse(each.text.encode(), str(self.folder / each.name))
        return extended(own, self.read_base)

    def carried_out(self, take: Take) -> list[Diagnostic]:
        """Draft and check each row's config and give it to ``take``; return what went wrong."""
        found: list[Diagnostic] = []
        progress = ProgressLine(len(self.table.rows))
        for each in drafted(self.table, self.plan, self.base_name):
            if isinstance(each, Drafted):
                progress.wipe()
                faults = self.taken(each, take)
                self.made += not faults
                path = str(self.folder / each.name)
                found += [row_fault(self.table.file, each, fault, path) for fault in faults]
            else:
                found.append(each)
            progress.advance()
        progress.wipe()
        return found

    def taken(self, each: Drafted, take: Take) -> tuple[Diagnostic, ...]:
        try:
            faults = check(self.source(each), self.library).faults
            if not faults:
                take(self.folder / each.name, each)
        except Refused as refused:
            return refused.diagnostics
        return faults

    def writer(self, force: bool) -> Take:
        """Return what writes a config, within the output folder and nowhere else."""
        root = os.path.realpath(self.folder)

        def write(path: Path, each: Drafted) -> None:
            if not Path(os.path.realpath(path.parent)).is_relative_to(root):
                message = "a link leads out of the output folder"
                raise Refused((unusable(self.table.file, each.row, f"{path}: {message}"),))
            write_file(path, each.text.encode(), force)
            click.echo(str(path))

        return write

    def write_rest(self, reasons: dict[int, list[str]]) -> Path:
        """Write the rows that could not be used as a table of a name that is free."""
        number = 1
        while (path := self.folder / file_to_mend(self.table.file, number)).exists():
            number += 1
        write_file(path, table_to_mend(self.table, reasons).encode())
        return path


def _reasons(found: list[Diagnostic]) -> dict[int, list[str]]:
    """Return for each row that could not be used why."""
    reasons: dict[int, list[str]] = {}
    for each in found:
        reasons.setdefault(each.place.line, []).append(reason(each))
    return reasons


def _check_map(work: _Import, source: Source) -> None:
    """Raise `Refused` for what is wrong with every row, once: in the base, or a path of the map."""
    example = work.source(sample(work.plan, work.base_name))
    faults = check(example, work.library).faults
    if example.bases:
        own = check(work.read_base(example.bases[0].file), work.library).faults
        if common := tuple(each for each in own if each in faults):
            raise Refused(common)
    unknown = {each.place: each for each in faults if each.code == CODES.unknown_key}
    found: list[Diagnostic] = []
    for column in work.plan.columns:
        for end in range(1, len(column.path) + 1):
            if fault := unknown.get(example.key_place(column.path[:end])):
                place = source.key_place(("columns", dotted(column.path)))
                found.append(Diagnostic("MOU820", Severity.ERROR, fault.message, place, fault.hint))
                break
    if found:
        raise Refused(tuple(found))
