"""Names and other short values that would look wrong where they are printed."""

from __future__ import annotations

from tests.support.check.faultless_config import (
    clause,
    duty,
    instead,
    judged,
    party,
    schedule,
)

DISTRICT = "Maple Grove School District"
HIGH = "[Maple Grove High School, Maple Grove Middle School]"
CITY = "city: {name: City of Maple Grove, kind: city, signatory: {title: Mayor}}"


def named(typed: str) -> list[tuple[str, str]]:
    """Return the change that gives the district another name."""
    return [instead(f"name: {DISTRICT}", f"name: {typed}")]


def signed_by(typed: str) -> list[tuple[str, str]]:
    return [instead("name: Dana Whitfield", f"name: {typed}")]


def joined_by(body: str) -> list[tuple[str, str]]:
    return [party(CITY), clause(f"  governing-body: {{body: {body}}}")]


NOTICED = {
    **{
        f"a name typed {typed}": ("MOU361", named(typed))
        for typed in (
            "maple grove school district",
            '"Maple Grove School District,"',
            "Maple Grove School District.",
            "Maple  Grove School District",
            "'\"Maple Grove School District\"'",
            "“Maple Grove School District”",
            "Maple &amp; Grove School District",
            "<b>Maple Grove</b> School District",
            "'**Maple Grove** School District'",
            "'[Maple Grove](http://maple.example) School District'",
            "Maple Grove â€“ School District",
            "Maple Grove \ufffd School District",
            "Maple \U0001f341 Grove School District",
            f"{'Maple' * 20} School District",
        )
    },
    "a person without capitals": ("MOU361", signed_by("dana whitfield")),
    "a school without capitals": ("MOU361", [instead(HIGH, "[maple grove high school]")]),
    "a supervisor with a period": (
        "MOU361",
        [instead("supervisor: Patrol Captain", "supervisor: Patrol Captain.")],
    ),
    **{
        f"what stands for a name: {typed}": ("MOU346", named(typed))
        for typed in ("Your School District", "Sample School District", "Anytown School District")
    },
    "a street that is none": (
        "MOU346",
        [instead("kind: police", "kind: police\n    address: Street, City, State, ZIP")],
    ),
    "a body for a person": ("MOU346", signed_by(DISTRICT)),
    "nobody's name": ("MOU346", signed_by("N.N.")),
    "a title before a name": ("MOU337", signed_by("Superintendent Dana Whitfield")),
    "a title behind a name": ("MOU337", signed_by("'Dana Whitfield, Superintendent'")),
    "an article before a party": ("MOU337", named(f"the {DISTRICT}")),
    "a large article before a party": ("MOU337", named(f"The {DISTRICT}")),
    "a large article within a sentence": ("MOU337", joined_by("The City of Maple Grove")),
    "a large article before a grant": (
        "MOU337",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "grant, officers: 1, program: The safety grant, grant_from: 2026-08-01, "
                "grant_until: 2027-06-30, grant_share: 75%, district_share: 50%",
            )
        ],
    ),
    "a party among the schools": (
        "MOU323",
        [instead(HIGH, f"[Maple Grove High School, {DISTRICT}]")],
    ),
    "one school in two forms of its letters": (
        "MOU324",
        [instead(HIGH, '[Maple Grove High School, "\\u00c9cole", "E\\u0301cole"]')],
    ),
    "one person in two forms of the letters": (
        "MOU320",
        [
            *signed_by('"Jos\\u00e9 Ruiz"'),
            instead("name: Luis Ortega", 'name: "Jose\\u0301 Ruiz"'),
        ],
    ),
    "one person with either apostrophe": (
        "MOU320",
        [*signed_by("Sean O’Brien"), instead("name: Luis Ortega", "name: Sean O'Brien")],
    ),
    "one school with either apostrophe, and with no point": (
        "MOU324",
        [instead(HIGH, "[Maple Grove High School, St. Mary’s School, St Mary's School]")],
    ),
    "one who signs twice, with two titles": (
        "MOU324",
        [
            instead(
                "signatory: {name: Dana Whitfield, title: Superintendent}",
                "signatories: [{name: Dana Whitfield, title: Superintendent}, "
                "{name: Dana Whitfield, title: Board President}]",
            )
        ],
    ),
    "a city for a district": ("MOU322", named("City of Maple Grove")),
    "a clerk of the county for a city": (
        "MOU321",
        [
            party(CITY.replace("Mayor", "County Clerk")),
            clause("  governing-body: {body: the City of Maple Grove}"),
        ],
    ),
    "a district among the governments of the police": (
        "MOU314",
        joined_by(
            "the City of Maple Grove, also: [{body: the Maple Grove School District, "
            "agency: the Maple Grove Police Department}]"
        ),
    ),
}

SILENT: dict[str, list[tuple[str, str]]] = {
    "a name that begins small, and has capitals": signed_by("de la Cruz Whitfield"),
    "a name with an ampersand and an apostrophe": named("Maple & O'Neil's School District"),
    "a name that ends in an abbreviation": named("Maple Grove School Dist."),
    "a name with a number": named("'Maple Grove School District No. 5'"),
    "a name in capitals": named("MAPLE GROVE SCHOOL DISTRICT"),
    "days in short": [schedule(duty("High", "Mon., Weds., and Thurs."))],
    "a person with a quotation in the name": signed_by("'Dana “Dee” Whitfield'"),
    "a person called like half a title": signed_by("Dana Superintendentsen"),
    "a school district of a city": named("City of Maple Grove School District"),
    "a city that joins": joined_by("the City of Maple Grove"),
    "a topic with a period": [instead("de-escalation]", "Gang awareness.]")],
    "letters of another language": named("École Łódź School District"),
    "one who signs, and attests": [
        instead(
            "signatory: {name: Dana Whitfield, title: Superintendent}",
            "signatories: [{name: Dana Whitfield, title: Superintendent}, "
            "{name: Dana Whitfield, title: Board Secretary, capacity: Attest}]",
        )
    ],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
