"""Tracing: where each word of an agreement comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from mou_builder.agreement.document import (
    Agreement,
    Block,
    Paragraph,
    Part,
    PartKind,
    Provision,
    SignatureBlock,
    Span,
    Table,
)
from mou_builder.check.checking import Ready
from mou_builder.config.config import Choice
from mou_builder.library.clause import Clause
from mou_builder.library.model import Correction
from mou_builder.library.reading.models import in_words
from mou_builder.library.reviews import review_text
from mou_builder.patterns import pattern
from mou_builder.trace.origins import (
    Origin,
    OriginKind,
    TracedLine,
    TracedPart,
    TracedSpan,
    TracedValue,
)
from mou_builder.trace.value_origins import ValueOrigins

_JOINING = pattern(r"\s*[,;]?\s*(and)?\s*")
_INDEX = pattern(r"^(.*)\.\d+$")
_OF_A_NUMBER = Origin(OriginKind.COMPUTED, "counted when the agreement was assembled")
_OF_A_LABEL = Origin(OriginKind.PROGRAM, "a label of every signature block")
_OF_A_LIST = Origin(OriginKind.PROGRAM, "how a list is written")


def trace(checked: Ready, agreement: Agreement) -> tuple[TracedPart, ...]:
    """Return every part of an agreement, in reading order, with the origin of all its words.

    ``agreement`` was assembled from ``checked``.
    """
    return tuple(map(_Tracer(checked, agreement).part, agreement.parts()))


class _Tracer:
    def __init__(self, checked: Ready, agreement: Agreement) -> None:
        self.config = checked.config
        self.model = checked.model
        self.agreement = agreement
        self.values = ValueOrigins(checked.source, checked.config, checked.model)

    def part(self, part: Part) -> TracedPart:
        match part:
            case Part(provision=Provision() as provision):
                return self.provision(provision)
            case Part(signature=SignatureBlock() as block):
                return self.signature(block)
            case _:
                return self.line(part)

    def line(self, part: Part) -> TracedPart:
        """Return a part that is one line outside the clauses."""
        (block,) = part.blocks
        assert isinstance(block, Paragraph)
        match part.kind:
            case PartKind.HEADER:
                return self.header(block)
            case PartKind.RECITAL:
                return self.outside(part.kind, part.id, block, f"recitals, {part.id}")
            case PartKind.HEADING:
                return self.outside(part.kind, part.id, block, f"sections, {part.id}: heading")
            case _:
                return self.outside(part.kind, part.kind.value.replace(" ", "_"), block)

    def header(self, header: Paragraph) -> TracedPart:
        if header.spans == self.agreement.title.spans:
            return self.outside(PartKind.HEADER, "title", header)
        names = Origin(OriginKind.PROGRAM, "the names of the parties, on every page")
        line = TracedLine(tuple(self.spans(header.spans, names, ())))
        part = PartKind.HEADER.value
        return TracedPart(part, part, "Header", header.provenance, (line,))

    def outside(self, kind: PartKind, name: str, block: Paragraph, where: str = "") -> TracedPart:
        """Return a part that stands outside the clauses, from model.yaml."""
        where = where or name
        file = self.model.file_of(where.partition(",")[0])
        literal = Origin(OriginKind.LIBRARY, f"{file}: {where}", file=file)
        applied = self.corrections_of(name)
        line = TracedLine(tuple(self.spans(block.spans, literal, applied)))
        is_one_of_several = kind in (PartKind.RECITAL, PartKind.HEADING)
        title = kind.value.capitalize() + (f" {name}" if is_one_of_several else "")
        return TracedPart(
            kind.value, name, title, block.provenance, (line,), corrections=applied, file=file
        )

    def corrections_of(self, target: str) -> tuple[Correction, ...]:
        """Return the corrections that were applied to what is called ``target``."""
        return tuple(
            each
            for each in self.model.corrections
            if each.target == target and each.id in self.agreement.corrections
        )

    def provision(self, provision: Provision) -> TracedPart:
        clause = self.model.clauses[provision.id]
        choice = self.config.choices[provision.id]
        variant = clause.variants.get(provision.variant)
        applied = tuple(each for each in self.model.corrections if each.id in provision.corrections)
        own = choice.own_text is not None
        return TracedPart(
            part=PartKind.CLAUSE.value,
            id=provision.id,
            title=provision.title,
            provenance=provision.provenance,
            lines=tuple(
                line
                for block in provision.blocks
                for line in self.lines(block, self.literal(clause, choice, block), applied)
            ),
            number=provision.number,
            variant=provision.variant,
            variant_title=variant.title if variant else "",
            values=() if own else tuple(self.values_of(clause, choice, provision)),
            corrections=applied,
            basis=(*clause.citations, *(variant.citations if variant else ())),
            file=clause.file,
            because=choice.because or "",
            review="" if own else review_text(clause, choice.variant, self.model.reviews),
        )

    def literal(self, clause: Clause, choice: Choice, block: Block) -> Origin:
        """Return the origin of the words of a block that state no value."""
        variant = clause.variants.get(choice.variant)
        key, snippets = "text", clause.snippets
        if variant and not (clause.text and _stands_in(block, clause.text)):
            key, snippets = f"variants, {variant.id}: text", variant.snippets
        where = "; ".join((f"{clause.file}: {key}", *snippets))
        return Origin(OriginKind.LIBRARY, where, file=clause.file)

    def values_of(
        self, clause: Clause, choice: Choice, provision: Provision
    ) -> Iterator[TracedValue]:
        """Yield the values of the blanks of a provision, in the order of the library."""
        for name, blank in clause.blanks_of(choice.variant).items():
            path = f"clauses.{clause.id}.{name}"
            words = _words_of(provision, path)
            yield TracedValue(
                name,
                blank.label,
                words or self.values.shown(blank, choice.values.get(name)),
                self.values.of_blank(clause, path),
                bool(words),
            )

    def signature(self, block: SignatureBlock) -> TracedPart:
        file = self.model.file_of("parties")
        literal = Origin(OriginKind.LIBRARY, f"{file}: parties, {block.id}: caption", file=file)
        lines = [line for each in block.paragraphs for line in self.lines(each, literal, ())]
        return TracedPart(
            PartKind.SIGNATURE.value,
            block.id,
            block.tooltip,
            block.paragraphs[0].provenance,
            tuple(lines),
        )

    def lines(
        self, block: Block, literal: Origin, applied: tuple[Correction, ...]
    ) -> Iterator[TracedLine]:
        match block:
            case Paragraph():
                yield TracedLine(
                    tuple(self.spans(block.spans, literal, applied)),
                    TracedSpan(block.number, _OF_A_NUMBER) if block.number else None,
                    TracedSpan(block.label, _OF_A_LABEL) if block.label else None,
                )
            case Table():
                for at, row in enumerate(block.all_rows):
                    for column, cell in enumerate(row.cells, 1):
                        name = f"row {at}, column {column}" if at else f"header of column {column}"
                        spans = tuple(self.spans(cell, literal, applied))
                        yield TracedLine(spans, cell=name)

    def spans(
        self, spans: tuple[Span, ...], literal: Origin, applied: tuple[Correction, ...]
    ) -> Iterator[TracedSpan]:
        for at, span in enumerate(spans):
            if span.blank is not None:
                yield TracedSpan(span.text, self.values.of_span(span, literal))
            elif _stands_between_entries(spans, at):
                yield TracedSpan(span.text, _OF_A_LIST)
            else:
                yield from self.literals(span.text, literal, applied)

    def literals(
        self, text: str, literal: Origin, applied: tuple[Correction, ...]
    ) -> Iterator[TracedSpan]:
        """Yield words of the library, and between them those that corrections have put there."""
        if not text:
            return
        for number, each in enumerate(applied):
            found = in_words(each.replace).search(text) if each.replace.strip() else None
            if found:
                yield from self.literals(text[: found.start()], literal, applied[number:])
                file = self.model.file_of("corrections")
                where = f"{file}: corrections, {each.id}: {each.because}"
                yield TracedSpan(found[0], Origin(OriginKind.CORRECTION, where, file=file))
                yield from self.literals(text[found.end() :], literal, applied[number:])
                return
        yield TracedSpan(text, literal)


def _stands_in(block: Block, text: str) -> bool:
    """Tell whether the longest run of words of ``block`` that is no value stands in ``text``."""
    literals = (each.text for each in chain.from_iterable(block.runs) if each.blank is None)
    longest = max(literals, key=len, default="")
    start = " ".join(re.findall(r"\w+", longest)[:4])
    return bool(start) and start in " ".join(re.findall(r"\w+", text))


def _stands_between_entries(spans: tuple[Span, ...], at: int) -> bool:
    """Tell whether a span only stands between two entries of one list."""
    if not 0 < at < len(spans) - 1 or not _JOINING.fullmatch(spans[at].text):
        return False
    before, after = (_INDEX.match(spans[n].blank or "") for n in (at - 1, at + 1))
    return bool(before and after and before[1] == after[1])


def _words_of(provision: Provision, path: str) -> str:
    """Return what a provision prints of the blank at ``path``; entries of a list are joined."""
    found: dict[str, str] = {}
    for block in provision.blocks:
        for span in chain.from_iterable(block.runs):
            if span.blank and (span.blank == path or span.blank.startswith(f"{path}.")):
                found.setdefault(span.blank, span.text)
    return "; ".join(found.values())
