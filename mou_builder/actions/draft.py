"""A config that is being written: its form, the agreement that it makes so far, what is found.

Between the core and the workbench: no files, no clock. An unfinished config is drafted, too: what
it lacks is an open point, and what cannot be read is as if it were lacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.check.form import read_config
from mou_builder.check.requirements import sets_asked_for
from mou_builder.check.rule import Case
from mou_builder.check.satisfaction import Satisfaction, satisfaction
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.difference.redline import redline
from mou_builder.drafting.form.config_form import ConfigForm, config_form, offered_by
from mou_builder.drafting.form.own_words import as_own_text
from mou_builder.drafting.form.posted import Posted, form_changes
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.requirement import RequirementSet
from mou_builder.yamltext.changes import NotEditable, at_path, text_at
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path, Source, parse


@dataclass(frozen=True)
class HeldTo:
    """A requirement set that a draft is held to, and how each requirement stands."""

    wanted: RequirementSet
    found: tuple[Satisfaction, ...]

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(each.met for each in self.found)


@dataclass(frozen=True)
class Draft:
    """What a config is so far. ``agreement`` is None where nothing can be assembled of it."""

    checked: Checked
    model: Model
    agreement: Agreement | None
    held_to: tuple[HeldTo, ...]

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is found about it."""
        return self.checked.diagnostics

    @property
    def is_finished(self) -> bool:
        """Whether nothing keeps it from being signed."""
        return not self.checked.errors


@dataclass(frozen=True)
class FilledIn:
    """The text of a config after a form came back.

    ``refused`` is what could not be taken; ``grows`` tells that its form is another one now.
    """

    text: str
    refused: tuple[Diagnostic, ...] = ()
    grows: bool = False


def draft_of(source: Source, library: Library, as_of: date) -> Draft:
    """Return what a config is so far; raise `Refused` where it names no model of the library."""
    checked = check(source, library, as_of)
    if isinstance(checked, Ready):
        config, model = checked.config, checked.model
        broken: frozenset[Path] = frozenset()
    else:
        named = model_of(checked, library)
        if named is None:
            raise Refused(checked.diagnostics)
        try:
            reading = read_config(source, named, library.requirement_set_ids)
        except Refused:
            return Draft(checked, named, None, ())
        config, model, broken = reading.config, reading.model, reading.broken
    case = Case(source, config, model, as_of, broken)
    try:
        agreement = assemble(config, model, draft=bool(checked.errors))
    except (Refused, KeyError):  # what is broken cannot be put together
        agreement = None
    return Draft(checked, model, agreement, tuple(_held_to(case, library)))


def model_of(checked: Checked, library: Library) -> Model | None:
    """Return the model of a config, with its own clauses where it is ready; None where none is."""
    if isinstance(checked, Ready):
        return checked.model
    named = at_path(checked.source.data, ("model",))
    if not isinstance(named, str) or named not in library.model_ids:
        return None
    return library.model(named)


def _held_to(case: Case, library: Library) -> Sequence[HeldTo]:
    sets = [library.requirement_set(each.id) for each in sets_asked_for(case, (), library)]
    return [
        HeldTo(each, satisfaction(case, each))
        for each in sets
        if not each.models or case.model.id in each.models
    ]


def form_of(draft: Draft, library: Library) -> ConfigForm:
    """Return the form of a draft, with its own clauses apart from those of the model."""
    data = draft.checked.source.data
    model = library.model(draft.model.id)
    return config_form(data, model, offered_by(library, model, text_at(data, ("state",))))


def filled_in(text: str, draft: Draft, form: ConfigForm, posted: Posted) -> FilledIn:
    """Return the ``text`` of a draft's config after its ``form`` came back as ``posted``."""
    source = draft.checked.source
    own = parse(source.text.encode(), source.file).data if source.bases else source.data
    provisions = draft.agreement.provisions if draft.agreement else ()

    def words(clause: str) -> str | None:
        """Return the words of a clause as it prints, to begin another wording."""
        return next((as_own_text(each.blocks) for each in provisions if each.id == clause), None)

    found = form_changes(form, posted, own, words)
    if not found.changes:
        return FilledIn(text, found.refused)
    try:
        return FilledIn(edit(text, found.changes), found.refused, found.grows)
    except NotEditable as fault:
        hint = "edit the file itself"
        said = Diagnostic("MOU622", Severity.ERROR, str(fault), source.place(()), hint)
        return FilledIn(text, (*found.refused, said))


def marked(saved: Draft | None, draft: Draft) -> Agreement | None:
    """Return the agreement of a draft with what changed since it was saved marked in it."""
    if draft.agreement is None or saved is None or saved.agreement is None:
        return draft.agreement
    return redline(saved.agreement, draft.agreement)
