"""The agreement as a returned copy has it: what was sent, with the words that are there now.

Tracked changes count as accepted. Unchanged parts stay as they were assembled, so that a comparison
still knows which blanks their words come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from zlib import crc32

from mou_builder.agreement.document import (
    CROSS_REFERENCE,
    Agreement,
    Block,
    Key,
    Kind,
    Paragraph,
    PartKind,
    Provision,
    Row,
    Section,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.agreement.wording import letters
from mou_builder.frozen import dataclass, replace
from mou_builder.library.provenance import Provenance
from mou_builder.review.findings import AcceptedLine, PartFinding, Review, Reviewed
from mou_builder.review.folding import plain
from mou_builder.review.sent_parts import lines_of


@dataclass(frozen=True)
class AsReturned:
    """An agreement as it came back, and the titles of what has no place in an agreement."""

    agreement: Agreement
    left_out: tuple[str, ...] = ()


def as_returned(review: Review) -> AsReturned:
    """Return the agreement as a returned copy has it."""
    return _AgreementBuilder(review).whole()


class _AgreementBuilder:
    def __init__(self, review: Review) -> None:
        self.sent = review.sent
        self.provisions = {
            each.id: each for section in review.sent.sections for each in section.provisions
        }
        self.parts = [each for each in review.parts if PartFinding.REMOVED not in each.findings]
        self.left_out: list[str] = []

    def whole(self) -> AsReturned:
        by_key = {each.key: each for each in self.parts if each.key}

        def line(kind: PartKind, was: Paragraph) -> Paragraph:
            return _one_paragraph(by_key.get(Key(kind)), was)

        subtitle = self.sent.subtitle
        recitals = dict(self.sent.recitals)
        agreement = replace(
            self.sent,
            header=line(PartKind.HEADER, self.sent.header),
            title=line(PartKind.TITLE, self.sent.title),
            subtitle=line(PartKind.SUBTITLE, subtitle) if subtitle else None,
            recitals=tuple(
                (each.key.id, _one_paragraph(each, recitals[each.key.id]))
                for each in self.parts
                if each.key and each.key.part is PartKind.RECITAL and each.key.id in recitals
            ),
            agreement_line=line(PartKind.AGREEMENT_LINE, self.sent.agreement_line),
            sections=tuple(self.sections()),
            closing=line(PartKind.CLOSING, self.sent.closing),
            signatures=tuple(self.signatures()),
        )
        return AsReturned(_with_references(agreement), tuple(self.left_out))

    def sections(self) -> Iterator[Section]:
        """Yield the sections in the order of the copy, each clause under the heading before it."""
        known = {each.id: each for each in self.sent.sections}
        current: Section | None = None
        provisions: list[Provision] = []
        number = 0
        for part in self.parts:
            kind = part.key.part if part.key else None
            if kind is PartKind.HEADING and part.key and part.key.id in known:
                if current is not None:
                    yield replace(current, provisions=tuple(provisions))
                current = known[part.key.id]
                current = replace(current, heading=_one_paragraph(part, current.heading))
                provisions = []
            elif kind is PartKind.CLAUSE or (kind is None and _is_clause(part)):
                if current is None:
                    self.left_out.append(part.title)
                    continue
                number += 1
                provisions.append(self.provision(part, number))
            elif kind in (None, PartKind.TEMPLATE, PartKind.HEADING):
                self.left_out.append(part.title)
        if current is not None:
            yield replace(current, provisions=tuple(provisions))

    def provision(self, part: Reviewed, number: int) -> Provision:
        sent = self.provisions.get(part.key.id) if part.key else None
        if sent is not None and not part.is_changed:
            blocks = tuple(
                replace(each, number=f"{number}.")
                if isinstance(each, Paragraph) and each.kind is Kind.CLAUSE
                else each
                for each in sent.blocks
            )
            return replace(sent, number=number, blocks=blocks)
        blocks = tuple(_returned_blocks(part.accepted, sent.blocks if sent else (), number))
        if sent is not None:
            return replace(sent, number=number, blocks=blocks, provenance=Provenance.CUSTOM)
        words = plain("\n".join(each.text for each in part.accepted))
        id_ = part.key.id if part.key else f"added-{crc32(words.encode()):08x}"
        return Provision(id_, number, part.title, "", Provenance.CUSTOM, blocks)

    def signatures(self) -> Iterator[SignatureBlock]:
        known = {each.id: each for each in self.sent.signatures}
        for part in self.parts:
            if part.key and part.key.part is PartKind.SIGNATURE and part.key.id in known:
                block = known[part.key.id]
                if part.is_changed:
                    made = _returned_blocks(part.accepted, block.paragraphs, 0)
                    lines = tuple(each for each in made if isinstance(each, Paragraph))
                    block = replace(block, paragraphs=lines)
                yield block


def _one_paragraph(part: Reviewed | None, was: Paragraph) -> Paragraph:
    """Return a part of one paragraph; without words if it is gone."""
    if part is None:
        return replace(was, spans=())
    if not part.is_changed:
        return was
    words = " ".join(each.text for each in part.accepted)
    return replace(was, spans=(Span(words),), provenance=Provenance.CUSTOM)


def _is_clause(part: Reviewed) -> bool:
    return bool(part.accepted) and part.accepted[0].kind is Kind.CLAUSE


def _with_references(agreement: Agreement) -> Agreement:
    """Return the agreement with references to clauses by the numbers that these have now.

    The fields of the copy do the same.
    """
    numbers = {f"{CROSS_REFERENCE}{each.id}": each.number for each in agreement.provisions}

    def spans(of: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            replace(each, text=re.sub(r"\d+[A-Z]?", str(numbers[each.blank]), each.text))
            if each.blank in numbers
            else each
            for each in of
        )

    def block(of: Block) -> Block:
        if isinstance(of, Paragraph):
            return replace(of, spans=spans(of.spans))
        header, *rows = (replace(row, cells=tuple(map(spans, row.cells))) for row in of.all_rows)
        return replace(of, header=header, rows=tuple(rows))

    return agreement.with_provisions(
        lambda each: replace(each, blocks=tuple(map(block, each.blocks)))
    )


def _returned_blocks(
    lines: Sequence[AcceptedLine], sent: Sequence[Block], number: int
) -> Iterator[Block]:
    """Yield the blocks of a part; an unchanged paragraph is the one that was sent."""
    known = {
        plain(line.text): each
        for each in sent
        if isinstance(each, Paragraph)
        for line in lines_of(each)
    }
    count = 0
    for table, group in groupby(lines, key=lambda each: each.cell.table if each.cell else None):
        if table is not None:
            yield _returned_table(list(group), sent)
            continue
        for line in group:
            made = known.get(plain(line.text)) or Paragraph(
                line.kind or Kind.CONTINUATION,
                (Span(line.text),),
                provenance=Provenance.CUSTOM,
            )
            if made.kind is Kind.CLAUSE:
                made = replace(made, number=f"{number}.")
            elif made.kind is Kind.SUBCLAUSE:
                count += 1
                made = replace(made, number=f"{letters(count)}.")
            yield made


def _returned_table(lines: Sequence[AcceptedLine], sent: Sequence[Block]) -> Table:
    """Return the table that lines in cells make; its caption is that of the table that was sent."""
    header, *rows = (
        Row(
            tuple(
                (Span("\n".join(each.text for each in cell)),)
                for _, cell in groupby(row, key=lambda each: each.cell.column if each.cell else 0)
            )
        )
        for _, row in groupby(lines, key=lambda each: each.cell.row if each.cell else 0)
    )
    was = next((each for each in sent if isinstance(each, Table)), None)
    made = was or Table(header, (), provenance=Provenance.CUSTOM)
    return replace(made, header=header, rows=tuple(rows))
