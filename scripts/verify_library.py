"""Validate the packaged library and list the digests of its files in clauses/verified.txt.

A listed file is not examined again each time it is loaded. A test fails when the list is not
current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mou_builder.diagnostic import Refused
from mou_builder.disk.packaged import VERIFIED, Folders, library_files, packaged
from mou_builder.library.library import Library


class _Unverified(Folders):
    """Library folders of which every file is examined."""

    @property
    def verified(self) -> frozenset[str]:  # type: ignore[override]
        """No file is known to be without fault."""
        return frozenset()


def listing() -> str:
    """Return the list of a library loaded with every check; raise `Refused` if it fails."""
    root = packaged("clauses")
    paths = sorted(path for path in root.rglob("*.yaml"))
    library = Library(_Unverified((root,)))
    for name in library.model_ids:
        library.model(name)
    for name in library.requirement_set_ids:
        library.requirement_set(name)
    files = library_files()
    lines = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        file = files.read(name)
        assert file
        lines.append(f"{file.digest}  {name}")
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
