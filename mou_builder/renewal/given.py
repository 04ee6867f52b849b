"""What a config gives, by type: the values of its clauses with their paths and blanks."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.config.config import Config
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, Value
from mou_builder.yamltext.source import Path


def given_values(config: Config, model: Model, kind: Type) -> Iterator[tuple[Path, Blank, Value]]:
    """Yield the given values of one type, also those in rows, with their blanks."""
    for choice in config.choices.values():
        blanks = model.clauses[choice.clause].blanks_of(choice.variant)
        for name, value in choice.values.items():
            path: Path = ("clauses", choice.clause, name)
            blank = blanks[name]
            if blank.type is kind:
                yield path, blank, value
            for number, row in enumerate(value if isinstance(value, tuple) else ()):
                for column, cell in row.items() if isinstance(row, dict) else ():
                    if blank.columns[column].type is kind:
                        yield (*path, number, column), blank.columns[column], cell
