"""Every page of the workbench in each state that it can be in, by the view that shows it.

What is needed for a state is done as a person does it: by an address, or by the forms of a page.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from waitress.server import create_server

from mou_builder.check.checking import check
from mou_builder.config.facts import Fact, RecordedFact
from mou_builder.disk.opening import open_library
from mou_builder.disk.packaged import packaged
from mou_builder.library.library import Library
from mou_builder.record.recording import recorded
from mou_builder.web.application import application
from mou_builder.web.folder.config_folder import ConfigFolder, FileState
from mou_builder.web.folder.unsaved import Unsaved, UnsavedWork
from mou_builder.web.safety.access import Access, Role, User
from mou_builder.web.safety.passwords import digest_of
from mou_builder.web.serving import stop
from mou_builder.web.workbench import Workbench
from mou_builder.yamltext import source as yaml_source
from tests.support.agreement.assembling import library
from tests.support.cli.console import PATIENCE
from tests.support.review.returned_copies import Copy, sent
from tests.support.signing.signed_copies import typed_on_the_line
from tests.support.web.workbench import MAPLE, TODAY, TOKEN, examples_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

COUNTY = "county-and-four-schools.yaml"
PASSWORD = "a long one"
RECORD = """\
record:
  - {fact: adopted, day: 2026-06-09, by: School Board, vote: 7 to 0}
  - {fact: signed, day: 2026-06-20, by: Dana Whitfield, for: district}
  - {fact: signed, day: 2026-06-21, by: Luis Ortega, for: agency}
  - {fact: public, day: 2026-07-01}
  - {fact: copy, day: 2026-07-01, file: signed/gone.pdf, digest: "sha256:0", words: equal}
