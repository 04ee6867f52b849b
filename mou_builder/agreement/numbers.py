"""The numbers of an agreement's clauses: computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mou_builder.agreement.document import Block, ClauseNumber, Paragraph
from mou_builder.config.config import Config
from mou_builder.library.model import Model

RESERVED = "[Reserved]"
"""What is printed behind the number of a clause that is left out and keeps it."""


def is_reserved(blocks: Sequence[Block]) -> bool:
    """Whether these are all that is printed of a clause that is left out and keeps its number."""
    return [each.text for each in blocks if isinstance(each, Paragraph)] == [RESERVED]


def numbers_of(config: Config, model: Model) -> dict[str, ClauseNumber]:
    """Return the number of each clause that the agreement has, in its order.

    A clause to which the config gives a number of its own (``17A``) is not counted, so that those
    after it keep theirs.
    """
    return {
        name: number
        for name, number in printed_numbers(config, model).items()
        if not config.choices[name].omitted
    }


def printed_numbers(config: Config, model: Model) -> dict[str, ClauseNumber]:
    """Return the numbers that the agreement prints: also of clauses that left theirs behind."""
    choices = config.choices
    placed = [name for each in model.sections for name in each.clauses if name in choices]
    printed = [name for name in placed if choices[name].keeps_number or not choices[name].omitted]
    return dict(_counted_numbers(printed, config))


def _counted_numbers(printed: list[str], config: Config) -> Iterator[tuple[str, ClauseNumber]]:
    number = 0
    for name in printed:
        if given := config.numbers.get(name):
            yield name, given
        else:
            number += 1
            yield name, number
