"""Configs of a folder by name, read and saved whole; nothing newer is ever overwritten.

A name that a request gives is looked up in the listing of the folder and never joined to a path, so
that no name leads out of the folder. A save names the state that it was made from; when the file
has another state by then, the save is refused with both.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath, PurePosixPath
from threading import RLock

from mou_builder.config.extending import extended
from mou_builder.diagnostic import Place, Refused, refusal
from mou_builder.disk.files import ChangedMeanwhile, replace_file, write_file
from mou_builder.disk.listing import configs_in, files_in, is_within
from mou_builder.disk.texts import read_text
from mou_builder.drafting.importing.file_name import everywhere, slug_of
from mou_builder.file_kinds import CONFIG_ENDINGS, ends_in
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.web.folder.history import SavedState, SavedStates
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Source

_LONGEST_NAME = 61
_NEW_NAME = pattern(rf"[a-z0-9][a-z0-9-]{{0,{_LONGEST_NAME - 1}}}\.yaml")
_NOT_IN_AN_ADDRESS = pattern(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_PLAIN = pattern(r"[^a-z0-9]+")
_MOST_REMEMBERED = 8_000_000
"""Bytes of the states that were read last, to tell which side of a conflict changed what."""


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

    def __init__(self, name: str, theirs: FileState, ours: bytes, made_from: str) -> None:
        super().__init__("the file was saved meanwhile")
        self.name = name
        self.theirs = theirs
        self.ours = ours
        self.made_from = made_from


class ConfigFolder:
    """The configs below a folder, by their names as seen from it (``north/maple.yaml``)."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.before_saving: Callable[[bytes, bytes], None] | None = None
        """Called with a state and the one that is to replace it; raises what forbids that."""
        self.history = SavedStates(self.root)
        self._lock = RLock()
        self._seen: OrderedDict[str, bytes] = OrderedDict()

    def names(self) -> tuple[str, ...]:
        """Return the names of all configs; none where the folder has none."""
        return tuple(self._names_of(self._configs()))

    def left_out(self) -> tuple[str, ...]:
        """Return the names of configs that no address can hold, each letter at fault as a mark."""
        found = (each.relative_to(self.root).as_posix() for each in self._configs())
        return tuple(
            _NOT_IN_AN_ADDRESS.sub("\N{REPLACEMENT CHARACTER}", name)
            for name in found
            if _NOT_IN_AN_ADDRESS.search(name)
        )

    def _configs(self) -> list[Path]:
        with suppress(Refused):
            return [each.path for each in configs_in([self.root])]
        return []

    def documents(self, endings: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of all other files with such an ending."""
        return tuple(self._names_of(each.path for each in files_in([self.root], endings)))

    def path(self, name: str) -> Path:
        """Return where a config is; raise `UnknownName` unless the folder has it."""
        return self._path_in_listing(name, CONFIG_ENDINGS)

    def has(self, name: PurePath) -> bool:
        """Tell whether the folder has a config of this name."""
        try:
            self.path(name.as_posix())
        except UnknownName:
            return False
        return True

    def document(self, name: str, endings: tuple[str, ...]) -> Path:
        """Return where another file is; raise `UnknownName` unless the folder has it."""
        return self._path_in_listing(name, endings)

    def read(self, name: str) -> FileState:
        """Read a config; raise `UnknownName`, and `Refused` where it cannot be read."""
        found = FileState.of(self._read_bytes(self.path(name), name))
        self._remember(found)
        return found

    def source(self, name: str, data: bytes | None = None) -> Source:
        """Return a config with what it extends, as it is saved or with the content ``data``.

        Its places name files as seen from the folder. A base outside of the folder is refused.
        Raises `UnknownName`, and `Refused` with what keeps it from being read.
        """
        content = self.read(name).data if data is None else data
        return extended(yaml_source.parse(content, name), self._read_base)

    def earlier(self, name: str, digest: str) -> bytes | None:
        """Return the state of a config with a digest, as it was read or saved here; None if lost.

        What an editor beside the browser replaced is known only if it was read here before.
        """
        if digest in self._seen:
            return self._seen[digest]
        for each in self.history.of(name):
            with suppress(Refused, LookupError):
                data = self.history.read(name, each.id)
                if FileState.of(data).digest == digest:
                    return data
        return None

    def save(self, name: str, data: bytes, made_from: str, by: str) -> FileState:
        """Save a config that was made from the state with the digest ``made_from``.

        The state that it replaces goes into the history. Raises `SavedMeanwhile` when the file has
        another state by now, `UnknownName` when it is gone, and `Refused`.
        """
        with self.locked():
            return self._replace(name, data, made_from, by)

    def create(self, name: str, data: bytes, beside: str = "", stem: str = "") -> str:
        """Write a new config, ``beside`` another one or in the folder itself, and return its name.

        Its name has small letters, digits and hyphens, and ends in .yaml, which every system takes;
        the ``stem`` that it has of the file beside it stays as it is. Raises `Refused` (MOU705)
        where there is one, ValueError for another name, and `UnknownName`.
        """
        typed = f"a{name.removeprefix(stem)}" if stem and name.startswith(stem) else name
        if not _NEW_NAME.fullmatch(typed) or everywhere(name) != name:
            message = "a file's name has small letters, digits and hyphens, such as"
            raise ValueError(f"{message} {plain_name(name) or 'maple-grove.yaml'}")
        folder = self.path(beside).parent if beside else self.root
        with self.locked():
            write_file(folder / name, data)
        return (folder / name).relative_to(self.root).as_posix()

    def keep_beside(self, name: str, folder: str, file: str, data: bytes) -> str:
        """Keep a file in a folder beside a config, and return its path from there.

        It gets a name that every system takes, and another one where that is taken by another file.
        Raises `UnknownName` where the folder is a link out of this one, and `Refused`.
        """
        beside = self.path(name).parent / folder
        if not is_within(beside, self.root):
            raise UnknownName(folder)
        plain = _plain_name(file)
        with self.locked():
            for number in range(1, 1000):
                path = beside / (f"{plain.stem}-{number}{plain.suffix}" if number > 1 else plain)
                if not path.exists():
                    write_file(path, data)
                    return path.relative_to(self.path(name).parent).as_posix()
                if path.is_file() and path.read_bytes() == data:
                    return path.relative_to(self.path(name).parent).as_posix()
        raise UnknownName(file)

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
        """Let one thread at a time read a state and replace it."""
        with self._lock:
            yield

    def _replace(
        self, name: str, data: bytes, made_from: str, by: str, *, was_undone: bool = False
    ) -> FileState:
        now = self.read(name)
        if now.digest != made_from:
            raise SavedMeanwhile(name, now, data, made_from)
        if now.data != data:
            if self.before_saving:
                self.before_saving(now.data, data)
            kept = self.history.keep(name, now.data, by, was_undone=was_undone)
            try:
                replace_file(self.path(name), data, now.data)
            except ChangedMeanwhile:  # by an editor, or another server
                self.history.forget(name, kept)
                raise SavedMeanwhile(name, self.read(name), data, made_from) from None
        return FileState.of(data)

    def _remember(self, state: FileState) -> None:
        with self._lock:
            self._seen[state.digest] = state.data
            self._seen.move_to_end(state.digest)
            while sum(map(len, self._seen.values())) > _MOST_REMEMBERED:
                self._seen.popitem(last=False)

    def _path_in_listing(self, name: str, endings: tuple[str, ...]) -> Path:
        """Return the path of a file; each part of its name is looked up in a listing."""
        found = self.root
        for part in name.split("/"):
            if part.startswith((".", "~$")) or part not in _names_in_folder(found):
                raise UnknownName(name)
            found /= part
        if ends_in(found.name, endings) and found.is_file() and name in self._names_of([found]):
            return found
        raise UnknownName(name)

    def _read_base(self, name: str) -> Source:
        path = self.root / name
        if not is_within(path, self.root):
            message = "this file is outside of the folder that the workbench is over"
            raise refusal("MOU703", name, message, "move what it extends into that folder")
        return yaml_source.parse(self._read_bytes(path, name), name)

    def _read_bytes(self, path: Path, name: str) -> bytes:
        """Read a file; what is said where it cannot be read names it as seen from the folder."""
        try:
            return read_text(path)
        except Refused as refused:
            found = (replace(each, place=Place(name)) for each in refused.diagnostics)
            raise Refused(tuple(found)) from None

    def _names_of(self, paths: Iterable[Path]) -> Iterator[str]:
        """Yield the names of files that are really in the folder, and that an address can hold."""
        for path in paths:
            name = PurePosixPath(path.relative_to(self.root)).as_posix()
            if is_within(path, self.root) and not _NOT_IN_AN_ADDRESS.search(name):
                yield name


def plain_name(called: str) -> str:
    """Return the name of a new config that a person calls so; "" if that has no plain letter."""
    stem = slug_of(called.removesuffix(".yaml"))[:_LONGEST_NAME].strip("-")
    name = f"{stem}.yaml"
    return (name if everywhere(name) == name else f"agreement-{name}") if stem else ""


def _plain_name(file: str) -> PurePosixPath:
    given = PurePosixPath(file)
    stem = _NOT_PLAIN.sub("-", given.stem.lower()).strip("-")[:60] or "copy"
    if everywhere(stem) != stem:
        stem = f"copy-{stem}"
    return PurePosixPath(f"{stem}.{_NOT_PLAIN.sub('', given.suffix.lower())}")


def _names_in_folder(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir()]
    except OSError:  # no folder, or none that may be read
        return []
