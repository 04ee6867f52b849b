"""Whatever is sent to whichever address: nothing outside of the folder is shown or touched, nothing
runs in a page, and no request ends in a fault of the program."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from mou_builder.yamltext.changes import Set
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Path as YamlPath
from mou_builder.yamltext.source import Plain, parse
from tests.support.cli.console import PATIENCE
from tests.support.example_counts import drawn
from tests.support.web.site_walk import FoundForm, ReadPage, Walk, endpoint, walked
from tests.support.web.workbench import HOST, MAPLE, app_over, csrf_of, examples_in, inside

SECRET = "what-nobody-may-see"
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
LEADING_OUT = (
    "../secret.yaml",
    "../../secret.yaml",
    "..%2fsecret.yaml",
    "....//secret.yaml",
    "..\\secret.yaml",
    "/etc/passwd",
    "out/secret.yaml",
    "link.yaml",
    f"{MAPLE}/../../secret.yaml",
    ".mou-history/x.yaml",
    "secret.yaml\0.yaml",
    "file:///etc/passwd",
    "~/secret.yaml",
    "con.yaml",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one agreement, and beside it what nobody may see."""
    above = tmp_path_factory.mktemp("above")
    (above / "secret.yaml").write_text(
        f"model: wisconsin-sro\n# {SECRET}\nstate: {SECRET}\n", "utf-8"
    )
    root = above / "agreements"
    root.mkdir()
    examples_in(root, MAPLE)
    (root / "link.yaml").symlink_to(above / "secret.yaml")
    (root / "out").symlink_to(above, target_is_directory=True)
    return root


@pytest.fixture(scope="module")
def app(root: Path) -> Flask:
    return app_over(root)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return inside(app)


@pytest.fixture(scope="module")
def walk(app: Flask, client: FlaskClient) -> Walk:
    return walked(app, client)


@pytest.fixture(autouse=True)
def _nothing_goes_on(app: Flask) -> Iterator[None]:
    """A work that a test begins has ended before the next one looks at the folder."""
    yield
    for work in app.extensions["jobs"].of(""):
        assert work.ended.wait(PATIENCE)


@pytest.fixture(autouse=True)
def _nothing_outside_is_touched(root: Path) -> Iterator[None]:
    def above() -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in root.parent.iterdir() if each.is_file()}

    before = above()
    yield
    assert above() == before


def test_a_person_comes_to_every_page_by_its_links(app: Flask, walk: Walk) -> None:
    reached = {endpoint(app, each).split(".")[0] for each in walk.pages}
    by_an_act = {"signing_in", "conflict", "jobs"}
    assert set(app.blueprints) - by_an_act <= reached


def addressed(rule: Rule, values: dict[str, str]) -> str:
    """Return the address of a rule with raw values, as a hostile client writes it."""
    address = rule.rule
    for name in rule.arguments:
        for kind in ("", "path:", "int:"):
            address = address.replace(f"<{kind}{name}>", values[name])
    return address


USUAL = {"name": MAPLE, "model": "wisconsin-sro", "clause": "funding", "set_": "wisconsin"}


@pytest.mark.parametrize("given_path", LEADING_OUT)
def test_no_part_of_an_address_leads_out(app: Flask, client: FlaskClient, given_path: str) -> None:
    secret = csrf_of(client)
    for rule in app.url_map.iter_rules():
        for hostile in rule.arguments:
            values = {each: USUAL.get(each, "x") for each in rule.arguments}
            address = addressed(rule, values | {hostile: given_path})
            for method in (rule.methods or set()) & {"GET", "POST"}:
                data = {"csrf": secret} if method == "POST" else None
                answer = client.open(address, method=method, data=data, headers=ORIGIN)
                assert answer.status_code < 500, (method, address, answer.text)
                assert SECRET not in answer.text, (method, address)
                assert "root:x:" not in answer.text, (method, address)


def posted(client: FlaskClient, form: FoundForm, fields: list[tuple[str, str]]) -> tuple[int, str]:
    """Send a form with fresh proof of where it comes from; the state and text of the answer."""
    data: dict[str, object] = {}
    for name, value in fields:
        there = data.setdefault(name, [])
        assert isinstance(there, list)
        there.append(value)
    if form.method == "get":
        answer = client.get(form.address, query_string=data, headers=ORIGIN)
    else:
        data["csrf"] = csrf_of(client)
        answer = client.post(form.address, data=data, headers=ORIGIN)
    return answer.status_code, answer.get_data(as_text=True)


