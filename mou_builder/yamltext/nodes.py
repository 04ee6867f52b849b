"""The nodes of a YAML text: where in the text each key, value and entry begins and ends.

`source` tells where a value begins, which is enough to point at it. To edit a text one must also
know where a value ends, in which style it is written, and which part of it a comment follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml

from mou_builder.patterns import pattern
from mou_builder.yamltext.source import Path

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TO_DASH = pattern(r"(?:\s+|#[^\n]*|[&!][^\s]*)*-")
_BLOCK_STYLES = ("|", ">")


class NodeKind(Enum):
    """What stands at a place of the text."""

    SCALAR = "scalar"
    MAPPING = "mapping"
    LIST = "list"
    ALIAS = "alias"


@dataclass
class Node:
    """A value as written. ``end`` is where its own text ends, before any comment behind it.

    ``style`` is that of a scalar: empty for a plain one, a quotation mark, ``|`` or ``>``. ``flow``
    tells whether a mapping or list is written in braces or brackets.
    """

    kind: NodeKind
    start: int
    end: int
    style: str = ""
    flow: bool = False
    anchor: str | None = None
    text: str = ""
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Tell whether this is a mapping or list that is written on lines of its own."""
        return self.kind in (NodeKind.MAPPING, NodeKind.LIST) and not self.flow

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is written here, as after ``key:``."""
        return self.kind is NodeKind.SCALAR and self.start == self.end

    @property
    def is_block_scalar(self) -> bool:
        """Tell whether this is a text written on lines of its own, after ``|`` or ``>``."""
        return self.kind is NodeKind.SCALAR and self.style in _BLOCK_STYLES


@dataclass
class Entry:
    """An entry of a mapping or list; ``start`` is its key's or its dash's place in the text."""

    name: str | int
    start: int
    key: Node | None
    value: Node


def nodes_of(text: str) -> Node | None:
    """Return the root of a text that `source.parse` accepts; None if it has no value."""
    builder = _Builder(text)
    for event in yaml.parse(text, Loader=_Loader):
        builder.take(event)
    return builder.root


def _index_of(mark: Any) -> int:
    return int(mark.index)


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.key: list[Node | None] = []

    def take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self.put(self.scalar(event))
            case yaml.AliasEvent():
                start, end = _index_of(event.start_mark), _index_of(event.end_mark)
                self.put(Node(NodeKind.ALIAS, start, end, anchor=event.anchor))
            case yaml.MappingStartEvent():
                self.open(NodeKind.MAPPING, event)
            case yaml.SequenceStartEvent():
                self.open(NodeKind.LIST, event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.close(_index_of(event.end_mark))
            case _:
                pass

    def scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if style in _BLOCK_STYLES:
            end = self.end_of_block(start, end)
        return Node(NodeKind.SCALAR, start, end, style, False, event.anchor, event.value)

    def end_of_block(self, start: int, end: int) -> int:
        """Return where a block scalar ends: behind its last line, or all that ``+`` keeps."""
        header = self.text[start:end].split("\n", 1)[0].split("#")[0]
        if "+" in header:
            return end
        lines = self.text[start:end].splitlines(keepends=True)
        while len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        return start + len("".join(lines).rstrip("\r\n"))

    def open(self, kind: NodeKind, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        node = Node(kind, start, end, flow=bool(event.flow_style), anchor=event.anchor)
        self.put(node)
        self.stack.append(node)
        self.key.append(None)

    def close(self, end: int) -> None:
        node = self.stack.pop()
        self.key.pop()
        if node.flow:
            node.end = end
        elif node.entries:
            node.end = node.entries[-1].value.end

    def put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.kind is NodeKind.LIST:
            top.entries.append(Entry(len(top.entries), self.item_start(top, node), None, node))
        elif self.key[-1] is None:
            self.key[-1] = node
        else:
            key = self.key[-1]
            top.entries.append(Entry(key.text, key.start, key, node))
            self.key[-1] = None

    def item_start(self, top: Node, node: Node) -> int:
        if top.flow:
            return node.start
        before = top.entries[-1].value.end if top.entries else top.start
        found = _TO_DASH.match(self.text, before)
        return found.end() - 1 if found else node.start


def find(root: Node | None, path: Path) -> Node | None:
    """Return the node at ``path``, as far as it is written there and not behind an alias."""
    node = root
    for part in path:
        entry = entry_of(node, part)
        if entry is None:
            return None
        node = entry.value
    return node


def entry_of(node: Node | None, name: str | int) -> Entry | None:
    """Return the entry of a mapping or list with that key or number."""
    if node is None:
        return None
    return next((each for each in node.entries if each.name == name), None)
