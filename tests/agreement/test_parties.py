"""Parties as they really are: several districts, a city beside its police, boards with articles."""

from __future__ import annotations

from mou_builder.agreement.assemble import assemble
from mou_builder.check.checking import check
from mou_builder.report.agreement_text import agreement_text
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library
from tests.support.check.faultless_config import BASE

OAK = "oak: {name: Oak Valley School District, kind: school, schools: [Oak School]}"
CITY = "city: {name: City of Riverbend, kind: city}"


def text_of(*changes: tuple[str, str]) -> str:
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    checked = check(parse(text.encode(), "c.yaml"), library())
    assert checked.errors == ()
    return agreement_text(assemble(checked.config, checked.model))


def test_two_agree_between_them_and_three_among_them() -> None:
    assert "\nbetween Maple Grove School District and Maple Grove Police Department\n" in text_of()
    three = text_of(
        ("term:", f"  {CITY}\nterm:"), ("Maple Grove Police", "City of Riverbend Police")
    )
    assert (
        "\namong Maple Grove School District, the City of Riverbend Police Department, "
        "and the City of Riverbend\n"
    ) in three


def test_two_districts_are_named_wherever_one_is() -> None:
    two = text_of(
        ("term:", f"  {OAK}\nterm:"),
        (
            "clauses:\n",
            "clauses:\n  more-than-one-district: yes\n  definitions-and-authority: yes\n",
        ),
    )
    both = "Maple Grove School District and Oak Valley School District"
    assert f"between the Maple Grove Police Department and {both}." in two
    assert f"presence of School Resource Officers at {both}." in two
    assert f"“School district” means {both}," in two


def test_two_agencies_each_have_their_article_where_both_are_named() -> None:
    police = "oak: {name: Oak Valley Police Department, kind: police}"
    two = text_of(
        ("term:", f"  {police}\nterm:"), ("clauses:\n", "clauses:\n  more-than-one-agency: yes\n")
    )
    assert (
        "jointly between the Maple Grove Police Department and the Oak Valley Police Department "
        "and Maple Grove School District."
    ) in two
    assert "only the presence of its own SROs ends, and this memorandum" in two


def test_a_name_with_a_comma_is_closed_with_another_where_the_sentence_goes_on() -> None:
    acting = "City of Maple Grove, acting by its Police Department"
    text = text_of(
        ("Maple Grove Police Department", acting), ("Patrol Captain", "'Captain, Patrol'")
    )
    assert f"between the {acting}, and Maple Grove School District." in text
    assert f"and the {acting}\n" in text
    assert f"\n{acting}\n" in text
    assert "reports to the Captain, Patrol. The" in text


def test_a_list_with_a_comma_is_not_closed_with_another() -> None:
    listed = ("Maple Grove Police Department", "Departments of Oak, Elm, and Ash")
    assert "between the Departments of Oak, Elm, and Ash and Maple" in text_of(listed)


def test_a_school_of_either_district_is_known() -> None:
    text = BASE.replace("term:", f"  {OAK}\nterm:", 1).replace(
        "school: Maple Grove High School", "school: Oak School"
    )
    found = check(parse(text.encode(), "c.yaml"), library()).diagnostics
    assert [each.code for each in found] == ["MOU314"]


def test_a_city_that_a_clause_names_has_its_article_however_it_was_typed() -> None:
    for body in ("City of Riverbend", "the City of Riverbend"):
        joins = text_of(
            ("term:", f"  {CITY}\nterm:"),
            ("clauses:\n", f"clauses:\n  governing-body: {{body: {body}}}\n"),
        )
        assert "is a part, the City of Riverbend joins this" in joins


def test_a_board_has_its_article_inside_a_sentence_and_none_in_the_header() -> None:
    board = text_of(("Maple Grove School District", "School Board of Maple County"))
    assert "\nbetween the School Board of Maple County and" in board
    assert "at the schools of the School Board of Maple County." in board
    assert "the the" not in board


def test_a_county_board_has_its_article_and_the_office_beside_it_has_one_too() -> None:
    board = text_of(
        ("Maple Grove School District", "Maple County Board of Education"),
        ("Maple Grove Police Department", "Maple County Sheriff's Office"),
    )
    assert (
        "\nbetween the Maple County Board of Education and the Maple County Sheriff's Office\n"
    ) in board
    assert "between the Maple County Sheriff's Office and the Maple County Board" in board
    assert "the the" not in board


def test_the_head_of_each_of_two_agencies_is_meant_where_the_first_is_named() -> None:
    two = text_of(("clauses:\n", "clauses:\n  more-than-one-agency: yes\n"))
    assert "of its head, or of the Chief of Police, it means, for each SRO, the agency" in two


def test_a_name_with_its_article_has_no_second_one() -> None:
    text = text_of(
        (
            "name: Maple Grove Police Department\n    kind: police",
            "name: the Sheriff of Ash\n    kind: sheriff",
        ),
        ("title: Chief of Police", "title: Sheriff"),
    )
    assert "jointly between the Sheriff of Ash and" in text
    assert "the the" not in text


def test_schools_of_several_districts_have_their_articles() -> None:
    text = text_of(
        ("name: Maple Grove School District", "name: Board of Education of Maple Grove"),
        ("term:", "  oak: {name: Village of Oak School District, kind: school}\nterm:"),
        ("clauses:\n", "clauses:\n  more-than-one-district: yes\n"),
    )
    assert (
        "at the schools of the Board of Education of Maple Grove and the Village of Oak School "
        "District." in text
    )


def test_who_employs_the_officers_insures_them() -> None:
    insured = ("clauses:\n", "clauses:\n  liability-and-insurance: yes\n")
    lent = ("clauses:\n", "clauses:\n  officers-under-contract: {provider: Heron County}\n")
    coverage = "worker's compensation coverage for each SRO."
    assert f"agency shall maintain {coverage}" in text_of(insured)
    employer = "agency shall see that the body that employs the SROs maintains"
    assert f"{employer} {coverage}" in text_of(insured, lent)
