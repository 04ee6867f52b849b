"""Long job shows how far it is, can be stopped, and is seen by nobody else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.web.background_jobs import (
    MOST_AT_ONCE,
    MOST_KEPT,
    BackgroundJob,
    BackgroundJobs,
    TooManyJobs,
)
from mou_builder.web.safety.access import Role
from tests.support.cli.console import PATIENCE
from tests.support.web.workbench import app_over, as_role, examples_in, inside, sent


def ended(job: BackgroundJob) -> BackgroundJob:
    assert job.ended.wait(PATIENCE)
    return job


def one(name: str) -> Mapping[str, bytes]:
    return {name: name.encode()}


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_the_documents_of_all_that_is_shown_come_as_one_archive(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path))
    client = inside(app)
    answer = sent(client, "/jobs/documents", q="riverbend", state="", due="")
    jobs: BackgroundJobs = app.extensions["jobs"]
    [job] = jobs.of("")
    assert answer.location == f"/jobs/{job.id}"
    ended(job)
    page = client.get(answer.location).text
    assert "1 of 1 made" in page
    names = names_in(client.get(f"{answer.location}/files").data)
    assert sorted(each.rpartition(".")[2] for each in names) == ["docx", "pdf"]


def test_what_cannot_be_made_is_told_and_the_rest_is_made(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path))
    (tmp_path / "broken.yaml").write_text("model: [\n", "utf-8")
    client = inside(app)
    where = sent(client, "/jobs/documents").location
    jobs: BackgroundJobs = app.extensions["jobs"]
    ended(jobs.of("")[0])
    page = client.get(where).text.split("Not made")[1]
    assert '<a href="/draft/of/broken.yaml">' in page
    assert "The name of the school district is left open" in page, "no id of a party"
    assert "“Program funding” is left open" in page, "no id of a clause"
    assert len(names_in(client.get(f"{where}/files").data)) >= 8


def test_it_is_stopped_after_what_is_being_made(app: Flask) -> None:
    jobs: BackgroundJobs = app.extensions["jobs"]
    began, go_on = Event(), Event()

    def slow() -> Mapping[str, bytes]:
        began.set()
        assert go_on.wait(PATIENCE)
        return {"a": b"a"}

    job = jobs.begin("Slow", "", "x.zip", [slow, lambda: one("b"), lambda: one("c")])
    assert began.wait(PATIENCE)
    client = inside(app)
    assert client.get(f"/jobs/{job.id}/progress").json == {"done": 0, "total": 3, "ended": False}
    assert "0</span> of 3" in client.get(f"/jobs/{job.id}").text
    assert client.get(f"/jobs/{job.id}/files").status_code == 404
    sent(client, f"/jobs/{job.id}/stop")
    go_on.set()
    ended(job)
    assert "It was stopped" in client.get(f"/jobs/{job.id}").text
    assert names_in(client.get(f"/jobs/{job.id}/files").data) == ["a"]


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return app_over(tmp_path)


def test_a_work_is_nobody_elses(app: Flask) -> None:
    jobs: BackgroundJobs = app.extensions["jobs"]
    job = ended(jobs.begin("Mine", "dana", "x.zip", [lambda: one("a")]))
    other = as_role(app, Role.RECORD)
    for address in ("", "/progress", "/files"):
        assert other.get(f"/jobs/{job.id}{address}").status_code == 404
    assert "Mine" not in other.get("/jobs").text


def test_only_so_many_works_are_done_at_once_and_kept() -> None:
    jobs, go_on = BackgroundJobs(), Event()

    def slow() -> Mapping[str, bytes]:
        assert go_on.wait(PATIENCE)
        return {}

    begun = [jobs.begin("Slow", "", "x.zip", [slow]) for _ in range(MOST_AT_ONCE)]
    with pytest.raises(TooManyJobs):
        jobs.begin("One more", "", "x.zip", [slow])
    go_on.set()
    for each in begun:
        ended(each)
    for number in range(MOST_KEPT + 3):
        ended(jobs.begin(str(number), "", "x.zip", [lambda: one("a")]))
    assert len(jobs.of("")) == MOST_KEPT
    assert jobs.of("")[0].title == str(MOST_KEPT + 2)


def test_a_fault_of_one_step_is_told_and_nobody_waits_forever() -> None:
    def refused() -> Mapping[str, bytes]:
        raise Refused((Diagnostic("MOU701", Severity.ERROR, "gone", Place("a.yaml")),))

    def broken() -> Mapping[str, bytes]:
        raise RuntimeError

    job = ended(BackgroundJobs().begin("x", "", "x.zip", [refused, lambda: one("b"), broken]))
    assert (job.made, job.done, job.fault) == (1, 2, "RuntimeError")
    assert [each.message for each in job.told] == ["gone"]
