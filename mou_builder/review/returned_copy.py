"""A returned copy as plain values: what came back from the other side, in no document's format.

What reads a format makes these values; what compares them with the agreement that was sent knows
them only so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field, replace

NO_AUTHOR = "mou-builder"
"""Who the tracked changes of a redline are by, where no author was given: no party has agreed."""


@dataclass(frozen=True)
class Reviser:
    """Who made a change, and when (as the file says it; "" where it does not)."""

    author: str
    date: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether the name is only that of the program, which a redline has without an author."""
        return self.author.startswith(NO_AUTHOR)


@dataclass(frozen=True)
class CopyWords:
    """Some words of a line with one history.

    ``inserted`` and ``deleted`` tell who did so with changes tracked; words that one side inserted
    and the other deleted again have both. ``moved`` tells that the one or the other is an end of a
    move; ``change`` in which of the changes that we proposed to the part they stand, from 0.
    ``refers_to`` is the anchor whose number they are, where a program counts it by itself.
    """

    text: str
    inserted: Reviser | None = None
    deleted: Reviser | None = None
    moved: bool = False
    change: int | None = None
    refers_to: str = ""


def joined_words(words: Iterable[CopyWords]) -> tuple[CopyWords, ...]:
    """Join neighbours with one history: where an editor splits runs means nothing."""
    found: list[CopyWords] = []
    for each in words:
        last = found[-1] if found else None
        if last and replace(last, text="") == replace(each, text=""):
            found[-1] = replace(last, text=last.text + each.text)
        else:
            found.append(each)
    return tuple(found)


@dataclass(frozen=True)
class Cell:
    """A place in a table; all three count from 0, ``table`` through the whole document."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Line:
    """A paragraph of the document, or of a cell of a table.

    ``kind`` is told by its style, None where that is none of ours. ``number`` is as the reader sees
    it when every change is accepted, ``former_number`` when every change is rejected. ``anchors``
    are the names of what it stands in, the most trustworthy first; they mean nothing here but by
    the `Anchors` of the agreement that was sent. ``inserted`` and ``deleted`` are those of its end,
    so that it is split from, or joined with, the line after it. ``doubts`` say what may make it
    read otherwise on paper.
    """

    words: tuple[CopyWords, ...]
    kind: Kind | None = None
    number: str = ""
    former_number: str = ""
    anchors: tuple[str, ...] = ()
    cell: Cell | None = None
    inserted: Reviser | None = None
    deleted: Reviser | None = None
    doubts: tuple[str, ...] = ()

    @property
    def rejected(self) -> str:
        """The words when every tracked change is rejected."""
        return "".join(each.text for each in self.words if each.inserted is None)

    @property
    def accepted(self) -> str:
        """The words when every tracked change is accepted."""
        return "".join(each.text for each in self.words if each.deleted is None)

    @property
    def is_empty(self) -> bool:
        """Whether there are no words in it, of any history, and nothing in doubt."""
        return not self.doubts and not any(each.text.strip() for each in self.words)


@dataclass(frozen=True)
class Margin:
    """The lines of a header or footer, as far as they have words or are in doubt.

    ``place`` says which it is (“Header”, “Footer of the first page”); ``section`` counts from 0.
    """

    place: str
    section: int
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A comment, with its replies; ``line`` is the place among the lines, None for the header.

    ``about`` are the words that it was made on.
    """

    author: str
    text: str
    date: str = ""
    line: int | None = None
    about: str = ""
    is_settled: bool = False
    replies: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class CarriedTemplate:
    """A house template as a document carries it: without its pictures, whose digests are told.

    ``digest`` is that of the whole template, ``pictures`` are by the names of their parts.
    """

    digest: str
    data: bytes = b""
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeFrom:
    """What a document says made it: nothing of it is more than what the file says of itself.

    ``before`` is the old config of a redline, and its name. ``digests`` are those of the words of
    each part when it was made, by anchor, which tell of a library that has changed since;
    ``digest`` makes one from a part's paragraphs. ``is_intact`` tells whether the config has the
    digest that the document gives it. ``template`` is the house template that it was made in.
    ``paper`` is “amendment” for the instrument of one, “draft” for a copy marked so, or both.
    """

    config_name: str
    config: bytes
    program: str
    model: str
    version: str
    library: str
    is_intact: bool = True
    before_name: str = ""
    before: bytes = b""
    digests: Mapping[str, str] = field(default_factory=dict)
    digest: Callable[[Iterable[str]], str] = "\n".join
    template: CarriedTemplate | None = None
    paper: str = ""


@dataclass(frozen=True)
class ReturnedCopy:
    """A document that came back: its lines in order, its margins, and what made it.

    ``source`` is None where that was stripped from the file; ``programs`` are the parts of the file
    that hold macros; ``doubts`` are those about the whole file; ``saved_by`` is who saved it last.
    """

    file: str
    lines: tuple[Line, ...]
    margins: tuple[Margin, ...] = ()
    remarks: tuple[Remark, ...] = ()
    source: MadeFrom | None = None
    programs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    saved_by: Reviser | None = None
