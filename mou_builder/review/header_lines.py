"""What stands in the headers and footers of a returned copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mou_builder.difference.words import likeness
from mou_builder.review.folding import plain
from mou_builder.review.returned_copy import Line
from mou_builder.review.sent_parts import SentPart, bag_of

_STATEMENT = re.compile(r"\{%.*?%\}")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
ALIKE = 0.4


def unsent_margins(
    header: SentPart, margins: Sequence[Line], template: Sequence[Line]
) -> tuple[list[Line], list[Line]]:
    """Return the lines that are the running header, and those that nobody sent.

    What the template prints on every page belongs to neither.
    """
    fixed = [_pattern(each.accepted) for each in template]
    open_lines = [each for each in margins if not _is_fixed(each, fixed) or _is(header, each)]
    exact = [each for each in open_lines if _is(header, each)]
    if exact:
        return exact, [each for each in open_lines if each not in exact]
    near = max(open_lines, key=lambda each: _likeness(header, each), default=None)
    if near is None or _likeness(header, near) < ALIKE:
        return [], open_lines
    return [near], [each for each in open_lines if each is not near]


def _is(header: SentPart, line: Line) -> bool:
    return header.plain in (plain(line.rejected), plain(line.accepted))


def _is_fixed(line: Line, fixed: Sequence[re.Pattern[str]]) -> bool:
    texts = {plain(line.rejected), plain(line.accepted)}
    return any(pattern.fullmatch(text) for text in texts for pattern in fixed)


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a line of a template prints; its placeholders stand for any one line."""
    pieces = _PLACEHOLDER.split(_STATEMENT.sub("", text))
    if not any(plain(each) for each in pieces):
        return re.compile("(?!)")
    return re.compile(r"\s*.*?\s*".join(re.escape(plain(each)) for each in pieces))


def _likeness(header: SentPart, line: Line) -> float:
    return max(likeness(header.bag, bag_of(text)) for text in (line.rejected, line.accepted))
