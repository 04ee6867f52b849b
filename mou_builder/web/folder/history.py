"""The states that configs had before each save: kept beside them, and bounded."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote

from mou_builder.disk.files import read_file, write_file
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.yamltext.source import MAX_BYTES

FOLDER = ".mou-history"
MOST_KEPT = 50
"""States of each config."""
_FILE = pattern(r"(\d{8}T\d{12})-(saved|undone)-(.{0,200})\.yaml")
_TIME = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class SavedState:
    """A state that a config had until ``when``, and who replaced it, by a save or by an undo."""

    id: str
    when: datetime
    by: str
    was_undone: bool = False


class SavedStates:
    """The history of every config of a folder, in a hidden folder of its own."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def of(self, name: str) -> list[SavedState]:
        """Return the states of a config, the newest first."""
        found = []
        with suppress(OSError):
            for each in self._folder_of(name).iterdir():
                match = _FILE.fullmatch(each.name)
                if match:
                    when = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                    found.append(
                        SavedState(each.name, when, unquote(match[3]), match[2] == "undone")
                    )
        return sorted(found, key=lambda each: each.id, reverse=True)

    def read(self, name: str, id_: str) -> bytes:
        """Return a state; raise LookupError for one that is not in the history."""
        if id_ not in {each.id for each in self.of(name)}:
            raise LookupError(id_)
        return read_file(self._folder_of(name) / id_, MAX_BYTES)

    def keep(self, name: str, data: bytes, by: str, *, was_undone: bool = False) -> str:
        """Keep a state that is about to be replaced, drop the oldest, and return its id.

        It comes after all others, also where the clock was set back since the last one.
        """
        latest = [each.when + timedelta(microseconds=1) for each in self.of(name)[:1]]
        when, how = max([datetime.now(UTC), *latest]), "undone" if was_undone else "saved"
        id_ = f"{when.strftime(_TIME)}-{how}-{quote(by[:60], safe=' @')}.yaml"
        write_file(self._folder_of(name) / id_, data)
        for each in self.of(name)[MOST_KEPT:]:
            self.forget(name, each.id)
        return id_

    def forget(self, name: str, id_: str) -> None:
        """Drop a state."""
        with suppress(OSError):
            (self._folder_of(name) / id_).unlink()

    def _folder_of(self, name: str) -> Path:
        return self._folder / quote(name, safe="")
