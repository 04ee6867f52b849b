"""One config rendered and written, as a job that a process of a batch does."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path

from mou_builder import __version__
from mou_builder.actions.render import Output, RenderOptions, render
from mou_builder.check.checking import Checked, check
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.disk.files import FilesBeside, read_file, write_beside
from mou_builder.disk.listing import ListedFile
from mou_builder.disk.manifest import (
    RecordedOutputs,
    content_digest,
    digest,
    digest_of_files,
    is_up_to_date,
    made_of,
    recorded_outputs,
    to_write,
)
from mou_builder.disk.opening import open_config, open_library
from mou_builder.disk.packaged import PROGRAM, packaged
from mou_builder.frozen import dataclass, field, replace
from mou_builder.library.library import Library
from mou_builder.yamltext.source import Source

_LARGEST_OUTPUT = 200_000_000


class RenderResult(Enum):
    """What became of a config."""

    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class RenderJob:
    """A config, and what is recorded of its outputs."""

    config: ListedFile
    known: RecordedOutputs | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a config, and what there is to say about it.

    ``written`` are the outputs' places, ``folders`` those that they are really in, links followed;
    ``beside`` are those that are not there yet; ``printed`` is what was not to be written but
    shown.
    """

    result: RenderResult
    written: tuple[Path, ...] = ()
    folders: frozenset[Path] = frozenset()
    beside: FilesBeside | None = None
    printed: str = ""
    made: RecordedOutputs | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    open_points: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What kept the outputs from being made."""
        return self.diagnostics if self.result is RenderResult.FAILED else ()


@dataclass(frozen=True)
class Rendering:
    """What is wanted of every config of a batch; called with a job, it renders that one.

    Its outputs are then beside their places, and `put_in_place` ends the job. They lie below
    ``folder`` as the configs do below the folder that was named. ``standing`` is the digest of all
    that they have in common; None where nothing is recorded.
    """

    folder: Path
    libraries: tuple[Path, ...]
    options: RenderOptions
    as_of: date
    force: bool = False
    to_print: bool = False
    standing: str | None = None

    @cached_property
    def library(self) -> Library:
        """The library, opened in the process that renders."""
        return open_library(self.libraries)

    def __call__(self, job: RenderJob) -> Outcome:
        """Render one config; whatever stands against it is in the outcome."""
        texts: dict[str, str] = {}
        try:
            return self.rendered(job, texts)
        except Refused as refused:
            return Outcome(RenderResult.FAILED, diagnostics=refused.diagnostics, texts=texts)

    @staticmethod
    def put_in_place(outcome: Outcome) -> Outcome:
        """Put the outputs that are beside their places there."""
        if outcome.beside is None:
            return outcome
        try:
            folders = frozenset(outcome.beside.put_in_place())
        except Refused as refused:
            return Outcome(RenderResult.FAILED, diagnostics=refused.diagnostics)
        return replace(outcome, folders=folders, beside=None)

    def rendered(self, job: RenderJob, texts: dict[str, str]) -> Outcome:
        source = open_config(job.config.path)
        texts |= source.texts()
        inputs = self.inputs(job, texts)
        if inputs and self.is_there(job, inputs):
            return Outcome(RenderResult.UNCHANGED)
        checked = check(source, self.library, self.as_of)
        output = render(checked, self.options)
        outcome = Outcome(
            RenderResult.MADE,
            diagnostics=(*self.missed(source), *_findings_to_tell(checked, output)),
            open_points=checked.open_points if self.options.draft else (),
            texts=texts if checked.diagnostics or output.diagnostics else {},
        )
        if self.to_print:
            text = b"".join(output.files.values()).decode()
            return replace(outcome, printed=text)
        files, may_replace = self.to_write(job, output)
        made = made_of(inputs, output.files) if inputs else None
        return replace(
            outcome, written=tuple(files), beside=write_beside(files, may_replace), made=made
        )

    def missed(self, source: Source) -> Iterator[Diagnostic]:
        """Yield a warning where a conformed copy lacks a signed amendment."""
        as_of = self.options.conformed
        if as_of is None:
            return
        from mou_builder.disk.beside import amended_already  # which few copies ask for
        from mou_builder.portfolio.amended import amended_since

        others = amended_already(source, Path(source.file).parent, self.library)
        if found := amended_since(source, others, as_of):
            yield replace(found, severity=Severity.WARNING)

    def inputs(self, job: RenderJob, texts: Mapping[str, str]) -> str | None:
        if self.standing is None:
            return None
        name = os.fsencode(job.config.name)
        return digest([self.standing.encode(), name, *(each.encode() for each in texts.values())])

    def is_there(self, job: RenderJob, inputs: str) -> bool:
        """Whether every output that is wanted is there as it was recorded."""
        endings = [each.ending for each in self.options.formats]
        there = _digests_of_files(
            self.folder / job.config.below, recorded_outputs(job.known, endings)
        )
        return is_up_to_date(job.known, inputs, endings, there)

    def to_write(self, job: RenderJob, output: Output) -> tuple[dict[Path, bytes], bool]:
        """Return what is to be written, and whether it may replace what is there."""
        folder = self.folder / job.config.below
        files: Mapping[str, bytes] = output.files
        may_replace = self.force
        if self.standing is not None and not self.force:
            wanted = to_write(files, _digests_of_files(folder, files), job.known)
            files, may_replace = wanted.files, wanted.may_replace
        return {folder / name: data for name, data in files.items()}, may_replace


def _digests_of_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the digests of those files that are there."""
    found: dict[str, str] = {}
    for name in names:
        path = folder / name
        with suppress(Refused, OSError):
            if path.exists():  # what is not there is else looked for under other names
                found[name] = content_digest(read_file(path, _LARGEST_OUTPUT))
    return found


def _findings_to_tell(checked: Checked, output: Output) -> Sequence[Diagnostic]:
    told = [
        each
        for each in checked.diagnostics
        if each.severity is not Severity.ERROR or each in checked.faults
    ]
    return [*told, *output.diagnostics]


def digest_in_common(libraries: tuple[Path, ...], options: RenderOptions) -> str:
    """Return the digest of all but the configs that the outputs of a batch are made from."""
    asked = replace(options, template=b"", template_name="", fonts=())  # those by their content
    return digest(
        [
            __version__.encode(),
            digest_of_files([PROGRAM], "*.py").encode(),
            digest_of_files([packaged("clauses"), *libraries]).encode(),
            options.template,
            digest_of_files(options.fonts).encode(),
            repr(asked).encode(),
        ]
    )
