"""The packaged examples: configs to start from."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from pathlib import Path

from mou_builder.disk.files import read_file
from mou_builder.disk.packaged import packaged
from mou_builder.frozen import dataclass
from mou_builder.yamltext.source import MAX_BYTES


@dataclass(frozen=True)
class PackagedExample:
    """A config that comes with the program; ``name`` is that of its file, without the ending."""

    name: str
    path: Path

    @property
    def data(self) -> bytes:
        """Its content."""
        return read_file(self.path, MAX_BYTES)

    @cached_property
    def about(self) -> str:
        """The first sentence of the comment that it begins with."""
        text = self.data.decode("utf-8")
        lines = takewhile(lambda line: line.startswith("#"), text.splitlines())
        words = " ".join(line.lstrip("# ") for line in lines)
        return words.split(". ")[0].rstrip(".") + "."


def examples() -> tuple[PackagedExample, ...]:
    """Return the packaged examples by name."""
    return tuple(
        PackagedExample(path.stem, path) for path in sorted(packaged("configs").glob("*.yaml"))
    )
