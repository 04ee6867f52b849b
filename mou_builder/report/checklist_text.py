"""A requirement set as a checklist, with what each agreement satisfies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.agreement.wording import counted, long_date
from mou_builder.check.satisfaction import RequirementState, Satisfaction
from mou_builder.frozen import dataclass
from mou_builder.library.requirement import RequirementSet
from mou_builder.yamltext.source import Source

_BOX = {RequirementState.MET: "[x]", RequirementState.OPEN: "[?]", RequirementState.UNMET: "[ ]"}


@dataclass(frozen=True)
class HeldConfig:
    """A config compared with a set: its name, its text, and how each requirement is met."""

    name: str
    source: Source
    found: Sequence[Satisfaction]


def checklist_text(wanted: RequirementSet, of_configs: Sequence[HeldConfig]) -> str:
    """Return the set with an empty box for each requirement, or a list for each config."""
    return "\n".join(_checklist_lines(wanted, of_configs)) + "\n"


def _set_lines(wanted: RequirementSet) -> Iterator[str]:
    read = f"read {long_date(wanted.read)}"
    if wanted.read_at.how:
        read += f" ({wanted.read_at.how})"
    yield f"Source: {wanted.source}; {read}"
    if wanted.read_at.address:
        yield wanted.read_at.address
    if wanted.binds:
        yield f"Binds: {wanted.binds}"
    if wanted.read_at.since:
        yield f"Holds since: {wanted.read_at.since}"
    if wanted.models:
        yield f"For the models: {', '.join(wanted.models)}"
    if wanted.partial:
        yield f"Not the whole law. Read: {wanted.was_read}. Not read: {wanted.not_read}."
    yield from (f"Note: {each}" for each in wanted.notes)


def _checklist_lines(wanted: RequirementSet, of_configs: Sequence[HeldConfig]) -> Iterator[str]:
    yield f"{wanted.id}: {wanted.title}"
    yield from _set_lines(wanted)
    if not of_configs:
        for requirement in wanted.requirements:
            need = f"({requirement.severity.value} if lacking)"
            yield ""
            yield f"[ ] {requirement.title} {need}"
            yield f"    basis: {requirement.basis}"
            if requirement.hint:
                yield f"    {requirement.hint}"
    for held in of_configs:
        yield ""
        yield f"{held.name}: {count_met(wanted, held.found)}"
        for each in held.found:
            yield f"{_BOX[each.state]} {each.requirement.title}"
            place = _place_in_config(each, held.source)
            yield f"    {_lead_of_state(each.state)}: {each.by}{place}"
            yield f"    basis: {each.requirement.basis}"


def count_met(wanted: RequirementSet, found: Sequence[Satisfaction]) -> str:
    """Return ``20 of 21 requirements are met``; of a partial set, ``… that were read are met``."""
    met = sum(each.met for each in found)
    read = (" that was read" if len(found) == 1 else " that were read") if wanted.partial else ""
    verb = "is" if met == 1 else "are"
    return f"{met} of {counted(len(found), 'requirement')}{read} {verb} met"


def _place_in_config(each: Satisfaction, source: Source) -> str:
    """Return the place in the config of what satisfies a requirement, if the config says it."""
    if each.state is RequirementState.UNMET or each.path not in source.values:
        return ""
    place = source.key_place(each.path)
    return f" ({place.file}:{place.line})"


def _lead_of_state(state: RequirementState) -> str:
    match state:
        case RequirementState.MET:
            return "met by"
        case RequirementState.OPEN:
            return "waits for"
        case RequirementState.UNMET:
            return "would be met by"
