"""Where a proposal comes from: written as YAML, marked in a Word file of ours, or begun anew."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from mou_builder.actions.compare import is_word_file
from mou_builder.check.checking import Checked, Ready, ready
from mou_builder.config.amendments import base_digest
from mou_builder.config.extending import standalone
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity, as_typed
from mou_builder.library.library import Library
from mou_builder.proposal.applying import digest_of
from mou_builder.proposal.proposal_text import (
    example_of,
    new_proposal_text,
    proposal_text,
    remarks_of,
)
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source, legible


def proposal_in(
    data: bytes, file: str, checked: Checked, library: Library, template: bytes
) -> tuple[Source, list[str]]:
    """Return the proposal that a file holds, and remarks on what it leaves out.

    That is the file itself where it is YAML; of a Word file of ours, it is what is marked in it.
    Raises `Refused` for a file that cannot be read as either.
    """
    if is_word_file(data, file):
        return _marked_proposal(data, file, ready(checked).source, library, template)
    return yaml_source.parse(data, file), []


def _marked_proposal(
    data: bytes, file: str, config: Source, library: Library, template: bytes
) -> tuple[Source, list[str]]:
    """Return the proposal that a marked copy of a config's agreement makes.

    The copy is compared with ``config``; of a redline that is the side before its changes. Raises
    `Refused` as a review does, and MOU624 where nothing came back that a proposal can hold.
    """
    from mou_builder.actions.review import proposal_of, review_copy  # slow to load, and rare
    from mou_builder.word.package.opening import open_package
    from mou_builder.word.reading.source import read_source

    carried = read_source(open_package(data, file))
    sent = (carried.before or carried.config) if carried else b""
    made_from = (carried.before_name or carried.config_name) if carried else ""
    is_redline = carried is not None and bool(carried.before)
    if is_redline:
        found = proposal_of(review_copy(data, file, library, template, before=config))
    else:
        found = proposal_of(review_copy(data, file, library, template, config))
    base = PurePath(config.file).name
    is_other = bool(sent) and _digest_of_words(sent) != _digest_of_words(
        standalone(config).encode()
    )
    kind = "redline" if is_redline else "copy"
    other = f"this {kind} was made from {made_from}, which says other things than {base}"
    if found.proposal is None:
        message = "nothing is marked in this copy that a proposal could hold"
        hint = f"see what was done: mou review {as_typed(file)}"
        if is_other:
            message = f"{other}, and nothing is marked in it that a proposal could hold"
            line = f"mou amend {as_typed(made_from)} {as_typed(file)}"
            hint = f"name the agreement that it changes: {line}"
        raise Refused((Diagnostic("MOU624", Severity.ERROR, message, Place(file), hint),))
    name = f"{PurePath(file).stem}-proposal.yaml"
    remarks = [f"Read against {base}: {other}"] if is_other else []
    remarks += remarks_of(found.left_out, found.rejected)
    text = proposal_text(found.proposal, base, name, remarks)
    return yaml_source.parse(text.encode(), name), remarks


def _digest_of_words(config: bytes) -> str:
    """Return a digest of what a config says of its agreement, its record aside."""
    try:
        return base_digest(yaml_source.parse(config, "").data)
    except Refused:
        return ""


def new_proposal(checked: Ready, today: date) -> tuple[str, str]:
    """Return the name and the text of a proposal to start from."""
    config = PurePath(checked.source.file)
    name = f"{config.stem}-proposal.yaml"
    example = example_of(checked.config, checked.model, checked.source)
    digest, day = digest_of(checked.source), today.isoformat()
    return name, new_proposal_text(legible(config.name), legible(name), digest, example, day)
