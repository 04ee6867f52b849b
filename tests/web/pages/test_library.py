"""The library as people read it: texts as they print, where they are used, who reviewed them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from mou_builder.library.reviews import text_digest
from mou_builder.web.workbench import Workbench, workbench_over
from tests.support.web.workbench import MAPLE, app_over, examples_in, inside


def test_it_shows_the_models_and_every_state_with_its_sets(app: Flask) -> None:
    page = inside(app).get("/library").text
    bench: Workbench = app.extensions["workbench"]
    for id_ in bench.library.model_ids:
        assert f"/library/models/{id_}" in page
    for id_ in bench.library.requirement_set_ids:
        assert f"/library/sets/{id_}" in page
    assert ">1 state<" in inside(app).get("/library?q=georgia").text


def test_a_model_lists_its_clauses_with_how_many_agreements_have_each(app: Flask) -> None:
    page = inside(app).get("/library/models/wisconsin-sro").text
    row = page.split("/library/models/wisconsin-sro/funding")[1].split("</tr>")[0]
    assert "required" in row
    assert row.endswith(">1 agreement</td>")


def test_a_clause_shows_each_variant_as_it_prints_and_where_it_is_used(app: Flask) -> None:
    page = inside(app).get("/library/models/wisconsin-sro/funding").text
    shared = next(each for each in page.split("<section")[1:] if "variant: shared-cost<" in each)
    assert "[number of officers]" in shared
    assert "{{" not in page
    assert f'<strong>Used in:</strong> <a href="/draft/of/{MAPLE}">{MAPLE}</a>' in shared
    assert "by no counsel" in shared
    hourly = next(each for each in page.split("<section")[1:] if "variant: hourly<" in each)
    assert "no agreement of this folder" in hourly


def test_a_review_of_counsel_is_shown_until_the_text_changes(tmp_path: Path) -> None:
    house, folder = tmp_path / "house", tmp_path / "agreements"
    house.mkdir()
    folder.mkdir()
    plain = workbench_over(examples_in(folder, MAPLE))
    digest = text_digest(plain.library.model("wisconsin-sro").clauses["funding"], "hourly")
    for given, said in ((digest, "reviewed by A. Counsel on"), ("0" * 16, "lapsed: the text has")):
        (house / "reviews.yaml").write_text(
            "reviews:\n  - {clause: funding, variant: hourly, "
            f"digest: '{given}', by: A. Counsel, on: 2026-09-01}}\n",
            "utf-8",
        )
        app = app_over(folder)
        app.extensions["workbench"] = workbench_over(folder, (house,))
        assert said in inside(app).get("/library/models/wisconsin-sro/funding").text


def test_every_page_of_the_library_can_be_shown(app: Flask) -> None:
    bench: Workbench = app.extensions["workbench"]
    client = inside(app)
    for set_ in bench.library.requirement_set_ids:
        page = client.get(f"/library/sets/{set_}")
        assert page.status_code == 200
        for each in bench.library.requirement_set(set_).requirements:
            assert each.title.split("'")[0].split("“")[0] in page.text
    for clause in bench.library.model("general-sro").clauses:
        assert client.get(f"/library/models/general-sro/{clause}").status_code == 200


@pytest.mark.parametrize("address", ["models/x", "models/wisconsin-sro/x", "sets/x", "sets/.."])
def test_what_the_library_has_not_is_not_found(app: Flask, address: str) -> None:
    assert inside(app).get(f"/library/{address}").status_code == 404