"""
FAULTY = (
    "model: wisconsin-sro\nrequirements: [wisconsin]\nparties:\nterm: {until: soon}\n"
    "signed: 2026-13-01\nclauses: {custody: {omit: {because: }}, own: {title: Own, text: X}}\n"
)


@dataclass
class Site:
    """A workbench that listens over one folder, and the window of somebody who came in."""

    app: Flask
    address: str
    page: Page
    made: dict[str, str] = field(default_factory=dict)
    held: threading.Event = field(default_factory=threading.Event)

    def goes(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sends(self, words: str, field_: str = "", data: bytes = b"", file: str = "") -> None:
        """Press a button, with a file in a field where one is named."""
        if field_:
            given = {"name": file, "mimeType": "application/octet-stream", "buffer": data}
            self.page.locator(f"#{field_}").set_input_files(given)  # type: ignore[arg-type]
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()

    def once(self, what: str, do: Callable[[], None]) -> None:
        """Do something the first time, and from then on go to where it led."""
        if what in self.made:
            self.page.goto(self.made[what])
        else:
            do()
            self.made[what] = self.page.url


@dataclass(frozen=True)
class PageState:
    """A state of a page: what it is, over which folder, and how one comes there."""

    what: str
    go: Callable[[Site], None]
    site: str = "full"


def at(path: str, site: str = "full") -> PageState:
    """Return the state that an address shows."""
    return PageState(f"{site} {path}", lambda on: on.goes(path), site)


# -- what is done to come to a state


def _begin_again(on: Site) -> None:
    on.goes("/draft/")
    on.page.get_by_label("Name of its file").fill(MAPLE.removesuffix(".yaml"))
    on.sends("Begin")


def _given_back(on: Site) -> None:
    on.goes("/draft/of/village-with-grant.yaml")
    on.page.locator("#form input[type=text]:visible").first.fill("Words that are sent too late.")
    on.page.evaluate("document.querySelector('#form [name=csrf]').value = 'of another time'")
    on.sends("Save")


def _refused_word(on: Site) -> None:
    on.goes("/negotiate")
    on.sends("Read it", "returned", b"%PDF-1.7", "scan.pdf")


def _table(what: str, copy: Callable[[], bytes]) -> Callable[[Site], None]:
    def hand_in(on: Site) -> None:
        def do() -> None:
            on.goes("/negotiate")
            on.sends("Read it", "returned", copy(), "returned.docx")

        on.once(what, do)

    return hand_in


def _tracked() -> bytes:
    copy = Copy().track("June 30, 2027", "June 30, 2028").track("Patrol Captain", "Sergeant")
    return copy.replace("Success of established goals", "Success of agreed goals").returned()


_with_changes = _table("with changes", _tracked)
_without_changes = _table("without changes", sent)


def _result(on: Site) -> None:
    _with_changes(on)
    for radio in on.page.get_by_label("Accept", exact=True).all():
        radio.check()
    on.sends("Show what follows")


def _refused_fact(on: Site) -> None:
    on.goes(f"/record/{MAPLE}?fact=signed")
    on.page.get_by_label("By whom").fill("Nobody Known")
    on.sends("Record it")


def _refused_copy(on: Site) -> None:
    on.goes(f"/record/{MAPLE}")
    on.sends("Look at it", "file", b"PK\3\4 no document", "scan.docx")


def _good_copy(on: Site) -> None:
    on.goes(f"/record/{MAPLE}")
    signed = typed_on_the_line(sent(), "Dana Whitfield")
    on.sends("Look at it", "file", signed, "signed.docx")
    on.page.get_by_text("This file may be put on record").wait_for()


def _work(*, is_held: bool) -> Callable[[Site], None]:
    def go(on: Site) -> None:
        def step(name: str) -> dict[str, bytes]:
            if is_held:
                on.held.wait(PATIENCE)
            return {name: b""}

        def begin() -> None:
            steps = [partial(step, name) for name in "abc"]
            work = on.app.extensions["jobs"].begin("Word files and PDFs", "", "a.zip", steps)
            if not is_held:
                work.ended.wait(PATIENCE)
            on.goes(f"/jobs/{work.id}")

        on.once(f"work {is_held}", begin)

    return go


def _documents(on: Site) -> None:
    def make() -> None:
        on.goes("/?q=faulty")
        on.sends("Make Word files")
        on.page.get_by_role("heading", name="Not made").wait_for()

    on.once("documents", make)


def _first_saved_state(on: Site) -> None:
    on.goes("/history/saved.yaml")
    on.page.locator("main a[href*='/state/']").first.click()


def _sign_in(on: Site, name: str, password: str) -> None:
    on.page.get_by_label("Name").fill(name)
    on.page.get_by_label("Password").fill(password)
    on.sends("Sign in")


def _failed_sign_in(on: Site) -> None:
    on.goes("/sign-in")
    _sign_in(on, "Ruth", "wrong")


def _in_the_register(on: Site) -> None:
    on.goes("/register/index.html")
    with on.page.expect_navigation():
        on.page.get_by_role("link", name="Maple Grove School District").first.click()


STATES: dict[str, tuple[PageState, ...]] = {
    "agreements.overview": (
        at("/"), at("/?q=nobody"), at("/?state=draft"), at("/", "empty"), at("/", "people"),
    ),
    "compare.chosen": (
        at("/compare"), at(f"/compare?old={MAPLE}&new={COUNTY}"),
        at(f"/compare?old={MAPLE}&new={MAPLE}"), at(f"/compare?old={MAPLE}&new=faulty.yaml"),
        at("/compare", "empty"),
    ),
    "compare.states": (at(f"/compare/states/{MAPLE}"), at("/compare/states/saved.yaml")),
    "conflict.both": (at(f"/conflict/{MAPLE}"), at("/conflict/signed.yaml")),
    "signing_in.sign_in_with_token": (at("/in?token=no"),),
    "signing_in.sign_in": (
        at("/sign-in", "stranger"), PageState("failed sign-in", _failed_sign_in, "stranger"),
    ),
    "signing_in.people": (at("/people", "keeper"),),
    "signing_in.signed_out": (at("/signed-out"), at("/signed-out", "stranger")),
    "draft.choose": (
        at("/draft/"), at("/draft/", "empty"), PageState("refused name", _begin_again),
    ),
    "draft.draft": (
        at(f"/draft/of/{COUNTY}"), at("/draft/of/faulty.yaml"), at("/draft/of/broken.yaml"),
        at(f"/draft/of/{MAPLE}", "people"), PageState("given back", _given_back),
    ),
    "draft.file": (at(f"/draft/file/{COUNTY}"), at("/draft/file/broken.yaml")),
    "history.states": (at(f"/history/{COUNTY}"), at("/history/saved.yaml")),
    "history.state": (PageState("a saved state", _first_saved_state),),
    "library.overview": (at("/library"),),
    "library.of_model": (at("/library/models/general-sro"),),
    "library.of_clause": (
        at("/library/models/wisconsin-sro/funding"), at("/library/models/wisconsin-sro/custody"),
    ),
    "library.of_set": (at("/library/sets/wisconsin"),),
    "negotiate.hand_in": (
        at("/negotiate"), at("/negotiate", "empty"), PageState("refused upload", _refused_word),
    ),
    "negotiate.hand_in_of": (at(f"/negotiate/of/{MAPLE}"),),
    "negotiate.changes": (
        PageState("silent and tracked changes", _with_changes),
        PageState("a copy without changes", _without_changes),
    ),
    "negotiate.result": (PageState("what follows", _result),),
    "record.choose": (at("/record"), at("/record", "empty")),
    "record.show": (
        at("/record/signed.yaml"), at("/record/signed.yaml?fact=adopted"),
        at("/record/faulty.yaml"), at("/record/broken.yaml"), at(f"/record/{MAPLE}", "people"),
        PageState("refused fact", _refused_fact), PageState("refused copy", _refused_copy),
        PageState("copy that may be recorded", _good_copy),
    ),
    "register.overview": (at("/publish"), at("/publish", "empty"), at("/publish", "people")),
    "register.show": (
        at("/register/index.html"), PageState("an agreement in the register", _in_the_register),
        at("/register/index.html", "empty"),
    ),
    "renew.choose": (at("/renew"), at("/renew", "empty")),
    "renew.plan": (
        at("/renew/village-with-grant.yaml"), at("/renew/wisconsin-as-published.yaml"),
        at(f"/renew/{MAPLE}"),
    ),
    "jobs.all_jobs": (at("/jobs", "empty"), at("/jobs")),
    "jobs.show": (
        PageState("work that is being done", _work(is_held=True)),
        PageState("work that is done", _work(is_held=False)),
        PageState("work with what was not made", _documents),
        at("/jobs/none"),
    ),
}  # fmt: skip
"""The states of each view that shows a page."""

FILES = frozenset(
    {"static", "compare.document", "negotiate.paper", "record.download_copy",
     "record.paper_to_sign", "register.files", "jobs.files", "jobs.progress", "signing_in.icon"}
)  # fmt: skip
"""The views that are asked for a file, or by a script."""


# -- the folders


def _fill(folder: Path) -> None:
    """Signed and drafted, faulty and unreadable, saved before, and two states of one config."""
    examples_in(folder)
    maple = (folder / MAPLE).read_text("utf-8")
    (folder / "signed.yaml").write_text(maple + RECORD, "utf-8")
    (folder / "public.yaml").write_text(_on_record(maple), "utf-8")
    (folder / "broken.yaml").write_text("model: wisconsin-sro\nparties: [\n", "utf-8")
    (folder / "faulty.yaml").write_text(FAULTY, "utf-8")
    (folder / "saved.yaml").write_text(maple, "utf-8")
    known = ConfigFolder(folder)
    saved = known.read("saved.yaml")
    known.save("saved.yaml", saved.data.replace(b"75%", b"60%"), saved.digest, "Ruth Lee")
    old = FileState.of(b"a state that is no more").digest
    ours = maple.replace("Patrol Captain", "Patrol Lieutenant")
    Unsaved(folder).keep(MAPLE, "", UnsavedWork(ours, old))
    county = known.read(COUNTY)
    unsaved = county.data.decode().replace("2029", "2030")
    Unsaved(folder).keep(COUNTY, "", UnsavedWork(unsaved, county.digest))
    Unsaved(folder).keep("signed.yaml", "", UnsavedWork("model: [\n", old))


def _on_record(text: str) -> str:
    """Return a config with what the public register asks for on record."""
    facts = (
        RecordedFact(Fact.SIGNED, date(2026, 6, 20), by="Dana Whitfield"),
        RecordedFact(Fact.SIGNED, date(2026, 6, 21), by="Luis Ortega"),
        RecordedFact(Fact.PUBLIC, date(2026, 7, 1)),
    )
    for each in facts:
        source = yaml_source.parse(text.encode(), "public.yaml")
        _, text = recorded(check(source, library(), TODAY), each)
    return text


@contextmanager
def sites(open_window: Callable[[], Page], folder: Path) -> Iterator[dict[str, Site]]:
    """Serve a full and an empty folder, and one to several people of whom one may only read.

    Over the last one there are the windows of one who reads, of one who records, and of a
    stranger.
    """
    for name in ("full", "empty", "people"):
        (folder / name).mkdir()
    _fill(folder / "full")
    examples_in(folder / "people", MAPLE)
    digest = digest_of(PASSWORD)
    roles = {"Ruth": Role.READ, "Bo": Role.RECORD}
    people = {name: User(name, role, digest) for name, role in roles.items()}
    with ExitStack() as stack:
        found: dict[str, Site] = {}
        for name in ("full", "empty", "people"):
            users = people if name == "people" else {}
            app, address = stack.enter_context(_listening(folder / name, users))
            found[name] = Site(app, address, open_window())
        found["stranger"] = Site(app, address, open_window())
        found["keeper"] = Site(app, address, open_window())
        for name in ("full", "empty"):
            found[name].goes(f"/in?token={TOKEN}")
        for name, who in (("people", "Ruth"), ("keeper", "Bo")):
            found[name].goes("/sign-in")
            _sign_in(found[name], who, PASSWORD)
        try:
            yield found
        finally:
            found["full"].held.set()


def _reworded(folder: Path) -> Library:
    """Return the library with other words of two clauses, as it was when a term was made."""
    clauses = folder.with_name(f"{folder.name}-clauses")
    shutil.copytree(packaged("clauses"), clauses)
    for name in ("mission", "custody"):
        file = clauses / f"wisconsin-sro/clauses/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("school", "place of learning"), "utf-8")
    return open_library((clauses,))


@contextmanager
def _listening(folder: Path, users: Mapping[str, User]) -> Iterator[tuple[Flask, str]]:
    bound: list[Flask] = []
    server = create_server(lambda env, start: bound[0](env, start), host="127.0.0.1", port=0)
    host = f"127.0.0.1:{server.effective_port}"
    known = ConfigFolder(folder)
    bench = Workbench(known, Unsaved(known.root), library(), _reworded(folder), as_of=TODAY)
    access = Access(frozenset({host}), token=None if users else TOKEN, users=users)
    bound.append(application(bench, access))

    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    try:
        yield bound[0], f"http://{host}"
    finally:
        stop(server)
        running.join(PATIENCE)
