"""Strategies for YAML as people write it: every style, comments in every place, odd spacing."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from mou_builder.yamltext import writing
from mou_builder.yamltext.source import Path, Plain

KEYS = st.sampled_from(["a", "b", "c-d", "e_f", "g", "no", "1", "key with spaces", "é"])
WORDS = st.one_of(
    st.sampled_from(
        ["", "no", "012", "~", "null", "2027-06-30", "75%", "a: b", "x #y", "- z", "{q}", "[", "'"]
    ),
    st.sampled_from(
        ["$1,500.00", "*a", "&b", "!t", "%d", "@", "`", '"', "\\", "?", "a\nb\n", "a\n\nb"]
    ),
    st.sampled_from(
        [" lead", "trail ", "tab\tx", "שלום", "😀", "a, b", "#c", "---", "a:", ":b", "\u2028"]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=12,
    ),
)


def data(depth: int = 3) -> st.SearchStrategy[Plain]:
    leaf: st.SearchStrategy[Plain] = st.one_of(WORDS, st.none())
    if depth == 0:
        return leaf
    below = data(depth - 1)
    return st.one_of(leaf, st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=4))


ROOTS = st.dictionaries(KEYS, data(), min_size=1, max_size=5)


@dataclass
class Writer:
    """Writes plain data as YAML text with choices of style drawn from a test."""

    draw: st.DataObject
    step: int = 2
    comments: int = 0

    def chance(self, label: str) -> bool:
        return self.draw.draw(st.booleans(), label=label)

    def comment(self) -> str:
        if self.draw.draw(st.integers(0, 3), label="comment") != 0:
            return ""
        self.comments += 1
        return f"  # note {self.comments}"

    def scalar(self, value: str | None, *, flow: bool) -> str:
        style = self.draw.draw(st.sampled_from(["", "'", '"']), label="style")
        return writing.scalar(value, style, flow=flow)

    def flow(self, value: Plain) -> str:
        match value:
            case dict():
                inner = [f"{writing.key(name)}: {self.flow(each)}" for name, each in value.items()]
            case list():
                inner = [self.flow(each) for each in value]
            case _:
                return self.scalar(value, flow=True)
        pad = " " if self.chance("padded") else ""
        tail = "," if inner and self.chance("trailing comma") else ""
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        return opening + pad + ", ".join(inner) + tail + pad + closing

    def above(self, indent: int) -> list[str]:
        lines = []
        if self.draw.draw(st.integers(0, 5), label="blank") == 0:
            lines.append("")
        if self.draw.draw(st.integers(0, 4), label="above") == 0:
            self.comments += 1
            lines.append(" " * indent + f"# note {self.comments}")
        return lines

    def value(self, head: str, value: Plain, indent: int) -> list[str]:
        if isinstance(value, str) and "\n" in value:
            written = writing.literal(value, indent + self.step)
            if written and self.chance("literal"):
                first, *rest = written.split("\n")
                return [f"{head} {first}{self.comment()}", *rest]
        if not isinstance(value, dict | list):
            written = self.scalar(value, flow=False)
            return [f"{head} {written}{self.comment()}" if written else f"{head}{self.comment()}"]
        if not value or self.chance("in flow"):
            return [f"{head} {self.flow(value)}{self.comment()}"]
        deeper = indent + self.step
        if isinstance(value, list) and not head.lstrip().startswith("-") and self.chance("flush"):
            deeper = indent
        if head.endswith("-") and self.chance("behind the dash"):
            lines = self.block(value, len(head) + 1)
            while lines and lines[0].strip()[:1] in ("", "#"):
                lines.pop(0)
            return [head + lines[0][len(head) :], *lines[1:]]
        return [f"{head}{self.comment()}", *self.block(value, deeper)]

    def block(self, value: Plain, indent: int) -> list[str]:
        lines: list[str] = []
        pad = " " * indent
        if isinstance(value, dict):
            for name, each in value.items():
                lines += self.above(indent)
                lines += self.value(f"{pad}{writing.key(name)}:", each, indent)
        elif isinstance(value, list):
            for each in value:
                lines += self.above(indent)
                lines += self.value(f"{pad}-", each, indent)
        return lines


def paths_of(value: Plain, path: Path = ()) -> list[Path]:
    """Every path in plain data, its own last."""
    match value:
        case dict():
            below = [(name, each) for name, each in value.items()]
        case list():
            below = list(enumerate(value))  # type: ignore[arg-type]
        case _:
            return [path]
    return [*(each for name, part in below for each in paths_of(part, (*path, name))), path]
