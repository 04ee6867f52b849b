"""Which words of each change that we proposed stand in a part that came back.

A part consists of words that stay and, for each change, of old and new words. A text of it, as it
reads when every tracked change is accepted or every one is rejected, may be composed of exactly
these words; otherwise it is aligned with them word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import accumulate, chain

from mou_builder.difference.alignment import common_subsequence
from mou_builder.difference.words import likeness
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.review.folding import BREAK, folded, tokens_of
from mou_builder.review.our_changes.proposed_parts import ProposedPart, Stretch
from mou_builder.review.sent_parts import bag_of

_WORD = pattern(r"\S+")

Range = tuple[int, int]
"""The offsets where words begin and end in a text, or the indices of words in a list."""


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

    ``present`` says for each of its lines whether it is there, if that is known exactly.
    """

    stands: StandingWords
    place: Range
    present: tuple[bool, ...] = ()


def located_changes(part: ProposedPart, text: str) -> tuple[LocatedChange, ...]:
    """Return for each change of a part which of its words stand in a text of the part."""
    if not part.stretches:
        return ()
    return _located_exactly(part, text) or _located_by_alignment(part, text)


def as_decided(part: ProposedPart, text: str, located: Sequence[LocatedChange]) -> str:
    """Return the words of a part with each change decided as in ``text``.

    Where the text has words that we did not propose, these are the old or the new words, whichever
    are more like them.
    """
    pieces = [part.kept[0]]
    for stretch, each, kept in zip(part.stretches, located, part.kept[1:], strict=True):
        pieces += (_words_as_decided(stretch, each, text[slice(*each.place)]), kept)
    return "".join(pieces)


def _words_as_decided(stretch: Stretch, located: LocatedChange, words: str) -> str:
    match located.stands:
        case StandingWords.NEW:
            return stretch.new
        case StandingWords.OLD:
            return stretch.old
        case StandingWords.BOTH:
            return stretch.both
        case StandingWords.PARTS:
            lines = zip(stretch.lines, located.present, strict=True)
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
    """Tell whether all words are words of a change, in their order."""
    return are_some_of(words, [text for text, _ in stretch.words])


def are_some_of(words: str, texts: Iterable[str]) -> bool:
    """Tell whether all words are words of the texts, in their order; False if there are none."""
    here = _word_keys(words)
    left = iter([key for text in texts for key in _word_keys(text)])
    return bool(here) and all(key in left for key in here)


def bare(text: str) -> str:
    """Return the letters and signs of a text, folded, without white space."""
    return "".join(folded(text).text.split())


# Exactly


def _bare_places(text: str) -> tuple[str, list[int]]:
    """Return the text as `bare` does, and the place of each letter in it, and of its end."""
    fold = folded(text)
    words = [*_WORD.finditer(fold.text)]
    places: Iterable[int] = chain.from_iterable(range(*each.span()) for each in words)
    if fold.starts:
        places = map(fold.place, places)
    return "".join(each[0] for each in words), [*places, len(text)]


def _ends_of_lines(text: str) -> tuple[int, ...]:
    """Return for each break of a text how many letters stand before it."""
    lines = text.split(BREAK)[:-1]
    return tuple(accumulate(len(bare(line)) for line in lines))


@dataclass(frozen=True)
class _Composition:
    """How a text was composed so far; ``turns`` counts how often a change was decided both ways.

    ``breaks`` counts the ends of lines that do not stand where they should, less those that do.
    ``here`` says whether the last line of a change stands there, ``at`` where it would begin.
    """

    turns: int
    breaks: int = 0
    here: bool | None = None
    before: _Composition | None = None
    at: int = 0

    @property
    def cost(self) -> tuple[int, int]:
        """The less, the likelier; the ends of lines decide between what has the same letters."""
        return self.turns, self.breaks

    def steps(self) -> list[tuple[bool, int]]:
        """Return for each line of the changes whether it is there, and where it begins."""
        found: list[tuple[bool, int]] = []
        path: _Composition | None = self
        while path is not None and path.here is not None:
            found.append((path.here, path.at))
            path = path.before
        return found[::-1]


