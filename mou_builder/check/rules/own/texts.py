"""The texts of a config's own, one by one, and their sentences."""

from __future__ import annotations

from mou_builder.agreement.document import Block
from mou_builder.check.rule import Case
from mou_builder.patterns import pattern

_SENTENCE = pattern(
    r"(?<=[.;])(?<!\bNo\.)(?<!\bSt\.)(?<!\bMt\.)(?<!\bDr\.)(?<![ap]\.m\.)(?<!\bStats\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)\s+"
    r"|\n\s*\n(?!\s*[-|])"
)
"""Where a sentence ends; a list or table that follows belongs to it."""
_LONGEST = 3000
"""Letters of a sentence, a list or table behind it included."""


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text``; a list or table belongs to the one before it.

    One that is longer than anybody writes is cut, so that the work grows linearly.
    """
    return [
        each[at : at + _LONGEST]
        for each in _SENTENCE.split(text)
        if each.strip()
        for at in range(0, len(each), _LONGEST)
    ]


def without_marks(plain: str) -> str:
    """Return a sentence in which no sign that was typed can be read as one of the marks in it.

    A mark stands between two of these signs, with no space in it: “§district§”.
    """
    return plain.replace("§", " § ")


def blocks_of(case: Case, clause: str) -> tuple[Block, ...]:
    """Return the blocks of a clause as the agreement has it."""
    from mou_builder.agreement.assemble import assemble_clause  # needed by few configs, and slow

    return assemble_clause(case.config, case.model, clause).blocks
