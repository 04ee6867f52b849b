"""The agreement: the one in-memory document that every output is made from.

Everything here is a frozen value. An agreement is a tree of *blocks* (paragraphs and tables); a
block holds *spans*; a span knows its words and which blank of the config they came from. A redline
is the same tree, whose spans and blocks carry a `Change`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import chain

from mou_builder.frozen import dataclass, replace
from mou_builder.library.provenance import Provenance as Provenance


class Change(StrEnum):
    """What a comparison found about a span, a paragraph mark or a table row."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"

    is_old: bool
    """Whether what is so marked stands in the old document."""
    is_new: bool
    """Whether what is so marked stands in the new document."""

    def __init__(self, value: str) -> None:
        self.is_old = value not in ("inserted", "moved to")
        self.is_new = value not in ("deleted", "moved from")


class Fill(StrEnum):
    """How the blank behind a span stands."""

    GIVEN = "given"
    """Filled from the config."""
    MISSING = "missing"
    """Not in the config: an open point of a draft, printed as ``[district: name]``."""
    OPEN = "open"
    """Left as the published model leaves it, as ``_____``."""
    WARNING = "warning"
    """No value, but what nobody may miss: set in red, and saying so without color, too."""


CROSS_REFERENCE = "#clause:"
"""How the ``blank`` of a span begins that names another clause by its number: the id follows."""


@dataclass(frozen=True)
class Span:
    """Some words of a paragraph that look alike and come from one place.

    ``blank`` is the dotted path in the config (``clauses.funding.district_share``) of the value
    that these words state, or None where the words are the clause's own.
    """

    text: str
    emphasis: bool = False
    blank: str | None = None
    fill: Fill = Fill.GIVEN
    change: Change = Change.KEPT


def text_of(spans: Iterable[Span]) -> str:
    """Return the words of spans that follow each other."""
    return "".join([span.text for span in spans])


class Kind(StrEnum):
    """What a paragraph is for; each has one paragraph style in the Word template."""

    HEADER = "header"
    """The running header, on every page."""
    TITLE = "title"
    SUBTITLE = "subtitle"
    RECITAL = "recital"
    AGREEMENT_LINE = "agreement line"
    HEADING = "heading"
    CLAUSE = "clause"
    """The first paragraph of a provision; numbered 1., 2., …"""
    SUBCLAUSE = "sub-clause"
    """A lettered paragraph of a provision; a., b., …"""
    CONTINUATION = "continuation"
    """A further paragraph of a provision, without a number."""
    QUOTED = "quoted"
    """A clause as another instrument will make it read; its number is typed, not counted."""
    CLOSING = "closing"
    """“Signed on the … of …”."""
    SIGNING_PARTY = "signing party"
    """The name of the party (and the capacity) above a signature line."""
    SIGNATURE = "signature"
    """The line that is signed: a rule, after its label if it has one."""
    PARTICULAR = "particular"
    """A labeled line under a signature (Name, Title, Date); ruled where it has no words."""
    CAPTION = "caption"
    """Words under a signature line without a label, as in the published model."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph.

    ``number`` is as printed (``13.``, ``a.``) and computed at assembly; Word counts its own numbers
    and must arrive at the same. ``label`` opens a signature or particular line. ``change`` is that
    of the paragraph mark; the words carry their own. ``move`` is the name that the two places of a
    moved paragraph share. One that is ``inset`` stands as far in as the words of its kind do: an
    item of a list in a clause that is quoted.
    """

    kind: Kind
    spans: tuple[Span, ...]
    number: str = ""
    label: str = ""
    provenance: Provenance = Provenance.MODEL
    change: Change = Change.KEPT
    move: str = ""
    inset: bool = False

    @property
    def text(self) -> str:
        """The words, without number or label."""
        return text_of(self.spans)

    @property
    def lead(self) -> str:
        """What stands before the words and a tab: a label, or the typed number of a quotation."""
        return self.number if self.kind is Kind.QUOTED else self.label

    @property
    def runs(self) -> tuple[tuple[Span, ...], ...]:
        """The words that are read without a break: here, all of them."""
        return (self.spans,)


def drafted_line(kind: Kind, text: str) -> Paragraph:
    """Return a paragraph of words that the program itself has drafted."""
    return Paragraph(kind, (Span(text),), provenance=Provenance.DRAFTED)


