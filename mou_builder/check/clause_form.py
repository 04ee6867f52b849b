"""What a config says of each clause: which variant, which values, or why it departs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mou_builder.check.codes import LEFT_OPEN, MISSING, NO_REASON, NOT_CHOSEN, UNKNOWN_CLAUSE
from mou_builder.check.faults import Faults
from mou_builder.check.shapes import CODES, STAYS, Validators
from mou_builder.check.sums import remainders
from mou_builder.config.config import Choice
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.blanks import blank_value
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.model import Model
from mou_builder.library.typed.labels import is_missing
from mou_builder.library.typed.values import Open, Type, Unreadable, Value, read_flag, shown
from mou_builder.yamltext import shape
from mou_builder.yamltext.dotted import names_of
from mou_builder.yamltext.source import Path

_KEYS_OF_DEPARTURES = {"omit": ("omit",), "text": ("text", "because")}


class ClauseForm:
    """Reads the part ``clauses`` of a config; its faults go to ``faults``."""

    def __init__(self, model: Model, compiled: Validators, faults: Faults) -> None:
        self.model = model
        self.compiled = compiled
        self.faults = faults

    def choices(
        self, data: dict[str, Any], own: Mapping[str, Choice]
    ) -> Iterator[tuple[str, Choice]]:
        """Yield what is chosen for each clause that the agreement has or leaves out.

        ``own`` are the clauses that the config adds.
        """
        for name in data:
            if name not in self.model.clauses and not self.faults.is_broken(("clauses", name)):
                self.unknown_clause(name)
        for clause in self.model.clauses.values():
            choice = own.get(clause.id) or self.choice(clause, data)
            if choice:
                yield clause.id, choice

    def unknown_clause(self, name: str) -> None:
        known = list(self.model.clauses)
        message, path = f"the model has no clause “{shown(name)}”", ("clauses", name)
        near, said = shape.nearest(name, known), self.model.judgement.said_at(name)
        if said:
            near, *blank = names_of(said)
            self.faults.broken.add(("clauses", near))
            where = f"the clause {near}{f', by {blank[0]}:' if blank else ''}"
            hint = f"it is said in {where}; see mou clauses {self.model.id} {near}"
        elif near:
            self.faults.broken.add(("clauses", near))
            hint = f"did you mean “{near}”?"
        else:
            hint = f"mou clauses {self.model.id} lists them; a clause of your own needs a title:"
        self.faults.break_key(UNKNOWN_CLAUSE, message, path, hint)

    def choice(self, clause: Clause, data: dict[str, Any]) -> Choice | None:
        if clause.optional and clause.id not in data:
            return None
        path: Path = ("clauses", clause.id)
        entry = data.get(clause.id)
        if isinstance(entry, str):
            if not self.wanted(clause, entry, path):
                return None
            entry = {}
        if not isinstance(entry, dict | None):
            message = f"“{clause.id}”: a mapping is expected here"
            self.faults.break_at(CODES.wrong_shape, message, path)
            return None
        return self.entry(clause, entry or {}, path)

    def wanted(self, clause: Clause, entry: str, path: Path) -> bool:
        try:
            wanted = read_flag(entry)
        except Unreadable:
            message = f"“{shown(entry)}” is not what the clause “{clause.id}” takes"
            hint = f"write {clause.id}: yes, or its blanks below it"
            self.faults.break_at(CODES.wrong_shape, message, path, hint)
            return False
        if not wanted and not clause.optional:
            message = f"the clause “{clause.id}” is required and cannot be left out by a “no”"
            hint = "to leave it out for a reason, write omit: {because: …}"
            self.faults.break_at("MOU116", message, path, hint)
        return wanted

    def entry(self, clause: Clause, entry: dict[str, Any], path: Path) -> Choice | None:
        given = entry.get("variant")
        variant = clause.default if given is None else given
        if variant is not None and not isinstance(variant, str):
            message = "“variant”: a single value is expected here"
            self.faults.break_at(CODES.wrong_shape, message, (*path, "variant"))
            return None
        if variant and variant not in clause.variants:
            self.unknown_variant(clause, variant, path)
            return None
        if entry.get("omit", "no") != "no":
            return self.departure(clause, "omit", entry, path)
        if entry.get("text") is not None:
            return self.departure(clause, "text", entry, path)
        return self.made(clause, variant or "", entry, path)

    def unknown_variant(self, clause: Clause, variant: str, path: Path) -> None:
        message = f"“{shown(variant)}” is not a variant of the clause “{clause.id}”"
        if clause.variants:
            hint = shape.did_you_mean(variant, list(clause.variants))
        else:
            hint = "this clause has no variants; delete the line"
        self.faults.break_at("MOU113", message, (*path, "variant"), hint)
        self.faults.broken.add(path)

    def departure(
        self, clause: Clause, kind: str, entry: dict[str, Any], path: Path
    ) -> Choice | None:
        """Return the choice of a clause that is left out or has a text of the config's own."""
        if kind == "omit" and clause.optional and not _keeps_number(entry):
            self.needless_omission(clause, path)
            return None
        useless = [key for key in entry if key not in _KEYS_OF_DEPARTURES[kind]]
        if useless:
            what = "left out" if kind == "omit" else "replaced by a text of your own"
            message = f"“{useless[0]}” has no effect: the clause “{clause.id}” is {what}"
            at: Path = (*path, useless[0])
            place = self.faults.source.key_place(at)
            hint = f"delete the line, or “{kind}”"
            found = Diagnostic("MOU123", Severity.ERROR, message, place, hint, path=at)
            self.faults.tell(found)
        if kind == "omit" and isinstance(entry["omit"], str | None):
            message = f"“{clause.id}” cannot be left out without a reason"
            hint = "say why, for the board that approves it: omit: {because: …}"
            self.faults.break_at(NO_REASON, message, (*path, "omit"), hint)
            return Choice(clause.id, omitted=True)
        wanted = {key: entry[key] for key in _KEYS_OF_DEPARTURES[kind] if key in entry}
        data: Any = self.faults.check_shape(self.compiled.entry(clause, ""), wanted, path)
        if kind == "omit":
            because = (data.get("omit") or {}).get("because")
            self.require_reason(because, (*path, "omit"), f"“{clause.id}” is left out")
            return Choice(
                clause.id, omitted=True, keeps_number=_keeps_number(entry), because=because
            )
        because = data.get("because")
        self.require_reason(because, (*path, "text"), f"“{clause.id}” has a text of its own")
        return Choice(clause.id, own_text=data.get("text") or "…", because=because)

    def needless_omission(self, clause: Clause, path: Path) -> None:
        message = f"“{clause.id}” is an optional clause, which needs no “omit”"
        hint = f"delete “{clause.id}”; an optional clause stands only where it is named"
        self.faults.break_key(CODES.unknown_key, message, (*path, "omit"), hint, at=path)

    def require_reason(self, because: str | None, path: Path, what: str) -> None:
        if not because or not because.strip():
            hint = "say why, for the board that approves it: because: …"
            self.faults.lack(NO_REASON, f"{what} without a reason", path, hint)

    def made(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> Choice | None:
        """Return the choice of a clause in the model's words.

        Most configs say the same of most clauses: where nothing is at fault, the choice depends on
        that alone and is kept.
        """
        faults, text = self.faults, repr(entry)
        if faults.broken:
            return self.read(clause, variant, entry, path)
        kept = self.compiled.choices.get((clause.id, variant, text))
        if kept is not None:
            return kept
        before = len(faults.found)
        choice = self.read(clause, variant, entry, path)
        if choice is not None and len(faults.found) == before and not faults.broken:
            self.compiled.keep((clause.id, variant, text), choice)
        return choice

    def read(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> Choice | None:
        data = self.relied_on(clause, variant, entry, path)
        because = data.get("because")
        if clause.variants and not variant:
            names = [name for name, each in clause.variants.items() if not each.open]
            message = f"no variant is chosen for the clause “{clause.id}” ({clause.title})"
            hint = f"write variant: and one of: {', '.join(names)}"
            if path not in self.faults.source.values:
                hint = f"add {clause.id}: under clauses; below it, {hint}"
            self.faults.lack(NOT_CHOSEN, message, path, hint)
            return Choice(clause.id)
        chosen = clause.variants.get(variant)
        if chosen and chosen.open:
            message = f"the clause “{clause.id}” is left open, as the model leaves it"
            self.faults.report(LEFT_OPEN, message, (*path, "variant"))
        return Choice(clause.id, variant, self.values(clause, variant, data, path), because=because)

    def relied_on(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> dict[str, Any]:
        """Return what of ``entry`` is of the right shape."""
        if not entry:
            return {}
        owners, blanks = clause.owners, clause.blanks_of(variant)
        foreign = {key: owners[key] for key in entry if key in owners and key not in blanks}
        for key, its_owners in foreign.items():
            self.foreign_blank(key, its_owners, variant, path)
        own = {key: each for key, each in entry.items() if key not in foreign and key != "omit"}
        data: Any = self.faults.check_shape(self.compiled.entry(clause, variant), own, path)
        return {key: each for key, each in data.items() if not self.has_hole(each, (*path, key))}

    def foreign_blank(self, key: str, owners: Sequence[str], variant: str, path: Path) -> None:
        chosen = f"not of “{variant}”" if variant else "and no variant is chosen"
        listed = ", ".join(f"“{each}”" for each in owners)
        message = f"“{key}” is a blank of {listed}, {chosen}"
        hint = f"write variant: {' or '.join(owners)}; or delete the line"
        if not variant:  # one finding is enough: it says already that no variant is chosen
            self.faults.broken.add(path)
        self.faults.break_key("MOU114", message, (*path, key), hint)

    def has_hole(self, value: object, path: Path) -> bool:
        """Tell whether ``value`` is a list of which an entry is not to be relied on."""
        hole = isinstance(value, list) and None in value
        if hole:
            self.faults.broken.add(path)
        return hole

    def values(
        self, clause: Clause, variant: str, entry: dict[str, Any], path: Path
    ) -> dict[str, Value]:
        blanks = clause.blanks_of(variant)
        values: dict[str, Value] = {}
        for name, blank in blanks.items():
            value = blank_value(blank, entry.get(name))
            if value is None and not self.faults.is_broken((*path, name)):
                value = blank.default
            if value is not None and value != ():
                values[name] = value
        if not any(self.faults.is_broken((*path, name)) for name in blanks):
            values |= remainders(clause.sums_of(variant), values)
        for name, blank in blanks.items():
            self.check_given(clause, blank, values, (*path, name))
            self.check_rows(clause, blank, values.get(name), (*path, name))
        return values

    def check_given(
        self, clause: Clause, blank: Blank, values: Mapping[str, Value], path: Path
    ) -> None:
        """Report a blank that is needed and not given, or left open."""
        if blank.required and blank.id not in values:
            message = f"{clause.title}: {is_missing(blank.label)}"
            hint = f"add {blank.id}: to {clause.id}"
            if blank.type is Type.ROWS:
                needed = (each.id for each in blank.columns.values() if each.required)
                hint += f", as {blank.id}: [{{{', '.join(f'{each}: …' for each in needed)}}}]"
            hint += f". {blank.guidance}" if blank.guidance else ""
            self.faults.lack(MISSING, message, path, hint)
        elif values.get(blank.id) is Open.OPEN:
            self.faults.report(LEFT_OPEN, f"{clause.title}: {blank.label} is left open", path)

    def check_rows(self, clause: Clause, blank: Blank, value: Value | None, path: Path) -> None:
        """Report the cells that a table lacks, or leaves open."""
        if not isinstance(value, tuple):
            return
        for number, row in enumerate(value):
            if row is Open.OPEN:
                message = f"{clause.title}: {blank.label} is left open"
                self.faults.report(LEFT_OPEN, message, (*path, number))
            if blank.type is not Type.ROWS or not isinstance(row, dict):
                continue
            for column, part in blank.columns.items():
                at: Path = (*path, number, column)
                if part.required and column not in row:
                    message = f"{clause.title}: {is_missing(part.label)} in row {number + 1}"
                    self.faults.lack(MISSING, message, at, f"add {column}: to the row")
                elif row.get(column) is Open.OPEN:
                    self.faults.report(LEFT_OPEN, f"{clause.title}: {part.label} is left open", at)


def _keeps_number(entry: Mapping[str, Any]) -> bool:
    """Tell whether a clause that is left out leaves its number behind."""
    omit = entry.get("omit")
    return isinstance(omit, dict) and omit.get("number") == STAYS
