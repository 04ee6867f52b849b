"""Where the packaged clauses, templates and examples are, and libraries laid over them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from mou_builder.frozen import dataclass
from mou_builder.library.citations import CITATIONS
from mou_builder.library.files import REQUIREMENTS, LibraryFile, model_ids
from mou_builder.library.reviews import REVIEWS
from mou_builder.library.states import STATES

PROGRAM = Path(__file__).resolve().parent.parent
"""The folder of the program's own modules."""


def packaged(name: str) -> Path:
    """Return the folder ``clauses``, ``configs`` or ``templates``.

    An installed program has them inside the package, a checkout at its top.
    """
    inside = PROGRAM / "data" / name
    return inside if inside.is_dir() else PROGRAM.parent / name


VERIFIED = "verified.txt"
"""A file beside the models: the digests of the library files that the tests found without fault."""


@dataclass(frozen=True)
class Folders:
    """Library folders laid over each other; the last one is uppermost."""

    roots: tuple[Path, ...]

    def read(self, path: str) -> LibraryFile | None:
        for root in reversed(self.roots):
            file = root / path
            if file.is_file():
                shown = path if root == self.roots[0] else str(file)
                return LibraryFile(shown, file.read_bytes())
        return None

    def names(self, folder: str) -> tuple[str, ...]:
        return tuple(
            sorted({each.name for root in self.roots for each in (root / folder).glob("*")})
        )

    @cached_property
    def verified(self) -> frozenset[str]:
        listed = self.roots[0] / VERIFIED
        text = listed.read_text(encoding="ascii") if listed.is_file() else ""
        return frozenset(line.split()[0] for line in text.splitlines() if line)


def is_library(folder: Path) -> bool:
    """Whether a folder has anything that can be laid over the packaged library."""
    parts = ["*/model.yaml", f"{REQUIREMENTS}/*.yaml", STATES, CITATIONS, REVIEWS]
    for model in model_ids(library_files()):
        parts += [f"{model}/clauses/*.yaml", f"{model}/snippets.yaml"]
    return any(any(folder.glob(part)) for part in parts)


def library_files(over: tuple[Path, ...] = ()) -> Folders:
    """Return the packaged library with the folders ``over`` it."""
    return Folders((packaged("clauses"), *over))
