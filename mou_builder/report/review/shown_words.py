"""Words and people of a returned copy, as they are written into a line of text."""

from __future__ import annotations

from mou_builder.agreement.wording import days_in_words
from mou_builder.review.folding import BREAK
from mou_builder.review.returned_copy import Reviser

PARAGRAPH = "¶"
"""Stands for the end of a paragraph in a line of text."""


def who(hand: Reviser) -> str:
    """Return who did something and when: “Dana Whitfield, September 1, 2026”."""
    day = days_in_words(hand.date[:10])
    return f"{hand.author}, {day}" if day else hand.author


def on_one_line(text: str) -> str:
    """Return words on one line, with a sign where a paragraph ends."""
    lines = [" ".join(line.split()) for line in text.split(BREAK)]
    whole = f" {PARAGRAPH} ".join(lines).strip()
    return whole if whole == PARAGRAPH else whole.strip(f" {PARAGRAPH}")
