"""What was made from what, and so what is to be made again: a small file beside the outputs.

For each config it has the digest of all that the outputs were made from (the config and what it
extends, the library, the template, the program and what was asked for) and a digest of each output.
An output that a person has changed since is not ours to overwrite.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mou_builder.diagnostic import Refused
from mou_builder.disk.files import read_file, write_file
from mou_builder.frozen import dataclass, field

NAME = ".mou-made.json"
_LARGEST = 20_000_000
"""Bytes; the record of every district of the nation has some five million."""
_FORM = 1
_SAVED_EVERY = 5.0
"""Seconds between two records of what is done; a batch that is killed loses no more than these."""


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
    parts: list[bytes] = []
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                parts += [os.fsencode(path.relative_to(folder)), path.read_bytes()]
    return digest(parts)


@dataclass
class Manifest:
    """The record of one folder of outputs, by config as its outputs are named."""

    folder: Path
    entries: dict[str, RecordedOutputs] = field(default_factory=dict)
    is_changed: bool = False
    saved: float = 0.0

    def of(self, below: Path, stem: str) -> RecordedOutputs | None:
        """Return what is recorded of the config whose outputs are called ``stem``."""
        return self.entries.get((below / stem).as_posix())

    def note(self, below: Path, stem: str, made: RecordedOutputs) -> None:
        """Record what was made; outputs in other formats stay known as ours."""
        name = (below / stem).as_posix()
        before = self.entries[name].outputs if name in self.entries else {}
        self.entries[name] = RecordedOutputs(made.inputs, {**before, **made.outputs})
        self.is_changed = True
        if time.monotonic() - self.saved > _SAVED_EVERY:
            self.save()

    def save(self) -> None:
        """Write the record whole, in one step, if there is anything new to record."""
        if not self.is_changed:
            return
        entries = {
            name: {"inputs": made.inputs, "outputs": dict(made.outputs)}
            for name, made in sorted(self.entries.items())
        }
        text = json.dumps({"form": _FORM, "made": entries}, indent=0)
        write_file(self.folder / NAME, text.encode(), force=True)
        self.is_changed, self.saved = False, time.monotonic()


@contextmanager
def kept_manifest(folder: Path) -> Iterator[Manifest]:
    """Read the record of a folder, save it now and then while outputs are made, and at the end."""
    manifest = read_manifest(folder)
    try:
        yield manifest
    finally:
        manifest.save()


def read_manifest(folder: Path) -> Manifest:
    """Return the record of a folder; an empty one where there is none that can be read."""
    try:
        data = json.loads(read_file(folder / NAME, _LARGEST))
        entries = {name: _made(each) for name, each in data["made"].items()}
    except (Refused, ValueError, KeyError, TypeError, AttributeError):
        return Manifest(folder)
    return Manifest(folder, entries if data.get("form") == _FORM else {})


def _made(entry: Any) -> RecordedOutputs:
    outputs = {str(name): str(each) for name, each in entry["outputs"].items()}
    return RecordedOutputs(str(entry["inputs"]), outputs)


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
