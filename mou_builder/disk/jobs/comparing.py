"""One agreement in two folders compared, as a job that a process of a batch does."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from mou_builder.actions.compare import ComparisonOptions, Form, compare_sides, config_side, shown
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.files import write_file
from mou_builder.disk.opening import open_config, open_library
from mou_builder.disk.pairs import Pair
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.report.comparison.wording import comparison_summary


@dataclass(frozen=True)
class DiffOutcome:
    """What came of one pair: what is printed or was written, and what there is to say."""

    text: str = ""
    written: Path | None = None
    said: str = ""
    is_equal: bool = True
    is_refused: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class PairComparing:
    """How pairs are compared; called with a pair, it compares that one.

    ``libraries`` are those of the old agreements and those of the new ones; ``folder`` is where
    outputs go, None to print them.
    """

    libraries: tuple[tuple[Path, ...], tuple[Path, ...]]
    form: Form
    looks: ComparisonOptions
    folder: Path | None = None
    force: bool = False

    @cached_property
    def opened(self) -> tuple[Library, Library]:
        """The libraries of both sides, opened in the process that compares."""
        old, new = self.libraries
        library = open_library(new)
        return (library if old == new else open_library(old), library)

    def __call__(self, pair: Pair) -> DiffOutcome:
        """Compare one pair; what stands against it is in the outcome."""
        try:
            return self.compared(pair)
        except Refused as refused:
            return DiffOutcome(is_equal=False, is_refused=True, diagnostics=refused.diagnostics)

    def compared(self, pair: Pair) -> DiffOutcome:
        sides = [
            config_side(open_config(each), library)
            for each, library in zip((pair.old, pair.new), self.opened, strict=True)
        ]
        compared = compare_sides(*sides)
        comparison = compared.comparison
        told = (*sides[0].diagnostics, *sides[1].diagnostics)
        if comparison.is_equal:
            return DiffOutcome(said=comparison_summary(comparison), diagnostics=told)
        target = self.target(pair)
        looks = replace(self.looks, file=str(target or pair.name))
        data, more = shown(compared, self.form, looks)
        if target is not None:
            write_file(target, data, self.force)
        return DiffOutcome(
            text="" if target else data.decode(),
            written=target,
            said=comparison_summary(comparison),
            is_equal=False,
            diagnostics=(*told, *more),
        )

    def target(self, pair: Pair) -> Path | None:
        """Return where the comparison of a pair is written; None where it is printed."""
        if self.folder is None:
            return None
        ending = ".txt" if self.form is Form.TEXT else f".{self.form.value}"
        return (self.folder / pair.name).with_suffix(ending)
