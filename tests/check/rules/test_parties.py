"""Parties, who signs for them, and whom clauses bind."""

from __future__ import annotations

from tests.support.check.faultless_config import (
    BASE,
    clause,
    codes,
    groups,
    instead,
    judged,
    party,
    payers,
)

COUNTY = "county: {name: Heron County Sheriff's Office, kind: sheriff, signatory: {title: Sheriff}}"

CITY = "city: {name: City of Maple Grove, kind: city, signatory: {title: Mayor}}"

BOTH = "  governing-body: {body: the City of Maple Grove}"


def liaison(supervisor: str, contact: str) -> tuple[str, str]:
    return (
        "{variant: agency, supervisor: Patrol Captain}",
        f"{{variant: liaison, supervisor: {supervisor}, contact: {contact}}}",
    )


NOTICED = {
    "schools of the police": (
        "MOU323",
        [instead("    kind: police\n", "    kind: police\n    schools: [Oak High School]\n")],
    ),
    **{
        f"a {title} who signs for a police department": (
            "MOU321",
            [instead("title: Chief of Police", f"title: {title}")],
        )
        for title in ("Superintendent", "Acting Superintendent", "School Board President")
    },
    **{
        f"a {title} who signs for a district": (
            "MOU321",
            [instead("title: Superintendent", f"title: {title}")],
        )
        for title in ("Mayor", "Police Captain", "City Manager")
    },
    "a superintendent who is in charge of a police department": (
        "MOU321",
        [instead("kind: police", "kind: police\n    officer_in_charge: Superintendent")],
    ),
    "a chief who is in charge of a district": (
        "MOU321",
        [instead("    schools:", "    officer_in_charge: Chief of Police\n    schools:")],
    ),
    "a superintendent who signs for a city": (
        "MOU321",
        [party(CITY.replace("Mayor", "Superintendent of Schools")), clause(BOTH)],
    ),
    "a county that is called a city": (
        "MOU322",
        [party(CITY.replace("kind: city", "kind: county")), clause(BOTH)],
    ),
    "a clause for several agencies where there is one": (
        "MOU314",
        [clause("  more-than-one-agency: yes")],
    ),
    "two parties of one name": (
        "MOU347",
        [instead("name: Maple Grove Police Department", "name: The Maple Grove School District")],
    ),
    "a supervisor who is the superintendent": (
        "MOU321",
        [instead("supervisor: Patrol Captain", "supervisor: Superintendent")],
    ),
    "a contact who is the chief": ("MOU321", [liaison("Patrol Captain", "Chief of Police")]),
    "one officer of both sides": ("MOU321", [liaison("Director", "Director")]),
    "a payer that is no party": ("MOU315", [payers("50%", "the Town of Ash", "50%")]),
    "a school in a list that is no party's": (
        "MOU323",
        [groups("{officer: SRO 1, schools: Maple Grove High School and Ash School}")],
    ),
    "two agencies and no clause for it": ("MOU314", [party(COUNTY)]),
    "a city that signs and that no clause binds": ("MOU314", [party(CITY)]),
    "a government that is the agency itself": (
        "MOU314",
        [clause("  governing-body: {body: the Maple Grove Police Department}")],
    ),
    "a second government that signs and is not named beside the first": (
        "MOU314",
        [
            party(CITY + "\n  county: {name: Maple County, kind: county}"),
            clause("  governing-body: {body: the City of Maple Grove}"),
        ],
    ),
    "a body that is bound and does not sign": (
        "MOU315",
        [clause("  governing-body: {body: the City of Maple Grove}")],
    ),
}

SILENT: dict[str, list[tuple[str, str]]] = {
    "an interim chief, and a board that signs": [
        instead("kind: police", "kind: police\n    officer_in_charge: Interim Chief"),
        instead("title: Superintendent", "title: Board President"),
    ],
    "a liaison on each side": [liaison("Patrol Captain", "Director of Pupil Services")],
    "a payer that is a party": [payers("1/3", "the Maple Grove Police Department", "2/3")],
    "two agencies with their clause": [party(COUNTY), clause("  more-than-one-agency: yes")],
    "a city that is bound and signs": [party(CITY), clause(BOTH)],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)


def test_a_party_for_which_nobody_signs_is_noticed() -> None:
    superintendent = "signatory: {name: Dana Whitfield, title: Superintendent}"
    assert superintendent in BASE
    attest = "{title: Board Secretary, capacity: Attest}"
    assert codes((superintendent, f"signatory: {attest}")) == ["MOU329"]
    form = "{title: Counsel, capacity: Approved as to legal form}"
    assert codes((superintendent, f"signatories: [{attest}, {form}]")) == ["MOU329"]
    assert codes((superintendent, f"signatories: [{attest}, {{title: Superintendent}}]")) == []
    by_title = "{title: Superintendent, capacity: By its Superintendent}"
    assert codes((superintendent, f"signatory: {by_title}")) == []


def test_counsel_who_approves_as_to_form_signs_for_nobody_and_need_not() -> None:
    signs = "signatory: {title: Attorney, capacity: Approved as to form}"
    assert codes(party(f"counsel: {{name: Fox and Hound LLP, kind: counsel, {signs}}}")) == []
