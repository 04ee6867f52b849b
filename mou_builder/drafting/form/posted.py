"""A filled-in form becomes changes of the config: only what is different from what was shown.

A field that does not come back, or comes back as it was, changes nothing. What is emptied loses its
value and keeps its line; a row or an entry of a list that is emptied goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.drafting.form.clauses import ClauseSection, Wording, variant_in
from mou_builder.drafting.form.config_form import ConfigForm
from mou_builder.drafting.form.fields import (
    Entries,
    FieldGroup,
    FormPart,
    InFile,
    Rows,
    ValueField,
)
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.yamltext.changes import (
    Append,
    Delete,
    Set,
    YamlChange,
    at_path,
    edited,
    mapping_at,
)
from mou_builder.yamltext.dotted import dotted, names_of
from mou_builder.yamltext.source import FORBIDDEN, Path, Plain

ACCEPTED: Path = ("accept",)
Posted = Mapping[str, Sequence[str]]
"""What a form says, by the names of its fields; a list of entries to tick has several values."""

REMOVE = "remove"
"""The field that names what is to be taken out as a whole."""
ADD_CLAUSES = "further"
"""The field that names opt-in clauses to be added."""
NEW_CLAUSE, NEW_PARTY, NEW_RECITAL = "new-clause", "new-party", "new-recital"
NEW_ACCEPTANCE = "new-acceptance"
"""How the names of the fields begin that add what the config does not have yet."""
_FINDING = pattern(rf"{NEW_ACCEPTANCE}\.(MOU3\d\d)\.(.*)")


@dataclass(frozen=True)
class FormChanges:
    """What a form changes, and what of it could not be taken.

    ``grows`` tells whether something comes or goes, after which the form must be made anew.
    """

    changes: tuple[YamlChange, ...]
    refused: tuple[Diagnostic, ...] = ()
    grows: bool = False


def form_changes(
    form: ConfigForm, posted: Posted, own: Plain, words: Callable[[str], str | None]
) -> FormChanges:
    """Return what ``posted`` changes in a config whose form was ``form``.

    ``own`` is what the file says itself, without what it extends. ``words`` gives the text of a
    clause as it prints, for a clause that is to get own text.
    """
    reading = _Posted(form, posted, own, words)
    reading.read()
    return FormChanges(tuple(reading.changes), tuple(reading.refused), reading.grows)


class _Posted:
    def __init__(
        self, form: ConfigForm, posted: Posted, own: Plain, words: Callable[[str], str | None]
    ) -> None:
        self.form = form
        self.posted = posted
        self.data = own
        self.words = words
        self.changes: list[YamlChange] = []
        self.refused: list[Diagnostic] = []
        self.grows = False

    def read(self) -> None:
        for section in self.form.sections:
            for part in section.parts:
                self.part(part)
            for clause in section.clauses:
                self.clause(clause)
        for name in self.posted.get(ADD_CLAUSES, ()):
            if name in {each.id for each in self.form.further}:
                self.grow(Set(("clauses", name), self.entry_of(name)))
        self.add_clause()
        self.add_party()
        self.add_recital()
        for name in self.posted.get(REMOVE, ()):
            self.remove(name)

    # -- making changes

    def make(self, change: YamlChange) -> None:
        self.changes.append(change)
        self.data = edited(self.data, change)

    def grow(self, change: YamlChange) -> None:
        self.grows = True
        self.make(change)

    def set(self, path: Path, value: Plain) -> None:
        """Give a value, also below one that stands where a mapping is needed now (``yes``)."""
        for length in range(1, len(path)):
            if isinstance(at_path(self.data, path[:length]), str):
                for part in reversed(path[length:]):
                    value = {str(part): value}
                self.make(Set(path[:length], value))
                return
        self.make(Set(path, value))

    # -- what came back

    def value(self, name: str) -> str | None:
        """Return what came back for a field, or None if nothing did or it cannot be taken."""
        values = self.posted.get(name)
        if not values:
            return None
        value = _with_yaml_line_ends(values[-1])
        if found := FORBIDDEN.search(value):
            code = f"U+{ord(found[0]):04X}"
            message = f"a control character ({code}) that no document can show"
            path: Path = names_of(name)
            self.refused.append(
                Diagnostic("MOU004", Severity.ERROR, message, Place(""), "type the words", None,
                           path)
            )  # fmt: skip
            return None
        return value

    def changed(self, field: ValueField) -> str | None:
        """Return the new words of a field, "" where it was emptied; None where it is as it was."""
        value = self.value(field.name)
        if value is None or value == _with_yaml_line_ends(field.value):
            return None
        return value if value.strip() else ""

    # -- the parts

    def part(self, part: FormPart) -> None:
        match part:
            case ValueField():
                value = self.changed(part)
                if value is not None and (value or part.value):
                    self.set(part.path, value or None)
            case Entries():
                self.entries(part)
            case Rows():
                self.rows(part)
            case FieldGroup():
                self.group(part)
            case InFile():
                pass

    def group(self, group: FieldGroup) -> None:
        before = len(self.changes)
        for part in group.parts:
            match part:
                case Rows(path=(*_, "signatories"), rows=()):
                    self.further_signatories(group, part)
                case _:
                    self.part(part)
        there = at_path(self.data, group.path)
        is_empty = isinstance(there, dict) and not any(_has_words(each) for each in there.values())
        if group.optional and is_empty and len(self.changes) > before:
            self.make(Delete(group.path))

    def further_signatories(self, party: FieldGroup, part: Rows) -> None:
        """Put the person who signs, and those who are added now, into one list."""
        new = [row for row in self.new_rows(part, 0) if row]
        if new:
            one = at_path(self.data, (*party.path, "signatory"))
            first = [one] if isinstance(one, dict) else []
            self.grow(Set(part.path, [*first, *new]))
            if first:
                self.make(Delete((*party.path, "signatory")))

    def rows(self, rows: Rows) -> None:
        gone: list[int] = []
        changed: dict[int, dict[str, str]] = {}
        for at, row in enumerate(rows.rows):
            values = {each.path[-1]: self.changed(each) for each in row}
            new = {str(name): value for name, value in values.items() if value is not None}
            left = [new.get(str(each.path[-1]), each.value) for each in row]
            if new and not any(left):
                gone.append(at)
            elif new:
                changed[at] = new
        added = [row for row in self.new_rows(rows, len(rows.rows)) if row]
        if rows.path == ACCEPTED:
            added += self.accepted()
        shown: list[Plain] = [
            {str(each.path[-1]): each.value for each in row if each.value} for row in rows.rows
        ]
        self.list_changes(rows.path, shown, changed, gone, added)

    def new_rows(self, rows: Rows, first: int) -> Iterator[dict[str, Plain]]:
        for at in self.numbers(rows.path, first):
            values = {
                str(each.path[-1]): self.value(dotted((*rows.path, at, each.path[-1])))
                for each in rows.columns
            }
            yield {name: value for name, value in values.items() if value and value.strip()}

    def accepted(self) -> Iterator[dict[str, Plain]]:
        """Yield the acceptances of findings for which a reason came back from beside them."""
        for name in self.posted:
            found = _FINDING.fullmatch(name)
            because = self.value(name) if found else None
            if found and because and because.strip():
                self.grows = True
                about = {"about": found[2]} if found[2] else {}
                yield {"code": found[1], **about, "because": because}

    def numbers(self, path: Path, first: int) -> list[int]:
        """Return the numbers of the entries of a list that came back, from ``first`` on."""
        pattern = re.compile(re.escape(dotted(path)) + r"\.(\d{1,4})(?:\..*)?")
        found = (pattern.fullmatch(name) for name in self.posted)
        return sorted({number for each in found if each and (number := int(each[1])) >= first})

    def entries(self, part: Entries) -> None:
        ticked = self.posted.get(part.name)
        gone: list[int] = []
        changed: dict[int, str] = {}
        for at, entry in enumerate(part.entries):
            if entry in part.choices:
                if ticked is not None and entry not in ticked:
                    gone.append(at)
                continue
            field = ValueField((*part.path, at), part.label, value=entry)
            value = self.changed(field)
            if value:
                changed[at] = value
            elif value is not None and entry:
                gone.append(at)
        added: list[Plain] = [
            each for each in part.choices if each in (ticked or ()) and each not in part.entries
        ]
        if part.own:
            for at in self.numbers(part.path, len(part.entries)):
                value = self.value(dotted((*part.path, at)))
                if value and value.strip():
                    added.append(value)
        self.list_changes(part.path, list(part.entries), changed, gone, added)

    def list_changes(
        self,
        path: Path,
        shown: list[Plain],
        changed: Mapping[int, str | dict[str, str]],
        gone: Sequence[int],
        added: Sequence[Plain],
    ) -> None:
        """Change entries where they stand, add and take away; in a list of a base, make it anew."""
        if not (changed or gone or added):
            return
        there = at_path(self.data, path)
        if shown and not (isinstance(there, list) and len(there) == len(shown)):
            self.set(path, shown)  # the list of what this config extends
        for at, value in changed.items():
            if isinstance(value, str):
                self.set((*path, at), value)
                continue
            for name, words in value.items():
                self.cell((*path, at, name), words)
        for each in added:
            if isinstance(at_path(self.data, path), list) and at_path(self.data, path):
                self.make(Append(path, each))
            else:
                self.set(path, [each])
        for at in reversed(gone):
            self.grow(Delete((*path, at)))

    def cell(self, path: Path, value: str) -> None:
        row = at_path(self.data, path[:-1])
        if value:
            self.set(path, value)
        elif isinstance(row, dict) and path[-1] in row:
            self.make(Delete(path))

    # -- clauses

    def clause(self, clause: ClauseSection) -> None:
        wording = self.value(clause.wording_name) if clause.cards else None
        known = {each.value for each in clause.cards}
        if wording is not None and wording in known and wording != clause.wording:
            self.reworded(clause, wording)
            return
        for part in clause.parts:
            self.part(part)

    def reworded(self, clause: ClauseSection, wording: str) -> None:
        """Give a clause another wording; what both texts need is kept, the rest goes."""
        self.grows = True
        entry: dict[str, Plain]
        if wording == Wording.OMITTED:
            entry = {"omit": {"because": None}}
        elif wording == Wording.OWN:
            entry = {"text": self.words(clause.id), "because": None}
        else:
            entry = self.with_variant(clause, variant_in(wording))
        if not entry:  # the model's text, of which nothing is to be said
            if at_path(self.data, clause.path) is not None:
                self.make(Set(clause.path, "yes") if clause.optional else Delete(clause.path))
            return
        self.set(clause.path, entry)

    def with_variant(self, clause: ClauseSection, variant: str) -> dict[str, Plain]:
        model = self.form.model.clauses[clause.id]
        blanks = model.blanks_of(variant)
        for part in clause.parts:
            if str(part.path[2]) in blanks:
                self.part(part)
        given = mapping_at(self.data, clause.path)
        shown = {str(part.path[2]): part for part in clause.parts}
        kept: dict[str, Plain] = {"variant": variant} if variant else {}
        for name, blank in blanks.items():
            if name in given:
                kept[name] = given[name]
            elif isinstance(field := shown.get(name), ValueField) and field.value:
                kept[name] = field.value
            elif blank.required and blank.default is None:
                kept[name] = None
        return kept

    def entry_of(self, name: str) -> Plain:
        """Return the entry that adds an opt-in clause to a config: its required blanks, or yes."""
        clause = self.form.model.clauses[name]
        needed: dict[str, Plain] = {"variant": None} if clause.variants else {}
        needed |= {
            each.id: None
            for each in clause.blanks.values()
            if each.required and each.default is None
        }
        return needed or "yes"

    # -- what is new

    def said(self, prefix: str, *keys: str) -> dict[str, Plain]:
        """Return what came back in the fields of a prefix, those that are empty left out."""
        given = {key: self.value(f"{prefix}.{key}") for key in keys}
        return {key: each for key, each in given.items() if each and each.strip()}

    def add_below(self, path: Path, wanted: str, taken: Iterable[str], entry: Plain) -> None:
        """Add an entry to a mapping, under an id that it does not have yet."""
        id_ = _free_id(wanted, {*taken, *mapping_at(self.data, path)})
        self.grow(Set((*path, id_), entry))

    def add_clause(self) -> None:
        said = self.said(NEW_CLAUSE, "title", "text", "after")
        if "title" in said or "text" in said:
            title = str(said.get("title") or "A clause of our own")
            entry = {"title": title, "text": None, **said}
            wanted = _id_of_words(title) or "own-clause"
            self.add_below(("clauses",), wanted, self.form.model.clauses, entry)

    def add_party(self) -> None:
        said = self.said(NEW_PARTY, "name", "kind")
        if "name" in said:
            wanted = _id_of_words(str(said.get("kind") or "")) or "party"
            self.add_below(("parties",), wanted, (), said)

    def add_recital(self) -> None:
        said = self.said(NEW_RECITAL, "text", "after")
        if "text" in said:
            known = [each.id for each in self.form.model.recitals]
            self.add_below(("frame", "recitals"), "own-recital", known, said)

    def remove(self, name: str) -> None:
        """Take out what the form lets be taken out: a row, an entry, a party, a clause."""
        path = self.removable().get(name)
        if path is None:
            return
        there = _has_path(self.data, path)
        if path[0] == "clauses" and len(path) == 2 and not there:
            self.grow(Set(path, "no"))  # what a config extends has it
        elif there:
            self.grow(Delete(path))

    def removable(self) -> dict[str, Path]:
        found = {each.name: each.path for each in self.form.clauses() if each.optional}
        for part in self.form.parts():
            match part:
                case Rows(path=path, rows=rows):
                    found |= {dotted((*path, at)): (*path, at) for at in range(len(rows))}
                case Entries(path=path, entries=entries):
                    found |= {dotted((*path, at)): (*path, at) for at in range(len(entries))}
                case FieldGroup(removable=True) | InFile():
                    found[part.name] = part.path
                case _:
                    pass
        return {name: path for name, path in found.items() if path[0] not in ("model", "record")}


def acceptance_name(code: str, about: str) -> str:
    """Return the name of the field that takes the reason for which a finding is accepted."""
    return f"{NEW_ACCEPTANCE}.{code}.{about}"


def _with_yaml_line_ends(text: str) -> str:
    """Return words with the line ends that YAML has, whichever a browser sends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _has_words(plain: Plain) -> bool:
    match plain:
        case dict():
            return any(_has_words(each) for each in plain.values())
        case list():
            return bool(plain)
        case _:
            return bool(plain)


def _has_path(data: Plain, path: Path) -> bool:
    parent, last = at_path(data, path[:-1]), path[-1]
    match parent, last:
        case dict(), str():
            return last in parent
        case list(), int():
            return 0 <= last < len(parent)
        case _:
            return False


def _id_of_words(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:60].strip("-")


def _free_id(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken: the wanted one, or with a number behind it."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
