"""Work that nobody has saved yet: kept beside the configs, so that no crash takes it away."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mou_builder.diagnostic import Refused
from mou_builder.disk.files import read_file, write_file
from mou_builder.yamltext.source import MAX_BYTES

FOLDER = ".mou-unsaved"


@dataclass(frozen=True)
class UnsavedWork:
    """The text that a config would have, and the digest of the state that it was made from."""

    text: str
    made_from: str


class Unsaved:
    """What each person has not saved of each config."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def find(self, name: str, by: str) -> UnsavedWork | None:
        """Return what a person has not saved of a config; None for nothing."""
        with suppress(Refused, ValueError, KeyError, TypeError):
            found = json.loads(read_file(self._file(name, by), 2 * MAX_BYTES))
            return UnsavedWork(str(found["text"]), str(found["made_from"]))
        return None

    def keep(self, name: str, by: str, work: UnsavedWork) -> None:
        """Keep what a person has not saved of a config."""
        data = json.dumps({"text": work.text, "made_from": work.made_from})
        write_file(self._file(name, by), data.encode(), force=True)

    def drop(self, name: str, by: str) -> None:
        """Forget it: it was saved, or thrown away."""
        with suppress(OSError):
            self._file(name, by).unlink()

    def _file(self, name: str, by: str) -> Path:
        return self._folder / f"{quote(name, safe='')}~{quote(by, safe='')}.json"
