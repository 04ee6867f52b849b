"""A parsed YAML file becomes a `Config`; what is wrong with its form becomes diagnostics.

What is merely lacking (codes `OPEN_CODES`) does not keep a draft from being made: the config then
has None there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from mou_builder.check.clause_form import ClauseForm
from mou_builder.check.codes import LEFT_OPEN, MISSING, OPEN_CODES
from mou_builder.check.faults import Faults, TooMany
from mou_builder.check.own_words import read_own_words
from mou_builder.check.record.entries import record_of
from mou_builder.check.shapes import CODES, validators
from mou_builder.config.config import Acceptance, Choice, Config, Grant, InTitle, Party, Signatory
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.frozen import dataclass, replace
from mou_builder.library.model import Closing, Model
from mou_builder.library.typed.labels import is_missing
from mou_builder.library.typed.values import (
    Open,
    Type,
    day_or_none,
    is_open,
    read,
    read_text,
    shown,
)
from mou_builder.patterns import pattern
from mou_builder.yamltext import shape
from mou_builder.yamltext.source import Path, Source

__all__ = ["OPEN_CODES", "ConfigReading", "read_config"]

_PARTY_ID = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class ConfigReading:
    """A config file as read.

    ``config`` has everything that could be read, ``broken`` the paths of what could not, about
    which no rule can judge. ``model`` is the model with the clauses and recitals that the config
    adds to it.
    """

    config: Config
    model: Model
    diagnostics: tuple[Diagnostic, ...]
    broken: frozenset[Path]

    @property
    def is_whole(self) -> bool:
        """Tell whether everything in the file could be read."""
        return not self.broken


def read_config(
    source: Source, model: Model, requirement_sets: tuple[str, ...] = ()
) -> ConfigReading:
    """Read ``source`` as a config of ``model``, with every fault of its form.

    Raises `Refused` with the faults found so far where there are too many to go on.
    """
    reader = _Reader(source, model, requirement_sets)
    try:
        return reader.reading()
    except TooMany:
        raise Refused(tuple(reader.faults.found)) from None


class _Reader:
    def __init__(self, source: Source, model: Model, requirement_sets: tuple[str, ...]) -> None:
        self.source = source
        self.model = model
        self.compiled = validators(model, requirement_sets)
        self.faults = Faults(source)

    def reading(self) -> ConfigReading:
        faults = self.faults
        data: Any = faults.check_shape(self.compiled.config, self.source.data)
        self.name_misspelt_parties()
        own = read_own_words(data, self.model, faults)
        self.model = own.model
        clauses = data.get("clauses")
        form = ClauseForm(self.model, self.compiled, faults)
        choices = dict(form.choices(clauses if isinstance(clauses, dict) else {}, own.choices))
        config = replace(self.config(data, choices), frame=own.frame)
        found, broken = tuple(faults.found), frozenset(faults.broken)
        return ConfigReading(config, self.model, found, broken)

    def name_misspelt_parties(self) -> None:
        """Add to “agency is missing” that a party with almost this id is there."""
        data = self.source.data
        given = data.get("parties") if isinstance(data, dict) else None
        names = given if isinstance(given, dict) else {}
        others = [name for name in names if name not in self.model.parties]
        for number, each in enumerate(self.faults.found):
            for name in self.model.parties:
                if each.code != CODES.lacking or f"“{name}” is missing" not in each.message:
                    continue
                if near := shape.nearest(name, others):
                    place = self.source.key_place(("parties", near))
                    hint = f"is “{near}” a misspelled “{name}”?"
                    self.faults.found[number] = replace(each, place=place, hint=hint)

    def config(self, data: dict[str, Any], choices: dict[str, Choice]) -> Config:
        term = data.get("term") or {}
        grant = data.get("grant") or {}
        named = {name: each for name, each in (data.get("parties") or {}).items() if each}
        parties = {
            name: self.party(name, named.get(name) or {})
            for name in dict.fromkeys([*(data.get("parties") or {}), *self.model.parties])
        }
        program = grant.get("program")
        return Config(
            model=self.model.id,
            parties=parties,
            choices=choices,
            state=_text(data.get("state")),
            corrected=data.get("corrections") != "none",
            requirements=tuple(each for each in data.get("requirements") or () if each),
            signed=day_or_none(data.get("signed")),
            since=day_or_none(term.get("from")),
            until=self.end_of_term(term),
            in_title=InTitle(term["in_title"]) if term.get("in_title") else None,
            grant=Grant(program, day_or_none(grant.get("awarded"))) if program else None,
            acceptances=tuple(_acceptance_of(each or {}) for each in data.get("accept") or ()),
            record=record_of(data.get("record")),
            numbers={name: each for name, each in (data.get("numbers") or {}).items() if each},
        )

    def end_of_term(self, term: dict[str, Any]) -> date | Open | None:
        text, path = term.get("until"), ("term", "until")
        if text is None:
            hint = "add the last day under term, as until: 2027-06-30"
            self.faults.lack(MISSING, "the end of the term is missing", path, hint)
            return None
        value = read(Type.DATE, text)
        if value is Open.OPEN:
            self.faults.report(LEFT_OPEN, "the end of the term is left open", path)
        return value if isinstance(value, date | Open) else None

    def party(self, name: str, data: dict[str, Any]) -> Party:
        at: Path = ("parties", name)
        if not _PARTY_ID.fullmatch(name):
            hint = "use letters, digits, - and _; the party's name goes below it, after name:"
            message = f"“{shown(name)}” cannot be the id of a party"
            self.faults.break_key("MOU122", message, at, hint)
        if data.get("signatory") and data.get("signatories"):
            message = f"“{name}” has both a signatory and signatories"
            hint = "put all of them into signatories"
            self.faults.report("MOU118", message, (*at, "signatory"), hint)
        schools = data.get("schools") or ()
        return Party(
            id=name,
            name=self.name(data.get("name"), (*at, "name"), f"the name of the party “{name}”"),
            kind=data.get("kind") or ("police" if name == "agency" else ""),
            schools=() if None in schools else tuple(read_text(each) for each in schools),
            address=_text(data.get("address")),
            signatories=tuple(_signatories_of(data, self.model.closing)),
            officer_in_charge=_text(data.get("officer_in_charge")),
        )

    def name(self, text: str | None, path: Path, label: str) -> str | Open | None:
        if text is None:
            self.faults.lack(MISSING, is_missing(label), path, f"add name: to {path[1]}")
            return None
        value = _text_or_open(text)
        if value is Open.OPEN:
            self.faults.report(LEFT_OPEN, f"{label} is left open", path)
        return value


def _signatories_of(data: dict[str, Any], closing: Closing) -> Iterator[Signatory]:
    if several := data.get("signatories"):
        for at, each in enumerate(several):
            yield _signatory_of(each or {}, f"signatories.{at}", closing)
    elif data.get("signatory"):
        yield _signatory_of(data["signatory"], "signatory", closing)


def _signatory_of(data: dict[str, Any], key: str, closing: Closing) -> Signatory:
    name, title = _text_or_open(data.get("name")), _text_or_open(data.get("title"))
    capacity = _text(data.get("capacity"))
    return Signatory(name, title, capacity, closing.binds(capacity), key)


def _acceptance_of(data: dict[str, Any]) -> Acceptance:
    return Acceptance(data.get("code") or "", data.get("because") or "", data.get("about"))


def _text_or_open(text: str | None) -> str | Open | None:
    if text is None:
        return None
    return Open.OPEN if is_open(text) else read_text(text)


def _text(text: str | None) -> str | None:
    return None if text is None else read_text(text)
