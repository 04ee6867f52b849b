"""Diagnostics as a person reads them: where, what, the line itself, what to do, and on what basis.

The first line of each has the form ``file:line:column: CODE severity: message``, which editors
know how to follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mou_builder.agreement.wording import counted
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.report.diagnostics.excerpt import excerpt, source_line
from mou_builder.report.terminal import NARROWEST, visible, wrapped

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def diagnostics_text(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], color: bool, width: int
) -> str:
    """Return all diagnostics, each with its line where ``sources`` has its file, and their number.

    ``width`` is that of the terminal in columns; ``color`` allows ANSI escapes. Nothing is ever
    said by color alone. No diagnostics give the empty text.
    """
    if not diagnostics:
        return ""
    view = _View(sources, color, max(width, NARROWEST))
    parts = ["\n".join(view.lines(each)) for each in diagnostics]
    return "\n\n".join([*parts, view.bold(findings_summary(diagnostics))]) + "\n"


def findings_summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many there are of each severity, and where: “3 errors, 1 warning in a.yaml”."""
    counts = {
        severity: sum(each.severity is severity for each in diagnostics) for severity in Severity
    }
    said = ", ".join(counted(number, each.value) for each, number in counts.items() if number)
    files = list(dict.fromkeys(each.place.file for each in diagnostics))
    where = visible(files[0]) if len(files) == 1 else f"{len(files)} files"
    return f"{said} in {where}" if files else "nothing found"


class _View:
    """How to show one diagnostic."""

    def __init__(self, sources: Mapping[str, str], color: bool, width: int) -> None:
        self.sources = sources
        self.color = color
        self.width = width

    def bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self.color else text

    def faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_PLAIN}" if self.color else text

    def graded(self, text: str, severity: Severity) -> str:
        return f"\x1b[1;{_COLOURS[severity]}m{text}{_PLAIN}" if self.color else text

    def lines(self, each: Diagnostic) -> Iterator[str]:
        place = self.bold(f"{visible(str(each.place))}:")
        grade = self.graded(f"{each.code} {each.severity.value}:", each.severity)
        yield f"{place} {grade} {visible(each.message)}"
        yield from self.source(each)
        if each.hint:
            yield from self.wrapped("hint: ", each.hint)
        if each.basis:
            yield from self.wrapped("basis: ", each.basis)

    def source(self, each: Diagnostic) -> Iterator[str]:
        line = source_line(self.sources.get(each.place.file, ""), each.place.line)
        if line is None:
            return
        gutter = f"{each.place.line:>5} | "
        shown = excerpt(line, each.place.column, self.width - len(gutter))
        yield self.faint(gutter) + shown.line
        caret = self.graded("^", each.severity)
        yield self.faint(f"{'':>5} | ") + " " * shown.before + caret

    def wrapped(self, label: str, words: str) -> list[str]:
        return wrapped(visible(words), self.width, f"  {label}", " " * (len(label) + 2))
