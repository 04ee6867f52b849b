"""The drafted texts of a library for counsel to read: with sources, states, and room to sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_builder.agreement.document import Agreement, Block, Kind, Paragraph, Section, drafted_line
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.model import Model
from mou_builder.library.provenance import Provenance
from mou_builder.library.requirement import (
    AllWanted,
    ClauseWanted,
    NotWanted,
    RequirementSet,
    Wanted,
)
from mou_builder.library.reviews import ReviewState, review_of, text_digest
from mou_builder.library.states import States
from mou_builder.papers.paper import section, table, words
from mou_builder.patterns import pattern
from mou_builder.report.clause_preview import variant_preview

_BREAK = pattern(r"\n\s*\n|\n(?=\s*(?:- |\{%|\|))|(?<=%\})\n")
"""Where a paragraph, a sub-clause or a condition begins or ends in a text of the library."""

_LEAD = (
    "Written for this library, and reviewed by no counsel unless it says so below. Each text is "
    "shown as it would print, its blanks by name in brackets. To record a review, copy clause, "
    "variant and digest into reviews.yaml of your own library, with by and on; it lapses when the "
    "text changes."
)


def counsel_page(
    models: Sequence[Model], sets: Sequence[RequirementSet], states: States
) -> Agreement:
    """Return every drafted clause and variant of ``models``, each once, as one document."""
    first = models[0]
    asked = _sets_by_clause(sets)
    sections: list[Section] = []
    seen: set[str] = set()
    for model in models:
        for clause in model.clauses.values():
            variants = list(_drafted(clause))
            if variants and clause.file not in seen:
                seen.add(clause.file)
                blocks = list(_clause_blocks(model, clause, variants, asked, states))
                sections.append(section(f"{model.id}-{clause.id}", clause.title, blocks))
    return Agreement(
        model=first.id,
        version=first.version,
        digest=first.digest,
        language=first.language,
        header=drafted_line(Kind.HEADER, "Drafted texts, for review by counsel"),
        title=drafted_line(Kind.TITLE, "Drafted Texts for Review by Counsel"),
        subtitle=drafted_line(
            Kind.SUBTITLE, ", ".join(f"{each.id} {each.version}" for each in models)
        ),
        recitals=(),
        agreement_line=drafted_line(Kind.AGREEMENT_LINE, _LEAD),
        sections=tuple(sections),
        closing=drafted_line(Kind.CLOSING, "Not legal advice."),
        signatures=(),
    )


def _drafted(clause: Clause) -> Iterator[Variant | None]:
    """Yield the drafted variants of a clause; None for a text without variants."""
    if not clause.variants:
        if clause.provenance is Provenance.DRAFTED:
            yield None
        return
    for each in clause.variants.values():
        if each.provenance is Provenance.DRAFTED:
            yield each


def _clause_blocks(
    model: Model,
    clause: Clause,
    variants: Sequence[Variant | None],
    asked: Mapping[str, Iterable[str]],
    states: States,
) -> Iterator[Block]:
    yield words(f"{clause.id}, in {clause.file}. {clause.guidance}")
    if clause.citations:
        yield words(f"Sources: {'; '.join(clause.citations)}.")
    made_for = clause.states or model.states
    if made_for:
        yield words(f"Made for: {states.names(made_for)}.")
    if clause.id in asked:
        yield words(f"Asked for by the sets: {', '.join(asked[clause.id])}.")
    rows = []
    for each in variants:
        if each:
            yield words(f"Variant {each.id}: {each.title}. {each.guidance}")
            if each.citations:
                yield words(f"Sources: {'; '.join(each.citations)}.")
        variant = each.id if each else ""
        yield from _text_paragraphs(model, clause, each)
        state, review = review_of(clause, variant, model.reviews)
        is_reviewed = review and state is ReviewState.REVIEWED
        reviewed = (review.by, review.on) if review and is_reviewed else ("", "")
        name = f"{clause.id} / {variant}" if variant else clause.id
        rows.append((name, text_digest(clause, variant), *reviewed))
    yield table(("Text", "Digest", "Reviewed by", "On"), rows)


def _text_paragraphs(model: Model, clause: Clause, variant: Variant | None) -> Iterator[Paragraph]:
    """Yield a text as it prints, and as it is written where sentences depend on other clauses."""
    shown = variant_preview(model, clause.id, variant.id if variant else "")
    written = [clause.text, variant.text if variant else ""]
    for line in "\n".join(shown or written).splitlines():
        if line.strip():
            yield words(line.strip())
    conditional = [each for each in written if "has(" in each]
    if shown and conditional:
        yield words("As it is written, with the conditions under which sentences stand:")
        for paragraph in _BREAK.split("\n\n".join(conditional)):
            if paragraph.strip():
                yield words(" ".join(paragraph.split()))


def _sets_by_clause(sets: Sequence[RequirementSet]) -> dict[str, dict[str, None]]:
    """Return the ids of the requirement sets that ask for each clause, in order."""
    asked: dict[str, dict[str, None]] = defaultdict(dict)
    for wanted in sets:
        for requirement in wanted.requirements:
            for clause in _clauses_in(requirement.satisfied_by):
                asked[clause][wanted.id] = None
    return asked


def _clauses_in(wanted: Sequence[Wanted]) -> Iterator[str]:
    """Yield the clauses that conditions of a requirement name."""
    for each in wanted:
        match each:
            case ClauseWanted(clause):
                yield clause
            case AllWanted(parts):
                yield from _clauses_in(parts)
            case NotWanted(part):
                yield part.clause
            case _:
                pass
