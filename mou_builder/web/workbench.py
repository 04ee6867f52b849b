"""What every page works with: the folder, the library, the day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath
from typing import cast

from flask import abort, current_app, g

from mou_builder.actions.draft import model_of
from mou_builder.check.checking import Checked, check
from mou_builder.config.amendments import amended_name
from mou_builder.config.config import chosen_variants
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.disk.jobs.standing import standing_on_disk
from mou_builder.disk.opening import open_library
from mou_builder.frozen import dataclass, field
from mou_builder.library.library import Library
from mou_builder.portfolio.standing import Standing
from mou_builder.report.diagnostics.on_pages import on_a_page, set_by_title
from mou_builder.web.folder.config_folder import ConfigFolder, FileState, UnknownName
from mou_builder.web.folder.standings import Standings
from mou_builder.web.folder.unsaved import Unsaved
from mou_builder.web.letterhead import Letterhead
from mou_builder.web.uploads import Uploads
from mou_builder.yamltext.source import Source


@dataclass(frozen=True)
class Workbench:
    """One folder of configs, and the library that they are judged by."""

    folder: ConfigFolder
    unsaved: Unsaved
    library: Library
    before: Library | None = None
    """The library as it was when agreements that are to be renewed were made."""
    as_of: date | None = None
    uploads: Uploads = field(default_factory=Uploads)
    kept: Standings = field(default_factory=Standings)
    letterhead: Letterhead = field(default_factory=Letterhead)

    @property
    def today(self) -> date:
        """The day that everything is judged by."""
        return self.as_of or date.today()

    def state(self, name: str) -> FileState:
        """Read a config by its name; answer 404 for one that the folder has not."""
        try:
            return self.folder.read(name)
        except UnknownName:
            abort(404, f"There is no config “{name}” in this folder.")

    def checked(self, name: str, data: bytes | None = None) -> Checked:
        """Check a config as it is saved, or with the content ``data``; raise `Refused`."""
        return check(self.source(name, data), self.library, self.today)

    def all_checked(self, called: str = "") -> Iterator[tuple[str, Checked]]:
        """Yield the name of each config that can be read, and the config checked.

        That is every config of the folder, or those whose file is ``called`` so.
        """
        for name in self.folder.names():
            if called and PurePath(name).name != called:
                continue
            with suppress(Refused):
                yield name, self.checked(name)

    def on_a_page(self, found: Diagnostic) -> Diagnostic:
        """Return a finding as a page says it: with titles, where it is about a config of here."""
        known: dict[str, Checked | None] = g.setdefault("checked", {})
        file = found.place.file
        if file not in known:
            known[file] = None
            with suppress(UnknownName, Refused):
                known[file] = check(self.folder.source(file), self.library, self.today)
        checked = known[file]
        if checked is None:
            return on_a_page(found, None, {})
        chosen = chosen_variants(checked.source.data)
        return on_a_page(set_by_title(found, self.library), model_of(checked, self.library), chosen)

    def first_error(self, name: str) -> str:
        """Return the first error of a config as a page says it; "" for one that has none."""
        try:
            errors = self.checked(name).errors
        except Refused as refused:
            errors = refused.diagnostics
        return self.on_a_page(errors[0]).message if errors else ""

    def source(self, name: str, data: bytes | None = None) -> Source:
        """Return a config with what it extends; answer 404 for one that the folder has not."""
        try:
            return self.folder.source(name, data)
        except UnknownName:
            abort(404, f"There is no config “{name}” in this folder.")

    def amended_already(self, source: Source) -> list[Checked]:
        """Return the configs of the folder that may be what an amendment made of one."""
        return [each for _, each in self.all_checked(amended_name(source.data, source.file))]

    def parties_of(self, name: str) -> str:
        """Return the parties of a config as a list names them; "" for one that names none yet."""
        if "standings" not in g:
            g.standings = {each.file: each for each in self.standings()}
        found = g.standings.get(name)
        return ", ".join(filter(None, (found.district, found.agency))) if found else ""

    def standing(self, name: str, checked: Checked) -> Standing:
        """Return how a config of the folder stands by itself, with its executed copies."""
        root = self.folder.root
        return standing_on_disk(checked, (root / name).parent, self.library, self.today, root)

    def standings(self) -> list[Standing]:
        """Return how each config of the folder stands, by itself."""
        folder = self.folder
        return self.kept.of(folder.root, folder.names(), self.today, self.checked, self.standing)


def workbench_over(
    root: Path,
    libraries: tuple[Path, ...] = (),
    as_of: date | None = None,
    old_library: Path | None = None,
    letterhead: Letterhead | None = None,
) -> Workbench:
    """Return the workbench over a folder."""
    folder = ConfigFolder(root)
    before = open_library((old_library,)) if old_library else None
    library, looks = open_library(libraries), letterhead or Letterhead()
    return Workbench(folder, Unsaved(folder.root), library, before, as_of, letterhead=looks)


def current_workbench() -> Workbench:
    """Return the workbench that this request is for."""
    return cast(Workbench, current_app.extensions["workbench"])
