"""``mou init``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mou_builder.actions.begin import Beginning, beginning
from mou_builder.check.checking import check
from mou_builder.cli import completion
from mou_builder.cli.asking.dialogue import Dialogue
from mou_builder.cli.asking.turns import DialogueLeft, ended_like_left
from mou_builder.cli.drafting.state_choice import say_proposed, state_asked_for, state_named
from mou_builder.cli.exit_codes import DONE, WrongUsage
from mou_builder.cli.options import WrittenPath, library_option
from mou_builder.cli.printing import named, print_diagnostics, width
from mou_builder.diagnostic import Refused, as_typed
from mou_builder.disk.examples import examples
from mou_builder.disk.files import write_file
from mou_builder.disk.opening import open_library, read_source
from mou_builder.drafting.interview.given_answers import answers_in, settings_of, with_settings
from mou_builder.drafting.interview.question import Answers
from mou_builder.file_kinds import CONFIG_ENDINGS
from mou_builder.library.library import Library
from mou_builder.library.typed.values import Unreadable
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.changes import NotEditable, mapping_at
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Path as ConfigPath
from mou_builder.yamltext.source import Plain


@click.command("init")
@click.argument("file", default="agreement.yaml", type=WrittenPath(*CONFIG_ENDINGS))
@click.option(
    "--model",
    shell_complete=completion.models,
    help="The model to start from; left out, the one for the state.",
)
@click.option(
    "--state",
    metavar="STATE",
    help="The state whose law applies, by name or code: its set and clauses are proposed.",
)
@click.option(
    "--example",
    metavar="NAME",
    shell_complete=completion.examples,
    help="Copy a packaged example; “list” lists them.",
)
@click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="KEY=VALUE",
    shell_complete=completion.settings,
    help="Answer without being asked, such as term.until=2027-06-30; repeatable.",
)
@click.option("--resume", is_flag=True, help="Go on with the FILE of an earlier session.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
@library_option
def command(
    file: Path,
    model: str | None,
    state: str | None,
    example: str | None,
    pairs: tuple[str, ...],
    resume: bool,
    force: bool,
    libraries: tuple[Path, ...],
) -> None:
    """Write a new config to FILE (agreement.yaml if left out), by questions or by flags.

    In a terminal it asks, first for the state and then section by section: “back” goes back,
    “quit” leaves, --resume goes on.

    Example: mou init maple-grove.yaml

    Example: mou init hall-county.yaml --state Georgia

    Example: mou init --example list
    """
    if example is not None:
        if state or model or resume:
            raise WrongUsage("--example goes with --set and --force alone: it has a model already")
        _copy_example(example, file, force, pairs, libraries)
        return
    library = open_library(libraries)
    is_asked = not pairs and sys.stdin.isatty()
    earlier = _earlier_answers(file) if resume else {}
    named_state = state_named(state, library, "--state") if state else None
    if is_asked and not (state or model or resume):
        named_state = state_asked_for(library)
    begun = beginning(library, named_state, model, earlier)
    try:
        answers = settings_of(pairs, begun.model)
    except Unreadable as fault:
        raise click.BadParameter(f"{fault} ({fault.hint})", param_hint="--set") from None
    if resume:
        answers = {**answers_in(earlier, begun.model), **answers}
    elif file.exists() and not force:
        raise WrongUsage(f"{file} exists; --resume goes on with it, --force overwrites it")
    is_proposed = begun.state is not None and (is_asked or named_state is not None)
    if begun.state is not None and is_proposed:
        say_proposed(begun.state, begun.proposed)
        answers = begun.with_state(answers) if is_asked else begun.with_proposed(answers)
    if is_asked:
        offered = begun.proposed_answers if is_proposed else {}
        answers = _ask(begun, answers, offered, file, goes_on=resume)
    _write_and_check(begun.text(answers), file, library, force or resume)


def _earlier_answers(file: Path) -> dict[str, Plain]:
    """Return what an earlier session has left in a file."""
    return mapping_at(read_source(file).data)


def _ask(
    begun: Beginning,
    answers: dict[ConfigPath, Plain],
    offered: Answers,
    file: Path,
    *,
    goes_on: bool,
) -> dict[ConfigPath, Plain]:
    """Ask what ``answers`` do not say yet; what is ``offered`` is taken by Enter."""
    dialogue = Dialogue(begun.model, answers, begun.sets, begun.faults, begun.preview)
    dialogue.before |= offered  # as if it had been answered before
    if goes_on:
        dialogue.go_on()
    try:
        with ended_like_left():
            return dialogue.run()
    except DialogueLeft:
        _write_or_print(begun.text(dialogue.kept), file, force=True)
        line = named(f"mou init {as_typed(file)} --resume")
        click.echo(f"\nWhat you answered is in {named(file)}. To go on: {line}")
        sys.exit(DONE)


def _write_and_check(text: str, file: Path, library: Library, force: bool) -> None:
    source = yaml_source.parse(text.encode(), str(file))
    checked = check(source, library)
    _write_or_print(text, file, force=force)
    click.echo(f"Written: {named(file)}")
    print_diagnostics(checked.diagnostics, {str(file): text})
    if checked.errors:
        what = "Correct what is said above" if checked.faults else "Fill in what is missing"
        click.echo(f"{what}, then: mou check {named(as_typed(file))}")
    else:
        click.echo(f"No fault was found. To render it: mou render {named(as_typed(file))}")


def _write_or_print(text: str, file: Path, *, force: bool) -> None:
    """Write a config; where that cannot be, print it, so that no answer is lost."""
    try:
        write_file(file, text.encode(), force)
    except Refused:
        click.echo(f"\n{text}")
        click.echo(f"{named(file)} cannot be written. What you answered is above; keep it.")
        raise


def _copy_example(
    name: str, file: Path, force: bool, pairs: tuple[str, ...], libraries: tuple[Path, ...]
) -> None:
    known = {each.name: each for each in examples()}
    if name == "list":
        formatter = click.HelpFormatter(width=min(width(), 100))
        formatter.write_dl([(each.name, each.about) for each in known.values()])
        click.echo(formatter.getvalue(), nl=False)
        return
    if name not in known:
        hint = did_you_mean(name, list(known))
        raise click.BadParameter(f"there is no example “{name}”: {hint}", param_hint="--example")
    target = Path(f"{name}.yaml") if str(file) == "agreement.yaml" else file
    if not pairs:
        write_file(target, known[name].data, force)
        click.echo(f"Written: {named(target)}")
        return
    text = known[name].data.decode()
    data = yaml_source.parse(known[name].data, str(target)).data
    library = open_library(libraries)
    try:
        model = library.model(str(data["model"]) if isinstance(data, dict) else "")
        changed = with_settings(text, pairs, model)
    except (Unreadable, NotEditable) as fault:
        raise click.BadParameter(str(fault), param_hint="--set") from None
    _write_and_check(changed, target, library, force)
