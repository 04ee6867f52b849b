"""Assembly: a config and its model become an agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mou_builder.agreement.document import (
    Agreement,
    Block,
    ClauseNumber,
    Fill,
    Kind,
    Paragraph,
    Provision,
    Row,
    Section,
    Span,
    Table,
)
from mou_builder.agreement.environment import TextFailed, rendered
from mou_builder.agreement.filled_values import FilledBlanks
from mou_builder.agreement.names import Names
from mou_builder.agreement.numbers import RESERVED, numbers_of, printed_numbers
from mou_builder.agreement.own_text import own_spans
from mou_builder.agreement.signing import closing, signature_blocks
from mou_builder.agreement.text_blocks import Grid, Lines, own_parts_of, parts_of, spans_of
from mou_builder.agreement.wording import letters
from mou_builder.config.config import Choice, Config
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.model import Correction, Model, Recital, SectionPlan
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.models import in_words
from mou_builder.library.typed.values import Open


def assemble(config: Config, model: Model, *, draft: bool = False) -> Agreement:
    """Return the agreement that ``config`` makes of ``model``.

    What a config leaves out is printed as an open point, ``[district: name]``; whether it may be
    is for `mou_builder.check` to say. Raises `Refused` (MOU217) for a text of the library that
    cannot be rendered.
    """
    return _Assembly(config, model).agreement(draft=draft)


def assemble_clause(config: Config, model: Model, clause: str) -> Provision:
    """Return one provision of the agreement that ``config`` makes of ``model``.

    Raises `Refused` (MOU217) as `assemble` does, and `KeyError` where the agreement has no such
    clause.
    """
    return _Assembly(config, model).provision(model.clauses[clause], config.choices[clause])


class _Assembly:
    def __init__(self, config: Config, model: Model) -> None:
        self.config = config
        self.model = model
        self.numbers = numbers_of(config, model)
        self.printed = printed_numbers(config, model)
        self.names = Names(config, model, self.numbers)
        self.filled = FilledBlanks()
        self.applied: list[str] = []
        self.corrections: dict[str, list[Correction]] = {}
        for each in model.corrections if config.corrected else ():
            self.corrections.setdefault(each.target, []).append(each)

    def agreement(self, *, draft: bool) -> Agreement:
        model = self.model
        title = self.line(Kind.TITLE, "title", model.title)
        recitals = tuple(
            (each.id, self.recital(each))
            for each in model.recitals
            if not self.is_left_out(f"recitals.{each.id}")
        )
        sections = tuple(self.sections())
        return Agreement(
            model=model.id,
            version=model.version,
            digest=model.digest,
            language=model.language,
            header=self.header(title),
            title=title,
            subtitle=self.subtitle(),
            recitals=recitals,
            agreement_line=self.line(Kind.AGREEMENT_LINE, "agreement_line", model.agreement_line),
            sections=sections,
            closing=self.closing(),
            signatures=signature_blocks(self.config, model),
            draft=draft,
            corrections=tuple(each.id for each in model.corrections if each.id in self.applied),
        )

    def is_left_out(self, line: str) -> bool:
        """Tell whether the config leaves out a line that stands outside the clauses."""
        own = self.config.frame.get(line)
        return own is not None and own.text is None

    def is_open(self) -> bool:
        """Tell whether a party's name is left open, as the published model leaves it."""
        return any(isinstance(party.name, Open) for party in self.config.parties.values())

    def header(self, title: Paragraph) -> Paragraph:
        if self.is_open():
            return Paragraph(Kind.HEADER, title.spans, provenance=title.provenance)
        filled = self.filled.emptied()
        text = self.render("header", "{{ all_parties }}", self.names.of_agreement(filled))
        return Paragraph(Kind.HEADER, spans_of(text, filled), provenance=Provenance.DRAFTED)

    def subtitle(self) -> Paragraph | None:
        own = self.config.frame.get("subtitle")
        if own:
            return self.own_line(Kind.SUBTITLE, "subtitle", own.text) if own.text else None
        if not self.model.subtitle or self.is_open():
            return None
        filled = self.filled.emptied()
        text = self.render("subtitle", self.model.subtitle, self.names.of_agreement(filled))
        return Paragraph(Kind.SUBTITLE, spans_of(text, filled), provenance=Provenance.DRAFTED)

    def closing(self) -> Paragraph:
        own = self.config.frame.get("closing")
        if own:
            return self.own_line(Kind.CLOSING, "closing", own.text or "")
        return closing(self.config, self.model)

    def recital(self, recital: Recital) -> Paragraph:
        return self.line(Kind.RECITAL, recital.id, recital.text, recital.provenance)

    def line(
        self, kind: Kind, target: str, text: str, origin: Provenance | None = None
    ) -> Paragraph:
        """Return a paragraph that stands outside the clauses: the config's own, or the model's."""
        own = self.config.frame.get(f"recitals.{target}" if kind is Kind.RECITAL else target)
        if own:
            return self.own_line(kind, target, own.text or "")
        corrected, ids = self.corrected(target, text)
        filled = self.filled.emptied()
        words = self.render(target, corrected, self.names.of_agreement(filled))
        provenance = Provenance.CORRECTED if ids else (origin or self.model.provenance_of(target))
        return Paragraph(kind, spans_of(words, filled), provenance=provenance)

    def own_line(self, kind: Kind, target: str, text: str) -> Paragraph:
        path = f"frame.recitals.{target}.text" if kind is Kind.RECITAL else f"frame.{target}.text"
        spans = own_spans(" ".join(text.split()), path, self.numbers)
        return Paragraph(kind, spans, provenance=Provenance.CUSTOM)

    def corrected(self, target: str, text: str) -> tuple[str, tuple[str, ...]]:
        """Return ``text`` with the model's listed errors corrected, and the corrections' ids."""
        ids: list[str] = []
        for each in self.corrections.get(target, ()):
            pattern = in_words(each.find)
            if pattern.search(text):
                text = each.replace.join(pattern.split(text))
                ids.append(each.id)
        self.applied += ids
        return text, tuple(ids)

    def render(self, where: str, text: str, names: dict[str, object]) -> str:
        try:
            return rendered(text, names)
        except TextFailed as fault:
            message = f"the text of “{where}” cannot be rendered: {fault}"
            clause = self.model.clauses.get(where)
            key = "recitals" if any(each.id == where for each in self.model.recitals) else where
            place = Place(clause.file if clause else self.model.file_of(key))
            hint = "correct the clause file of the library"
            raise Refused((Diagnostic("MOU217", Severity.ERROR, message, place, hint),)) from None

    def sections(self) -> Iterator[Section]:
        for plan in self.model.sections:
            provisions = tuple(
                self.provision(self.model.clauses[name], self.config.choices[name])
                for name in plan.clauses
                if name in self.printed
            )
            if provisions:
                yield Section(plan.id, self.heading(plan), provisions)

    def heading(self, plan: SectionPlan) -> Paragraph:
        text, ids = self.corrected(plan.id, plan.heading)
        provenance = Provenance.CORRECTED if ids else plan.provenance
        return Paragraph(Kind.HEADING, (Span(text),), provenance=provenance)

    def provision(self, clause: Clause, choice: Choice) -> Provision:
        if choice.keeps_number:
            return self.assembled(clause, choice, [_RESERVED], ())
        if choice.own_text is not None:
            parts = self.own_parts(clause, choice.own_text)
            return self.assembled(clause, choice, parts, ())
        text, ids = self.corrected(clause.id, clause.text)
        self.filled.emptied()
        parts = []
        if text:
            lead = Provenance.CORRECTED if ids else clause.provenance
            parts += self.parts(clause, choice, text, lead)
        variant = clause.variants.get(choice.variant) or _open_variant(clause)
        if variant:
            words, more = self.corrected(clause.id, variant.text)
            ids += tuple(each for each in more if each not in ids)
            provenance = Provenance.CORRECTED if more else variant.provenance
            parts += self.parts(clause, choice, words, provenance, variant)
        elif clause.variants:
            label = Span("[the text to be chosen]", blank=f"clauses.{clause.id}.variant")
            parts.append((Lines(""), (_as_missing(label),), Provenance.DRAFTED))
        return self.assembled(clause, choice, parts, ids)

    def own_parts(self, clause: Clause, text: str) -> list[_Part]:
        path = f"clauses.{clause.id}.text"
        found: list[_Part] = []
        for part in own_parts_of(text):
            match part:
                case Lines(words):
                    found.append((part, own_spans(words, path, self.numbers), Provenance.CUSTOM))
                case Grid(rows):
                    made = [
                        Row(tuple(own_spans(cell, path, self.numbers) for cell in row))
                        for row in rows
                    ]
                    table = Table(made[0], tuple(made[1:]), provenance=Provenance.CUSTOM)
                    if not found:  # a number stands before words, and never before a table
                        lead = f"{clause.title}:"
                        found.append((Lines(lead), (Span(lead),), Provenance.CUSTOM))
                    found.append((part, table, Provenance.CUSTOM))
        return found

    def parts(
        self,
        clause: Clause,
        choice: Choice,
        text: str,
        provenance: Provenance,
        variant: Variant | None = None,
    ) -> list[_Part]:
        found: list[_Part] = []
        is_open = variant is not None and variant.open
        filled = self.filled
        if "{" in text:  # most texts have no blanks
            text = self.render(clause.id, text, self.names.of_clause(filled, clause, choice))
        for part in parts_of(text):
            match part:
                case Lines(words):
                    spans = spans_of(words, filled)
                    if is_open:
                        path = f"clauses.{clause.id}.variant"
                        spans = tuple(_left_open(span, path) for span in spans)
                    found.append((part, spans, provenance))
                case Grid(rows):
                    found.append((part, _table_of(rows, filled, provenance), provenance))
        return found

    def assembled(
        self, clause: Clause, choice: Choice, parts: Iterable[_Part], ids: tuple[str, ...]
    ) -> Provision:
        number = self.printed[clause.id]
        blocks = tuple(_numbered_blocks(parts, number))
        return Provision(
            id=clause.id,
            number=number,
            title=clause.title,
            variant=choice.variant,
            provenance=blocks[0].provenance,
            blocks=blocks,
            corrections=ids,
        )


