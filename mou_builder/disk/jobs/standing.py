"""How one file stands, as a job that a process of a batch does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

from mou_builder.check.checking import Checked, NotReady, Ready, check
from mou_builder.config.facts import Record
from mou_builder.diagnostic import Diagnostic, Refused, Severity
from mou_builder.disk.files import read_file
from mou_builder.disk.jobs.broken import broken
from mou_builder.disk.listing import ListedFile, is_within
from mou_builder.disk.opening import open_config, open_library
from mou_builder.frozen import dataclass
from mou_builder.library.library import Library
from mou_builder.library.typed.values import shown
from mou_builder.portfolio.portfolio import DOCUMENTS, AgreementDocument
from mou_builder.portfolio.standing import Standing, standing, unreadable
from mou_builder.portfolio.states import CopyState
from mou_builder.record.digest import LARGEST_COPY, digest_of_file
from mou_builder.yamltext.source import parse

_HEAD = 1024
"""Bytes in which a PDF says that it is one (ISO 32000-2, annex I)."""
_LARGEST_DOCUMENT = 100_000_000


@dataclass(frozen=True)
class StatusOfFile:
    """How files are looked at, on which day; called with a file, it tells how that one stands."""

    libraries: tuple[Path, ...]
    as_of: date

    @cached_property
    def library(self) -> Library:
        """The library, opened in the process that looks."""
        return open_library(self.libraries)

    def __call__(self, file: ListedFile) -> Standing | AgreementDocument | None:
        """Return how a config stands, or a document with the config in it; None for others."""
        path = file.path
        if path.suffix.lower() in DOCUMENTS:
            return _document_standing(path, self.library, self.as_of)
        try:
            checked = check(open_config(path), self.library, self.as_of)
        except Refused as refused:
            return unreadable(str(path), refused.diagnostics, self.as_of)
        return standing_on_disk(checked, path.parent, self.library, self.as_of)


def standing_on_disk(
    checked: Checked, folder: Path, library: Library, as_of: date, within: Path | None = None
) -> Standing:
    """Return how an agreement stands, with its executed copies as they are on the disk.

    With a folder ``within``, a copy on record outside of it is as if it were not there.
    """
    if isinstance(checked, NotReady):
        return standing(checked, as_of)
    config = checked.config
    known = library.requirement_set_ids
    sets = [library.requirement_set(id_) for id_ in config.requirements if id_ in known]
    return standing(checked, as_of, sets, copy_states(config.record, folder, within))


def _document_standing(path: Path, library: Library, as_of: date) -> AgreementDocument | None:
    from mou_builder.portfolio.carried_config import carried_config

    try:
        found = carried_config(read_file(path, _LARGEST_DOCUMENT), str(path))
        if found is None:
            return None
        source = parse(found.config, found.config_name)
        checked = check(source, library, as_of)
    except Refused:
        return None
    return AgreementDocument(str(path), standing(checked, as_of), found.has_signatures)


def unfinished(path: Path, fault: str, as_of: date) -> list[Standing]:
    """Return how a file stands whose job failed; a document is passed over.

    ``fault`` names the fault of the program; "" for a process that was ended from outside.
    """
    if path.suffix.lower() in DOCUMENTS:
        return []
    return [unreadable(str(path), [broken(path, fault)], as_of)]


def copy_states(record: Record, folder: Path, within: Path | None) -> dict[str, CopyState]:
    """Return the state of each executed copy on record, by its file.

    A file that is on record several times is altered if one of its digests is not the file's.
    """
    found: dict[str, CopyState] = {}
    for each in record:
        if each.copy and found.get(each.copy.file) in (None, CopyState.KEPT):
            path = folder / each.copy.file
            found[each.copy.file] = _copy_state(path, each.copy.digest, within)
    return found


def copy_findings(checked: Checked, folder: Path) -> Iterator[Diagnostic]:
    """Yield which executed copies on record are not there as they were, each with its place."""
    record = checked.config.record if isinstance(checked, Ready) else Record()
    for number, each in enumerate(record):
        if each.copy is None:
            continue
        place = checked.source.place(("record", number, "file"))
        file = shown(each.copy.file)
        match _copy_state(folder / each.copy.file, each.copy.digest, None):
            case CopyState.MISSING:
                message = f"the executed copy {file} is not there"
                hint = "put it back where the record says; it is the proof of what was signed"
                yield Diagnostic("MOU925", Severity.WARNING, message, place, hint)
            case CopyState.ALTERED:
                message = f"the file {file} is not the executed copy that was put on record"
                hint = "put the executed copy back; see what this file is: mou verify FILE"
                yield Diagnostic("MOU926", Severity.ERROR, message, place, hint)
            case CopyState.KEPT:
                pass


def _copy_state(path: Path, digest: str, within: Path | None) -> CopyState:
    try:
        if within is not None and not is_within(path, within):
            return CopyState.MISSING
        data = read_file(path, LARGEST_COPY)
    except (Refused, OSError, ValueError):  # a name that no file can have
        return CopyState.MISSING
    is_document = b"%PDF-" in data[:_HEAD] or data.startswith(b"PK")
    is_kept = is_document and digest_of_file(data) == digest
    return CopyState.KEPT if is_kept else CopyState.ALTERED
