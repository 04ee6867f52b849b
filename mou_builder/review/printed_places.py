"""Whether the lines of a part stand where they were sent, and their pictures, too.

The words of a table may all be there, in their order, and mean another thing in other cells. A
picture of a template may be the same, and cover words where it stands now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from mou_builder.frozen import dataclass
from mou_builder.review.folding import plain, quoted
from mou_builder.review.returned_copy import Cell, Drawn, Line
from mou_builder.review.sent_parts import SentLine, SentPart

_Place = tuple[int, int]
"""A table, and a row or a column of it."""


@dataclass(frozen=True)
class _Pair:
    """A line that was sent, and the line of the same words that came back."""

    sent: SentLine
    here: Line


def misplaced_lines(part: SentPart, lines: Sequence[Line]) -> Iterator[str]:
    """Yield which lines of a part came back in another cell, or out of their table."""
    if not any(each.cell for each in part.lines) and not any(each.cell for each in lines):
        return
    pairs = list(_pairs(part, lines))
    in_cells = [each for each in pairs if each.sent.cell and each.here.cell]
    known = _known_again(in_cells, _column) & _known_again(in_cells, _row)
    for each in pairs:
        was, now = each.sent.cell, each.here.cell
        said = quoted(each.here.accepted.strip() or each.here.rejected)
        if was is None or now is None:
            if was is not now:
                yield f"{said} stands {'outside of its table' if was else 'in a cell of a table'}"
        elif _called(was) != _called(now) and (len(part.lines) == 1 or id(each) not in known):
            yield f"{said} stands in {_called(now)} of its table instead of {_called(was)}"


def _column(cell: Cell) -> _Place:
    return cell.table, cell.column


def _row(cell: Cell) -> _Place:
    return cell.table, cell.row


def _called(cell: Cell) -> str:
    return f"row {cell.row + 1}, column {cell.column + 1}"


def _pairs(part: SentPart, lines: Sequence[Line]) -> Iterator[_Pair]:
    """Yield the lines that are known to be the same.

    These are all where no word of the part differs, else those whose words stand there once.
    """
    sent = [each for each in part.lines if each.text.strip()]
    was = [plain(each.text) for each in sent]
    for rejected in (True, False):
        texts = [(each, each.rejected if rejected else each.accepted) for each in lines]
        here = [each for each, text in texts if text.strip()]
        now = [plain(text) for _, text in texts if text.strip()]
        if was == now:
            yield from map(_Pair, sent, here)
            return
    counts = Counter(was), Counter(now)
    places = dict(zip(now, here, strict=True))
    for text, each in zip(was, sent, strict=True):
        if all(count[text] == 1 for count in counts):
            yield _Pair(each, places[text])


def _known_again(pairs: Sequence[_Pair], of: Callable[[Cell], _Place]) -> set[int]:
    """Return the ``id()`` of the pairs whose row, or whose column, is the one that was sent.

    Others may have been put in before it: it is the one that has most of its lines, and that has
    of no other row or column more than of this one.
    """
    places = [
        (of(each.sent.cell), of(each.here.cell))
        for each in pairs
        if each.sent.cell and each.here.cell
    ]
    usual, own = _most_often(places), _most_often((here, sent) for sent, here in places)
    return {
        id(pair)
        for pair, (sent, here) in zip(pairs, places, strict=True)
        if usual[sent] == here and own[here] == sent
    }


def _most_often(places: Iterable[tuple[_Place, _Place]]) -> dict[_Place, _Place]:
    """Return what each place stands beside most often; of several, the first."""
    counts: dict[_Place, Counter[_Place]] = {}
    for one, other in places:
        counts.setdefault(one, Counter())[other] += 1
    return {each: found.most_common(1)[0][0] for each, found in counts.items()}


_OFF, _SHARE, _SHARE_OF_WORDS = 4.0, 0.15, 0.35
"""Points, and the share of a picture or of drawn words, by which programs that save may be off."""
_INCH = 72


def redrawn(part: SentPart, lines: Sequence[Line]) -> Iterator[str]:
    """Yield which pictures of a part are drawn otherwise than they were sent.

    One that was put in or taken out is a difference of the words.
    """
    sent = sorted((each for line in part.lines for each in line.drawings), key=_order)
    here = sorted((each for line in lines for each in line.drawings), key=_order)
    if [each.name for each in sent] == [each.name for each in here]:
        for was, now in zip(sent, here, strict=True):
            yield from _otherwise(was, now)


def _order(each: Drawn) -> tuple[object, ...]:
    return each.name, each.width, each.height


def _otherwise(was: Drawn, now: Drawn) -> Iterator[str]:
    share = _SHARE_OF_WORDS if was.is_of_words else _SHARE
    if _are_far(was.width, now.width, share) or _are_far(was.height, now.height, share):
        yield (
            f"a picture is {_inches(now.width, now.height)} large, and was sent "
            f"{_inches(was.width, was.height)} large"
        )
    if bool(was.place) != bool(now.place):
        kinds = ("in line with the words", "freely on the page")
        yield f"a picture stands {kinds[bool(now.place)]}, and was sent {kinds[bool(was.place)]}"
    elif was.place != now.place or abs(was.left - now.left) > _OFF or abs(was.top - now.top) > _OFF:
        yield "a picture stands elsewhere on the page than it was sent"
    if now.is_in_front and not was.is_in_front:
        yield "a picture lies in front of the words, and was sent behind them"
    if now.treatment != was.treatment:
        yield "a picture is turned, cut or colored otherwise than it was sent"


def _are_far(was: float, now: float, share: float) -> bool:
    return abs(was - now) > max(_OFF, share * was)


def _inches(width: float, height: float) -> str:
    return f"{width / _INCH:.1f} by {height / _INCH:.1f} inches"
