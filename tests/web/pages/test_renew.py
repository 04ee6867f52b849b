"""The next term: what moves is shown first, and nothing is written before one says so."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mou_builder.actions.packet import STAGES
from mou_builder.disk.packaged import packaged
from mou_builder.web.background_jobs import BackgroundJobs
from mou_builder.yamltext.source import parse
from tests.support.web.workbench import MAPLE, app_over, examples_in, inside, sent

NEXT = "city-and-one-school-2028.yaml"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    (tmp_path / "north").mkdir()
    examples_in(tmp_path / "north", MAPLE)
    examples_in(tmp_path, "wisconsin-as-published.yaml", "village-with-grant.yaml")
    return app_over(tmp_path)


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
    works: BackgroundJobs = app.extensions["jobs"]
    [work] = works.of("")
    assert answer.location == f"/jobs/{work.id}"
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


@pytest.fixture
def reworded(tmp_path: Path) -> tuple[FlaskClient, Path]:
    """A workbench that knows how two clauses were worded in the last term, and its folder."""
    clauses = tmp_path / "then"
    shutil.copytree(packaged("clauses"), clauses)
    for clause, now, then in (
        ("mission", "improve school safety", "improve the safety of schools"),
        ("custody", "shall", "must"),
    ):
        file = clauses / f"wisconsin-sro/clauses/{clause}.yaml"
        text = file.read_text("utf-8")
        assert now in text
        file.write_text(text.replace(now, then), "utf-8")
    folder = tmp_path / "agreements"
    folder.mkdir()
    return inside(app_over(examples_in(folder, MAPLE), old_library=clauses)), folder


def test_each_clause_that_the_library_words_anew_is_shown_in_both_and_chosen_by_itself(
    reworded: tuple[FlaskClient, Path],
) -> None:
    client, folder = reworded
    address = f"/renew/{MAPLE}"
    page = client.get(address).text
    panel = page.split("Choose for each")[1]
    assert re.search("<del>.*?the.*?</del>", panel)
    assert re.search("<ins>.*?school.*?</ins>", panel)
    assert len(re.findall(r'id="([^"]+)"', page)) == len(set(re.findall(r'id="([^"]+)"', page)))
    assert panel.count("Take the new words") == panel.count("Keep the old words") == 2
    assert " checked" not in panel, "nothing of the library is taken unasked"
    refused = sent(client, address, address, **{"change-mission": "keep"})
    assert refused.status_code == 422
    assert "otherwise" in refused.text or "another way" in refused.text
    assert 'name="change-mission" value="keep" required checked' in refused.text
    chosen = {"change-mission": "keep", "change-custody": "take", "called": "autumn"}
    answer = sent(client, address, address, **chosen)
    assert answer.location == "/draft/of/autumn.yaml"
    text = (folder / "autumn.yaml").read_text("utf-8")
    written = parse(text.encode(), "autumn.yaml").data
    assert isinstance(written, dict)
    clauses = written["clauses"]
    assert isinstance(clauses, dict)
    assert "improve the safety of schools" in str(clauses["mission"])
    assert "custody" not in clauses


def test_a_name_that_no_file_can_have_comes_back_with_the_reason(client: FlaskClient) -> None:
    address = f"/renew/north/{MAPLE}"
    answer = sent(client, address, address, called="秋", until="2029-06-30")
    assert answer.status_code == 422
    assert "A file&#39;s name has small letters" in answer.text
    assert 'value="秋"' in answer.text
    assert 'name="until" value="2029-06-30"' in answer.text
    answer = sent(client, address, address, called="Autumn 2027/28", until="2029-06-30")
    assert answer.location == "/draft/of/north/autumn-2027-28.yaml"


def test_the_name_for_a_new_agreement_goes_on_to_its_renewal(client: FlaskClient) -> None:
    fields = {"way": "last", "last": f"north/{MAPLE}", "name": "autumn"}
    answer = sent(client, "/draft/", "/draft/", **fields)
    assert 'name="called" type="text" value="autumn"' in client.get(answer.location).text
