"""Own texts beside what other clauses say."""

from __future__ import annotations

from tests.support.check.faultless_config import FUNDING, clause, instead, judged, special

FACTS_AMISS = (
    "Either party may terminate this MOU upon ten (10) days' written notice.",
    "Either side may cancel this MOU with a week's notice.",
    "The agency may withdraw from the program at any time without notice.",
    "The Department may discontinue the program upon two weeks' notice.",
    "This agreement may be ended by the Sheriff immediately.",
    "Termination requires only five days’ notice.",
)

OTHER_LAWS = (
    "It is done under Minn. Stat. § 626.8482.",
    "The Illinois School Code applies.",
    "The laws of the State of Iowa govern it.",
    "See Texas Education Code section 37.081.",
    "See chapter 22 of the Iowa Code.",
    "Suits are brought in the courts of Ohio.",
    "See ORS 339.312 and RSMo 162.215.",
)
OWN_LAWS = (
    "The Washington Street Code of Conduct and the laws of Wisconsin apply.",
    "The SRO may visit the State of Iowa. Georgia Lawson teaches the class.",
)
BY_THE_HOUR = (FUNDING, "  funding: {variant: hourly, officers: 1, rate: 58, hours_cap: 1440}\n")
SHARES_AMISS = (
    "The District shall bear one-half of the salary of the SRO.",
    "The District pays two thirds of the SRO's salary.",
    "The cost of the SRO is split 60/40 between the District and the City.",
    "The District and the City share the salary equally.",
    "The SRO program is free of charge for the District.",
    "The District shall pay nothing for the SRO.",
)
OFFICERS_AMISS = (
    "The Department will assign three officers to the schools.",
    "There shall be two SROs.",
    "The Department provides 2 full-time SROs to the District.",
)
HOURS_AMISS = ("The SRO works from 8:00 a.m. to 4:00 p.m.", "The SRO's shift is 9 a.m. to 5 p.m.")
RATES_AMISS = ("The hourly rate for the SRO is sixty-five dollars.", "The rate is $65/hour.")
FACTS_SOUND = (
    "The District pays three quarters, and the City one quarter, of the salary. It is split 75/25.",
    "The District and the City share the cost of training equally, and half of the books.",
    "The Department provides two radios, and will assign a substitute where one of two is absent.",
    "The first class begins at 8:00 a.m. The rate is set by the labor agreement.",
    "The Superintendent may order an evacuation. Each side pays half of the mediator's fee.",
    "Dane County courts are busy. The Board of Education of Maple Grove decides.",
)
NOTICED = {
    "a share in a recital that another clause has otherwise": (
        "MOU343",
        [
            instead(
                "term:",
                "frame:\n  recitals:\n    cost: {text: 'The District shall pay 60 percent and the "
                "City 40 percent of the salary;'}\nterm:",
            )
        ],
    ),
    "the second of two clauses": ("MOU341", [special("See clauses 13 and 55.")]),
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
    **{text: ("MOU372", [special(text)]) for text in OTHER_LAWS},
    "a law in a value": (
        "MOU372",
        [clause("  definitions-and-authority: {authority: Minn. Stat. § 626.8482}")],
    ),
    **{
        text: ("MOU343", [special(text)]) for text in (*SHARES_AMISS, *OFFICERS_AMISS, *HOURS_AMISS)
    },
    **{text: ("MOU343", [BY_THE_HOUR, special(text)]) for text in RATES_AMISS},
    "a county that is no party": ("MOU342", [special("Heron County pays the rest.")]),
    "an order of the principal": (
        "MOU344",
        [special("The principal may order the SRO to arrest a student.")],
    ),
}

SILENT: dict[str, list[tuple[str, str]]] = {
    **{text: [special(text)] for text in FACTS_SOUND},
    "several clauses that are there": [special("See clauses 13, 14, and 16.")],
    **{text: [special(text)] for text in OWN_LAWS},
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

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
