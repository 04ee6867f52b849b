"""Configs of a folder by name, read and saved whole; nothing newer is ever overwritten.

A name that a request gives is looked up in the listing of the folder and never joined to a path, so
that there is nothing to escape with. A save names the state that it was made from; when the file
has another by then, the save is refused with both.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from threading import RLock

from mou_builder.config.extending import extended
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.disk.files import read_file, write_file
from mou_builder.disk.kinds import refuse_other_kinds
from mou_builder.disk.listing import CONFIG_ENDINGS, configs_in, files_in
from mou_builder.web.folder.history import SavedState, SavedStates
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import MAX_BYTES, Source

_NEW_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.yaml")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\.yaml")
"""Names that Windows keeps for itself."""


class UnknownName(LookupError):
    """A name that is not in the listing of the folder."""


@dataclass(frozen=True)
class FileState:
    """What a file holds at one moment, and what tells it from any other state."""

    data: bytes
    digest: str

    @staticmethod
    def of(data: bytes) -> FileState:
        """Return the state of a file with this content."""
        return FileState(data, hashlib.sha256(data).hexdigest())


class SavedMeanwhile(Exception):
    """A save that was made from an older state; ``theirs`` is what the file holds now."""

    def __init__(self, theirs: FileState, ours: bytes) -> None:
        super().__init__("the file was saved meanwhile")
        self.theirs = theirs
        self.ours = ours


class ConfigFolder:
    """The configs below a folder, by their names as seen from it (``north/maple.yaml``)."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.history = SavedStates(self.root)
        self._lock = RLock()

    def names(self) -> tuple[str, ...]:
        """Return the names of all configs; none where the folder has none."""
        with suppress(Refused):
            return tuple(self._known(each.path for each in configs_in([self.root])))
        return ()

    def documents(self, endings: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of all other files with such an ending."""
        return tuple(self._known(each.path for each in files_in([self.root], endings)))

    def path(self, name: str) -> Path:
        """Return where a config is; raise `UnknownName` unless the folder has it."""
        return self._listed(name, CONFIG_ENDINGS)

    def document(self, name: str, endings: tuple[str, ...]) -> Path:
        """Return where another file is; raise `UnknownName` unless the folder has it."""
        return self._listed(name, endings)

    def read(self, name: str) -> FileState:
        """Read a config; raise `UnknownName`, and `Refused` where it cannot be read."""
        return FileState.of(self._bytes(self.path(name), name))

    def source(self, name: str, data: bytes | None = None) -> Source:
        """Return a config with what it extends, as it is saved or with the content ``data``.

        Its places name files as seen from the folder. A base outside of the folder is refused.
        Raises `UnknownName`, and `Refused` with what keeps it from being read.
        """
        content = self.read(name).data if data is None else data
        refuse_other_kinds(content, name)
        return extended(yaml_source.parse(content, name), self._base)

    def save(self, name: str, data: bytes, made_from: str, by: str) -> FileState:
        """Save a config that was made from the state with the digest ``made_from``.

        The state that it replaces goes into the history. Raises `SavedMeanwhile` when the file has
        another state by now, `UnknownName` when it is gone, and `Refused`.
        """
        with self.locked():
            return self._replace(name, data, made_from, by)

    def create(self, name: str, data: bytes) -> FileState:
        """Write a new config; raise `Refused` (MOU705) where there is one, ValueError for a name.

        Its name has small letters, digits and hyphens, and ends in .yaml, which every system takes.
        """
        if not _NEW_NAME.fullmatch(name) or _RESERVED.fullmatch(name):
            message = (
                "a file's name has small letters, digits and hyphens, such as maple-grove.yaml"
            )
            raise ValueError(message)
        with self.locked():
            write_file(self.root / name, data)
            return FileState.of(data)

    def undo(self, name: str, made_from: str, by: str) -> SavedState:
        """Take the last save back; raise LookupError where there is none.

        What is taken back stays in the history, for whoever wants it again.
        """
        with self.locked():
            last = next((each for each in self.history.of(name) if not each.was_undone), None)
            if last is None:
                raise LookupError("there is nothing to take back")
            data = self.history.read(name, last.id)
            self._replace(name, data, made_from, by, was_undone=True)
            self.history.forget(name, last.id)
            return last

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one thread at a time read a state and write upon it."""
        with self._lock:
            yield

    def _replace(
        self, name: str, data: bytes, made_from: str, by: str, *, was_undone: bool = False
    ) -> FileState:
        now = self.read(name)
        if now.digest != made_from:
            raise SavedMeanwhile(now, data)
        if now.data != data:
            self.history.keep(name, now.data, by, was_undone=was_undone)
            write_file(self.path(name), data, force=True)
        return FileState.of(data)

    def _listed(self, name: str, endings: tuple[str, ...]) -> Path:
        for each in files_in([self.root], endings):
            if name in self._known([each.path]):
                return each.path
        raise UnknownName(name)

    def _base(self, name: str) -> Source:
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root):
            message = "this file is outside of the folder that the workbench is over"
            raise Refused((Diagnostic("MOU703", Severity.ERROR, message, Place(name)),))
        return yaml_source.parse(self._bytes(path, name), name)

    def _bytes(self, path: Path, name: str) -> bytes:
        """Read a file, and let what keeps it from being read name it as seen from the folder."""
        try:
            return read_file(path, MAX_BYTES)
        except Refused as refused:
            found = (replace(each, place=Place(name)) for each in refused.diagnostics)
            raise Refused(tuple(found)) from None

    def _known(self, paths: Iterable[Path]) -> Iterator[str]:
        """Yield the names of files that are in the folder in truth, and not by a link."""
        for path in paths:
            with suppress(OSError):
                if path.resolve().is_relative_to(self.root):
                    yield PurePosixPath(path.relative_to(self.root)).as_posix()
