"""What a careful colleague notices where no form is at fault: each rule fires, and is silent."""

from __future__ import annotations

from textwrap import indent

import pytest

from mou_builder.check.checking import check
from mou_builder.check.rules.schedules import days_of
from mou_builder.yamltext.source import parse
from tests.support.assembling import FINISHED, example, library

BASE = """\
model: wisconsin-sro
parties:
  district:
    name: Maple Grove School District
    schools: [Maple Grove High School, Maple Grove Middle School]
    signatory: {name: Dana Whitfield, title: Superintendent}
  agency:
    name: Maple Grove Police Department
    kind: police
    signatory: {name: Luis Ortega, title: Chief of Police}
term: {from: 2026-08-01, until: 2027-06-30}
clauses:
  training: {variant: topics, topics: [school-values, de-escalation]}
  funding: {variant: shared-cost, officers: 1, district_share: 75%}
  employment: {variant: chief-after-consultation}
  equipment-and-training-costs: {variant: agency-equips}
  chain-of-command: {variant: agency, supervisor: Patrol Captain}
  duty-stations:
    {variant: one-school, school: Maple Grove High School, starts: 7:30, ends: 15:30}
"""
FUNDING = "  funding: {variant: shared-cost, officers: 1, district_share: 75%}\n"
STATIONS = BASE[BASE.index("  duty-stations:") :]


def codes(*changes: tuple[str, str]) -> list[str]:
    text = BASE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = check(parse(text.encode(), "config.yaml"), library()).diagnostics
    assert all(each.hint for each in found)
    return [each.code for each in found]


def clause(text: str) -> tuple[str, str]:
    return ("clauses:\n", f"clauses:\n{text}\n")


def party(text: str) -> tuple[str, str]:
    return ("term:", f"  {text}\nterm:")


def instead(old: str, new: str) -> tuple[str, str]:
    return (old, new)


def schedule(rows: str, variant: str = "weekly-schedule") -> tuple[str, str]:
    return (STATIONS, f"  duty-stations:\n    variant: {variant}\n    schedule:\n{rows}")


def duty(school: str, days: str, hours: str = "7:30-15:30", officer: str = "") -> str:
    begins, _, ends = hours.partition("-")
    who = f"officer: {officer}, " if officer else ""
    return (
        f"      - {{{who}school: Maple Grove {school} School, days: '{days}', "
        f"from: {begins}, until: {ends}}}\n"
    )


def groups(*rows: str) -> tuple[str, str]:
    hours = "starts: 7:30, ends: 15:30"
    stations = f"variant: groups-of-schools, {hours}, groups: [{', '.join(rows)}]"
    return (STATIONS, f"  duty-stations: {{{stations}}}\n")


def test_a_config_without_any_of_it_has_no_finding() -> None:
    assert codes() == []


@pytest.mark.parametrize("name", FINISHED)
def test_the_packaged_examples_have_none_of_it(name: str) -> None:
    found = check(parse(example(name).encode(), name), library()).diagnostics
    assert found == ()


COUNTY = "county: {name: Heron County Sheriff's Office, kind: sheriff, signatory: {title: Sheriff}}"
CITY = "city: {name: City of Maple Grove, kind: city, signatory: {title: Mayor}}"
TERMINATION = "  termination: {{text: '{}', because: so}}"
HOURLY = "hourly, officers: 1, rate: 58000, hours_cap: 1440"
OWN = "  funding: {{text: '{}', because: so}}\n"

RIDGE = (
    "{school: Maple Grove High School, hours: 40}, {school: Maple Grove Middle School, hours: 20}"
)
HOURS = "starts: 7:30, ends: 15:30"
PAYERS = "{{payer: the Maple Grove School District, share: {}}}, {{payer: {}, share: {}}}"


def payers(district: str, other: str, share: str) -> tuple[str, str]:
    rows = PAYERS.format(district, other, share)
    return (FUNDING, f"  funding: {{variant: several-payers, officers: 1, payers: [{rows}]}}\n")


