"""The next term: what moves is shown first, and nothing is written before one says so."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mou_builder.actions.packet import STAGES
from mou_builder.web.works.works import Works
from tests.support.web import MAPLE, app_over, examples_in, inside, sent

NEXT = "city-and-one-school-2028.yaml"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    (tmp_path / "north").mkdir()
    examples_in(tmp_path / "north", MAPLE)
    examples_in(tmp_path, "wisconsin-as-published.yaml", "village-with-grant.yaml")
    return app_over(tmp_path)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return inside(app)


def test_what_moves_and_what_to_look_at_is_shown_before_anything_is_written(
    client: FlaskClient, tmp_path: Path
) -> None:
    page = client.get(f"/renew/north/{MAPLE}").text
    assert "August 1, 2027 until June 30, 2028" in page
    assert "The last day of the term" in page
    assert "<td>June 30, 2027</td><td>June 30, 2028</td>" in page
    again = client.get("/renew/village-with-grant.yaml").text.split("To be looked at again")[1]
    assert "The day of the award of the grant" in again
    assert [each.name for each in (tmp_path / "north").iterdir()] == [MAPLE]


def test_another_last_day_can_be_shown_and_written(client: FlaskClient, tmp_path: Path) -> None:
    assert "until June 30, 2030" in client.get(f"/renew/north/{MAPLE}?until=6/30/2030").text
    assert client.get(f"/renew/north/{MAPLE}?until=soon").status_code == 400
    early = client.get(f"/renew/north/{MAPLE}?until=2026-12-31").text
    assert "Give a later last day of the term" in early
    sent(client, f"/renew/north/{MAPLE}", f"/renew/north/{MAPLE}", until="2030-06-30")
    written = tmp_path / "north" / "city-and-one-school-2030.yaml"
    assert "until: 2030-06-30" in written.read_text(encoding="utf-8")


def test_a_next_term_of_another_length_is_noted_without_words_of_the_command_line(
    client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "north" / MAPLE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("until: 2027-06-30", "until: 2031-01-31"), "utf-8")
    page = client.get(f"/renew/north/{MAPLE}").text
    assert "another last day can be given" in page
    assert "--until" not in page


def test_the_next_term_is_written_beside_this_one_and_once(
    client: FlaskClient, tmp_path: Path
) -> None:
    before = (tmp_path / "north" / MAPLE).read_bytes()
    address = f"/renew/north/{MAPLE}"
    answer = sent(client, address, address)
    assert (answer.status_code, answer.location) == (303, f"/draft/of/north/{NEXT}")
    assert "history:" in (tmp_path / "north" / NEXT).read_text(encoding="utf-8")
    assert (tmp_path / "north" / MAPLE).read_bytes() == before
    assert "Written already" in client.get(address).text
    again = sent(client, address, "/compare", until="")
    assert again.status_code == 422
    assert "renewed already" in again.text


def test_the_packet_for_the_board_is_made_as_long_work_once_the_next_term_is_written(
    app: Flask, client: FlaskClient
) -> None:
    address = f"/renew/north/{MAPLE}"
    sent(client, address, address)
    assert "Make the packet for the board" in client.get(address).text
    answer = sent(client, f"/renewal-packet/north/{MAPLE}", address, next=f"north/{NEXT}")
    works: Works = app.extensions["works"]
    [work] = works.of("")
    assert answer.location == f"/works/{work.id}"
    assert work.ended.wait(60)
    assert (work.done, work.total, work.told, work.fault) == (STAGES, STAGES, [], "")
    with zipfile.ZipFile(BytesIO(client.get(f"{answer.location}/files").data)) as archive:
        assert archive.read("renewal-packet.pdf").startswith(b"%PDF-")
        numbers = {each.partition("-")[0] for each in archive.namelist() if each[0].isdigit()}
        assert sorted(numbers) == [str(each) for each in range(1, len(numbers) + 1)]
    other = "wisconsin-as-published.yaml"
    answer = sent(client, f"/renewal-packet/north/{MAPLE}", address, next=other)
    assert answer.status_code == 404


def test_an_unfinished_agreement_says_why_it_has_no_next_term(client: FlaskClient) -> None:
    page = client.get("/renew/wisconsin-as-published.yaml")
    assert page.status_code == 200
    assert "cannot be written as things are" in page.text
    assert "The name of the school district is left open" in page.text, "no id of a party"


def test_those_that_are_due_stand_first(tmp_path: Path) -> None:
    examples_in(tmp_path, MAPLE)
    config = tmp_path / MAPLE
    text = config.read_text(encoding="utf-8").replace("2027-06-30", "2027-02-28")
    config.write_text(text, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text.replace("2027-02-28", "2029-06-30"), encoding="utf-8")
    page = inside(app_over(tmp_path)).get("/renew").text
    assert (
        page.index("Due now") < page.index(MAPLE) < page.index("All others") < page.index("a.yaml<")
    )
