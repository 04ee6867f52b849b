"""Which lines of a returned copy are which part of the agreement that was sent.

By what a line stands in, where that is still there; else by its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from mou_builder.agreement.document import Key, Kind, PartKind
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, field, replace
from mou_builder.review.folding import BREAK, plain
from mou_builder.review.returned_copy import Line
from mou_builder.review.sent_parts import SentPart, bag_of

Anchors = Mapping[str, Key]
"""What the names of anchors stand for."""

ALIKE = 0.5
"""A line that shares less of its words with any line that was sent is not that line, reworded."""
OWN = 0.5
"""A numbered line of whose words fewer are a clause's is not a piece of this clause."""
MOST_GUESSED = 500
"""The most lines without an anchor that are looked for by likeness."""

_WITHIN_CLAUSE = frozenset({Kind.SUBCLAUSE, Kind.CONTINUATION})


class FoundBy(StrEnum):
    """How a part was known again."""

    ANCHOR = "anchor"
    WORDS = "words"
    NOTHING = "nothing"


@dataclass(frozen=True)
class MatchedLines:
    """The lines of one part, in order; ``at`` is the place of the first of them.

    ``key`` is None for what was not sent and has no anchor that is known. ``moved_to`` is the place
    of the lines that a tracked move brought, if they stand elsewhere.
    """

    key: Key | None
    at: int
    lines: tuple[Line, ...]
    by: FoundBy = FoundBy.ANCHOR
    moved_to: int | None = None

    @property
    def rejected(self) -> str:
        """The words when every tracked change is rejected, a line for each paragraph."""
        return _joined(self.lines, rejected=True)

    @property
    def accepted(self) -> str:
        """The words when every tracked change is accepted."""
        return _joined(self.lines, rejected=False)


def _joined(lines: Sequence[Line], *, rejected: bool) -> str:
    pieces = []
    for line in lines:
        pieces.append(line.rejected if rejected else line.accepted)
        if (line.inserted if rejected else line.deleted) is None:
            pieces.append(BREAK)
    return "".join(pieces)


@dataclass
class _MatchedLine:
    """A line on its way to a part."""

    at: int
    line: Line
    key: Key | None = None
    by: FoundBy = FoundBy.NOTHING
    is_new: bool = False
    group: int = field(default=0)


def place(
    lines: Sequence[Line],
    sent: Sequence[SentPart],
    anchors: Anchors,
    former: Sequence[SentPart] = (),
) -> list[MatchedLines]:
    """Return the parts that the lines make, in the order of the returned copy.

    What is none of ``sent`` is there, too: with a key where its anchor names one, else without. Of
    a redline ``former`` are the parts as they read before our changes, whose words stand there too.
    """
    seats = [_MatchedLine(at, line) for at, line in enumerate(lines)]
    by_key = {each.key: each for each in sent}
    for seat in seats:
        key = next((anchors[name] for name in seat.line.anchors if name in anchors), None)
        if key is not None:
            seat.key, seat.by = key, FoundBy.ANCHOR
    _guess(seats, sent, former)
    _adopt(seats)
    _separate(seats, by_key)
    return _gathered(seats, by_key)