HARMLESS = {"signing_in.sign_out"}


@pytest.mark.parametrize("given_path", LEADING_OUT[:2])
def test_no_field_of_a_form_leads_out(
    app: Flask, client: FlaskClient, walk: Walk, given_path: str, root: Path
) -> None:
    sent = set[tuple[str, str]]()
    for form in walk.forms:
        where = endpoint(app, form.address, form.method.upper())
        for name in dict.fromkeys(each for each, _ in form.fields):
            if where in HARMLESS or name == "csrf" or "." in name or (where, name) in sent:
                continue  # fields of the config itself are values, which lead nowhere
            sent.add((where, name))
            fields = [(n, given_path if n == name else value) for n, value in form.fields]
            status, text = posted(client, form, fields)
            assert status < 500, (where, name, text)
            assert SECRET not in text, (where, name)
    assert len(sent) > 20
    restore(root)


def restore(root: Path) -> None:
    examples_in(root, MAPLE)


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'</textarea>"


def leaves(data: Plain, path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    match data:
        case dict():
            for name, each in data.items():
                yield from leaves(each, (*path, name))
        case list():
            for at, each in enumerate(data):
                yield from leaves(each, (*path, at))
        case str():
            yield path, data
        case None:
            pass


WORDS = ("name", "title", "supervisor", "schools", "board", "basis", "because", "by")


def hostile_configs() -> Iterator[tuple[str, str]]:
    """Yield configs with script in them: in each field of words, and then in each field at all."""
    [path] = [each for each in (Path("configs") / MAPLE,) if each.is_file()]
    text = path.read_text(encoding="utf-8")
    every = [where for where, _ in leaves(parse(text.encode(), MAPLE).data)]
    worded = [where for where in every if any(each in WORDS for each in where)]
    assert len(worded) > 5
    yield "words", edit(text, [Set(where, SCRIPT) for where in worded])
    for where in every:
        if where != ("model",):
            yield ".".join(map(str, where)), edit(text, [Set(where, SCRIPT)])


def assert_nothing_runs(app: Flask, what: str) -> None:
    for address, text in walked(app, inside(app)).pages.items():
        assert ReadPage(text, address).runs == [], (what, address)


def test_script_in_the_words_of_a_config_is_shown_and_never_run(tmp_path: Path) -> None:
    what, text = next(hostile_configs())
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    app = app_over(tmp_path)
    pages = walked(app, inside(app)).pages
    assert sum("&lt;script&gt;alert(1)" in each for each in pages.values()) > 3
    assert_nothing_runs(app, what)


def test_script_in_any_field_of_a_config_is_never_run(tmp_path: Path) -> None:
    for what, text in list(hostile_configs())[::5]:  # every one, on every page, is nightly
        for each in tmp_path.glob("*.yaml"):
            each.unlink()
        (tmp_path / "a.yaml").write_text(text, "utf-8")
        app = app_over(tmp_path)
        client = inside(app)
        for address in ("/", "/draft/of/a.yaml", "/record/a.yaml"):
            answer = client.get(address)
            assert answer.status_code < 500, (what, address, answer.text)
            assert ReadPage(answer.text, address).runs == [], (what, address)


@pytest.mark.nightly
def test_script_in_any_field_of_a_config_is_never_run_on_any_page(tmp_path: Path) -> None:
    for what, text in hostile_configs():
        (tmp_path / "a.yaml").write_text(text, "utf-8")
        assert_nothing_runs(app_over(tmp_path), what)


def test_a_name_of_a_file_is_never_run(tmp_path: Path) -> None:
    examples_in(tmp_path, MAPLE)
    (tmp_path / MAPLE).rename(tmp_path / '"><img src=x onerror=alert(1)>.yaml')
    assert_nothing_runs(app_over(tmp_path), "name")


WRONG = st.sampled_from(
    [
        *LEADING_OUT,
        SCRIPT,
        "",
        "0",
        "-1",
        "9" * 5000,
        "[" * 2000,
        "{{ 7*7 }}",
        "\ud800",
        "\x1b[2J",
        "a" * 100_000,
        "clauses.funding.x.y.z",
        "null",
        '"x"',
        "\u202e",
    ]
)
VALUES = WRONG | st.text(max_size=30)


Mutation = tuple[int, list[tuple[int, str, str]], str]


@st.composite
def mutations(draw: st.DrawFn) -> Mutation:
    """Which form is sent, what of it is changed (how, where, to what), and an added field."""
    changes = draw(
        st.lists(
            st.tuples(st.integers(0, 400), st.sampled_from(["set", "drop", "twice"]), VALUES),
            min_size=1,
            max_size=5,
        )
    )
    return draw(st.integers(0, 10_000)), changes, draw(VALUES)


def mutated(
    fields: list[tuple[str, str]], changes: list[tuple[int, str, str]], more: str
) -> list[tuple[str, str]]:
    found = [each for each in fields if each[0] != "csrf"]
    for at, how, value in changes:
        if not found:
            break
        at %= len(found)
        match how:
            case "set":
                found[at] = (found[at][0], value)
            case "drop":
                del found[at]
            case _:
                found.insert(at, (found[at][0], value))
    return [*found, (more[:50], more)]


def examine(
    app: Flask,
    client: FlaskClient,
    walk: Walk,
    case: Mutation,
) -> None:
    which, changes, more = case
    forms = [f for f in walk.forms if endpoint(app, f.address, f.method.upper()) not in HARMLESS]
    form = forms[which % len(forms)]
    fields = [(_sendable(n), _sendable(v)) for n, v in mutated(form.fields, changes, more)]
    status, text = posted(client, form, fields)
    assert status < 500, (form.address, fields, text)
    assert SECRET not in text
    assert "Traceback" not in text
    if text.lstrip().startswith("<!DOCTYPE"):
        assert ReadPage(text, form.address).runs == []


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@drawn(30, suppress_health_check=SLOW)
@given(case=mutations())
def test_a_mutated_request_ends_in_an_answer(
    app: Flask,
    client: FlaskClient,
    walk: Walk,
    root: Path,
    case: Mutation,
) -> None:
    examine(app, client, walk, case)
    restore(root)


@pytest.mark.nightly
@settings(max_examples=10_000, suppress_health_check=SLOW)
@given(case=mutations())
def test_ten_thousand_mutated_requests_end_in_answers(
    app: Flask,
    client: FlaskClient,
    walk: Walk,
    root: Path,
    case: Mutation,
) -> None:
    examine(app, client, walk, case)
    restore(root)


def test_a_file_of_any_kind_that_is_uploaded_is_answered_and_not_kept(
    app: Flask, client: FlaskClient, walk: Walk, root: Path
) -> None:
    hostile = {
        "x.docx": b"PK\x03\x04" + b"\0" * 500,
        "x.pdf": b"%PDF-1.7\n" + b"1 0 obj <</Length 99999999>> stream\n" * 50,
        "..\\..\\x.pdf": b"%PDF",
        "x.yaml": b"model: wisconsin-sro\n",
        "x.exe": b"MZ",
        "": b"",
        SCRIPT + ".docx": b"PK",
    }
    before = {each for each in root.rglob("*") if ".mou-" not in str(each)}
    found = [form for form in walk.forms if form.files]
    assert {endpoint(app, form.address, "POST") for form in found} >= {
        "record.put_copy",
        "negotiate.handed_in",
    }
    for form in {each.address: each for each in found}.values():
        for name, data in hostile.items():
            fields: dict[str, object] = dict(form.fields)
            fields |= {each: (io.BytesIO(data), name) for each in form.files}
            fields["csrf"] = csrf_of(client)
            answer = client.post(form.address, data=fields, headers=ORIGIN)
            assert answer.status_code < 500, (form.address, name, answer.text)
            assert ReadPage(answer.text, form.address).runs == []
    assert {each for each in root.rglob("*") if ".mou-" not in str(each)} == before


def test_a_request_that_is_too_large_or_too_many_parts_is_refused(client: FlaskClient) -> None:
    large = {"csrf": csrf_of(client), "text": "a" * 3_000_000}
    assert client.post(f"/draft/of/{MAPLE}", data=large, headers=ORIGIN).status_code == 413
    many = {"csrf": csrf_of(client), **{f"f{at}": "x" for at in range(6000)}}
    answer = client.post(
        f"/draft/of/{MAPLE}", data=many, headers=ORIGIN, content_type="multipart/form-data"
    )
    assert answer.status_code == 413
