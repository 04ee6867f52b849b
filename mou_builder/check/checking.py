"""Checking a config: everything that there is to say about it, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from mou_builder.check import rules
from mou_builder.check.acceptance import accepted
from mou_builder.check.codes import NO_MODEL, OPEN_CODES, may_stand_in_a_draft
from mou_builder.check.form import read_config
from mou_builder.check.record.words import (
    facts_with_words,
    words_are_on_record,
    words_of_record,
)
from mou_builder.check.requirements import requirement_findings
from mou_builder.check.rule import Case, Finding
from mou_builder.check.state_law import state_findings
from mou_builder.config.amendments import newest
from mou_builder.config.config import Config
from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.library.typed.values import shown
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Source

MOST_OF_A_KIND = 100
"""How many findings one rule may make about one config."""


@dataclass(frozen=True)
class _Found:
    """What was found about a config, in the order of its places."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the agreement from being signed."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)

    @property
    def open_points(self) -> tuple[Diagnostic, ...]:
        """What is lacking, and may be left open in a draft."""
        return tuple(each for each in self.diagnostics if each.code in OPEN_CODES)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The errors beside what is lacking."""
        return tuple(each for each in self.errors if each.code not in OPEN_CODES)

    @property
    def obstacles(self) -> tuple[Diagnostic, ...]:
        """The errors that even a draft may not have."""
        return tuple(each for each in self.errors if not may_stand_in_a_draft(each.code))


@dataclass(frozen=True)
class Ready(_Found):
    """A config that could be read as a whole, and its model; it may still have `errors`.

    ``words`` are the digests that its words may have on record (`words_as_now`), where the record
    speaks of them; else nothing.
    """

    config: Config
    model: Model
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotReady(_Found):
    """A config that cannot be used; ``diagnostics`` say why."""


Checked = Ready | NotReady
"""A config that was checked."""


def ready(checked: Checked) -> Ready:
    """Return a config that can be used; raise `Refused` with what was found about another."""
    if isinstance(checked, NotReady):
        raise Refused(checked.diagnostics)
    return checked


def check(
    source: Source,
    library: Library,
    as_of: date | None = None,
    requirement_sets: tuple[str, ...] = (),
) -> Checked:
    """Check a config against its model, the sets that it names and the given ``requirement_sets``.

    Raises `Refused` if the library itself has faults, or has no such requirement set.
    """
    named = source.data.get("model") if isinstance(source.data, dict) else None
    if not isinstance(named, str) or named not in library.model_ids:
        return NotReady(source, (_no_model(source, named, library),))
    model = library.model(named)
    try:
        reading = read_config(source, model, library.requirement_set_ids)
    except Refused as refused:
        return NotReady(source, _in_order(refused.diagnostics))
    config, model = reading.config, reading.model
    case = Case(source, config, model, as_of, reading.broken)
    found = [*reading.diagnostics]
    found += _findings_of_rules(
        case, requirement_sets, library, is_complete=not reading.diagnostics
    )
    if not reading.is_whole:
        return NotReady(source, _in_order(found))
    words: tuple[str, ...] = ()
    if kept := facts_with_words(config.record, newest(source.data)):
        words = words_of_record(kept, source.data, config, model)
        found += words_are_on_record(case, words)
    return Ready(source, _in_order(found), config, model, words)


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda each: (each.place, each.code)))


def _findings_of_rules(
    case: Case, requirement_sets: tuple[str, ...], library: Library, *, is_complete: bool
) -> Iterator[Finding]:
    """Yield what the rules and the requirement sets find, and what of it is accepted."""
    findings: list[Finding] = []
    for rule in rules.ALL:
        findings += islice(rule(case), MOST_OF_A_KIND)
    findings += state_findings(case, requirement_sets, library)
    findings += requirement_findings(case, requirement_sets, library)
    yield from accepted(case, findings, is_complete=is_complete)


def _no_model(source: Source, named: object, library: Library) -> Diagnostic:
    if not isinstance(source.data, dict):
        message, hint = "a config is a mapping (key: value)", "start from an example: mou init"
        return Diagnostic("MOU102", Severity.ERROR, message, source.place(()), hint)
    if not isinstance(named, str):
        message = "the config does not say which model it is made from"
        hint = f"write model: followed by one of: {', '.join(library.model_ids)}"
        return Diagnostic(NO_MODEL, Severity.ERROR, message, Place(source.file, 1), hint)
    message = f"there is no model “{shown(named)}”"
    hint = did_you_mean(named, list(library.model_ids))
    return Diagnostic(NO_MODEL, Severity.ERROR, message, source.place(("model",)), hint)
