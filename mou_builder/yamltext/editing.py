"""Edits to a YAML text that leave everything else as it was typed: comments, order and quoting.

Each edit is made in the text itself, at the place of the value that it concerns; nothing is written
anew but that value. The result is read back and compared with the data that was wanted, so that
an edit is right or is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from mou_builder.yamltext import writing
from mou_builder.yamltext.changes import (
    Annotate,
    Append,
    Delete,
    NotEditable,
    Set,
    YamlChange,
    at_path,
    edited,
    smaller_steps,
)
from mou_builder.yamltext.nodes import Node, NodeKind, entry_of, nodes_of
from mou_builder.yamltext.page import YamlText
from mou_builder.yamltext.source import Path, parse

__all__ = ["Annotate", "Append", "Delete", "NotEditable", "Set", "YamlChange", "edit", "edited"]


def edit(text: str, changes: Sequence[YamlChange]) -> str:
    """Return ``text`` with ``changes`` made one after the other.

    Raises `NotEditable` for a path that does not fit the text, and `Refused` for a text that is
    not YAML.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    wanted = parse(text.encode(), "").data
    for change in changes:
        for step in smaller_steps(wanted, change):
            text = _with_last_line_ended(text)
            wanted = edited(wanted, step)
            text = _with_step_made(_without_aliases_at(text, step), step)
    if parse(text.encode(), "").data != wanted:
        raise NotEditable("the file is written in a way that cannot be edited; edit it by hand")
    return mark + text


# Anchors and aliases: where an edit reaches a value that has aliases, the value is first written
# out in place of each alias, because an edit in one place must not show in another.


def _with_last_line_ended(text: str) -> str:
    """Return ``text`` such that a line can follow its last one, which may lack its end."""
    last = nodes_of(text)
    while last and last.entries:
        last = last.entries[-1].value
    if text.endswith("\n") or last is None or not last.is_block_scalar:
        return text
    if last.text.endswith("\n"):
        return text + "\n"
    at = text.index(last.style, last.start) + 1
    return f"{text[:at]}-{text[at:].lstrip('+-')}\n"


def _without_aliases_at(text: str, change: YamlChange) -> str:
    if isinstance(change, Annotate) or ("*" not in text):
        return text
    while True:
        names = _shared_anchors_at(nodes_of(text), change.path)
        if not names:
            return text
        text = _with_aliases_written_out(text, names)


def _shared_anchors_at(root: Node | None, path: Path) -> set[str]:
    """Return the anchors that the node at ``path``, one above or one below it has or refers to."""
    names: set[str] = set()
    node = root
    for part in path:
        names |= _anchor_of(node)
        entry = entry_of(node, part)
        node = entry.value if entry else None
    if node:
        for each in _with_all_below(node):
            names |= _anchor_of(each)
    used = {each.anchor for each in _with_all_below(root) if each.kind is NodeKind.ALIAS}
    return {each for each in names if each in used}


def _anchor_of(node: Node | None) -> set[str]:
    return {node.anchor} if node and node.anchor else set()


def _with_all_below(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return [node, *(below for each in node.entries for below in _with_all_below(each.value))]


def _with_aliases_written_out(text: str, names: set[str]) -> str:
    root = nodes_of(text)
    data = parse(text.encode(), "").data
    found = [
        (node, path)
        for node, path in _nodes_with_paths(root, ())
        if node.kind is NodeKind.ALIAS and node.anchor in names
    ]
    for node, path in reversed(found):
        text = text[: node.start] + writing.flow(at_path(data, path)) + text[node.end :]
    return text


def _nodes_with_paths(node: Node | None, path: Path) -> list[tuple[Node, Path]]:
    if node is None:
        return []
    below = (_nodes_with_paths(each.value, (*path, each.name)) for each in node.entries)
    return [(node, path), *(each for part in below for each in part)]


def _with_step_made(text: str, change: YamlChange) -> str:
    page = YamlText(text)
    match change:
        case Set(path, value):
            return page.set(path, value)
        case Append(path, value):
            return page.append(path, value)
        case Delete(path):
            return page.delete(path)
        case Annotate(path, words):
            return page.remark(path, words)
