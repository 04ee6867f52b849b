"""A library: models and requirement sets, each loaded once and only when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mou_builder.library.files import LibraryFiles, model_ids, requirement_set_ids
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet

if TYPE_CHECKING:
    from mou_builder.library.states import States


class Library:
    """The models and requirement sets of a tree of files."""

    def __init__(self, files: LibraryFiles) -> None:
        self.files = files
        self._models: dict[str, Model] = {}
        self._requirement_sets: dict[str, RequirementSet] = {}

    def model(self, id_wanted: str) -> Model:
        """Return a model; raise `Refused` if there is none of that id or it has faults."""
        if id_wanted not in self._models:
            from mou_builder.library.reading.models import (
                load_model,  # not needed for one that was kept
            )

            self._models[id_wanted] = load_model(self.files, id_wanted)
        return self._models[id_wanted]

    @cached_property
    def model_ids(self) -> tuple[str, ...]:
        """The ids of all models, sorted."""
        return model_ids(self.files)

    @cached_property
    def states(self) -> States:
        """The states, as the library names them."""
        from mou_builder.library.states import load_states

        return load_states(self.files)

    @cached_property
    def requirement_set_ids(self) -> tuple[str, ...]:
        """The ids of all requirement sets, sorted."""
        return requirement_set_ids(self.files)

    def sets_of(self, state: str) -> tuple[RequirementSet, ...]:
        """Return the requirement sets that hold the law of the state of a code."""
        every = (self.requirement_set(each) for each in self.requirement_set_ids)
        return tuple(each for each in every if state in each.states)

    def requirement_set(self, id_wanted: str) -> RequirementSet:
        """Return a requirement set; raise `Refused` if there is none or it has faults."""
        if id_wanted not in self._requirement_sets:
            from mou_builder.library.reading.requirement_sets import load_requirement_set

            made = load_requirement_set(self.files, id_wanted)
            self._requirement_sets[id_wanted] = made
        return self._requirement_sets[id_wanted]
