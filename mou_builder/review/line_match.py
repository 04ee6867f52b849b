"""Which part of the agreement that was sent each line of a returned copy belongs to.

The anchors of a line tell, where they are still there, and else its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby

from mou_builder.agreement.document import Key, Kind, PartKind
from mou_builder.difference.alignment import common_subsequence
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, replace
from mou_builder.review.folding import BREAK, plain
from mou_builder.review.returned_copy import Line
from mou_builder.review.sent_parts import SentPart, bag_of

Anchors = Mapping[str, Key]
"""The part that the name of each anchor stands for."""

ALIKE = 0.5
"""A line with a lower likeness to a line that was sent is not that line, reworded."""
OWN = 0.5
"""A numbered line with a lower share of a clause's words is not a part of that clause."""
MOST_GUESSED = 500
"""The most lines without an anchor that are matched by likeness."""

_WITHIN_CLAUSE = frozenset({Kind.SUBCLAUSE, Kind.CONTINUATION})


class FoundBy(StrEnum):
    """How a part was recognized."""

    ANCHOR = "anchor"
    WORDS = "words"
    NOTHING = "nothing"


@dataclass(frozen=True)
class MatchedLines:
    """The lines of one part, in order; ``at`` is the index of the first of them.

    ``key`` is None for what was not sent and has no known anchor. If a tracked move took the part
    to another place, ``moved_to`` is the index of its first line there.
    """

    key: Key | None
    at: int
    lines: tuple[Line, ...]
    by: FoundBy = FoundBy.ANCHOR
    moved_to: int | None = None

    @property
    def rejected(self) -> str:
        """The words when every tracked change is rejected, a line for each paragraph."""
        return _text_of_lines(self.lines, rejected=True)

    @property
    def accepted(self) -> str:
        """The words when every tracked change is accepted."""
        return _text_of_lines(self.lines, rejected=False)


def _text_of_lines(lines: Sequence[Line], *, rejected: bool) -> str:
    pieces = []
    for line in lines:
        pieces.append(line.rejected if rejected else line.accepted)
        if (line.inserted if rejected else line.deleted) is None:
            pieces.append(BREAK)
    return "".join(pieces)


@dataclass
class _MatchedLine:
    """A line, and the part that it was matched with so far.

    ``is_new`` says that it belongs to nothing that was sent; ``group`` numbers the new clauses.
    """

    at: int
    line: Line
    key: Key | None = None
    by: FoundBy = FoundBy.NOTHING
    is_new: bool = False
    group: int = 0


def matched_lines(
    lines: Sequence[Line],
    sent: Sequence[SentPart],
    anchors: Anchors,
    former: Sequence[SentPart],
    untouched: Mapping[int, Key],
) -> list[MatchedLines]:
    """Return the parts that the lines make, in the order of the returned copy.

    They include what is none of ``sent``, with a key if its anchor names one. Of a redline,
    ``former`` are the parts as they read before our changes, whose words stand there, too;
    ``untouched`` are the keys of a template's own lines, by their index.
    """
    found = [_MatchedLine(at, line) for at, line in enumerate(lines)]
    by_key = {each.key: each for each in sent}
    for each in found:
        each.key = next((anchors[name] for name in each.line.anchors if name in anchors), None)
        if (own := untouched.get(each.at)) in by_key:
            each.key = own
        each.by = FoundBy.NOTHING if each.key is None else FoundBy.ANCHOR
    _match_by_words(found, sent, former)
    _match_by_neighbours(found)
    _take_out_new_clauses(found, by_key)
    return _gathered(found, by_key)