def equipment(text: str) -> tuple[str, str]:
    return ("{variant: agency-equips}", f"{{variant: {text}}}")


def own(text: str) -> tuple[str, str]:
    return (FUNDING, f"  funding:\n    because: so\n    text: |\n{indent(text, '      ')}\n")


def special(text: str) -> tuple[str, str]:
    words = indent(text, "      ")
    return clause(f"  special-matter:\n    title: A special matter\n    text: |\n{words}")


CHIEF = "{name: Luis Ortega, title: Chief of Police}"


def by_year(*rows: str) -> tuple[str, str]:
    listed = ", ".join(row.replace("}", ", officers: 1}") for row in rows)
    return (
        "shared-cost, officers: 1, district_share: 75%",
        f"shares-by-year, officers: 1, shares: [{listed}]",
    )


def liaison(supervisor: str, contact: str) -> tuple[str, str]:
    return (
        "{variant: agency, supervisor: Patrol Captain}",
        f"{{variant: liaison, supervisor: {supervisor}, contact: {contact}}}",
    )


NO_REASON = "shared-cost, officers: 1, district_share: 75%}\n  custody: {omit: {because: n/a}"
NO_TITLES = ("none", "yes", "1:30", "'.'", "N/A", "42", "to be determined", "a@b.org", "x")

