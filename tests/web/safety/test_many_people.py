"""Fifty people at once, on the same file and on different ones: nothing lost, nothing leaked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from mou_builder.check.checking import Ready
from mou_builder.web.safety.access import Role, User
from mou_builder.web.workbench import Workbench
from tests.support.web.forms_in_html import PageForm
from tests.support.web.workbench import HOST, MAPLE, NOBODYS, browser, csrf_of

PEOPLE = [f"person {number}" for number in range(50)]
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}


def client_of(app: Flask, person: str) -> FlaskClient:
    client = browser(app)
    session = app.extensions["guard"].sessions.begin(User(person, Role.RECORD, NOBODYS))
    client.set_cookie("mou", session, domain="localhost")
    return client


def all_at_once(do: Callable[[str], str]) -> dict[str, str]:
    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        return dict(zip(PEOPLE, pool.map(do, PEOPLE), strict=True))


def supervisor(person: str) -> str:
    return f"Captain of {person}."


def saver(app: Flask, name_of: Callable[[str], str]) -> Callable[[str], str]:
    """Each opens the form first; then all save at once. The answer is where each is led."""
    clients = {each: client_of(app, each) for each in PEOPLE}
    page = clients[PEOPLE[0]].get(f"/draft/of/{name_of(PEOPLE[0])}").text
    fields = PageForm(page, "form").fields  # as on the page of each: the files are alike
    secrets = {each: csrf_of(client, "/jobs") for each, client in clients.items()}

    def save(person: str) -> str:
        sent = {
            **fields,
            "csrf": secrets[person],
            "clauses.chain-of-command.supervisor": [supervisor(person)],
            "do": ["save"],
        }
        address = f"/draft/of/{name_of(person)}"
        answer = clients[person].post(address, data=sent, headers=ORIGIN)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    return save


def test_of_edits_to_one_file_one_is_saved_and_every_other_is_kept_for_its_person(
    app: Flask, bench: Workbench
) -> None:
    led = all_at_once(saver(app, lambda _: MAPLE))
    saved = [each for each, where in led.items() if where == f"/draft/of/{MAPLE}"]
    assert len(saved) == 1
    text = bench.folder.read(MAPLE).data.decode()
    assert supervisor(saved[0]) in text
    for person in set(PEOPLE) - set(saved):
        assert led[person] == f"/conflict/{MAPLE}"
        kept = bench.unsaved.find(MAPLE, person)
        assert kept is not None
        assert supervisor(person) in kept.text
        assert sum(supervisor(each) in kept.text for each in PEOPLE) == 1


def test_edits_to_different_files_are_all_saved(
    app: Flask, bench: Workbench, tmp_path: Path
) -> None:
    def name_of(person: str) -> str:
        return f"{person.replace(' ', '-')}.yaml"

    example = (tmp_path / MAPLE).read_bytes()
    for each in PEOPLE:
        (tmp_path / name_of(each)).write_bytes(example)
    led = all_at_once(saver(app, name_of))
    for person in PEOPLE:
        assert led[person] == f"/draft/of/{name_of(person)}"
        text = bench.folder.read(name_of(person)).data.decode()
        assert [each for each in PEOPLE if supervisor(each) in text] == [person]
        assert bench.unsaved.find(name_of(person), person) is None
    assert bench.folder.read(MAPLE).data == example


def test_facts_of_many_people_about_one_agreement_are_all_recorded(
    app: Flask, bench: Workbench
) -> None:
    clients = {each: client_of(app, each) for each in PEOPLE}

    def record(person: str) -> str:
        client = clients[person]
        secret = csrf_of(client, "/jobs")
        form = {"csrf": secret, "fact": "reviewed", "day": "2026-09-01", "by": person}
        return str(client.post(f"/record/{MAPLE}", data=form, headers=ORIGIN).location)

    assert set(all_at_once(record).values()) == {f"/record/{MAPLE}"}
    checked = bench.checked(MAPLE)
    assert isinstance(checked, Ready)
    assert {each.by for each in checked.config.record} == set(PEOPLE)
