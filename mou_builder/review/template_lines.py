"""What a house template prints of its own, known by its place: around the agreement, in margins.

The same agreement is made again in the same template, and read as the returned copy is. What stands
there before the first and after the last part of the agreement is the template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mou_builder.agreement.document import Key, PartKind
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass
from mou_builder.review.folding import plain
from mou_builder.review.line_match import Anchors
from mou_builder.review.returned_copy import CopyWords, Line, Margin, ReturnedCopy
from mou_builder.review.sent_parts import SentLine, SentPart, bag_of

ALIKE = 0.4
"""A line that shares less of its words with another is not that line, reworded."""


def own_lines(
    made: ReturnedCopy | None, anchors: Anchors
) -> tuple[tuple[SentPart, ...], tuple[SentPart, ...]]:
    """Return the template's own lines before the agreement, and those after it, as parts."""
    if made is None:
        return (), ()
    anchored = [
        at for at, line in enumerate(made.lines) if any(name in anchors for name in line.anchors)
    ]
    if not anchored:
        return (), ()
    before = made.lines[: anchored[0]]
    after = made.lines[anchored[-1] + 1 :]
    return tuple(_parts(before, "before")), tuple(_parts(after, "after"))


def _parts(lines: Sequence[Line], where: str) -> Iterator[SentPart]:
    for at, line in enumerate(lines):
        if not line.is_empty:
            yield _part(line, f"{where}-{at}", "the template")


def _part(line: Line, id_: str, where: str) -> SentPart:
    words = " ".join(line.accepted.split())
    title = f"Line of {where}: “{words[:60]}{'…' if len(words) > 60 else ''}”"
    sent = SentLine(line.accepted, line.kind, line.number, line.doubts)
    return SentPart(Key(PartKind.TEMPLATE, id_), title, (sent,))


@dataclass(frozen=True)
class MarginLines:
    """What became of the lines of one header or footer.

    ``stayed`` are pairs of what was sent and the line that it is now, reworded or not; ``gone`` is
    what is no longer there, ``new`` what nobody sent.
    """

    place: str
    stayed: tuple[tuple[SentPart, Line], ...]
    gone: tuple[SentPart, ...]
    new: tuple[Line, ...]


def margin_lines(
    header: SentPart, margins: Sequence[Margin], made: ReturnedCopy | None
) -> Iterator[MarginLines]:
    """Compare headers and footers, place by place and section by section, with those as made."""
    alone = Margin("Header", 0, (Line((CopyWords(header.text),)),))
    sent = _by_place(made.margins if made else (alone,))
    here = _by_place(margins)
    last = max((section for _, section in sent), default=0)
    done: set[tuple[str, int]] = set()
    sections = sorted({section for _, section in here}) or [0]
    for section in sections:
        places = [place for place, at in here if at == section]
        places += [place for place, at in sent if at == last and place not in places]
        for place in places:
            was = _printed(sent, place, last)
            now = _printed(here, place, section)
            # Sections share their headers; what was compared once is not compared again.
            if (place, id(now)) in done:
                continue
            done.add((place, id(now)))
            parts = [_margin_part(header, line, place, at) for at, line in enumerate(was)]
            yield _compared(place, parts, now)


def _by_place(margins: Sequence[Margin]) -> dict[tuple[str, int], tuple[Line, ...]]:
    return {(each.place, each.section): each.lines for each in margins}


def _printed(
    margins: dict[tuple[str, int], tuple[Line, ...]], place: str, section: int
) -> tuple[Line, ...]:
    """Return what is printed at a place: pages without a header of their own have the usual."""
    usual = place.split()[0]
    return margins.get((place, section), margins.get((usual, section), ()))


def _margin_part(header: SentPart, line: Line, place: str, at: int) -> SentPart:
    if plain(line.accepted) == header.plain:
        return header
    return _part(line, f"{place}-{at}".lower().replace(" ", "-"), f"the {place.lower()}")


def _compared(place: str, sent: Sequence[SentPart], now: Sequence[Line]) -> MarginLines:
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
