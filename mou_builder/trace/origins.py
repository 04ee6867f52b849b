"""Where words of an agreement come from: the library, the config, a correction, or the program."""

from __future__ import annotations

from enum import StrEnum

from mou_builder.agreement.document import ClauseNumber
from mou_builder.diagnostic import Place
from mou_builder.frozen import dataclass
from mou_builder.library.model import Correction
from mou_builder.library.provenance import Provenance


class OriginKind(StrEnum):
    """What kind of source some words have."""

    LIBRARY = "library"
    """The text of a clause, a recital, a heading, … in a file of the library."""
    CONFIG = "config"
    """A value that the config gives, written as an agreement writes it."""
    CHOICE = "choice"
    """Words of the library that the config chooses by their id."""
    DEFAULT = "default"
    """A value that the library gives where the config gives none."""
    CORRECTION = "correction"
    """Words that a listed correction puts in the place of the model's."""
    COMPUTED = "computed"
    """Made from the rest: a number, a reference to one, what remains of a sum."""
    PROGRAM = "program"
    """The same in every agreement: the labels of a signature block, the “and” of a list."""
    OPEN = "open"
    """Not given yet; what stands there says so."""


@dataclass(frozen=True)
class Origin:
    """The source of some words.

    ``where`` names it for a reader: a file of the library and the key in it, or a path of the
    config; ``place`` is the line in the config, where there is one.
    """

    kind: OriginKind
    where: str
    place: Place | None = None
    file: str = ""


@dataclass(frozen=True)
class TracedSpan:
    """Some words, and where they come from."""

    text: str
    origin: Origin


@dataclass(frozen=True)
class TracedLine:
    """A paragraph, or (``cell``, such as “row 1, column 2”) a cell of a table.

    ``number`` and ``label`` are printed before the words.
    """

    spans: tuple[TracedSpan, ...]
    number: TracedSpan | None = None
    label: TracedSpan | None = None
    cell: str = ""

    @property
    def text(self) -> str:
        """The words, with number and label."""
        lead = [each.text for each in (self.number, self.label) if each]
        return " ".join([*lead, "".join(span.text for span in self.spans)]).strip()


@dataclass(frozen=True)
class TracedValue:
    """The value of a blank, as the agreement writes it, and where it comes from.

    ``is_printed`` tells whether its words stand in the agreement; a flag's do not.
    """

    blank: str
    label: str
    words: str
    origin: Origin
    is_printed: bool


@dataclass(frozen=True)
class TracedPart:
    """A part of an agreement: a provision, or what stands around the provisions.

    ``part`` is what it is (“clause”, “recital”, …), ``basis`` the citations of the clause and its
    variant; ``number`` is 0 for what is not a provision.
    """

    part: str
    id: str
    title: str
    provenance: Provenance
    lines: tuple[TracedLine, ...]
    number: ClauseNumber = 0
    variant: str = ""
    variant_title: str = ""
    values: tuple[TracedValue, ...] = ()
    corrections: tuple[Correction, ...] = ()
    basis: tuple[str, ...] = ()
    file: str = ""
    because: str = ""
    review: str = ""
