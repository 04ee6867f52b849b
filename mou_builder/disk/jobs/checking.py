"""One config checked, as a job that a process of a batch does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from mou_builder.check.checking import Ready, check
from mou_builder.check.rule import Case
from mou_builder.check.rules.reviews import review_findings
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.listing import ListedFile
from mou_builder.disk.opening import open_config, open_library
from mou_builder.frozen import dataclass, field
from mou_builder.library.library import Library
from mou_builder.library.model import Model


@dataclass(frozen=True)
class CheckResult:
    """What was found in a config, the texts it concerns, and its departures where asked for."""

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    departures: str = ""


@dataclass(frozen=True)
class Checking:
    """How configs are checked; called with a config, it checks that one.

    ``departures`` and ``reviewed`` ask for more, the former in ``colour`` and ``width``.
    """

    libraries: tuple[Path, ...]
    as_of: date
    requirements: tuple[str, ...] = ()
    departures: bool = False
    reviewed: bool = False
    colour: bool = False
    width: int = 100

    @cached_property
    def library(self) -> Library:
        """The library, opened in the process that checks."""
        return open_library(self.libraries)

    def __call__(self, file: ListedFile) -> CheckResult:
        """Check one config; that it cannot be read is a finding, too."""
        texts: dict[str, str] = {}
        try:
            return self.checked(file.path, texts)
        except Refused as refused:
            return CheckResult(refused.diagnostics, texts)

    def checked(self, path: Path, texts: dict[str, str]) -> CheckResult:
        source = open_config(path)
        texts |= source.texts()
        checked = check(source, self.library, self.as_of, self.requirements)
        found, shown = checked.diagnostics, ""
        if isinstance(checked, Ready):
            if more := self.further_findings(checked, path.parent):
                found = tuple(sorted((*found, *more), key=lambda each: (each.place, each.code)))
            shown = self.departures_of(checked) if self.departures else ""
        return CheckResult(found, texts if found else {}, shown)

    def further_findings(self, checked: Ready, folder: Path) -> list[Diagnostic]:
        """Return what is found beside the config's own faults: of executed copies, and reviews."""
        found: list[Diagnostic] = []
        if any(each.copy for each in checked.config.record):
            from mou_builder.disk.jobs.standing import copy_findings  # few have copies on record

            found += copy_findings(checked, folder)
        if self.reviewed:
            found += review_findings(Case(checked.source, checked.config, checked.model))
        return found

    def departures_of(self, checked: Ready) -> str:
        """Return in words how an agreement differs from its model."""
        from mou_builder.difference.departures import departures
        from mou_builder.report.departures_text import departures_text

        found = departures(checked.config, checked.model, self.published(checked.model.id))
        return departures_text(found, checked.source.file, color=self.colour, width=self.width)

    def published(self, model: str) -> Model:
        """Return a model as it is packaged, or as the library has it that brings it along."""
        packaged = open_library(())
        return (packaged if model in packaged.model_ids else self.library).model(model)