_Compositions = dict[tuple[int, bool | None], _Composition]
"""The likeliest path to each place in the letters.

The second half of the key says whether the change so far is decided for the new words, for the old
ones, or (None) not yet.
"""


def _located_exactly(part: ProposedPart, text: str) -> tuple[LocatedChange, ...]:
    """Return the changes if the text is composed of a part's words alone, otherwise nothing."""
    letters, places = _bare_places(text)
    here = _Letters(letters, frozenset(_ends_of_lines(text)))
    paths = _past_kept_words({(0, None): _Composition(0)}, here, part.kept[0])
    for stretch, kept in zip(part.stretches, part.kept[1:], strict=True):
        for words, is_new in stretch.lines:
            paths = _past_changed_words(paths, here, words, is_new=is_new)
        paths = _past_kept_words(paths, here, kept)
    ends = [path for (at, _), path in paths.items() if at == len(letters)]
    if not ends:
        return ()
    steps = iter(min(ends, key=lambda path: path.cost).steps())
    return tuple(
        _located(stretch, [next(steps) for _ in stretch.lines], places)
        for stretch in part.stretches
    )


@dataclass(frozen=True)
class _Letters:
    """The letters of a text, and at which of them a line ends."""

    letters: str
    ends: frozenset[int]

    def breaks(self, words: str, at: int) -> int:
        """Return how many ends of lines of words are lacking there, less those that are not."""
        return sum(-1 if at + end in self.ends else 1 for end in _ends_of_lines(words))


def _past_changed_words(
    paths: _Compositions, text: _Letters, words: str, *, is_new: bool
) -> _Compositions:
    """Return the paths continued with a line of a change, which is there or not."""
    found: _Compositions = {}
    letters = bare(words)
    for (at, side), path in paths.items():
        for here in (True, False):
            if here and not text.letters.startswith(letters, at):
                continue
            end = at + len(letters) if here else at
            taken = here == is_new
            turns = path.turns + (side is not None and side != taken)
            breaks = path.breaks + (text.breaks(words, at) if here else 0)
            longer = _Composition(turns, breaks, here, path, at)
            if (end, taken) not in found or longer.cost < found[end, taken].cost:
                found[end, taken] = longer
    return found


def _past_kept_words(paths: _Compositions, text: _Letters, words: str) -> _Compositions:
    """Return the paths continued with words that stay, after which nothing is decided yet."""
    found: _Compositions = {}
    letters = bare(words)
    for (at, _), path in paths.items():
        if text.letters.startswith(letters, at):
            end = (at + len(letters), None)
            longer = replace(path, breaks=path.breaks + text.breaks(words, at))
            if end not in found or longer.cost < found[end].cost:
                found[end] = longer
    return found


