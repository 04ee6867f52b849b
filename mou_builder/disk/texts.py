"""YAML files, read up to the greatest length that is allowed."""

from __future__ import annotations

from pathlib import Path

from mou_builder.disk.files import read_beginning, too_large
from mou_builder.file_kinds import CONFIG, refuse_other_kinds
from mou_builder.yamltext.source import MAX_BYTES


def read_text(path: Path, wanted: str = CONFIG) -> bytes:
    """Return what stands in a file of YAML.

    Raises `Refused` where it cannot be read, is plainly not ``wanted``, or is too large for it.
    """
    data = read_beginning(path, MAX_BYTES + 1)
    refuse_other_kinds(data, str(path), wanted)
    if len(data) > MAX_BYTES:
        raise too_large(path, MAX_BYTES)
    return data
