"""A review as JSON, in a stable form of our own.

The form is documented in docs/review-json.md; `FORMAT` counts up if it ever changes.
"""

from __future__ import annotations

import json
from typing import Any

from mou_builder.report.review.answers_wording import counts
from mou_builder.review.findings import AnsweredChange, Review, Reviewed
from mou_builder.review.returned_copy import CopyWords, Remark, Reviser
from mou_builder.review.silent_edits import LIBRARY, SILENT, Edit

FORMAT = 1


def review_json(review: Review, file: str, against: str) -> str:
    """Return a review as JSON; parts without any finding are left out.

    Dates are as the document gives them. An edit's ``by`` is null where it is not tracked.
    """
    parts = [_part(each) for each in review.parts if each.findings or each.notes or each.answers]
    whole = {
        "format": FORMAT,
        "file": file,
        "against": against,
        "untouched": review.is_untouched,
        "silent_edits": review.has_silent_edits,
        "other_library": review.has_other_library,
        "may_print_otherwise": list(review.doubts),
        "notes": list(review.notes),
        "saved_by": _hand(review.saved_by),
        "our_changes": _counts(review),
        "parts": parts,
        "comments": [_remark(each) for each in review.remarks],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _counts(review: Review) -> dict[str, int] | None:
    if not review.answered:
        return None
    return {each.value: count for each, count in counts(review).items()}


def _part(part: Reviewed) -> dict[str, Any]:
    return {
        "part": part.key.part.value if part.key else None,
        "id": part.key.id if part.key else None,
        "title": part.title,
        "number": part.number or None,
        "findings": [each.value for each in part.findings],
        "found_by": part.by.value,
        "answer": part.answer.value if part.answer else None,
        "our_changes": [_answered(each) for each in part.answers],
        "edits": [_edit(each) for each in part.edits],
        "words": [_words(each) for each in part.words],
        "comments": [_remark(each) for each in part.remarks],
        "notes": list(part.notes),
    }


def _answered(told: AnsweredChange) -> dict[str, Any]:
    return {
        "old": told.old,
        "new": told.new,
        "move": told.is_move,
        "answer": told.answer.value,
        "deletion": told.deletion.value if told.deletion else None,
        "insertion": told.insertion.value if told.insertion else None,
        "now": told.now,
        "by": [_hand(each) for each in told.hands],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "deleted": edit.deleted,
        "inserted": edit.inserted,
        "by": _hand(edit.hand),
        "of_another_library": edit.hand == LIBRARY,
        "inserted_before_by": _hand(edit.over),
        "before": edit.before,
        "after": edit.after,
        "ours": edit.is_ours,
        "in_our_change": edit.change,
    }


def _words(words: CopyWords) -> dict[str, Any]:
    found: dict[str, Any] = {"text": words.text}
    for key, hand in (("inserted", words.inserted), ("deleted", words.deleted)):
        if hand is not None:
            found[key] = "another library" if hand == LIBRARY else _hand(hand) or "silently"
    return found


def _hand(hand: Reviser | None) -> dict[str, str | None] | None:
    if hand is None or hand in (SILENT, LIBRARY):
        return None
    return {"author": hand.author, "date": hand.date or None}


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "author": remark.author,
        "date": remark.date or None,
        "text": remark.text,
        "about": remark.about or None,
        "settled": remark.is_settled,
        "replies": [
            {"author": each.author, "date": each.date or None, "text": each.text}
            for each in remark.replies
        ],
    }
