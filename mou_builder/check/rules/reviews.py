"""Drafted texts of an agreement that counsel has not reviewed, or not as they read now."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.check.rule import Case, ChosenClause, Finding
from mou_builder.library.provenance import Provenance
from mou_builder.library.reviews import ReviewState, review_of


def is_drafted(standing: ChosenClause) -> bool:
    """Tell whether a clause, or the variant that is chosen, was drafted for the library."""
    chosen = standing.clause.variants.get(standing.choice.variant)
    texts = (standing.clause if standing.clause.text else None, chosen)
    return any(each is not None and each.provenance is Provenance.DRAFTED for each in texts)


def review_findings(case: Case) -> Iterator[Finding]:
    """MOU380: a drafted text that nobody reviewed. MOU381: one that changed since its review."""
    for standing in case.standing:
        if not is_drafted(standing):
            continue
        clause, variant = standing.clause, standing.choice.variant
        name = f"the clause “{clause.id}”" + (f" ({variant})" if variant else "")
        state, review = review_of(clause, variant, case.model.reviews)
        hint = "mou clauses --all prints it for counsel; reviews.yaml of your library records it"
        if review and state is ReviewState.LAPSED:
            message = f"{name} has changed since {review.by} reviewed it on {review.on}"
            yield case.warning("MOU381", message, standing.path, hint)
        elif state is ReviewState.NONE:
            message = f"{name} is drafted, and no counsel has reviewed it"
            yield case.warning("MOU380", message, standing.path, hint)
