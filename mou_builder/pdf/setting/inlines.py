"""The words of a paragraph as data: their looks, their changes, and what tabs make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby, zip_longest

from mou_builder.agreement.document import Change, ClauseNumber, Fill, Span, text_of
from mou_builder.frozen import dataclass, field, replace
from mou_builder.pdf.setting.pieces import Piece, fitted, kerned_from_right, widest
from mou_builder.pdf.setting.style_data import SMALL_CAPS, Data, Dressing, Gathered
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
from mou_builder.word.references import clause_referred_to, refers
from mou_builder.word.writing.runs import effective

_OPEN_GROUND = "FFFF00"
_RED = "A11212"
_NEVER_FULLER = 2.0
"""How many lines there are at most for each that words would fill without an end."""
_MARKED = (Fill.MISSING, Fill.WARNING)

Places = tuple[str | None, ...]
"""Of each of several spans, the place in the file that it leads to; empty if none leads to any."""


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

    def of(self, spans: Sequence[Span]) -> Places:
        """The places that spans refer to; none where no span does."""
        if not any(map(refers, spans)):
            return ()
        return tuple(map(self._of, spans))

    def _of(self, span: Span) -> str | None:
        """The place that a span refers to; None for words that refer to none, or that change."""
        if span.change is not Change.KEPT:
            return None
        return self.place(clause_referred_to(span, self.clauses))


class PieceMaker:
    """Makes the pieces on the lines of a paragraph of some style, and lays them between its tabs.

    What is the same as in the style is not said again of each piece. Lines of a paragraph that
    ``is_mixed`` are of several heights.
    """

    def __init__(self, dressing: Dressing, style: StyleLook, *, is_mixed: bool = False) -> None:
        self.dressing = dressing
        self.style = style
        self.is_mixed = is_mixed

    @cached_property
    def line_height(self) -> float:
        """The height of a line in the style, in points."""
        return self.dressing.line_height(self.style.character, self.style.paragraph.line)

    def is_lower_than(self, look: CharacterLook) -> bool:
        """Tell whether words of the style are lower than others, in single lines."""
        return self.dressing.single(self.style.character) < self.dressing.single(look)

    @cached_property
    def added(self) -> float:
        """What the style's line spacing leaves below the last line, in points."""
        return self.dressing.added(self.style.character, self.style.paragraph.line)

    @cached_property
    def _measure(self) -> Callable[[str], float]:
        return partial(self.dressing.width, look=self.style.character)

    @cached_property
    def _is_plain(self) -> bool:
        """Tell whether the style has nothing that is said of words piece by piece."""
        own = self.style.character
        said = own.caps, own.small_caps, own.raised, own.underline, own.strike, own.highlight
        return not any(said)

    def of_spans(
        self,
        spans: Sequence[Span],
        whole: Change = Change.KEPT,
        places: Places = (),
        look: CharacterLook | None = None,
    ) -> Iterator[Piece]:
        """The pieces of an agreement's words; a tab is a piece of its own."""
        if whole is Change.KEPT and not any(places) and not any(map(_is_marked, spans)):
            yield from self.words(text_of(spans), look)
            return
        for said, group in groupby(zip_longest(spans, places), key=partial(_said_of, whole=whole)):
            if said is None:
                continue
            emphasis, fill, change, to = said
            own = look
            if fill is Fill.WARNING:
                own = replace(look or self.style.character, bold=True, colour=_RED)
            yield from self.words(
                text_of(span for span, _ in group),
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
        is_said = look or slanted or ground or to or change is not Change.KEPT
        for number, part in enumerate(text.split("\t")):
            if number:
                yield Piece("\t")
            if not is_said and self._is_plain:
                if part:
                    yield Piece(part, self._measure, part)
                continue
            for words, cased in _cased(part, shown):
                said = {
                    "look": self._own(cased),
                    "slanted": slanted,
                    "raised": shown.raised,
                    "underlined": shown.underline,
                    "struck": shown.strike,
                    "ground": ground or shown.highlight,
                    "change": change is not Change.KEPT and change.value.replace(" ", "-"),
                    "to": to,
                }
                said = {name: each for name, each in said.items() if each}
                measured = replace(cased, italic=True) if slanted else cased
                width = partial(self.dressing.width, look=measured)
                yield Piece({"words": words, **said} if said else words, width, words, change)

    def of_story(
        self,
        content: Iterable[Inline],
        filled: Mapping[str, tuple[Span, ...]],
        gathered: Gathered,
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
                    shown = gathered.picture(each, self.dressing.fonts)
                    yield Piece(shown, partial(_width_of, each))

    def _own(self, look: CharacterLook) -> Data | None:
        """A look as data, None for that of the style."""
        if look is self.style.character or look == self.style.character:
            return None
        line, own = self.style.paragraph.line, self.style.character
        return self.dressing.words(look, line, own, is_mixed=self.is_mixed)

    def laid(
        self, pieces: Iterable[Piece], room: float, stops: Sequence[TabStop] = ()
    ) -> list[Data | str]:
        """The data of a paragraph's pieces, whose lines have ``room`` between the margins."""
        pieces = kerned_from_right(tuple(pieces))
        lies = self.style.paragraph
        if any(each.data == "\t" for each in pieces):
            laid = self.tabbed(room, stops).laid(pieces)
        else:
            narrow = room - lies.right - lies.left - max(lies.first_line, 0.0)
            laid = [each.data for each in fitted(pieces, self.style, narrow)]
        has_height = not laid or any(map(_has_height, laid))
        return laid if has_height else [self.strut(self.style.character), *laid]

    def strut(self, look: CharacterLook) -> Data:
        """What has no words and gives its line the height of words that look so, as data."""
        line = self.style.paragraph.line
        return {"strut": self.dressing.words(look, line, is_mixed=self.is_mixed)}

    def tabbed(self, room: float, stops: Sequence[TabStop]) -> TabbedLines:
        """What lays pieces between tab stops."""
        usual = self.dressing.look.default_tab
        return TabbedLines(self.style, room - self.style.paragraph.right, stops, usual)

    def is_taller(self, pieces: Sequence[Piece], room: float, height: float) -> bool:
        """Tell whether the lines of the pieces, in so much ``room``, are taller than a height."""
        lies, line = self.style.paragraph, self.line_height
        most = sum(len(each.text) for each in pieces) * widest(pieces, self.style)
        if most / max(room - lies.left - lies.right, 1.0) * _NEVER_FULLER * line < height:
            return False
        return self.tabbed(room, lies.tabs).count(pieces) * line > height


def _has_height(each: Data | str) -> bool:
    """Tell whether a line has its height from this, as from no gap and no line to write on."""
    return isinstance(each, str) or not each.keys().isdisjoint(("words", "number", "file", "strut"))


def _is_marked(span: Span) -> bool:
    """Tell whether a span looks otherwise than its paragraph."""
    return span.emphasis or span.change is not Change.KEPT or span.fill in _MARKED


def _said_of(
    placed: tuple[Span, str | None], whole: Change
) -> tuple[bool, Fill | None, Change, str | None] | None:
    """What is said of a span that leads to a place; None of one that is not printed."""
    span, to = placed
    change = effective(span.change, whole)
    if change is None:
        return None
    return span.emphasis, span.fill if span.fill in _MARKED else None, change, to


def _cased(text: str, look: CharacterLook) -> Iterator[tuple[str, CharacterLook]]:
    """Words in capitals, small ones for small letters, where their look has them so."""
    if look.caps:
        yield text.upper(), look
    elif look.small_caps:
        small = replace(look, size=look.size * SMALL_CAPS)
        for is_small, letters in groupby(text, key=str.islower):
            yield "".join(letters).upper(), small if is_small else look
    elif text:
        yield text, look


def _width_of(picture: Picture, _text: str) -> float:
    return picture.width
