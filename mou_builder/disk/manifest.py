"""What was made from what, and so what is to be made again: a database beside the outputs.

For each config it has the digest of all that the outputs were made from (the config and what it
extends, the library, the template, the program and what was asked for) and a digest of each output.
An output that a person has changed since is not ours to overwrite.

A database, because a run of every district of the nation would otherwise hold the whole record in
memory, and write all of it again for every few outputs.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mou_builder.disk.files import told_if_unwritable
from mou_builder.disk.leftovers import temporary_name
from mou_builder.frozen import dataclass

if TYPE_CHECKING:
    import sqlite3  # loaded where a record is kept: start-up time is felt

NAME = ".mou-made.sqlite"
_FORM = 2
_TABLE = "CREATE TABLE IF NOT EXISTS made (config BLOB PRIMARY KEY, inputs TEXT, outputs TEXT)"


@dataclass(frozen=True)
class RecordedOutputs:
    """What one config was made into: the digest of what went in, and of each output by name."""

    inputs: str
    outputs: Mapping[str, str]


def digest(parts: Iterable[bytes]) -> str:
    """Return the digest of several texts, each told from the next."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def content_digest(data: bytes) -> str:
    """Return the digest of an output."""
    return hashlib.sha256(data).hexdigest()


def digest_of_files(folders: Iterable[Path], pattern: str = "*") -> str:
    """Return the digest of all files below folders, with their names."""
    return digest(_names_and_contents(folders, pattern))


def _names_and_contents(folders: Iterable[Path], pattern: str) -> Iterator[bytes]:
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield os.fsencode(path.relative_to(folder))
                yield path.read_bytes()


class Manifest:
    """The record of one folder of outputs, by config as its outputs are named.

    What is noted is in the file at once: a run that is killed loses nothing of it. A file that is
    no such record counts as none, and is replaced when there is something to note.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._database = _opened(self._path)

    def of(self, name: str) -> RecordedOutputs | None:
        """Return what is recorded of the config whose outputs are so called.

        What cannot be read counts as not recorded.
        """
        if self._database is None:
            return None
        import sqlite3

        asked = "SELECT inputs, CAST(outputs AS BLOB) FROM made WHERE config = ?"
        with suppress(sqlite3.DatabaseError, ValueError):
            key = (os.fsencode(name),)  # a name need not be text
            found = self._database.execute(asked, key).fetchone()
            outputs = json.loads(found[1]) if found else None
            if isinstance(outputs, dict):
                return RecordedOutputs(found[0], outputs)
        return None

    def note(self, name: str, made: RecordedOutputs) -> None:
        """Record what was made; outputs in other formats stay known as ours.

        Raises `Refused` (MOU706, MOU707) where it cannot be written.
        """
        import sqlite3

        before = self.of(name)
        outputs = {**(before.outputs if before else {}), **made.outputs}
        row = (os.fsencode(name), made.inputs, json.dumps(outputs))
        with told_if_unwritable(self._path):
            try:
                self._write(row)
            except sqlite3.Error:  # another run has begun the record anew meanwhile
                self.close()
                self._database = None
                try:
                    self._write(row)
                except sqlite3.Error as fault:
                    is_full = getattr(fault, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
                    raise OSError(errno.ENOSPC if is_full else errno.EIO, str(fault)) from fault

    def _write(self, row: tuple[bytes, str, str]) -> None:
        self._database = self._database or _opened(self._path) or _begun(self._path)
        self._database.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Leave the file to others."""
        if self._database is not None:
            self._database.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open a record; None for what is none, one of another form, or a damaged one."""
    import sqlite3

    if not path.is_file():
        return None
    database = sqlite3.connect(path, isolation_level=None)
    with suppress(sqlite3.DatabaseError):
        _set_up(database)
        database.execute("SELECT config, inputs, outputs FROM made LIMIT 0")
        is_whole = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        if is_whole and database.execute("PRAGMA user_version").fetchone() == (_FORM,):
            return database
    database.close()
    return None


def _set_up(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA synchronous = OFF")  # after a power cut, outputs are read again
    database.execute("PRAGMA cache_size = -256")  # kilobytes: each line is asked for once


def _begun(path: Path) -> sqlite3.Connection:
    """Begin a record, in the place of a file that is none; whole, as other runs may look for it."""
    import sqlite3

    new = temporary_name(path)
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as database:
            _set_up(database)
            database.execute(_TABLE)
            database.execute(f"PRAGMA user_version = {_FORM}")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    _set_up(database)
    return database


def made_of(inputs: str, outputs: Mapping[str, bytes]) -> RecordedOutputs:
    """Return what to record of outputs that were made of ``inputs``."""
    return RecordedOutputs(inputs, {name: content_digest(data) for name, data in outputs.items()})


def recorded_outputs(known: RecordedOutputs | None, endings: Sequence[str]) -> dict[str, str]:
    """Return the recorded outputs in the forms that are asked for, by name."""
    outputs = known.outputs if known else {}
    return {name: each for name, each in outputs.items() if name.endswith(tuple(endings))}


def is_up_to_date(
    known: RecordedOutputs | None, inputs: str, endings: Sequence[str], there: Mapping[str, str]
) -> bool:
    """Tell whether outputs need not be made: of the same inputs, and all there as recorded.

    ``there`` are the digests of what stands on the disk now, by name.
    """
    wanted = recorded_outputs(known, endings)
    is_same = known is not None and known.inputs == inputs and len(wanted) == len(endings)
    return is_same and all(there.get(name) == each for name, each in wanted.items())


@dataclass(frozen=True)
class ToWrite:
    """The outputs to write, and whether they may take the place of what is there."""

    files: Mapping[str, bytes]
    may_replace: bool


def to_write(
    outputs: Mapping[str, bytes], there: Mapping[str, str], known: RecordedOutputs | None
) -> ToWrite:
    """Return which outputs to write where a record is kept.

    What is there already is not written again. What is there otherwise is replaced if it is ours,
    as it was recorded; what a person has changed since is theirs.
    """
    wanted = {
        name: data for name, data in outputs.items() if there.get(name) != content_digest(data)
    }
    ours = known.outputs if known else {}
    strange = [name for name in wanted if name in there and ours.get(name) != there[name]]
    return ToWrite(wanted, not strange)
