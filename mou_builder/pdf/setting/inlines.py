"""The words of a paragraph as data: their looks, their changes, and what tabs make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from mou_builder.agreement.document import Change, ClauseNumber, Fill, Span
from mou_builder.frozen import dataclass, field, replace
from mou_builder.pdf.setting.pieces import Piece, fitted, widest
from mou_builder.pdf.setting.style_data import Data, Dressing
from mou_builder.pdf.setting.tabs import TabbedLines
from mou_builder.word.look import (
    CharacterLook,
    FilledTag,
    Inline,
    Number,
    Picture,
    StyleLook,
    TabStop,
    Words,
)
from mou_builder.word.references import clause_referred_to
from mou_builder.word.writing.runs import RTL_STRETCH, effective

_OPEN_GROUND = "FFFF00"
_RED = "A11212"
_SMALL_CAPS = 0.8
NEVER_FULLER = 2.0
"""How many lines there are at most for each that words would fill without an end."""
_MARKED = (Fill.MISSING, Fill.WARNING)


@dataclass(frozen=True)
class Links:
    """The clauses of a document, by their numbers, that references to them lead to.

    ``document`` begins the names of its places in the file.
    """

    clauses: Mapping[str, ClauseNumber] = field(default_factory=dict)
    document: str = ""

    def place(self, clause: str) -> str | None:
        """The name of the place where a clause begins, None where no reference leads."""
        return f"{self.document}{clause}" if clause in self.clauses else None

    def of(self, span: Span) -> str | None:
        """The place that a span refers to; None for words that refer to none, or that change."""
        if span.change is not Change.KEPT:
            return None
        return self.place(clause_referred_to(span, self.clauses))


_NO_LINKS = Links()


class PieceMaker:
    """Makes the pieces on the lines of a paragraph of some style, and lays them between its tabs.

    What is the same as in the style is not said again of each piece.
    """

    def __init__(self, dressing: Dressing, style: StyleLook, links: Links = _NO_LINKS) -> None:
        self.dressing = dressing
        self.style = style
        self.links = links

    def of_spans(
        self,
        spans: Sequence[Span],
        whole: Change = Change.KEPT,
        look: CharacterLook | None = None,
    ) -> Iterator[Piece]:
        """The pieces of an agreement's words; a tab is a piece of its own."""

        def alike(span: Span) -> tuple[bool, Fill | None, Change | None, str | None]:
            fill = span.fill if span.fill in _MARKED else None
            to = self.links.of(span) if span.blank else None
            return span.emphasis, fill, effective(span.change, whole), to

        for (emphasis, fill, change, to), group in groupby(spans, key=alike):
            if change is None:
                continue
            own = look
            if fill is Fill.WARNING:
                own = replace(look or self.style.character, bold=True, colour=_RED)
            yield from self.words(
                "".join(each.text for each in group),
                own,
                change,
                slanted=emphasis,
                ground=_OPEN_GROUND if fill is Fill.MISSING else None,
                to=to if change is Change.KEPT else None,
            )

    def words(
        self,
        text: str,
        look: CharacterLook | None = None,
        change: Change = Change.KEPT,
        *,
        slanted: bool = False,
        ground: str | None = None,
        to: str | None = None,
    ) -> Iterator[Piece]:
        """The pieces of some words, which lead ``to`` a place if they are a link."""
        shown = look or self.style.character
        for number, part in enumerate(text.split("\t")):
            if number:
                yield Piece("\t")
            for words, cased, is_rtl in _stretches(part, shown):
                said = {
                    "look": self._own(cased),
                    "slanted": slanted,
                    "raised": shown.raised,
                    "underlined": shown.underline,
                    "struck": shown.strike,
                    "ground": ground or shown.highlight,
                    "change": change is not Change.KEPT and change.value.replace(" ", "-"),
                    "to": to,
                    "kerned": is_rtl,  # else typst 0.15 sets no words from right to left
                }
                said = {name: each for name, each in said.items() if each}
                measured = replace(cased, italic=True) if slanted else cased
                width = partial(self.dressing.width, look=measured)
                yield Piece({"words": words, **said} if said else words, width, words, change)

    def of_story(
        self, content: Iterable[Inline], filled: Mapping[str, tuple[Span, ...]]
    ) -> Iterator[Piece]:
        """The pieces of a paragraph of the template's own; ``filled`` are the agreement's words."""
        for each in content:
            match each:
                case Words():
                    yield from self.words(each.text, each.look)
                case FilledTag():
                    yield from self.of_spans(filled[each.name], look=each.look)
                case Number():
                    look = self._own(each.look)
                    data = {"number": each.field, "form": each.form, "look": look}
                    yield Piece(data, partial(self.dressing.width, look=each.look), "0")
                case Picture():
                    below = self.dressing.added(self.style)  # as LibreOffice has it
                    shown = {**self.dressing.picture(each), "below": below}
                    yield Piece(shown, partial(_width_of, each))

    def _own(self, look: CharacterLook) -> Data | None:
        """A look as data, None for that of the style."""
        if look is self.style.character or look == self.style.character:
            return None
        return self.dressing.words(look, self.style.paragraph.line)

    def laid(
        self, pieces: Iterable[Piece], room: float, stops: Sequence[TabStop] = ()
    ) -> list[Data | str]:
        """The data of a paragraph's pieces, whose lines have ``room`` between the margins."""
        pieces = tuple(pieces)
        lies = self.style.paragraph
        if any(each.data == "\t" for each in pieces):
            return self.tabbed(room, stops).laid(pieces)
        narrow = room - lies.right - lies.left - max(lies.first_line, 0.0)
        return [each.data for each in fitted(pieces, self.style, narrow)]

    def tabbed(self, room: float, stops: Sequence[TabStop]) -> TabbedLines:
        """What lays pieces between tab stops."""
        usual = self.dressing.look.default_tab
        return TabbedLines(self.style, room - self.style.paragraph.right, stops, usual)

    def is_taller(self, pieces: Sequence[Piece], room: float, height: float) -> bool:
        """Tell whether the lines of the pieces, in so much ``room``, are taller than a height."""
        lies = self.style.paragraph
        line = self.dressing.line_height(self.style.character, lies.line)
        most = sum(len(each.text) for each in pieces) * widest(pieces, self.style)
        if most / max(room - lies.left - lies.right, 1.0) * NEVER_FULLER * line < height:
            return False
        return self.tabbed(room, lies.tabs).count(pieces) * line > height


def _stretches(text: str, look: CharacterLook) -> Iterator[tuple[str, CharacterLook, bool]]:
    """Words in their case and look, and whether they run from right to left."""
    stretches = (text,) if text.isascii() else RTL_STRETCH.split(text)
    for number, stretch in enumerate(stretches):
        for words, cased in _cased(stretch, look):
            yield words, cased, number % 2 == 1


def _cased(text: str, look: CharacterLook) -> Iterator[tuple[str, CharacterLook]]:
    """Words in capitals, small ones for small letters, where their look has them so."""
    if look.caps:
        yield text.upper(), look
    elif look.small_caps:
        small = replace(look, size=look.size * _SMALL_CAPS)
        for is_small, letters in groupby(text, key=str.islower):
            yield "".join(letters).upper(), small if is_small else look
    elif text:
        yield text, look


def _width_of(picture: Picture, _text: str) -> float:
    return picture.width
