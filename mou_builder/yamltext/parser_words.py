"""The faults that the YAML parser finds, worded for the person who wrote the file."""

from __future__ import annotations

_INDENT = "indent it with spaces, like the lines beside it"
_QUOTES = "write the value in quotes"
_CLOSE = "close it where it ends, or delete it"
_TAG = ("a value begins with !, which has a meaning of its own", _QUOTES)
_TAB = ("a tab stands where spaces should", _INDENT)
_WORDS = {
    "tab character": _TAB,
    "cannot start any token": (
        "a value begins with @, % or `, which have a meaning of their own",
        _QUOTES,
    ),
    "',' or ']'": ("a list in brackets does not end", _CLOSE),
    "',' or '}'": ("what stands in braces does not end", _CLOSE),
    "unexpected end of stream": ("a quotation mark has no other one to end it", _CLOSE),
    "mapping values are not allowed": (
        "a colon stands where none can be",
        f"{_QUOTES}, or {_INDENT}",
    ),
    "expected ':'": ("a colon is missing", "write a colon and a space behind the key"),
    "did not find expected key": (
        "this line stands further in, or further out, than it may",
        f"{_INDENT}; nothing stands behind a quotation mark that ends a value",
    ),
    "expected <block end>": ("this line stands further in, or further out, than it may", _INDENT),
    "node content": (
        "a value or a list begins here and does not go on",
        f"{_QUOTES}, or delete it",
    ),
    "expected <document start>": (
        "the first line stands further in than those below",
        "begin it at the edge",
    ),
    "'-' indicator": ("this line of a list has no dash", "write a dash and a space before it"),
    "alphabetic or numeric character": (
        "a value begins with * or &, which have a meaning of their own",
        _QUOTES,
    ),
    "escape": (
        "a backslash in double quotes stands before what it cannot stand before",
        "write it twice, or use single quotes",
    ),
    "comment or line break": (
        "words stand behind | or >, which begin a text on the next line",
        f"begin the text on the next line, or {_QUOTES}",
    ),
    "nesting depth": ("too many lists stand inside each other", "close the brackets"),
    "the expected '>'": _TAG,
    "tag": _TAG,
    "YAML document": ("a line that begins with %YAML asks for another version", "delete that line"),
}
"""By what the parsers of PyYAML, in C and in Python, have in common: the fault, and what to do."""


def in_plain_words(problem: str, at: str) -> tuple[str, str]:
    """Return a fault and a hint for what a parser calls a problem ``at`` a character."""
    if at == "\t":
        return _TAB
    found = (told for words, told in _WORDS.items() if words in problem)
    return next(
        found, ("what stands here is none of its forms", "check indentation, quotes and colons")
    )
