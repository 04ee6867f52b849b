"""Rules of judgment: configs in which each of them fires, and such as only look wrong."""

from __future__ import annotations

from datetime import date

import pytest

from mou_builder.check.checking import check
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import FINISHED, example, library
from tests.support.check.wrong_configs import (
    AGENCY,
    CHIEF,
    FUNDING,
    HEAD,
    SETS,
    STATIONS,
    TERM,
    TOPICS,
    Wrong,
    clause,
    findings,
    fixed,
    grant,
    places,
    posts,
    rota,
    unmarked,
    wrong,
)

JUDGEMENT = [
    wrong("shares over the whole", ("75%", "75%\n    agency_share: «MOU301»30%")),
    wrong("shares under the whole", ("75%", "75%\n    agency_share: «MOU301»24.99%")),
    wrong(
        "instalments a cent short",
        fixed("2", "$100.00", "«MOU301»[{due: 2026-09-01, amount: $99.99}]"),
    ),
    wrong(
        "officers stated differently", posts("«MOU302»[{school: Oak Middle School, officers: 1}]")
    ),
    wrong(
        "a fact without the one who did it",
        ("term:", "record:\n  - «MOU901»{fact: signed, day: 2026-06-20}\nterm:"),
    ),
    wrong(
        "a fact of the future",
        (
            "term:",
            "record:\n  - {fact: posted, where: x, day: «MOU902»2030-06-20}\nterm:",
        ),
    ),
    wrong(
        "a fact about an amendment that is not there",
        ("term:", "record:\n  - {fact: amended, day: 2026-06-20, amendment: «MOU903»2}\nterm:"),
    ),
    wrong(
        "a copy that is no document, with a digest that is none",
        (
            "term:",
            """\
record:
  - {fact: copy, day: 2026-06-20, file: «MOU901»notes.txt, digest: «MOU901»'abc', words: equal}
term:""",
        ),
    ),
    wrong(
        "an amendment with another number",
        ("term:", "amendments:\n  - {number: «MOU927»2, proposed_by: A}\nterm:"),
    ),
    wrong(
        "the second of two amendments with the number of the first",
        (
            "term:",
            "amendments:\n  - {number: 1, proposed_by: A}\n  - {number: «MOU927»1}\nterm:",
        ),
    ),
    wrong(
        "an adoption after all have signed",
        (
            "term:",
            """\
record:
  - {fact: signed, day: 2026-06-10, by: Dana Whitfield, for: district}
  - {fact: adopted, day: «MOU930»2026-06-20, by: School Board}
  - {fact: signed, day: 2026-06-12, by: Luis Ortega, for: agency}
term:""",
        ),
    ),
    wrong(
        "a day that is not that of the executed copy",
        (
            "term:",
            f"""\
record:
  - {{fact: signed, day: «MOU930»2026-06-10, by: Dana Whitfield, for: district}}
  - {{fact: copy, day: 2026-06-12, file: a.pdf, digest: "sha256:{"0" * 64}", words: equal,
      signatures: [{{field: district, by: Dana Whitfield, day: 2026-06-11}}]}}
term:""",
        ),
    ),
    wrong(
        "a signature of somebody whom the agreement does not name",
        (
            "term:",
            """\
record:
  - {fact: signed, day: 2026-06-20, by: «MOU928»The Janitor, for: district}
  - {fact: signed, day: 2026-06-20, by: «MOU928»J. Smith}
term:""",
        ),
    ),
    wrong(
        "a reference that leads nowhere",
        clause("records: {text: «MOU340»'See [[fundin]].', because: so}"),
    ),
    wrong(
        "a reference to a clause that is left out",
        clause("records: {text: «MOU340»'See [[presence]].', because: so}"),
    ),
    wrong("a promise of more than there is", clause("presence: {officers: «MOU304»3}")),
    wrong(
        "a term that ends before it begins",
        ("until: 2028-06-30", "until: «MOU303»2025-06-30"),
        as_of=date(2025, 1, 1),
    ),
    wrong(
        "a term of one day",
        ("until: 2028-06-30", "until: «MOU303»2026-07-01"),
        ("2026-06-15", "2026-07-01"),
        as_of=date(2026, 1, 1),
    ),
    wrong(
        "signed when it is over", ("2026-06-15", "2028-07-01"), ("2028-06-30", "«MOU303»2028-06-30")
    ),
    wrong("signed when it has begun", ("2026-06-15", "«MOU310»2026-07-02")),
    wrong("a term over many years", ("2028-06-30", "«MOU308»2031-07-02")),
    wrong("a term that ends in mid-school-year", ("2028-06-30", "«MOU309»2027-12-15")),
    wrong("a term that is over", ("until: ", "until: «MOU311»"), as_of=date(2028, 7, 1)),
    wrong("a renewal that is due", ("until: ", "until: «MOU312»"), as_of=date(2028, 5, 1)),
    wrong(
        "duty that ends before it begins",
        (STATIONS, f"{STATIONS}    starts: 7:30\n    ends: «MOU305»03:30\n"),
    ),
    wrong(
        "a row that ends before it begins",
        rota("- {school: Oak Middle School, from: 12:00, until: «MOU305»8:00}"),
    ),
    wrong(
        "a grant that ends before it begins",
        grant("grant_from: 2027-01-01\n    grant_until: «MOU305»2026-12-31\n    afterwards: 50%"),
    ),
    wrong(
        "instalments out of order",
        fixed("2", "$2", "[{due: 2027-09-01, amount: $1}, {due: «MOU306»2026-09-01, amount: $1}]"),
    ),
    wrong(
        "two instalments on one day",
        fixed("2", "$3", "[{due: 2026-09-01, amount: $1}, {due: «MOU306»2026-09-01, amount: $2}]"),
    ),
    wrong(
        "instalments outside the term",
        fixed(
            "2",
            "$2",
            "[{due: «MOU307»2025-09-01, amount: $1}, {due: «MOU307»2029-09-01, amount: $1}]",
        ),
    ),
    wrong(
        "a grant with nothing after it",
        grant("grant_from: 2026-07-01\n    grant_until: «MOU327»2027-06-30"),
    ),
    wrong(
        "a grant before the term",
        grant("grant_from: 2024-07-01\n    grant_until: «MOU328»2025-06-30\n    afterwards: 50%"),
    ),
    wrong(
        "a grant after the term",
        grant("grant_from: «MOU328»2028-07-01\n    grant_until: 2029-06-30\n    afterwards: 50%"),
    ),
    wrong(
        "a clause without the one it needs",
        clause("cameras: «MOU120»yes\n  records: {omit: {because: none are kept}}"),
    ),
    wrong(
        "numbers of clauses that are not there or stand elsewhere",
        (
            "term:",
            "numbers: {cameras: «MOU345»1A, funding: «MOU345»9A}\nterm:",
        ),
    ),
    wrong("clauses that contradict each other", clause("cameras: yes\n  silence: «MOU330»yes")),
    wrong(
        "a clause that contradicts a variant",
        (
            f"funding:\n{FUNDING}",
            (
                "funding:\n    variant: grant\n    officers: 2\n"
                "    grant_from: 2026-07-01\n    grant_until: 2028-06-30\n"
                "  quick-exit: «MOU330»yes\n"
            ),
        ),
    ),
    wrong(
        "shorter notice in own words",
        clause("termination: {text: «MOU313»Ten (10) days' notice ends it., because: so}"),
    ),
    wrong("shorter notice in a blank", clause("leave: {notice: «MOU313»14 days}")),
    wrong(
        "one person signs for both sides",
        ("name: Luis Ortega", "name: «MOU320»Dr. Dana M. Whitfield"),
    ),
    wrong("the title of another kind", ("title: Chief of Police", "title: «MOU321»County Sheriff")),
    wrong(
        "signatories swapped",
        (
            "name: Dana Whitfield, title: Superintendent",
            "name: Luis Ortega, title: «MOU321»Chief of Police",
        ),
        (
            "{name: Luis Ortega, title: Chief of Police}\nsigned",
            "{name: Dana Whitfield, title: «MOU321»Superintendent}\nsigned",
        ),
    ),
    wrong(
        "a sheriff that is said to be police",
        (
            "name: Maple Grove Police Department\n    kind: police",
            "name: Maple County Sheriff's Office\n    kind: «MOU322»police",
        ),
    ),
    wrong(
        "a sheriff of no stated kind",
        (
            "name: Maple Grove Police Department\n    kind: police\n",
            "name: «MOU322»Maple County Sheriff's Office\n",
        ),
    ),
    wrong(
        "a school that the district has not",
        ("school: Oak Middle School", "school: «MOU323»Elm School"),
    ),
    wrong(
        "a school misspelt in a table",
        rota("- {school: «MOU323»Oak Midle School, from: 8:00, until: 15:00}"),
    ),
    wrong(
        "a school misspelt in a list",
        (
            STATIONS,
            f"{STATIONS}    other_schools: [«MOU323»Maple Grove Hihg School]\n",
        ),
    ),
    wrong("a topic twice", (TOPICS, "[law, care, «MOU324»law]")),
    wrong(
        "a topic twice, once in own words",
        (TOPICS, "[care, «MOU324»«MOU361»Trauma  Informed Care.]"),
    ),
    wrong(
        "a school twice",
        (
            "[Maple Grove High School, Oak Middle School]",
            "[Oak Middle School, «MOU324»Oak Middle School]",
        ),
    ),
    wrong(
        "a row twice",
        rota(
            "[{school: Oak Middle School, from: 8:00, until: 15:00}, "
            "«MOU324»{school: Oak Middle School, from: 8:00, until: 15:00}]"
        ),
    ),
    wrong("a name to be determined", ("Luis Ortega", "«MOU325»TBD")),
    wrong("a topic to be replaced", ("first aid", "«MOU325»XXX")),
    wrong("an address not filled in", (AGENCY, f"{AGENCY}    address: «MOU325»____ Main Street\n")),
    wrong("a placeholder", ("first aid", '«MOU325»"[Insert topic here]"')),
    wrong("filler text", ("75%", "75%\n    extra: «MOU325»Lorem ipsum dolor sit amet")),
    wrong("another program's template", ("Luis Ortega", '«MOU325»"{{ chief_name }}"')),
    wrong(
        "a place spelled two ways",
        ("Maple Grove Police Department", "«MOU326»Mapel Grove Police Department"),
    ),
    wrong(
        "a school spelled two ways",
        ("Oak Middle School]", "Oak Middle School, «MOU326»Maple Grove Hihg School]"),
    ),
    wrong(
        "an officer spelled two ways",
        rota(
            "[{officer: Ann Lindqvist, school: Oak Middle School, from: 8:00, until: 11:00}, "
            "{officer: «MOU326»Ann Lindquist, school: Oak Middle School, from: 12:00, "
            "until: 15:00}]"
        ),
    ),
]

