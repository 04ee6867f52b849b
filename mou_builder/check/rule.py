"""A rule of judgement: a function that looks at a whole config and yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mou_builder.config.config import Config
from mou_builder.config.yaml_source import Path, Source
from mou_builder.diagnostic import Diagnostic, Severity
from mou_builder.library.model import Model


@dataclass(frozen=True)
class Case:
    """What a rule looks at. ``as_of`` is the day on which it is asked; None leaves it out."""

    source: Source
    config: Config
    model: Model
    as_of: date | None = None

    def finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        path: Path,
        hint: str | None = None,
        basis: str | None = None,
    ) -> Diagnostic:
        """Return a diagnostic at ``path`` of the config."""
        return Diagnostic(code, severity, message, self.source.place(path), hint, basis)


Rule = Callable[[Case], Iterator[Diagnostic]]
