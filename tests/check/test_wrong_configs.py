"""Wrong configs, each with exactly the findings that it should have, at the places of the marks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.agreement.assembling import checked, example
from tests.support.check.wrong_configs import (
    AGENCY,
    CHIEF,
    END,
    FUNDING,
    HEAD,
    SETS,
    TERM,
    TOPICS,
    Wrong,
    clause,
    findings,
    fixed,
    places,
    rota,
    unmarked,
    wrong,
)
from tests.support.library.judged_library import RIGHT
from tests.support.review.returned_copies import CITY

FORM = [
    wrong("no such model", ("model: demo", "model: «MOU119»demmo")),
    wrong("no model", ("model: demo\n", "«MOU119»")),
    wrong("an unknown key", ("signed:", "«MOU101»singed:")),
    wrong("an unknown key in a party", ("    kind: police", "    «MOU101»knd: police")),
    wrong("a party that is no mapping", (f"\n{AGENCY}    signatory: {CHIEF}", " «MOU102»a name")),
    wrong("parties left out", (RIGHT[: RIGHT.index("signed:")], "«MOU105»model: demo\n")),
    wrong("a date that is none", ("until: 2028-06-30", "until: «MOU103»soon")),
    wrong("a day that does not exist", ("until: 2028-06-30", "until: «MOU103»2027-02-30")),
    wrong("an unknown kind", ("kind: police", "kind: «MOU104»polise")),
    wrong("a number in words", ("officers: 2", "officers: «MOU103»two")),
    wrong("too few", ("officers: 2", "officers: «MOU103»0")),
    wrong("too large a share", ("75%", "«MOU103»120%")),
    wrong("no share at all", ("district_share: 75%", "district_share: «MOU103»most")),
    wrong("fractions of a cent", fixed("2", "«MOU103»$10.001", "- {due: 2026-09-01, amount: $1}")),
    wrong("a misspelt blank", ("district_share:", "«MOU101»distrct_share:")),
    wrong(
        "a blank of another variant",
        ("district_share: 75%", "district_share: 75%\n    «MOU114»total: 5"),
    ),
    wrong("a blank without its variant", (FUNDING, "    «MOU114»officers: 2\n")),
    wrong("an unknown variant", ("variant: shared", "variant: «MOU113»sharred")),
    wrong("a variant where there is none", clause("mission: {variant: «MOU113»short}")),
    wrong("a list as variant", ("variant: shared", "variant: «MOU102»[shared]")),
    wrong(
        "no variant",
        ("    variant: shared\n", ""),
        ("funding:\n", "funding: «MOU111»{}\n"),
        ("    officers: 2\n    district_share: 75%\n", ""),
    ),
    wrong("a misspelt clause", ("  funding:", "  «MOU115»fundnig:")),
    wrong("an unknown clause", clause("«MOU115»parking: yes")),
    wrong("a required clause answered with no", clause("mission: «MOU116»no")),
    wrong("a clause answered with a word", clause("cameras: «MOU102»perhaps")),
    wrong("a list for a clause", clause("cameras: «MOU102»[yes]")),
    wrong("left out by a yes", clause("mission: {omit: «MOU117»yes}")),
    wrong("left out without a reason", clause("mission: {omit: «MOU117»{}}")),
    wrong("own text without a reason", clause("mission: {text: «MOU117»Ours.}")),
    wrong("own text that is empty", clause('mission: {text: «MOU103»" ", because: so}')),
    wrong(
        "values beside an own text",
        ("variant: shared", "text: We pay.\n    because: so\n    «MOU123»variant: shared"),
    ),
    wrong("an optional clause omitted", clause("cameras: {«MOU101»omit: {because: so}}")),
    wrong("a missing blank", clause("«MOU110»security: {}")),
    wrong(
        "a required clause that is not there",
        (FUNDING, ""),
        ("  funding:\n", ""),
        (END, f"«MOU111»{END}"),
    ),
    wrong("a blank left open", clause("security: {rate: «MOU112»_____}")),
    wrong("a clause left open", ("variant: listed", "variant: «MOU112»as-published")),
    wrong(
        "a party without a name", (f"  agency:\n{AGENCY}", "  «MOU110»agency:\n    kind: police\n")
    ),
    wrong("a party's name left open", ("Maple Grove Police Department", "«MOU112»_____")),
    wrong(
        "a term without an end",
        (TERM, "«MOU110»term:\n  from: 2026-07-01\n"),
    ),
    wrong("an end left open", ("until: 2028-06-30", "until: «MOU112»_____")),
    wrong("a cell that is missing", rota("- «MOU110»{school: Oak Middle School, until: 15:00}")),
    wrong(
        "a cell left open", rota("- {school: Oak Middle School, from: 8:00, until: «MOU112»___}")
    ),
    wrong("an entry left open", (TOPICS, "[law, «MOU112»___]")),
    wrong("an empty entry", (TOPICS, "[law, «MOU105»~]")),
    wrong("an entry that is no text", (TOPICS, "[law, «MOU102»{a: b}]")),
    wrong("own words almost a listed choice", (TOPICS, "[law, «MOU103»climat]")),
    wrong("a row that is none", rota("- «MOU102»Oak Middle School")),
    wrong(
        "a misspelt column", rota("- {school: Oak Middle School, «MOU101»form: 8:00, until: 15:00}")
    ),
    wrong(
        "a signatory and signatories",
        (f"signatory: {CHIEF}", f"signatory: «MOU118»{CHIEF}\n    signatories: [{CHIEF}]"),
    ),
    wrong("a misspelt party", ("  agency:", "  «MOU105»agnecy:")),
    wrong(
        "an id that no party can have",
        ("signed:", "  «MOU122»the city: {name: City of Maple Grove}\nsigned:"),
    ),
    wrong("an unknown requirement set", (TERM, f"{TERM}requirements: [«MOU104»sttate]\n")),
    wrong(
        "several faults at once",
        ("kind: police", "kind: «MOU104»polise"),
        ("75%", "«MOU103»most"),
        ("variant: listed", "variant: «MOU113»lists"),
        ("2028-06-30", "«MOU103»2028-06-31"),
    ),
]

UNREADABLE = [
    wrong(
        "a key given twice",
        ("signed: 2026-06-15\n", "signed: 2026-06-15\n«MOU006»signed: 2026-06-16\n"),
    ),
    wrong("no YAML", ("signed: 2026-06-15\n", "signed: 2026-06-15\n  x«MOU010»: y\n")),
    wrong("two documents", (TERM, f"«MOU005»---\n{TERM}")),
    wrong("an alias of nothing", ("signed: 2026-06-15", "signed: «MOU009»*day")),
    wrong("a list as key", ("signed: 2026-06-15", "? «MOU008»[a]\n: b")),
]

REQUIREMENTS = [
    wrong(
        "a required clause left out",
        (TERM, TERM + SETS),
        clause("mission: «MOU350»{omit: {because: it goes without saying}}"),
    ),
    wrong(
        "a required clause replaced",
        (TERM, TERM + SETS),
        clause("mission: «MOU350»{text: Ours., because: so}"),
    ),
    wrong("a blank under the minimum", (TERM, TERM + SETS), ("officers: 2", "officers: «MOU350»1")),
    wrong(
        "an optional clause that is required",
        (TERM, TERM + "requirements: [filmed]\n"),
        (END, f"«MOU350»{END}"),
    ),
    wrong("a topic that is required", (TERM, TERM + SETS), (TOPICS, "«MOU350»[care]")),
    wrong(
        "nobody who binds a party",
        (TERM, TERM + SETS),
        (
            f"\n{AGENCY}    signatory: {CHIEF}",
            (
                f"\n    «MOU350»{AGENCY.strip()}\n    signatory: "
                "«MOU329»{name: Luis Ortega, title: Counsel, capacity: Approved as to form}"
            ),
        ),
    ),
    wrong("a set for another model", (TERM, f"{TERM}requirements: [«MOU354»elsewhere]\n")),
    wrong("no such state", ("signed:", "state: «MOU370»Georgai\nsigned:")),
    wrong("a model of another state", ("model: demo", "state: «MOU374»oh\nmodel: «MOU371»demo")),
    wrong(
        "a topic that is the law of another state",
        ("signed:", "state: Georgia\nsigned:"),
        (TOPICS, "[law, «MOU372»restraint]"),
    ),
    wrong(
        "an own text that cites another state's law",
        ("signed:", "state: GA\nsigned:"),
        clause("mission: {text: «MOU372»Safety under Wis. Stat. § 118.125., because: so}"),
    ),
    wrong("the set of another state", (TERM, TERM + "requirements: [«MOU373»neighbor]\n")),
    wrong(
        "a part of the law, read a year and a day ago",
        (TERM, TERM + "requirements: [«MOU356»«MOU357»partly]\n"),
    ),
    wrong(
        "what must not be there, in an agreement of a day less than a year after the reading",
        (TERM, TERM + "requirements: [«MOU356»partly]\n"),
        clause("cameras: «MOU350»yes"),
        as_of=date(2026, 11, 23),
    ),
    wrong(
        "a text that the state prescribes, and one principal of two schools",
        ("model: demo", "model: «MOU350»demo"),
        (TERM, TERM + "requirements: [prescribed]\n"),
        (
            f"    signatory: {HEAD}\n",
            f"    signatories: [{HEAD}, {{name: Ann Lee, title: Principal}}]\n",
        ),
        ("    name: Maple Grove School District", "    «MOU350»name: Maple Grove School District"),
    ),
    wrong("a grant that nobody knows", (TERM, TERM + "grant: {program: «MOU355»police-grnat}\n")),
    wrong(
        "a deadline that runs",
        (TERM, TERM + "grant: {program: police-grant, awarded: «MOU352»2026-11-01}\n"),
        ("signed: 2026-06-15\n", ""),
    ),
    wrong(
        "a deadline that is over",
        (TERM, TERM + "grant: {program: police-grant, awarded: «MOU353»2026-08-01}\n"),
        ("signed: 2026-06-15\n", ""),
    ),
    wrong(
        "a deadline that was missed",
        (TERM, TERM + "grant: {program: police-grant, awarded: «MOU353»2026-01-01}\n"),
    ),
]


@pytest.mark.parametrize("case", [*FORM, *UNREADABLE, *REQUIREMENTS], ids=str)
def test_a_wrong_config_has_these_findings_and_no_others(case: Wrong) -> None:
    text, expected = unmarked(case.marked)
    assert places(findings(text, case.as_of)) == expected


def test_a_right_config_has_no_findings() -> None:
    for text in (RIGHT, RIGHT.replace("signed: 2026-06-15\n", "requirements: [state]\n")):
        assert findings(text) == ()


def hints(text: str) -> list[str | None]:
    return [each.hint for each in checked(text, CITY).diagnostics]


def test_a_key_with_dots_is_told_how_it_is_written() -> None:
    text = example(CITY).replace("term:\n  from: 2026-08-01\n", "term.from: 2026-08-01\nterm:\n")
    assert hints(text) == ["write one key within the other: term: {from: …}"]
    text = example(CITY) + "clauses.funding.officers: 2\n"
    assert hints(text) == ["write one key within the other: clauses: {funding: {officers: …}}"]
    (hint,) = hints(example(CITY) + "nonsense.from: 2\n")
    assert hint
    assert hint.startswith("known here: ")


@pytest.mark.parametrize(
    ("looked_for", "said"),
    [
        ("interviews", "the clause questioning;"),
        ("student-interviews", "the clause questioning;"),
        ("summer-hours", "the clause duty-stations, by summer:;"),
        ("ferpa", "the clause school-official;"),
    ],
)
def test_a_clause_is_found_by_what_people_call_it(looked_for: str, said: str) -> None:
    [hint] = hints(f"{example(CITY)}  {looked_for}: yes\n")
    assert (hint or "").startswith(f"it is said in {said} see mou clauses wisconsin-sro ")


def test_rows_that_are_missing_are_told_with_their_columns() -> None:
    text = (
        example(CITY).partition("  duty-stations:")[0] + "  duty-stations: {variant: school-day}\n"
    )
    assert hints(text) == [
        "add stations: to duty-stations, as stations: [{school: …, officers: …}]"
    ]
