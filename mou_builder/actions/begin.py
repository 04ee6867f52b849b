"""Beginning an agreement: from an empty config of one's state, or from that of the last term."""

from __future__ import annotations

from mou_builder.drafting.interview.config_text import config_text
from mou_builder.drafting.interview.proposed import model_for, proposed_for, sets_for
from mou_builder.drafting.interview.questions import OPT_IN, REQUIREMENTS
from mou_builder.library.library import Library
from mou_builder.library.states import State
from mou_builder.yamltext.source import Path, Plain


def empty_config(state: State | None, library: Library) -> str:
    """Return a commented config for a state, with what its law asks for and nothing filled in."""
    model = library.model(model_for(state, library))
    answers: dict[Path, Plain] = {}
    if state:
        proposed = proposed_for(state, model, library)
        answers[("state",)] = state.name
        answers[REQUIREMENTS] = list(proposed.sets)
        answers[OPT_IN] = list(proposed.clauses)
    sets = sets_for(model, state.code if state else "", library)
    return config_text(model, answers, list(sets))
