"""Loading a requirement set from ``requirements/<id>.yaml``, and holding it against models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.library.clause import Blank, Clause
from mou_builder.library.files import REQUIREMENTS, LibraryFiles, requirement_set_ids
from mou_builder.library.model import Model
from mou_builder.library.reading.clauses import error, not_a_number
from mou_builder.library.reading.rows import one_line, row_of
from mou_builder.library.reading.shaped import CODES, shaped
from mou_builder.library.reading.shapes import (
    WAYS_TO_SATISFY,
    requirement_set_shape,
    satisfying_shape,
)
from mou_builder.library.requirement import (
    AllWanted,
    ClauseWanted,
    LawSource,
    NeverWanted,
    NotWanted,
    Reading,
    Requirement,
    RequirementSet,
    SignatoryWanted,
    TermWanted,
    Wanted,
)
from mou_builder.library.states import load_states, unknown_states
from mou_builder.library.typed.values import Type, Unreadable, is_yes, read_count
from mou_builder.yamltext import shape
from mou_builder.yamltext.source import Path
from mou_builder.yamltext.source import Source as YamlSource


def load_requirement_set(files: LibraryFiles, id_wanted: str) -> RequirementSet:
    """Load one requirement set; raise `Refused` with all that is wrong in its file."""
    known = requirement_set_ids(files)
    file = files.read(f"{REQUIREMENTS}/{id_wanted}.yaml") if id_wanted in known else None
    if file is None:
        hint = shape.did_you_mean(id_wanted, list(known))
        message = f"there is no requirement set “{id_wanted}” in the library"
        raise Refused((Diagnostic("MOU220", Severity.ERROR, message, Place(id_wanted), hint),))
    verified = file.digest in files.verified
    source, data = shaped(file, requirement_set_shape, verified=verified)
    reader = _SetReader(source, verified=verified)
    made = reader.requirement_set(data, id_wanted)
    if not verified:
        reader.found += unknown_states(made.states, load_states(files), source.file)
    if reader.found:
        raise Refused(tuple(reader.found))
    return made


class _SetReader:
    """Builds a requirement set from data of its shape; ``found`` collects what is wrong in it.

    The shapes of a file that is ``verified`` to be without fault are not examined again.
    """

    def __init__(self, source: YamlSource, *, verified: bool = False) -> None:
        self.source = source
        self.verified = verified
        self.found: list[Diagnostic] = []

    def requirement_set(self, data: dict[str, Any], id_wanted: str) -> RequirementSet:
        if data["id"] != id_wanted:
            message = f"the file is named {id_wanted}.yaml, but its id is “{data['id']}”"
            hint = f"write id: {id_wanted}, or name the file {data['id']}.yaml"
            self.found.append(error("MOU209", message, self.source, ("id",), hint))
        requirements = []
        seen: set[str] = set()
        for number, each in enumerate(data["requirements"]):
            path: Path = ("requirements", number)
            requirements.append(self.requirement(each, path, _law_source(data, LawSource())))
            if each["id"] in seen:
                message = f"the requirement “{each['id']}” is given twice"
                hint = "give one of them another id, or delete one"
                self.found.append(error("MOU221", message, self.source, (*path, "id"), hint))
            seen.add(each["id"])
        return row_of(
            RequirementSet,
            data,
            requirements=tuple(requirements),
            file=self.source.file,
            read_at=_law_source(data, LawSource()),
            partial=self.is_partial(data),
        )

    def is_partial(self, data: dict[str, Any]) -> bool:
        partial = is_yes(data.get("partial"))
        for key in ("was_read", "not_read"):
            if partial != bool(data.get(key)):
                message = "a partial set says what of the law was_read and what not_read; no other"
                hint = f"write {key}: …" if partial else f"write partial: yes, or delete {key}"
                path = ("partial",) if partial else (key,)
                self.found.append(error("MOU205", message, self.source, path, hint))
        return partial

    def requirement(self, data: dict[str, Any], path: Path, of_set: LawSource) -> Requirement:
        alternatives = [
            self.wanted(each, (*path, "satisfied_by", number))
            for number, each in enumerate(data["satisfied_by"])
        ]
        if (data.get("due_days") is None) != (data.get("grant") is None):
            message = "“due_days” and “grant” say together when an agreement is due"
            hint = "give both, or neither"
            self.found.append(error("MOU205", message, self.source, path, hint))
        satisfied_by = tuple(each for each in alternatives if each)
        read_at = _law_source(data, of_set)
        return row_of(Requirement, data, satisfied_by=satisfied_by, read_at=read_at)

    def wanted(self, data: object, path: Path) -> Wanted | None:
        kind = next(
            (key for key in WAYS_TO_SATISFY if isinstance(data, dict) and key in data), None
        )
        if kind is None or not isinstance(data, dict):
            message = "this does not say what satisfies the requirement"
            hint = f"give it one of the keys: {', '.join(WAYS_TO_SATISFY)}"
            self.found.append(error("MOU222", message, self.source, path, hint))
            return None
        if not self.verified and not self.is_of_shape(kind, data, path):
            return None
        match kind:
            case "clause":
                return self.clause_wanted(data, path)
            case "signatory":
                title, each_school = data.get("title") or "", is_yes(data.get("each_school"))
                return SignatoryWanted(data["signatory"], title, each_school)
            case "not":
                part = self.wanted(data["not"], (*path, "not"))
                if isinstance(part, ClauseWanted):
                    return NotWanted(part)
                message, hint = "what must not be there is a clause", "write not: {clause: …}"
                self.found.append(error("MOU222", message, self.source, (*path, "not"), hint))
                return None
            case "never":
                return NeverWanted(one_line(data["never"]))
            case "term":
                months = data.get("months")
                return TermWanted(data["term"], None if months is None else read_count(months))
            case _:
                parts = (
                    self.wanted(each, (*path, "all", number))
                    for number, each in enumerate(data["all"])
                )
                return AllWanted(tuple(each for each in parts if each))

    def is_of_shape(self, kind: str, data: dict[str, Any], path: Path) -> bool:
        faults = list(shape.validate(satisfying_shape(kind), data, self.source, CODES, path))
        self.found += faults
        return not faults

    def clause_wanted(self, data: dict[str, Any], path: Path) -> ClauseWanted:
        limits = ("minimum", "maximum", "equals", "includes", "mentions")
        asked = [key for key in limits if key in data]
        if asked and not data.get("blank"):
            message = f"“{asked[0]}” is asked of a blank, and none is named"
            self.found.append(error("MOU205", message, self.source, path, "add blank: and its id"))
        return ClauseWanted(
            clause=data["clause"],
            variants=self.words(data.get("variant"), (*path, "variant")),
            blank=data.get("blank"),
            minimum=self.number(data.get("minimum"), (*path, "minimum")),
            maximum=self.number(data.get("maximum"), (*path, "maximum")),
            equals=data.get("equals"),
            includes=self.words(data.get("includes"), (*path, "includes")),
            mentions=self.words(data.get("mentions"), (*path, "mentions")),
        )

    def words(self, value: object, path: Path) -> tuple[str, ...]:
        """Return one word, or each of a list of them."""
        match value:
            case None:
                return ()
            case str():
                return (value,)
            case list() if all(isinstance(each, str) for each in value):
                return tuple(value)
            case _:
                message, hint = "a word or a list of words is expected here", "write [one, two]"
                self.found.append(error("MOU202", message, self.source, path, hint))
                return ()

    def number(self, text: str | None, path: Path) -> Decimal | None:
        if text is None:
            return None
        bare = text.removesuffix("days").strip().removesuffix("%").removeprefix("$")
        try:
            return Decimal(read_count(bare)) if "." not in bare else Decimal(bare.replace(",", ""))
        except (Unreadable, ArithmeticError):
            self.found.append(not_a_number(text, self.source, path))
            return None


def _law_source(data: dict[str, Any], otherwise: LawSource) -> LawSource:
    how = data.get("how")
    return LawSource(
        address=(data.get("address") or otherwise.address).strip(),
        how=Reading(how) if how else otherwise.how,
        since=one_line(data.get("since")) or otherwise.since,
    )


def requirement_faults(wanted: RequirementSet, models: Sequence[Model]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every name in a set that none of ``models`` knows."""
    for requirement in wanted.requirements:
        for part in _innermost(requirement.satisfied_by):
            faults = [_unknown_name(part, model) for model in models]
            if faults and all(faults):
                code, message, hint = next(fault for fault in faults if fault)
                message = f"requirement “{requirement.id}”: {message}"
                yield Diagnostic(code, Severity.ERROR, message, Place(wanted.file, 1), hint)


