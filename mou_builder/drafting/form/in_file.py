"""The lines of a config that say what no field of the form can show."""

from __future__ import annotations

from mou_builder.drafting.form.fields import InFile
from mou_builder.yamltext.source import Path, Plain
from mou_builder.yamltext.writing import entry

_MOST = 40
"""Lines that are shown."""


def in_file(path: Path, label: str, plain: Plain, help_: str = "") -> InFile:
    """Return the part of a config at ``path``, to be edited in the file."""
    lines = "\n".join(entry(str(path[-1]), plain, 0)).split("\n")
    more = [f"… and {len(lines) - _MOST} lines more"] if len(lines) > _MOST else []
    return InFile(path, label, "\n".join([*lines[:_MOST], *more]), help_)