NOTICED = {
    "days by their letters, at two schools": (
        "MOU331",
        [schedule(duty("High", "MWF") + duty("Middle", "Tu/W"))],
    ),
    "a day of half an hour": ("MOU331", [instead("ends: 15:30", "ends: 8:00")]),
    "a year that costs ninety dollars": (
        "MOU333",
        [instead(FUNDING, "  funding: {variant: yearly-amount, officers: 1, amount: 90}\n")],
    ),
    "overtime that costs less than duty": (
        "MOU304",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "hourly, officers: 1, rate: 58, overtime_rate: 40, hours_cap: 1440",
            )
        ],
    ),
    "a part of the time that is none": ("MOU332", [instead("75%", "75%, time_share: 0%")]),
    "halves and thirds in words": (
        "MOU334",
        [own("The District pays half, and the City pays one-third, of the cost.")],
    ),
    "percentages in words": (
        "MOU334",
        [own("The District pays sixty percent and the City fifty percent.")],
    ),
    "a list of installments in own words": (
        "MOU334",
        [own("The total is $90,000:\n\n- $50,000 on September 1, 2026\n- $30,000 in May, 2027")],
    ),
    "a price for each of two": (
        "MOU334",
        [own("The District pays $50,000 for each of two officers, a total of $110,000.")],
    ),
    "hours at a price": (
        "MOU334",
        [own("The District pays $50 per hour for 100 hours, a total of $6,000.")],
    ),
    "an article twice in a value": (
        "MOU337",
        [clause("  officers-under-contract: {provider: the the County}")],
    ),
    "a possessive before a title": (
        "MOU337",
        [instead("supervisor: Patrol Captain", "supervisor: our Captain")],
    ),
    "an end at will": (
        "MOU313",
        [clause(TERMINATION.format("Either party may end this agreement at will."))],
    ),
    "a shorter notice beside the usual one": (
        "MOU313",
        [
            clause(
                TERMINATION.format(
                    "Either party may terminate on thirty days notice, or on five days notice in "
                    "case of need."
                )
            )
        ],
    ),
    "a term without an end": (
        "MOU336",
        [clause("  term: {text: This agreement continues., because: so}")],
    ),
    "a length in years that the term does not have": (
        "MOU336",
        [clause("  term: {text: This agreement continues for two years., because: so}")],
    ),
    "two parties of one name": (
        "MOU347",
        [instead("name: Maple Grove Police Department", "name: The Maple Grove School District")],
    ),
    "the home school among the other schools": (
        "MOU324",
        [
            instead("one-school", "home-school"),
            instead(
                "starts:", "other_schools: [maple grove high school], weekly_hours: 6, starts:"
            ),
        ],
    ),
    "one who signs twice": (
        "MOU324",
        [
            instead(
                "signatory: {name: Luis Ortega, title: Chief of Police}",
                f"signatories: [{CHIEF}, {CHIEF}]",
            )
        ],
    ),
    "a year whose share is zero": ("MOU332", [by_year("{year: 2026–2027, district_share: 0%}")]),
    "a year with two shares for the same officers": (
        "MOU348",
        [
            by_year(
                "{year: 2026–2027, district_share: 40%}",
                "{year: 2026-27 school year, district_share: 50%}",
            )
        ],
    ),
    "a year outside the term": ("MOU348", [by_year("{year: 2031–2032, district_share: 50%}")]),
    "a year of the term without a row": (
        "MOU348",
        [instead("2027-06-30", "2028-06-30"), by_year("{year: 2026–2027, district_share: 50%}")],
    ),
    "amounts for years that overlap": (
        "MOU348",
        [
            instead("2027-06-30", "2029-06-30"),
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "amounts-by-year, officers: 1, years: [{year: 2026–2028, amount: 9000}, "
                "{year: 2027–2029, amount: 9000}]",
            ),
        ],
    ),
    "a supervisor who is the superintendent": (
        "MOU321",
        [instead("supervisor: Patrol Captain", "supervisor: Superintendent")],
    ),
    "a contact who is the chief": ("MOU321", [liaison("Patrol Captain", "Chief of Police")]),
    "one officer of both sides": ("MOU321", [liaison("Director", "Director")]),
    **{
        f"{where}, typed as {typed}": ("MOU346", [instead(old, old.replace(was, typed))])
        for where, old, was, values in (
            ("a supervisor", "supervisor: Patrol Captain", "Patrol Captain", NO_TITLES),
            ("a title", "title: Chief of Police", "Chief of Police", NO_TITLES),
            ("a person", "name: Luis Ortega", "Luis Ortega", ("n/a", "555-123-4567", "John Doe")),
            (
                "a party",
                "name: Maple Grove Police Department",
                "Maple Grove Police Department",
                ("none", "12", "District", "a@b.org"),
            ),
            ("a topic", "topics: [school-values, de-escalation]", "de-escalation", ("'.'", "yes")),
            ("a street", "kind: police", "police", ("police\n    address: a@b.org",)),
            (
                "a reason",
                "shared-cost, officers: 1, district_share: 75%",
                "shared-cost, officers: 1, district_share: 75%",
                (NO_REASON,),
            ),
        )
        for typed in values
    },
    "a name in brackets": ("MOU325", [instead("Luis Ortega", "'[Name of Chief]'")]),
    "a bracket in an own text": ("MOU325", [special("The [District] pays.")]),
    "the whole cost for one who pays a quarter": (
        "MOU343",
        [special("The law enforcement agency shall pay everything that the SRO costs.")],
    ),
    "the whole cost for a party by its name": (
        "MOU343",
        [special("The Maple Grove Police Department bears the entire cost of the program.")],
    ),
    "a share that another clause has otherwise": (
        "MOU343",
        [special("Sixty percent (60%) of the salary shall be paid by the District.")],
    ),
    "a share of nothing": ("MOU343", [special("SROs serve at no cost to the District.")]),
    "the whole cost beside an hourly rate": (
        "MOU343",
        [
            instead(FUNDING, "  funding: {variant: hourly, officers: 1, rate: 58}\n"),
            special("The City pays all costs of the SRO."),
        ],
    ),
    "another hourly rate": (
        "MOU343",
        [
            instead(FUNDING, "  funding: {variant: hourly, officers: 1, rate: 58}\n"),
            special("The District pays $61.00 per hour."),
        ],
    ),
    "another number of officers": ("MOU343", [special("The City shall provide two (2) SROs.")]),
    "another notice of termination": (
        "MOU343",
        [special("Either party may terminate this MOU upon ten (10) days' written notice.")],
    ),
    "a termination without the notice": (
        "MOU343",
        [special("Either party may terminate this MOU at any time without notice.")],
    ),
    "another time to pay": ("MOU343", [special("Each invoice is paid within sixty days.")]),
    "other hours of duty": ("MOU343", [special("The SRO is on duty from 8 a.m. to 4 p.m.")]),
    "another price by the year": (
        "MOU343",
        [
            instead(FUNDING, "  funding: {variant: yearly-amount, officers: 1, amount: 90000}\n"),
            special("The annual payment is $85,000."),
        ],
    ),
    "an arrest for school discipline": (
        "MOU344",
        [special("The SRO may arrest students for violations of school discipline.")],
    ),
    "students who are arrested for a school rule": (
        "MOU344",
        [special("Students may be arrested by an officer for breaking the school's rules.")],
    ),
    "a citation for a minor offense": (
        "MOU344",
        [special("The SRO shall issue a citation for profanity.")],
    ),
    "all student records": ("MOU344", [special("SROs may inspect all student records.")]),
    "an officer whom the district employs": (
        "MOU344",
        [special("The SRO is an employee of the school district.")],
    ),
    "an officer whom the principal commands": (
        "MOU344",
        [special("The SRO works under the supervision of the principal.")],
    ),
    "a change of the agreement by word of mouth": (
        "MOU344",
        [clause("  amendments: yes"), special("The parties may change this MOU orally.")],
    ),
    "a clause by a number that none has": ("MOU341", [special("Clause 99 says what is paid.")]),
    "a section by a number": ("MOU341", [special("As Section 4.2 says, it is paid.")]),
    "an article of this agreement": ("MOU341", [special("Article IV of this Agreement rules it.")]),
    "a sub-clause that a clause does not have": ("MOU341", [special("As clause 11(z) says.")]),
    "an exhibit": ("MOU341", [special("The salaries are in Exhibit B.")]),
    "something attached": ("MOU341", [special("The attached schedule lists the salaries.")]),
    "another district": ("MOU342", [special("The Oak Hill School District pays for it.")]),
    "a district almost of our name": ("MOU342", [special("Maple Ridge School District pays.")]),
    "another city": ("MOU342", [special("The City of Riverbend insures the officer.")]),
    "another agency": ("MOU342", [special("The Heron County Sheriff's Office pays for it.")]),
    "a school that no party has": (
        "MOU342",
        [special("It applies at Oak Ridge High School.")],
    ),
    "a length that is not that of the term": (
        "MOU336",
        [special("This Agreement is made for a term of three (3) years.")],
    ),
    "a day on which the agreement does not begin": (
        "MOU336",
        [special("This Agreement is effective on July 1, 2025.")],
    ),
    "a duty after the term": ("MOU336", [special("The SRO shall report by October 1, 2029.")]),
    "more hours in the week than its officers have": (
        "MOU304",
        [
            instead(
                STATIONS,
                f"  duty-stations: {{variant: weekly-hours, weekly: [{RIDGE}], {HOURS}}}\n",
            )
        ],
    ),
    "an officer who is on duty for seventy hours in the week": (
        "MOU331",
        [schedule(duty("High", "Monday through Friday", "6:30 a.m.-8:30 p.m."))],
    ),
    "a payer that is no party": ("MOU315", [payers("50%", "the Town of Ash", "50%")]),
    "a payer whose share is zero": (
        "MOU332",
        [payers("100%", "the Maple Grove Police Department", "0%")],
    ),
    "a share of the equipment that is zero": (
        "MOU332",
        [equipment("shared-percentage, district_share: 0%")],
    ),
    "an allowance of nothing": ("MOU332", [equipment("yearly-allowance, allowance: $0.00")]),
    "an hour that costs a salary": (
        "MOU333",
        [instead("shared-cost, officers: 1, district_share: 75%", HOURLY)],
    ),
    "a limit of forty dollars in the year": (
        "MOU333",
        [instead("district_share: 75%", "district_share: 75%, annual_limit: 40")],
    ),
    "a first payment before the first day of service": (
        "MOU307",
        [
            instead("district_share: 75%", "district_share: 75%, first_payment: 2026-08-15"),
            clause("  commencement: {first_day: 2026-09-01}"),
        ],
    ),
    "an amendment that takes effect after the term": (
        "MOU307",
        [instead("term:", "amendments: [{number: 1, effective: 2031-01-01}]\nterm:")],
    ),
    "equal payments that begin before the term": (
        "MOU307",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "equal-payments, officers: 1, total: 9000, payments: 3, first_due: 2026-02-01",
            )
        ],
    ),
    "equal payments that go on after the term": (
        "MOU307",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "equal-payments, officers: 1, total: 9000, payments: 5, first_due: 2026-08-15, "
                "every: quarter",
            )
        ],
    ),
    "an amount in own words that its installments do not make up": (
        "MOU334",
        [own("The District pays $40,000 a year, in three installments of $10,000.")],
    ),
    "districts whose shares are not the whole": (
        "MOU301",
        [
            party("second: {name: Oak School District, kind: school}"),
            clause(
                "  more-than-one-district: {shares: [{district: Maple Grove School District, "
                "share: 60%}, {district: Oak School District, share: 30%}]}"
            ),
        ],
    ),
    "a year with more officers than there are": (
        "MOU304",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "shares-by-year, officers: 1, shares: [{year: '2026', officers: 2, "
                "district_share: 50%}]",
            )
        ],
    ),
    "a price that rises threefold": (
        "MOU333",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "yearly-amount, officers: 1, amount: 90000, yearly_increase: 300%",
            )
        ],
    ),
    "a day that costs a year": (
        "MOU333",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "daily, officers: 1, day_rate: 75338",
            )
        ],
    ),
    "more officers with schools than paid": (
        "MOU331",
        [groups("{officer: SRO 1, schools: x}", "{officer: SRO 2, schools: y}")],
    ),
    "a school in a list that is no party's": (
        "MOU323",
        [groups("{officer: SRO 1, schools: Maple Grove High School and Ash School}")],
    ),
    "a day of sixteen hours": ("MOU331", [instead("ends: 15:30", "ends: 23:30")]),
    "a renewal that nobody can stop in time": (
        "MOU313",
        [clause("  automatic-renewal: {times: 2, notice: 3 days}")],
    ),
    "thirds and halves in own words": (
        "MOU334",
        [own("The District pays 1/3 and the City pays 1/2 of the cost.")],
    ),
    "a list of shares in own words": (
        "MOU334",
        [own("The cost is shared:\n\n- District: 60%\n- City: 30%")],
    ),
    "dollars beside a share in own words": (
        "MOU334",
        [own("The salary is $100,000. The District shall pay 75%, or $70,000.")],
    ),
    "a table of installments in own words": (
        "MOU334",
        [
            own(
                "The total is $100,000.\n\n| Due | Amount |\n| July 1, 2026 | $50,000 |\n"
                "| January 1, 2027 | $40,000 |"
            )
        ],
    ),
    "a termination at once, on notice": (
        "MOU313",
        [clause(TERMINATION.format("Either party may terminate immediately upon notice."))],
    ),
    "an own text that runs to another end": (
        "MOU336",
        [clause("  term: {text: 'This agreement runs from 8/1/2026 to 7/31/2027.', because: so}")],
    ),
    "an own text whose end is written as a day of a month": (
        "MOU336",
        [clause("  term: {text: 'A term ending the 30th day of June, 2028.', because: so}")],
    ),
    "an article before another": (
        "MOU337",
        [instead("supervisor: Patrol Captain", "supervisor: a Captain")],
    ),
    "an officer in charge with an article": (
        "MOU337",
        [instead("kind: police", "kind: police\n    officer_in_charge: the Chief")],
    ),
    "an own text with an article too many": ("MOU337", [own("The the District pays it all.")]),
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
    "one officer at two schools at once": (
        "MOU331",
        [schedule(duty("High", "Monday through Friday") + duty("Middle", "Fridays"))],
    ),
    "a named officer at two schools at once": (
        "MOU331",
        [
            schedule(
                duty("High", "Mon-Wed", officer="Ann") + duty("Middle", "Tuesday", officer="Ann"),
                "officer-schedule",
            )
        ],
    ),
    "more officers scheduled than paid": (
        "MOU331",
        [
            schedule(
                duty("High", "Mondays", officer="Ann") + duty("High", "Mondays", officer="Bo"),
                "officer-schedule",
            )
        ],
    ),
    "a zero share that is invoiced": ("MOU332", [instead("75%", "0%")]),
    "the whole as one share, so that the other is zero": ("MOU332", [instead("75%", "100%")]),
    "a limit of a year meant for a week": (
        "MOU333",
        [instead(FUNDING, "  funding: {variant: hourly, officers: 1, rate: 58, hours_cap: 40}\n")],
    ),
    "more hours than a week has": (
        "MOU333",
        [
            instead("one-school", "home-school"),
            instead(
                "starts:", "other_schools: [Maple Grove Middle School], weekly_hours: 60, starts:"
            ),
        ],
    ),
    "shares in own words that do not add up": (
        "MOU334",
        [instead(FUNDING, OWN.format("The district pays 56.4 percent and the City 42.6%."))],
    ),
    "payments in own words that do not add up": (
        "MOU334",
        [instead(FUNDING, OWN.format("A total of $100,000, in two payments of $49,000.00."))],
    ),
    "a sum in own words that words and digits state differently": (
        "MOU335",
        [instead(FUNDING, OWN.format("The district pays fifty thousand dollars ($15,000.00)."))],
    ),
    "a share in own words that is written twice, and differently": (
        "MOU335",
        [instead(FUNDING, OWN.format("The district pays 75 percent (57%) of the cost."))],
    ),
    "an own text that drops the notice": (
        "MOU313",
        [clause(TERMINATION.format("Either party may terminate at any time without notice."))],
    ),
    "an own text that shortens the notice": (
        "MOU313",
        [clause(TERMINATION.format("Either party may terminate on ten days notice."))],
    ),
    "an own text that ends the agreement on another day": (
        "MOU336",
        [clause("  term: {text: 'This agreement ends on June 30, 2028.', because: so}")],
    ),
    "an article that the text already has": (
        "MOU337",
        [instead("Patrol Captain", "the Patrol Captain")],
    ),
    "a space of no width": ("MOU338", [instead("Maple Grove Police", "Maple\u200b Grove Police")]),
    "a list typed with commas": (
        "MOU339",
        [
            instead(
                "[Maple Grove High School, Maple Grove Middle School]",
                "['Maple Grove High School, Maple Grove Middle School']",
            ),
            instead("school: Maple Grove High School, starts", "school: X School, starts"),
        ],
    ),
    "a payment before the first day of service": (
        "MOU307",
        [
            instead(
                FUNDING,
                "  funding: {variant: fixed-amount, officers: 1, total: 100, "
                "instalments: [{due: 2026-07-15, amount: 100}]}\n",
            )
        ],
    ),
    "a grant that pays on after the term": (
        "MOU317",
        [
            instead(
                FUNDING,
                "  funding: {variant: grant, officers: 1, program: the grant, "
                "grant_from: 2026-09-01, grant_until: 2028-08-31, grant_share: 75%, "
                "district_share: 50%}\n",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", NOTICED)
def test_it_is_noticed(name: str) -> None:
    code, changes = NOTICED[name]
    assert code in codes(*changes)


BOTH = "  governing-body: {body: the City of Maple Grove}"
SILENT = {
    "years of the term, with two groups of officers": [
        instead("2027-06-30", "2028-06-30"),
        instead("officers: 1, district_share: 75%", "officers: 2, district_share: 75%"),
        instead(
            "shared-cost, officers: 2, district_share: 75%",
            "shares-by-year, officers: 2, shares: [{year: 2026–2027, officers: 1, "
            "district_share: 40%}, {year: 2026–2027, officers: 1, district_share: 50%}, "
            "{year: 2027–2028, officers: 2, district_share: 50%}]",
        ),
    ],
    "years in words": [by_year("{year: first year, district_share: 50%}")],
    "a liaison on each side": [liaison("Patrol Captain", "Director of Pupil Services")],
    "short names, years and numbers that are meant": [
        instead("Luis Ortega", "Ng Li"),
        instead("Patrol Captain", "SRO Sgt"),
        instead("kind: police", "kind: police\n    address: P.O. Box 1, Ada"),
        instead(
            "shared-cost, officers: 1, district_share: 75%",
            "shares-by-year, officers: 1, shares: [{year: 2026, officers: 1, district_share: 50%}]",
        ),
    ],
    "what another clause says, said again": [
        special(
            "The District pays 75 percent (75%) of the salary. One SRO is on duty from 7:30 a.m. "
            "to 3:30 p.m.; either party may terminate this MOU on thirty (30) days' notice, and "
            "each invoice is due in 30 days. The City shall provide one SRO."
        )
    ],
    "numbers of other matters": [
        special(
            "The City pays all costs of training and uniforms. The District pays 100 percent of "
            "overtime at games. It may terminate for cause upon five days' notice. The City is "
            "insured for $1,000,000 per occurrence. The monthly stipend is $50."
        )
    ],
    "part of a yearly amount": [
        instead(FUNDING, "  funding: {variant: yearly-amount, officers: 1, amount: 90000}\n"),
        special("Of the annual payment, $22,500 is for each quarter."),
    ],
    "acts that no clause forbids": [
        special(
            "The SRO shall not enforce school discipline. The SRO may enforce the law, and report "
            "violations of school rules to the principal. The principal may discipline a student "
            "for violations of the code of conduct. An SRO may be disciplined under the code of "
            "conduct of the department. The SRO may see student records only on a subpoena."
        )
    ],
    "references to laws and to other documents": [
        special(
            "Section 118.126 of the Wisconsin Statutes, 42 U.S.C. section 1983, Section 504 of the "
            "Rehabilitation Act, Article IX of the Constitution, Appendix B to 28 CFR part 23, and "
            "Section 7 of the district's policy apply, and so does [[funding]]."
        )
    ],
    "a reference by a number that is there": [special("Clause 8(a) and clause 19 apply.")],
    "the parties and their schools, whole and in part": [
        special(
            "If Maple Grove High School asks the Maple Grove Police Department, the City of Maple "
            "Grove and the School District tell the Middle School and the Superintendent."
        )
    ],
    "times that are not those of the agreement": [
        special(
            "Records are kept for a period of three (3) years. The policy adopted on March 3, 2019 "
            "applies. This Agreement, made for a term of one (1) school year, begins on "
            "August 1, 2026. The SRO shall report by January 15, 2027."
        )
    ],
    "an own text that leaves the notice to another clause": [
        clause(TERMINATION.format("Section 5 of the charter says how it may be ended."))
    ],
    "a payer that is a party": [payers("1/3", "the Maple Grove Police Department", "2/3")],
    "thirds in own words that add up": [own("The District pays 1/3 and the City pays 2/3.")],
    "dollars beside a share that come out": [
        own("The salary is $100,000. The District shall pay 75%, or $75,000.")
    ],
    "a table with its total": [
        own(
            "The total is $90,000.\n\n| Due | Amount |\n| July 1, 2026 | $50,000 |\n"
            "| January 1, 2027 | $40,000 |\n| Total | $90,000 |"
        )
    ],
    "a payment that is due from one day to another": [
        clause(
            "  term: {text: 'Under this agreement reports are due from August 1, 2026 to "
            "August 31, 2026.', because: so}"
        )
    ],
    "a rate as officers cost": [
        instead("shared-cost, officers: 1, district_share: 75%", HOURLY.replace("58000", "58"))
    ],
    "two agencies with their clause": [party(COUNTY), clause("  more-than-one-agency: yes")],
    "a city that is bound and signs": [party(CITY), clause(BOTH)],
    "one officer at two schools on different days": [
        schedule(duty("High", "Monday through Wednesday") + duty("Middle", "Thursday and Friday"))
    ],
    "one officer at two schools one after the other": [
        schedule(duty("High", "Mondays", "7:30-11:30") + duty("Middle", "Mondays", "12:00-15:30"))
    ],
    "days that nobody but the school knows": [
        schedule(duty("High", "A days") + duty("Middle", "B days"))
    ],
    "two officers at two schools": [
        instead("officers: 1", "officers: 2"),
        schedule(
            duty("High", "Mondays", officer="Ann") + duty("Middle", "Mondays", officer="Bo"),
            "officer-schedule",
        ),
    ],
    "shares in own words that add up": [
        instead(FUNDING, OWN.format("The district pays 56.8 percent (56.8%) and the City 43.2%."))
    ],
    "shares of different years": [
        instead(FUNDING, OWN.format("The district pays 60% in the first year, then 50 percent."))
    ],
    "payments in own words that add up": [
        instead(FUNDING, OWN.format("A total of $98,000, in two payments of $49,000.00."))
    ],
    "an own text that keeps the notice": [
        clause(TERMINATION.format("Either party may terminate on sixty (60) days notice."))
    ],
    "an own text that ends with the term": [
        clause("  term: {text: 'This agreement ends on June 30, 2027.', because: so}")
    ],
    "a school with a comma in its name": [
        instead(
            "[Maple Grove High School, Maple Grove Middle School]",
            "[Maple Grove High School, 'Academy of Arts, Elm Street']",
        )
    ],
    "schools of a list that are all known, and some that are not named": [
        groups(
            "{officer: SRO 1, schools: 'Maple Grove High School, Maple Grove Middle School, "
            "and all elementary schools'}"
        )
    ],
    "an amount in own words that its installments make up": [
        own("The District pays $30,000 a year, in three installments of $10,000.")
    ],
    "a term that ends with the last day of school": [instead("2027-06-30", "2027-05-26")],
    "a last payment in the month after the term": [
        instead(
            "shared-cost, officers: 1, district_share: 75%",
            "equal-payments, officers: 1, total: 9000, payments: 12, first_due: 2026-08-15",
        )
    ],
    "a joiner in a Persian name": [instead("Luis Ortega", "علی\u200cرضا")],
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_passed_over(name: str) -> None:
    assert codes(*SILENT[name]) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday through Friday", {0, 1, 2, 3, 4}),
        ("Mon–Wed", {0, 1, 2}),
        ("Mondays, Wednesdays, and Fridays", {0, 2, 4}),
        ("Tuesday & Thursday", {1, 3}),
        ("Friday to Monday", {4, 5, 6, 0}),
        ("every school day", {0, 1, 2, 3, 4}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("alternate Mondays", None),
        ("Monday of the first week", None),
        ("A days", None),
        ("MWF", {0, 2, 4}),
        ("T, Th", {1, 3}),
    ],
)
def test_days_are_read_as_written_or_not_at_all(text: str, days: set[int] | None) -> None:
    assert days_of(text) == days


def test_no_code_of_this_page_is_missing_from_it() -> None:
    assert {code for code, _ in NOTICED.values()} == {
        *("MOU301", "MOU304", "MOU307", "MOU313", "MOU314", "MOU315", "MOU317", "MOU323", "MOU331"),
        *("MOU332", "MOU333"),
        *("MOU334", "MOU335", "MOU336", "MOU337", "MOU338", "MOU339", "MOU341", "MOU342"),
        *("MOU321", "MOU324", "MOU325", "MOU343", "MOU344", "MOU346", "MOU347", "MOU348"),
    }


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


def test_an_officer_at_two_schools_at_once_is_told_once() -> None:
    whole = schedule(
        duty("High", "Monday through Friday") + duty("Middle", "Monday through Friday")
    )
    assert codes(whole) == ["MOU331"]
