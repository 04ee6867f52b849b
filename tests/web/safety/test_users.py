"""People of a server for several: their file, their passwords, and failed sign-ins."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from mou_builder.cli.program import program
from mou_builder.diagnostic import Refused
from mou_builder.web.safety.access import Access, Role
from mou_builder.web.safety.passwords import FREE_FAILURES, LONGEST_WAIT, Failures
from mou_builder.web.safety.users_file import read_users, user_line
from tests.support.web.workbench import HOST, app_over, as_role, browser, examples_in, inside


@pytest.fixture(scope="module")
def people() -> bytes:
    return (
        user_line("Dana Whitfield", "draft", "a long one") + user_line("bo", "read", "ж")
    ).encode()


@pytest.fixture
def app(tmp_path: Path, people: bytes) -> Flask:
    users = read_users(people, "people.txt")
    return app_over(examples_in(tmp_path), Access(frozenset({HOST}), users=users))


def test_a_file_of_people_keeps_no_password(people: bytes) -> None:
    assert b"a long one" not in people
    users = read_users(b"# the office\n\n" + people, "people.txt")
    assert {name: each.role for name, each in users.items()} == {
        "Dana Whitfield": Role.DRAFT,
        "bo": Role.READ,
    }
    password = users["Dana Whitfield"].password
    assert password is not None
    assert password.is_of("a long one")
    assert not password.is_of("a long one ")


@pytest.mark.parametrize("given", ["a long one\na long one\n", "", "\n"])
def test_a_person_is_added_with_the_password_that_was_typed(tmp_path: Path, given: str) -> None:
    file = tmp_path / "people.txt"
    asked = ["serve", str(tmp_path), "--users", str(file), "--add-user", "Dana Whitfield"]
    done = CliRunner().invoke(program, asked, input=given)
    if not given.strip():
        assert (done.exit_code != 0, file.exists()) == (True, False)
        return
    assert done.exit_code == 0, done.output
    password = read_users(file.read_bytes(), "people.txt")["Dana Whitfield"].password
    assert password is not None
    assert password.is_of("a long one")
    assert "a long one" not in done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nobody is in this file"),
        ("dana:draft:secret", "not a digest"),
        ("dana:king:scrypt$YQ==$YQ==", "not a role"),
        ("dana:read:scrypt$YQ==$YQ==", "not a digest"),
        (":read:x", "begins with the name"),
        ("<script>:read:x", "begins with the name"),
    ],
)
def test_a_line_that_is_none_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        read_users(text.encode(), "people.txt")
    assert refused.value.diagnostics[0].code == "MOU931"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\3\4" + b"\n" * 900 + b"x:y\n" * 900, "it is a ZIP archive"),
        (b"name,role\nann,read\nbo,draft\n", "with a name:role:digest on each line"),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused_once_before_a_password_is_asked_for(
    tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "people.txt").write_bytes(data)
    with pytest.raises(Refused, match=said) as refused:
        read_users(data, "people.txt")
    assert len(refused.value.diagnostics) == 1
    words = ["serve", "--users", str(tmp_path / "people.txt"), "--add-user", "ann"]
    result = CliRunner().invoke(program, words, input="a password\n")
    assert (result.exit_code, "password" in result.output.lower()) == (2, False)
    assert (tmp_path / "people.txt").read_bytes() == data


def test_who_signs_in_comes_to_the_page_that_they_wanted(app: Flask) -> None:
    client = browser(app)
    asked = client.get("/?q=maple")
    assert asked.status_code == 303
    assert asked.location == "/sign-in?to=/?q%3Dmaple"
    form = {"name": "Dana Whitfield", "password": "a long one", "to": "/?q=maple"}
    answer = client.post("/sign-in", data=form)
    assert (answer.status_code, answer.location) == (303, "/?q=maple")
    assert "Maple Grove" in client.get("/?q=maple").text


def test_who_may_record_sees_who_may_sign_in_and_nobody_else_does(app: Flask) -> None:
    assert as_role(app, Role.DRAFT).get("/people").status_code == 403
    client = as_role(app, Role.RECORD)
    sign_in = {"name": "bo", "password": "ж"}
    assert browser(app).post("/sign-in", data=sign_in).status_code == 303
    assert 'href="/people"' in client.get("/").text
    page = client.get("/people").text
    rows = [each for each in page.split("<tr>") if 'scope="row"' in each]
    assert ["signed in" in each for each in rows] == [True, False]
    assert "scrypt" not in page


def test_on_ones_own_machine_there_are_no_people(tmp_path: Path) -> None:
    client = inside(app_over(tmp_path))
    assert client.get("/people").status_code == 404
    assert "/people" not in client.get("/").text


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "x", ""]
)
def test_signing_in_leads_to_no_other_site(app: Flask, to: str) -> None:
    form = {"name": "bo", "password": "ж", "to": to}
    assert browser(app).post("/sign-in", data=form).location == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(app: Flask) -> None:
    wrong = browser(app).post("/sign-in", data={"name": "bo", "password": "x"})
    unknown = browser(app).post("/sign-in", data={"name": "nobody", "password": "x"})
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text
    assert "Set-Cookie" not in wrong.headers


def test_after_some_failures_even_the_right_password_has_to_wait(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Its clock stands still: the wait after the third one could be over on a busy machine.
    monkeypatch.setattr(Failures.__init__, "__defaults__", (lambda: 0.0,))
    client = browser(app)
    for _ in range(FREE_FAILURES):
        client.post("/sign-in", data={"name": "bo", "password": "x"})
    answer = client.post("/sign-in", data={"name": "bo", "password": "ж"})
    assert answer.status_code == 429
    assert "Try again in" in answer.text


def test_each_further_failure_doubles_the_wait_up_to_five_minutes() -> None:
    now = [0.0]
    failures = Failures(lambda: now[0])
    waits = []
    for _ in range(14):
        failures.failed("bo")
        waits.append(failures.wait("bo", "another"))
        now[0] += waits[-1]
    assert waits[:6] == [0, 0, 2, 4, 8, 16]
    assert waits[-1] == LONGEST_WAIT
    failures.succeeded("bo")
    assert failures.wait("bo") == 0


def test_there_is_no_first_address_where_people_sign_in(app: Flask) -> None:
    assert browser(app).get("/in?token=").status_code == 403
