"""Paths of values as people write them: ``clauses.funding.district_share``, ``topics.2``."""

from __future__ import annotations

from mou_builder.yamltext.source import Path


def dotted(path: Path) -> str:
    """Return a path as it is written."""
    return ".".join(map(str, path))


def path_of(text: str) -> Path:
    """Return the path that a text writes; a part of digits alone is a place in a list, from 0."""
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))


def names_of(text: str) -> tuple[str, ...]:
    """Return the names that a text writes where there are no places in lists."""
    return tuple(text.split("."))


def first_of(text: str) -> tuple[str, str]:
    """Return the first name that a text writes, and what follows it, "" for nothing."""
    first, _, rest = text.partition(".")
    return first, rest


def above(text: str) -> str:
    """Return the path that is one step shorter, "" for a single name."""
    return text.rpartition(".")[0]
