"""The findings of a review, by their part."""

from __future__ import annotations

from mou_builder.agreement.document import PartKind
from mou_builder.review.findings import Review, Reviewed
from tests.support.review.returned_copies import (
    Copy,
    reviewed,
)

PAY = "The school district shall pay"
DUE = "within thirty (30) days"


def review_of(copy: Copy) -> Review:
    return reviewed(copy.returned()).review


def only(review: Review) -> Reviewed:
    found = [each for each in review.parts if each.findings]
    assert len(found) == 1, [(each.title, each.findings) for each in found]
    return found[0]


def clause(review: Review, id_: str) -> Reviewed:
    return next(
        each
        for each in review.parts
        if each.key and each.key.part is PartKind.CLAUSE and each.key.id == id_
    )
