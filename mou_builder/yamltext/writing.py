"""How plain data is written as YAML, so that it reads back as exactly the same data.

No rules say when a scalar needs quotation marks: a way of writing is taken if the reader gives back
the same text for it; otherwise the next is tried.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from mou_builder.yamltext.source import Plain

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

WIDTH = 100
"""Columns up to which a list or mapping of single values is written in one line."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_BREAKS = frozenset("\n\r\x85\u2028\u2029")
_UNSEEN = {*range(0x20), *range(0x7F, 0xA1), 0x2028, 0x2029, 0xFEFF}


def scalar(text: str | None, style: str = "", *, flow: bool = False) -> str:
    """Return ``text`` as one line of YAML, in ``style`` if that reads back as the same text.

    ``style`` is empty for no quotation marks, or the quotation mark. A value that is not given
    becomes nothing at all, or ``null`` in a flow collection.
    """
    if text is None:
        return "null" if flow else ""
    candidates = {
        "": (text, _double_quoted(text)),
        "'": (_single_quoted(text), _double_quoted(text)),
    }
    for candidate in candidates.get(style, ()):
        if _reads_back(candidate, text, flow):
            return candidate
    return _double_quoted(text)


def key(name: str) -> str:
    """Return the key of a mapping as YAML."""
    return name if _key_reads_back(name) else _double_quoted(name)


def _single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    return '"' + "".join(_escaped(each) for each in text) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    code = ord(letter)
    if code in _UNSEEN or 0xD800 <= code <= 0xDFFF or 0xFFFE <= code <= 0xFFFF:
        return f"\\u{code:04X}"
    return letter


@lru_cache(4096)
def _reads_back(candidate: str, text: str, flow: bool) -> bool:
    if _BREAKS & set(candidate):
        return False
    line = f"{{k: {candidate}, l: m}}" if flow else f"k: {candidate}\nl: m\n"
    scalars = _scalars_of_mapping(line)
    if scalars is None or len(scalars) != 4:
        return False
    value = scalars[1]
    is_nothing = value.implicit[0] and value.value in ("", "~", "null")
    return bool(value.value == text and not is_nothing and scalars[3].value == "m")


@lru_cache(4096)
def _key_reads_back(name: str) -> bool:
    if _BREAKS & set(name):
        return False
    for line in (f"{name}: v\n", f"{{{name}: v}}"):
        scalars = _scalars_of_mapping(line)
        if scalars is None or [each.value for each in scalars] != [name, "v"]:
            return False
    return True


def _scalars_of_mapping(text: str) -> list[Any] | None:
    """Return the scalars of one plain mapping without anchors and tags; None if it is not one."""
    try:
        events = list(yaml.parse(text, Loader=_Loader))
    except (yaml.YAMLError, UnicodeEncodeError):
        return None
    scalars = [each for each in events if isinstance(each, yaml.ScalarEvent)]
    if len(events) != len(scalars) + 6 or any(each.anchor or each.tag for each in scalars):
        return None
    return scalars


def literal(text: str, indent: int) -> str | None:
    """Return ``text`` after ``|``, its lines indented; None if it does not read back so."""
    chomping = "" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    pad = " " * indent
    body = "".join(f"\n{pad}{line}" if line else "\n" for line in lines)
    written = f"|{chomping}{body}"
    scalars = _scalars_of_mapping(f"k: {written}\nl: m\n")
    same = scalars is not None and [each.value for each in scalars] == ["k", text, "l", "m"]
    return written if same and not (_BREAKS - {"\n"}) & set(text) else None


def flow(data: Plain) -> str:
    """Return ``data`` in one line, its collections in braces and brackets."""
    match data:
        case dict():
            parts = (f"{key(name)}: {flow(value)}" for name, value in data.items())
            return "{" + ", ".join(parts) + "}"
        case list():
            return "[" + ", ".join(flow(each) for each in data) + "]"
        case _:
            return scalar(data, flow=True)


def is_leaf(data: Plain) -> bool:
    """Tell whether ``data`` holds single values only, in one line each."""
    match data:
        case dict():
            return all(_is_line(each) for each in data.values())
        case list():
            return all(_is_line(each) for each in data)
        case _:
            return False


def _is_line(data: Plain) -> bool:
    return data is None or (isinstance(data, str) and "\n" not in data)


def entry(name: str, data: Plain, indent: int, *, prefer_flow: bool = False) -> list[str]:
    """Return the lines of an entry of a block mapping, with ``indent`` spaces before its key."""
    head = " " * indent + key(name) + ":"
    if isinstance(data, str) and "\n" in data:
        return [head + " " + (literal(data, indent + 2) or scalar(data))]
    if not isinstance(data, dict | list):
        return [f"{head} {scalar(data)}".rstrip() if data is None else f"{head} {scalar(data)}"]
    short = f"{head} {flow(data)}"
    as_flow = is_leaf(data) and (prefer_flow or isinstance(data, list)) and len(short) <= WIDTH
    if not data or as_flow:
        return [short]
    return [head, *block(data, indent + 2)]


def item(data: Plain, indent: int) -> list[str]:
    """Return the lines of an item of a block list, with ``indent`` spaces before its dash."""
    head = " " * indent + "-"
    if isinstance(data, str) and "\n" in data:
        return [head + " " + (literal(data, indent + 2) or scalar(data))]
    if not isinstance(data, dict | list):
        return [head if data is None else f"{head} {scalar(data)}"]
    short = f"{head} {flow(data)}"
    if not data or (is_leaf(data) and len(short) <= WIDTH):
        return [short]
    lines = block(data, indent + 2)
    return [head + lines[0][indent + 1 :], *lines[1:]]


def block(data: dict[str, Plain] | list[Plain], indent: int) -> list[str]:
    """Return the lines of a mapping or list that has entries, each indented."""
    if isinstance(data, dict):
        return [line for name, each in data.items() for line in entry(name, each, indent)]
    return [line for each in data for line in item(each, indent)]
