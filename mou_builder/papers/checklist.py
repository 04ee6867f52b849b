"""The checklist of a renewal packet: each requirement, and whether the next term meets it."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.agreement.document import Agreement
from mou_builder.check.satisfaction import RequirementState, Satisfaction
from mou_builder.config.config import Acceptance
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.papers.paper import paper, parties_of, section, table, words
from mou_builder.patterns import pattern
from mou_builder.report.checklist_text import count_met
from mou_builder.report.diagnostics.on_pages import in_titles

_CLAUSE = pattern(r"clause ([a-z0-9-]+)")
_STATES = {
    RequirementState.MET: "met",
    RequirementState.OPEN: "open",
    RequirementState.UNMET: "not met",
}
_UNMET = "MOU350"
"""The code of an unmet requirement, which a config names when the parties accept one."""


def checklist(
    agreement: Agreement,
    model: Model,
    sets: Sequence[tuple[RequirementSet, Sequence[Satisfaction]]],
    accepted: Sequence[Acceptance] = (),
) -> Agreement:
    """Return the checklist of every requirement set, with what satisfies each requirement.

    A requirement that is not met, but ``accepted`` by the parties, is listed with their reason.
    """
    numbers = {each.id: each.number for each in agreement.provisions}

    def where(by: str) -> str:
        """Name clauses by their numbers in the agreement, and everything else by its title."""
        numbered = _CLAUSE.sub(
            lambda found: f"clause {numbers[found[1]]}" if found[1] in numbers else found[0], by
        )
        return in_titles(numbered, model)

    sections = []
    for wanted, found in sets:
        lead = f"{met_text(wanted, found, accepted)} Source: {wanted.source}."
        if wanted.partial:
            lead += f" Read: {wanted.was_read}. Not read: {wanted.not_read}."
        rows = [
            (
                each.requirement.title,
                _state(wanted, each, accepted) + (f": {where(each.by)}" if each.met else ""),
                each.requirement.basis.replace("§ ", "§\N{NO-BREAK SPACE}"),
            )
            for each in found
        ]
        made = table(("Requirement", "Status", "Legal basis"), rows)
        sections.append(section(wanted.id, wanted.title, [words(lead), made]))
    return paper(
        agreement,
        "Checklist of Requirements",
        f"for the agreement {parties_of(agreement)}",
        "What the next term's agreement must contain, and where it does.",
        sections,
    )


def met_text(
    wanted: RequirementSet, found: Sequence[Satisfaction], accepted: Sequence[Acceptance]
) -> str:
    """Return how many requirements of a set are met, accepted and not met, in sentences."""
    met = sum(each.met for each in found)
    allowed = sum(not each.met and acceptance_of(wanted, each, accepted) != "" for each in found)
    text = count_met(wanted, found)
    if allowed:
        text += f"; {allowed} not met and accepted by the parties, with their reason"
    if left := len(found) - met - allowed:
        text += f"; {left} not met"
    return f"{text}. This is not the whole law." if wanted.partial else f"{text}."


def acceptance_of(
    wanted: RequirementSet, each: Satisfaction, accepted: Sequence[Acceptance]
) -> str:
    """Return why the parties accept that a requirement is not met; "" if they do not."""
    about = f"{wanted.id}/{each.requirement.id}"
    reasons = (one.because for one in accepted if one.code == _UNMET and one.about in (about, None))
    return next(reasons, "")


def _state(wanted: RequirementSet, each: Satisfaction, accepted: Sequence[Acceptance]) -> str:
    reason = "" if each.met else acceptance_of(wanted, each, accepted)
    return f"accepted: {reason}" if reason else _STATES[each.state]
