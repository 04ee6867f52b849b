"""Filling in a form: what each thing that a person does makes of the file."""

from __future__ import annotations

from pathlib import Path

from mou_builder.agreement.document import Block, Paragraph, Provision
from mou_builder.drafting.form.fields import Rows
from mou_builder.drafting.form.own_words import as_own_text
from mou_builder.yamltext.changes import Set
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import FINISHED, assembled, example
from tests.support.drafting.posted_forms import after, changes, form_of, sent

CONFIG = """\
model: wisconsin-sro
parties:
  district:
    name: Maple Grove School District
    schools: [North, South]  # two of them
    signatory: {name: Dana Whitfield, title: Superintendent}
  agency: {name: Maple Grove Police Department}
term: {until: 2027-06-30}
clauses:
  # agreed in May
  funding:
    variant: shared-cost
    officers: 2   # full-time
    district_share: 75%
    invoiced: quarterly
  disputes: yes
"""


def filled_with(text: str, named: dict[str, object], words: dict[str, str] | None = None) -> str:
    lists = {name: each if isinstance(each, list) else [str(each)] for name, each in named.items()}
    return after(text, {**sent(form_of(text)), **lists}, words)


def test_one_value_is_one_line_of_the_file() -> None:
    new = filled_with(CONFIG, {"clauses.funding.officers": "3"})
    assert new == CONFIG.replace("officers: 2 ", "officers: 3 ")


def test_another_variant_keeps_what_both_texts_need_and_drops_the_rest() -> None:
    new = filled_with(
        CONFIG,
        {"clauses.funding:wording": "variant:fixed-amount", "clauses.funding.officers": "4"},
    )
    assert "  # agreed in May\n  funding:\n    variant: fixed-amount\n" in new
    assert "    officers: 4   # full-time\n" in new
    assert "    total:\n" in new
    assert "district_share" not in new


def test_a_text_of_ones_own_begins_with_the_words_of_the_model() -> None:
    new = filled_with(
        CONFIG, {"clauses.custody:wording": "own"}, {"custody": "No one is held.\n\nOr taken.\n"}
    )
    assert new == (
        f"{CONFIG}  custody:\n    text: |\n      No one is held.\n\n      Or taken.\n    because:\n"
    )


def test_the_models_text_comes_back_when_it_is_chosen_again() -> None:
    own = CONFIG + "  custody:\n    text: No one is held.\n    because: agreed\n"
    assert filled_with(own, {"clauses.custody:wording": "model"}) == CONFIG


def test_a_clause_that_is_left_out_asks_for_the_reason() -> None:
    new = filled_with(CONFIG, {"clauses.testimony:wording": "omitted"})
    assert changes(new, sent(form_of(new))).changes == ()
    again = filled_with(new, {"clauses.custody:wording": "omitted"})
    last = filled_with(again, {"clauses.custody.omit.because": "the sheriff does it"})
    assert "because: the sheriff does it" in last


def test_an_opt_in_clause_comes_with_the_lines_that_it_needs_and_goes_again() -> None:
    new = filled_with(CONFIG, {"further": ["governing-body", "amendments"]})
    assert new == CONFIG + "  governing-body:\n    body:\n  amendments: yes\n"
    assert filled_with(CONFIG, {"remove": "clauses.disputes"}) == CONFIG.replace(
        "  disputes: yes\n", ""
    )


def test_a_blank_of_a_clause_that_says_yes_gets_its_line() -> None:
    text = CONFIG.replace("disputes: yes", "extracurricular-security: yes")
    new = filled_with(text, {"clauses.extracurricular-security.minimum_hours": "3"})
    data = parse(new.encode(), "t").data
    assert isinstance(data, dict)
    assert data["clauses"]["extracurricular-security"] == {"minimum_hours": "3"}  # type: ignore[call-overload, index]


def test_an_entry_is_added_changed_and_taken_away_where_it_stands() -> None:
    school = "parties.district.schools"
    assert "schools: [North, South, West]  # two" in filled_with(CONFIG, {f"{school}.2": "West"})
    assert "schools: [East, South]  # two" in filled_with(CONFIG, {f"{school}.0": "East"})
    assert "schools: [South]  # two" in filled_with(CONFIG, {f"{school}.0": ""})
    assert "schools: [South]  # two" in filled_with(CONFIG, {"remove": f"{school}.0"})


def test_the_second_who_signs_makes_a_list_of_both() -> None:
    new = filled_with(
        CONFIG,
        {
            "parties.district.signatories.0.name": "Ruth Lee",
            "parties.district.signatories.0.title": "Clerk",
        },
    )
    assert "{name: Dana Whitfield, title: Superintendent}" in new
    assert "{name: Ruth Lee, title: Clerk}" in new
    assert "signatory:" not in new
    assert filled_with(new, {"remove": "parties.district.signatories.1"}) != new


def test_a_row_is_added_at_the_end_and_goes_when_it_is_emptied() -> None:
    at = "accept"
    new = filled_with(CONFIG, {f"{at}.0.code": "MOU301", f"{at}.0.because": "we know"})
    assert new.endswith("accept:\n  - {code: MOU301, because: we know}\n")
    gone = filled_with(new, {f"{at}.0.code": "", f"{at}.0.because": ""})
    assert gone == CONFIG + "accept: []\n"


