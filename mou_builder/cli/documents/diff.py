"""``mou diff``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mou_builder.actions.compare import (
    ComparisonOptions,
    Form,
    Side,
    compare_sides,
    config_side,
    document_side,
    is_word_file,
    shown,
)
from mou_builder.cli.batch.many_files import jobs_option
from mou_builder.cli.day import DAY
from mou_builder.cli.documents.diff_batch import diff_folders
from mou_builder.cli.exit_codes import DONE, FOUND
from mou_builder.cli.exit_codes import exit_code as code_of
from mou_builder.cli.options import (
    BY_ENDING,
    LibraryPath,
    NamedPath,
    WrittenPath,
    fonts_option,
    form_of,
    format_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import named, print_diagnostics, use_colour, width
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.jobs.comparing import PairComparing
from mou_builder.disk.opening import (
    LARGEST_RETURNED,
    config_of,
    open_library,
    open_template,
    source_date,
    template_path,
)
from mou_builder.library.library import Library
from mou_builder.report.comparison.wording import comparison_summary
from mou_builder.review.returned_copy import NO_AUTHOR

_FORMS = [each.value for each in Form]
_ENDINGS = {".htm", ".txt", *(f".{each}" for each in _FORMS)}
_FOLDER = (
    "two folders are compared config by config, each into a file of its own: “{}” would become a "
    "folder; name one, such as --format {} --output changes"
)


@click.command("diff")
@click.argument("old", type=NamedPath())
@click.argument("new", type=NamedPath())
@format_option(
    _FORMS,
    "docx is a redline with tracked changes, pdf a comparison copy; both need --output. "
    + BY_ENDING,
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(is_file=False),
    metavar="FILE",
    help="Where to write; printed if left out. A folder, where two folders are compared.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.option(
    "--author",
    default=NO_AUTHOR,
    show_default=True,
    metavar="NAME",
    help="Who the tracked changes are by.",
)
@click.option(
    "--date",
    "day",
    type=DAY,
    metavar="DATE",
    help="The day of the tracked changes, such as 2027-03-01. SOURCE_DATE_EPOCH or today, if left "
    "out.",
)
@click.option(
    "--causes",
    is_flag=True,
    help="Say what changed by the keys and lines of the configs, instead of in sentences.",
)
@click.option("--exit-code", is_flag=True, help="End with exit code 1 if the two differ.")
@template_option()
@fonts_option
@jobs_option
@library_option
@click.option(
    "--old-library",
    "old_libraries",
    multiple=True,
    metavar="DIR",
    type=LibraryPath(),
    help="The clauses of OLD where they are not those of NEW: laid over the packaged ones.",
)
def command(
    old: Path,
    new: Path,
    form: str | None,
    output: Path | None,
    force: bool,
    author: str,
    day: date | None,
    causes: bool,
    exit_code: bool,
    template: Path | None,
    fonts: tuple[Path, ...],
    jobs: int | None,
    libraries: tuple[Path, ...],
    old_libraries: tuple[Path, ...],
) -> None:
    """Compare the agreements of OLD and NEW, by clause, and say in sentences what changed.

    Each of the two is a config, finished or not, or a Word document that was made here, which is
    compared by the words that stand in it now. Two folders are compared config by config. Exit code
    0; 1 if one has errors that keep it from being compared, and with --exit-code if they differ; 2
    if one cannot be read.

    Example: mou diff maple-grove-2026.yaml maple-grove-2027.yaml

    Example: mou diff maple-grove-2026.yaml maple-grove-2027.yaml --causes

    Example: mou diff 2026 2027 --format html --output changes

    Example: mou diff sent.docx maple-grove.yaml --output redline.docx --author "Maple Grove"
    """
    wanted = Form(form_of(form, output, _FORMS))
    if wanted.is_document and output is None:
        raise click.UsageError(f"--format {wanted.value} needs a file to write: --output FILE")
    old_libraries = old_libraries or libraries
    made = source_date()
    looks = ComparisonOptions(
        template=open_template(template),
        template_name=str(template_path(template)),
        fonts=fonts,
        author=author,
        date=(day or (made.date() if made else date.today())).isoformat(),
        color=output is None and use_colour(sys.stdout),
        width=width(),
        made=made,
        file=str(output or "standard output"),
        causes=causes,
    )
    if old.is_dir() and new.is_dir():
        if output and output.suffix.lower() in _ENDINGS and not output.is_dir():
            raise click.UsageError(_FOLDER.format(named(output), wanted.value))
        work = PairComparing((old_libraries, libraries), wanted, looks, output, force)
        same, against = diff_folders(old, new, work, jobs or 1)
        sys.exit(code_of(against) or (FOUND if exit_code and not same else DONE))
    sides = [
        _side(each, open_library(over), looks)
        for each, over in ((old, old_libraries), (new, libraries))
    ]
    compared = compare_sides(*sides)
    data, said = shown(compared, wanted, looks)
    print_diagnostics([*sides[0].diagnostics, *sides[1].diagnostics, *said])
    if output is None:
        click.echo(data.decode() if wanted is Form.TEXT else data, nl=False)
    else:
        write_file(output, data, force)
        click.echo(f"{named(output)}: {comparison_summary(compared.comparison)}")
    sys.exit(FOUND if exit_code and not compared.comparison.is_equal else DONE)


def _side(path: Path, library: Library, looks: ComparisonOptions) -> Side:
    data = read_file(path, LARGEST_RETURNED)
    if is_word_file(data, path.name):
        return document_side(data, str(path), library, looks.template, looks.template_name)
    return config_side(config_of(data, str(path)), library)
