"""What a config gives, by type: the values of its clauses with their paths and names."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.agreement.wording import value_name
from mou_builder.config.config import Config
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, Value
from mou_builder.yamltext.dotted import first_of
from mou_builder.yamltext.source import Path


@dataclass(frozen=True)
class GivenValue:
    """A value that a config gives, its path and its blank; ``rows`` has the blank as a column."""

    path: Path
    value: Value
    blank: Blank
    rows: Blank | None = None

    @property
    def name(self) -> str:
        """What a sentence calls the value: ``the amount of the first installment``."""
        row = next((each for each in self.path if isinstance(each, int)), None)
        return value_name(self.blank, self.rows, row)


def given_values(config: Config, model: Model, kind: Type) -> Iterator[GivenValue]:
    """Yield the given values of one type, also those in rows."""
    for choice in config.choices.values():
        blanks = model.clauses[choice.clause].blanks_of(choice.variant)
        for name, value in choice.values.items():
            path: Path = ("clauses", choice.clause, name)
            blank = blanks[name]
            if blank.type is kind:
                yield GivenValue(path, value, blank)
            for number, row in enumerate(value if isinstance(value, tuple) else ()):
                for column, cell in row.items() if isinstance(row, dict) else ():
                    if blank.columns[column].type is kind:
                        at = (*path, number, column)
                        yield GivenValue(at, cell, blank.columns[column], blank)


def parts_of_wholes(config: Config, model: Model) -> Iterator[tuple[Path, Path]]:
    """Yield the amounts of tables that are parts of a whole, each with that whole."""
    for choice in config.choices.values():
        at: Path = ("clauses", choice.clause)
        for each in model.clauses[choice.clause].sums_of(choice.variant):
            for part in each.parts if isinstance(each.whole, str) else ():
                head, column = first_of(part)
                rows = choice.values.get(head)
                for number in range(len(rows) if isinstance(rows, tuple) and column else 0):
                    yield (*at, head, number, column), (*at, str(each.whole))
