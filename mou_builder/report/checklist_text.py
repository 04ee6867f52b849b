"""A requirement set as a checklist, with what each agreement satisfies."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mou_builder.agreement.wording import long_date
from mou_builder.check.satisfaction import RequirementState, Satisfaction
from mou_builder.library.requirement import RequirementSet

_WIDTH = 92
_BOX = {RequirementState.MET: "[x]", RequirementState.OPEN: "[?]", RequirementState.UNMET: "[ ]"}


def checklist_text(
    wanted: RequirementSet, of_configs: Sequence[tuple[str, Sequence[Satisfaction]]]
) -> str:
    """Return the set with an empty box for each requirement, or a list for each config."""
    return "\n".join(_lines(wanted, of_configs)) + "\n"


def _lines(
    wanted: RequirementSet, of_configs: Sequence[tuple[str, Sequence[Satisfaction]]]
) -> Iterator[str]:
    yield f"{wanted.id}: {wanted.title}"
    yield from textwrap.wrap(f"Source: {wanted.source}; read {long_date(wanted.read)}", _WIDTH)
    if wanted.models:
        yield f"For the models: {', '.join(wanted.models)}"
    if not of_configs:
        for requirement in wanted.requirements:
            need = f"({requirement.severity.value} if lacking)"
            yield ""
            yield from _wrapped(f"[ ] {requirement.title} {need}", "    ")
            yield from _indented(f"basis: {requirement.basis}")
            if requirement.hint:
                yield from _indented(requirement.hint)
    for name, found in of_configs:
        met = sum(each.met for each in found)
        yield ""
        yield f"{name}: {met} of {len(found)} requirements are met"
        for each in found:
            yield from _wrapped(f"{_BOX[each.state]} {each.requirement.title}", "    ")
            yield from _indented(f"{_lead(each.state)}: {each.by}")
            yield from _indented(f"basis: {each.requirement.basis}")


def _lead(state: RequirementState) -> str:
    match state:
        case RequirementState.MET:
            return "met by"
        case RequirementState.OPEN:
            return "waits for"
        case RequirementState.UNMET:
            return "would be met by"


def _wrapped(text: str, further: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=further)


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")
