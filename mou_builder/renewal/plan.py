"""What a renewal changes and what it marks, gathered from the config and the model's data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mou_builder.agreement.wording import counted, long_date
from mou_builder.check.checking import Ready
from mou_builder.check.record.signatures import signed_by
from mou_builder.check.record.signers import signers
from mou_builder.config import amendments
from mou_builder.config.config import Config
from mou_builder.config.months import moved
from mou_builder.config.refusals import refusal
from mou_builder.frozen import dataclass, field
from mou_builder.library.model import Model
from mou_builder.library.typed.values import Type
from mou_builder.patterns import pattern
from mou_builder.renewal import history
from mou_builder.renewal.escalating import escalations
from mou_builder.renewal.given import given_values, parts_of_wholes
from mou_builder.renewal.term import Term, gap, months_between, moved_end
from mou_builder.yamltext.changes import (
    Annotate,
    Append,
    Delete,
    Set,
    YamlChange,
    at_path,
    edited,
    list_at,
    texts_below,
)
from mou_builder.yamltext.dotted import dotted
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Plain, parse

MARK = "Look again: "
_OLD_MARKS = pattern(rf"^[ \t]*# {MARK}.*\n", re.M)
_YEAR = pattern(r"(?<![\d.,$-])(?:19|20)\d\d(?![\d,%])")


@dataclass(frozen=True)
class ChangedValue:
    """A value that the renewal changed: what was typed, what stands there now, and why."""

    path: Path
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class LookAgain:
    """A value that stayed as it was, or moved by a guess, and that a person must confirm."""

    path: Path
    value: str
    why: str


@dataclass
class RenewalPlan:
    """What a renewal changes and marks, gathered part by part."""

    checked: Ready
    old: Term
    new: Term
    changed: list[ChangedValue] = field(default_factory=list)
    look_again: dict[Path, LookAgain] = field(default_factory=dict)
    other: list[YamlChange] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def config(self) -> Config:
        return self.checked.config

    @property
    def model(self) -> Model:
        return self.checked.model

    @property
    def data(self) -> Plain:
        return self.checked.source.data

    @property
    def months(self) -> int:
        """By how many months the days of the term move."""
        if self.old.since and self.new.since:
            return months_between(self.old.since, self.new.since)
        return months_between(self.old.until, self.new.until)

    def typed(self, path: Path) -> str | None:
        text = at_path(self.data, path)
        return text if isinstance(text, str) else None

    def change(self, path: Path, new: str, why: str) -> None:
        old = self.typed(path)
        if old is not None and old != new:
            self.changed.append(ChangedValue(path, old, new, why))

    def ask(self, path: Path, why: str) -> None:
        text = self.typed(path)
        if text is not None:
            self.look_again.setdefault(path, LookAgain(path, text, why))

    # -- dates

    def move_dates(self) -> None:
        why = "the next term"
        if self.new.since:
            self.move(("term", "from"), self.new.since, why)
        self.move(("term", "until"), self.new.until, why)
        belongs = set(self.model.judgement.within_term)
        given = list(given_values(self.config, self.model, Type.DATE))
        ends = _month_ends([(e.path, e.value) for e in given if isinstance(e.value, date)])
        for each in given:
            path, day = each.path, each.value
            if not isinstance(day, date):
                continue
            name = dotted(tuple(part for part in path[1:] if isinstance(part, str)))
            if name in belongs:
                self.move_within(path, day, is_month_end=path in ends)
            else:
                self.ask(path, f"{each.name} was not moved")
        if self.config.grant:
            self.ask(("grant", "awarded"), "is the program still paid for by this grant?")

    def move(self, path: Path, day: date, why: str) -> None:
        text = self.typed(path)
        if text is not None:
            self.change(path, _date_like(day, text), why)

    def move_within(self, path: Path, day: date, *, is_month_end: bool) -> None:
        then = (moved_end if is_month_end else moved)(day, self.months)
        self.move(path, then, f"moved by {_length(self.months)} with the term")
        grace = self.model.judgement.grace_days
        late = (then - self.new.until).days > grace
        early = self.new.since is not None and (self.new.since - then).days > grace
        if late or early:
            self.ask(path, "this day lies outside the next term")

    # -- money

    def raise_amounts(self) -> None:
        years = range(_first_year(self.old) + 1, _first_year(self.new) + 1)
        raised: set[Path] = set()
        for each in escalations(self.checked.source, self.config, self.model, years):
            self.change(each.path, each.text, each.how)
            raised.add(each.path)
            if each.doubt:
                self.ask(each.path, each.doubt)
        parts = {
            path for path, whole in parts_of_wholes(self.config, self.model) if whole not in raised
        }
        for given in given_values(self.config, self.model, Type.MONEY):
            if given.path not in raised | parts:
                self.ask(given.path, f"{given.name} stayed as it was")

    # -- the rest

    def mark_the_rest(self) -> None:
        """Mark words that speak of a year of the old term, and what was accepted in it."""
        first = (self.old.since or self.old.until).year
        known = {each.path for each in self.changed} | set(self.look_again)
        for text, path in texts_below(at_path(self.data, ("clauses",)), ("clauses",)):
            years = {int(each) for each in _YEAR.findall(text)}
            if path not in known and any(first <= each <= self.old.until.year for each in years):
                self.ask(path, "it speaks of a year of the term that ends")
        for number, _ in enumerate(list_at(self.data, ("accept",))):
            self.ask(("accept", number, "because"), "does the reason still hold?")

    def extend_history(self, words: str) -> None:
        version = self.model.id_and_version
        entry = history.history_entry(self.data, self.old, self.signed(), version, words)
        if at_path(self.data, ("signed",)) is not None:
            self.other.append(Set(("signed",), None))
        for key in (amendments.KEY, amendments.RECORD):
            if at_path(self.data, (key,)) is not None:
                self.other.append(Delete((key,)))
        self.other.append(Append((history.KEY,), entry))

    def signed(self) -> date | None:
        """Return the day of the last signature, where all have signed and no body refused."""
        if refusal(self.config.record):
            return None
        all_of = signers(self.config, self.model)
        return signed_by(self.config.record, all_of, date.max).by_all

    def notes(self, end_was_given: bool) -> Iterator[str]:
        old, new = self.old.months, self.new.months
        if old != new and old and new and not end_was_given:
            yield (
                f"the next term lasts {_length(new)}, and this one lasted {_length(old)}; "
                "another last day can be given"
            )
        days = gap(self.old, self.new)
        if days and self.new.since:
            yield (
                f"no agreement is in force for {counted(days, 'day')}, between "
                f"{long_date(self.old.until)} and {long_date(self.new.since)}"
            )

    # -- the text

    def text(self) -> str:
        own = self.checked.source.text
        changes = [Set(each.path, each.new) for each in self.changed]
        text = edit(_without_marks(own), [*self.in_own_file(own, changes), *self.other])
        data = parse(text.encode(), "").data
        marks = [
            Annotate(path, MARK + each.why)
            for path, each in self.look_again.items()
            if at_path(data, path) is not None
        ]
        return edit(text, marks)

    def in_own_file(self, own: str, changes: Sequence[Set]) -> Iterator[YamlChange]:
        """Yield changes that fit the file itself, where a list is its base's as a whole."""
        data, whole = parse(own.encode(), "").data, self.data
        for each in changes:
            whole = edited(whole, each)
        lists: set[Path] = set()
        for each in changes:
            numbers = [at for at, part in enumerate(each.path) if isinstance(part, int)]
            top = each.path[: numbers[0]] if numbers else each.path
            if numbers and at_path(data, top) is None:
                if top not in lists:
                    yield Set(top, at_path(whole, top))
                lists.add(top)
            else:
                yield each


