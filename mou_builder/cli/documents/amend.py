"""``mou amend``."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from mou_builder.actions.amend import AmendOptions, BrokenProposal, amend
from mou_builder.actions.compare import is_word_file
from mou_builder.actions.proposing import new_proposal, proposal_in
from mou_builder.check.checking import Ready, check, ready
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import refusals_told
from mou_builder.cli.options import (
    NamedPath,
    folder_option,
    fonts_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.diagnostic import as_typed
from mou_builder.disk.beside import amended_already
from mou_builder.disk.files import read_file, write_file, write_files
from mou_builder.disk.opening import (
    LARGEST_RETURNED,
    open_config,
    open_library,
    open_template,
    source_date,
    template_path,
)
from mou_builder.file_kinds import PROPOSAL, refuse_other_kinds
from mou_builder.library.library import Library


@click.command("amend")
@click.argument("config", type=NamedPath(dir_okay=False))
@click.argument("proposal", required=False, type=NamedPath(dir_okay=False))
@click.option("--new", "is_new", is_flag=True, help="Write a proposal to start from, and stop.")
@folder_option
@click.option("--author", metavar="NAME", default="", help="Author of the tracked changes.")
@click.option(
    "--date",
    "day",
    type=DAY,
    metavar="DATE",
    help="Date of the tracked changes and of the amendment; the proposal's, or today.",
)
@template_option()
@fonts_option
@click.option(
    "--draft",
    "is_draft",
    is_flag=True,
    help="Mark the amendment as a draft, to talk about, also while changes await an answer.",
)
@click.option(
    "--agreed",
    "is_agreed",
    is_flag=True,
    help="The parties agree to every change, also where PROPOSAL says that one awaits an answer.",
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@library_option
def command(
    config: Path,
    proposal: Path | None,
    is_new: bool,
    folder: Path | None,
    author: str,
    day: date | None,
    template: Path | None,
    fonts: tuple[Path, ...],
    is_draft: bool,
    is_agreed: bool,
    force: bool,
    libraries: tuple[Path, ...],
) -> None:
    """Carry PROPOSAL out on CONFIG: redline, amendment to sign, and the amended config.

    PROPOSAL is a YAML file, or a Word file of ours that somebody has marked up: what is marked in
    it is the proposal then, which is written, too. Without one, in a terminal, it asks what to
    change, shows how the agreement would read, and writes the proposal.

    The redline is a Word file with tracked changes and the reason for each in a comment; the
    amendment is a Word file and a PDF. A proposal that no longer fits, or whose result has errors,
    is refused; so is a paper to sign while a change awaits an answer, unless it is a draft.

    Example: mou amend maple-grove.yaml

    Example: mou amend maple-grove.yaml proposal.yaml -o amendment
    """
    if is_draft and is_agreed:
        raise click.UsageError("what is agreed is not a draft: give --draft or --agreed")
    is_asked = proposal is None and not is_new and sys.stdin.isatty()
    if not is_asked and is_new == (proposal is not None):
        raise click.UsageError("give a PROPOSAL, --new to write one, or answer in a terminal")
    folder = folder or Path()
    texts: dict[str, str] = {}
    with refusals_told(texts):
        library = open_library(libraries)
        checked = check(open_config(config), library)
        texts |= checked.source.texts()
        if proposal is None:
            _begin_proposal(ready(checked), library, folder, is_asked=is_asked, force=force)
            return
        data, template_data = read_file(proposal, LARGEST_RETURNED), open_template(template)
        if not is_word_file(data, str(proposal)):
            refuse_other_kinds(data, str(proposal), PROPOSAL)
        asked, remarks = proposal_in(data, str(proposal), checked, library, template_data)
        for each in remarks:
            click.echo(each, err=True)
        texts[asked.file] = asked.text
        options = AmendOptions(
            template=template_data,
            template_name=str(template_path(template)),
            today=date.today(),
            author=author,
            day=day,
            folder=folder,
            made=source_date(),
            fonts=fonts,
            draft=is_draft,
            agreed=is_agreed,
            others=amended_already(checked.source, folder, library),
        )
        try:
            made = amend(checked, asked, library, options)
        except BrokenProposal as broken:
            texts[broken.name] = broken.text
            raise
        if asked.file != str(proposal):
            made = replace(made, files={**made.files, asked.file: asked.text.encode()})
        files = {folder / name: data for name, data in made.files.items()}
        write_files(files, force)
        for path in files:
            click.echo(named(path))
    print_diagnostics(made.diagnostics, texts | {made.name: made.files[made.name].decode()})


def _begin_proposal(
    checked: Ready, library: Library, folder: Path, *, is_asked: bool, force: bool
) -> None:
    """Write a proposal to start from, or one that a person is asked for."""
    if not is_asked:
        name, text = new_proposal(checked, date.today())
        write_file(folder / name, text.encode(), force)
        click.echo(named(folder / name))
        return
    from mou_builder.cli.documents.amend_dialogue import AmendDialogue
    from mou_builder.proposal.outcome import proposal_source

    proposal = AmendDialogue(checked, library, date.today()).run()
    if proposal is None:
        click.echo("Nothing is proposed; nothing was written.")
        return
    source = proposal_source(checked, proposal)
    target = folder / source.file
    write_file(target, source.text.encode(), force)
    line = named(f"mou amend {as_typed(checked.source.file)} {as_typed(target)}")
    click.echo(f"{named(target)}\nTo talk about: {line} --draft\nTo sign, once agreed: {line}")
