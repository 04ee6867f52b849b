"""Draft, without any script: the form, the agreement beside it, and what the buttons do."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mou_builder.disk.packaged import packaged
from mou_builder.web.safety.access import Role
from tests.support.web.forms_in_html import PageForm, Sent
from tests.support.web.workbench import HOST, MAPLE, app_over, as_role, csrf_of, examples_in, inside

EXAMPLES = sorted(each.name for each in packaged("configs").glob("*.yaml"))
ORIGIN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
TO_OHIO = (
    "model: wisconsin-sro\nrequirements: [wisconsin]\n",
    "model: general-sro\nstate: Ohio\nrequirements: [ohio]\n",
)
"""What makes of an example an agreement that lacks what a law asks for."""


def form_on(client: FlaskClient, name: str = MAPLE) -> PageForm:
    answer = client.get(f"/draft/of/{name}")
    assert answer.status_code == 200
    return PageForm(answer.text, "form")


def post(
    client: FlaskClient, do: str, name: str = MAPLE, fields: Sent | None = None, **new: Any
) -> TestResponse:
    """Send the form as the page shows it, with some fields filled in; a dot is written ``__``."""
    values = dict(form_on(client, name).fields if fields is None else fields)
    for field, value in new.items():
        values[field.replace("__", ".")] = value if isinstance(value, list) else [value]
    return client.post(f"/draft/of/{name}", data={**values, "do": [do]}, headers=ORIGIN)


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return inside(app_over(examples_in(tmp_path)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_that_is_saved_as_it_came_changes_no_byte(
    client: FlaskClient, tmp_path: Path, name: str
) -> None:
    before = (tmp_path / name).read_bytes()
    assert post(client, "save", name).status_code == 303
    assert (tmp_path / name).read_bytes() == before


def test_a_file_with_line_ends_of_windows_and_a_mark_keeps_both(tmp_path: Path) -> None:
    examples_in(tmp_path, MAPLE)
    text = (tmp_path / MAPLE).read_text(encoding="utf-8")
    (tmp_path / MAPLE).write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    client = inside(app_over(tmp_path))
    assert post(client, "save", clauses__funding__officers="2").status_code == 303
    changed = text.replace("officers: 1\n", "officers: 2\n").replace("\n", "\r\n")
    assert (tmp_path / MAPLE).read_bytes() == ("\ufeff" + changed).encode()


def test_what_is_typed_and_saved_is_one_line_of_the_file(
    client: FlaskClient, tmp_path: Path
) -> None:
    before = (tmp_path / MAPLE).read_text(encoding="utf-8")
    answer = post(client, "save", parties__district__name="Elm <b>& Oak</b> District")
    assert answer.status_code == 303
    after = (tmp_path / MAPLE).read_text(encoding="utf-8")
    assert after == before.replace("Maple Grove School District", "Elm <b>& Oak</b> District", 1)
    page = client.get(answer.headers["Location"]).text
    assert "Elm &lt;b&gt;&amp; Oak&lt;/b&gt; District" in page
    assert "<b>& Oak" not in page


def test_a_save_says_what_is_next_once_the_agreement_is_ready(client: FlaskClient) -> None:
    saved = post(client, "save", parties__district__name="")
    assert "Saved." in (page := client.get(saved.headers["Location"]).text)
    assert "It is ready to sign" not in page
    saved = post(client, "save", parties__district__name="Elm District")
    assert "It is ready to sign: take the PDF" in client.get(saved.headers["Location"]).text


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_link_within_the_page_leads_somewhere(client: FlaskClient, name: str) -> None:
    form = form_on(client, name)
    assert form.links - form.ids == set()


@pytest.mark.parametrize(
    ("do", "added", "to"),
    [
        ("see:part-own", {"new-clause.title": "Dogs", "new-clause.text": "X."}, "f-clauses.dogs"),
        ("see:part-further", {"further": ["body-worn-cameras"]}, "f-clauses.body-worn-cameras"),
        ("see:part-parties", {"new-party.name": "Elm", "new-party.kind": "city"}, "f-parties.city"),
        ("see:part-frame", {"new-recital.text": "Whereas."}, "part-frame"),
        ("see:part-own", {}, "part-own"),
        ("see:clauses.funding", {}, "f-clauses.funding"),
    ],
)  # fmt: skip
def test_the_page_goes_on_at_what_was_added(
    client: FlaskClient, do: str, added: dict[str, Any], to: str
) -> None:
    answer = post(client, do, **added)
    assert answer.headers["Location"] == f"/draft/of/{MAPLE}#{to}"
    assert to in form_on(client).ids
    buttons = re.findall(r'name="do" value="(see:[^"]+)"', client.get(f"/draft/of/{MAPLE}").text)
    assert do in buttons


def test_see_it_shows_what_was_typed_and_leaves_the_file_alone(
    client: FlaskClient, tmp_path: Path
) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    answer = post(client, "see:clauses.funding", clauses__funding__district_share="60%")
    assert answer.headers["Location"].endswith("#f-clauses.funding")
    page = client.get(answer.headers["Location"]).text
    assert "60 percent (60%)" in page
    assert "not saved yet" in page
    assert re.search(r"<del>.{0,60}taken out: </span>75 percent \(75%\)", page)
    assert (tmp_path / MAPLE).read_bytes() == before


def test_unsaved_work_outlives_the_server_and_can_be_thrown_away(tmp_path: Path) -> None:
    examples_in(tmp_path, MAPLE)
    post(inside(app_over(tmp_path)), "see", clauses__funding__officers="7")
    later = inside(app_over(tmp_path))
    assert form_on(later).fields["clauses.funding.officers"] == ["7"]
    post(later, "discard")
    assert form_on(later).fields["clauses.funding.officers"] == ["1"]


def test_undo_goes_back_step_by_step(client: FlaskClient) -> None:
    post(client, "see", clauses__funding__officers="2")
    post(client, "see", clauses__funding__officers="3")
    post(client, "undo")
    assert form_on(client).fields["clauses.funding.officers"] == ["2"]
    post(client, "undo")
    assert form_on(client).fields["clauses.funding.officers"] == ["1"]


def test_a_save_over_a_newer_state_shows_both_and_puts_them_together(
    client: FlaskClient, tmp_path: Path
) -> None:
    fields = form_on(client).fields
    config = tmp_path / MAPLE
    theirs = config.read_text(encoding="utf-8").replace("Luis Ortega", "Ana Ruiz")
    config.write_text(theirs, encoding="utf-8")
    answer = post(client, "save", fields=fields, clauses__funding__officers="2")
    assert answer.status_code == 303
    assert config.read_text(encoding="utf-8") == theirs
    page = client.get(answer.headers["Location"]).text
    assert "Ana Ruiz" in page
    both = PageForm(page, "settle").fields
    answer = client.post(f"/conflict/{MAPLE}", data={**both, "do": ["merge"]}, headers=ORIGIN)
    assert answer.status_code == 303
    assert config.read_text(encoding="utf-8") == theirs.replace("officers: 1", "officers: 2")


def test_while_one_types_the_agreement_and_what_is_found_come_back(
    client: FlaskClient, tmp_path: Path
) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    fields = {**form_on(client).fields, "clauses.funding.officers": ["two"]}
    answer = client.post(f"/draft/live/{MAPLE}", data=fields, headers=ORIGIN).json
    assert "[number of officers]" in answer["preview"]
    assert "two" in answer["said"]["clauses.funding.officers"]
    assert "1 to do" in answer["status"]
    assert "officers: two" in json.loads(answer["text"])
    assert (tmp_path / MAPLE).read_bytes() == before
    assert form_on(client).fields["clauses.funding.officers"] == ["two"]


def test_a_finding_is_accepted_with_a_reason_where_it_is_told(
    client: FlaskClient, tmp_path: Path
) -> None:
    config = tmp_path / MAPLE
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("2027-06-30", "2027-02-28"), encoding="utf-8")
    assert "in the middle of a school year" in client.get(f"/draft/of/{MAPLE}").text
    fields = form_on(client).fields
    [name] = [each for each in fields if each.startswith("new-acceptance.MOU309")]
    post(client, "see:accept", **{name: ["The grant ends then: it's known."]})
    post(client, "save")
    accepted = yaml.safe_load(config.read_text(encoding="utf-8"))["accept"]
    about = name.removeprefix("new-acceptance.MOU309.")
    reason = "The grant ends then: it's known."
    assert accepted == [{"code": "MOU309", "about": about, "because": reason}]
    page = client.get(f"/draft/of/{MAPLE}").text
    assert "Accepted: the term ends" in page
    assert name not in form_on(client).fields


@pytest.mark.parametrize("text", ["[" * 200_000, "{}", "1", '"', "", '"a" "b"'])
def test_a_form_without_its_text_is_refused(client: FlaskClient, text: str) -> None:
    answer = post(client, "save", text=text)
    assert answer.status_code == 400
    assert "This form is incomplete" in answer.text


def test_what_is_needed_says_so_only_while_it_is_empty(client: FlaskClient) -> None:
    label = '<label for="f-parties.district.name">Name <span class="needed"{}>needed</span></label>'
    assert label.format(" hidden") in client.get(f"/draft/of/{MAPLE}").text
    post(client, "see", parties__district__name="")
    assert label.format("") in client.get(f"/draft/of/{MAPLE}").text


def test_a_card_shows_how_its_text_would_print_with_what_is_given_so_far(
    client: FlaskClient,
) -> None:
    post(client, "see", clauses__funding__officers="4")
    page = client.get(f"/draft/of/{MAPLE}").text
    cards = page.split('value="variant:fixed-amount"')[1].split("</details>")[0]
    assert "shall provide four (4) SROs" in cards
    assert "[fixed amount for the term]" in cards
    post(client, "see", clauses__funding__officers="four")
    page = client.get(f"/draft/of/{MAPLE}").text
    cards = page.split('value="variant:fixed-amount"')[1].split("</details>")[0]
    assert "shall provide [number of officers] SROs" in cards


def test_no_page_of_a_draft_speaks_of_keys_or_codes(client: FlaskClient, tmp_path: Path) -> None:
    config = tmp_path / MAPLE
    text = config.read_text(encoding="utf-8").replace("requirements: [wisconsin]\n", "")
    config.write_text(text.replace("  until: 2027-06-30\n", ""), encoding="utf-8")
    page = client.get(f"/draft/of/{MAPLE}").text
    assert "[last day of the term]" in page
    seen = re.sub(r"<pre.*?</pre>|<[^>]*>|Such as MOU310", " ", page, flags=re.DOTALL)
    assert not re.findall(r"\bMOU\d{3}\b|\baccept: |--[a-z]|\bterm: ", seen)


def test_what_was_typed_before_and_comes_late_undoes_nothing(client: FlaskClient) -> None:
    fields = form_on(client).fields
    shown = fields["turn"][0].split("-")[0]
    late = {**fields, "clauses.funding.officers": ["8"], "turn": [f"{shown}-2"]}
    post(client, "see", fields={**fields, "turn": [f"{shown}-3"]}, clauses__funding__officers="9")
    assert client.post(f"/draft/live/{MAPLE}", data=late, headers=ORIGIN).status_code == 200
    assert form_on(client).fields["clauses.funding.officers"] == ["9"]
    fields = form_on(client).fields
    post(client, "save", fields=fields)
    client.post(f"/draft/live/{MAPLE}", data=late, headers=ORIGIN)
    assert "not saved yet" not in client.get(f"/draft/of/{MAPLE}").text


def test_a_change_that_alters_the_form_gives_no_new_ground_to_type_on(client: FlaskClient) -> None:
    fields = {**form_on(client).fields, "clauses.custody:wording": ["own"]}
    assert client.post(f"/draft/live/{MAPLE}", data=fields, headers=ORIGIN).json["text"] is None


def test_another_variant_shows_its_own_fields(client: FlaskClient) -> None:
    post(client, "see", **{"clauses.funding:wording": "variant:fixed-amount"})
    fields = form_on(client).fields
    assert fields["clauses.funding.officers"] == ["1"]
    assert fields["clauses.funding.total"] == [""]
    assert "clauses.funding.district_share" not in fields


def test_opt_in_clauses_are_added_and_taken_out(client: FlaskClient) -> None:
    post(client, "see", further=["disputes", "amendments"])
    page = client.get(f"/draft/of/{MAPLE}").text
    assert 'id="clause-disputes"' in page
    post(client, "see", remove="clauses.disputes")
    assert 'id="clause-disputes"' not in client.get(f"/draft/of/{MAPLE}").text


@pytest.mark.parametrize(("paper", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("both", b"PK")])
def test_the_papers_are_made_of_what_is_in_the_form(
    client: FlaskClient, paper: str, begins: bytes
) -> None:
    fields = {**form_on(client).fields, "paper": [paper]}
    answer = client.post(f"/draft/paper/{MAPLE}", data=fields, headers=ORIGIN)
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]
    if paper == "both":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            assert sorted(archive.namelist()) == [
                "city-and-one-school.docx",
                "city-and-one-school.pdf",
            ]


def test_an_unfinished_agreement_is_given_out_as_a_draft(client: FlaskClient) -> None:
    fields = form_on(client).fields
    fields |= {"clauses.chain-of-command.supervisor": [""], "paper": ["pdf"]}
    answer = client.post(f"/draft/paper/{MAPLE}", data=fields, headers=ORIGIN)
    assert answer.status_code == 200
    assert "city-and-one-school-draft.pdf" in answer.headers["Content-Disposition"]


def test_what_is_missing_in_a_clause_is_told_by_the_title_of_the_clause(
    client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / MAPLE
    text = file.read_text("utf-8").replace("supervisor: Patrol Captain", "supervisor:")
    file.write_text(text, "utf-8")
    page = client.get(f"/draft/of/{MAPLE}").text
    assert "Chain of command: title of the SRO&#39;s supervisor is missing" in page


def test_what_keeps_even_a_draft_from_being_made_is_said_beside_the_form_as_it_was_typed(
    client: FlaskClient,
) -> None:
    fields = {**form_on(client).fields, "paper": ["pdf"]}
    fields["clauses.funding.officers"] = ["one officer"]
    answer = client.post(f"/draft/paper/{MAPLE}", data=fields, headers=ORIGIN)
    assert answer.status_code == 422
    assert "is not a number of positions" in answer.text
    assert PageForm(answer.text, "form").fields["clauses.funding.officers"] == ["one officer"]


def test_an_agreement_that_lacks_what_a_law_asks_for_is_given_out_as_a_draft(
    client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / MAPLE
    text = file.read_text("utf-8").replace(*TO_OHIO)
    file.write_text(text, "utf-8")
    page = client.get(f"/draft/of/{MAPLE}").text
    assert "is not satisfied" in page
    fields = {**form_on(client).fields, "paper": ["docx"]}
    answer = client.post(f"/draft/paper/{MAPLE}", data=fields, headers=ORIGIN)
    assert answer.status_code == 200
    assert "city-and-one-school-draft.docx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("way", "name"),
    [
        ({"way": "state", "state": "Georgia", "name": "hall-county"}, "hall-county.yaml"),
        ({"way": "state", "state": ""}, "agreement.yaml"),
        ({"way": "example", "example": "three-parties", "name": ""}, "three-parties.yaml"),
        ({"way": "state", "name": "Hall County Schools 2027"}, "hall-county-schools-2027.yaml"),
        ({"way": "state", "name": "Peña 学区.yaml"}, "pena.yaml"),
        ({"way": "state", "name": "con"}, "agreement-con.yaml"),
        ({"way": "state", "name": "../out/a.yaml"}, "out-a.yaml"),
    ],
)
def test_an_agreement_begins_from_ones_state_or_an_example(
    tmp_path: Path, way: dict[str, str], name: str
) -> None:
    client = inside(app_over(tmp_path))
    answer = client.post("/draft/", data={"csrf": csrf_of(client), **way}, headers=ORIGIN)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/draft/of/{name}")
    assert [each.name for each in tmp_path.glob("**/*.yaml")] == [name]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_whoever_begins_from_the_last_term_sees_first_what_moves(client: FlaskClient) -> None:
    way = {"csrf": csrf_of(client), "way": "last", "last": MAPLE}
    answer = client.post("/draft/", data=way, headers=ORIGIN)
    assert answer.headers["Location"].endswith(f"/renew/{MAPLE}")


@pytest.mark.parametrize("name", ["学区", "…", "../"])
def test_a_name_that_is_no_name_is_refused_and_what_was_given_stays(
    tmp_path: Path, name: str
) -> None:
    client = inside(app_over(tmp_path))
    way = {"csrf": csrf_of(client), "way": "state", "state": "Georgia", "name": name}
    answer = client.post("/draft/", data=way, headers=ORIGIN)
    assert answer.status_code == 422
    assert PageForm(answer.text.split("<h1>")[1]).fields["state"] == ["Georgia"]
    assert list(tmp_path.glob("**/*.yaml")) == []


def test_no_new_agreement_takes_the_place_of_another(client: FlaskClient, tmp_path: Path) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    way = {"csrf": csrf_of(client), "way": "example", "example": "city-and-one-school"}
    assert client.post("/draft/", data=way, headers=ORIGIN).status_code == 422
    assert (tmp_path / MAPLE).read_bytes() == before


def test_a_file_that_is_no_config_is_mended_where_it_is(
    client: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("model: wisconsin-sro\nparties: [\n", "utf-8")
    answer = client.get("/draft/of/broken.yaml")
    assert answer.status_code == 200
    assert "cannot be shown as a form" in answer.text
    (tmp_path / "broken.yaml").write_text("model: wisconsin-sro\nstate: WI\nmodel: <b>\n", "utf-8")
    answer = client.get("/draft/of/broken.yaml")
    assert "It was given first on line 1; keep one of the two" in answer.text
    assert "Line 3, column 1: <code>model: &lt;b&gt;</code>" in answer.text
    fields = PageForm(answer.text.split("<h1>")[1]).fields
    fields["file"] = ["model: wisconsin-sro\r\nparties:\r\n  district:\r\n  agency:\r\n"]
    fields["do"] = ["save"]
    answer = client.post("/draft/of/broken.yaml", data=fields, headers=ORIGIN)
    assert answer.status_code == 303
    assert client.get("/draft/of/broken.yaml").status_code == 200
    assert b"\r" not in (tmp_path / "broken.yaml").read_bytes()


def test_what_is_broken_in_the_base_of_a_config_leads_to_the_base(
    client: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "base.yaml").write_text("model: wisconsin-sro\nparties: [\n", "utf-8")
    (tmp_path / "child.yaml").write_text("extends: base.yaml\nmodel: wisconsin-sro\n", "utf-8")
    shown = client.get("/draft/of/child.yaml").text
    assert '<a class="button main" href="/draft/of/base.yaml">Mend base.yaml in Draft</a>' in shown
    assert "Line 1, column 10: <code>extends: base.yaml</code>" in shown
    assert "Line 3" not in shown, "that is a line of the base"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_file_in_another_encoding_keeps_its_letters_and_is_saved_in_utf8(
    client: FlaskClient, tmp_path: Path, encoding: str
) -> None:
    text = (tmp_path / MAPLE).read_text("utf-8").replace("Luis Ortega", "Luís “Lou” Ortéga")
    (tmp_path / MAPLE).write_bytes(text.encode(encoding))
    shown = client.get(f"/draft/of/{MAPLE}").text
    assert "The file is not in UTF-8." in shown
    assert "Luís “Lou” Ortéga" in shown
    assert post(client, "save").status_code == 303
    assert (tmp_path / MAPLE).read_text("utf-8") == text
    assert "The file is not in UTF-8." not in client.get(f"/draft/of/{MAPLE}").text


@pytest.mark.parametrize("page", ["/renew/", "/record/", "/compare?new=broken.yaml&old="])
def test_whatever_cannot_be_done_with_a_broken_file_leads_to_where_it_is_mended(
    client: FlaskClient, tmp_path: Path, page: str
) -> None:
    (tmp_path / "broken.yaml").write_text("model: wisconsin-sro\nparties: [\n", "utf-8")
    button = '<a class="button main" href="/draft/of/broken.yaml">Mend it in Draft</a>'
    reading = as_role(client.application, Role.READ)
    assert button in client.get(f"{page}broken.yaml").text
    assert button not in reading.get(f"{page}broken.yaml").text


def test_a_control_character_is_refused_by_name_and_the_rest_is_kept(client: FlaskClient) -> None:
    answer = post(client, "save", parties__district__name="Elm\x07", clauses__funding__officers="2")
    assert answer.status_code == 422
    assert "U+0007" in answer.text
    assert PageForm(answer.text, "form").fields["clauses.funding.officers"] == ["2"]


def test_whoever_may_only_read_sees_it_and_changes_nothing(tmp_path: Path) -> None:
    app = app_over(examples_in(tmp_path))
    before = (tmp_path / MAPLE).read_bytes()
    reader = as_role(app, Role.READ)
    page = reader.get(f"/draft/of/{MAPLE}").text
    assert "To change it takes the role draft" in page
    assert 'value="save"' not in page
    assert post(reader, "save", clauses__funding__officers="2").status_code == 403
    fields = {**form_on(reader).fields, "clauses.funding.officers": ["2"]}
    assert reader.post(f"/draft/live/{MAPLE}", data=fields, headers=ORIGIN).status_code == 403
    assert (tmp_path / MAPLE).read_bytes() == before
    assert not list(tmp_path.glob(".mou-unsaved/*"))


def test_a_form_that_is_not_whole_changes_nothing(client: FlaskClient, tmp_path: Path) -> None:
    before = (tmp_path / MAPLE).read_bytes()
    fields = form_on(client).fields
    for text in ("", "{", "[1]", '"model: ["'):
        answer = client.post(
            f"/draft/of/{MAPLE}", data={**fields, "text": [text], "do": ["save"]}, headers=ORIGIN
        )
        assert answer.status_code in (400, 422)
        answer = client.post(
            f"/draft/live/{MAPLE}", data={**fields, "text": [text]}, headers=ORIGIN
        )
        assert answer.status_code == 422
    assert (tmp_path / MAPLE).read_bytes() == before


def test_two_windows_of_one_person_are_told_of_each_other_and_undo_leads_to_both(
    client: FlaskClient,
) -> None:
    name = "clauses.chain-of-command.supervisor"
    first, second = form_on(client).fields, form_on(client).fields

    def typed(fields: dict[str, list[str]], number: int, words: str) -> str:
        shown = fields["turn"][0].split("-")[0]
        data = {**fields, name: [words], "turn": [f"{shown}-{number}"]}
        answer = client.post(f"/draft/live/{MAPLE}", data=data, headers=ORIGIN).json
        fields["text"] = [answer["text"]]
        return str(answer["elsewhere"])

    assert typed(first, 2, "Captain") == ""
    assert typed(first, 3, "Captain One") == ""
    assert "another window, too" in typed(second, 2, "Captain Two")
    assert typed(second, 3, "Captain Two Two") == ""
    assert "kept only when you save" in typed(first, 4, "Captain One One")
    assert form_on(client).fields[name] == ["Captain Two Two"]
    post(client, "undo")
    assert form_on(client).fields[name] == ["Captain One"]