def _located(
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
    return LocatedChange(
        _standing_words(stretch, present), _place_in_text(start, last, places), present
    )


def _standing_words(stretch: Stretch, present: Sequence[bool]) -> StandingWords:
    """Say which words of a change stand there, by which of its lines do."""
    lines = [(is_new, here) for (_, is_new), here in zip(stretch.lines, present, strict=True)]
    of_new = {here for is_new, here in lines if is_new}
    of_old = {here for is_new, here in lines if not is_new}
    if len(of_new) > 1 or len(of_old) > 1:
        return StandingWords.PARTS
    # A half without lines is there where the other is not.
    has_new = True in of_new if of_new else True not in of_old
    has_old = True in of_old if of_old else True not in of_new
    if has_new and has_old:
        return StandingWords.BOTH
    if has_new or has_old:
        return StandingWords.NEW if has_new else StandingWords.OLD
    return StandingWords.NEITHER


def _place_in_text(at: int, end: int, places: Sequence[int]) -> Range:
    """Return the place of letters in their text; that of none is behind the letter before."""
    if at == end:
        start = places[at - 1] + 1 if at else 0
        return start, start
    return places[at], places[end - 1] + 1


def _decisions(stretch: Stretch) -> Iterator[tuple[StandingWords, str]]:
    """Yield each way in which a change can be decided as a whole, and the words then there."""
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


def _located_by_alignment(part: ProposedPart, text: str) -> tuple[LocatedChange, ...]:
    """Return what stands of each change between the words around it that are still there.

    The words are aligned twice: the second time, without those that by the first are gone.
    """
    here = tokens_of(text)
    at = [index for index, key in enumerate(here.keys) if key and key != BREAK]
    keys = [here.keys[index] for index in at]
    found: list[LocatedChange] = []
    for _ in range(2):
        words = list(_possible_words(part, found))
        pairs = common_subsequence([each.key for each in words], keys)
        found = []
        for change, stretch in enumerate(part.stretches):
            own = [place for place, each in enumerate(words) if each.change == change]
            first, last = own[0], own[-1] + 1
            before = _nearest_word(pairs[::-1], words, range(first), (-1, -1))
            after = _nearest_word(pairs, words, range(last, len(words)), (len(words), len(at)))
            start = here.ends[at[before[1]]] if before[1] >= 0 else 0
            end = here.starts[at[after[1]]] if after[1] < len(at) else len(text)
            is_tight = before[0] == first - 1 and after[0] == last
            found.append(_change_between(stretch, text, (min(start, end), end), is_tight))
    return tuple(found)


def _possible_words(part: ProposedPart, found: Sequence[LocatedChange]) -> Iterator[_Word]:
    """Yield the words that a text can have; of a change that was ``found`` decided, only those."""
    yield from (_Word(key, -1) for key in _word_keys(part.kept[0]))
    for number, (stretch, kept) in enumerate(zip(part.stretches, part.kept[1:], strict=True)):
        stands = found[number].stands if found else StandingWords.OTHER
        gone = {StandingWords.NEW: False, StandingWords.OLD: True}.get(stands)
        yield _Word("", number)
        for text, is_new in stretch.words:
            if is_new is not gone and stands is not StandingWords.NEITHER:
                yield from (_Word(key, number) for key in _word_keys(text))
        yield from (_Word(key, -1) for key in _word_keys(kept))


def _nearest_word(
    pairs: Sequence[tuple[int, int]], words: Sequence[_Word], within: range, end: tuple[int, int]
) -> tuple[int, int]:
    """Return the nearest word that stays and is still there, as a pair of places; else ``end``.

    If another change lies between, it is the nearest word of that change. ``pairs`` are ordered by
    distance.
    """
    near = [pair for pair in pairs if pair[0] in within]
    stays = next((pair for pair in near if words[pair[0]].change < 0), end)
    lies_between = range(min(stays[0], near[0][0]), max(stays[0], near[0][0]) + 1) if near else ()
    is_past_a_change = any(words[at].change >= 0 for at in lies_between)
    return near[0] if is_past_a_change else stays


def _change_between(stretch: Stretch, text: str, place: Range, is_tight: bool) -> LocatedChange:
    """Return what stands at a place between two words that stay.

    Unless the place ``is_tight``, there may be more than the change: what replaced words beside it.
    """
    letters, places = _bare_places(text[slice(*place)])
    decisions = list(_decisions(stretch))
    decided = next((stands for stands, words in decisions if words == letters), None)
    if decided is None and not is_tight:
        for stands, words in decisions[:2]:
            if words and (letters.startswith(words) or letters.endswith(words)):
                at = 0 if letters.startswith(words) else len(letters) - len(words)
                start, end = _place_in_text(at, at + len(words), places)
                return LocatedChange(stands, (place[0] + start, place[0] + end))
    return LocatedChange(decided or StandingWords.OTHER, _trimmed(text, place))


def _trimmed(text: str, place: Range) -> Range:
    """Return a place without the white space at its ends."""
    words = text[slice(*place)]
    start = place[1] - len(words.lstrip())
    return start, start + len(words.strip())


def _word_keys(text: str) -> tuple[str, ...]:
    return tuple(key for key in tokens_of(text).keys if key and key != BREAK)
