"""``mou clauses``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from mou_builder.cli import completion
from mou_builder.cli.drafting.checklists import checklists, sets_named
from mou_builder.cli.exit_codes import WrongUsage
from mou_builder.cli.options import WrittenPath, form_of, format_option, library_option
from mou_builder.cli.printing import named, print_view, utf_8
from mou_builder.disk.files import write_file
from mou_builder.disk.opening import open_library
from mou_builder.disk.packaged import packaged
from mou_builder.drafting.interview.proposed import USUAL_MODEL
from mou_builder.library.library import Library
from mou_builder.report.library_text import clause_text, model_text, numbered_clauses
from mou_builder.yamltext.dotted import first_of
from mou_builder.yamltext.shape import did_you_mean

_FORMS = ("text", "docx")


@click.command("clauses")
@click.argument("names", nargs=-1, metavar="[MODEL] [CLAUSE]", shell_complete=completion.clauses)
@click.option(
    "--requirements",
    metavar="SET",
    shell_complete=completion.sets,
    help="Print a requirement set as a checklist, with what each CONFIG named instead satisfies.",
)
@click.option("--all", "every", is_flag=True, help="Print every drafted text, for counsel.")
@format_option(_FORMS, "Of --all: docx writes drafted-texts.docx, or the file of --output.")
@click.option(
    "-o", "--output", type=WrittenPath(), metavar="FILE", help="Of --all: where to write."
)
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@click.option("--source", is_flag=True, help="Show the texts as they stand in the library.")
@library_option
def command(
    names: tuple[str, ...],
    requirements: str | None,
    every: bool,
    form: str | None,
    output: Path | None,
    force: bool,
    source: bool,
    libraries: tuple[Path, ...],
) -> None:
    """List the clauses of MODEL, or show one CLAUSE with its variants, blanks and legal basis.

    Each variant is shown as it would print, its blanks by name: [number of officers].

    MODEL is wisconsin-sro if left out. CLAUSE/VARIANT shows one variant alone.

    Example: mou clauses wisconsin-sro funding

    Example: mou clauses funding/shared-cost

    Example: mou clauses --requirements wisconsin maple-grove.yaml

    Example: mou clauses --all --format docx
    """
    library = open_library(libraries)
    if every:
        _print_for_counsel(names, form_of(form, output, _FORMS), output, library, force=force)
    elif form or output or force:
        raise click.UsageError("--format, --output and --force go with --all")
    elif requirements:
        sets, configs = sets_named([requirements], [Path(each) for each in names], library)
        print_view(checklists(sets, configs, library))
    elif len(names) > 2:
        raise click.UsageError("one model and one clause at most")
    else:
        _print_clauses(names, library, source=source)


def _print_clauses(names: tuple[str, ...], library: Library, *, source: bool) -> None:
    is_model = bool(names) and names[0] in library.model_ids
    model = library.model(names[0] if is_model or len(names) == 2 else USUAL_MODEL)
    wanted = names[1:] if is_model or len(names) == 2 else names
    if not wanted:
        print_view(model_text(model))
        others = [each for each in library.model_ids if each != model.id]
        if others:
            click.echo(f"Other models: {', '.join(others)}")
        return
    name, _, variant = wanted[0].partition("/")
    name = numbered_clauses(model).get(name, name)
    if name not in model.clauses:
        if name in library.requirement_set_ids:
            hint = f"mou clauses --requirements {name}"
            raise WrongUsage(f"“{name}” is a requirement set, and no clause or model: {hint}")
        hint = did_you_mean(name, [*model.clauses, *library.model_ids], "mou clauses lists them")
        if said := model.judgement.said_at(name):
            hint = f"mou clauses {model.id} {first_of(said)[0]} says it"
        raise WrongUsage(f"no clause or model is called “{name}”: {hint}")
    clause = model.clauses[name]
    if variant and variant not in clause.variants:
        hint = did_you_mean(variant, [*clause.variants], f"mou clauses {name} shows them")
        raise WrongUsage(f"the clause “{name}” has no variant “{variant}”: {hint}")
    if variant:
        clause = replace(clause, variants={variant: clause.variants[variant]})
    print_view(clause_text(model, clause, source=source))


def _print_for_counsel(
    names: tuple[str, ...], form: str, output: Path | None, library: Library, *, force: bool
) -> None:
    from mou_builder.papers.counsel_page import counsel_page
    from mou_builder.report.agreement_text import agreement_text

    models = [library.model(each) for each in names or library.model_ids]
    sets = [library.requirement_set(each) for each in library.requirement_set_ids]
    page = counsel_page(models, sets, library.states)
    if form == "text" and output is None:
        click.echo(agreement_text(page), nl=False)
        return
    file = output or Path("drafted-texts.docx")
    if form == "text":
        write_file(file, utf_8(agreement_text(page)), force)
        click.echo(f"Written: {named(file)}")
        return
    from mou_builder.word.writing.document import render_docx

    template = (packaged("templates") / "agreement.docx").read_bytes()
    write_file(file, render_docx(page, template, None), force)
    click.echo(f"Written: {named(file)}")
