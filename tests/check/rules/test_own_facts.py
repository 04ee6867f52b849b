"""Own texts beside what other clauses say."""

from __future__ import annotations

import pytest

from tests.support.colleague import FUNDING, clause, codes, instead, special

FACTS_AMISS = (
    "Either party may terminate this MOU upon ten (10) days' written notice.",
    "Either side may cancel this MOU with a week's notice.",
    "The agency may withdraw from the program at any time without notice.",
    "The Department may discontinue the program upon two weeks' notice.",
    "This agreement may be ended by the Sheriff immediately.",
    "Termination requires only five days’ notice.",
)

NOTICED = {
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
    **{text: ("MOU343", [special(text)]) for text in FACTS_AMISS},
}

SILENT: dict[str, list[tuple[str, str]]] = {
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
}


@pytest.mark.parametrize("name", NOTICED)
def test_it_is_noticed(name: str) -> None:
    code, changes = NOTICED[name]
    assert code in codes(*changes)


@pytest.mark.parametrize("name", SILENT)
def test_it_is_passed_over(name: str) -> None:
    assert codes(*SILENT[name]) == []
