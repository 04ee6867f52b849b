"""Change marks on the spans of one paragraph or table cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from mou_builder.agreement.document import Change, Span
from mou_builder.difference.phrases import kept_tokens
from mou_builder.difference.words import Tokens, tokens
from mou_builder.frozen import dataclass, replace

Spans = tuple[Span, ...]


def marked_spans(old: Spans, new: Spans) -> Spans:
    """Return the words of both, marked: what is deleted stands before what replaces it.

    Words are kept when they and their emphasis are the same; they then have the blank that ``new``
    says they came from.
    """
    return new if words_and_emphasis(old) == words_and_emphasis(new) else _marked(old, new)


# The comparison and the redline mark the same paragraphs.
@lru_cache(maxsize=512)
def _marked(old: Spans, new: Spans) -> Spans:
    before, after = tokens(old), tokens(new)
    old_slices, new_slices = _Slices(old), _Slices(new)
    result: list[Span] = []
    for piece in _marked_pieces(before, after):
        result += new_slices.between(*piece.kept, Change.KEPT)
        result += old_slices.between(*piece.deleted, Change.DELETED)
        result += new_slices.between(*piece.inserted, Change.INSERTED)
    return merged_spans(result)


def wholly_changed(spans: Spans, change: Change) -> Spans:
    """Return the spans, all of them marked ``change``."""
    return tuple(Span(span.text, span.emphasis, span.blank, span.fill, change) for span in spans)


def merged_spans(spans: Sequence[Span]) -> Spans:
    """Join neighbors that differ in nothing but their words; drop empty ones."""
    result: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if result and _attributes(span) == _attributes(result[-1]):
            result[-1] = replace(span, text=result[-1].text + span.text)
        else:
            result.append(span)
    return tuple(result)


def _attributes(span: Span) -> tuple[object, ...]:
    return span.emphasis, span.blank, span.fill, span.change


def words_and_emphasis(spans: Spans) -> tuple[tuple[str, bool], ...]:
    """Return the words and their emphasis, whichever spans they are cut into."""
    result: list[tuple[str, bool]] = []
    for span in spans:
        if result and result[-1][1] == span.emphasis:
            result[-1] = (result[-1][0] + span.text, span.emphasis)
        elif span.text:
            result.append((span.text, span.emphasis))
    return tuple(result)


@dataclass(frozen=True)
class _Piece:
    """Offsets: what is kept (in the new text), then deleted (old), then inserted (new)."""

    kept: tuple[int, int]
    deleted: tuple[int, int]
    inserted: tuple[int, int]


def _marked_pieces(old: Tokens, new: Tokens) -> Iterator[_Piece]:
    """Cut both texts at the tokens that are kept, and place the white space around changes."""
    at_old = at_new = begin = 0
    for i, j in kept_tokens(old, new):
        head, tail = _common_space(old, new, (at_old, old.starts[i]), (at_new, new.starts[j]))
        deleted = (at_old + head, old.starts[i] - tail)
        inserted = (at_new + head, new.starts[j] - tail)
        if deleted[0] < deleted[1] or inserted[0] < inserted[1]:
            yield _Piece((begin, inserted[0]), deleted, inserted)
            begin = inserted[1]
        at_old, at_new = old.ends[i], new.ends[j]
    yield _Piece((begin, len(new.text)), (0, 0), (0, 0))


def _common_space(
    old: Tokens, new: Tokens, before: tuple[int, int], after: tuple[int, int]
) -> tuple[int, int]:
    """How many characters of white space two gaps between kept tokens share, at either end."""
    if _is_same_gap(old, new, before, after):
        return before[1] - before[0], 0
    shortest = min(before[1] - before[0], after[1] - after[0])
    head = tail = 0
    while head < shortest and _same_space(old, new, before[0] + head, after[0] + head):
        head += 1
    while tail < shortest - head and _same_space(
        old, new, before[1] - tail - 1, after[1] - tail - 1
    ):
        tail += 1
    return head, tail


def _is_same_gap(old: Tokens, new: Tokens, before: tuple[int, int], after: tuple[int, int]) -> bool:
    return (
        old.text[slice(*before)] == new.text[slice(*after)]
        and "1" not in old.emphasis[slice(*before)]
        and "1" not in new.emphasis[slice(*after)]
    )


def _same_space(old: Tokens, new: Tokens, one: int, other: int) -> bool:
    return (
        old.text[one].isspace()
        and old.text[one] == new.text[other]
        and _is_emphasised(old, one) == _is_emphasised(new, other)
    )


def _is_emphasised(text: Tokens, index: int) -> bool:
    return text.emphasis[index : index + 1] == "1"


class _Slices:
    """Spans addressed by the offsets of their words in the whole text."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self._starts = list(accumulate((len(span.text) for span in spans), initial=0))

    def between(self, start: int, end: int, change: Change) -> Iterator[Span]:
        """The words from ``start`` to ``end``, marked ``change``."""
        if start >= end:
            return
        index = bisect_right(self._starts, start) - 1
        while index < len(self._spans) and self._starts[index] < end:
            span, offset = self._spans[index], self._starts[index]
            text = span.text[max(start - offset, 0) : end - offset]
            if text:
                yield Span(text, span.emphasis, span.blank, span.fill, change)
            index += 1
