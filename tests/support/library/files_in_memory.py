"""Library files that a test writes as texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mou_builder.library.files import LibraryFile


@dataclass(frozen=True)
class FilesInMemory:
    """Library files given as a mapping of paths to texts."""

    texts: Mapping[str, str]
    verified: frozenset[str] = frozenset()

    def read(self, path: str) -> LibraryFile | None:
        text = self.texts.get(path)
        return None if text is None else LibraryFile(path, text.encode())

    def names(self, folder: str) -> tuple[str, ...]:
        start = f"{folder}/" if folder else ""
        inside = (path[len(start) :] for path in self.texts if path.startswith(start))
        return tuple(sorted({path.split("/")[0] for path in inside}))
