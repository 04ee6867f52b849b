"""Paths of values as people write them: ``clauses.funding.district_share``, ``topics.2``."""

from __future__ import annotations

from mou_builder.yamltext.source import Path


def dotted(path: Path) -> str:
    """Return a path as it is written."""
    return ".".join(map(str, path))


def path_of(text: str) -> Path:
    """Return the path that a text writes; a part of digits alone is a place in a list, from 0."""
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))
