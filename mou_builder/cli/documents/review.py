"""``mou review``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from mou_builder.actions.negotiate import chosen, negotiation, numbered
from mou_builder.actions.review import Reviewing, review_copy
from mou_builder.cli.exit_codes import DONE, FOUND
from mou_builder.cli.options import (
    BY_ENDING,
    NamedPath,
    WrittenPath,
    form_of,
    format_option,
    library_option,
    template_option,
)
from mou_builder.cli.printing import (
    named,
    print_data,
    print_diagnostics,
    use_colour,
    utf_8,
    width,
)
from mou_builder.diagnostic import as_typed
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.opening import (
    LARGEST_RETURNED,
    open_config,
    open_library,
    open_template,
    template_path,
)
from mou_builder.file_kinds import CONFIG_ENDINGS
from mou_builder.patterns import pattern
from mou_builder.proposal.answers import OurAnswer, Verdict
from mou_builder.proposal.from_review import ProposedFromReview

_FORMS = ("text", "json", "html")


@click.command("review")
@click.argument("returned", type=NamedPath(dir_okay=False))
@click.option(
    "--against",
    "against",
    multiple=True,
    type=NamedPath(dir_okay=False),
    metavar="CONFIG",
    help="Compare with this config instead of the one inside the file; of a redline give both, the "
    "old one first.",
)
@format_option(_FORMS, f"How to print the review. {BY_ENDING}")
@click.option(
    "-o",
    "--output",
    type=WrittenPath(),
    metavar="FILE",
    help="Where to write the review; printed if left out.",
)
@template_option("The Word template that the agreement was rendered with, if it was your own.")
@click.option(
    "--to-proposal",
    "target",
    type=WrittenPath(*CONFIG_ENDINGS),
    metavar="FILE",
    help="Write what came back as a proposal, for `mou amend`.",
)
@click.option(
    "--take",
    "taken",
    multiple=True,
    metavar="N[: REASON]",
    help="Take only these changes into the proposal, by the numbers that --to-proposal prints.",
)
@click.option(
    "--reject",
    "rejected",
    multiple=True,
    metavar="N[: REASON]",
    help='Keep these changes out of the proposal, and say why: --reject "2: Too soon."',
)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
@library_option
def command(
    returned: Path,
    against: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    template: Path | None,
    target: Path | None,
    taken: tuple[str, ...],
    rejected: tuple[str, ...],
    force: bool,
    libraries: tuple[Path, ...],
) -> None:
    """Say what the other side changed in RETURNED, a Word file of ours that came back, by clause.

    Tracked changes and comments are named with their authors. Words that differ from what was sent
    though nothing is tracked are silent edits; whatever else may make the document print other
    words is named, too, such as hidden text or an equation: exit code 1 for both, and
    where the config that was sent has errors. Exit code 2 for a file that cannot be read.

    Example: mou review maple-grove-returned.docx
    """
    verdicts = _verdicts_by_number(taken, rejected)
    if verdicts and target is None:
        raise click.UsageError("say where the proposal is to be written: --to-proposal FILE")
    reviewing = _review_returned(returned, against, template, libraries)
    if target is not None:
        _write_proposal(reviewing, target, verdicts, force)
    print_diagnostics(reviewing.diagnostics)
    form = form_of(form, output, _FORMS)
    text = _review_as(reviewing, returned, form, is_printed=output is None)
    if output:
        write_file(output, utf_8(text), force)
        click.echo(named(output))
    else:
        click.echo(text, nl=False) if form == "text" else print_data(text)
    sys.exit(FOUND if reviewing.review.is_to_look_at else DONE)


def _review_returned(
    returned: Path, against: tuple[Path, ...], template: Path | None, libraries: tuple[Path, ...]
) -> Reviewing:
    if len(against) > 2:
        raise click.UsageError("a redline has two sides: give --against OLD --against NEW")
    library = open_library(libraries)
    configs = [open_config(each) for each in against]
    return review_copy(
        read_file(returned, LARGEST_RETURNED),
        str(returned),
        library,
        open_template(template),
        configs[-1] if configs else None,
        configs[0] if len(configs) == 2 else None,
        str(template_path(template)),
    )


_CHOSEN = pattern(r"\s*([0-9]{1,4}(?:\s*,\s*[0-9]{1,4})*)\s*(?::(.*))?", re.DOTALL)


def _verdicts_by_number(taken: tuple[str, ...], rejected: tuple[str, ...]) -> dict[int, OurAnswer]:
    """Return what is said of each change, by its number."""
    found: dict[int, OurAnswer] = {}
    for verdict, texts in ((Verdict.ACCEPT, taken), (Verdict.REJECT, rejected)):
        for text in texts:
            said = _CHOSEN.fullmatch(text)
            if said is None:
                message = f"“{text}” does not begin with the number of a change, as in 2: Too soon."
                raise click.UsageError(message)
            for number in map(int, said[1].split(",")):
                if number in found:
                    raise click.UsageError(f"change {number} is named twice")
                found[number] = OurAnswer(verdict, because=(said[2] or "").strip())
    return found


def _chosen_proposal(reviewing: Reviewing, verdicts: dict[int, OurAnswer]) -> ProposedFromReview:
    """Return the proposal that is asked for, and print the changes with their numbers."""
    negotiated = negotiation(reviewing)
    changes = numbered(negotiated)
    if wrong := sorted(set(verdicts) - set(range(1, len(changes) + 1))):
        there = f"there are {len(changes)}" if changes else "none can be chosen"
        raise click.UsageError(f"there is no change {wrong[0]}: {there}")
    for number, each in enumerate(changes, 1):
        click.echo(f"change {number}: {each.said}", err=True)
    if not verdicts:
        if len(changes) > 1:
            hint = 'to choose among them: --take 1 --reject "2: our reason" --force'
            click.echo(hint, err=True)
        return negotiated.whole
    return chosen(negotiated, verdicts)


def _write_proposal(
    reviewing: Reviewing, target: Path, verdicts: dict[int, OurAnswer], force: bool
) -> None:
    """Write what came back as a proposal, and say what it cannot hold."""
    from mou_builder.proposal.proposal_text import proposal_text, remarks_of

    found = _chosen_proposal(reviewing, verdicts)
    for each in found.left_out:
        click.echo(f"not in the proposal: {each}", err=True)
    for each in found.rejected:
        click.echo(f"rejected, and not proposed again: {each}", err=True)
    if found.proposal is None:
        click.echo(_why_none(verdicts), err=True)
        if target.exists():
            click.echo(f"{named(target)} is as it was.", err=True)
        return
    config = Path(found.proposal.config).name
    remarks = remarks_of(found.left_out, found.rejected)
    text = proposal_text(found.proposal, config, target.name, remarks)
    write_file(target, text.encode(), force)
    click.echo(f"proposal: {named(target)}", err=True)
    if found.is_agreed:
        line = f"mou amend {as_typed(config)} {named(as_typed(target))}"
        agreed = f"Every change is accepted. To make the paper to sign: {line}"
        click.echo(agreed, err=True)


def _why_none(verdicts: dict[int, OurAnswer]) -> str:
    if not verdicts:
        return "Nothing came back that a proposal could hold; none is written."
    if all(each.verdict is Verdict.REJECT for each in verdicts.values()):
        return (
            "Every change is rejected: the agreement stays as it was sent, and no proposal is "
            "written. To send the reasons back in a Word file: mou serve, under Negotiate"
        )
    return "Nothing is taken; no proposal is written."


def _review_as(reviewing: Reviewing, returned: Path, form: str, *, is_printed: bool) -> str:
    review, against = reviewing.review, reviewing.checked.source.file
    match form:
        case "json":
            from mou_builder.report.review.as_json import review_json

            return review_json(review, str(returned), against)
        case "html":
            from mou_builder.report.review.as_html import review_html

            return review_html(review, returned.name, against)
        case _:
            from mou_builder.report.review.as_text import review_text

            color = is_printed and use_colour(sys.stdout)
            return review_text(review, str(returned), against, color, width())
