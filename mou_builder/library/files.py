"""Where a library's files come from: one folder, or several laid over each other."""

from __future__ import annotations

from typing import Protocol

from mou_builder.frozen import dataclass


@dataclass(frozen=True)
class LibraryFile:
    """A file of a library: the name that diagnostics show, and its bytes."""

    shown: str
    raw: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        import hashlib  # brings OpenSSL, which most commands need not load

        return hashlib.sha256(self.raw).hexdigest()


class LibraryFiles(Protocol):
    """A reader of library files by their path below the library's root (``wisconsin-sro/…``)."""

    def read(self, path: str) -> LibraryFile | None:
        """Return the file at ``path``, from the uppermost layer that has it; None if none has."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in ``folder``, of all layers together."""

    @property
    def verified(self) -> frozenset[str]:
        """The SHA-256 digests of files that are known to be without fault."""


REQUIREMENTS = "requirements"
"""The folder of the requirement sets, beside those of the models."""


def plan_path(model: str) -> str:
    """Return the path of the file that says what a model is made of."""
    return f"{model}/model.yaml"


def model_ids(files: LibraryFiles) -> tuple[str, ...]:
    """Return the ids of the models in a library, sorted."""
    return tuple(
        name for name in files.names("") if name != REQUIREMENTS and files.read(plan_path(name))
    )


def requirement_set_ids(files: LibraryFiles) -> tuple[str, ...]:
    """Return the ids of the requirement sets in a library, sorted."""
    names = files.names(REQUIREMENTS)
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))
