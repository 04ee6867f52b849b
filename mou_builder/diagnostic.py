"""Diagnostics: what is said about a config, a library or a document, and where."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from mou_builder.frozen import dataclass, field
from mou_builder.patterns import pattern

_ONE_WORD = pattern(r"[\w%+,./:=@^~-]+")
_READ_IN_QUOTES = pattern(r'["$`\\!]')


class Severity(StrEnum):
    """How grave a finding is; only errors refuse a config."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):  # of which every file has hundreds: a dataclass takes four times as long
    """A position in a text file; ``line`` and ``column`` count from 1.

    Line 0 is no place in it: what is said is about the file as a whole, or it has no lines.
    """

    file: str
    line: int = 0
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Diagnostic:
    """One finding, with a stable code, its place, and what to do about it.

    ``path`` leads to the value of a config that it speaks of, which need not be there yet; it is
    empty where the finding is about no value, or of another kind of file.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str | None = None
    basis: str | None = None
    path: tuple[str | int, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.code} {self.severity.value}: {self.message}"]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        if self.basis:
            lines.append(f"  basis: {self.basis}")
        return "\n".join(lines)


class Refused(Exception):
    """Work that cannot go on, with every reason found so far."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(str(each) for each in diagnostics))
        self.diagnostics = diagnostics


def refusal(code: str, at: str | Place, message: str, hint: str | None = None) -> Refused:
    """Return what to raise for one error at a place, or in a file as a whole."""
    place = at if isinstance(at, Place) else Place(at)
    return Refused((Diagnostic(code, Severity.ERROR, message, place, hint),))


def as_typed(name: object) -> str:
    """Return the name of a file, or another word, as one types it in a command.

    A shell splits a name at its spaces; one that begins with a hyphen is taken for an option.
    """
    word = str(name)
    word = f"./{word}" if word.startswith("-") else word
    if _ONE_WORD.fullmatch(word):
        return word
    if not _READ_IN_QUOTES.search(word):
        return f'"{word}"'
    import shlex  # few names have such signs

    return shlex.quote(word)
