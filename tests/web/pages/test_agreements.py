"""The first page: how each agreement stands, what is due, and what to do next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mou_builder.portfolio.states import AgreementState
from mou_builder.portfolio.steps import _STEPS, Step
from mou_builder.web.pages import agreements
from mou_builder.web.safety.access import Role
from tests.support.web.workbench import MAPLE, app_over, as_role, examples_in, inside


def test_it_shows_each_agreement_with_its_state_and_what_falls_due(tmp_path: Path) -> None:
    page = inside(app_over(examples_in(tmp_path))).get("/").text
    for name in ("Maple Grove School District", "Riverbend Unified School District"):
        assert name in page
    assert ">5 agreements<" in page
    assert "ready to sign" in page


def test_it_filters_by_words_state_and_what_is_due(tmp_path: Path) -> None:
    client = inside(app_over(examples_in(tmp_path)))
    maple = client.get("/?q=maple+POLICE").text
    assert "1 of 5 agreements" in maple
    assert "Riverbend Unified" not in maple.split('id="all"')[1]
    assert "1 of 5 agreements" in client.get("/?state=draft").text
    assert "None of the 5 agreements is like this." in client.get("/?state=ended").text


@pytest.mark.parametrize("address", ["/", "/compare", "/renew", "/record"])
def test_an_empty_folder_leads_to_a_first_agreement(tmp_path: Path, address: str) -> None:
    app = app_over(tmp_path)
    begin = '<a class="button main" href="/draft/">Begin one</a>'
    assert begin in inside(app).get(address).text
    read = as_role(app, Role.READ).get(address).text
    assert "There is no agreement in this folder yet." in read
    assert begin not in read


def test_a_config_that_cannot_be_read_is_shown_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("model: [\n", "utf-8")
    page = inside(app_over(tmp_path)).get("/").text
    assert "broken.yaml" in page
    assert "unreadable" in page


def test_a_large_folder_is_shown_in_part_unless_all_of_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreements, "_MOST", 2)
    client = inside(app_over(examples_in(tmp_path)))
    page = client.get("/").text
    assert page.count('<li class="card">') == 2
    assert "The 2 most urgent are shown." in page
    led = re.search(r'<a href="([^"]+)">show all 5<', page)
    assert led
    assert client.get(led[1]).text.count('<li class="card">') == 5
    assert "most urgent are shown" not in client.get("/?q=riverbend").text


def test_a_file_whose_name_no_address_can_have_is_told(tmp_path: Path) -> None:
    (examples_in(tmp_path) / "a\nb.yaml").write_text("model: wisconsin-sro\n", "utf-8")
    page = inside(app_over(tmp_path)).get("/").text
    assert "The file “a\N{REPLACEMENT CHARACTER}b.yaml” is not shown" in page


def test_what_a_config_says_is_words_and_never_markup(tmp_path: Path) -> None:
    examples_in(tmp_path, "city-and-one-school.yaml")
    config = tmp_path / "city-and-one-school.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("Maple Grove School District", "<script>alert(1)</script> District"), "utf-8"
    )
    page = inside(app_over(tmp_path)).get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; District" in page
    assert "<script>" not in page


def test_every_state_has_its_next_steps() -> None:
    assert set(_STEPS) == set(AgreementState)


def test_every_next_step_leads_to_the_page_where_it_is_done(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path, "city-and-one-school.yaml"))
    led = {step for each in app.blueprints.values() for step in getattr(each, "steps", ())}
    assert led == set(Step)
    page = inside(app).get("/").text
    assert '<a href="/record/city-and-one-school.yaml">Send it out for signature' in page


def test_what_is_late_is_told_where_nothing_lies_ahead(tmp_path: Path) -> None:
    (file,) = examples_in(tmp_path, MAPLE).glob("*.yaml")
    file.write_text(file.read_text("utf-8").replace("2027-06-30", "2029-06-30"), "utf-8")
    page = inside(app_over(tmp_path)).get("/").text
    assert "; 1 due within 90 days, or over." in page
    assert "Nothing falls due." in page
    assert "1 agreement is over, late or to be looked after" in page


def test_nothing_is_told_as_late_where_all_lies_ahead(tmp_path: Path) -> None:
    (file,) = examples_in(tmp_path, MAPLE).glob("*.yaml")
    ahead = file.read_text("utf-8").replace("2026-08-01", "2027-04-01")
    file.write_text(ahead.replace("2027-06-30", "2029-06-30"), "utf-8")
    page = inside(app_over(tmp_path)).get("/").text
    assert "Nothing falls due." not in page
    assert "to be looked after" not in page
