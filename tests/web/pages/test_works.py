"""Long work shows how far it is, can be stopped, and is seen by nobody else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.web.safety.access import Role
from mou_builder.web.works.works import MOST_AT_ONCE, MOST_KEPT, TooMuchWork, Work, Works
from tests.support.web.workbench import app_over, as_role, examples_in, inside, sent

PATIENCE = 60


def ended(work: Work) -> Work:
    assert work.ended.wait(PATIENCE)
    return work


def one(name: str) -> Mapping[str, bytes]:
    return {name: name.encode()}


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_the_documents_of_all_that_is_shown_come_as_one_archive(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path))
    client = inside(app)
    answer = sent(client, "/works/documents", q="riverbend", state="", due="")
    works: Works = app.extensions["works"]
    [work] = works.of("")
    assert answer.location == f"/works/{work.id}"
    ended(work)
    page = client.get(answer.location).text
    assert "1 of 1 made" in page
    names = names_in(client.get(f"{answer.location}/files").data)
    assert sorted(each.rpartition(".")[2] for each in names) == ["docx", "pdf"]


def test_what_cannot_be_made_is_told_and_the_rest_is_made(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path))
    (tmp_path / "broken.yaml").write_text("model: [\n", "utf-8")
    client = inside(app)
    where = sent(client, "/works/documents").location
    works: Works = app.extensions["works"]
    ended(works.of("")[0])
    page = client.get(where).text.split("Not made")[1]
    assert '<a href="/draft/of/broken.yaml">' in page
    assert "The name of the school district is left open" in page, "no id of a party"
    assert "“Program funding” is left open" in page, "no id of a clause"
    assert len(names_in(client.get(f"{where}/files").data)) >= 8


def test_it_is_stopped_after_what_is_being_made(app: Flask) -> None:
    works: Works = app.extensions["works"]
    began, go_on = Event(), Event()

    def slow() -> Mapping[str, bytes]:
        began.set()
        assert go_on.wait(PATIENCE)
        return {"a": b"a"}

    work = works.begin("Slow", "", "x.zip", [slow, lambda: one("b"), lambda: one("c")])
    assert began.wait(PATIENCE)
    client = inside(app)
    assert client.get(f"/works/{work.id}/progress").json == {"done": 0, "total": 3, "ended": False}
    assert "0</span> of 3" in client.get(f"/works/{work.id}").text
    assert client.get(f"/works/{work.id}/files").status_code == 404
    sent(client, f"/works/{work.id}/stop")
    go_on.set()
    ended(work)
    assert "It was stopped" in client.get(f"/works/{work.id}").text
    assert names_in(client.get(f"/works/{work.id}/files").data) == ["a"]


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return app_over(tmp_path)


def test_a_work_is_nobody_elses(app: Flask) -> None:
    works: Works = app.extensions["works"]
    work = ended(works.begin("Mine", "dana", "x.zip", [lambda: one("a")]))
    other = as_role(app, Role.RECORD)
    for address in ("", "/progress", "/files"):
        assert other.get(f"/works/{work.id}{address}").status_code == 404
    assert "Mine" not in other.get("/works").text


def test_only_so_many_works_are_done_at_once_and_kept() -> None:
    works, go_on = Works(), Event()

    def slow() -> Mapping[str, bytes]:
        assert go_on.wait(PATIENCE)
        return {}

    begun = [works.begin("Slow", "", "x.zip", [slow]) for _ in range(MOST_AT_ONCE)]
    with pytest.raises(TooMuchWork):
        works.begin("One more", "", "x.zip", [slow])
    go_on.set()
    for each in begun:
        ended(each)
    for number in range(MOST_KEPT + 3):
        ended(works.begin(str(number), "", "x.zip", [lambda: one("a")]))
    assert len(works.of("")) == MOST_KEPT
    assert works.of("")[0].title == str(MOST_KEPT + 2)


def test_a_fault_of_one_step_is_told_and_nobody_waits_forever() -> None:
    def refused() -> Mapping[str, bytes]:
        raise Refused((Diagnostic("MOU701", Severity.ERROR, "gone", Place("a.yaml")),))

    def broken() -> Mapping[str, bytes]:
        raise RuntimeError

    work = ended(Works().begin("x", "", "x.zip", [refused, lambda: one("b"), broken]))
    assert (work.made, work.done, work.fault) == (1, 2, "RuntimeError")
    assert [each.message for each in work.told] == ["gone"]
