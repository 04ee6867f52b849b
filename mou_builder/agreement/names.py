"""The names that a clause text may use: the parties, the term, its own blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from mou_builder.agreement.document import CROSS_REFERENCE, ClauseNumber
from mou_builder.agreement.filled_values import Filled, FilledBlanks, FilledList
from mou_builder.agreement.officers_in_charge import OfficerInCharge, head, superintendent
from mou_builder.agreement.signing import called, missing_name
from mou_builder.agreement.wording import written
from mou_builder.config.config import Choice, Config, Party
from mou_builder.config.months import school_years
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Open, OwnEntry, RowValue, Scalar, Type

_NAMES = frozenset({Type.TEXT, Type.NAME, Type.SCHOOL})
"""Types of blanks whose values name somebody or something, in the municipality's own words."""


class Names:
    """Makes the names of one agreement's texts; ``numbers`` has the number of each clause."""

    def __init__(self, config: Config, model: Model, numbers: Mapping[str, ClauseNumber]) -> None:
        self.config = config
        self.model = model
        self.numbers = numbers
        self._shared: tuple[FilledBlanks, dict[str, object]] | None = None

    def of_clause(self, filled: FilledBlanks, clause: Clause, choice: Choice) -> dict[str, object]:
        """Return all names for the texts of ``clause`` as it is chosen."""
        own = {
            name: _BlankFiller(filled, blank, f"clauses.{clause.id}.{name}").as_filled(
                choice.values.get(name)
            )
            for name, blank in _blanks_needed(clause, choice.variant).items()
        }
        return {**self.of_agreement(filled), **own}

    def of_agreement(self, filled: FilledBlanks) -> dict[str, object]:
        """Return the names that every text may use; the same ones for the same filled."""
        if self._shared is None or self._shared[0] is not filled:
            self._shared = filled, self._of_this_agreement(filled)
        return self._shared[1]

    def _of_this_agreement(self, filled: FilledBlanks) -> dict[str, object]:
        config = self.config
        agencies = [party for party in config.parties.values() if self.is_agency(party)]
        return {
            "district": self.name_of(config.district, filled),
            "districts": FilledList(
                [self.name_of(each, filled) for each in self.districts()], ", "
            ),
            "district_schools": FilledList(
                [self.schools_of_district(filled, each) for each in self.districts()], ", "
            ),
            "two_parties": len(config.parties) <= 2,
            "agency": self.name_of(config.agency, filled),
            "agencies": FilledList([self.name_of(each, filled) for each in agencies], ", ", "the "),
            "all_parties": FilledList(
                [self.name_of(each, filled) for each in config.parties.values()], ", "
            ),
            "parties": FilledList([self.row_of(each, filled) for each in config.parties.values()]),
            "schools": self.schools(filled),
            "head": self.officer(filled, head(config.agency, self.model)),
            "superintendent": self.officer(filled, superintendent(config.district)),
            "until": self.day(filled, "until"),
            "since": self.day(filled, "from"),
            "in_title": str(config.in_title or ""),
            "school_years": self.school_years(filled),
            "clause": self.reference(filled),
            "has": self.numbers.__contains__,
        }

    def is_agency(self, party: Party) -> bool:
        """Tell whether ``party`` is a law-enforcement agency."""
        kind = self.model.kinds.get(party.kind)
        return party.id == "agency" or (kind is not None and kind.agency)

    def name_of(self, party: Party, filled: FilledBlanks) -> Filled:
        """Return the name of ``party``, or what stands for it."""
        path = f"parties.{party.id}.name"
        plan = self.model.parties.get(party.id)
        match party.name:
            case None:
                return filled.missing(missing_name(party, self.model), path)
            case Open():
                return filled.left_open(plan.open if plan else party.name.value, path)
            case str():
                return filled.named(party.name, path)

    def districts(self) -> list[Party]:
        """Return the school districts among the parties, the first of them being ``district``."""
        return [
            party
            for party in self.config.parties.values()
            if party.id == "district" or party.kind == "school"
        ]

    def schools_of_district(self, filled: FilledBlanks, party: Party) -> Filled:
        """Return a district or, where a board is the party, the schools of that board."""
        name = self.name_of(party, filled)
        if not isinstance(name.value, str) or not re.search(
            r"\bboard\b", name.value, re.IGNORECASE
        ):
            return name
        article = "" if name.value.lower().startswith("the ") else "the "
        schools = name.said(f"the schools of {article}{name.value}")
        schools.value = schools.text  # it has its article
        return schools

    def row_of(self, party: Party, filled: FilledBlanks) -> dict[str, Filled]:
        path = f"parties.{party.id}.address"
        if party.address:
            address = filled.named(party.address, path)
        else:
            address = filled.missing(f"[address of the {called(party, self.model)}]", path)
        return {"name": self.name_of(party, filled), "address": address}

    def schools(self, filled: FilledBlanks) -> FilledList | Filled:
        named = [
            filled.named(name, f"parties.{party.id}.schools.{at}")
            for party in self.districts()
            for at, name in enumerate(party.schools)
        ]
        if not named:
            path = "parties.district.schools"
            return filled.missing("[schools of the district]", path)
        return FilledList(named, ", ")

    def officer(self, filled: FilledBlanks, officer: OfficerInCharge) -> Filled:
        return filled.named(officer.title, officer.path)

    def day(self, filled: FilledBlanks, key: str) -> Filled:
        is_last = key == "until"
        label = f"{'last' if is_last else 'first'} day of the term"
        blank = Blank(key, Type.DATE, label, required=is_last)
        value = self.config.until if is_last else self.config.since
        return _BlankFiller(filled, blank, f"term.{key}").scalar(value)

    def school_years(self, filled: FilledBlanks) -> Filled:
        since, until = self.config.since, self.config.until
        if not isinstance(until, date):
            return filled.missing("[school year]", "term.in_title", optional=True)
        text = school_years(since, until, self.model.judgement.school_months)
        return Filled(filled, text, "term.in_title", text)

    def reference(self, filled: FilledBlanks) -> Callable[[str], Filled]:
        """Return the function that a text calls to name another clause by its number."""

        def clause(name: str) -> Filled:
            number = self.numbers.get(name)
            path = f"{CROSS_REFERENCE}{name}"
            if number is None:
                return Filled(filled, "", path, optional=True)
            return Filled(filled, f"clause {number}", path, number)

        return clause


