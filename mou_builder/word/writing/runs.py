"""Runs: words with their looks, and the marks of tracked changes around them.

Tracked changes are those of ISO/IEC 29500-1, 17.13.5. All functions return XML as text, in which
the words are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Change,
    ClauseNumber,
    Fill,
    PartKind,
    Span,
    text_of,
)
from mou_builder.frozen import dataclass, field
from mou_builder.patterns import pattern
from mou_builder.word.names import Anchor
from mou_builder.word.references import clause_referred_to, number_apart
from mou_builder.word.xml_text import attribute, escaped, moment_of, timestamp

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# From one right-to-left letter to the last before a Latin one, with spaces and signs between them.
RTL_STRETCH = pattern(f"([{_RIGHT_TO_LEFT}](?:[^A-Za-z\\n\\t]*[{_RIGHT_TO_LEFT}])?)")
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_TWO_MINUTES = timedelta(minutes=2)
_INSERTION_STARTS = ("<w:ins ", "<w:moveTo ")
_INSERTION_ENDS = ("</w:ins>", "</w:moveTo>")
RULE = "<w:r><w:tab/></w:r>"
"""A tab, which the style's tab stop draws as a rule (or as the gap after a label)."""


@dataclass(frozen=True)
class Revision:
    """Who made the tracked changes of a redline, and when (ISO 8601; a day is its midnight)."""

    author: str
    date: datetime | str


