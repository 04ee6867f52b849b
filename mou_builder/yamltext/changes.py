"""Changes to plain data: what an edit of a YAML file asks for, and what it makes of the data."""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.frozen import dataclass
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.source import Path, Plain


@dataclass(frozen=True)
class Set:
    """Give the value at ``path``, which need not be there yet; missing mappings are made."""

    path: Path
    value: Plain


@dataclass(frozen=True)
class Delete:
    """Take away the entry that ends ``path``."""

    path: Path


@dataclass(frozen=True)
class Append:
    """Put ``value`` at the end of the list at ``path``, which need not be there yet."""

    path: Path
    value: Plain


@dataclass(frozen=True)
class Annotate:
    """Put a comment on a line of its own above the entry that ends ``path``."""

    path: Path
    words: str


YamlChange = Set | Delete | Append | Annotate


class NotEditable(ValueError):
    """An edit that cannot be made in a text, in words for the person whose file it is."""


def edited(data: Plain, change: YamlChange) -> Plain:
    """Return plain data with one change made."""
    match change:
        case Annotate():
            return data
        case Append(path, value):
            there = at_path(data, path)
            if not isinstance(there, list | None):
                raise NotEditable(f"“{dotted(path)}” is not a list")
            return edited(data, Set(path, [*(there or []), value]))
        case Set((), value):
            return value
        case Delete(()):
            raise NotEditable("the whole file cannot be deleted")
        case Set(path) | Delete(path):
            return _placed(copied(data), change, path)


def copied(data: Plain) -> Plain:
    """Return a copy that shares nothing, not even what was behind one alias in two places."""
    match data:
        case dict():
            return {name: copied(each) for name, each in data.items()}
        case list():
            return [copied(each) for each in data]
        case _:
            return data


def _placed(data: Plain, change: Set | Delete, path: Path) -> Plain:
    root: Plain = {} if data is None else data
    parent: Plain = root
    for at, part in enumerate(path[:-1]):
        below = _child(parent, part, path[: at + 1])
        if below is None:
            if isinstance(change, Delete):
                raise NotEditable(f"there is no “{dotted(path)}”")
            below = {}
        _put(parent, part, below, path[: at + 1])
        parent = below
    if isinstance(change, Set):
        _put(parent, path[-1], copied(change.value), path)
    elif not _has(parent, path[-1]):
        raise NotEditable(f"there is no “{dotted(path)}”")
    else:
        _take(parent, path[-1])
    return root


def _take(parent: Plain, part: str | int) -> None:
    match parent, part:
        case dict(), str():
            del parent[part]
        case list(), int():
            del parent[part]
        case _:
            pass


def _child(parent: Plain, part: str | int, path: Path) -> Plain:
    match parent, part:
        case dict(), str():
            return parent.get(part)
        case list(), int() if 0 <= part < len(parent):
            return parent[part]
        case _:
            raise NotEditable(f"there is no place for “{dotted(path)}”")


def _has(parent: Plain, part: str | int) -> bool:
    match parent, part:
        case dict(), str():
            return part in parent
        case list(), int():
            return 0 <= part < len(parent)
        case _:
            return False


def _put(parent: Plain, part: str | int, value: Plain, path: Path) -> None:
    match parent, part:
        case dict(), str():
            parent[part] = value
        case list(), int() if 0 <= part < len(parent):
            parent[part] = value
        case _:
            raise NotEditable(f"there is no place for “{dotted(path)}”")


def at_path(data: Plain, path: Path) -> Plain:
    """Return what is at ``path`` of plain data; None if nothing is there."""
    for part in path:
        match data, part:
            case dict(), str():
                data = data.get(part)
            case list(), int() if 0 <= part < len(data):
                data = data[part]
            case _:
                return None
    return data


def smaller_steps(data: Plain, change: YamlChange) -> list[YamlChange]:
    """Return smaller changes that do the same and leave more of the text alone."""
    if not isinstance(change, Set) or not change.path:
        return [change]
    old, new, path = at_path(data, change.path), change.value, change.path
    if old == new and _has(at_path(data, path[:-1]), path[-1]):
        return []
    match old, new:
        case dict(), dict() if old and new:
            gone: list[YamlChange] = [Delete((*path, name)) for name in old if name not in new]
            kept = len(gone) < len(old)
            parts = [Set((*path, name), each) for name, each in new.items()]
            return _each_step(data, [*parts, *gone]) if kept else [change]
        case list(), list() if old and new:
            both = min(len(old), len(new))
            sets = [Set((*path, at), each) for at, each in enumerate(new[:both])]
            more = [Append(path, each) for each in new[both:]]
            less = [Delete((*path, at)) for at in reversed(range(both, len(old)))]
            return _each_step(data, [*sets, *more, *less])
        case _:
            return [change]


def _each_step(data: Plain, changes: Sequence[YamlChange]) -> list[YamlChange]:
    return [step for change in changes for step in smaller_steps(data, change)]
