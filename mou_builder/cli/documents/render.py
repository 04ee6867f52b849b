"""``mou render``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from mou_builder.actions.render import Format, RenderOptions
from mou_builder.check.codes import CHANGED_WORDS, may_stand_in_a_draft
from mou_builder.cli.batch.many_files import jobs_option, processes_for
from mou_builder.cli.documents.render_batch import render_all
from mou_builder.cli.exit_codes import exit_code
from mou_builder.cli.options import (
    OneOf,
    as_of_option,
    configs_argument,
    folder_option,
    fonts_option,
    library_option,
    template_option,
    unknown_word,
)
from mou_builder.disk.jobs.rendering import Rendering, digest_in_common
from mou_builder.disk.listing import configs_in
from mou_builder.disk.opening import open_template, source_date, template_path


def _formats(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[Format, ...]:
    known = {each.value: each for each in Format}
    words = [each.strip() for each in value.split(",")]
    for each in words:
        if each not in known:
            raise click.BadParameter(unknown_word(each, list(known)))
    return tuple(dict.fromkeys(known[each] for each in words))


@click.command("render")
@configs_argument
@folder_option
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    callback=_formats,
    metavar="LIST",
    help=f"Out of {', '.join(Format)}. Text alone, without -o, is printed.",
)
@click.option("--draft", is_flag=True, help="Render an unfinished config, marked as a draft.")
@click.option(
    "--conformed",
    is_flag=True,
    help="The agreement as amended so far, to read and not to sign, with who signed and when.",
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@template_option()
@click.option(
    "--pdf-engine",
    type=OneOf(["typst", "libreoffice"]),
    default="typst",
    show_default=True,
    help="What lays the PDF out.",
)
@fonts_option
@jobs_option
@click.option(
    "--changed", is_flag=True, help="Do only what is out of date, and record what is made."
)
@as_of_option
@library_option
def command(
    configs: tuple[Path, ...],
    folder: Path | None,
    formats: tuple[Format, ...],
    draft: bool,
    conformed: bool,
    force: bool,
    template: Path | None,
    pdf_engine: str,
    fonts: tuple[Path, ...],
    jobs: int | None,
    changed: bool,
    as_of: date,
    libraries: tuple[Path, ...],
) -> None:
    """Write the agreements of CONFIGS, as Word documents and PDFs that can be signed.

    CONFIGS are files, folders and globs. A config with errors is refused, and one with open points
    unless --draft is given; the others are rendered all the same.

    Example: mou render maple-grove.yaml -o agreements

    Example: mou render districts -o agreements -j 2 --changed
    """
    if draft and conformed:
        raise click.UsageError("give --draft or --conformed, not both")
    options = RenderOptions(
        formats=formats,
        template=open_template(template),
        draft=draft,
        conformed=as_of if conformed else None,
        pdf_engine=pdf_engine,
        made=source_date(),
        template_name=str(template_path(template)),
        fonts=fonts,
    )
    wanted = Rendering(
        folder=folder or Path(),
        libraries=libraries,
        options=options,
        as_of=as_of,
        force=force,
        to_print=formats == (Format.TEXT,) and folder is None,
        standing=digest_in_common(libraries, options) if changed else None,
    )
    listed = configs_in(configs)
    failed = render_all(listed, wanted, processes_for(jobs, len(listed)))
    if failed and not draft and all(may_stand_in_a_draft(each.code) for each in failed):
        is_changed = all(each.code == CHANGED_WORDS for each in failed)
        what = "as it reads now, as a draft" if is_changed else "with these points still open"
        click.echo(f"To render the agreement {what}: --draft", err=True)
    sys.exit(exit_code(failed))
