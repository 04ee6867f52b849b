"""The numbers of an agreement's clauses: computed, never stored."""

from __future__ import annotations

from mou_builder.config.config import Config
from mou_builder.library.model import Model


def numbers_of(config: Config, model: Model) -> dict[str, int]:
    """Return the number of each clause that the agreement has, in its order."""
    placed = [name for section in model.sections for name in section.clauses]
    standing = [
        name for name in placed if name in config.choices and not config.choices[name].omitted
    ]
    return {name: number for number, name in enumerate(standing, 1)}
