"""``mou amend``."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from mou_builder.actions.amend import Amendment, AmendOptions, BrokenProposal, amend
from mou_builder.actions.renew import moved_base
from mou_builder.check.checking import Checked, Ready, check, ready
from mou_builder.cli.day import DAY
from mou_builder.cli.exit_codes import DONE, refusals_told
from mou_builder.cli.options import FolderPath, fonts_option, library_option
from mou_builder.cli.printing import named, print_diagnostics
from mou_builder.disk.amended import amended_already
from mou_builder.disk.files import read_file, write_file, write_files
from mou_builder.disk.opening import (
    LARGEST_RETURNED,
    open_config,
    open_library,
    open_template,
    source_date,
)
from mou_builder.library.library import Library
from mou_builder.proposal.applying import digest_of
from mou_builder.proposal.proposal_text import example_of, new_proposal_text
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import MAX_BYTES, Source, legible


@click.command("amend")
@click.argument("config", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("proposal", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--new", "is_new", is_flag=True, help="Write a proposal to start from, and stop.")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=FolderPath(),
    help="Where to write; made if it does not exist. The current folder if left out.",
)
@click.option("--author", metavar="NAME", default="", help="Author of the tracked changes.")
@click.option(
    "--date",
    "day",
    type=DAY,
    metavar="DATE",
    help="Date of the tracked changes and of the amendment; the proposal's, or today.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Your own Word template, made from `mou template new`.",
)
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
    day: datetime | None,
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
    texts: dict[str, str] = {}
    with refusals_told(texts):
        library = open_library(libraries)
        checked = check(open_config(config), library)
        texts |= checked.source.texts()
        if is_asked:
            _ask(ready(checked), library, folder or Path(), force)
            return
        if proposal is None:
            written = _new(ready(checked), folder or Path(), force)
            click.echo(named(written))
            return
        asked = _asked(proposal, checked, library, template)
        texts[asked.file] = asked.text
        options = AmendOptions(
            template=open_template(template),
            today=date.today(),
            author=author,
            day=day.date() if day else None,
            base=moved_base(checked.source, config.parent, folder or Path()),
            made=source_date(),
            fonts=fonts,
            draft=is_draft,
            agreed=is_agreed,
            others=amended_already(checked.source, folder or Path(), library),
        )
        try:
            made = amend(checked, asked, library, options)
        except BrokenProposal as broken:
            texts[broken.name] = broken.text
            raise
        if asked.file != str(proposal):
            made = replace(made, files={**made.files, asked.file: asked.text.encode()})
        _write(made, folder or Path(), force)
    print_diagnostics(made.diagnostics, texts | {made.name: made.files[made.name].decode()})
    sys.exit(DONE)


def _asked(proposal: Path, checked: Checked, library: Library, template: Path | None) -> Source:
    """Return a proposal that is written as YAML, or that a marked copy makes."""
    from mou_builder.actions.compare import is_word_file

    if not is_word_file(read_file(proposal, LARGEST_RETURNED), proposal.name):
        return yaml_source.parse(read_file(proposal, MAX_BYTES), str(proposal))
    from mou_builder.actions.marked_proposal import proposal_in

    data = read_file(proposal, LARGEST_RETURNED)
    source = ready(checked).source
    asked, left = proposal_in(data, str(proposal), source, library, open_template(template))
    for each in left:
        click.echo(each, err=True)
    return asked


def _ask(checked: Ready, library: Library, folder: Path, force: bool) -> None:
    """Ask what to change, and write the proposal."""
    from mou_builder.cli.documents.amend_dialogue import AmendDialogue
    from mou_builder.proposal.outcome import proposal_source

    proposal = AmendDialogue(checked, library, date.today()).run()
    if proposal is None:
        click.echo("Nothing is proposed; nothing was written.")
        return
    source = proposal_source(checked, proposal)
    target = folder / source.file
    write_file(target, source.text.encode(), force)
    line = f"mou amend {named(checked.source.file)} {named(target)}"
    click.echo(f"{named(target)}\nTo talk about: {line} --draft\nTo sign, once agreed: {line}")


def _new(checked: Ready, folder: Path, force: bool) -> Path:
    """Write a proposal to start from."""
    config = Path(checked.source.file)
    target = folder / f"{config.stem}-proposal.yaml"
    text = new_proposal_text(
        legible(config.name),
        legible(target.name),
        digest_of(checked.source),
        example_of(checked.config, checked.model, checked.source),
        date.today().isoformat(),
    )
    write_file(target, text.encode(), force)
    return target


def _write(made: Amendment, folder: Path, force: bool) -> None:
    files = {folder / name: data for name, data in made.files.items()}
    write_files(files, force)
    for path in files:
        click.echo(named(path))
