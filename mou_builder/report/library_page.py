"""Clauses and requirements of the library as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mou_builder.agreement.wording import capitalized, days_in_words
from mou_builder.check.checking import Checked, Ready
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.model import Model
from mou_builder.library.requirement import AllWanted, ClauseWanted, Requirement, Wanted
from mou_builder.library.reviews import review_text
from mou_builder.report.clause_preview import variant_preview
from mou_builder.report.diagnostics.on_pages import in_titles
from mou_builder.report.library_text import provenance_text

Uses = Mapping[tuple[str, str], list[str]]
"""The configs that have each clause in each variant, "" for a clause without."""


@dataclass(frozen=True)
class ShownVariant:
    """A text of a clause: as it prints, whose words they are, who reviewed it, who has it."""

    id: str
    title: str
    guidance: str
    provenance: str
    citations: tuple[str, ...]
    printed: tuple[str, ...]
    review: str
    used_in: tuple[str, ...]
    is_usual: bool = False


def uses_of(model: Model, configs: Iterable[tuple[str, Checked]]) -> Uses:
    """Return which of some configs, given with their names, use each clause of a model."""
    used: dict[tuple[str, str], list[str]] = {}
    for name, checked in configs:
        if isinstance(checked, Ready) and checked.config.model == model.id:
            for each in checked.config.choices.values():
                if not each.omitted and each.own_text is None:
                    used.setdefault((each.clause, each.variant), []).append(name)
    return used


def shown_variants(model: Model, clause: Clause, used: Uses) -> list[ShownVariant]:
    """Return the texts that can be chosen for a clause."""
    variants = [each for each in clause.variants.values() if not each.open]
    if not clause.variants:
        variants = [Variant("", clause.title, clause.text, provenance=clause.provenance)]
    return [
        ShownVariant(
            each.id,
            each.title,
            each.guidance,
            provenance_text(each.provenance),
            each.citations,
            tuple(variant_preview(model, clause.id, each.id)),
            review_text(clause, each.id, model.reviews),
            tuple(used.get((clause.id, each.id), ())),
            each.id == clause.default,
        )
        for each in variants
    ]


def met_by_text(requirement: Requirement, model: Model) -> str:
    """Return what satisfies a requirement: clauses by their titles, or else what its hint says."""
    ways = (" and ".join(_titles(each, model)) for each in requirement.satisfied_by)
    clauses = "; or ".join(dict.fromkeys(filter(None, ways)))
    if clauses:
        return f"Met by {clauses}"
    return capitalized(days_in_words(in_titles(requirement.hint or "", model)))


def _titles(wanted: Wanted, model: Model) -> Iterator[str]:
    match wanted:
        case ClauseWanted(clause) if clause in model.clauses:
            yield f"“{model.clauses[clause].title}”"
        case AllWanted(parts):
            for each in parts:
                yield from _titles(each, model)
        case _:
            pass
