"""``mou status``."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import chain
from pathlib import Path

import click

from mou_builder.actions.render import PROGRAM
from mou_builder.cli.batch.finished import Work
from mou_builder.cli.batch.many_files import jobs_option, processes_for, worked
from mou_builder.cli.exit_codes import DONE, FOUND, USAGE
from mou_builder.cli.options import (
    BY_ENDING,
    NamedPath,
    WrittenPath,
    as_of_option,
    form_of,
    format_option,
    library_option,
)
from mou_builder.cli.printing import named, print_data, use_colour, utf_8, width
from mou_builder.disk.files import write_file
from mou_builder.disk.jobs.standing import StatusOfFile, unfinished
from mou_builder.disk.listing import Listing, configs_beside, files_in, refuse_missing
from mou_builder.portfolio.portfolio import DOCUMENTS, AgreementDocument, portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState

_MANY = 1000
"""From so many files on, all cores work, if nothing else is asked for."""


def _number_of_days(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,5})\s*(d|days?)?", value.strip())
    if not found:
        raise click.BadParameter(f"“{value}” is not a number of days; write 90d")
    return int(found[1])


_FORMS = ("text", "json", "csv", "html", "ics")


@click.command("status")
@click.argument("folders", nargs=-1, type=NamedPath())
@format_option(_FORMS, f"html is one page with filters; ics a calendar with reminders. {BY_ENDING}")
@click.option(
    "-o",
    "--output",
    type=WrittenPath(),
    metavar="FILE",
    help="Where to write; standard output if left out.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.option(
    "--due",
    callback=_number_of_days,
    metavar="DAYS",
    help="Exit with code 1 if something is due within so many days, such as 90d, or is overdue.",
)
@jobs_option
@as_of_option
@library_option
def command(
    folders: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    force: bool,
    due: int | None,
    jobs: int | None,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Say how every agreement in FOLDERS stands, the most urgent first.

    Without FOLDERS, the current folder is looked at. Configs, and the Word files and PDFs made from
    them, are found in all folders below; single files and globs can be named, too. Whether an
    agreement is signed or in effect is told by the record of its config alone (mou record); one
    whose words were changed since is “changed since signed”, and each executed copy on record is
    looked up. Review, notice and end are those that the agreement's
    model asks for; what the law asks for has a line of its own. Exit
    code 2 where a config cannot be read.

    Example: mou status districts --due 90d

    Example: mou status districts --format ics -o agreements.ics
    """
    folders = folders or (Path(),)
    refuse_missing(folders)
    listed = Listing(chain(configs_beside(folders, DOCUMENTS), files_in(folders, DOCUMENTS)))
    look = StatusOfFile(libraries, as_of)
    standings: list[Standing] = []
    documents: list[AgreementDocument] = []
    processes = processes_for(jobs, len(listed), many=_MANY)
    for each, done in zip(listed, worked(listed, len(listed), Work(look), processes), strict=True):
        match done.result:
            case Standing():
                standings.append(done.result)
            case AgreementDocument():
                documents.append(done.result)
            case None:
                standings += unfinished(each.path, done.fault, as_of)
    found = portfolio(standings, documents)
    form = form_of(form, output, _FORMS)
    text = _view(form, found, as_of, due)
    if output:
        write_file(output, utf_8(text), force)
        click.echo(named(output))
    else:
        print_data(text) if form != "text" else click.echo(text, nl=False)
    if any(each.state is AgreementState.UNREADABLE for each in found):
        sys.exit(USAGE)
    is_due = due is not None and any(each.is_due_within(due) for each in found)
    sys.exit(FOUND if is_due else DONE)


def _view(form: str, found: list[Standing], day: date, due: int | None) -> str:
    match form:
        case "json":
            from mou_builder.report.status.as_table import status_json

            return status_json(found, day)
        case "csv":
            from mou_builder.report.status.as_table import status_csv

            return status_csv(found)
        case "html":
            from mou_builder.report.status.as_html import status_html

            return status_html(found, day, due)
        case "ics":
            from mou_builder.report.status.as_calendar import status_ics

            return status_ics(found, day, PROGRAM)
        case _:
            from mou_builder.report.status.as_text import status_text

            return status_text(found, due, color=use_colour(sys.stdout), width=width())
