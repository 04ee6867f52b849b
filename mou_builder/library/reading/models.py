"""Loading a model: its model.yaml, the clauses that it places, and what must fit between them."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.library.clause import Clause, Variant
from mou_builder.library.files import LibraryFile, LibraryFiles, model_ids, plan_path
from mou_builder.library.model import (
    Closing,
    Correction,
    Model,
    PartyKind,
    PartyPlan,
    Recital,
    SectionPlan,
)
from mou_builder.library.provenance import Provenance
from mou_builder.library.reading.clauses import error, read_clause, text_faults
from mou_builder.library.reading.judgements import judgement_faults
from mou_builder.library.reading.rows import Row, one_line, row_of
from mou_builder.library.reading.shaped import CODES
from mou_builder.library.reading.shapes import model_shape
from mou_builder.library.reading.snippets import Snippets, read_snippets
from mou_builder.library.reviews import load_reviews
from mou_builder.library.states import States, load_states, unknown_states
from mou_builder.yamltext import shape
from mou_builder.yamltext import source as yaml_source
from mou_builder.yamltext.source import Path, Source

INHERITED = (
    *("recitals", "agreement_line", "sections", "closing", "parties", "kinds", "judgement"),
    "contradictions",
)
"""The keys of model.yaml that a model has from its base where it does not give them itself."""


def load_model(files: LibraryFiles, id_wanted: str) -> Model:
    """Load one model; raise `Refused` with all that is wrong in its files."""
    plan = files.read(plan_path(id_wanted))
    if plan is None:
        hint = shape.did_you_mean(id_wanted, list(model_ids(files)))
        message = f"there is no model “{id_wanted}” in the library"
        raise Refused((Diagnostic("MOU206", Severity.ERROR, message, Place(id_wanted), hint),))
    source = yaml_source.parse(plan.raw, plan.shown)
    data: Any = source.data
    base = files.read(plan_path(str(data.get("base")))) if isinstance(data, dict) else None
    given: dict[str, Any] = {}
    inherited: tuple[str, ...] = ()
    if base:
        from_base: Any = yaml_source.parse(base.raw, base.shown).data
        given = from_base if isinstance(from_base, dict) else {}
        inherited = tuple(key for key in INHERITED if key in given and key not in data)
        data = {key: given[key] for key in inherited} | data
    plans = [plan, *([base] if base else ())]
    verified = all(each.digest in files.verified for each in plans)
    found = [] if verified else list(shape.validate(model_shape(), data, source, CODES))
    if not found and data["id"] != id_wanted:
        message = f"the folder is named {id_wanted}, but the id of its model is “{data['id']}”"
        found.append(error("MOU209", message, source, ("id",), f"write id: {id_wanted}"))
    if found or not isinstance(data, dict):
        raise Refused(tuple(found))
    model = _Loader(files, source, plans).model(data)
    of_base = Provenance(given.get("provenance") or Provenance.MODEL)
    return replace(model, inherited=inherited, base_provenance=of_base)


def without_foreign_citations(model: Model, states: States) -> Model:
    """Return a model whose clauses cite no state's law but that of the states it is made for.

    A clause that is taken from a base rests there on the law of the base's state.
    """

    def kept(citations: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in citations if set(states.named_in(each)) <= {*model.states})

    def of_variant(variant: Variant) -> Variant:
        return replace(variant, citations=kept(variant.citations))

    clauses = {
        name: replace(
            each,
            citations=kept(each.citations),
            variants={key: of_variant(variant) for key, variant in each.variants.items()},
        )
        for name, each in model.clauses.items()
    }
    return replace(model, clauses=clauses)


class _Loader:
    def __init__(self, files: LibraryFiles, source: Source, plans: list[LibraryFile]) -> None:
        self.files = files
        self.source = source
        self.found: list[Diagnostic] = []
        self.digest = hashlib.sha256(b"".join(each.raw for each in plans))
        self.verified = all(each.digest in files.verified for each in plans)
        self.snippets = Snippets()

    def model(self, data: dict[str, Any]) -> Model:
        clauses = self.clauses(data, [row_of(SectionPlan, each) for each in data["sections"]])
        model = row_of(
            Model,
            data,
            subtitle=one_line(data.get("subtitle")),
            recitals=tuple(row_of(Recital, each) for each in data.get("recitals") or ()),
            clauses=clauses,
            closing=_read_closing(data["closing"]),
            parties=_by_id(PartyPlan, data["parties"]),
            kinds=_by_id(PartyKind, data["kinds"]),
            corrections=tuple(_read_correction(each) for each in data.get("corrections") or ()),
            digest=self.digest.hexdigest(),
            reviews=load_reviews(self.files),
        )
        if data.get("base"):
            model = without_foreign_citations(model, load_states(self.files))
        if not self.found:
            self.found += self.faults(model)
        if self.found:
            raise Refused(tuple(self.found))
        return model

    def clauses(self, data: dict[str, Any], sections: Iterable[SectionPlan]) -> dict[str, Clause]:
        folders = [each for each in (data["id"], data.get("base")) if each]
        self.snippets = read_snippets(self.files, folders)
        self.digest.update(self.snippets.raw)
        clauses: dict[str, Clause] = {}
        for at, section in enumerate(sections):
            for number, name in enumerate(section.clauses):
                path: Path = ("sections", at, "clauses", number)
                if name in clauses:
                    message = f"the clause “{name}” is placed twice"
                    hint = "delete it in one of the two places"
                    self.found.append(error("MOU211", message, self.source, path, hint))
                    continue
                self.add_clause(name, folders, clauses, path)
        placed = {name for section in sections for name in section.clauses}
        self.require_all_placed(data["id"], placed)
        return clauses

    def add_clause(
        self, name: str, folders: list[str], clauses: dict[str, Clause], path: Path
    ) -> None:
        candidates = (self.files.read(f"{each}/clauses/{name}.yaml") for each in folders)
        file = next((each for each in candidates if each), None)
        if file is None:
            hint = shape.did_you_mean(name, self.clause_ids(folders))
            message = f"there is no file for the clause “{name}”"
            self.found.append(error("MOU210", message, self.source, path, hint))
            return
        self.digest.update(file.raw)
        try:
            verified = self.snippets.verified and file.digest in self.files.verified
            clauses[name] = read_clause(file, name, self.snippets, verified=verified)
        except Refused as refused:
            self.found += refused.diagnostics

    def clause_ids(self, folders: Iterable[str]) -> list[str]:
        return [
            name.removesuffix(".yaml")
            for folder in folders
            for name in self.files.names(f"{folder}/clauses")
            if name.endswith(".yaml")
        ]

    def require_all_placed(self, model: str, placed: set[str]) -> None:
        for name in self.clause_ids([model]):
            if name not in placed:
                message = f"no section of the model places the clause “{name}”"
                place = Place(f"{model}/clauses/{name}.yaml", 1)
                hint = f"name it under a section in {self.source.file}"
                self.found.append(Diagnostic("MOU216", Severity.ERROR, message, place, hint))

    def faults(self, model: Model) -> Iterator[Diagnostic]:
        yield from self.reference_faults(model)
        yield from self.correction_faults(model)
        for key in ("district", "agency"):
            if key not in model.parties:
                message, hint = f"every model has the party “{key}”", f"write {key}: … there"
                yield error("MOU205", message, self.source, ("parties",), hint)
        own = self.source.data if isinstance(self.source.data, dict) else {}
        if "judgement" in own:  # that of the base may name clauses which this model does not have
            yield from judgement_faults(model.judgement, model.clauses, self.source)
        if "contradictions" in own:
            yield from self.contradiction_faults(model)
        if not self.verified:
            yield from self.faults_of_texts(model)

    def correction_faults(self, model: Model) -> Iterator[Diagnostic]:
        texts = _correctable_texts(model)
        for number, each in enumerate(model.corrections):
            path: Path = ("corrections", number)
            if each.target not in texts:
                hint = shape.did_you_mean(each.target, list(texts))
                message = f"nothing is called “{each.target}”"
                yield error("MOU212", message, self.source, (*path, "in"), hint)
            elif not in_words(each.find).search(texts[each.target]):
                message = f"“{each.find}” does not occur in “{each.target}”"
                hint = "copy the words from the text, or delete the correction"
                yield error("MOU212", message, self.source, (*path, "find"), hint)

    def contradiction_faults(self, model: Model) -> Iterator[Diagnostic]:
        for name in dict.fromkeys(model.contradictions.clauses()):
            if name not in model.clauses:
                message = f"the contradictions of the model name “{name}”, which does not exist"
                hint = shape.did_you_mean(name, list(model.clauses))
                yield error("MOU215", message, self.source, ("contradictions",), hint)

    def reference_faults(self, model: Model) -> Iterator[Diagnostic]:
        for clause in model.clauses.values():
            for name in (*clause.requires, *clause.conflicts):
                other, _, variant = name.partition("/")
                known = model.clauses.get(other)
                if known is None or (variant and variant not in known.variants):
                    message = f"the clause “{clause.id}” names “{name}”, which does not exist"
                    hint = shape.did_you_mean(other, list(model.clauses))
                    if known:
                        hint = shape.did_you_mean(variant, list(known.variants))
                    place = Place(clause.file, 1)
                    yield Diagnostic("MOU215", Severity.ERROR, message, place, hint)

    def state_faults(self, model: Model) -> Iterator[Diagnostic]:
        named = [(self.source.file, model.states)]
        for clause in model.clauses.values():
            of_variants = (code for each in clause.variants.values() for code in each.states)
            named.append((clause.file, (*clause.states, *of_variants)))
        if any(codes for _, codes in named):
            known = load_states(self.files)
            for file, codes in named:
                yield from unknown_states(codes, known, file)

    def faults_of_texts(self, model: Model) -> Iterator[Diagnostic]:
        yield from self.state_faults(model)
        parts = [("title", model.title), ("subtitle", model.subtitle)]
        parts += [("agreement_line", model.agreement_line)]
        for name, text in parts:
            yield from text_faults(text, (), self.source, (name,))
        day = ("day", "month", "year")
        yield from text_faults(model.closing.text, day, self.source, ("closing", "text"))
        for number, each in enumerate(model.recitals):
            yield from text_faults(each.text, (), self.source, ("recitals", number, "text"))


def _correctable_texts(model: Model) -> dict[str, str]:
    """Return by each name that a correction may give all that is corrected under it."""
    named = [("title", model.title), ("agreement_line", model.agreement_line)]
    named += [(each.id, each.text) for each in model.recitals]
    named += [(each.id, each.heading) for each in model.sections]
    for clause in model.clauses.values():
        texts = (clause.text, *(each.text for each in clause.variants.values()))
        named += [(clause.id, each) for each in texts]
    by_name: defaultdict[str, str] = defaultdict(str)
    for name, text in named:
        by_name[name] += f"{text}\n"
    return by_name


@lru_cache(maxsize=256)
def in_words(find: str) -> re.Pattern[str]:
    """Return a pattern for words that may stand on several lines."""
    return re.compile(r"\s+".join(re.escape(each) for each in find.split()))


def _by_id(row: Callable[..., Row], data: dict[str, Any]) -> dict[str, Row]:
    return {name: row_of(row, each, id=name) for name, each in data.items()}


def _read_correction(data: dict[str, Any]) -> Correction:
    return Correction(
        id=data["id"],
        target=data["in"],
        find=data["find"],
        replace=data["replace"],
        because=one_line(data["because"]),
        citation=one_line(data.get("citation")),
    )


def _read_closing(data: dict[str, Any]) -> Closing:
    left_open = {part: str(data["open"].get(part, "_____")) for part in ("day", "month", "year")}
    pen = {**left_open, **(data.get("pen") or {})}
    beside = data.get("beside") or {}
    words = tuple(each.casefold() for each in beside.get("words") or ())
    return Closing(one_line(data["text"]), left_open, pen, words, one_line(beside.get("marked")))
