"""``mou import``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mou_builder.agreement.wording import counted, written
from mou_builder.cli.batch.progress import ProgressLine
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import FolderPath, NamedPath, library_option
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.disk.files import read_file
from mou_builder.disk.opening import open_library, read_source
from mou_builder.disk.table_import import TableImport, Take
from mou_builder.drafting.importing.bounds import MOST_BYTES
from mou_builder.drafting.importing.map import check_columns, columns_passed_over, read_plan
from mou_builder.drafting.importing.rows import (
    DraftedConfig,
    days_of_two_readings,
    reason,
    told_once,
)
from mou_builder.drafting.importing.table import read_table
from mou_builder.file_kinds import MAP
from mou_builder.library.typed.values import Type

_HELP = """Make a config from each row of TABLE, a CSV file or an Excel workbook (.xlsx).

What a cell shows is what is taken: a percentage as 75%, a day as a day. Where that cannot be told,
the row is reported with the name of the cell. Rows that no config can be made of come back as a
table to mend and to import again, in the output folder; the others are made all the same. A config
that exists is kept as it is, unless you say --force. What a config still lacks is for `mou check`
to say.

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
@click.argument("table", type=NamedPath())
@click.option(
    "--map",
    "map_file",
    required=True,
    type=NamedPath(),
    metavar="MAP.yaml",
    help="Which column goes where; see the example above.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=FolderPath(),
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
    source = read_source(map_file, MAP)
    raw = read_file(table, MOST_BYTES)
    plan = read_plan(source)
    data = read_table(raw, str(table), plan.sheet, plan.heading_row)
    check_columns(plan, data, source)
    library = open_library(libraries)
    work = TableImport(data, plan, folder or Path(), map_file.parent, library, force=force)
    work.check_map(source)
    found = _carried_out(work, _showing() if only_check else _writing(work))
    print_diagnostics([*data.notes, *columns_passed_over(plan, data), *told_once(found)])
    for heading, text, day in days_of_two_readings(data, plan):
        taken = f"“{heading}”: {text} is taken as {written(Type.DATE, day)}"
        click.echo(f"{taken}, the month first, and so are the others.", err=True)
    errors = [each for each in found if each.severity is Severity.ERROR]
    reasons = _reasons_by_row(errors)
    if reasons and not only_check:
        click.echo(f"The rows to mend: {named(work.write_rest(reasons))}", err=True)
    used = f"{counted(work.made, 'config')} {'would be made' if only_check else 'made'}"
    kept = f", {work.kept} kept as {'it is' if work.kept == 1 else 'they are'}" * bool(work.kept)
    lost = f"{counted(len(reasons), 'row')} not used"
    click.echo(f"{counted(len(data.rows), 'row')}: {used}{kept}, {lost}.", err=bool(found))
    sys.exit(exit_code(errors))


def _showing() -> Take:
    """Return how a config is taken by showing its place, and the first one as an example."""
    shown: list[Path] = []

    def show(path: Path, each: DraftedConfig) -> None:
        click.echo(f"{named(path)} (exists already)" if path.exists() else named(path))
        if not shown:
            click.echo("".join(f"    {line}\n" for line in each.text.splitlines()), nl=False)
        shown.append(path)

    return show


def _writing(work: TableImport) -> Take:
    """Return how a config is taken by writing it, and saying where."""

    def write(path: Path, each: DraftedConfig) -> None:
        work.write(path, each)
        click.echo(named(path))

    return write


def _carried_out(work: TableImport, take: Take) -> list[Diagnostic]:
    """Carry an import out, showing how far it is; return what went wrong."""
    progress = ProgressLine(len(work.table.rows))

    def take_here(path: Path, each: DraftedConfig) -> None:
        progress.wipe()
        take(path, each)

    found: list[Diagnostic] = []
    for faults in work.carried_out(take_here):
        found += faults
        progress.advance()
    progress.wipe()
    return found


def _reasons_by_row(found: list[Diagnostic]) -> dict[int, list[str]]:
    """Return for each row that could not be used why."""
    reasons: dict[int, list[str]] = {}
    for each in found:
        reasons.setdefault(each.place.line, []).append(reason(each))
    return reasons
