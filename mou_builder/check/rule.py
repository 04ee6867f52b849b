"""A rule of judgment: a function that looks at a whole config and yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, wraps

from mou_builder.check.record.signers import Signer, signers
from mou_builder.config.config import Choice, Config, Party, Signatory
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.frozen import dataclass
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import OwnEntry, Scalar, Type, Value
from mou_builder.yamltext.changes import mapping_at, texts_below
from mou_builder.yamltext.dotted import above, dotted, names_of, path_of
from mou_builder.yamltext.source import Path, Source

_PAST = frozenset({"history", "amendments", "record", "renewal", "extends"})
"""Keys of a config that are not about this agreement's own words."""
_MOST = 40_000
"""Letters of an own text that are examined: some fifteen pages."""


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

    def cells(self) -> Iterator[tuple[Blank, Scalar | OwnEntry, Path]]:
        """Yield each single value: of a blank, an entry of a list, or a cell of a row.

        With it come the blank, or the column of a cell, and the path in the config.
        """
        for name, value in self.choice.values.items():
            blank, path = self.blanks[name], (*self.path, name)
            if not isinstance(value, tuple):
                yield blank, value, path
                continue
            for number, entry in enumerate(value):
                if not isinstance(entry, dict):
                    yield blank, entry, (*path, number)
                    continue
                for column, cell in entry.items():
                    yield blank.columns[column], cell, (*path, number, column)


@dataclass(frozen=True)
class Case:
    """What a rule looks at.

    ``as_of`` is the day by which it judges; None leaves out what depends on it. ``broken`` has the
    paths of what could not be read in the config.
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

    def error(
        self, code: str, message: str, path: Path, hint: str | None = None, about: str | None = None
    ) -> Finding:
        """Return a finding that refuses the config, at ``path``."""
        return self.finding(code, Severity.ERROR, message, path, hint, about=about)

    def warning(
        self, code: str, message: str, path: Path, hint: str | None = None, about: str | None = None
    ) -> Finding:
        """Return a finding at ``path`` that somebody should look at."""
        return self.finding(code, Severity.WARNING, message, path, hint, about=about)

    def note(
        self, code: str, message: str, path: Path, hint: str | None = None, about: str | None = None
    ) -> Finding:
        """Return a finding at ``path`` that is only to be known."""
        return self.finding(code, Severity.NOTE, message, path, hint, about=about)

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
            if choice.in_models_words
        )

    @cached_property
    def cells(self) -> tuple[tuple[Blank, Scalar | OwnEntry, Path], ...]:
        """The `ChosenClause.cells` of every clause that is ``standing``."""
        return tuple(cell for each in self.standing for cell in each.cells())

    @cached_property
    def signers(self) -> tuple[Signer, ...]:
        """Who signs, in the order of the signature blocks."""
        return signers(self.config, self.model)

    def signatories(self) -> Iterator[tuple[Party, Signatory, Path]]:
        """Yield every signatory, with the party and the path in the config."""
        for party in self.config.parties.values():
            for each in party.signatories:
                yield party, each, ("parties", party.id, *path_of(each.key))

    @cached_property
    def own_titles(self) -> tuple[tuple[str, Path], ...]:
        """The title of each clause that the config gives one, with its path."""
        paths = {("clauses", name, "title"): each for name, each in self.model.clauses.items()}
        return tuple((each.title, at) for at, each in paths.items() if at in self.source.values)

    @cached_property
    def own_texts(self) -> tuple[tuple[str, Path], ...]:
        """Every text of the config's own, with its path; of a very long one, the beginning."""
        choices, frame = self.config.choices.items(), self.config.frame.items()
        texts: list[tuple[str | None, Path]] = [
            *((each.own_text, ("clauses", name, "text")) for name, each in choices),
            *((each.text, ("frame", *names_of(line), "text")) for line, each in frame),
        ]
        return tuple((text[:_MOST], path) for text, path in texts if text is not None)

    @cached_property
    def own_values(self) -> tuple[tuple[str, Path], ...]:
        """Each value of a clause that is printed as it is typed, with its path."""
        return tuple(
            (value, (*each.path, name))
            for each in self.standing
            for name, value in each.choice.values.items()
            if isinstance(value, str) and each.blanks[name].type is not Type.CHOICE
        )

    @cached_property
    def texts(self) -> tuple[tuple[str, Path], ...]:
        """Every text of the config that is about this agreement's own words, with its path."""
        entries = mapping_at(self.source.data).items()
        return tuple(texts_below({key: each for key, each in entries if key not in _PAST}, ()))

    @cached_property
    def given(self) -> Mapping[str, Value]:
        """Every value that is given in a clause, by the ``clause.blank`` that it is of."""
        return {
            f"{clause}.{blank}": value
            for clause, choice in self.config.choices.items()
            for blank, value in choice.values.items()
        }

    def value(self, reference: str) -> Value | None:
        """Return the value of ``clause.blank``; None if it is not given or could not be read."""
        value = self.given.get(reference)
        return None if value is None or self.is_broken(path_of_blank(reference)) else value

    def values(self, reference: str) -> Iterator[tuple[Path, Value]]:
        """Yield what a blank is, or each cell of ``clause.blank.column``, with its path."""
        value, rows = self.value(reference), self.value(above(reference))
        if value is not None:
            yield path_of_blank(reference), value
        for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
            column = names_of(reference)[-1]
            path = (*path_of_blank(reference), number, column)
            cell = row.get(column) if isinstance(row, dict) else None
            if cell is not None and not self.is_broken(path):
                yield path, cell


Rule = Callable[[Case], Iterator[Finding]]


def of_each_clause(judged: Callable[[Case, ChosenClause], Iterator[Finding]]) -> Rule:
    """Return a rule that judges each clause by nothing but its model and what is chosen for it.

    What it found to be faultless in one config, it passes over in all that say the same.
    """

    @wraps(judged)
    def rule(case: Case) -> Iterator[Finding]:
        for each in case.standing:
            if each.choice.faultless.get(rule) is not each.clause:
                found = list(judged(case, each))
                yield from found
                if not (found or case.broken):
                    each.choice.faultless[rule] = each.clause

    return rule


def path_of_blank(reference: str) -> Path:
    """Return the path of the blank that ``clause.blank``, or one of its columns, names."""
    clause, blank = names_of(reference)[:2]
    return ("clauses", clause, blank)