def with_own_ends(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the ends that are tracked as inserted where new clauses end.

    Who types a clause behind a paragraph inserts the end of that paragraph, and the new clause has
    the end that was there before. Told apart from what was sent, it takes no end away.
    """
    found = list(lines)
    for at, line in enumerate(found[:-1]):
        first = last = at + 1
        if line.inserted is None or found[first].kind is not Kind.CLAUSE:
            continue
        while last + 1 < len(found) and _is_new(found[last]) and found[last].inserted is not None:
            last += 1
        if not _is_new(found[last]) or found[last].inserted or found[last].deleted:
            continue
        ends = [None, *(one.inserted for one in found[at:last])]
        # When all is rejected, what was sent has the number of the paragraph that it ends.
        numbers = [found[last].former_number, *(one.former_number for one in found[at:last])]
        for each, (end, number) in enumerate(zip(ends, numbers, strict=True), start=at):
            found[each] = replace(found[each], inserted=end, former_number=number)
    return tuple(found)


def _is_new(line: Line) -> bool:
    """Tell whether all the words of a paragraph are tracked as inserted."""
    return line.cell is None and bool(line.accepted.strip()) and not line.rejected


def _guess(
    seats: Sequence[_MatchedLine], sent: Sequence[SentPart], former: Sequence[SentPart]
) -> None:
    """Find the parts of lines without anchors by their words."""
    known = (*sent, *former)
    places = {each.key: at for at, each in enumerate(sent)}
    exact: dict[str, list[Key]] = {}
    for part in known:
        for one in part.lines:
            exact.setdefault(plain(one.text), []).append(part.key)
    before, guessed = -1, 0
    for seat in seats:
        if seat.key is None and not seat.line.is_empty:
            keys = _exact(seat.line, exact)
            if not keys and guessed < MOST_GUESSED:
                guessed += 1
                keys = _alike(seat.line, known)
            if keys:
                seat.key = min(keys, key=lambda key: _distance(places[key], before))
                seat.by = FoundBy.WORDS
        before = places.get(seat.key, before) if seat.key else before


def _distance(place: int, before: int) -> tuple[bool, int]:
    """Order parts by how soon they follow the part before: that part itself comes first."""
    return place < before, abs(place - before)


def _exact(line: Line, exact: Mapping[str, list[Key]]) -> list[Key]:
    return exact.get(plain(line.rejected)) or exact.get(plain(line.accepted)) or []


def _alike(line: Line, sent: Sequence[SentPart]) -> list[Key]:
    words = bag_of(line.rejected if line.rejected.strip() else line.accepted)
    best, keys = ALIKE, list[Key]()
    for part in sent:
        for one in part.lines:
            if line.kind is not None and one.kind is not None and line.kind is not one.kind:
                continue
            score = likeness(words, one.bag)
            if score > best:
                best, keys = score, [part.key]
    return keys


def _adopt(seats: Sequence[_MatchedLine]) -> None:
    """Give what has no part yet to the clause before it, unless it begins something of its own."""
    following = _following(seats)
    for number, seat in enumerate(seats):
        if seat.key is not None:
            continue
        before = seats[number - 1] if number else None
        if seat.line.is_empty:
            if before is not None:
                seat.key, seat.is_new, seat.by = before.key, before.is_new, before.by
            continue
        if before is None or not _continues(seat.line, before, following[number]):
            seat.is_new = True
        else:
            seat.key, seat.is_new, seat.by = before.key, before.is_new, before.by


def _following(seats: Sequence[_MatchedLine]) -> list[Key | None]:
    """Return for each line the part of the next line after it that has one."""
    found: list[Key | None] = []
    after: Key | None = None
    for seat in reversed(seats):
        found.append(after)
        after = seat.key or after
    found.reverse()
    return found


def _continues(line: Line, before: _MatchedLine, after: Key | None) -> bool:
    if before.is_new:
        return line.kind in _WITHIN_CLAUSE or line.cell is not None
    if before.key is None:
        return False
    if line.kind in (Kind.CLAUSE, Kind.HEADING, Kind.TITLE, Kind.RECITAL):
        return False
    if after == before.key:
        return True
    is_numbered = any(each.isalnum() for each in line.number)
    return before.key.part is PartKind.CLAUSE and (line.kind in _WITHIN_CLAUSE or not is_numbered)


def _separate(seats: Sequence[_MatchedLine], sent: Mapping[Key, SentPart]) -> None:
    """Tell new clauses from the clause in whose anchor they were typed."""
    for key, group in groupby(seats, key=lambda each: each.key):
        members = list(group)
        if key is None or key.part is not PartKind.CLAUSE or key not in sent:
            continue
        heads = [each for each in members if each.line.kind is Kind.CLAUSE]
        if len(heads) < 2:
            continue
        part = sent[key]
        own = max(heads, key=lambda each: likeness(_bag(each.line), part.lines[0].bag))
        is_foreign = False
        for each in members:
            if each.line.kind is Kind.CLAUSE:
                is_foreign = each is not own and _share(each.line, part) < OWN
            elif is_foreign and _share(each.line, part) >= OWN and not each.line.is_empty:
                is_foreign = False
            if is_foreign:
                each.key, each.is_new, each.by = None, True, FoundBy.NOTHING


def _bag(line: Line) -> dict[str, int]:
    return bag_of(line.accepted if line.accepted.strip() else line.rejected)


def _share(line: Line, part: SentPart) -> float:
    """Return how much of a line's words are words of the part."""
    words = _bag(line)
    total = sum(words.values())
    if not total:
        return 1.0
    return sum(min(count, part.bag.get(word, 0)) for word, count in words.items()) / total


def _gathered(seats: Sequence[_MatchedLine], sent: Mapping[Key, SentPart]) -> list[MatchedLines]:
    groups: dict[Key, list[MatchedLines]] = {}
    found: list[MatchedLines] = []
    for each in _groups(seats):
        if each.key is None:
            found.append(each)
        else:
            groups.setdefault(each.key, []).append(each)
    for key, several in groups.items():
        found += _one_of(several, sent.get(key))
    return sorted(found, key=lambda each: each.at)


def _groups(seats: Sequence[_MatchedLine]) -> Iterator[MatchedLines]:
    """Yield the stretches of lines of one part; each new clause is one of its own."""
    number = 0
    for seat in seats:
        begins = seat.line.kind in (Kind.CLAUSE, Kind.HEADING) or seat.at == 0
        if seat.key is None and begins and not seat.line.is_empty:
            number += 1
        seat.group = number if seat.key is None else 0
    for (key, _), group in groupby(seats, key=lambda each: (each.key, each.group)):
        members = list(group)
        lines = tuple(each.line for each in members)
        if all(each.is_empty for each in lines):
            continue
        by = FoundBy.NOTHING if key is None else members[0].by
        yield MatchedLines(key, members[0].at, lines, by)


def _one_of(groups: Sequence[MatchedLines], part: SentPart | None) -> Iterator[MatchedLines]:
    """Make one part of the places where it stands; a second copy of it is something new."""
    if len(groups) == 1:
        yield groups[0]
        return
    old = [each for each in groups if each.rejected.strip()]
    new = [each for each in groups if each.accepted.strip()]
    if len(old) == 1 and len(new) == 1:
        lines = (*old[0].lines, *new[0].lines)
        yield MatchedLines(old[0].key, old[0].at, lines, old[0].by, new[0].at)
        return
    words = part.bag if part else {}
    best = max(groups, key=lambda each: likeness(bag_of(each.rejected), words))
    lines, at = best.lines, best.at
    for each in groups:
        if each is best:
            continue
        together = (*lines, *each.lines) if each.at > best.at else (*each.lines, *lines)
        if _likeness(together, words) > _likeness(lines, words):
            lines, at = together, min(at, each.at)
        else:
            yield MatchedLines(None, each.at, each.lines, FoundBy.NOTHING)
    yield MatchedLines(best.key, at, lines, best.by)


def _likeness(lines: Sequence[Line], words: dict[str, int]) -> float:
    return likeness(bag_of(_joined(lines, rejected=True)), words)