_Part = tuple[Lines | Grid, tuple[Span, ...] | Table, Provenance]
_RESERVED: _Part = (Lines(RESERVED), (Span(RESERVED),), Provenance.DRAFTED)


def _open_variant(clause: Clause) -> Variant | None:
    return next((each for each in clause.variants.values() if each.open), None)


def _numbered_blocks(parts: Iterable[_Part], number: ClauseNumber) -> Iterator[Block]:
    """Yield the blocks of a provision: its number once, then letters in order."""
    lettered = 0
    first = True
    for part, content, provenance in parts:
        if isinstance(content, Table):
            yield content
        elif isinstance(part, Lines) and part.lettered and not first:
            lettered += 1
            letter = f"{letters(lettered)}."
            yield Paragraph(Kind.SUBCLAUSE, content, letter, provenance=provenance)
        elif first:
            yield Paragraph(Kind.CLAUSE, content, f"{number}.", provenance=provenance)
        else:
            yield Paragraph(Kind.CONTINUATION, content, provenance=provenance)
        first = False


def _table_of(
    rows: tuple[tuple[str, ...], ...], filled: FilledBlanks, provenance: Provenance
) -> Table:
    made = [Row(tuple(spans_of(cell, filled) for cell in row)) for row in rows]
    return Table(made[0], tuple(made[1:]), provenance=provenance)


def _as_missing(span: Span) -> Span:
    return Span(span.text, span.emphasis, span.blank, Fill.MISSING)


def _left_open(span: Span, path: str) -> Span:
    """Mark the model's own “insert language here” as an open point."""
    return _as_missing(Span(span.text, span.emphasis, path)) if span.emphasis else span
