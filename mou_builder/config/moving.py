"""Writing a config to another folder, so that the paths in it lead to the same files."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from pathlib import PurePath

from mou_builder.config.amendments import RECORD
from mou_builder.config.extending import KEY
from mou_builder.yamltext.changes import Set, at_path, list_at
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain, parse

_HISTORY = "history"
_FILE = "file"


def moved(text: str, folder: PurePath, target: PurePath) -> str:
    """Return the text of a config of ``folder`` as it is to stand in ``target``.

    It names the same files: what it extends, and the executed copies on record, also those of past
    terms.
    """
    if folder == target:
        return text
    data = parse(text.encode(), "").data
    changes = []
    for path in ((KEY,), *_recorded_files(data)):
        written = at_path(data, path)
        if isinstance(written, str):
            there = PurePath(os.path.relpath(folder / written, target)).as_posix()
            changes.append(Set(path, there))
    return edit(text, changes)


def _recorded_files(data: Plain) -> Iterator[Path]:
    """Yield the paths at which the record, or that of a past term, may name a file."""
    terms: list[Path] = [(), *((_HISTORY, at) for at in range(len(list_at(data, (_HISTORY,)))))]
    for term in terms:
        record = (*term, RECORD)
        yield from ((*record, at, _FILE) for at in range(len(list_at(data, record))))
