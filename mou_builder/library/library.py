"""A library: models and requirement sets, each loaded once and only when it is asked for."""

from __future__ import annotations

from mou_builder.library.files import LibraryFiles
from mou_builder.library.load import REQUIREMENTS, load_model, model_ids
from mou_builder.library.model import Model


class Library:
    """The models and requirement sets of a tree of files."""

    def __init__(self, files: LibraryFiles) -> None:
        self.files = files
        self._models: dict[str, Model] = {}

    def model(self, id_wanted: str) -> Model:
        """Return a model; raise `Refused` if there is none of that id or it has faults."""
        if id_wanted not in self._models:
            self._models[id_wanted] = load_model(self.files, id_wanted)
        return self._models[id_wanted]

    @property
    def model_ids(self) -> tuple[str, ...]:
        """The ids of all models, sorted."""
        return model_ids(self.files)

    @property
    def requirement_set_ids(self) -> tuple[str, ...]:
        """The ids of all requirement sets, sorted."""
        names = self.files.names(REQUIREMENTS)
        return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))
