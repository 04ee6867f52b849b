"""A parsed YAML file becomes a `Config`; what is wrong with its form becomes diagnostics.

What is merely lacking (codes `OPEN_CODES`) does not keep a draft from being made: the config then
has None there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mou_builder.check.shapes import CODES, Validators, validators
from mou_builder.check.sums import remainders, sum_faults
from mou_builder.config import shape
from mou_builder.config.config import Acceptance, Choice, Config, Grant, Party, Signatory
from mou_builder.config.values import (
    Open,
    Type,
    Unreadable,
    Value,
    is_open,
    read,
    read_flag,
    read_text,
    shown,
)
from mou_builder.config.yaml_source import Path, Source
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.blanks import blank_value
from mou_builder.library.clause import Blank, Clause, Variant
from mou_builder.library.model import Model

MISSING = "MOU110"
NOT_CHOSEN = "MOU111"
LEFT_OPEN = "MOU112"
OPEN_CODES = frozenset({MISSING, NOT_CHOSEN, LEFT_OPEN})
"""Codes of what a draft may leave open."""

_ENTRY_KEYS = ("variant", "text", "because", "omit")


@dataclass(frozen=True)
class Reading:
    """What came of a config file: the config, unless its form is too broken to have one."""

    source: Source
    config: Config | None
    diagnostics: tuple[Diagnostic, ...]


def read_config(source: Source, model: Model, requirement_sets: tuple[str, ...] = ()) -> Reading:
    """Read ``source`` as a config of ``model``, with every fault of its form."""
    return _Reader(source, model, validators(model, requirement_sets)).reading()


class _Reader:
    def __init__(self, source: Source, model: Model, compiled: Validators) -> None:
        self.source = source
        self.model = model
        self.compiled = compiled
        self.found: list[Diagnostic] = []

    def reading(self) -> Reading:
        data: Any = self.source.data
        self.found += shape.validate(self.compiled.config, data, self.source, CODES)
        if not isinstance(data, dict):
            return Reading(self.source, None, tuple(self.found))
        clauses = data.get("clauses")
        choices = dict(self.choices(clauses if isinstance(clauses, dict) else {}))
        broken = any(each.code in _BROKEN for each in self.found)
        config = None if broken else self.config(data, choices)
        return Reading(self.source, config, tuple(self.found))

    def report(self, code: str, message: str, path: Path, hint: str | None = None) -> None:
        place = self.source.place(path)
        self.found.append(Diagnostic(code, Severity.ERROR, message, place, hint))

    def config(self, data: dict[str, Any], choices: dict[str, Choice]) -> Config:
        term = data.get("term") or {}
        until = self.day(term, "until", ("term",), "the end of the term")
        grant = data.get("grant")
        parties = {name: self.party(name, each or {}) for name, each in data["parties"].items()}
        return Config(
            model=self.model.id,
            parties=parties,
            choices=choices,
            corrected=data.get("corrections") != "none",
            requirements=tuple(data.get("requirements") or ()),
            signed=_date(data.get("signed")),
            since=_date(term.get("from")),
            until=until,
            grant=Grant(grant["program"], _date(grant.get("awarded"))) if grant else None,
            acceptances=tuple(
                Acceptance(each["code"], each["because"]) for each in data.get("accept") or ()
            ),
        )

    def day(self, data: dict[str, Any], key: str, at: Path, label: str) -> date | Open | None:
        text = data.get(key)
        if text is None:
            self.report(MISSING, f"{label} is missing", (*at, key), f"{key}: 2027-06-30")
            return None
        value = read(Type.DATE, text)
        if value is Open.OPEN:
            self.report(LEFT_OPEN, f"{label} is left open", (*at, key))
        return value if isinstance(value, date | Open) else None

    def party(self, name: str, data: dict[str, Any]) -> Party:
        at: Path = ("parties", name)
        signatories = [
            *([data["signatory"]] if data.get("signatory") else []),
            *(data.get("signatories") or []),
        ]
        if data.get("signatory") and data.get("signatories"):
            message = f"“{name}” has both a signatory and signatories"
            self.report("MOU118", message, (*at, "signatory"), "put all of them into signatories")
        kind = data.get("kind") or ("police" if name == "agency" else "")
        return Party(
            id=name,
            name=self.name(data.get("name"), (*at, "name"), f"the name of the party “{name}”"),
            kind=kind,
            schools=tuple(read_text(each) for each in data.get("schools") or () if each),
            address=_words(data.get("address")),
            signatories=tuple(
                Signatory(
                    _open(each.get("name")), _open(each.get("title")), _words(each.get("capacity"))
                )
                for each in signatories
                if each is not None
            ),
        )

    def name(self, text: str | None, path: Path, label: str) -> str | Open | None:
        if text is None:
            self.report(MISSING, f"{label} is missing", path)
            return None
        value = _open(text)
        if value is Open.OPEN:
            self.report(LEFT_OPEN, f"{label} is left open", path)
        return value

    def choices(self, data: dict[str, Any]) -> Iterator[tuple[str, Choice]]:
        for name in data:
            if name not in self.model.clauses:
                hint = shape.did_you_mean(name, list(self.model.clauses))
                place = self.source.key_place(("clauses", name))
                message = f"the model has no clause “{name}”"
                self.found.append(Diagnostic("MOU115", Severity.ERROR, message, place, hint))
        for clause in self.model.clauses.values():
            choice = self.choice(clause, data)
            if choice:
                yield clause.id, choice

    def choice(self, clause: Clause, data: dict[str, Any]) -> Choice | None:
        path: Path = ("clauses", clause.id)
        entry = data.get(clause.id)
        if isinstance(entry, str):
            if not self.wanted(clause, entry, path):
                return None
            entry = {}
        elif entry is None and clause.optional and clause.id not in data:
            return None
        if not isinstance(entry, dict | None):
            self.report(CODES.wrong_shape, f"“{clause.id}”: a mapping is expected here", path)
            return None
        return self.entry(clause, entry or {}, path)

    def wanted(self, clause: Clause, entry: str, path: Path) -> bool:
        try:
            wanted = read_flag(entry)
        except Unreadable:
            message = f"“{shown(entry)}” is not what the clause “{clause.id}” takes"
            hint = f"write {clause.id}: yes, or its blanks below it"
            self.report(CODES.wrong_shape, message, path, hint)
            return False
        if not wanted and not clause.optional:
            message = f"the clause “{clause.id}” is required and cannot be left out by a “no”"
            hint = "to leave it out for a reason, write omit: {because: …}"
            self.report("MOU116", message, path, hint)
        return wanted

    def entry(self, clause: Clause, entry: dict[str, Any], path: Path) -> Choice | None:
        variant = entry.get("variant", clause.default) or ""
        if not isinstance(variant, str):
            self.report(CODES.wrong_shape, "“variant”: a single value is expected here", path)
            return None
        if variant and variant not in clause.variants:
            message = f"“{shown(variant)}” is not a variant of the clause “{clause.id}”"
            hint = shape.did_you_mean(variant, list(clause.variants))
            self.report("MOU113", message, (*path, "variant"), hint)
            return None
        before = len(self.found)
        self.validate_entry(clause, variant, entry, path)
        if len(self.found) > before:
            return None
        return self.made(clause, variant, entry, path)

    def validate_entry(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> None:
        validator = self.compiled.entry(clause, variant)
        for each in shape.validate(validator, entry, self.source, CODES, path):
            foreign = self.foreign_blank(clause, variant, each, entry, path)
            self.found.append(foreign or each)

    def foreign_blank(
        self, clause: Clause, variant: str, fault: Diagnostic, entry: Mapping[str, Any], path: Path
    ) -> Diagnostic | None:
        """Return a better diagnostic for a key that is a blank of another variant."""
        if fault.code != CODES.unknown_key:
            return None
        for key in entry:
            owners = [each.id for each in clause.variants.values() if key in each.blanks]
            if owners and self.source.key_place((*path, key)) == fault.place:
                chosen = f"not of “{variant}”" if variant else "and no variant is chosen"
                message = f"“{key}” is a blank of “{', '.join(owners)}”, {chosen}"
                hint = f"write variant: {owners[0]}, or delete the line"
                return Diagnostic("MOU114", Severity.ERROR, message, fault.place, hint)
        return None

    def made(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> Choice | None:
        if entry.get("omit") is not None:
            because = entry["omit"].get("because")
            self.require_reason(because, (*path, "omit"), f"“{clause.id}” is left out")
            return Choice(clause.id, omitted=True, because=because)
        because = entry.get("because")
        if entry.get("text") is not None:
            self.require_reason(because, (*path, "text"), f"“{clause.id}” has a text of its own")
            return Choice(clause.id, own_text=entry["text"], because=because)
        if clause.variants and not variant:
            names = [name for name, each in clause.variants.items() if not each.open]
            message = f"no variant is chosen for the clause “{clause.id}” ({clause.title})"
            self.report(NOT_CHOSEN, message, path, f"choose one: {', '.join(names)}")
            return Choice(clause.id)
        chosen = clause.variants.get(variant)
        if chosen and chosen.open:
            message = f"the clause “{clause.id}” is left open, as the model leaves it"
            self.report(LEFT_OPEN, message, (*path, "variant"))
        values = self.values(clause, variant, entry, path)
        self.check_sums(clause, chosen, values, path)
        return Choice(clause.id, variant, values, because=because)

    def require_reason(self, because: str | None, path: Path, what: str) -> None:
        if not because or not because.strip():
            hint = "say why, for the board that approves it: because: …"
            self.report("MOU117", f"{what} without a reason", path, hint)

    def values(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> dict[str, Value]:
        blanks = clause.blanks_of(variant)
        values: dict[str, Value] = {}
        for name, blank in blanks.items():
            value = blank_value(blank, entry.get(name))
            if value is None:
                value = blank.default
            if value is not None and value != ():
                values[name] = value
        sums = clause.variants[variant].sums if variant else ()
        values |= remainders(sums, values)
        for name, blank in blanks.items():
            if blank.required and name not in values:
                message = f"{clause.id}: {blank.label} is missing"
                self.report(MISSING, message, (*path, name), blank.guidance or None)
            elif values.get(name) is Open.OPEN:
                self.report(LEFT_OPEN, f"{clause.id}: {blank.label} is left open", (*path, name))
            self.check_rows(clause, blank, values.get(name), path)
        return values

    def check_rows(self, clause: Clause, blank: Blank, value: Value | None, path: Path) -> None:
        """Report the cells that a table lacks."""
        if blank.type is not Type.ROWS or not isinstance(value, tuple):
            return
        for number, row in enumerate(value):
            for column, part in blank.columns.items():
                if part.required and isinstance(row, dict) and column not in row:
                    message = f"{clause.id}: {part.label} is missing in row {number + 1}"
                    self.report(MISSING, message, (*path, blank.id, number, column))

    def check_sums(
        self, clause: Clause, variant: Variant | None, values: Mapping[str, Value], path: Path
    ) -> None:
        blanks = clause.blanks_of(variant.id if variant else "")
        for fault in sum_faults(variant.sums if variant else (), values, blanks):
            message = (
                f"{fault.parts} is {fault.total}, not {fault.whole}: "
                f"the parts of the clause “{clause.id}” do not add up"
            )
            self.report("MOU301", message, (*path, fault.blank), "correct one of the parts")


_BROKEN = frozenset(vars(CODES).values()) | {"MOU113"}


def _open(text: str | None) -> str | Open | None:
    if text is None:
        return None
    return Open.OPEN if is_open(text) else read_text(text)


def _date(text: str | None) -> date | None:
    value = read(Type.DATE, text) if text else None
    return value if isinstance(value, date) else None


def _words(text: str | None) -> str | None:
    return None if text is None else read_text(text)
