"""A rendered text becomes paragraphs, sub-clauses and tables.

Paragraphs are separated by an empty line, and wrapped lines belong together. A line that starts
with “- ” opens a sub-clause; lines that start with “|” are the rows of a table, the first of them
its header; words between asterisks are emphasised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mou_builder.agreement.document import Span
from mou_builder.agreement.filled_values import MARKER, FilledBlanks

_BEFORE_COMMA = re.compile(r" +([,.;:])(?=\s|$)")
_RULE_OF_TABLE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
"""The line under a header in Markdown, which many people type."""
_EMPHASIS = re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*")


@dataclass(frozen=True)
class Lines:
    """A paragraph or (``lettered``) a sub-clause, as text with markers."""

    text: str
    lettered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table, as cells of text with markers."""

    rows: tuple[tuple[str, ...], ...]


def parts_of(text: str) -> Iterator[Lines | Grid]:
    """Yield the parts of a rendered text in order."""
    for lines in _chunks(text):
        yield from _chunk([_closed_up(line) for line in lines])


def own_parts_of(text: str) -> Iterator[Lines | Grid]:
    """Yield the parts of a municipality's own text, whose words stay as they were typed."""
    for lines in _chunks(text):
        yield from _chunk(lines)


def _chunks(text: str) -> Iterator[list[str]]:
    for chunk in re.split(r"\n[ \t]*\n", text):
        yield [line.strip() for line in chunk.split("\n") if line.strip()]


def _chunk(lines: list[str]) -> Iterator[Lines | Grid]:
    waiting: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("|"):
            if not (len(rows) == 1 and _RULE_OF_TABLE.fullmatch(line)):
                rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if line.startswith("- ") and waiting:
            yield _lines(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _lines(waiting)
    if rows:
        width = max(map(len, rows))
        yield Grid(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _closed_up(text: str) -> str:
    """Return ``text`` without the spaces that conditions leave: doubled, or before a comma."""
    return _BEFORE_COMMA.sub(r"\1", re.sub(r"[ \t]{2,}", " ", text))


def _lines(lines: list[str]) -> Lines:
    text = " ".join(lines)
    return Lines(text[2:].lstrip(), lettered=True) if text.startswith("- ") else Lines(text)


def spans_of(text: str, slip: FilledBlanks) -> tuple[Span, ...]:
    """Return the spans of a text with markers; what lies between asterisks is emphasised."""
    spans: list[Span] = []
    end = 0
    for found in _EMPHASIS.finditer(text):
        spans += _marked(text[end : found.start()], slip, emphasis=False)
        spans += _marked(found[1], slip, emphasis=True)
        end = found.end()
    spans += _marked(text[end:], slip, emphasis=False)
    return tuple(spans)


def _marked(text: str, slip: FilledBlanks, *, emphasis: bool) -> Iterator[Span]:
    end = 0
    for found in MARKER.finditer(text):
        if words := text[end : found.start()]:
            yield Span(words, emphasis)
        filled = slip.words[int(found[1])]
        if filled.text:
            yield Span(filled.text, emphasis, filled.blank, filled.fill)
        end = found.end()
    if text[end:]:
        yield Span(text[end:], emphasis)
