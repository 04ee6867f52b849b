"""One config checked, as a job that a process of a batch does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mou_builder.check.checking import Ready, check
from mou_builder.check.rule import Case
from mou_builder.check.rules.reviews import review_findings
from mou_builder.diagnostic import Diagnostic, Refused
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
class CheckPlan:
    """How configs are checked.

    ``departures`` and ``reviewed`` ask for more, the former in ``colour`` and ``width``.
    """

    libraries: tuple[Path, ...]
    as_of: date
    requirements: tuple[str, ...] = ()
    departures: bool = False
    reviewed: bool = False
    colour: bool = False
    width: int = 100

    def __call__(self) -> Checker:
        """Return what does the jobs, made in the process that does them."""
        return Checker(self, open_library(self.libraries))


class Checker:
    """Checks config after config with one library."""

    def __init__(self, plan: CheckPlan, library: Library) -> None:
        self.plan = plan
        self.library = library

    def __call__(self, path: Path) -> CheckResult:
        """Check one config; that it cannot be read is a finding, too."""
        texts: dict[str, str] = {}
        try:
            return self.checked(path, texts)
        except Refused as refused:
            return CheckResult(refused.diagnostics, texts)

    def checked(self, path: Path, texts: dict[str, str]) -> CheckResult:
        source = open_config(path)
        texts |= source.texts()
        checked = check(source, self.library, self.plan.as_of, self.plan.requirements)
        diagnostics = checked.diagnostics
        if isinstance(checked, Ready) and any(each.copy for each in checked.config.record):
            from mou_builder.disk.status import copy_findings  # only for who has copies on record

            diagnostics = tuple(
                sorted(
                    (*diagnostics, *copy_findings(checked, path.parent)),
                    key=lambda each: (each.place, each.code),
                )
            )
        if self.plan.reviewed and isinstance(checked, Ready):
            case = Case(checked.source, checked.config, checked.model)
            found_unread = (*diagnostics, *review_findings(case))
            diagnostics = tuple(sorted(found_unread, key=lambda each: (each.place, each.code)))
        shown = ""
        if self.plan.departures and isinstance(checked, Ready):
            from mou_builder.difference.departures import departures
            from mou_builder.report.departures_text import departures_text

            found = departures(checked.config, checked.model, self.published(checked.model.id))
            plan = self.plan
            shown = departures_text(found, source.file, color=plan.colour, width=plan.width)
        return CheckResult(diagnostics, texts if diagnostics else {}, shown)

    def published(self, model: str) -> Model:
        """Return a model as it is packaged, or as the library has it that brings it along."""
        packaged = open_library(())
        return (packaged if model in packaged.model_ids else self.library).model(model)
