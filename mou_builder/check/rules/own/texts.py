"""The texts of a config's own, one by one, and their sentences."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.document import Block
from mou_builder.check.rule import Case
from mou_builder.library.typed.values import Type
from mou_builder.patterns import pattern
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.source import Path

_SENTENCE = pattern(
    r"(?<=[.;])(?<!\bNo\.)(?<!\bSt\.)(?<!\bMt\.)(?<!\bDr\.)(?<![ap]\.m\.)(?<!\bStats\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)(?<!\bSept\.)\s+"
    r"|\n\s*\n(?!\s*[-|])"
)
"""Where a sentence ends; a list or table that follows belongs to it."""


_MOST = 40_000
"""Letters of a text that are examined: some fifteen pages."""
_LONGEST = 3000
"""Letters of a sentence, a list or table behind it included."""


def own_texts(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield every text of the config's own, with its path; of a very long one, the beginning."""
    for name, choice in case.config.choices.items():
        if choice.own_text is not None:
            yield choice.own_text[:_MOST], ("clauses", name, "text")
    for line, own in case.config.frame.items():
        if own.text is not None:
            yield own.text[:_MOST], ("frame", *names_of(line), "text")


def own_values(case: Case) -> Iterator[tuple[str, Path]]:
    """Yield each value of a clause that is printed as it is typed, with its path."""
    for each in case.standing:
        for name, value in each.choice.values.items():
            if isinstance(value, str) and each.blanks[name].type is not Type.CHOICE:
                yield value, (*each.path, name)


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


def blocks_of(case: Case, clause: str) -> tuple[Block, ...]:
    """Return the blocks of a clause as the agreement has it."""
    from mou_builder.agreement.assemble import assemble_clause  # needed by few configs, and slow

    return assemble_clause(case.config, case.model, clause).blocks
