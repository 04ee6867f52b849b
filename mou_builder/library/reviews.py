"""Reviews of drafted texts by counsel: ``reviews.yaml`` of a house library.

Each names a clause, a variant where it has any, the digest of the text that was read, by whom and
on which day. When the text changes its digest does, and the review lapses.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.files import LibraryFiles
from mou_builder.library.reading.shaped import listed_rows
from mou_builder.library.typed.values import Type, scalar

REVIEWS = "reviews.yaml"


@dataclass(frozen=True)
class CounselReview:
    """That counsel read a text, ``on`` a day; ``variant`` is "" where the clause has none."""

    clause: str
    digest: str
    by: str
    on: str
    variant: str = ""


class ReviewState(Enum):
    """How the review of a text stands."""

    REVIEWED = "reviewed"
    LAPSED = "lapsed"
    """What was reviewed is not what the text says now."""
    NONE = "none"


def load_reviews(files: LibraryFiles) -> tuple[CounselReview, ...]:
    """Return the reviews of a library; raise `Refused` with what is wrong in its file."""
    return listed_rows(files, REVIEWS, CounselReview, on=scalar(Type.DATE))


def text_digest(clause: Clause, variant: str = "") -> str:
    """Return the digest of what a clause and one of its variants can print: 16 hex digits.

    It covers the texts with their snippets, the words of choices and the values that stand where
    none is given.
    """
    import hashlib  # few libraries have reviews

    chosen = clause.variants.get(variant)
    parts = [clause.title, clause.text, chosen.text if chosen else ""]
    for blank in clause.blanks_of(variant).values():
        parts += _printable_words(blank)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]


def _printable_words(blank: Blank) -> list[str]:
    words = [blank.id, blank.type.value, str(blank.default)]
    words += [part for pair in blank.choices.items() for part in pair]
    return words + [part for each in blank.columns.values() for part in _printable_words(each)]


def review_of(
    clause: Clause, variant: str, reviews: Sequence[CounselReview]
) -> tuple[ReviewState, CounselReview | None]:
    """Return how the review of a text stands, and the review; the latest of several."""
    about = [each for each in reviews if (each.clause, each.variant) == (clause.id, variant)]
    if not about:
        return ReviewState.NONE, None
    digest = text_digest(clause, variant)
    if current := [each for each in about if each.digest == digest]:
        return ReviewState.REVIEWED, max(current, key=lambda each: each.on)
    return ReviewState.LAPSED, max(about, key=lambda each: each.on)


def review_text(clause: Clause, variant: str, reviews: Sequence[CounselReview]) -> str:
    """Say how the review of a text stands; "" where there is none."""
    state, review = review_of(clause, variant, reviews)
    if review is None:
        return ""
    if state is ReviewState.LAPSED:
        return f"lapsed: the text has changed since {review.by} reviewed it on {review.on}"
    return f"reviewed by {review.by} on {review.on}"
