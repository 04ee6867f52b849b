"""What stands on the lines of a paragraph, and where a line ends within a word wider than it.

Word breaks such a word where its line is full; Typst would set it over the edge of the paper.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from unicodedata import bidirectional, category

from mou_builder.agreement.document import Change
from mou_builder.frozen import dataclass, replace
from mou_builder.patterns import pattern
from mou_builder.pdf.setting.style_data import Data
from mou_builder.word.look import StyleLook

LINE_END = "\x1f"
"""Where a line may end within a word; no config and no template can have it."""
_WORD = pattern("[^ \t\n\u2000-\u2006\u2008-\u200b\u3000]+")
"""What lies between two places where a line ends by itself."""
_JOINED = pattern("[^/?!\u2013\u2014-]*[/?!\u2013\u2014-]+|[^/?!\u2013\u2014-]+")
"""A part of a word that is wider than a line, behind which such a word is broken."""
_BELONGING = frozenset({"Mn", "Me", "Mc", "Cf", "Sk"})
"""Categories of what belongs to the letter before it."""
_RUNS_BACK = pattern(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_FROM_RIGHT = frozenset({"R", "AL", "AN"})
_STRONG = _FROM_RIGHT | {"L"}
_JOINER = "\u200d"
_LEAST_SIZE = 1.0


def _no_width(_text: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that look alike, or something else on a line.

    ``measure`` tells how wide words of this look are, in points, or this piece whatever they are.
    """

    data: Data | str
    measure: Callable[[str], float] = _no_width
    text: str = ""
    change: Change = Change.KEPT

    @property
    def width(self) -> float:
        """The width in points of all of it on one line."""
        return self.measure(self.text)

    @property
    def words(self) -> str:
        """Its words; a tab, at which no word goes on, for what is none."""
        if isinstance(self.data, str) or "words" in self.data:
            return self.text or "\t"
        return "\t"

    @property
    def kerned(self) -> Piece:
        """The same, with the space between pairs of its letters that its font asks for."""
        data = {"words": self.data} if isinstance(self.data, str) else self.data
        return replace(self, data={**data, "kerned": True})

    def part(self, letter: str) -> float:
        """The width of one of its ``words``; of all of it where it has none."""
        return self.measure(letter) if self.words == self.text else self.width

    def saying(self, shown: str, text: str) -> Piece:
        """The same with other words, ``shown`` with the places where a line may end in them."""
        data = shown if isinstance(self.data, str) else {**self.data, "words": shown}
        return replace(self, data=data, text=text)

    def sliced(self, start: int, end: int) -> Piece:
        """Some of the same words."""
        return self.saying(self.text[start:end], self.text[start:end])

    def parted(self, places: Sequence[int]) -> Piece:
        """The same words, in which a line may also end at these places."""
        bounds = pairwise((0, *places, len(self.text)))
        return self.saying(LINE_END.join(self.text[slice(*each)] for each in bounds), self.text)


class Measured:
    """Pieces with their ``text``, and how wide they are up to each place in it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.text = "".join([each.words for each in pieces])
        widths = (each.part(letter) for each in pieces for letter in each.words)
        self.ends = list(accumulate(widths, initial=0.0))

    def width(self, start: int, end: int) -> float:
        """The width between two places."""
        return self.ends[end] - self.ends[start]

    def full(self, start: int, room: float) -> int:
        """Where a line from a place is full; a letter has a place on it, however little room."""
        return max(bisect_right(self.ends, self.ends[start] + room) - 1, start + 1)

    def sliced(self, start: int, end: int) -> list[Piece]:
        """The pieces between two places."""
        made = []
        for each, begin in self._placed():
            first, last = max(start - begin, 0), min(end - begin, len(each.words))
            if first < last:
                is_whole = last - first == len(each.words)
                made.append(each if is_whole else each.sliced(first, last))
        return made

    def parted(self, places: Sequence[int]) -> list[Piece]:
        """The pieces, in which a line may also end at these places."""
        made = []
        for each, begin in self._placed():
            here = [at - begin for at in places if 0 <= at - begin < len(each.words)]
            made.append(each.parted(here) if here else each)
        return made

    def _placed(self) -> Iterator[tuple[Piece, int]]:
        """Each piece with the place where it begins."""
        begin = 0
        for each in self.pieces:
            yield each, begin
            begin += len(each.words)


def kerned_from_right(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, kerned where words, or the numbers and signs behind them, run from right to left.

    Others typst 0.15 does not set: it ends in a fault.
    """
    if not any(_RUNS_BACK.search(each.text) for each in pieces):
        return pieces
    made, from_right = [], False
    for each in pieces:
        strong = [kind for letter in each.text if (kind := bidirectional(letter)) in _STRONG]
        runs_back = from_right or not _FROM_RIGHT.isdisjoint(strong)
        made.append(each.kerned if runs_back and each.text else each)
        from_right = strong[-1] in _FROM_RIGHT if strong else from_right
    return made


def breadth(pieces: Iterable[Piece]) -> float:
    """The width of pieces on one line, in points."""
    return sum(each.width for each in pieces)


def widest(pieces: Iterable[Piece], look: StyleLook) -> float:
    """The width that no letter of the pieces has more of, in points."""
    width = max(look.character.size + look.character.spacing, _LEAST_SIZE)
    for each in pieces:
        if not isinstance(each.data, str) and (own := each.data.get("look")):
            width = max(width, own["size"] + own["spacing"])
    return width


def fitted(pieces: Sequence[Piece], look: StyleLook, room: float) -> Sequence[Piece]:
    """The pieces, with places for a line to end in words that are wider than ``room`` points."""
    most = int(room / widest(pieces, look))  # so many letters have room, whichever they are
    text = "".join([each.words for each in pieces])
    if len(text) <= most or max(map(len, text.split(" "))) <= most:
        return pieces
    words = [each.span() for each in _WORD.finditer(text) if each.end() - each.start() > most]
    if len(pieces) == 1 and all(pieces[0].measure(text[slice(*each)]) <= room for each in words):
        return pieces  # found sooner than by letters
    measured = Measured(pieces)
    return measured.parted([end for each in words for end in _ends(measured, *each, room)])


def _ends(words: Measured, begin: int, end: int, room: float) -> Iterator[int]:
    """Where the lines of a word may end: behind each of its parts, and where one fills a line."""
    for part in _JOINED.finditer(words.text, begin, end):
        begin = part.start()
        while words.width(begin, part.end()) > room:
            full = words.full(begin, room)
            if full >= part.end():
                break
            begin = _before(words.text, begin, full)
            yield begin
        if part.end() < end:
            yield part.end()


def _before(text: str, begin: int, at: int) -> int:
    """The last place up to ``at`` that parts no letter from what belongs to it."""
    places = range(at, begin, -1)
    return next((each for each in places if not _belongs(text, each)), at)


def _belongs(text: str, at: int) -> bool:
    return text[at - 1] == _JOINER or category(text[at]) in _BELONGING
