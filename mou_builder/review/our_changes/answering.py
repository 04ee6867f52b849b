"""What became of each change that we proposed, read from the words that came back.

The words of a part that came back are laid over what stays of the part and, for each change, over
its old and its new words: once as they read when every tracked change is accepted, once as when
every one is rejected. Where the words are put together of those and nothing else, that is exact;
else they are aligned word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain

from mou_builder.difference.alignment import common_subsequence
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.review.folding import BREAK, folded, tokens_of
from mou_builder.review.our_changes.proposed_parts import ProposedPart, Stretch
from mou_builder.review.sent_parts import bag_of

_WORD = pattern(r"\S+")

Range = tuple[int, int]
"""Offsets of words: where they begin, and where the next ones do."""


class StandingWords(Enum):
    """Which words of a change stand in a text."""

    NEW = "new"
    OLD = "old"
    BOTH = "both"
    NEITHER = "neither"
    PARTS = "parts"
    """Some of the old or of the new lines, not all."""
    OTHER = "other"


@dataclass(frozen=True)
class LocatedChange:
    """A change in a text: which of its words stand there, and where.

    ``present`` tells it of each of its lines, where that is exact.
    """

    stands: StandingWords
    place: Range
    present: tuple[bool, ...] = ()


def laid_over(part: ProposedPart, text: str) -> tuple[LocatedChange, ...]:
    """Return for each change of a part what stands of it in a text of the part."""
    if not part.stretches:
        return ()
    return _exactly(part, text) or tuple(_likely(part, text))


def settled(part: ProposedPart, text: str, laid: Sequence[LocatedChange]) -> str:
    """Return the words of a part with each change decided as in ``text``.

    Where other words stand than were proposed, it has those that are more like them.
    """
    pieces = [part.kept[0]]
    for stretch, each, kept in zip(part.stretches, laid, part.kept[1:], strict=True):
        pieces += (_decided(stretch, each, text[slice(*each.place)]), kept)
    return "".join(pieces)


def _decided(stretch: Stretch, laid: LocatedChange, words: str) -> str:
    match laid.stands:
        case StandingWords.NEW:
            return stretch.new
        case StandingWords.OLD:
            return stretch.old
        case StandingWords.BOTH:
            return stretch.both
        case StandingWords.PARTS:
            lines = zip(stretch.lines, laid.present, strict=True)
            return "".join(line for (line, _), here in lines if here)
        case StandingWords.NEITHER:
            return BREAK if BREAK in stretch.old and BREAK in stretch.new else ""
        case StandingWords.OTHER:
            if is_piece_of(words, stretch):
                return words
            bag = bag_of(words)
            old, new = (likeness(bag, bag_of(each)) for each in (stretch.old, stretch.new))
            return stretch.old if old > new else stretch.new


def is_piece_of(words: str, stretch: Stretch) -> bool:
    """Tell whether words are some of those of a change and nothing else, in their order."""
    return are_some_of(words, [text for text, _ in stretch.words])


def are_some_of(words: str, texts: Iterable[str]) -> bool:
    """Tell whether words are some of those of the texts, in their order."""
    here = _keys(words)
    left = iter([key for text in texts for key in _keys(text)])
    return bool(here) and all(key in left for key in here)


def bare(text: str) -> str:
    """Return the words without white space and without what an editor does to them unasked."""
    return "".join(folded(text).text.split())


# Exactly


def _bare_places(text: str) -> tuple[str, list[int]]:
    fold = folded(text)
    words = [*_WORD.finditer(fold.text)]
    places: Iterable[int] = chain.from_iterable(range(*each.span()) for each in words)
    if fold.starts:
        places = map(fold.place, places)
    return "".join(each[0] for each in words), [*places, len(text)]


@dataclass(frozen=True)
class _Path:
    """How a text was put together so far; ``turns`` counts changes decided half one way.

    ``here`` tells of the last of a change's words whether they stand there.
    """

    turns: int
    here: bool | None = None
    before: _Path | None = None
    at: int = 0

    def steps(self) -> list[tuple[bool, int]]:
        """Return for each of the words of changes whether they are there, and where they begin."""
        found: list[tuple[bool, int]] = []
        path: _Path | None = self
        while path is not None and path.here is not None:
            found.append((path.here, path.at))
            path = path.before
        return found[::-1]


_Side = bool | None
_Paths = dict[tuple[int, _Side], _Path]
"""The shortest way to each place in the letters, by the side that was taken last."""


def _exactly(part: ProposedPart, text: str) -> tuple[LocatedChange, ...]:
    """Return how a text is put together of a part's words; nothing where it is not."""
    letters, places = _bare_places(text)
    paths = _past({(0, None): _Path(0)}, letters, bare(part.kept[0]))
    for stretch, kept in zip(part.stretches, part.kept[1:], strict=True):
        for words, is_new in stretch.lines:
            paths = _decided_so_far(paths, letters, bare(words), is_new=is_new)
        paths = _past(paths, letters, bare(kept))
    ends = [path for (at, _), path in paths.items() if at == len(letters)]
    if not ends:
        return ()
    steps = iter(min(ends, key=lambda path: path.turns).steps())
    return tuple(
        _laid(stretch, [next(steps) for _ in stretch.lines], places) for stretch in part.stretches
    )


