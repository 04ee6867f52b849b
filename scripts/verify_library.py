"""Validate the packaged library and list the digests of its files in clauses/verified.txt.

A listed file is not examined again each time it is loaded. A test fails when the list is not
current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mou_builder.diagnostic import Refused
from mou_builder.disk.packaged import VERIFIED, library_files, packaged
from mou_builder.library.files import FilesInMemory
from mou_builder.library.library import Library


def listing() -> str:
    """Return the list of a library loaded with every check; raise `Refused` if it fails."""
    root = packaged("clauses")
    paths = sorted(path for path in root.rglob("*.yaml"))
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    library = Library(FilesInMemory(texts))
    for name in library.model_ids:
        library.model(name)
    for name in library.requirement_set_ids:
        library.requirement_set(name)
    files = library_files()
    lines = []
    for path in texts:
        file = files.read(path)
        assert file
        lines.append(f"{file.digest}  {path}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the list."""
    try:
        text = listing()
    except Refused as refused:
        sys.exit(str(refused))
    Path(packaged("clauses"), VERIFIED).write_text(text, encoding="ascii")
    print(f"{len(text.splitlines())} files are without fault.")


if __name__ == "__main__":
    main()
