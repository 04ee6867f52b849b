"""One person's work on one config, from the state that it was made from to the save."""

from __future__ import annotations

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from mou_builder.actions.draft import Draft, FilledIn, draft_of, filled_in, form_of
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.drafting.form.config_form import ConfigForm
from mou_builder.frozen import dataclass, replace
from mou_builder.library.library import Library
from mou_builder.web.folder.config_folder import FileState
from mou_builder.web.folder.unsaved import Turn, UnsavedWork
from mou_builder.web.workbench import Workbench
from mou_builder.yamltext.source import MAX_BYTES

_KEPT = 24
"""How many drafts are kept in memory, to be used again while someone types."""


@dataclass(frozen=True)
class ConfigEditing:
    """The config of a name, as one person works on it."""

    bench: Workbench
    name: str
    by: str

    @cached_property
    def saved(self) -> FileState:
        """What the file holds when it is first asked for."""
        return self.bench.state(self.name)

    def work(self) -> UnsavedWork:
        """Return what is being edited: what was not saved, or else what the file holds."""
        found = self.bench.unsaved.find(self.name, self.by)
        saved = self.saved
        return found or UnsavedWork(text_of(saved.data), saved.digest)

    def is_saved(self, work: UnsavedWork) -> bool:
        """Tell whether the file holds this work."""
        return work.text.encode() == self.saved.data

    @property
    def is_in_utf8(self) -> bool:
        """Tell whether the file is in UTF-8, as every config must be."""
        return text_of(self.saved.data).encode() == self.saved.data

    def keep(self, work: UnsavedWork, *, soon: bool = False) -> None:
        """Keep work that is not saved, at once or ``soon``; what is saved needs no keeping."""
        unsaved = self.bench.unsaved
        if self.is_saved(work) and not work.steps[1:]:
            unsaved.drop(self.name, self.by)
        else:
            (unsaved.keep_soon if soon else unsaved.keep)(self.name, self.by, work)

    def why_in_memory(self) -> tuple[Diagnostic, ...]:
        """Return what keeps unsaved work from being on the disk, too; nothing if it is there."""
        return self.bench.unsaved.why_in_memory(self.name, self.by)

    def next_view(self) -> int:
        """Return when a page is shown, later than every one before it."""
        return self.bench.unsaved.next_view(self.name, self.by)

    def is_next(self, turn: Turn) -> bool:
        """Tell whether a request is the latest so far, and remember that it came."""
        return self.bench.unsaved.is_next(self.name, self.by, turn)

    def save(self, work: UnsavedWork) -> FileState:
        """Save the work; raise `SavedMeanwhile` as `ConfigFolder.save` does."""
        state = self.bench.folder.save(self.name, work.text.encode(), work.made_from, self.by)
        self.bench.unsaved.drop(self.name, self.by)
        return state

    def draft(self, text: str) -> Draft:
        """Return the draft that a text of this config makes; raise `Refused` for none."""
        if "extends" in text:  # what stands in another file may be another tomorrow
            return self._draft(text)
        return _kept_draft(self.bench, self.name, text, self.bench.today)

    def _draft(self, text: str) -> Draft:
        source = self.bench.source(self.name, text.encode())
        return draft_of(source, self.bench.library, self.bench.today)

    def form(self, draft: Draft) -> ConfigForm:
        """Return the form of a draft."""
        return _kept_form(_ById(draft), self.bench.library)

    def last_saved(self) -> Draft | None:
        """Return what the file holds as a draft; None where that is no config."""
        try:
            return self.draft(text_of(self.saved.data))
        except Refused:
            return None

    def filled(self, text: str, posted: Mapping[str, Sequence[str]]) -> FilledIn:
        """Return a text after its form came back."""
        draft = self.draft(text)
        return filled_in(text, draft, self.form(draft), posted)


@dataclass(frozen=True)
class _ById:
    """A draft as a key of a cache: equal only to itself."""

    draft: Draft

    def __hash__(self) -> int:
        return id(self.draft)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.draft is self.draft


@lru_cache(_KEPT)
def _kept_draft(bench: Workbench, name: str, text: str, day: date) -> Draft:
    return draft_of(bench.source(name, text.encode()), bench.library, day)


@lru_cache(_KEPT)
def _kept_form(draft: _ById, library: Library) -> ConfigForm:
    return form_of(draft.draft, library)


def text_of(data: bytes) -> str:
    """Return the text of a file as it is, with its byte order mark and line ends.

    What is not UTF-8 is read as one of the other ways in which Windows saves a text.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        is_utf16 = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
        return data.decode("utf-16" if is_utf16 else "cp1252", "replace")


def packed(text: str) -> str:
    """Return a text as a field of a form can carry it without changing its line ends."""
    return json.dumps(text)


def unpacked(value: str) -> str:
    """Return the text in such a field; raise ValueError where there is none."""
    if len(value) > 6 * MAX_BYTES:
        raise ValueError("too long")
    if not value.startswith('"'):  # brackets in brackets are read down to the last of them
        raise ValueError("no text")
    return str(json.loads(value))


def work_from(made_from: str, text: str, kept: UnsavedWork | None) -> UnsavedWork:
    """Return the work that a form came from, with the steps that were kept of it."""
    if kept is not None and kept.made_from == made_from:
        return replace(kept, text=text)
    return UnsavedWork(text, made_from)
