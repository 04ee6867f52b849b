"""A returned copy as plain values, independent of any file format.

The reader of a format makes these values, and the review compares them with what was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mou_builder.agreement.document import Kind
from mou_builder.frozen import dataclass, field, replace

NO_AUTHOR = "mou-builder"
"""The author of a redline's tracked changes where none was given: it is no party that agreed."""


@dataclass(frozen=True)
class Reviser:
    """Who made a change, and when, as the file says; ``date`` is "" if it does not."""

    author: str
    date: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether the name is only `NO_AUTHOR`."""
        return self.author.startswith(NO_AUTHOR)


@dataclass(frozen=True)
class CopyWords:
    """Some words of a line that share one history.

    ``inserted`` and ``deleted`` are who did so with changes tracked; words that one side inserted
    and the other deleted again have both. ``moved`` says that one of the two is an end of a move.
    ``change`` is the index of the change that we proposed to the part and in which they stand.
    ``refers_to`` is the anchor whose number they are, if they are a field.
    """

    text: str
    inserted: Reviser | None = None
    deleted: Reviser | None = None
    moved: bool = False
    change: int | None = None
    refers_to: str = ""


def joined_words(words: Iterable[CopyWords]) -> tuple[CopyWords, ...]:
    """Join neighbors that share one history: where an editor splits runs means nothing."""
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
class Drawn:
    """How a picture or a shape is drawn; its measures are in points.

    ``name`` is how it reads among the words. ``place`` tells what ``left`` and ``top`` are measured
    from, across and down; () for one that stands in line with the words, where it has none.
    ``treatment`` tells how it is turned, cut and colored; ``is_of_words`` that words along a path
    are drawn, whose height programs choose by their font.
    """

    name: str
    width: float = 0.0
    height: float = 0.0
    place: tuple[str, ...] = ()
    left: float = 0.0
    top: float = 0.0
    is_in_front: bool = False
    treatment: tuple[str, ...] = ()
    is_of_words: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph of the document, or of a cell of a table.

    ``kind`` follows from its style, None if that is none of ours. ``number`` is as printed when
    every change is accepted, ``former_number`` when every change is rejected. ``anchors`` are the
    names of the anchors that it stands in, the most reliable first; the `Anchors` of what was sent
    say what they mean. ``inserted`` and ``deleted`` are those of its paragraph mark: who split it
    from, or joined it with, the line after it. ``doubts`` say what may make it read differently on
    paper; ``drawings`` are how the pictures in it are drawn.
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
    drawings: tuple[Drawn, ...] = ()

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
        """Whether it has no words, not even deleted ones, and no doubts."""
        return not self.doubts and not any(each.text.strip() for each in self.words)

    @property
    def known_by(self) -> str:
        """The words to know it again by: those when all is rejected, if any, else the new ones."""
        return self.rejected if self.rejected.strip() else self.accepted


@dataclass(frozen=True)
class Margin:
    """The lines of a header or footer that have words or doubts.

    ``place`` says which it is (“Header”, “Footer of the first page”); ``section`` counts from 0.
    """

    place: str
    section: int
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A comment with its replies.

    ``line`` is the index of the line that it is attached to, None in a header; ``about`` are the
    words that it is attached to.
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
    """A house template as a document carries it: without its pictures, but with their digests.

    ``digest`` is the SHA-256 of the whole template; ``pictures`` are digests by name of part.
    """

    digest: str
    data: bytes = b""
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeFrom:
    """What made a document, according to the document itself, which proves nothing.

    ``before`` is the old config of a redline. ``digests`` are those of each part's words when it
    was made, by anchor: they show that the library has changed since; ``digest`` makes one from
    the paragraphs of a part. ``is_intact`` says whether the config has the digest given for it.
    ``template`` is the house template that was used. ``paper`` is “amendment” for an instrument,
    “draft” for a draft, or both, “amendment draft”.
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

    ``source`` is None if the file has lost it; ``programs`` are the parts of the file that hold
    macros; ``doubts`` are about the whole file; ``saved_by`` is who saved it last. ``targets`` are
    the indexes of the lines that bookmarks begin in, by their names in small letters.
    """

    file: str
    lines: tuple[Line, ...]
    margins: tuple[Margin, ...] = ()
    remarks: tuple[Remark, ...] = ()
    source: MadeFrom | None = None
    programs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    saved_by: Reviser | None = None
    targets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
