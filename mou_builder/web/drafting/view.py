"""What the page Draft shows: findings at their fields, the agreement beside, what is left to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from mou_builder.actions.draft import Draft, HeldTo, marked
from mou_builder.agreement.document import Agreement
from mou_builder.check.acceptance import can_be_accepted
from mou_builder.check.rule import Finding
from mou_builder.config.config import chosen_variants
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.drafting.form.config_form import ConfigForm
from mou_builder.drafting.form.fields import Entries, FormPart, Rows, ValueField
from mou_builder.drafting.form.posted import acceptance_name
from mou_builder.frozen import dataclass
from mou_builder.library.model import ByDigest
from mou_builder.report.clause_preview import clause_preview, values_for, variant_preview
from mou_builder.report.diagnostics.on_pages import in_titles, on_a_page, required_on_a_page
from mou_builder.report.draft.preview import findings_html, preview_html
from mou_builder.yamltext.dotted import dotted

TOP = ""
"""The place of a finding that is about no field."""


@dataclass(frozen=True)
class DraftView:
    """A draft and its form, with everything in its place; ``slots`` are the names of its fields."""

    draft: Draft
    form: ConfigForm
    findings: tuple[Diagnostic, ...]
    slots: frozenset[str]
    said: dict[str, list[Diagnostic]]
    preview: Markup
    printed: frozenset[str]
    is_changed: bool

    @property
    def to_do(self) -> int:
        """How many findings keep it from being signed."""
        return self.count(Severity.ERROR)

    @property
    def to_look_at(self) -> int:
        """How many findings a person should look at."""
        return self.count(Severity.WARNING)

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of a severity."""
        return sum(each.severity is severity for each in self.findings)

    @property
    def held_to(self) -> Sequence[HeldTo]:
        """The requirement sets as checklists."""
        return self.draft.held_to

    def target(self, path: Iterable[str | int]) -> str:
        """Return the name of the field for a path, or of what holds it."""
        return _slot_of_path(tuple(path), self.slots)

    def told(self, name: str) -> Markup:
        """Return what is found at a name, with room to accept what can be accepted."""
        return findings_html(self.said.get(name, ()), reason_for=_reason_for)

    def prints(self, clause: str, variant: str) -> tuple[str, ...]:
        """Return the paragraphs of a wording with the values so far, and other blanks by name."""
        model = self.form.model
        so_far = values_for(model, clause, variant, self.draft.checked.source.data)
        return _kept_paragraphs(ByDigest(model), clause, variant, json.dumps(so_far))

    def titled(self, words: str) -> str:
        """Return words that name clauses by their ids, with their titles."""
        return in_titles(words, self.draft.model)

    def may_fold(self, part: FormPart) -> bool:
        """Tell whether a part may be folded away: it is empty, and nothing is missing there."""
        match part:
            case ValueField(required=False, value="") | Rows(required=False, rows=()):
                pass
            case Entries(required=False, entries=(), expected=False):
                pass
            case _:
                return False
        return part.name not in self.printed and not self.below(part.name)

    def below(self, name: str) -> int:
        """Return how many errors are said at a name or below it."""
        return sum(
            each.severity is Severity.ERROR
            for slot, found in self.said.items()
            if slot == name or slot.startswith(f"{name}.")
            for each in found
        )


def view_of(draft: Draft, form: ConfigForm, saved: Draft | None, *, is_changed: bool) -> DraftView:
    """Return a draft as the page shows it, beside the state that was saved."""
    slots = frozenset(names_in(form))
    said: dict[str, list[Diagnostic]] = {}
    findings = tuple(_findings_on_page(draft))
    for each in findings:
        said.setdefault(_slot_of_path(each.path, slots), []).append(each)
    agreement = marked(saved if is_changed else None, draft)
    preview = (
        preview_html(agreement, findings, slots | _anchors_in(form)) if agreement else Markup()
    )
    printed = frozenset(_blanks_printed(agreement) if agreement else ())
    return DraftView(draft, form, findings, slots, said, preview, printed, is_changed)


def _findings_on_page(draft: Draft) -> Iterator[Diagnostic]:
    """Yield the findings as the page words them."""
    required = {
        f"{held.wanted.id}/{each.requirement.id}": (held.wanted, each.by)
        for held in draft.held_to
        for each in held.found
    }
    chosen = chosen_variants(draft.checked.source.data)
    for found in draft.diagnostics:
        about = found.about if isinstance(found, Finding) else ""
        if found.code == "MOU350" and about in required and found.severity is not Severity.NOTE:
            found = required_on_a_page(found, *required[about])
        yield on_a_page(found, draft.model, chosen)


def names_in(form: ConfigForm) -> set[str]:
    """Return the names of everything in a form that a finding can stand at."""
    names = {each.name for each in form.clauses()}
    for part in form.parts():
        names.add(part.name)
        match part:
            case Entries():
                names |= {each.name for each in part.in_own_words}
            case Rows():
                names |= {cell.name for row in part.with_empty for cell in row}
            case _:
                pass
    return names


def _anchors_in(form: ConfigForm) -> set[str]:
    """Return further names that printed words lead to: choices of a text, and ticked entries."""
    names = {f"{each.name}.variant" for each in form.clauses() if each.cards}
    for part in form.parts():
        if isinstance(part, Entries):
            names |= {f"{part.name}.{at}" for at in range(len(part.entries))}
    return names


def _slot_of_path(path: tuple[str | int, ...], slots: frozenset[str]) -> str:
    for length in range(len(path), 0, -1):
        name = dotted(path[:length])
        if name in slots:
            return name
    return TOP


def _blanks_printed(agreement: Agreement) -> set[str]:
    runs = (run for block in agreement.blocks() for run in block.runs)
    return {each.blank for run in runs for each in run if each.blank}


def _reason_for(found: Diagnostic) -> str:
    """Return the name of the field for the reason to accept a finding; "" where none can."""
    if isinstance(found, Finding) and can_be_accepted(found):
        return acceptance_name(found.code, found.about)
    return ""


@lru_cache(1000)
def _kept_paragraphs(model: ByDigest, clause: str, variant: str, so_far: str) -> tuple[str, ...]:
    with_values = clause_preview(model.model, clause, json.loads(so_far))
    return tuple(with_values or variant_preview(model.model, clause, variant))
