"""A marked-up Word file of ours taken as a proposal: between core and command line."""

from __future__ import annotations

from pathlib import PurePath

from mou_builder.actions.review import proposal_of, review_copy
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
    if carried is not None and carried.before:
        found = proposal_of(review_copy(data, file, library, template, before=config))
    else:
        found = proposal_of(review_copy(data, file, library, template, config))
    if found.proposal is None:
        message = "nothing is marked in this copy that a proposal could hold"
        hint = f"see what was done: mou review {file}"
        raise Refused((Diagnostic("MOU624", Severity.ERROR, message, Place(file), hint),))
    name = f"{PurePath(file).stem}-proposal.yaml"
    left = tuple(f"Not in this proposal: {each}" for each in found.left_out)
    left += tuple(f"Rejected by the other side: {each}" for each in found.rejected)
    text = proposal_text(found.proposal, PurePath(config.file).name, name, left)
    return yaml_source.parse(text.encode(), name), left