SILENT = [
    wrong("shares that add up", ("75%", "75%\n    agency_share: 25%")),
    wrong("shares to the hundredth", ("75%", "56.8%\n    agency_share: 43.20%")),
    wrong(
        "instalments that add up",
        fixed(
            "2",
            "$100",
            "[{due: 2026-09-01, amount: $33.34}, "
            "{due: 2027-01-01, amount: $33.33}, {due: 2027-05-01, amount: $33.33}]",
        ),
    ),
    wrong("the last bill after the term", fixed("2", "$1", "[{due: 2028-07-31, amount: $1}]")),
    wrong("as many posts as officers", posts("[{school: Oak Middle School, officers: 2}]")),
    wrong("as many as are promised", clause("presence: {officers: 2}")),
    wrong("signed on the first day", ("2026-06-15", "2026-07-01")),
    wrong("five years to the day", ("2028-06-30", "2031-06-30")),
    wrong("an end in summer", ("2028-06-30", "2028-08-31")),
    wrong(
        "a term that is over, and that another has followed",
        ("until: ", "until: "),
        ("clauses:", "record:\n  - {fact: superseded, day: 2028-06-30}\nclauses:"),
        as_of=date(2028, 7, 1),
    ),
    wrong("the last day of the term", ("2028-06-30", "2028-06-30"), as_of=date(2026, 6, 1)),
    wrong("a short term that has not begun", ("2028-06-30", "2026-07-31"), as_of=date(2026, 6, 20)),
    wrong(
        "duty until the evening", (STATIONS, f"{STATIONS}    starts: 12:30\n    ends: 9:30 p.m.\n")
    ),
    wrong(
        "a grant of one day",
        grant("grant_from: 2027-01-01\n    grant_until: 2027-01-01\n    afterwards: 5%"),
    ),
    wrong(
        "a grant that ends with the term",
        grant("grant_from: 2026-01-01\n    grant_until: 2028-06-30"),
    ),
    wrong("a term that ends with a fiscal year", ("2028-06-30", "2027-12-31")),
    wrong("a clause with the one it needs", clause("cameras: yes")),
    wrong(
        "a clause that needs one with a text of its own",
        clause("cameras: yes\n  records: {text: They stay., because: so}"),
    ),
    wrong("one of two clauses that contradict each other", clause("silence: yes")),
    wrong("a conflict with a variant that is not chosen", clause("quick-exit: yes")),
    wrong(
        "longer notice in own words",
        clause(
            "termination: {text: Sixty (60) days' notice ends it; "
            "keys are returned within ten days., because: so}"
        ),
    ),
    wrong(
        "no notice in own words", clause("termination: {text: It ends with the term., because: so}")
    ),
    wrong(
        "weeks of notice", clause("termination: {text: Five weeks' notice ends it., because: so}")
    ),
    wrong("a father and a son", ("Luis Ortega", "Dana Whitfield Jr")),
    wrong(
        "counsel of both sides",
        (
            f"signatory: {HEAD}",
            f"signatories: [{HEAD}, {{name: Ann Law, capacity: Approved as to form}}]",
        ),
        (
            f"signatory: {CHIEF}",
            f"signatories: [{CHIEF}, {{name: Ann Law, capacity: Approved as to form}}]",
        ),
    ),
    wrong(
        "one person for the police and the city",
        (
            "signed:",
            (
                "  city: {name: City of Maple Grove, "
                "kind: city, signatory: {name: Luis Ortega, title: Chief of Police}}\nsigned:"
            ),
        ),
    ),
    wrong("a deputy of the chief", ("title: Chief of Police", "title: Deputy Chief of Police")),
    wrong(
        "a sheriff's office",
        (
            "name: Maple Grove Police Department\n    kind: police",
            "name: Maple County Sheriff’s Office\n    kind: sheriff",
        ),
        ("Chief of Police", "Sheriff"),
    ),
    wrong(
        "no schools listed",
        ("    schools: [Maple Grove High School, Oak Middle School]\n", ""),
        ("school: Oak Middle School", "school: Elm School"),
    ),
    wrong(
        "schools that are numbered",
        (
            "[Maple Grove High School, Oak Middle School]",
            "[Oak Middle School, Public School 21, Public School 22, Public School 2]",
        ),
    ),
    wrong(
        "schools of like names",
        (
            "[Maple Grove High School, Oak Middle School]",
            (
                "[Oak Middle School, Oak High School, East School, West School, Northside School, "
                "Southside School, Oak School II, Oak School III, Lake View School]"
            ),
        ),
    ),
    wrong(
        "people of like names",
        (
            f"signatory: {CHIEF}",
            "signatories: [{name: Karen Olson}, {name: Mark Olsen}, {name: Mark Anderson}]",
        ),
    ),
    wrong(
        "officers by number",
        rota(
            "[{officer: SRO 1, school: Oak Middle School, from: 8:00, until: 11:00}, "
            "{officer: SRO 2, school: Oak Middle School, from: 8:00, until: 11:00}]"
        ),
    ),
    wrong("topics that are alike", (TOPICS, "[law, law of evidence, care, care of animals]")),
    wrong("words with TBD in them", ("first aid", "use of the TBDX radio (XX)")),
    wrong("brackets and braces", ("first aid", '"first aid [CPR], {basic}, a & b < c"')),
    wrong(
        "a grant that is signed in time",
        (TERM, TERM + "grant: {program: police-grant, awarded: 2026-04-01}\n"),
    ),
    wrong(
        "a requirement met by another clause",
        (TERM, TERM + SETS),
        (FUNDING, "    {text: We pay., because: so}\n  presence: {officers: 2}\n"),
    ),
    wrong(
        "an adoption before the last signature, and one anew by the same body",
        (
            "term:",
            f"""\
record:
  - {{fact: adopted, day: 2026-06-09, by: School Board}}
  - {{fact: signed, day: 2026-06-10, by: Dana Whitfield, for: district}}
  - {{fact: adopted, day: 2026-06-12, by: City Council}}
  - {{fact: signed, day: 2026-06-12, by: Luis Ortega, for: agency}}
  - {{fact: adopted, day: 2026-07-02, by: School Board}}
  - {{fact: copy, day: 2026-06-13, file: a.pdf, digest: "sha256:{"0" * 64}", words: equal,
      signatures: [{{field: district, by: Dana Whitfield, day: 2026-06-10}}]}}
term:""",
        ),
    ),
    wrong("a signature left for the pen", (TERM, TERM + SETS), (f"    signatory: {CHIEF}\n", "")),
]


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_what_only_looks_wrong_is_let_pass(case: Wrong) -> None:
    assert findings(case.marked, case.as_of) == ()


@pytest.mark.parametrize("case", JUDGEMENT, ids=str)
def test_a_rule_finds_this_and_nothing_else(case: Wrong) -> None:
    text, expected = unmarked(case.marked)
    assert places(findings(text, case.as_of)) == expected


@pytest.mark.parametrize("name", FINISHED)
@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2027, 3, 1)], ids=str)
def test_the_examples_have_nothing_to_find(name: str, day: date) -> None:
    source = parse(example(name).encode(), name)
    assert check(source, library(), day).diagnostics == ()


def test_a_share_beyond_the_whole_is_told_as_one() -> None:
    text = example("city-and-one-school.yaml").replace("75%", "101%")
    (found,) = check(parse(text.encode(), "a.yaml"), library()).errors
    assert found.message == "the school district's share: 101% is too high"
    assert found.hint == "at most 100%"
