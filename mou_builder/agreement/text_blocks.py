"""A rendered text becomes paragraphs, sub-clauses and tables.

Paragraphs are separated by an empty line, and wrapped lines belong together. A line that starts
with “- ” opens a sub-clause; lines that start with “|” are the rows of a table, the first of them
its header; words between asterisks are emphasized.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from mou_builder.agreement.document import Span
from mou_builder.agreement.filled_values import MARKER, FilledBlanks
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern

_PERIOD = pattern(r"\.(?!\.)")
_BEFORE_COMMA = pattern(r" +([,.;:])(?=\s|$)")
_RULE_OF_TABLE = pattern(r"\|(?:\s*:?-+:?\s*\|)+")
"""The line under a header in Markdown, which many people type."""
_SPACES = pattern(r"[ \t]{2,}")
_REMEMBERED = 2048
"""How many texts are remembered as they were taken apart; a library has some hundreds."""
_EMPHASIS = pattern(r"\*(?=\S)([^*]+?)(?<=\S)\*")


@dataclass(frozen=True)
class Lines:
    """A paragraph or (``lettered``) a sub-clause, as text with markers."""

    text: str
    lettered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table, as cells of text with markers."""

    rows: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=_REMEMBERED)
def parts_of(text: str) -> tuple[Lines | Grid, ...]:
    """Return the parts of a rendered text in order.

    Values are markers in it, so that the texts of two agreements are often one and the same.
    """
    return tuple(
        part
        for lines in _chunks(text)
        for part in _parts_of_chunk([_closed_up(line) for line in lines])
    )


def own_parts_of(text: str) -> Iterator[Lines | Grid]:
    """Yield the parts of a municipality's own text, whose words stay as they were typed."""
    for lines in _chunks(text):
        yield from _parts_of_chunk(lines)


def _chunks(text: str) -> Iterator[list[str]]:
    for chunk in re.split(r"\n[ \t]*\n", text):
        yield [line.strip() for line in chunk.split("\n") if line.strip()]


def _parts_of_chunk(lines: list[str]) -> Iterator[Lines | Grid]:
    runs = groupby(lines, key=lambda line: line.startswith("|"))
    for is_table, group in ((is_table, list(run)) for is_table, run in runs):
        yield from _table(group) if is_table else _paragraphs(group)


def _paragraphs(lines: Iterable[str]) -> Iterator[Lines]:
    waiting: list[str] = []
    for line in lines:
        if line.startswith("- ") and waiting:
            yield _paragraph_of(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _paragraph_of(waiting)


def _table(lines: Iterable[str]) -> Iterator[Grid]:
    rows = [
        tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        for number, line in enumerate(lines)
        if not (number == 1 and _RULE_OF_TABLE.fullmatch(line))
    ]
    width = max(map(len, rows))
    yield Grid(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _closed_up(text: str) -> str:
    """Return ``text`` without the spaces that conditions leave: doubled, or before a comma."""
    return _BEFORE_COMMA.sub(r"\1", _SPACES.sub(" ", text))


def _paragraph_of(lines: list[str]) -> Lines:
    text = " ".join(lines)
    return Lines(text[2:].lstrip(), lettered=True) if text.startswith("- ") else Lines(text)


def spans_of(text: str, filled: FilledBlanks) -> tuple[Span, ...]:
    """Return the spans of a text with markers; what lies between asterisks is emphasized.

    A value that ends with a period, as “3:30 p.m.” does, ends the sentence with it; a name with a
    comma in it is closed with another where the sentence goes on.
    """
    pieces = _words_and_markers(text)
    if len(pieces) == 1 and isinstance(pieces[0], Span):
        return (pieces[0],)
    spans: list[Span] = []
    ended = open_comma = False
    for at, piece in enumerate(pieces):
        if isinstance(piece, Span):
            words = piece.text[1:] if ended and _PERIOD.match(piece.text) else piece.text
            if open_comma and _goes_on(words, last=at + 1 == len(pieces)):
                words = f",{words}"
            if words:
                spans.append(piece if words == piece.text else replace(piece, text=words))
            ended = open_comma = False
            continue
        value = filled.words[piece.index]
        if value.text:
            spans.append(Span(value.text, piece.emphasis, value.blank, value.fill))
            ended = value.text.endswith(".")
            open_comma = value.is_set_off
    return tuple(spans)


def _goes_on(words: str, *, last: bool) -> bool:
    """Tell whether a sentence goes on with ``words``, and not with a mark or another thing."""
    return words[:1] == " " and (words[1:2].isalpha() if words[1:] else not last)


@dataclass(frozen=True)
class _Marker:
    """Where a value stands in a text: the index of its words among `FilledBlanks`."""

    index: int
    emphasis: bool


@lru_cache(maxsize=_REMEMBERED)
def _words_and_markers(text: str) -> tuple[Span | _Marker, ...]:
    """The words of a text as spans, and the markers between them."""
    pieces: list[Span | _Marker] = []
    end = 0
    for found in _EMPHASIS.finditer(text):
        pieces += _split_at_markers(text[end : found.start()], emphasis=False)
        pieces += _split_at_markers(found[1], emphasis=True)
        end = found.end()
    pieces += _split_at_markers(text[end:], emphasis=False)
    return tuple(pieces)


def _split_at_markers(text: str, *, emphasis: bool) -> Iterator[Span | _Marker]:
    end = 0
    for found in MARKER.finditer(text):
        if words := text[end : found.start()]:
            yield Span(words, emphasis)
        yield _Marker(int(found[1]), emphasis)
        end = found.end()
    if text[end:]:
        yield Span(text[end:], emphasis)