def _decided_so_far(paths: _Paths, letters: str, words: str, *, is_new: bool) -> _Paths:
    """Return the ways on by which some words of a change are there, and those by which not."""
    found: _Paths = {}
    for (at, side), path in paths.items():
        for here in (True, False):
            if here and not letters.startswith(words, at):
                continue
            end = at + len(words) if here else at
            taken = here == is_new
            turns = path.turns + (side is not None and side != taken)
            if (end, taken) not in found or turns < found[end, taken].turns:
                found[end, taken] = _Path(turns, here, path, at)
    return found


def _past(paths: _Paths, letters: str, words: str) -> _Paths:
    """Return the ways on over words that stay; the next change can be decided either way."""
    found: _Paths = {}
    for (at, _), path in paths.items():
        end = (at + len(words), None)
        is_there = letters.startswith(words, at)
        if is_there and (end not in found or path.turns < found[end].turns):
            found[end] = path
    return found


def _laid(
    stretch: Stretch, steps: Sequence[tuple[bool, int]], places: Sequence[int]
) -> LocatedChange:
    present = tuple(here for here, _ in steps)
    start = steps[0][1]
    last = max(
        (
            at + len(bare(words))
            for (here, at), (words, _) in zip(steps, stretch.lines, strict=True)
            if here
        ),
        default=start,
    )
    return LocatedChange(_stands(stretch, present), _real(start, last, places), present)


def _stands(stretch: Stretch, present: Sequence[bool]) -> StandingWords:
    sides = [is_new for _, is_new in stretch.lines]
    of_new = {here for here, is_new in zip(present, sides, strict=True) if is_new}
    of_old = {here for here, is_new in zip(present, sides, strict=True) if not is_new}
    if len(of_new) > 1 or len(of_old) > 1:
        return StandingWords.PARTS
    has_new, has_old = True in of_new, True in of_old
    if not of_old:
        return StandingWords.NEW if has_new else StandingWords.OLD
    if not of_new:
        return StandingWords.OLD if has_old else StandingWords.NEW
    match has_new, has_old:
        case True, False:
            return StandingWords.NEW
        case False, True:
            return StandingWords.OLD
        case True, True:
            return StandingWords.BOTH
        case _:
            return StandingWords.NEITHER


def _real(at: int, end: int, places: Sequence[int]) -> Range:
    if at == end:
        # Between words: behind those before it.
        start = places[at - 1] + 1 if at else 0
        return start, start
    return places[at], places[end - 1] + 1


def _options(stretch: Stretch) -> Iterator[tuple[StandingWords, str]]:
    old, new = bare(stretch.old), bare(stretch.new)
    yield StandingWords.NEW, new
    if old != new:
        yield StandingWords.OLD, old
    if old and new and old != new:
        yield StandingWords.BOTH, bare(stretch.both)
        yield StandingWords.NEITHER, ""


