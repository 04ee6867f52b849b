"""The states of a config that can be looked at: as saved, as it was before, as git has it."""

from __future__ import annotations

from datetime import datetime

from mou_builder.frozen import dataclass
from mou_builder.web.folder.config_folder import ConfigFolder
from mou_builder.web.folder.git import commits_of, committed
from mou_builder.web.folder.history import SavedState

NOW = ""
_KEPT, _COMMIT = "kept", "git"


@dataclass(frozen=True)
class KnownState:
    """A state of a config by its id; ``when`` is None for the one that is saved now.

    One that a save here replaced has the moment of that save, one in git that of its commit.
    """

    id: str
    when: datetime | None
    by: str = ""
    title: str = ""


def states_of(folder: ConfigFolder, name: str) -> list[KnownState]:
    """Return every state of a config that is known, the newest first; raise `UnknownName`."""
    folder.path(name)
    kept = [
        KnownState(f"{_KEPT}:{each.id}", each.when, each.by, _title_of_state(each))
        for each in folder.history.of(name)
    ]
    commits = [
        KnownState(f"{_COMMIT}:{each.id}", each.when, each.by, each.title)
        for each in commits_of(folder.root, name)
    ]
    before = sorted([*kept, *commits], key=_timestamp)
    return [KnownState(NOW, None), *reversed(before)]


def content_of(folder: ConfigFolder, name: str, id_: str) -> bytes:
    """Return the content of a state; raise LookupError for one that is not known."""
    if id_ == NOW:
        return folder.read(name).data
    kind, _, rest = id_.partition(":")
    folder.path(name)
    if kind == _KEPT:
        return folder.history.read(name, rest)
    if kind == _COMMIT:
        return committed(folder.root, name, rest)
    raise LookupError(id_)


def _title_of_state(each: SavedState) -> str:
    return "before an undo" if each.was_undone else "before a save"


def _timestamp(each: KnownState) -> float:
    return each.when.timestamp() if each.when else 0.0
