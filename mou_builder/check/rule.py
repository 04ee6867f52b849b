"""A rule of judgement: a function that looks at a whole config and yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mou_builder.config.config import Choice, Config
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.yamltext.dotted import dotted, first_of, names_of
from mou_builder.yamltext.source import Path, Source
from mou_builder.yamltext.values import Value


@dataclass(frozen=True)
class Finding(Diagnostic):
    """A diagnostic of a rule, and what it is ``about``: a path of the config, or a requirement."""

    about: str = ""


@dataclass(frozen=True)
class ChosenClause:
    """A clause that stands in the agreement in the model's words, and what is chosen for it."""

    clause: Clause
    choice: Choice

    @cached_property
    def blanks(self) -> Mapping[str, Blank]:
        """The blanks of the chosen variant."""
        return self.clause.blanks_of(self.choice.variant)

    @property
    def path(self) -> Path:
        """The path of the clause in the config."""
        return ("clauses", self.clause.id)


@dataclass(frozen=True)
class Case:
    """What a rule looks at.

    ``as_of`` is the day on which it is asked; None leaves out what depends on it. ``broken`` has
    the paths of the config at which stood something that could not be read.
    """

    source: Source
    config: Config
    model: Model
    as_of: date | None = None
    broken: frozenset[Path] = frozenset()

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        path: Path,
        hint: str | None = None,
        basis: str | None = None,
        about: str | None = None,
    ) -> Finding:
        """Return a finding at ``path`` of the config."""
        subject = dotted(path) if about is None else about
        place = self.source.place(path)
        return Finding(code, severity, message, place, hint, basis, path, about=subject)

    def is_broken(self, path: Path) -> bool:
        """Tell whether what stood at ``path``, around it or inside it could not be read."""
        return bool(self.broken) and any(
            path[: len(each)] == each or each[: len(path)] == path for each in self.broken
        )

    @cached_property
    def standing(self) -> tuple[ChosenClause, ...]:
        """Every clause that stands in the model's words and was read without a fault."""
        return tuple(
            ChosenClause(self.model.clauses[name], choice)
            for name, choice in self.config.choices.items()
            if not (choice.omitted or choice.own_text is not None)
        )

    def value(self, reference: str) -> Value | None:
        """Return the value of ``clause.blank``; None if it is not given or could not be read."""
        clause, blank = first_of(reference)
        choice = self.config.choices.get(clause)
        path = ("clauses", clause, blank)
        return choice.values.get(blank) if choice and not self.is_broken(path) else None


Rule = Callable[[Case], Iterator[Finding]]


def path_of_blank(reference: str) -> Path:
    """Return the path of the blank that ``clause.blank``, or one of its columns, names."""
    clause, blank = names_of(reference)[:2]
    return ("clauses", clause, blank)
