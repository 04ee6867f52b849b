"""What was made from what: a small file beside the outputs, for ``--changed``.

For each config it has the digest of all that the outputs were made from (the config and what it
extends, the library, the template, the program and what was asked for) and a digest of each output.
An output that a person has changed since is not ours to overwrite.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mou_builder.actions.render_again import RecordedOutputs, digest
from mou_builder.diagnostic import Refused
from mou_builder.disk.files import read_file, write_file

NAME = ".mou-made.json"
_LARGEST = 20_000_000
"""Bytes; the record of every district of the nation has some five million."""
_FORM = 1


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

    def of(self, below: Path, stem: str) -> RecordedOutputs | None:
        """Return what is recorded of the config whose outputs are called ``stem``."""
        return self.entries.get((below / stem).as_posix())

    def note(self, below: Path, stem: str, made: RecordedOutputs) -> None:
        """Record what was made; outputs in other formats stay known as ours."""
        name = (below / stem).as_posix()
        before = self.entries[name].outputs if name in self.entries else {}
        self.entries[name] = RecordedOutputs(made.inputs, {**before, **made.outputs})
        self.is_changed = True

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
        self.is_changed = False


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
