"""``mou import``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mou_builder.agreement.wording import counted
from mou_builder.check.checking import check
from mou_builder.cli.files import read_file, write_file
from mou_builder.cli.opening import library_option, open_library
from mou_builder.cli.opening import open_config as open_file
from mou_builder.cli.printing import print_diagnostics
from mou_builder.cli.program import DONE, FOUND
from mou_builder.config.extending import extended
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.drafting.importing.map import check_columns, read_plan
from mou_builder.drafting.importing.rows import Drafted, drafted, row_fault
from mou_builder.drafting.importing.table import MOST_BYTES, read_table
from mou_builder.library.library import Library
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import MAX_BYTES, Source

_HELP = """Make a config from each row of TABLE, a CSV file or an Excel workbook (.xlsx).

Rows that no config can be made of are reported, and the others are made all the same; what a
config still lacks is for `mou check` to say.

\b
Example of a map:
  file: "{District}.yaml"
  values: {model: wisconsin-sro, extends: base.yaml}
  columns:
    parties.district.name: {column: District, required: yes}
    parties.agency.name: Agency
    parties.agency.kind: {column: Type, words: {PD: police, SO: sheriff}}
    parties.district.schools: {column: Schools, split: ;}
    term.until: {column: End, date: yes}

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
@library_option
def command(
    table: Path, map_file: Path, folder: Path | None, force: bool, libraries: tuple[Path, ...]
) -> None:
    """Make configs of a table."""
    source = yaml_source.parse(read_file(map_file, MAX_BYTES), str(map_file))
    plan = read_plan(source)
    data = read_table(read_file(table, MOST_BYTES), str(table), plan.sheet, plan.heading_row)
    check_columns(plan, data.headings, source)
    library = open_library(libraries)
    target = folder or Path()
    found: list[Diagnostic] = []
    made = 0
    for each in drafted(data, plan):
        if isinstance(each, Drafted):
            faults = _written(each, target, library, force)
            path = str(target / each.name)
            found += [row_fault(str(table), each, fault, path) for fault in faults]
            made += not faults
        else:
            found.append(each)
    print_diagnostics(found)
    rows = len(data.rows)
    lost = len({each.place.line for each in found})
    used = f"{counted(made, 'config')} made, {counted(lost, 'row')} not used"
    click.echo(f"{counted(rows, 'row')}: {used}.", err=bool(found))
    sys.exit(FOUND if found else DONE)


def _written(each: Drafted, folder: Path, library: Library, force: bool) -> list[Diagnostic]:
    """Write a config; return what stood against it."""
    path = folder / each.name
    try:
        source = extended(yaml_source.parse(each.text.encode(), str(path)), _base)
        faults = list(check(source, library).faults)
        if not faults:
            write_file(path, each.text.encode(), force)
            click.echo(str(path))
    except Refused as refused:
        return list(refused.diagnostics)
    return faults


def _base(name: str) -> Source:
    return open_file(Path(name))