# Word by word


@dataclass(frozen=True)
class _Word:
    """A word of a part: of what stays (``change`` is -1), or of a change."""

    key: str
    change: int


def _likely(part: ProposedPart, text: str) -> Iterator[LocatedChange]:
    """Yield what stands of each change between the words that stay and are still there."""
    here = tokens_of(text)
    at = [index for index, key in enumerate(here.keys) if key and key != BREAK]
    keys = [here.keys[index] for index in at]
    found: list[LocatedChange] = []
    for _ in range(2):
        words = list(_union(part, found))
        pairs = common_subsequence([each.key for each in words], keys)
        found = []
        for change, stretch in enumerate(part.stretches):
            first, last = _bounds(words, change)
            before = _beside(pairs[::-1], words, range(first), (-1, -1))
            after = _beside(pairs, words, range(last, len(words)), (len(words), len(at)))
            start = here.ends[at[before[1]]] if before[1] >= 0 else 0
            end = here.starts[at[after[1]]] if after[1] < len(at) else len(text)
            is_tight = before[0] == first - 1 and after[0] == last
            found.append(_between(stretch, text, (min(start, end), end), is_tight))
    yield from found


def _union(part: ProposedPart, found: Sequence[LocatedChange]) -> Iterator[_Word]:
    """Yield the words that a text can have: of a change that is known to be decided, those."""
    yield from (_Word(key, -1) for key in _keys(part.kept[0]))
    for number, (stretch, kept) in enumerate(zip(part.stretches, part.kept[1:], strict=True)):
        stands = found[number].stands if found else StandingWords.OTHER
        gone = {StandingWords.NEW: False, StandingWords.OLD: True}.get(stands)
        yield _Word("", number)
        for text, is_new in stretch.words:
            if is_new is not gone and stands is not StandingWords.NEITHER:
                yield from (_Word(key, number) for key in _keys(text))
        yield from (_Word(key, -1) for key in _keys(kept))


def _bounds(words: Sequence[_Word], change: int) -> Range:
    places = [at for at, each in enumerate(words) if each.change == change]
    return places[0], places[-1] + 1


def _beside(
    pairs: Sequence[tuple[int, int]], words: Sequence[_Word], within: range, end: tuple[int, int]
) -> tuple[int, int]:
    """Return the nearest word that stays and is still there; if a change lies before it, its own.

    ``pairs`` are in the order of their distance.
    """
    near = [pair for pair in pairs if pair[0] in within]
    stays = next((pair for pair in near if words[pair[0]].change < 0), end)
    lies_between = range(min(stays[0], near[0][0]), max(stays[0], near[0][0]) + 1) if near else ()
    is_past_a_change = any(words[at].change >= 0 for at in lies_between)
    return near[0] if is_past_a_change else stays


def _between(stretch: Stretch, text: str, place: Range, is_tight: bool) -> LocatedChange:
    """Return what stands between two words that stay.

    Where words that stay are gone beside the change, what is there may be more than the change.
    """
    here = bare(text[slice(*place)])
    options = list(_options(stretch))
    for stands, words in options:
        if here == words:
            return LocatedChange(stands, _trimmed(text, place))
    for stands, words in options[:2] if not is_tight else ():
        if words and (here.startswith(words) or here.endswith(words)):
            return LocatedChange(
                stands, _within(text, place, words, at_end=not here.startswith(words))
            )
    return LocatedChange(StandingWords.OTHER, _trimmed(text, place))


def _trimmed(text: str, place: Range) -> Range:
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _within(text: str, place: Range, words: str, *, at_end: bool) -> Range:
    letters, places = _bare_places(text[slice(*place)])
    at = len(letters) - len(words) if at_end else 0
    start, end = _real(at, at + len(words), places)
    return place[0] + start, place[0] + end


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for key in tokens_of(text).keys if key and key != BREAK)
