"""A whole config as a form, section by section, made from its model and what it says so far."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mou_builder.agreement.wording import capitalized
from mou_builder.check.own_words import own_entries
from mou_builder.check.shapes import FRAME_LINES, config_shape
from mou_builder.drafting.form.clauses import ClauseSection, clause_section, own_clause_section
from mou_builder.drafting.form.fields import (
    Entries,
    FieldGroup,
    FormPart,
    Input,
    Rows,
    ValueField,
    parts_in,
)
from mou_builder.drafting.form.in_file import in_file
from mou_builder.drafting.form.of_shapes import shape_part, unknown
from mou_builder.drafting.interview.proposed import sets_for
from mou_builder.explanations.catalogue import packaged_catalogue
from mou_builder.frozen import dataclass, replace
from mou_builder.library.clause import Clause
from mou_builder.library.library import Library
from mou_builder.library.model import ByDigest, Model
from mou_builder.yamltext.changes import list_at, mapping_at
from mou_builder.yamltext.shape import Schema
from mou_builder.yamltext.source import Path, Plain


@dataclass(frozen=True)
class FormSection:
    """Parts of the form under one heading; ``clauses`` in the order in which they print."""

    id: str
    title: str
    parts: tuple[FormPart, ...] = ()
    clauses: tuple[ClauseSection, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class FurtherClause:
    """An opt-in clause that can still be added."""

    id: str
    title: str
    guidance: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class ConfigForm:
    """A config as a form, with the clauses that its model offers in addition."""

    model: Model
    sections: tuple[FormSection, ...]
    further: tuple[FurtherClause, ...] = ()

    def parts(self) -> Iterator[FormPart]:
        """Yield every part, those in groups and in clauses included."""
        for section in self.sections:
            yield from parts_in(section.parts)
            for clause in section.clauses:
                yield from parts_in(clause.parts)

    def clauses(self) -> Iterator[ClauseSection]:
        """Yield the part of every clause."""
        for section in self.sections:
            yield from section.clauses


@dataclass(frozen=True)
class LibraryOffer:
    """What a library offers a config beside its model: states, and sets to be held to."""

    states: Mapping[str, str]
    sets: Mapping[str, str]


def offered_by(library: Library, model: Model, state: str) -> LibraryOffer:
    """Return the states by code, and the sets that agreements of ``model`` can be held to."""
    found = library.states.find(state) if state.strip() else None
    sets = sets_for(model, found.code if found else "", library)
    return LibraryOffer({each.name: each.name for each in library.states.by_code.values()}, sets)


TERM = ("term", "signed")
LAW = ("state", "requirements", "grant", "corrections")
BESIDE = ("accept",)
IN_FILE = ("extends", "model", "renewal", "amendments", "record", "history")
"""Keys that other commands write, or that make it another config."""
_SECTIONS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("term", "Term and signing", TERM, ""),
    ("law", "The law it is held to", LAW, ""),
    ("findings", "Findings that are accepted", BESIDE,
     "A finding of judgment that the board knows and accepts, with its reason."),
)  # fmt: skip


def config_form(data: Plain, model: Model, offered: LibraryOffer) -> ConfigForm:
    """Return the form of a config of ``model``, of which ``data`` is what it says so far."""
    return _Form(mapping_at(data), model, offered).form()


class _Form:
    def __init__(self, data: dict[str, Plain], model: Model, offered: LibraryOffer) -> None:
        self.data = data
        self.model = model
        self.offered = offered
        self.shape = _kept_shape(ByDigest(model), tuple(offered.sets))
        self.entries = mapping_at(data, ("clauses",))
        self.own = dict(own_entries(self.entries, model))
        self.schools = _schools_named(data)
        self.made: dict[str, ClauseSection | None] = {}

    def form(self) -> ConfigForm:
        sections = [FormSection("parties", "The parties", tuple(self.parties()))]
        sections += [
            FormSection(id_, title, tuple(self.part(key) for key in keys), help=help_)
            for id_, title, keys, help_ in _SECTIONS[:2]
        ]
        sections.append(FormSection("frame", "Title, recitals and closing", tuple(self.frame())))
        sections += self.clause_sections()
        id_, title, keys, help_ = _SECTIONS[2]
        sections.append(FormSection(id_, title, tuple(self.part(key) for key in keys), help=help_))
        rest = tuple(self.in_file())
        if rest:
            sections.append(FormSection("file", "Edited in the file", rest))
        return ConfigForm(self.model, tuple(sections), tuple(self.further()))

    def part(self, key: str) -> FormPart:
        part = shape_part(self.shape[key], (key,), self.data.get(key))
        match part:
            case ValueField(path=("state",)):
                return replace(part, suggestions=tuple(self.offered.states))
            case Entries(path=("requirements",)):
                return replace(part, choices=self.offered.sets, own=False)
            case ValueField(path=("corrections",)):
                return replace(part, usual=part.choices["all"])
            case FieldGroup(path=("grant",)):
                return replace(part, parts=tuple(self.grant(each) for each in part.parts))
            case Rows(path=("accept",)):
                columns = tuple(self.accepted(each) for each in part.columns)
                rows = tuple(tuple(self.accepted(each) for each in row) for row in part.rows)
                return replace(part, columns=columns, rows=rows)
            case FieldGroup():
                return replace(part, optional=key not in ("term",))
            case _:
                return part

    def grant(self, part: FormPart) -> FormPart:
        if isinstance(part, ValueField) and part.path == ("grant", "program"):
            return replace(part, suggestions=tuple(self.offered.sets), help="")
        return part

    # -- parties

    def accepted(self, cell: ValueField) -> ValueField:
        """Return a cell of an accepted finding, which is chosen by its title and its clause."""
        match cell.path[-1]:
            case "code":
                titles = {each.code: each.title for each in packaged_catalogue().judged}
                return replace(cell, label="What is found", help="", choices=titles,
                               input=Input.CHOICE)  # fmt: skip
            case "about":
                clauses = {each.id: each.title for each in self.model.clauses.values()}
                help_ = "where it is found more than once"
                return replace(cell, label="In which clause", help=help_, choices=clauses,
                               input=Input.CHOICE)  # fmt: skip
            case _:
                return cell

    def parties(self) -> Iterator[FormPart]:
        parties = self.data.get("parties")
        if not isinstance(parties, dict | None):
            yield in_file(("parties",), "Parties", parties)
            return
        for name in dict.fromkeys([*self.model.parties, *(parties or {})]):
            yield self.party(name, (parties or {}).get(name))

    def party(self, name: str, plain: Plain) -> FormPart:
        rules = self.shape["parties"]["schema"].get(name) or self.shape["parties"]["allow_unknown"]
        part = shape_part({**rules, "meta": {"title": self.party_label(name)}},
                          ("parties", name), plain)  # fmt: skip
        if not isinstance(part, FieldGroup):
            return part
        given = mapping_at(plain)
        parts = (self.of_party(each, given) for each in part.parts)
        needed = name in self.model.parties
        return replace(part, parts=tuple(each for each in parts if each), optional=False,
                       removable=not needed)  # fmt: skip

    def party_label(self, name: str) -> str:
        plan = self.model.parties.get(name)
        return capitalized(plan.label if plan else name.replace("-", " "))

    def of_party(self, part: FormPart, given: Mapping[str, Plain]) -> FormPart | None:
        match part:
            case ValueField(path=(*_, "kind")):
                kinds = {each.id: each.label for each in self.model.kinds.values()}
                usual = kinds.get("police", "") if part.path[1] == "agency" else ""
                return replace(part, choices=kinds, usual=usual)
            case ValueField(path=(*_, "name")):
                return replace(part, required=True)
            case Entries(path=(_, "district", "schools")):
                return replace(part, expected=True)
            case FieldGroup(path=(*_, "signatory")) if given.get("signatories") and not given.get(
                "signatory"
            ):
                return None
            case Rows(path=(*_, "signatories")) if not given.get("signatories"):
                help_ = "where more than one signs for this party"
                return replace(part, label="Further signatories", help=help_)
            case _:
                return part

    # -- the frame

    def frame(self) -> Iterator[FormPart]:
        given = self.data.get("frame")
        if not isinstance(given, dict | None):
            yield in_file(("frame",), "Frame", given)
            return
        frame = given or {}
        shapes = self.shape["frame"]["schema"]
        printed = {
            "title": self.model.title, "agreement_line": self.model.agreement_line,
            "subtitle": "", "closing": "",
        }  # fmt: skip
        for name in FRAME_LINES:
            part = shape_part(shapes[name], ("frame", name), frame.get(name))
            yield _of_model(part, printed[name])
        yield from self.recitals(frame.get("recitals"))
        yield from unknown(shapes, ("frame",), frame)

    def recitals(self, given: Plain) -> Iterator[FormPart]:
        path: Path = ("frame", "recitals")
        if not isinstance(given, dict | None):
            yield in_file(path, "Recitals", given)
            return
        rules = self.shape["frame"]["schema"]["recitals"]["allow_unknown"]
        published = {each.id: each for each in self.model.recitals}
        for number, name in enumerate(dict.fromkeys([*published, *(given or {})]), start=1):
            title = f"Recital {number}" if name in published else f"Recital of your own: {name}"
            part = shape_part({**rules, "meta": {"title": title}}, (*path, name),
                              (given or {}).get(name))  # fmt: skip
            if name in published:
                yield _of_model(part, published[name].text)
            elif isinstance(part, FieldGroup):
                yield replace(part, removable=True)
            else:
                yield part

    # -- the clauses

    def clause_sections(self) -> Iterator[FormSection]:
        broken = [
            in_file(("clauses", name), name, each, "nothing that a clause's entry says")
            for name, each in self.entries.items()
            if name not in self.own and self.section(name) is None
        ]
        for plan in self.model.sections:
            found = [self.section(name) for name in plan.clauses if self.stands(name)]
            clauses = tuple(each for each in found if each)
            if clauses:
                yield FormSection(f"section-{plan.id}", plan.heading, clauses=clauses)
        own = tuple(own_clause_section(name, each, self.model) for name, each in self.own.items())
        help_ = "Provisions that the model does not have."
        yield FormSection("own", "Clauses of your own", tuple(broken), own, help_)

    def stands(self, name: str) -> bool:
        clause = self.model.clauses[name]
        return not clause.optional or (name in self.entries and self.entries[name] != "no")

    def section(self, name: str) -> ClauseSection | None:
        if name not in self.made:
            entry = json.dumps(self.entries.get(name))
            self.made[name] = _kept_clause_section(ByDigest(self.model), name, entry, self.schools)
        return self.made[name]

    def further(self) -> Iterator[FurtherClause]:
        for plan in self.model.sections:
            for name in plan.clauses:
                clause: Clause = self.model.clauses[name]
                if not self.stands(name):
                    yield FurtherClause(name, clause.title, clause.guidance, clause.citations)

    # -- the rest

    def in_file(self) -> Iterator[FormPart]:
        for name, plain in self.data.items():
            if name in IN_FILE or name not in self.shape:
                help_ = "" if name in self.shape else "nothing that a config says"
                yield in_file((name,), name, plain, help_)
        if not isinstance(self.data.get("clauses"), dict | None):
            yield in_file(("clauses",), "clauses", self.data.get("clauses"))


@lru_cache(16)
def _kept_shape(known: ByDigest, sets: tuple[str, ...]) -> Schema:
    return config_shape(known.model, sets)


@lru_cache(400)
def _kept_clause_section(
    known: ByDigest, name: str, entry: str, schools: tuple[str, ...]
) -> ClauseSection | None:
    """Return the part of a clause, of which a config says what ``entry`` is as JSON."""
    clause = known.model.clauses.get(name)
    return clause_section(clause, json.loads(entry), schools) if clause else None


def _of_model(part: FormPart, text: str) -> FormPart:
    """Return the part of a line of the model, with the model's own words."""
    if not isinstance(part, FieldGroup):
        return part
    words = " ".join(text.split())
    return replace(part, help=f"The model says: {words}" if words else part.help)


def _schools_named(data: Plain) -> tuple[str, ...]:
    parties = mapping_at(data, ("parties",)).values()
    schools = (each for party in parties for each in list_at(party, ("schools",)))
    return tuple(dict.fromkeys(each for each in schools if isinstance(each, str)))
