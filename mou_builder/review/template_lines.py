"""What a house template prints itself: lines before and after the agreement, headers and footers.

The agreement is made again in the same template, and read as the returned copy is. What stands
there before the first part of the agreement and after the last one belongs to the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from mou_builder.agreement.document import Key, PartKind
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, replace
from mou_builder.review.folding import plain, quoted
from mou_builder.review.line_match import Anchors
from mou_builder.review.returned_copy import CopyWords, Line, Margin, ReturnedCopy
from mou_builder.review.sent_parts import SentLine, SentPart, bag_of

_BEFORE, _AFTER = "before", "after"
ALIKE = 0.4
"""A line with a lower likeness to the one that was sent is not that line, reworded."""


def own_lines(
    made: ReturnedCopy | None, anchors: Anchors
) -> tuple[tuple[SentPart, ...], tuple[SentPart, ...]]:
    """Return the template's own lines before the agreement, and those after it, as parts."""
    before, after = _around(made.lines if made else (), anchors)
    return _as_parts(before, _BEFORE), _as_parts(after, _AFTER)


def untouched_lines(
    lines: Sequence[Line], made: ReturnedCopy | None, anchors: Anchors
) -> Mapping[int, Key]:
    """Return which of the lines of a copy are the template's own, as it prints them.

    By the index of each the key of its part; a line without words has no part of that key.
    """
    sent, here = _around(made.lines if made else (), anchors), _around(lines, anchors)
    begins = (0, len(lines) - len(here[1]))
    found: dict[int, Key] = {}
    for where, begin, was, now in zip((_BEFORE, _AFTER), begins, sent, here, strict=True):
        first = _count_alike(was, now)
        last = _count_alike(was[first:][::-1], now[first:][::-1])
        pairs = [(at, at) for at in range(first)]
        pairs += [(len(was) - at, len(now) - at) for at in range(last, 0, -1)]
        found |= {begin + at: Key(PartKind.TEMPLATE, f"{where}-{of}") for of, at in pairs}
    return found


def _around(lines: Sequence[Line], anchors: Anchors) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines before the agreement, and those after it."""
    anchored = [
        at for at, line in enumerate(lines) if any(each in anchors for each in line.anchors)
    ]
    return (lines[: anchored[0]], lines[anchored[-1] + 1 :]) if anchored else ((), ())


def _count_alike(sent: Sequence[Line], here: Sequence[Line]) -> int:
    """Return how many lines are printed alike before the first that is not."""
    pairs = zip(sent, here, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _printed(pair[0]) == _printed(pair[1]), pairs))


def _printed(line: Line) -> tuple[object, ...]:
    return line.accepted, line.rejected, line.kind, line.number, line.doubts


def _as_parts(lines: Sequence[Line], where: str) -> tuple[SentPart, ...]:
    return tuple(
        _as_part(line, f"{where}-{at}", "the template")
        for at, line in enumerate(lines)
        if not line.is_empty
    )


def _as_part(line: Line, id_: str, where: str) -> SentPart:
    title = f"Line of {where}: {quoted(line.accepted)}"
    return SentPart(Key(PartKind.TEMPLATE, id_), title, (_as_sent(line),))


def _as_sent(line: Line) -> SentLine:
    """Return a line of the agreement as it is made again, which is the one that was sent."""
    return SentLine(line.accepted, line.kind, line.number, line.doubts, line.cell, line.drawings)


@dataclass(frozen=True)
class MarginLines:
    """What became of the lines of one header or footer, which ``place`` names.

    ``stayed`` are pairs of what was sent and the line that it is now, reworded or not; ``gone`` are
    those that are no longer there, ``new`` those that were not sent.
    """

    place: str
    stayed: tuple[tuple[SentPart, Line], ...]
    gone: tuple[SentPart, ...]
    new: tuple[Line, ...]


def margin_lines(
    header: SentPart, margins: Sequence[Margin], made: ReturnedCopy | None
) -> Iterator[MarginLines]:
    """Compare the headers and footers of a copy, place by place and section by section.

    They are compared with those of the agreement as ``made`` again, or, without it, with its own
    ``header`` alone.
    """
    alone = Margin("Header", 0, (Line((CopyWords(header.text),)),))
    sent = _by_place(made.margins if made else (alone,))
    here = _by_place(margins)
    last = max((section for _, section in sent), default=0)
    done: set[tuple[str, int]] = set()
    sections = sorted({section for _, section in here}) or [0]
    for section in sections:
        like = min(section, last)  # a section that was not sent prints what the last one does
        places = [place for place, at in here if at == section]
        places += [place for place, at in sent if at == like and place not in places]
        for place in places:
            was = _lines_printed_at(sent, place, like)
            now = _lines_printed_at(here, place, section)
            # Sections share headers, which are compared once.
            if (place, id(now)) in done:
                continue
            done.add((place, id(now)))
            id_ = place.lower().replace(" ", "-")
            parts = [
                replace(header, title=place, lines=(_as_sent(line),))
                if plain(line.accepted) == header.plain
                else _as_part(line, f"{id_}-{at}", f"the {place.lower()}")
                for at, line in enumerate(was)
            ]
            yield _compared_lines(place, parts, now)


def _by_place(margins: Sequence[Margin]) -> dict[tuple[str, int], tuple[Line, ...]]:
    return {(each.place, each.section): each.lines for each in margins}


def _lines_printed_at(
    margins: dict[tuple[str, int], tuple[Line, ...]], place: str, section: int
) -> tuple[Line, ...]:
    """Return what is printed at a place, such as “Header of even pages”.

    Pages without a header or footer of their own have the usual one.
    """
    usual = place.split()[0]
    return margins.get((place, section), margins.get((usual, section), ()))


def _compared_lines(place: str, sent: Sequence[SentPart], now: Sequence[Line]) -> MarginLines:
    texts = [plain(each.rejected) for each in now]
    matcher = SequenceMatcher(None, [each.plain for each in sent], texts, autojunk=False)
    stayed: list[tuple[SentPart, Line]] = []
    gone: list[SentPart] = []
    new: list[Line] = []
    for kind, i, next_i, j, next_j in matcher.get_opcodes():
        if kind == "equal":
            stayed += zip(sent[i:next_i], now[j:next_j], strict=True)
            continue
        free = list(now[j:next_j])
        for part in sent[i:next_i]:
            best = max(free, key=lambda each: _likeness(part, each), default=None)
            if best is None or _likeness(part, best) < ALIKE:
                gone.append(part)
            else:
                free = [each for each in free if each is not best]
                stayed.append((part, best))
        new += free
    return MarginLines(place, tuple(stayed), tuple(gone), tuple(new))


def _likeness(part: SentPart, line: Line) -> float:
    return max(likeness(part.bag, bag_of(text)) for text in (line.rejected, line.accepted))
