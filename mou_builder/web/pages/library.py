"""Library: models, clauses and variants as they print, where they are used, who reviewed them."""

from __future__ import annotations

from flask import abort, render_template, request

from mou_builder.library.model import Model
from mou_builder.report.library_page import Uses, met_by_text, shown_variants, uses_of
from mou_builder.report.library_text import FORMS, need_text, provenance_text
from mou_builder.report.states_page import how_read, state_rows
from mou_builder.web.workbench import Workbench, current_workbench


def overview() -> str:
    """Show the models, and the states with their requirement sets."""
    library = current_workbench().library
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
    bench = current_workbench()
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
    bench = current_workbench()
    found = _model(bench, model)
    if clause not in found.clauses:
        abort(404, "The model has no such clause.")
    asked = found.clauses[clause]
    return render_template(
        "library/clause.html",
        model=found,
        clause=asked,
        texts=shown_variants(found, asked, _uses(bench, found)),
        forms=FORMS,
        states=bench.library.states,
        titles=lambda ids: [found.clauses[each].title for each in ids if each in found.clauses],
        need_text=need_text,
        provenance_text=provenance_text,
    )


def of_set(set_: str) -> str:
    """Show a requirement set, each requirement with its legal basis."""
    library = current_workbench().library
    if set_ not in library.requirement_set_ids:
        abort(404, "The library has no such requirement set.")
    found = library.requirement_set(set_)
    models = [library.model(each) for each in found.models or library.model_ids]
    model = max(models, key=lambda each: len(each.clauses))
    return render_template(
        "library/set.html",
        set=found,
        how_read=how_read,
        states=library.states,
        met_by=lambda each: met_by_text(each, model),
    )


def _model(bench: Workbench, model: str) -> Model:
    if model not in bench.library.model_ids:
        abort(404, "The library has no such model.")
    return bench.library.model(model)


def _uses(bench: Workbench, model: Model) -> Uses:
    return uses_of(model, bench.all_checked())