def _innermost(wanted: Sequence[Wanted]) -> Iterator[Wanted]:
    for each in wanted:
        match each:
            case AllWanted(parts):
                yield from _innermost(parts)
            case NotWanted(part):
                yield part
            case _:
                yield each


def _unknown_name(wanted: Wanted, model: Model) -> tuple[str, str, str | None] | None:
    if not isinstance(wanted, ClauseWanted):
        return None
    clause = model.clauses.get(wanted.clause)
    if clause is None:
        hint = shape.did_you_mean(wanted.clause, list(model.clauses))
        return "MOU223", f"the model “{model.id}” has no clause “{wanted.clause}”", hint
    for name in wanted.variants:
        if name not in clause.variants:
            hint = shape.did_you_mean(name, list(clause.variants))
            return "MOU224", f"the clause “{clause.id}” has no variant “{name}”", hint
    return _unknown_blank(wanted, clause)


def _unknown_blank(wanted: ClauseWanted, clause: Clause) -> tuple[str, str, str | None] | None:
    if wanted.blank is None:
        return None
    variants = wanted.variants or ("", *clause.variants)
    blanks: dict[str, Blank] = {}
    for name in variants:
        blanks |= clause.blanks_of(name)
    blank = blanks.get(wanted.blank)
    if blank is None:
        hint = shape.did_you_mean(wanted.blank, list(blanks))
        return "MOU225", f"the clause “{clause.id}” has no blank “{wanted.blank}”", hint
    equal = (wanted.equals,) if wanted.equals and blank.type is Type.CHOICE else ()
    for choice in (*wanted.includes, *equal):
        if choice not in blank.choices:
            hint = shape.did_you_mean(choice, list(blank.choices))
            return "MOU226", f"the blank “{blank.id}” has no choice “{choice}”", hint
    return None
