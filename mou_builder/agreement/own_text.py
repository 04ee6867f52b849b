r"""A municipality's own text: as rich as the library's, and data all the same.

Paragraphs, sub-clauses and tables are written as in the library (`text_blocks`); words between
asterisks are emphasized; ``[[funding]]`` names another clause by its number, ``[[Funding]]`` at the
start of a sentence. A backslash before one of these signs takes its meaning away: ``\*``, ``\[[``,
and ``\-`` or ``\|`` at the start of a line. Everything else is printed as it was typed: no value
meets a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mou_builder.agreement.document import CROSS_REFERENCE, ClauseNumber, Fill, Span
from mou_builder.agreement.references import REFERENCE, clause_id
from mou_builder.patterns import pattern

_EMPHASIS = pattern(r"(?<!\\)\*(?=\S)((?:[^*\\]|\\.)+?)(?<=\S)\*")
_ESCAPED = pattern(r"\\(\*|\[\[)|^(\\*)\\(?=- |\|)")
_TO_ESCAPE = pattern(r"\*|\[\[")
_TO_ESCAPE_IN_LINE = pattern(r"\*|\[\[|^\\*(?=- |\|)")


def escaped(text: str, *, begins_line: bool = True) -> str:
    """Return words that somebody wrote elsewhere as own text that prints them as they are."""
    signs = _TO_ESCAPE_IN_LINE if begins_line else _TO_ESCAPE
    return signs.sub(lambda found: f"\\{found[0]}", text)


def own_spans(text: str, path: str, numbers: Mapping[str, ClauseNumber]) -> tuple[Span, ...]:
    """Return the spans of a paragraph or cell of own text, which stands at ``path`` of the config.

    ``numbers`` has the number of each clause of the agreement; a reference to another is an open
    point of a draft.
    """
    spans: list[Span] = []
    end = 0
    for found in _EMPHASIS.finditer(text):
        spans += _spans_with_references(text[end : found.start()], path, numbers, emphasis=False)
        spans += _spans_with_references(found[1], path, numbers, emphasis=True)
        end = found.end()
    spans += _spans_with_references(text[end:], path, numbers, emphasis=False)
    return tuple(spans)


def _spans_with_references(
    text: str, path: str, numbers: Mapping[str, ClauseNumber], *, emphasis: bool
) -> Iterator[Span]:
    end = 0
    for found in REFERENCE.finditer(text):
        if words := text[end : found.start()]:
            yield Span(_unescaped(words), emphasis, path)
        yield _reference_span(found[1], numbers, emphasis=emphasis)
        end = found.end()
    if text[end:]:
        yield Span(_unescaped(text[end:]), emphasis, path)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or found[2] or "", text)


def _reference_span(reference: str, numbers: Mapping[str, ClauseNumber], *, emphasis: bool) -> Span:
    name = clause_id(reference)
    blank = f"{CROSS_REFERENCE}{name}"
    if name not in numbers:
        return Span(f"[clause: {name}]", emphasis, blank, Fill.MISSING)
    word = "clause" if reference == name else "Clause"
    return Span(f"{word} {numbers[name]}", emphasis, blank)
