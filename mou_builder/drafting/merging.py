"""Merging two states of one config that were edited separately, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from mou_builder.frozen import dataclass
from mou_builder.yamltext.changes import Delete, Set, YamlChange, at_path
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain

_IN_PARTS = ("parties", "term", "clauses", "frame")
"""Keys whose entries are judged one by one."""


class ChangedBy(Enum):
    """Which of the two sides changed a part, as far as it is known."""

    OURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Divergence:
    """A part in which two states differ; None stands for one that a state does not have."""

    path: Path
    ours: Plain
    theirs: Plain
    changed_by: ChangedBy


def divergences(ours: Plain, theirs: Plain, base: Plain = None) -> list[Divergence]:
    """Return where two states differ; ``base`` is the one that both were made from, if known."""
    found = []
    for path in _paths_of_parts(ours, theirs):
        one, other = at_path(ours, path), at_path(theirs, path)
        if one != other:
            before = at_path(base, path)
            by = ChangedBy.BOTH
            if base is not None and one == before:
                by = ChangedBy.THEIRS
            elif base is not None and other == before:
                by = ChangedBy.OURS
            found.append(Divergence(path, one, other, by))
    return found


def _paths_of_parts(*states: Plain) -> Iterator[Path]:
    tops = dict.fromkeys(name for each in states if isinstance(each, dict) for name in each)
    for top in tops:
        inside = [at_path(each, (top,)) for each in states]
        if top in _IN_PARTS and all(isinstance(each, dict | None) for each in inside):
            names = dict.fromkeys(
                name for each in inside if isinstance(each, dict) for name in each
            )
            yield from ((top, name) for name in names)
        else:
            yield (top,)


def merged(theirs: str, ours: Plain, taken: Sequence[Path]) -> str:
    """Return the text of their state with the parts at ``taken`` as ours has them.

    Raises `NotEditable` where their text cannot be edited so.
    """
    changes: list[YamlChange] = []
    for path in taken:
        value = at_path(ours, path)
        changes.append(Delete(path) if value is None else Set(path, value))
    return edit(theirs, changes)
