"""Library: models, clauses and variants as they print, where they are used, who reviewed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import abort, render_template, request

from mou_builder.agreement.wording import days_in_words
from mou_builder.check.checking import Ready
from mou_builder.diagnostic import Refused
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.model import Model
from mou_builder.library.requirement import (
    AllWanted,
    ClauseWanted,
    Requirement,
    RequirementSet,
    Wanted,
)
from mou_builder.library.reviews import review_text
from mou_builder.report.clause_preview import variant_preview
from mou_builder.report.diagnostics.on_pages import in_titles
from mou_builder.report.library_text import FORMS, need_text, provenance_text
from mou_builder.report.states_page import how_read, state_rows
from mou_builder.web.workbench import Workbench, the_workbench

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


def overview() -> str:
    """Show the models, and the states with their requirement sets."""
    library = the_workbench().library
    sets = [library.requirement_set(each) for each in library.requirement_set_ids]
    wanted = request.args.get("q", "").strip()
    rows = state_rows(list(library.states.by_code.values()), sets)
    shown = [
        each
        for each in rows
        if wanted.casefold() in f"{each.state.code} {each.state.name}".casefold()
    ]
    return render_template(
        "library/overview.html",
        models=[library.model(each) for each in library.model_ids],
        states=library.states,
        rows=shown,
        how_read=how_read,
        title_of=lambda id_: library.requirement_set(id_).title,
        others=[each for each in sets if not each.states],
        wanted=wanted,
    )


def of_model(model: str) -> str:
    """Show the clauses of a model under their headings."""
    bench = the_workbench()
    found = _model(bench, model)
    used = _uses(bench, found)
    counts = {
        clause: len({name for (of, _), names in used.items() if of == clause for name in names})
        for clause in found.clauses
    }
    return render_template(
        "library/model.html", model=found, counts=counts, states=bench.library.states
    )


def of_clause(model: str, clause: str) -> str:
    """Show one clause: each text as it prints, its blanks, its guidance and its legal basis."""
    bench = the_workbench()
    found = _model(bench, model)
    if clause not in found.clauses:
        abort(404, "The model has no such clause.")
    asked = found.clauses[clause]
    return render_template(
        "library/clause.html",
        model=found,
        clause=asked,
        texts=_texts(found, asked, _uses(bench, found)),
        forms=FORMS,
        states=bench.library.states,
        titles=lambda ids: [found.clauses[each].title for each in ids if each in found.clauses],
        need_text=need_text,
        provenance_text=provenance_text,
    )


def of_set(set_: str) -> str:
    """Show a requirement set, each requirement with its legal basis."""
    library = the_workbench().library
    if set_ not in library.requirement_set_ids:
        abort(404, "The library has no such requirement set.")
    found: RequirementSet = library.requirement_set(set_)
    models = [library.model(each) for each in found.models or library.model_ids]
    model = max(models, key=lambda each: len(each.clauses))
    return render_template(
        "library/set.html",
        set=found,
        how_read=how_read,
        states=library.states,
        met_by=lambda each: _met_by(each, model),
    )


def _met_by(requirement: Requirement, model: Model) -> str:
    """Return what satisfies a requirement: clauses by their titles, or else what its hint says."""
    ways = (" and ".join(_titles(each, model)) for each in requirement.satisfied_by)
    clauses = "; or ".join(dict.fromkeys(filter(None, ways)))
    if clauses:
        return f"Met by {clauses}"
    hint = days_in_words(in_titles(requirement.hint or "", model))
    return f"{hint[:1].upper()}{hint[1:]}"


def _titles(wanted: Wanted, model: Model) -> Iterator[str]:
    match wanted:
        case ClauseWanted(clause) if clause in model.clauses:
            yield f"“{model.clauses[clause].title}”"
        case AllWanted(parts):
            for each in parts:
                yield from _titles(each, model)
        case _:
            pass


def _model(bench: Workbench, model: str) -> Model:
    if model not in bench.library.model_ids:
        abort(404, "The library has no such model.")
    return bench.library.model(model)


def _uses(bench: Workbench, model: Model) -> Uses:
    used: dict[tuple[str, str], list[str]] = {}
    for name in bench.folder.names():
        try:
            checked = bench.checked(name)
        except Refused:
            continue
        if isinstance(checked, Ready) and checked.config.model == model.id:
            for each in checked.config.choices.values():
                if not each.omitted and each.own_text is None:
                    used.setdefault((each.clause, each.variant), []).append(name)
    return used


def _texts(model: Model, clause: Clause, used: Uses) -> list[ShownVariant]:
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