def test_a_clause_of_ones_own_gets_an_id_from_its_title() -> None:
    new = filled_with(
        CONFIG,
        {
            "new-clause.title": "Body-worn cameras & records",
            "new-clause.text": "They stay on.",
            "new-clause.after": "custody",
        },
    )
    assert new == CONFIG + (
        "  body-worn-cameras-records:\n"
        "    title: Body-worn cameras & records\n"
        "    text: They stay on.\n"
        "    after: custody\n"
    )
    assert [each.id for each in form_of(new).clauses() if each.own] == ["body-worn-cameras-records"]


def test_a_further_party_is_named_for_its_kind() -> None:
    new = filled_with(CONFIG, {"new-party.name": "City of Maple Grove", "new-party.kind": "city"})
    assert "  city:\n    name: City of Maple Grove\n    kind: city\n" in new
    assert filled_with(new, {"remove": "parties.city"}) == CONFIG


def test_a_recital_of_ones_own_is_added() -> None:
    new = filled_with(CONFIG, {"new-recital.text": "WHEREAS the board has resolved so;"})
    assert "own-recital" in new
    assert [each.name for each in form_of(new).parts() if "own-recital" in each.name][:1] == [
        "frame.recitals.own-recital"
    ]


def test_what_may_not_be_taken_out_stays() -> None:
    for name in ("parties.district", "model", "clauses.custody", "term", "../x", "clauses"):
        assert filled_with(CONFIG, {"remove": name}) == CONFIG


def test_a_control_character_is_refused_by_name_and_the_rest_is_taken() -> None:
    values = {
        **sent(form_of(CONFIG)),
        "parties.district.name": ["Maple\x07"],
        "clauses.funding.officers": ["5"],
    }
    found = changes(CONFIG, values)
    assert [(each.code, each.path) for each in found.refused] == [
        ("MOU004", ("parties", "district", "name"))
    ]
    assert len(found.changes) == 1


def test_a_config_that_extends_another_says_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(CONFIG, encoding="utf-8")
    text = "extends: base.yaml\nparties:\n  agency: {name: Elm Police}\n"
    values = sent(form_of(text, tmp_path))
    assert changes(text, values, folder=tmp_path).changes == ()
    values["parties.district.schools.2"] = ["West"]
    values["clauses.funding.district_share"] = ["60%"]
    new = after(text, values, folder=tmp_path)
    assert parse(new.encode(), "t").data == {
        "extends": "base.yaml",
        "parties": {
            "agency": {"name": "Elm Police"},
            "district": {"schools": ["North", "South", "West"]},
        },
        "clauses": {"funding": {"district_share": "60%"}},
    }
    values["clauses.funding.invoiced"] = [""]
    values["remove"] = ["clauses.disputes"]
    new = after(text, values, folder=tmp_path)
    assert "invoiced:\n" in new
    assert "disputes: no" in new or 'disputes: "no"' in new


def test_the_words_of_a_clause_as_own_text_print_as_before() -> None:
    for name in FINISHED:
        text = example(name)
        for provision in assembled(text).provisions:
            own = filled_with(
                text,
                {f"clauses.{provision.id}:wording": "own"},
                {provision.id: as_own_text(provision.blocks)},
            )
            new = filled_with(own, {f"clauses.{provision.id}.because": "the same"})
            [same] = [
                each for each in assembled(new, draft=True).provisions if each.id == provision.id
            ]
            assert as_own_text(same.blocks) == as_own_text(provision.blocks)
            assert len(same.blocks) == len(provision.blocks)


def test_signs_in_a_value_stay_signs_in_the_words_of_a_clause() -> None:
    name = "Elm * and [[East]] *Grove*"
    text = example("county-and-four-schools.yaml").replace("Four Lakes High School", f"'{name}'")
    before = {each.id: each for each in assembled(text, draft=True).provisions}
    changes = [
        Set(("clauses", each.id), {"text": as_own_text(each.blocks), "because": "the same"})
        for each in before.values()
    ]
    after_them = {each.id: each for each in assembled(edit(text, changes), draft=True).provisions}
    assert words_of(after_them) == words_of(before)
    assert name in words_of(before)["duty-stations"], "in a table"


def words_of(provisions: dict[str, Provision]) -> dict[str, list[str]]:
    return {
        each.id: [text for block in each.blocks for text in words_of_block(block)]
        for each in provisions.values()
    }


def words_of_block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [text for row in block.all_rows for text in row.texts]


def test_an_accepted_finding_is_chosen_by_its_title_and_its_clause() -> None:
    accepted = CONFIG + "accept: [{code: MOU310, about: funding, because: agreed}]\n"
    [part] = [each for each in form_of(accepted).parts() if each.name == "accept"]
    assert isinstance(part, Rows)
    for code, _because, about in (*part.rows, part.columns):
        assert code.choices["MOU310"] == "Signed after the term has begun"
        assert about.choices["funding"] == "Program funding"
    assert filled_with(accepted, {"accept.0.code": "MOU311"}) == accepted.replace("310", "311")