@dataclass(frozen=True)
class Row:
    """A row of a table; each cell is a run of spans."""

    cells: tuple[tuple[Span, ...], ...]
    change: Change = Change.KEPT

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each cell."""
        return tuple(map(text_of, self.cells))


@dataclass(frozen=True)
class Table:
    """A table inside a provision; its first row heads the columns and repeats on every page.

    One that is ``inset`` is as wide as the words of a clause that is quoted.
    """

    header: Row
    rows: tuple[Row, ...]
    caption: str = ""
    provenance: Provenance = Provenance.DRAFTED
    change: Change = Change.KEPT
    inset: bool = False

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row from the top, the one that heads the columns first."""
        return (self.header, *self.rows)

    @property
    def runs(self) -> tuple[tuple[Span, ...], ...]:
        """The words that are read without a break: each cell, row by row."""
        return tuple(cell for row in self.all_rows for cell in row.cells)


Block = Paragraph | Table


def is_marked(block: Block) -> bool:
    """Tell whether any word of a block, or its mark, or a row of it carries a change."""
    rows = block.all_rows if isinstance(block, Table) else ()
    parts = chain((block,), rows, *block.runs)
    return any(each.change is not Change.KEPT for each in parts)


@dataclass(frozen=True)
class Comment:
    """A note in the margin of a redline: who says what, on which day (ISO 8601, or "")."""

    author: str
    text: str
    date: str = ""


ClauseNumber = int | str
"""The number of a clause: counted, or given for one that came between others (``17A``)."""


@dataclass(frozen=True)
class Provision:
    """A clause as it stands in an agreement.

    ``variant`` is "" for a clause without variants; ``corrections`` are the ids of those applied.
    """

    id: str
    number: ClauseNumber
    title: str
    variant: str
    provenance: Provenance
    blocks: tuple[Block, ...]
    corrections: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Section:
    """Provisions under one heading."""

    id: str
    heading: Paragraph
    provisions: tuple[Provision, ...]


@dataclass(frozen=True)
class SignatureBlock:
    """What one signatory signs: kept whole on a page, the first with the last words before it.

    ``id`` is unique in the agreement (``agency``, ``district-2``); ``tooltip`` describes the
    signature field to a screen reader (“Signature of Luis Ortega, Chief of Police, for …”).
    """

    id: str
    tooltip: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class AnswerLine:
    """A line of a paper to write on: its label, what is asked, and room for how many ``lines``.

    ``id`` is unique on the paper. A line for several lines of writing stands below its label and is
    as wide as the page.
    """

    id: str
    label: str
    question: str
    lines: int = 1

    @property
    def above(self) -> tuple[Paragraph, ...]:
        """The label, where it does not stand on the line itself."""
        return (drafted_line(Kind.RECITAL, self.label),) if self.lines > 1 else ()

    @property
    def rule(self) -> Paragraph:
        """The line to write on, after its label if that stands on it."""
        label = self.label if self.lines == 1 else ""
        return Paragraph(Kind.SIGNATURE, (), label=label, provenance=Provenance.DRAFTED)


@dataclass(frozen=True)
class AnswerBlock:
    """Lines to write on that belong together, under their heading if they have one.

    Kept together on a page, as a signature block is.
    """

    lines: tuple[AnswerLine, ...]
    heading: Paragraph | None = None


class PartKind(StrEnum):
    """What a part of an agreement is."""

    HEADER = "header"
    TITLE = "title"
    SUBTITLE = "subtitle"
    RECITAL = "recital"
    AGREEMENT_LINE = "agreement line"
    HEADING = "heading"
    CLAUSE = "clause"
    CLOSING = "closing"
    SIGNATURE = "signature block"
    TEMPLATE = "line of the template"
    """What a house template prints beside an agreement; no part of the agreement itself."""


@dataclass(frozen=True)
class Key:
    """A part of an agreement, by what it is and its id ("" where there is only one of it)."""

    part: PartKind
    id: str = ""


@dataclass(frozen=True)
class Part:
    """A part of an agreement, as `Agreement.parts` returns it.

    ``title`` names it to a person (“Recital 2”; of a clause, its title). ``section`` is that of a
    heading and of a clause; ``provision`` and ``signature`` are what a part of that kind is.
    """

    key: Key
    title: str
    blocks: tuple[Block, ...]
    section: Section | None = None
    provision: Provision | None = None
    signature: SignatureBlock | None = None

    @property
    def kind(self) -> PartKind:
        """What it is."""
        return self.key.part

    @property
    def id(self) -> str:
        """Its id, "" where there is only one of its kind."""
        return self.key.id

    @property
    def number(self) -> ClauseNumber:
        """The number of a clause; 0 of what is none."""
        return self.provision.number if self.provision else 0


