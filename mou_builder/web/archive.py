"""Archives that a browser is given: the same bytes for the same files, whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP archive can name; its files have no other."""


def add_files(archive: zipfile.ZipFile, files: Mapping[str, bytes]) -> None:
    """Add files to an archive that is being written, by their paths in it."""
    for path, data in files.items():
        archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Return files by their paths as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        add_files(archive, files)
    return out.getvalue()