def with_own_ends(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with inserted paragraph marks moved to the ends of the new clauses.

    When a clause is typed behind a paragraph, the mark of that paragraph is tracked as inserted,
    and the new clause gets the mark that was there before. Exchanged, what was sent has its own
    mark again.
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
        # When all is rejected, what was sent has the number of the paragraph whose mark it has.
        numbers = [found[last].former_number, *(one.former_number for one in found[at:last])]
        for each, (end, number) in enumerate(zip(ends, numbers, strict=True), start=at):
            found[each] = replace(found[each], inserted=end, former_number=number)
    return tuple(found)


def _is_new(line: Line) -> bool:
    """Tell whether all the words of a paragraph are tracked as inserted."""
    return line.cell is None and bool(line.accepted.strip()) and not line.rejected


def _match_by_words(
    found: Sequence[_MatchedLine], sent: Sequence[SentPart], former: Sequence[SentPart]
) -> None:
    """Match lines without anchors by their words; of several parts, with the next in order."""
    known = (*sent, *former)
    places = {each.key: at for at, each in enumerate(sent)}
    in_order = _keys_in_order(found, sent)
    exact: dict[str, list[Key]] = {}
    for part in known:
        for one in part.lines:
            exact.setdefault(plain(one.text), []).append(part.key)
    before, guessed = -1, 0
    for each in found:
        if each.key is None and not each.line.is_empty:
            line = each.line
            keys = exact.get(plain(line.rejected)) or exact.get(plain(line.accepted)) or []
            if not keys and guessed < MOST_GUESSED:
                guessed += 1
                keys = _most_alike(line, known)
            if keys:
                keys = [key for key in keys if key in in_order.get(each.at, keys)] or keys
                # A part behind the one before, or that one itself, rather than one in front of it.
                each.key = min(keys, key=lambda k: (places[k] < before, abs(places[k] - before)))
                each.by = FoundBy.WORDS
        before = places.get(each.key, before) if each.key else before


def _keys_in_order(
    found: Sequence[_MatchedLine], sent: Sequence[SentPart]
) -> dict[int, tuple[Key, ...]]:
    """Return the parts that lines belong to where as many as can be stand as they were sent.

    Such are the lines of signature blocks, of which several parts have the same. Where lines were
    left out there may be two such orders; then the part of the nearest line that has one decides.
    """
    own = [(one.key, plain(line.text)) for one in sent for line in one.lines]
    there = [plain(each.line.rejected) or plain(each.line.accepted) for each in found]
    texts = [text for _, text in own]
    late = {new: own[old][0] for old, new in common_subsequence(texts, there)}
    mirrored = common_subsequence(texts[::-1], there[::-1])
    early = {len(there) - 1 - new: own[len(own) - 1 - old][0] for old, new in mirrored}
    sure = [at for at, key in late.items() if early.get(at) == key]
    keys: dict[int, tuple[Key, ...]] = {}
    for at, key in late.items():
        either = (early.get(at, key), key)
        near = sorted((abs(one - at), one) for one in _around(sure, at))
        chosen = next((late[one] for _, one in near if late[one] in either), None)
        keys[found[at].at] = either if chosen is None else (chosen,)
    return keys


def _around(places: Sequence[int], at: int) -> tuple[int, ...]:
    """Return the places before and behind one, that one itself if it is among them."""
    index = bisect_left(places, at)
    return tuple(places[max(index - 1, 0) : index + 1])


def _most_alike(line: Line, sent: Sequence[SentPart]) -> list[Key]:
    """Return the part that has the line most like a line, if any is like it."""
    words = bag_of(line.known_by)
    best, keys = ALIKE, list[Key]()
    for part in sent:
        for one in part.lines:
            if line.kind is not None and one.kind is not None and line.kind is not one.kind:
                continue
            score = likeness(words, one.bag)
            if score > best:
                best, keys = score, [part.key]
    return keys


def _match_by_neighbours(found: Sequence[_MatchedLine]) -> None:
    """Give lines without a part to the part before them, unless they begin something new."""
    following: list[Key | None] = []
    for each in reversed(found):
        following.append(each.key or (following[-1] if following else None))
    following.reverse()
    for each, before, after in zip(found, (None, *found), following, strict=False):
        if each.key is not None:
            continue
        if before and (each.line.is_empty or _continues(each.line, before, after)):
            each.key, each.is_new, each.by = before.key, before.is_new, before.by
        else:
            each.is_new = not each.line.is_empty


def _continues(line: Line, before: _MatchedLine, after: Key | None) -> bool:
    """Tell whether a line belongs to what the line before it does.

    ``after`` is the part of the next line that has one.
    """
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


def _take_out_new_clauses(found: Sequence[_MatchedLine], sent: Mapping[Key, SentPart]) -> None:
    """Take new clauses out of the clause within whose anchor they were typed."""
    for key, group in groupby(found, key=lambda each: each.key):
        members = list(group)
        if key is None or key.part is not PartKind.CLAUSE or key not in sent:
            continue
        heads = [each for each in members if each.line.kind is Kind.CLAUSE]
        if len(heads) < 2:
            continue
        part = sent[key]
        own = max(heads, key=lambda each: likeness(_bag_of_line(each.line), part.lines[0].bag))
        is_new = False
        for each in members:
            if each.line.kind is Kind.CLAUSE:
                is_new = each is not own and _share_of_words(each.line, part) < OWN
            elif is_new and _share_of_words(each.line, part) >= OWN and not each.line.is_empty:
                is_new = False
            if is_new:
                each.key, each.is_new, each.by = None, True, FoundBy.NOTHING


def _bag_of_line(line: Line) -> dict[str, int]:
    return bag_of(line.accepted if line.accepted.strip() else line.rejected)


def _share_of_words(line: Line, part: SentPart) -> float:
    """Return the share of a line's words, by weight, that are words of the part."""
    words = _bag_of_line(line)
    total = sum(words.values())
    if not total:
        return 1.0
    return sum(min(count, part.bag.get(word, 0)) for word, count in words.items()) / total


def _gathered(found: Sequence[_MatchedLine], sent: Mapping[Key, SentPart]) -> list[MatchedLines]:
    """Return each part once, in order, with all of its lines."""
    places: dict[Key, list[MatchedLines]] = {}
    gathered: list[MatchedLines] = []
    for each in _stretches(found):
        if each.key is None:
            gathered.append(each)
        else:
            places.setdefault(each.key, []).append(each)
    for key, several in places.items():
        gathered += _joined_places(several, sent.get(key))
    return sorted(gathered, key=lambda each: each.at)


def _stretches(found: Sequence[_MatchedLine]) -> Iterator[MatchedLines]:
    """Yield the stretches of adjacent lines of one part; each new clause is one by itself."""
    number = 0
    for each in found:
        begins = each.line.kind in (Kind.CLAUSE, Kind.HEADING) or each.at == 0
        if each.key is None and begins and not each.line.is_empty:
            number += 1
        each.group = number if each.key is None else 0
    for (key, _), group in groupby(found, key=lambda each: (each.key, each.group)):
        members = list(group)
        lines = tuple(each.line for each in members)
        if all(each.is_empty for each in lines):
            continue
        by = FoundBy.NOTHING if key is None else members[0].by
        yield MatchedLines(key, members[0].at, lines, by)


def _joined_places(places: Sequence[MatchedLines], part: SentPart | None) -> Iterator[MatchedLines]:
    """Yield a part whose lines stand in several places as one; a second copy of it is new."""
    if len(places) == 1:
        yield places[0]
        return
    old = [each for each in places if each.rejected.strip()]
    new = [each for each in places if each.accepted.strip()]
    if len(old) == 1 and len(new) == 1:
        lines = (*old[0].lines, *new[0].lines)
        yield MatchedLines(old[0].key, old[0].at, lines, old[0].by, new[0].at)
        return
    words = part.bag if part else {}

    def likeness_of(each: MatchedLines) -> float:
        return likeness(bag_of(each.rejected), words)

    whole = best = max(places, key=likeness_of)
    for each in places:
        if each is best:
            continue
        before, behind = (whole, each) if each.at > best.at else (each, whole)
        together = replace(whole, at=min(whole.at, each.at), lines=(*before.lines, *behind.lines))
        if likeness_of(together) > likeness_of(whole):
            whole = together
        else:
            yield MatchedLines(None, each.at, each.lines, FoundBy.NOTHING)
    yield whole