def _blanks_needed(clause: Clause, variant: str) -> Mapping[str, Blank]:
    """Return the blanks of ``clause``, in which the parts of its sums count as required.

    One part may be left out, and is what remains; where that cannot be told, it is missing.
    """
    blanks = clause.blanks_of(variant)
    parts = clause.parts_of(variant) & blanks.keys()
    if not parts:
        return blanks
    return {**blanks, **{name: replace(blanks[name], required=True) for name in parts}}


class _BlankFiller:
    """Fills one blank, at ``path`` of the config."""

    def __init__(self, filled: FilledBlanks, blank: Blank, path: str) -> None:
        self.filled = filled
        self.blank = blank
        self.path = path

    def as_filled(self, value: object) -> Filled | FilledList:
        if value is None and self.blank.required and self.blank.type in (Type.LIST, Type.ROWS):
            value = (None,)  # a text goes through the list and finds one entry, which is missing
        if not isinstance(value, tuple):
            return self.scalar(value)  # type: ignore[arg-type]  # what is no tuple is a scalar
        if self.blank.type is Type.ROWS:
            return FilledList([self.row(at, each) for at, each in enumerate(value)])
        return FilledList([self.entry(at, each) for at, each in enumerate(value)])

    def row(self, at: int, row: RowValue | None) -> dict[str, Filled]:
        return {
            name: _BlankFiller(self.filled, column, f"{self.path}.{at}.{name}").scalar(
                (row or {}).get(name)
            )
            for name, column in self.blank.columns.items()
        }

    def entry(self, at: int, entry: Scalar | OwnEntry | None) -> Filled:
        path = f"{self.path}.{at}"
        match entry:
            case None:
                return self.scalar(None)
            case OwnEntry(text):
                return Filled(self.filled, text, path, text)
            case Open():
                return self.filled.left_open(entry.value, path)
            case _:
                text = self.blank.choices.get(str(entry), str(entry))
                return Filled(self.filled, text, path, entry)

    def scalar(self, value: Scalar | None) -> Filled:
        match value:
            case None:
                label, optional = f"[{self.blank.label}]", not self.blank.required
                return self.filled.missing(label, self.path, optional=optional)
            case Open():
                return self.filled.left_open(value.value, self.path)
            case _:
                kind = self.blank.type
                text = self.blank.choices.get(str(value), str(value))
                if kind is not Type.CHOICE:
                    text = written(kind, value)
                return Filled(self.filled, text, self.path, value, kind, named=kind in _NAMES)
