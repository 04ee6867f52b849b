"""Which amounts of a config rise, and to what; parts of a sum rise with their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mou_builder.config.config import Config
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank, Sum
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type, Unreadable, is_open, read_money
from mou_builder.renewal.amounts import Escalator, NoSuchYear, in_proportion, like, read_escalator
from mou_builder.yamltext.changes import at_path, list_at, mapping_at
from mou_builder.yamltext.dotted import dotted, first_of, names_of
from mou_builder.yamltext.source import Path, Source

AT: Path = ("renewal", "escalator")


@dataclass(frozen=True)
class Escalation:
    """An amount after its escalator; ``doubt`` says why a person must look at it."""

    path: Path
    text: str
    how: str
    doubt: str = ""


def escalations(
    source: Source, config: Config, model: Model, years: Sequence[int]
) -> list[Escalation]:
    """Return every amount that rises over ``years``, the calendar years that the term moves into.

    Raises `Refused`: MOU804 for an escalator of something that is no amount of this config, MOU805
    for one that cannot be read.
    """
    found: list[Escalation] = []
    faults: list[Diagnostic] = []
    for name, each in mapping_at(source.data, AT).items():
        try:
            rising = _Rising(source, config, model, name)
            found += rising.raised(read_escalator(each), years)
        except _NoAmount as fault:
            place = source.key_place((*AT, name))
            hint = "name it by its path, such as clauses.funding.total"
            faults.append(Diagnostic("MOU804", Severity.ERROR, str(fault), place, hint))
        except Unreadable as fault:
            place = source.place((*AT, name))
            message = f"the escalator of {name}: {fault}"
            faults.append(Diagnostic("MOU805", Severity.ERROR, message, place, fault.hint))
    if faults:
        raise Refused(tuple(faults))
    return found


class _NoAmount(ValueError):
    pass


class _Rising:
    """One blank, or column of a table, that an escalator names."""

    def __init__(self, source: Source, config: Config, model: Model, name: str) -> None:
        self.source = source
        parts = names_of(name)
        clause = model.clauses.get(parts[1]) if len(parts) in (3, 4) else None
        choice = config.choices.get(parts[1]) if clause else None
        if parts[0] != "clauses" or clause is None:
            raise _NoAmount(f"“{name}” is not an amount of this model")
        if choice is None or choice.omitted or choice.own_text is not None:
            raise _NoAmount(f"“{name}”: the agreement does not have this clause from the model")
        self.clause = clause.id
        self.blanks: Mapping[str, Blank] = clause.blanks_of(choice.variant)
        self.sums = clause.sums_of(choice.variant)
        self.part = dotted(parts[2:])
        if self.kind(self.part) is not Type.MONEY:
            raise _NoAmount(f"“{name}” is not an amount that the chosen variant has")

    def kind(self, part: str) -> Type | None:
        head, column = first_of(part)
        blank = self.blanks.get(head)
        if blank and column:
            blank = blank.columns.get(column)
        return blank.type if blank else None

    def paths(self, part: str) -> list[Path]:
        """Return the paths of the amounts that ``part`` names and that are typed."""
        head, column = first_of(part)
        path: Path = ("clauses", self.clause, head)
        if not column:
            return [path] if self.amount(path) is not None else []
        rows = list_at(self.source.data, path)
        cells: list[Path] = [(*path, number, column) for number in range(len(rows))]
        return [each for each in cells if self.amount(each) is not None]

    def amount(self, path: Path) -> Decimal | None:
        text = at_path(self.source.data, path)
        return read_money(text) if isinstance(text, str) and not is_open(text) else None

    def typed(self, path: Path) -> str:
        return str(at_path(self.source.data, path))

    def raised(self, escalator: Escalator, years: Sequence[int]) -> Iterator[Escalation]:
        new: dict[Path, Decimal] = {}
        for path in self.paths(self.part):
            old = self.amount(path) or Decimal(0)
            try:
                result = escalator.raised(old, years)
            except NoSuchYear as fault:
                yield Escalation(path, self.typed(path), "as it was", f"{fault}")
                continue
            new[path] = result.amount
            yield Escalation(path, like(result.amount, self.typed(path)), result.how)
        yield from self.with_it(new)

    def with_it(self, new: Mapping[Path, Decimal]) -> Iterator[Escalation]:
        """Yield the parts of a sum whose whole rose, or the whole of a sum whose parts rose."""
        for each in self.sums if new else ():
            if not isinstance(each.whole, str):
                continue
            if each.whole == self.part:
                parts = [path for part in each.parts for path in self.paths(part)]
                olds = [self.amount(path) or Decimal(0) for path in parts]
                whole = next(iter(new.values()))
                for path, amount in zip(parts, in_proportion(olds, whole), strict=True):
                    text = like(amount, self.typed(path))
                    yield Escalation(path, text, f"in proportion to {each.whole}")
            elif self.part in each.parts:
                yield from self.whole_of(each, new)

    def whole_of(self, each: Sum, new: Mapping[Path, Decimal]) -> Iterator[Escalation]:
        parts = [path for part in each.parts for path in self.paths(part)]
        total = sum((new.get(path, self.amount(path) or Decimal(0)) for path in parts), Decimal(0))
        for path in self.paths(str(each.whole)):
            yield Escalation(path, like(total, self.typed(path)), "the sum of its parts")