def _without_marks(text: str) -> str:
    """Return ``text`` without the marks of an earlier renewal."""
    bare = _OLD_MARKS.sub("", text)
    same = parse(bare.encode(), "").data == parse(text.encode(), "").data
    return bare if same else text


def _month_ends(days: Sequence[tuple[Path, date]]) -> set[Path]:
    """Return the places of days that are meant as ends of months.

    They are where a list has nothing but last days of months, and these are not all the same number
    (September 30, December 31): a single 30th may be meant as the 30th.
    """
    lists: dict[Path, list[tuple[Path, date]]] = {}
    for path, day in days:
        name = tuple(part for part in path if isinstance(part, str))
        lists.setdefault(name, []).append((path, day))
    return {
        path
        for each in lists.values()
        if len({day.day for _, day in each}) > 1
        and all((day + timedelta(days=1)).day == 1 for _, day in each)
        for path, _ in each
    }


def _first_year(term: Term) -> int:
    """Return the year in which a term begins; about a year before its end if it does not say."""
    return term.since.year if term.since else term.until.year - 1


def _length(months: int) -> str:
    years, rest = divmod(months, 12)
    return counted(months, "month") if rest else counted(years, "year")


def _date_like(day: date, typed: str) -> str:
    return long_date(day) if typed.strip()[:1].isalpha() else day.isoformat()
