"""Checking a config: everything that there is to say about it, in one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mou_builder.check import rules
from mou_builder.check.form import OPEN_CODES, read_config
from mou_builder.check.rule import Case
from mou_builder.config.config import Config
from mou_builder.config.shape import did_you_mean
from mou_builder.config.values import shown
from mou_builder.config.yaml_source import Source
from mou_builder.diagnostic import Diagnostic, Place, Severity
from mou_builder.library.library import Library
from mou_builder.library.model import Model


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


def check(source: Source, library: Library, as_of: date | None = None) -> Checked:
    """Check a config against its model; raise `Refused` if the library itself has faults."""
    named = source.data.get("model") if isinstance(source.data, dict) else None
    if not isinstance(named, str) or named not in library.model_ids:
        return Checked(source, None, None, (_no_model(source, named, library),))
    model = library.model(named)
    reading = read_config(source, model, library.requirement_set_ids)
    found = list(reading.diagnostics)
    if reading.config:
        case = Case(source, reading.config, model, as_of)
        found += [each for rule in rules.ALL for each in rule(case)]
    found.sort(key=lambda each: (each.place, each.code))
    return Checked(source, model, reading.config, tuple(found))


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