@dataclass
class Marks:
    """Makes the marks of one document's tracked changes: one author and date, an id for each.

    ``counted`` are the clauses' numbers by their ids, where Word counts these itself: a reference
    that prints one of them becomes a field. ``lists`` are the ids of the lists that inserted
    clauses (``17A``) stand in, by their numbers.
    """

    revision: Revision | None = None
    used: int = 0
    counted: Mapping[str, ClauseNumber] = field(default_factory=dict)
    lists: Mapping[str, int] = field(default_factory=dict)
    _by: tuple[str, str] | None = field(init=False, default=None)
    _turn: int = field(init=False, default=0)
    _after_insertion: bool = field(init=False, default=False)
    _places: dict[tuple[str, Change], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if self.revision:
            author = f' w:author="{attribute(self.revision.author)}"'
            self._by = (author, author)
            if self.revision.date:
                when = moment_of(self.revision.date)
                later = when + _TWO_MINUTES
                other = later if later.date() == when.date() else when - _TWO_MINUTES
                first, second = (f'{author} w:date="{timestamp(each)}"' for each in (when, other))
                self._by = (first, second)

    def start(self, content: str) -> bool:
        """Begin a paragraph with this content; tell whether the content must be written again.

        LibreOffice 7.4 joins an insertion that ends a paragraph with one that begins the next, if
        both are by the same author and less than a minute apart, and takes the paragraph mark
        between them for inserted, too, although it is kept. So each such paragraph has the other of
        two times, two minutes apart on the same day.
        """
        if not (self._after_insertion and content.startswith(_INSERTION_STARTS)):
            return False
        self._turn = 1 - self._turn
        return True

    def end(self, content: str = "", mark: Change = Change.KEPT) -> None:
        """End a paragraph, with its content and the change of its mark, or a table."""
        self._after_insertion = mark is Change.KEPT and content.endswith(_INSERTION_ENDS)

    def id(self) -> int:
        """A number that no other annotation of the document has."""
        self.used += 1
        return self.used

    def by(self) -> str:
        """The attributes of the next tracked change. Raises `ValueError` without a `Revision`."""
        return self.numbered()[1]

    def numbered(self) -> tuple[int, str]:
        """The id of the next tracked change, and its attributes, as `by` gives them."""
        if not self._by:
            raise ValueError("an agreement with changes is written with a Revision")
        number = self.id()
        return number, f' w:id="{number}"{self._by[self._turn]}'

    def place_name(self, move: str, end: Change) -> str:
        """The name that ties the two places of a move together; each pair has a name of its own.

        Paragraphs that moved under one name are numbered in their order at either end.
        """
        nth = self._places[move, end] = self._places.get((move, end), 0) + 1
        return move if nth == 1 else f"{move} ({nth})"


_ELEMENTS = {
    Change.INSERTED: "ins",
    Change.DELETED: "del",
    Change.MOVED_FROM: "moveFrom",
    Change.MOVED_TO: "moveTo",
}


def element_of(change: Change) -> str:
    """The name of the element that marks a change: ``ins``, ``del``, ``moveFrom`` or ``moveTo``."""
    return _ELEMENTS[change]


def wrapped(runs: str, change: Change, marks: Marks) -> str:
    """The runs inside the element that marks their change."""
    if change is Change.KEPT or not runs:
        return runs
    name = element_of(change)
    return f"<w:{name}{marks.by()}>{runs}</w:{name}>"


def unmoved(change: Change) -> Change:
    """The change, a move being a deletion where it starts and an insertion where it ends."""
    if change is Change.MOVED_FROM:
        return Change.DELETED
    return Change.INSERTED if change is Change.MOVED_TO else change


def effective(change: Change, whole: Change) -> Change | None:
    """The change to mark on words in a paragraph or row whose own change is ``whole``.

    In a moved paragraph all words have moved; None for words that stand only at the other end of
    the move, because they would stay behind when the move is rejected. In any other paragraph or
    row, moved words are marked as deleted or inserted.
    """
    match whole:
        case Change.MOVED_TO if not change.is_new:
            return None
        case Change.MOVED_FROM if not change.is_old:
            return None
        case Change.MOVED_TO | Change.MOVED_FROM:
            return whole if change is Change.KEPT else change
        case _:
            return unmoved(change)


_LOOKS = {
    (emphasis, fill, rtl): (
        ("<w:b/><w:bCs/>" if fill is Fill.WARNING else "")
        + ("<w:i/><w:iCs/>" if emphasis else "")
        + ('<w:color w:val="A11212"/>' if fill is Fill.WARNING else "")
        + ('<w:highlight w:val="yellow"/>' if fill is Fill.MISSING else "")
        + ("<w:rtl/>" if rtl else "")
    )
    for emphasis in (False, True)
    for fill in Fill
    for rtl in (False, True)
}

_SHOWN = (Fill.MISSING, Fill.WARNING)


def run(text: str, look: str = "", *, deleted: bool = False) -> str:
    """One run with words; ``look`` are its run properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    name = "delText" if deleted else "t"
    if "\n" not in text and "\t" not in text:
        return f"<w:r>{properties}{_text_element(text, name)}</w:r>"
    pieces = re.split(r"([\n\t])", text)
    inner = "".join(_BREAKS.get(each) or _text_element(each, name) for each in pieces if each)
    return f"<w:r>{properties}{inner}</w:r>"


def _text_element(text: str, name: str) -> str:
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<w:{name}{space}>{escaped(text)}</w:{name}>"


def span_runs(span: Span, counted: Mapping[str, ClauseNumber], *, deleted: bool = False) -> str:
    """The runs of a span: one, or several if it has right-to-left words or is a reference."""
    fill = span.fill
    if not span.text:
        return ""
    if not deleted and (clause := clause_referred_to(span, counted)):
        return _reference(span, clause)
    if span.text.isascii():
        return run(span.text, _LOOKS[span.emphasis, fill, False], deleted=deleted)
    return "".join(
        run(each, _LOOKS[span.emphasis, fill, number % 2 == 1], deleted=deleted)
        for number, each in enumerate(RTL_STRETCH.split(span.text))
        if each
    )


def _reference(span: Span, clause: str) -> str:
    """A reference to a clause: its number as a field that Word keeps up to date (17.16.5.51, REF).

    ``clause`` is the id of the clause.
    """
    look = _LOOKS[span.emphasis, Fill.GIVEN, False]
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    before, number = number_apart(span.text)
    code = f" REF {Anchor(PartKind.CLAUSE, clause).first} \\r \\h "
    begin, separate, end = (
        f'<w:r>{properties}<w:fldChar w:fldCharType="{each}"/></w:r>'
        for each in ("begin", "separate", "end")
    )
    return "".join(
        (
            run(before, look) if before else "",
            begin,
            f'<w:r>{properties}<w:instrText xml:space="preserve">{code}</w:instrText></w:r>',
            separate,
            run(number, look),
            end,
        )
    )


def words(spans: Sequence[Span], whole: Change, marks: Marks) -> str:
    """The runs of some spans, with the marks of their changes.

    ``whole`` is the change of the paragraph or row that they stand in.
    """
    if whole is Change.KEPT and len(spans) == 1 and spans[0].change is Change.KEPT:
        return span_runs(spans[0], marks.counted)
    alike = _joined_spans(spans, marks.counted)
    if whole is Change.KEPT and all(each.change is Change.KEPT for each in alike):
        return "".join(span_runs(each, marks.counted) for each in alike)
    pieces = []
    for change, group in groupby(alike, key=lambda each: effective(each.change, whole)):
        if change is not None:
            deleted = change is Change.DELETED
            runs = "".join(span_runs(each, marks.counted, deleted=deleted) for each in group)
            pieces.append(wrapped(runs, change, marks))
    return "".join(pieces)


def _joined_spans(spans: Sequence[Span], counted: Mapping[str, ClauseNumber]) -> Sequence[Span]:
    """The spans, with neighbors that look alike joined into one run.

    The blank that a span was filled from does not show in Word, except in references.
    """
    if len(spans) < 2:
        return spans

    def look_of(span: Span) -> tuple[bool, Fill, Change, str]:
        fill = span.fill if span.fill in _SHOWN else Fill.GIVEN
        return span.emphasis, fill, span.change, clause_referred_to(span, counted)

    joined = []
    for (emphasis, fill, change, clause), group in groupby(spans, key=look_of):
        blank = f"{CROSS_REFERENCE}{clause}" if clause else None
        joined.append(Span(text_of(group), emphasis, blank, fill, change))
    return joined
