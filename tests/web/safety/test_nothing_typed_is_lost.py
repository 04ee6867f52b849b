"""Whatever keeps a form from being taken: what was typed into it comes back, or is kept."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mou_builder.disk import files
from mou_builder.web.folder.config_folder import plain_name
from mou_builder.web.safety.access import Role
from mou_builder.web.workbench import Workbench
from tests.support.review.returned_copies import Copy
from tests.support.web.forms_in_html import PageForm, Sent
from tests.support.web.site_walk import ReadPage, endpoint, walked
from tests.support.web.workbench import (
    HOST,
    MAPLE,
    TOKEN,
    app_over,
    as_role,
    browser,
    csrf_of,
    examples_in,
    inside,
)
from tests.support.web.workbench import sent as sent_by

ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples_in(tmp_path_factory.mktemp("agreements"), MAPLE)


@pytest.fixture(scope="module")
def app(root: Path) -> Flask:
    return app_over(root)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return inside(app)


@dataclass(frozen=True)
class TypedInto:
    """A form into which something is typed, with its fields as they are shown."""

    address: str
    fields: Sent
    typed: tuple[str, ...]
    has_file: bool

    def filled(self) -> dict[str, str]:
        """Something else in every field, with an accent, quotes and what is special in HTML."""
        return {name: f"Typed № {at} “é” <b>" for at, name in enumerate(self.typed)}

    def buttons(self) -> list[str]:
        return ["save", "see"] if self.address.startswith("/draft/of") else ["record"]


@pytest.fixture(scope="module")
def forms(app: Flask, client: FlaskClient) -> list[TypedInto]:
    """Every form into which something is typed, one of each kind."""
    copy = Copy().track("June 30, 2027", "June 30, 2028").track("Patrol Captain", "Sergeant")
    handed_in = sent_by(client, "/negotiate", returned=(BytesIO(copy.returned()), "returned.docx"))
    facts = (f"/record/{MAPLE}?fact={each}" for each in ("adopted", "signed", "ended", "public"))
    pages = walked(app, client, handed_in.location, f"/draft/file/{MAPLE}", *facts).pages
    found = {}
    for page, html in pages.items():
        for form in ReadPage(html, page).forms:
            if form.method == "post" and form.typed:
                fields = PageForm(html, action=form.address).fields
                typed = tuple(dict.fromkeys(form.typed))
                found[form.address, typed] = TypedInto(
                    form.address, fields, typed, bool(form.files)
                )
    return list(found.values())


def test_the_forms_are_those_of_every_page_that_one_types_into(
    app: Flask, forms: list[TypedInto]
) -> None:
    assert {endpoint(app, each.address, "POST") for each in forms} == {
        "draft.begin",
        "draft.take",
        "negotiate.answered",
        "record.put_fact",
        "record.put_copy",
        "renew.write",
    }


def _ended(_patch: pytest.MonkeyPatch, app: Flask, _root: Path) -> FlaskClient:
    return browser(app)


def _lower(_patch: pytest.MonkeyPatch, app: Flask, _root: Path) -> FlaskClient:
    return as_role(app, Role.READ)


def _another_session(_patch: pytest.MonkeyPatch, app: Flask, _root: Path) -> FlaskClient:
    return inside(app)


def _gone(_patch: pytest.MonkeyPatch, _app: Flask, root: Path) -> None:
    (root / MAPLE).unlink()


def _unreadable(_patch: pytest.MonkeyPatch, _app: Flask, root: Path) -> None:
    (root / MAPLE).write_bytes(b"model: [\n")


def _newer(_patch: pytest.MonkeyPatch, _app: Flask, root: Path) -> None:
    (root / MAPLE).write_bytes((root / MAPLE).read_bytes() + b"# by another\n")


def _no_disk(number: int) -> Callable[[pytest.MonkeyPatch, Flask, Path], None]:
    def refuse(patch: pytest.MonkeyPatch, _app: Flask, _root: Path) -> None:
        def fails(*_args: object, **_more: object) -> None:
            raise OSError(number, "the disk takes nothing")

        patch.setattr(files.os, "fsync", fails)

    return refuse


def _fault(patch: pytest.MonkeyPatch, _app: Flask, _root: Path) -> None:
    def fails(*_args: object) -> None:
        raise RuntimeError

    for name in ("state", "checked", "source"):
        patch.setattr(Workbench, name, fails)


REFUSALS = {
    "session ended": _ended,
    "role too low": _lower,
    "shown to another session": _another_session,
    "file gone": _gone,
    "file unreadable": _unreadable,
    "file newer": _newer,
    "disk full": _no_disk(errno.ENOSPC),
    "folder read-only": _no_disk(errno.EROFS),
    "fault of the program": _fault,
}


@contextmanager
def as_it_was(app: Flask) -> Iterator[None]:
    bench: Workbench = app.extensions["workbench"]
    root = bench.folder.root
    data = (root / MAPLE).read_bytes()
    try:
        yield
    finally:
        for each in root.glob("*.yaml"):
            each.unlink()
        (root / MAPLE).write_bytes(data)
        for person in ("", "draft"):
            bench.unsaved.drop(MAPLE, person)


@pytest.mark.parametrize("why", REFUSALS)
def test_what_was_typed_comes_back_or_is_kept(
    app: Flask, client: FlaskClient, forms: list[TypedInto], root: Path, why: str
) -> None:
    for form in forms:
        for button in form.buttons():
            typed = form.filled()
            data: dict[str, object] = {**form.fields, **typed, "do": button}
            data["csrf"] = "another" if why == "shown to another session" else csrf_of(client)
            with as_it_was(app), pytest.MonkeyPatch.context() as patch:
                sender = REFUSALS[why](patch, app, root) or client
                answer = sender.post(form.address, data=data, headers=ORIGIN)
                patch.undo()
                page = "" if answer.status_code == 303 else answer.text
                lost = _lost(typed, page, app, [MAPLE, *form.fields.get("of", ())])
            assert lost == [], (why, form.address, button, answer.status_code)


def _lost(typed: dict[str, str], page: str, app: Flask, names: list[str]) -> list[str]:
    """Return the fields whose words are neither in the answer nor kept under any of the names.

    What a new file was called is kept in its name.
    """
    bench: Workbench = app.extensions["workbench"]
    kept = [work.text for each in names if (work := bench.unsaved.find(each, ""))]
    there = {each.name: each.read_text("utf-8") for each in bench.folder.root.glob("*.yaml")}
    kept += there.values()
    said = {*_words_of(page), *kept}
    for each in kept:
        with suppress(yaml.YAMLError):
            said |= set(_leaves(yaml.safe_load(each)))
    return [
        name
        for name, words in typed.items()
        if plain_name(words) not in there and not any(words in each for each in said)
    ]


def _words_of(page: str) -> Iterator[str]:
    """Yield what a page shows in its fields and between its tags."""
    for pair in re.findall(r'value="([^"]*)"|>([^<]*)<', page):
        yield from map(unescape, pair)


def _leaves(data: object) -> Iterator[str]:
    match data:
        case dict():
            yield from (leaf for each in data.values() for leaf in _leaves(each))
        case list():
            yield from (leaf for each in data for leaf in _leaves(each))
        case _:
            yield str(data)


DRAFT = f"/draft/of/{MAPLE}"
SUPERVISOR = "clauses.chain-of-command.supervisor"


def form_sent(client: FlaskClient, **fields: str) -> TestResponse:
    shown = PageForm(client.get(DRAFT).text, "form").fields
    return client.post(DRAFT, data={**shown, **fields}, headers=ORIGIN)


def test_a_change_of_the_record_is_refused_and_kept_with_the_reason(app: Flask, root: Path) -> None:
    drafter = as_role(app, Role.DRAFT)
    with as_it_was(app):
        text = (root / MAPLE).read_text("utf-8") + "record: [{fact: public, day: 2026-07-01}]\n"
        fields = PageForm(drafter.get(f"/draft/file/{MAPLE}").text, action=DRAFT).fields
        data = {**fields, "file": text, "do": "save"}
        answer = drafter.post(DRAFT, data=data, headers=ORIGIN)
        assert answer.status_code == 403
        assert "it would change what is on record" in answer.text
        work = app.extensions["workbench"].unsaved.find(MAPLE, "draft")
        assert work.text == text
        assert "not saved yet" in drafter.get(DRAFT).text


def test_a_value_that_no_document_can_show_comes_back_to_be_mended(
    app: Flask, client: FlaskClient, root: Path
) -> None:
    with as_it_was(app):
        answer = form_sent(client, **{SUPERVISOR: "Captain\fof Patrol", "do": "save"})
        assert answer.status_code == 422
        again = PageForm(answer.text, action=DRAFT)  # what was typed stands before the form
        assert again.fields[SUPERVISOR] == ["Captain\fof Patrol"]
        mended = {**again.fields, SUPERVISOR: "Captain of Patrol", "do": "save"}
        assert client.post(DRAFT, data=mended, headers=ORIGIN).status_code == 303
        assert "Captain of Patrol" in (root / MAPLE).read_text("utf-8")


def test_what_is_too_large_comes_back(app: Flask, client: FlaskClient) -> None:
    words = "Many words. " * 300_000
    with as_it_was(app):
        answer = form_sent(client, **{SUPERVISOR: words, "do": "save"})
        assert answer.status_code == 413
        assert words.strip() in answer.text


def test_what_was_typed_before_a_session_ended_is_sent_again_after_it(
    app: Flask, root: Path
) -> None:
    client = inside(app)
    with as_it_was(app):
        shown = PageForm(client.get(DRAFT).text, "form").fields
        client.delete_cookie("mou", domain="localhost")
        data = {**shown, SUPERVISOR: "Captain Typed", "do": "save"}
        for status in (403, 403, 303):  # before coming in, with the form of then, and as it is now
            answer = client.post(DRAFT, data=data, headers=ORIGIN)
            assert answer.status_code == status
            if status == 403:
                data = {**PageForm(answer.text, action=DRAFT).fields, "do": "save"}
                assert data[SUPERVISOR] == ["Captain Typed"]
                if client.get_cookie("mou", domain="localhost") is None:
                    client.get(f"/in?token={TOKEN}")
        assert "Captain Typed" in (root / MAPLE).read_text("utf-8")


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
def test_nothing_is_given_back_to_a_page_of_another_site(
    client: FlaskClient, header: dict[str, str]
) -> None:
    answer = client.post(DRAFT, data={SUPERVISOR: "typed elsewhere"}, headers=header)
    assert answer.status_code in (400, 403)
    assert "typed elsewhere" not in answer.text
    assert "csrf" not in answer.text.split("<main")[1]


def test_no_password_is_given_back(app: Flask) -> None:
    data = {"name": "Ruth", "password": "a secret word", "because": "x"}
    answer = browser(app).post(DRAFT, data=data, headers=ORIGIN)
    assert "Ruth" in answer.text
    assert "a secret word" not in answer.text


def test_what_a_script_has_put_behind_the_form_already_is_shown_as_well(app: Flask) -> None:
    data = {"text": '"model: wisconsin-sro\\n# typed before\\n"', SUPERVISOR: "typed"}
    answer = browser(app).post(DRAFT, data=data, headers=ORIGIN)
    assert re.search(r"<pre[^>]*>model: wisconsin-sro\n# typed before\n</pre>", answer.text)
    assert f'name="{SUPERVISOR}"' in answer.text
