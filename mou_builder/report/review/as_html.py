"""A review as one self-contained HTML page: on a screen, a phone, paper, or read aloud."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Template
from markupsafe import Markup

from mou_builder.agreement.wording import days_in_words, shortened
from mou_builder.report.html_page import page_environment, page_template
from mou_builder.report.review.answers_wording import answer_of
from mou_builder.report.review.shown_words import who
from mou_builder.report.review.wording import (
    edit_of,
    findings_of,
    groups,
    name_of,
    review_summary,
)
from mou_builder.review.findings import Review, Reviewed
from mou_builder.review.folding import BREAK
from mou_builder.review.returned_copy import CopyWords, Reviser
from mou_builder.review.silent_edits import LIBRARY, SILENT


@lru_cache
def _template(page: str) -> Template:
    environment = page_environment()
    environment.filters.update(
        day_in_words=lambda day: days_in_words(day[:10]),
        answer=answer_of,
        edit=edit_of,
        findings=findings_of,
        name=name_of,
        by=_by_whom,
        mark=_change_class,
        paragraphs=_folded_paragraphs,
        shortened=shortened,
    )
    return page_template(environment, page)


def review_html(review: Review, file: str, against: str) -> str:
    """Return a review as an HTML page without scripts or references to other files."""
    return _template("review").render(
        review=review,
        file=file,
        against=against,
        summary=review_summary(review),
        groups=[(each.heading, each.parts) for each in groups(review)],
    )


def review_part_body(part: Reviewed) -> Markup:
    """Return one part of a review as a fragment of a page, without its title."""
    return Markup(_template("review_part").render(part=part))  # noqa: S704 # escaped


def _by_whom(hand: Reviser | None) -> str:
    if hand is None:
        return ""
    return {SILENT: "silently", LIBRARY: "of another library"}.get(hand, f"by {who(hand)}")


def _change_class(hand: Reviser) -> str:
    """Return the class of words that somebody changed."""
    return {SILENT: "silent", LIBRARY: "library"}.get(hand, "tracked")


def _folded_paragraphs(part: Reviewed) -> list[list[CopyWords] | int]:
    """Return the changed paragraphs with their neighbors; for others, how many there are."""
    paragraphs = _marked_paragraphs(part)
    changed = [any(each.inserted or each.deleted for each in words) for words in paragraphs]
    found: list[list[CopyWords] | int] = []
    for at, words in enumerate(paragraphs):
        last = found[-1] if found else None
        if any(changed[max(at - 1, 0) : at + 2]):
            found.append(words)
        elif isinstance(last, int):
            found[-1] = last + 1
        else:
            found.append(1)
    return found


def _marked_paragraphs(part: Reviewed) -> list[list[CopyWords]]:
    """Return the marked words of a part, cut at the ends of paragraphs.

    The end of one that was inserted or deleted stands as a sign of its own.
    """
    found: list[list[CopyWords]] = [[]]
    for each in part.words:
        pieces = each.text.split(BREAK)
        for number, piece in enumerate(pieces):
            if number:
                if each.inserted or each.deleted:
                    found[-1].append(CopyWords("¶", each.inserted, each.deleted))
                found.append([])
            if piece:
                found[-1].append(CopyWords(piece, each.inserted, each.deleted, each.moved))
    return [each for each in found if any(words.text.strip() for words in each)]
