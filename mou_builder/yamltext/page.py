"""A YAML text as a page to be edited: one change in one place, by the places of its nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mou_builder.patterns import pattern
from mou_builder.yamltext import writing
from mou_builder.yamltext.changes import NotEditable
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.nodes import Entry, Node, NodeKind, entry_of, find, nodes_of
from mou_builder.yamltext.source import Path, Plain

_HEADER_COMMENT = pattern(r"[|>][-+0-9]*([ \t]+#[^\n\r]*)")
_COLON = pattern(r"\s*:")
_COMMA = pattern(r"\s*,")
_ANCHORS_AND_TAGS = pattern(r"(?:[&!]\S*\s+)*")
_INDENT = pattern(r"^[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)", re.M)


class YamlText:
    """A text with its nodes; each method returns the whole text, changed in one place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = nodes_of(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        indent = _INDENT.search(text)
        self.step = min(len(indent[1]), 8) if indent else 2

    # -- places

    def line_start(self, at: int) -> int:
        """Return where the line with ``at`` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def after_line(self, at: int) -> int:
        """Return where the line after the one with ``at`` begins."""
        if at and self.text[at - 1] == "\n":
            return at
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def begins_line(self, at: int) -> bool:
        return not self.text[self.line_start(at) : at].strip()

    def after_colon(self, entry: Entry) -> int:
        """Return the place behind the colon or dash of an entry, or behind a key without one."""
        if entry.key is None:
            return entry.start + 1
        found = _COLON.match(self.text, entry.key.end)
        return found.end() if found else entry.key.end

    # -- changing the text

    def replaced(self, start: int, end: int, new: str) -> str:
        """Return the text with ``new`` in place of what stands from ``start`` to ``end``."""
        return self.text[:start] + new + self.text[end:]

    def with_lines(self, at: int, lines: Sequence[str], end: int | None = None) -> str:
        """Return the text with ``lines`` where a line begins, in place of all up to ``end``."""
        body = "".join(line.replace("\n", self.newline) + self.newline for line in lines)
        if at and self.text[at - 1] != "\n":
            body = self.newline + body
        return self.replaced(at, at if end is None else end, body)

    # -- setting

    def set(self, path: Path, value: Plain) -> str:
        """Give the value at ``path``; mappings above it that are missing are made."""
        if not path:
            raise NotEditable("the whole file cannot be replaced")
        above, node = self.deepest(path[:-1])
        rest = path[len(above) :]
        entry = entry_of(node, rest[0]) if node else None
        if len(rest) == 1 and entry and node:
            return self.set_entry(node, entry, value)
        for part in reversed(rest[1:]):
            value = {str(part): value}
        if node is None:
            return self.with_lines(len(self.text), writing.entry(str(rest[0]), value, 0))
        return self.add(above, node, str(rest[0]), value)

    def deepest(self, path: Path) -> tuple[Path, Node | None]:
        """Return the deepest mapping or list on ``path`` that is written and has entries."""
        node, at = self.root, 0
        while node and at < len(path):
            entry = entry_of(node, path[at])
            if entry is None or entry.value.is_empty or not entry.value.entries:
                break
            node, at = entry.value, at + 1
        return path[:at], node

    def add(self, above: Path, node: Node, name: str, value: Plain) -> str:
        """Add an entry to a mapping, or fill the entry of that name that is empty."""
        entry = entry_of(node, name)
        if entry is None and isinstance(name, str) and node.kind is NodeKind.LIST:
            entry = entry_of(node, int(name))
        if entry:
            return self.set_entry(node, entry, value)
        if not node.entries:
            return self.replaced(node.start, node.end, writing.flow({name: value}))
        if node.flow:
            return self.add_in_flow(node, f"{writing.key(name)}: {writing.flow(value)}")
        indent = self.column(node.entries[0].start)
        prefer = self.prefers_flow(node) or (len(above) > 1 and self.has_no_collection(node))
        lines = writing.entry(name, value, indent, prefer_flow=prefer)
        return self.with_lines(self.after_line(node.entries[-1].value.end), lines)

    def prefers_flow(self, node: Node) -> bool:
        """Tell whether the mappings beside a new one are written in braces."""
        beside = [each.value for each in node.entries if each.value.kind is NodeKind.MAPPING]
        return bool(beside) and all(each.flow for each in beside)

    def has_no_collection(self, node: Node) -> bool:
        return not any(each.value.entries for each in node.entries)

    def add_in_flow(self, node: Node, written: str) -> str:
        if not node.entries:
            inside = node.start + 1
            return self.replaced(inside, inside, written)
        last = node.entries[-1]
        end = max(last.value.end, last.key.end if last.key else 0)
        comma = _COMMA.match(self.text, end)
        glue = "" if comma else ","
        after = comma.end() if comma else end
        if self.begins_line(last.start):
            pad = self.newline + " " * self.column(last.start)
            line_end = self.after_line(after)
            rest = self.text[after:line_end].rstrip("\r\n")
            if not rest.strip() or rest.strip().startswith("#"):
                new = glue + rest + pad + written + ("," if comma else "")
                return self.replaced(after, after + len(rest), new)
        return self.replaced(after, after, f"{glue} {written}" + ("," if comma else ""))

    def set_entry(self, node: Node, entry: Entry, value: Plain) -> str:
        if node.flow:
            flow = self.inline(entry.value, value, flow=True)
            return self.put_inline(entry, flow)
        if self.fits_inline(node, entry, value):
            return self.put_inline(entry, self.inline(entry.value, value, flow=False))
        return self.put_block(node, entry, value)

    def fits_inline(self, node: Node, entry: Entry, value: Plain) -> bool:
        """Tell whether a value goes on the line of its key or dash."""
        if isinstance(value, str) and "\n" in value:
            return not (entry.value.is_block_scalar or entry.value.is_empty)
        if not isinstance(value, dict | list) or not value or entry.value.flow:
            return True
        room = self.column(entry.start) + 2 + len(str(entry.name)) + len(writing.flow(value))
        if entry.value.is_block or not writing.is_leaf(value) or room > writing.WIDTH:
            return False
        return isinstance(value, list) or entry.key is None or self.prefers_flow(node)

    def inline(self, old: Node, value: Plain, *, flow: bool) -> str:
        if isinstance(value, dict | list):
            return writing.flow(value)
        style = old.style if old.style in ("'", '"') else ""
        return writing.scalar(value, style, flow=flow)

    def put_inline(self, entry: Entry, written: str) -> str:
        """Write a value behind its key or dash, in place of the old one."""
        old, colon = entry.value, self.after_colon(entry)
        if old.is_block and self.begins_line(self.start_of_first(old)):
            start, end = self.line_start(self.start_of_first(old)), self.after_line(old.end)
            head = self.text[:colon] + (" " + written if written else "")
            return head + self.text[colon:start] + self.text[end:]
        comment = ""
        if old.is_block_scalar and (
            found := _HEADER_COMMENT.match(self.text, self.value_start(old))
        ):
            comment = found[1]
            if self.text[old.end - 1 : old.end] == "\n":
                comment += self.newline
        elif old.is_block_scalar and self.text[old.end - 1 : old.end] == "\n":
            comment = self.newline
        start = old.start
        if entry.key is not None and self.text[colon - 1] != ":":
            return self.replaced(colon, colon, f": {written}")
        if old.is_empty:
            return self.replaced(colon, colon, " " + written if written else "")
        if not written:
            start = colon
        return self.replaced(start, old.end, written + comment)

    def value_start(self, node: Node) -> int:
        """Return where a block scalar's ``|`` or ``>`` stands, behind any anchor and tag."""
        found = _ANCHORS_AND_TAGS.match(self.text, node.start)
        return found.end() if found else node.start

    def start_of_first(self, node: Node) -> int:
        return node.entries[0].start if node.entries else node.start

    def put_block(self, node: Node, entry: Entry, value: Plain) -> str:
        """Write a value on lines of its own below its key, or behind its dash."""
        old = entry.value
        indent = self.column(node.entries[0].start)
        if entry.key is None:
            first, *rest = "\n".join(writing.item(value, indent)).split("\n")
            return self.put_lines(entry, [first[indent + 1 :].lstrip(" "), *rest])
        head, *below = writing.entry(str(entry.name), value, indent)
        if not below:  # a text after “|”, which `entry` gives with its lines in one
            after_key = indent + len(writing.key(str(entry.name))) + 2
            return self.put_lines(entry, head[after_key:].split("\n"))
        if old.is_block and self.begins_line(self.start_of_first(old)):
            start = self.line_start(self.start_of_first(old))
            return self.with_lines(start, below, self.after_line(old.end))
        colon = self.after_colon(entry)
        cut = self.replaced(colon, old.end, "")
        return YamlText.lines_after(cut, colon, below, self.newline)

    def put_lines(self, entry: Entry, lines: Sequence[str]) -> str:
        """Write several lines behind a key or dash; a comment on its line stays there."""
        old, colon = entry.value, self.after_colon(entry)
        first, *rest = lines
        if old.is_block and entry.key is not None and self.begins_line(self.start_of_first(old)):
            start, end = self.line_start(self.start_of_first(old)), self.after_line(old.end)
            head, tail = f"{self.text[:colon]} {first}", self.text[colon:start].rstrip("\r\n")
            comment = tail.partition("\n")[0]
            return head + comment.rstrip("\r") + self.under(rest) + self.text[end:]
        start, end = (colon, colon) if old.is_empty else (old.start, old.end)
        if old.is_block_scalar:
            tail = self.newline if self.text[end - 1] == "\n" else ""
            found = _HEADER_COMMENT.match(self.text, self.value_start(old))
            comment = found[1] if found else ""
            return self.replaced(start, end, first + comment + self.under(rest).rstrip() + tail)
        line_end = self.after_line(end)
        comment = self.text[end:line_end].rstrip("\r\n")
        space = " " if old.is_empty else ""
        return self.replaced(start, line_end, space + first + comment + self.under(rest))

    def under(self, lines: Sequence[str]) -> str:
        return self.newline + "".join(line + self.newline for line in lines)

    @staticmethod
    def lines_after(text: str, at: int, lines: Sequence[str], newline: str) -> str:
        found = text.find("\n", at)
        body = newline.join(line.replace("\n", newline) for line in lines)
        if found < 0:
            return text + newline + body + newline
        return text[: found + 1] + body + newline + text[found + 1 :]

    # -- appending

    def append(self, path: Path, value: Plain) -> str:
        """Put ``value`` at the end of the list at ``path``, which is made if it is missing."""
        node = find(self.root, path)
        if node is None or node.kind is not NodeKind.LIST or not node.entries:
            return self.set(path, [value])
        if node.flow:
            return self.add_in_flow(node, writing.flow(value))
        lines = writing.item(value, self.column(node.entries[-1].start))
        return self.with_lines(self.after_line(node.entries[-1].value.end), lines)

    # -- deleting

    def delete(self, path: Path) -> str:
        """Take the entry at ``path`` away, with its line where it has one of its own."""
        node = find(self.root, path[:-1])
        entry = entry_of(node, path[-1])
        if node is None or entry is None:
            raise NotEditable(f"there is no “{dotted(path)}”")
        if len(node.entries) == 1:
            return self.emptied(path[:-1], node)
        at = node.entries.index(entry)
        if node.flow:
            return self.delete_in_flow(node, at)
        end = self.after_line(max(entry.value.end, self.after_colon(entry)))
        if self.begins_line(entry.start):
            return self.replaced(self.line_start(entry.start), end, "")
        after = node.entries[at + 1]  # the first entry, behind a dash: the next one takes its place
        return self.replaced(entry.start, after.start, "")

    def emptied(self, path: Path, node: Node) -> str:
        """Write an empty mapping or list in place of one whose only entry is taken away."""
        empty: Plain = {} if node.kind is NodeKind.MAPPING else []
        if not path:
            return self.replaced(self.line_start(node.start), self.after_line(node.end), "{}\n")
        above = find(self.root, path[:-1])
        entry = entry_of(above, path[-1])
        if entry is None:
            raise NotEditable(f"there is no “{dotted(path)}”")
        return self.put_inline(entry, writing.flow(empty))

    def delete_in_flow(self, node: Node, at: int) -> str:
        entry = node.entries[at]
        if at + 1 < len(node.entries):
            return self.replaced(entry.start, node.entries[at + 1].start, "")
        before = node.entries[at - 1]
        start = max(before.value.end, self.after_colon(before) if before.key else 0)
        return self.replaced(start, max(entry.value.end, entry.key.end if entry.key else 0), "")

    # -- remarks

    def remark(self, path: Path, words: str) -> str:
        """Put a comment above the line on which the entry at ``path``, or what holds it, begins."""
        place = 0
        for at in range(1, len(path) + 1):
            above = find(self.root, path[: at - 1])
            entry = entry_of(above, path[at - 1])
            if above is None or entry is None or above.flow or not self.begins_line(entry.start):
                break
            place = entry.start
        pad = " " * self.column(place)
        return self.with_lines(self.line_start(place), [f"{pad}# {words}"])
