"""One config renewed, and its packet made, as a job that a process of a batch does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import chain
from pathlib import Path

from mou_builder.actions.renew import (
    Ask,
    Decisions,
    as_signed,
    next_term_text,
    nobody,
    renewal_of,
    successors,
    told_of_next,
)
from mou_builder.check.checking import Checked, check
from mou_builder.diagnostic import Diagnostic, Refused, as_typed, refusal
from mou_builder.disk.beside import amended_already, configs_with_history
from mou_builder.disk.files import FilesBeside, write_beside
from mou_builder.disk.listing import ListedFile
from mou_builder.disk.opening import (
    config_of,
    open_config,
    open_library,
    open_template,
    source_date,
    template_path,
)
from mou_builder.frozen import dataclass, field, replace
from mou_builder.library.library import Library
from mou_builder.renewal.renew import Renewal
from mou_builder.report.renewal_text import renewal_text
from mou_builder.review.returned_copy import NO_AUTHOR


class RenewResult(Enum):
    """What became of a config."""

    RENEWED = "renewed"
    THERE = "renewed already"
    FAILED = "failed"


@dataclass(frozen=True)
class RenewOutcome:
    """What became of a config, and what there is to say about it.

    ``text`` tells what the next term changes; ``written`` are the places of the files, and
    ``beside`` are those that are not there yet. ``errors`` are why nothing was written, or what the
    next term's config still has against it.
    """

    result: RenewResult
    text: str = ""
    written: tuple[Path, ...] = ()
    beside: FilesBeside | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PacketLooks:
    """How the packets for boards look: ``folder`` is where they go, each in one of its own."""

    folder: Path
    template: Path | None
    fonts: tuple[Path, ...]


@dataclass(frozen=True)
class Renewing:
    """What is wanted of every config that is renewed; called with one, it renews that one.

    Its files are then beside their places, and `put_in_place` ends the job. ``output`` is the file
    of the next term, or a folder for those of many; beside the config if it is None. ``written`` is
    a next term that is there already, or a folder to find it in; then only the packet is made.
    ``old_library`` has the clauses as they were when this term was made.
    """

    libraries: tuple[Path, ...]
    as_of: date
    are_many: bool
    until: date | None = None
    old_library: Path | None = None
    decisions: Decisions = field(default_factory=Decisions)
    output: Path | None = None
    written: Path | None = None
    packet: PacketLooks | None = None
    force: bool = False
    ask: Ask = nobody

    @cached_property
    def library(self) -> Library:
        """The library, opened in the process that renews."""
        return open_library(self.libraries)

    @cached_property
    def before(self) -> Library | None:
        """The library as it was when the terms were made."""
        return open_library((self.old_library,)) if self.old_library else None

    def __call__(self, file: ListedFile) -> RenewOutcome:
        """Renew one config; whatever stands against it is in the outcome."""
        texts: dict[str, str] = {}
        try:
            return self.renewed(file, texts)
        except Refused as refused:
            there = all(each.code in _THERE for each in refused.diagnostics)
            result = RenewResult.THERE if there and self.are_many else RenewResult.FAILED
            return RenewOutcome(
                result,
                diagnostics=refused.diagnostics,
                errors=refused.diagnostics,
                texts=texts,
            )

    @staticmethod
    def put_in_place(outcome: RenewOutcome) -> RenewOutcome:
        """Put the files that are beside their places there."""
        if outcome.beside is None:
            return outcome
        try:
            outcome.beside.put_in_place()
        except Refused as refused:
            said = refused.diagnostics
            return RenewOutcome(RenewResult.FAILED, diagnostics=said, errors=said)
        return replace(outcome, beside=None)

    def renewed(self, file: ListedFile, texts: dict[str, str]) -> RenewOutcome:
        checked = check(open_config(file.path), self.library)
        texts |= checked.source.texts()
        home = self.home(file)
        others = amended_already(checked.source, home, self.library)
        renewal = renewal_of(checked, self.until, self.before, others)
        files: dict[Path, bytes] = {}
        told: list[Diagnostic] = []
        if self.written is None:
            target = self.target(file, renewal)
            folders = dict.fromkeys((file.folder, home))
            there = chain(*(configs_with_history(each, checked.source) for each in folders))
            text = next_term_text(
                checked, renewal, self.before, self.decisions, target, there, self.ask
            )
            files[target] = text.encode()
            source = config_of(files[target], str(target))
        else:
            target = self.next_term(file, checked, renewal)
            source = open_config(target)
            told += told_of_next(checked, renewal, source)
        following = check(source, self.library)
        texts |= source.texts()
        told = [*following.diagnostics, *told]
        if self.packet is not None:
            made, said = self.packet_of(file, target, checked, following, renewal)
            files |= made
            told += said
        return RenewOutcome(
            RenewResult.RENEWED,
            text="" if self.written else renewal_text(renewal, self.as_of),
            written=tuple(files),
            beside=write_beside(files, self.force),
            diagnostics=tuple(told),
            errors=following.errors,
            texts=texts,
        )

    def home(self, file: ListedFile) -> Path:
        """Return the folder in which the next term of a config is, or is to be."""
        if self.output is None:
            return file.folder
        return self.output / file.below if self.are_many else self.output.parent

    def target(self, file: ListedFile, renewal: Renewal) -> Path:
        """Return the file of the next term: named for the year in which it ends."""
        if self.output is not None and not self.are_many:
            return self.output
        path = file.path
        return self.home(file) / f"{renewal.named_after(path.stem)}{path.suffix}"

    def next_term(self, file: ListedFile, checked: Checked, renewal: Renewal) -> Path:
        """Return the next term that is there; raise `Refused` (MOU810) where a folder has none."""
        assert self.written is not None
        if not self.written.is_dir():
            return self.written
        folder = self.written / file.below
        there = configs_with_history(folder, checked.source)
        found = next(successors(checked.source, renewal.old.until, there), None)
        if found is None:
            message = f"in {folder} is no config that was renewed from this one"
            raise refusal(
                "MOU810", str(file.path), message, f"write it: mou renew {as_typed(file.path)}"
            )
        return Path(found)

    def packet_of(
        self,
        file: ListedFile,
        target: Path,
        checked: Checked,
        following: Checked,
        renewal: Renewal,
    ) -> tuple[dict[Path, bytes], tuple[Diagnostic, ...]]:
        from mou_builder.actions.packet import PacketOptions, as_edited, packet  # slow to load

        assert self.packet is not None
        options = PacketOptions(
            template=open_template(self.packet.template),
            template_name=str(template_path(self.packet.template)),
            fonts=self.packet.fonts,
            as_of=self.as_of,
            author=NO_AUTHOR,
            names=(file.name, target.name),
            made=source_date(),
        )
        signed, edited = as_signed(checked, self.before), as_edited(renewal, following)
        made = packet(signed, following, edited, self.library, options)
        folder = self.packet.folder / (file.output if self.are_many else "")
        return {folder / name: data for name, data in made.files.items()}, made.diagnostics


_THERE = ("MOU629", "MOU802")
"""The codes of an agreement that goes on in another config: as amended, or in its next term."""
