"""Checking a config: everything that there is to say about it, in one run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from mou_builder.check import rules
from mou_builder.check.acceptance import accepted
from mou_builder.check.codes import OPEN_CODES
from mou_builder.check.form import read_config
from mou_builder.check.requirements import requirement_findings
from mou_builder.check.rule import Case, Finding
from mou_builder.check.states import state_findings
from mou_builder.config.config import Config
from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.library.library import Library
from mou_builder.library.model import Model
from mou_builder.yamltext.shape import did_you_mean
from mou_builder.yamltext.source import Source
from mou_builder.yamltext.values import shown

MOST_OF_A_KIND = 100
"""How many findings one rule may make about one config."""


@dataclass(frozen=True)
class Checked:
    """A config that was checked; ``config`` and ``model`` are None where there is none to speak of.

    ``diagnostics`` stand in the order of their places.
    """

    source: Source
    model: Model | None
    config: Config | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps the agreement from being signed."""
        return tuple(each for each in self.diagnostics if each.severity is Severity.ERROR)

    @property
    def open_points(self) -> tuple[Diagnostic, ...]:
        """What is merely lacking, and a draft may leave open."""
        return tuple(each for each in self.diagnostics if each.code in OPEN_CODES)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The errors that even a draft may not have."""
        return tuple(each for each in self.errors if each.code not in OPEN_CODES)


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
        return Checked(source, None, None, (_no_model(source, named, library),))
    model = library.model(named)
    reading = read_config(source, model, library.requirement_set_ids)
    found = list(reading.diagnostics)
    model = reading.model or model
    if reading.config:
        case = Case(source, reading.config, model, as_of, reading.broken)
        found += _judged(case, requirement_sets, library, is_complete=not reading.diagnostics)
    found.sort(key=lambda each: (each.place, each.code))
    config = reading.config if reading.is_whole else None
    return Checked(source, model, config, tuple(found))


def _judged(
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
        return Diagnostic("MOU119", Severity.ERROR, message, Place(source.file), hint)
    message = f"there is no model “{shown(named)}”"
    hint = did_you_mean(named, list(library.model_ids))
    return Diagnostic("MOU119", Severity.ERROR, message, source.place(("model",)), hint)
