"""A marked-up Word file of ours taken as a proposal: between core and command line."""

from __future__ import annotations

from pathlib import PurePath

from mou_builder.actions.review import proposal_of, review_copy
from mou_builder.config.amendments import base_digest
from mou_builder.config.extending import standalone
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.library.library import Library
from mou_builder.proposal.proposal_text import proposal_text
from mou_builder.word.package.opening import open_package
from mou_builder.word.reading.source import read_source
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source


def proposal_in(
    data: bytes, file: str, config: Source, library: Library, template: bytes
) -> tuple[Source, tuple[str, ...]]:
    """Return the proposal that a marked copy of a config's agreement makes, and what it leaves out.

    The copy is compared with ``config``; of a redline that is the side before its changes. Raises
    `Refused` as a review does, and MOU624 where nothing came back that a proposal can hold.
    """
    carried = read_source(open_package(data, file))
    sent = (carried.before or carried.config) if carried else b""
    made_from = (carried.before_name or carried.config_name) if carried else ""
    is_redline = carried is not None and bool(carried.before)
    if is_redline:
        found = proposal_of(review_copy(data, file, library, template, before=config))
    else:
        found = proposal_of(review_copy(data, file, library, template, config))
    base = PurePath(config.file).name
    is_other = bool(sent) and _says(sent) != _says(standalone(config).encode())
    kind = "redline" if is_redline else "copy"
    other = f"this {kind} was made from {made_from}, which says other things than {base}"
    if found.proposal is None:
        message = "nothing is marked in this copy that a proposal could hold"
        hint = f"see what was done: mou review {file}"
        if is_other:
            message = f"{other}, and nothing is marked in it that a proposal could hold"
            hint = f"name the agreement that it changes: mou amend {made_from} {file}"
        raise Refused((Diagnostic("MOU624", Severity.ERROR, message, Place(file), hint),))
    name = f"{PurePath(file).stem}-proposal.yaml"
    left: tuple[str, ...] = (f"Read against {base}: {other}",) if is_other else ()
    left += tuple(f"Not in this proposal: {each}" for each in found.left_out)
    left += tuple(f"Rejected by the other side: {each}" for each in found.rejected)
    text = proposal_text(found.proposal, base, name, left)
    return yaml_source.parse(text.encode(), name), left


def _says(config: bytes) -> str:
    """Return what a config says of its agreement, whatever was put on record since."""
    try:
        return base_digest(yaml_source.parse(config, "").data)
    except Refused:
        return ""
