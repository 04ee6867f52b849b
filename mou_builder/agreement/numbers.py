"""The numbers of an agreement's clauses: computed, never stored."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.document import ClauseNumber
from mou_builder.config.config import Config
from mou_builder.library.model import Model


def numbers_of(config: Config, model: Model) -> dict[str, ClauseNumber]:
    """Return the number of each clause that the agreement has, in its order.

    A clause to which the config gives a number of its own (``17A``) is not counted, so that those
    after it keep theirs.
    """
    placed = [name for section in model.sections for name in section.clauses]
    standing = [
        name for name in placed if name in config.choices and not config.choices[name].omitted
    ]
    return dict(_counted(standing, config))


def _counted(standing: list[str], config: Config) -> Iterator[tuple[str, ClauseNumber]]:
    number = 0
    for name in standing:
        if given := config.numbers.get(name):
            yield name, given
        else:
            number += 1
            yield name, number
