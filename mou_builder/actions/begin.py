"""Beginning an agreement: from its model, and from what the law of its state asks for.

No files, no terminal: answers come in as values, and the text of a config goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mou_builder.check.checking import check
from mou_builder.check.codes import OPEN_CODES
from mou_builder.diagnostic import Diagnostic
from mou_builder.drafting.interview.config_text import config_text
from mou_builder.drafting.interview.proposed import (
    ProposedByLaw,
    model_for,
    proposed_for,
    sets_for,
)
from mou_builder.drafting.interview.question import Answers
from mou_builder.drafting.interview.questions import OPT_IN, REQUIREMENTS
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.states import State
from mou_builder.report.clause_preview import clause_preview
from mou_builder.yamltext.source import Path, Plain, Source, parse


@dataclass(frozen=True)
class Beginning:
    """What a new config begins from: its model, and the state whose law applies, if it is known."""

    library: Library
    model: Model
    state: State | None = None

    @cached_property
    def sets(self) -> dict[str, str]:
        """The requirement sets that it may be held to, with their titles."""
        return sets_for(self.model, self.state.code if self.state else "", self.library)

    @cached_property
    def proposed(self) -> ProposedByLaw:
        """What the law of the state asks for; nothing where no state is known."""
        if self.state is None:
            return ProposedByLaw()
        return proposed_for(self.state, self.model, self.library)

    @property
    def proposed_answers(self) -> dict[Path, Plain]:
        """What is proposed, as the answers that would say it."""
        proposed = self.proposed
        return {REQUIREMENTS: [*proposed.sets], OPT_IN: [*proposed.clauses], **proposed.values}

    def with_state(self, answers: Answers) -> dict[Path, Plain]:
        """Return answers with the state, which they may name themselves."""
        return {**({("state",): self.state.name} if self.state else {}), **answers}

    def with_proposed(self, answers: Answers) -> dict[Path, Plain]:
        """Return answers with the state and what is proposed for it; the opt-in clauses of both."""
        both = {**self.proposed_answers, **self.with_state(answers)}
        if isinstance(chosen := answers.get(OPT_IN), list):
            both[OPT_IN] = [*chosen, *self.proposed.clauses]
        return both

    def text(self, answers: Answers) -> str:
        """Return a commented config that says what is answered."""
        return config_text(self.model, answers, list(self.sets))

    def _source(self, answers: Answers) -> Source:
        return parse(self.text(answers).encode(), "answers")

    def faults(self, answers: Answers, path: Path) -> list[Diagnostic]:
        """Return what is wrong with the answers in the part of the config that ``path`` is in.

        That is a row of a table, or all of a clause. What is still lacking is not wrong.
        """
        source = self._source(answers)
        part = path if isinstance(path[-1], int) else path[:2]
        places = {
            place for at, place in source.values.items() if at[: len(part)] == part and len(at) > 1
        }
        found = check(source, self.library).diagnostics
        return [each for each in found if each.place in places and each.code not in OPEN_CODES]

    def preview(self, answers: Answers, clause: str) -> list[str]:
        """Return the paragraphs of a clause as it prints with the answers."""
        return clause_preview(self.model, clause, self._source(answers).data)


def beginning(
    library: Library,
    state: State | None,
    model: str | None = None,
    earlier: Mapping[str, Plain] | None = None,
) -> Beginning:
    """Return what a config begins from: the model that is named, or the one for its state.

    What is not said otherwise is as an ``earlier`` session has it. Raises `Refused` (MOU206) for a
    model that the library does not have.
    """
    before = earlier or {}
    known = state or library.states.find(str(before.get("state") or ""))
    named = str(before.get("model") or "")
    usual = named if named in library.model_ids else model_for(known, library)
    return Beginning(library, library.model(model or usual), known)


def empty_config(state: State | None, library: Library) -> str:
    """Return a commented config for a state, with what its law asks for and nothing filled in."""
    begun = beginning(library, state)
    return begun.text(begun.with_proposed({}) if state else {})
