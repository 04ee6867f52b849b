"""Changes to plain data: what an edit of a YAML file asks for, and what it makes of the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

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
        case Set() | Delete():
            return _with_change(copied(data), change)


def copied(data: Plain) -> Plain:
    """Return a copy that shares nothing; what one alias put in two places becomes two values."""
    match data:
        case dict():
            return {name: copied(each) for name, each in data.items()}
        case list():
            return [copied(each) for each in data]
        case _:
            return data


def _with_change(data: Plain, change: Set | Delete) -> Plain:
    """Change ``data`` itself, by setting or taking away one value, and return it."""
    root: Plain = {} if data is None else data
    parent: Any = root
    path = change.path
    for depth, part in enumerate(path, start=1):
        is_there = _has_child(parent, part)
        if isinstance(change, Delete) and not is_there:
            raise NotEditable(f"there is no “{dotted(path)}”")
        if not is_there and not (isinstance(parent, dict) and isinstance(part, str)):
            raise NotEditable(f"there is no place for “{dotted(path[:depth])}”")
        if depth < len(path):
            if not is_there or parent[part] is None:
                parent[part] = {}
            parent = parent[part]
        elif isinstance(change, Set):
            parent[part] = copied(change.value)
        else:
            del parent[part]
    return root


def _has_child(parent: Plain, part: str | int) -> bool:
    match parent, part:
        case dict(), str():
            return part in parent
        case list(), int():
            return 0 <= part < len(parent)
        case _:
            return False


def texts_below(data: Plain, path: Path) -> Iterator[tuple[str, Path]]:
    """Yield every text in plain data that stands at ``path``, with its own path."""
    waiting: list[tuple[Plain, Path]] = [(data, path)]
    while waiting:
        value, at = waiting.pop()
        match value:
            case str():
                yield value, at
            case dict():
                waiting += reversed([(each, (*at, key)) for key, each in value.items()])
            case list():
                waiting += reversed([(each, (*at, number)) for number, each in enumerate(value)])


def at_path(data: Plain, path: Path) -> Plain:
    """Return what is at ``path`` of plain data; None if nothing is there."""
    for part in path:
        parent: Any = data
        data = parent[part] if _has_child(data, part) else None
    return data


def mapping_at(data: Plain, path: Path = ()) -> dict[str, Plain]:
    """Return the mapping at ``path`` of plain data; an empty one if anything else is there."""
    found = at_path(data, path)
    return found if isinstance(found, dict) else {}


def list_at(data: Plain, path: Path = ()) -> list[Plain]:
    """Return the list at ``path`` of plain data; an empty one if anything else is there."""
    found = at_path(data, path)
    return found if isinstance(found, list) else []


def text_at(data: Plain, path: Path = ()) -> str:
    """Return the text at ``path`` of plain data; "" if anything else is there."""
    found = at_path(data, path)
    return found if isinstance(found, str) else ""


def mappings_at(data: Plain, path: Path = ()) -> list[dict[str, Plain]]:
    """Return the mappings in the list at ``path`` of plain data."""
    return [each for each in list_at(data, path) if isinstance(each, dict)]


def smaller_steps(data: Plain, change: YamlChange) -> list[YamlChange]:
    """Return smaller changes that do the same and leave more of the text alone."""
    if not isinstance(change, Set) or not change.path:
        return [change]
    old, new, path = at_path(data, change.path), change.value, change.path
    if old == new and _has_child(at_path(data, path[:-1]), path[-1]):
        return []
    match old, new:
        case dict(), dict() if old and new:
            gone: list[YamlChange] = [Delete((*path, name)) for name in old if name not in new]
            kept = len(gone) < len(old)
            parts = [Set((*path, name), each) for name, each in new.items()]
            return _smaller_steps_of(data, [*parts, *gone]) if kept else [change]
        case list(), list() if old and new:
            both = min(len(old), len(new))
            sets = [Set((*path, at), each) for at, each in enumerate(new[:both])]
            more = [Append(path, each) for each in new[both:]]
            less = [Delete((*path, at)) for at in reversed(range(both, len(old)))]
            return _smaller_steps_of(data, [*sets, *more, *less])
        case _:
            return [change]


def _smaller_steps_of(data: Plain, changes: Sequence[YamlChange]) -> list[YamlChange]:
    return [step for change in changes for step in smaller_steps(data, change)]