@dataclass(frozen=True)
class Agreement:
    """An assembled agreement, complete or (``draft``) with open points.

    ``model`` and ``version`` say which library made it; ``digest`` is the SHA-256 of the library's
    files. ``header`` runs on every page and is not among the `blocks`; neither is the ``preface``,
    what a comparison copy says about itself before the title, in the kinds whose looks it takes.
    ``answers`` are what a paper asks at its end to be filled in; an agreement has none.
    """

    model: str
    version: str
    digest: str
    language: str
    header: Paragraph
    title: Paragraph
    subtitle: Paragraph | None
    recitals: tuple[tuple[str, Paragraph], ...]
    agreement_line: Paragraph
    sections: tuple[Section, ...]
    closing: Paragraph
    signatures: tuple[SignatureBlock, ...]
    draft: bool = False
    corrections: tuple[str, ...] = ()
    preface: tuple[Block, ...] = ()
    answers: tuple[AnswerBlock, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision, in the order of its number."""
        return tuple(each for section in self.sections for each in section.provisions)

    def parts(self) -> tuple[Part, ...]:
        """Every part, in reading order: the header first, the signature blocks last."""
        return self._parts

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        return tuple(_parts_of(self))  # once, because everything that is made of it asks for them

    @cached_property
    def has_changes(self) -> bool:
        """Whether any word, paragraph or row of it carries a change."""
        return any(is_marked(block) for part in self._parts for block in part.blocks)

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order; the header is none of them."""
        for part in self.parts():
            if part.kind is not PartKind.HEADER:
                yield from part.blocks

    def with_provisions(self, changed: Callable[[Provision], Provision]) -> Agreement:
        """Return the agreement with ``changed`` made of each provision, in order."""
        sections = tuple(
            replace(each, provisions=tuple(map(changed, each.provisions))) for each in self.sections
        )
        return replace(self, sections=sections)


def _parts_of(agreement: Agreement) -> Iterator[Part]:
    yield _part_of_one_line(PartKind.HEADER, agreement.header)
    yield _part_of_one_line(PartKind.TITLE, agreement.title)
    if agreement.subtitle:
        yield _part_of_one_line(PartKind.SUBTITLE, agreement.subtitle)
    for ordinal, (id_, recital) in enumerate(agreement.recitals, start=1):
        yield Part(Key(PartKind.RECITAL, id_), f"Recital {ordinal}", (recital,))
    yield _part_of_one_line(PartKind.AGREEMENT_LINE, agreement.agreement_line)
    for section in agreement.sections:
        title = f"Heading “{section.heading.text}”"
        yield Part(Key(PartKind.HEADING, section.id), title, (section.heading,), section)
        for each in section.provisions:
            yield Part(Key(PartKind.CLAUSE, each.id), each.title, each.blocks, section, each)
    yield _part_of_one_line(PartKind.CLOSING, agreement.closing)
    for block in agreement.signatures:
        words = next((each.text for each in block.paragraphs if each.text), block.id)
        yield Part(
            Key(PartKind.SIGNATURE, block.id),
            f"Signature block: {words}",
            block.paragraphs,
            signature=block,
        )


def _part_of_one_line(kind: PartKind, paragraph: Paragraph) -> Part:
    return Part(Key(kind), kind.value.capitalize(), (paragraph,))


# Its digest


def words_digest(agreement: Agreement) -> str:
    """Return ``sha256:`` and the digest of all that an agreement says, in its order.

    That is its words and numbers, part by part, the running header left out, which only names the
    parties again. Two renderings of the same agreement have the same digest, whatever their format,
    the file it comes from and the day; one word or number changed, and it is another. Every stretch
    of white space counts as one space.
    """
    lines = [list(map(_one_line, each)) for each in _lines(agreement.blocks())]
    import hashlib  # to check a config needs no digest
    import json

    text = json.dumps(lines, ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _lines(blocks: Iterator[Block]) -> Iterator[list[str]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield [block.number, block.label, block.text]
            case Table():
                yield [block.caption]
                yield from (list(row.texts) for row in block.all_rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())
