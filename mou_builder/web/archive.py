"""Archives that a browser is given: the same bytes for the same files, whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import TracebackType
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP archive can name; its files have no other."""


class Archive:
    """A ZIP archive that is being written into a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def put(self, files: Mapping[str, bytes]) -> None:
        """Add files by their paths in the archive."""
        for path, data in files.items():
            self._zip.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Return files by their paths as one archive."""
    out = io.BytesIO()
    with Archive(out) as archive:
        archive.put(files)
    return out.getvalue()
