"""Nothing is shown or done for whoever did not come in, or speaks from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from mou_builder.web.safety.access import IDLE, LONGEST, Role, Sessions, User
from mou_builder.web.safety.guard import HEADERS
from tests.support.web.workbench import (
    HOST,
    TOKEN,
    app_over,
    as_role,
    browser,
    csrf_of,
    examples_in,
    inside,
    sent,
)

OPEN = {
    "static",
    "signing_in.sign_in_with_token",
    "signing_in.sign_in",
    "signing_in.signed_in_with_password",
    "signing_in.signed_out",
    "signing_in.icon",
}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return app_over(examples_in(tmp_path))


def routes(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield each rule with an address that fits it and a method of it."""
    for rule in app.url_map.iter_rules():
        values = {name: "1" if "int" in str(rule) else "x" for name in rule.arguments}
        with app.test_request_context(base_url=f"http://{HOST}"):
            built = rule.build(values, append_unknown=False)
        assert built is not None
        for method in (rule.methods or set()) & {"GET", "POST"}:
            yield rule, built[1], method


def test_every_page_says_which_role_it_needs(app: Flask) -> None:
    undeclared = {
        name
        for name, view in app.view_functions.items()
        if name != "static" and not isinstance(getattr(view, "role", None), Role)
    }
    assert undeclared == set()


def test_only_the_door_is_open_to_anyone(app: Flask) -> None:
    opened = {
        name
        for name, view in app.view_functions.items()
        if name == "static" or getattr(view, "role", None) is Role.ANYONE
    }
    assert opened == OPEN


def test_a_browser_that_asks_for_an_icon_of_itself_is_sent_it(app: Flask) -> None:
    answer = browser(app).get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_no_page_answers_a_browser_that_did_not_come_in(app: Flask) -> None:
    client = browser(app)
    for rule, address, method in routes(app):
        if rule.endpoint not in OPEN:
            answer = client.open(address, method=method)
            assert answer.status_code == 403, (method, address)
            assert "Maple Grove" not in answer.text


def test_every_page_that_changes_something_asks_for_the_secret_of_its_form(app: Flask) -> None:
    client = inside(app)
    for rule, address, method in routes(app):
        if method == "POST" and rule.endpoint not in OPEN:
            for form in ({}, {"csrf": "another"}):
                answer = client.post(address, data=form)
                assert (answer.status_code, "too old" in answer.text) == (403, True), address


def test_no_page_answers_to_another_name_of_this_server(app: Flask) -> None:
    client = inside(app)
    for _, address, method in routes(app):
        for host in ("evil.example", "localhost", "127.0.0.1:1", ""):
            answer = client.open(address, method=method, headers={"Host": host})
            assert answer.status_code == 400, (host, method, address)
            assert "Maple Grove" not in answer.text


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_nothing_is_done_for_a_page_of_another_site(app: Flask, header: dict[str, str]) -> None:
    client = inside(app)
    secret = csrf_of(client)
    for _, address, method in routes(app):
        if method == "POST":
            answer = client.post(address, data={"csrf": secret}, headers=header)
            assert (answer.status_code, "another site" in answer.text) == (403, True), address


def test_a_page_of_a_higher_role_is_refused_to_a_lower_one(app: Flask) -> None:
    for role in (Role.READ, Role.DRAFT):
        client = as_role(app, role)
        for rule, address, method in routes(app):
            needed = getattr(app.view_functions[rule.endpoint], "role", Role.ANYONE)
            if needed > role:
                answer = client.open(address, method=method, data={"csrf": csrf_of(client)})
                assert (answer.status_code, "Your role" in answer.text) == (403, True), address


def test_every_answer_carries_the_headers_of_safety(app: Flask) -> None:
    client = inside(app)
    for _, address, method in routes(app):
        answer = client.open(address, method=method)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, address


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_in_the_page() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    answer = browser(app).get(f"/in?token={TOKEN}")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert TOKEN not in answer.headers["Location"]


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "x", TOKEN.upper()])
def test_another_token_lets_nobody_in(app: Flask, token: str) -> None:
    answer = browser(app).get("/in", query_string={"token": token})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_who_signed_out_is_out(app: Flask) -> None:
    client = inside(app)
    old = client.get_cookie("mou", domain="localhost")
    assert old is not None
    assert sent(client, "/sign-out").status_code == 303
    client.set_cookie("mou", old.value, domain="localhost")
    assert client.get("/").status_code == 403


def test_a_session_ends_when_it_is_not_used_and_after_a_day_of_work() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    unused, used = sessions.begin(User("a", Role.READ)), sessions.begin(User("b", Role.READ))
    while now[0] < LONGEST:
        assert sessions.find(used)
        now[0] += IDLE / 2
        if now[0] > IDLE:
            assert sessions.find(unused) is None
    now[0] += 1
    assert sessions.find(used) is None


def test_the_sessions_of_a_server_are_bounded() -> None:
    sessions = Sessions(lambda: 0.0)
    first = sessions.begin(User("a", Role.READ))
    names = [sessions.begin(User("a", Role.READ)) for _ in range(600)]
    assert sessions.find(first) is None
    assert sum(sessions.find(each) is not None for each in names) == 500
