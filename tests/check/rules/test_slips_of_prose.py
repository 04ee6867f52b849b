"""What cannot be in a sentence of a config's own: amounts, products, addresses, acts, endings."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.check.faultless_config import Change, judged, special

PRODUCTS = (
    "The SRO shall work 40 hours at a rate of $55.00 an hour, for a total of $2,400.00.",
    "The SRO serves 180 days at $400.00 a day, for a total of $76,000.00.",
    "The cost of 2 officers at $95,000.00 each is $180,000.00.",
    "Mileage is paid at $0.70 per mile for 1,000 miles, that is $7,000.00.",
    "The district pays $7,000.00 a month, which is $90,000.00 for a year.",
    "The district pays 75% of $100,000.00, which is $57,000.00.",
    "The fee of $80,000.00 shall rise by 3% to $82,800.00 in the second year.",
    "The SRO serves 8 hours a day, five days a week, for a total of 45 hours a week.",
    "The SRO serves 8 hours a day for 180 days, a total of 1,540 hours.",
)
AMOUNTS = (
    "An SRO serves 26 hours a day.",
    "An SRO serves eight days a week.",
    "An SRO serves 200 hours a week.",
    "An SRO serves 14 months of the year.",
    "An SRO serves 60 weeks a year.",
    "An SRO shall teach at least 20 and no more than 10 hours a month.",
    "The fee is $90,000.00 a year, but in no case more than $80,000.00 a year.",
    "The yearly fee shall not exceed $50,000 and shall be at least $60,000.",
    "The hours are 7:30 a.m. to 3:30 a.m.",
    "The SRO is on duty for nine hours, from 7:30 a.m. until 3:30 p.m.",
)
MALFORMED = (
    "The district pays $85,00.00 a year.",
    "The district pays $1,00,000 a year.",
    "The rate is $55.5 an hour.",
    "The district pays $75% of the cost.",
    "The district pays $75 percent of the cost.",
    "Call (608) 555-014.",
    "The telephone is 608-555-01444.",
    "Call 608-555-O144.",
    "Write to dana@@maplegrove.org.",
    "Write to dana@maplegrove,org.",
    "See htp://www.maplegrove.org.",
    "See http:/www.maplegrove.org/policy.",
    "See www.maplegrove..org/policy.",
    "Send it to 1 Main Street, Maple Grove, WI 5300.",
)
FORGOTTEN = (
    "The rate is TK.",
    "The officer shall ...",
    "DRAFT - NOT FOR SIGNATURE",
    "The district pays (check with Bob).",
    "The fee may be less (ask Jim).",
    "The parties will agree on the cost later.",
    "The district shall provide an officer who shall",
    "The amount is to be determined.",
    "It begins on MM/DD/YYYY.",
    "The fee is $000,000.00.",
    "Note to counsel: is this right?",
    "The term is XX years.",
    "Jane Doe serves at the school.",
    "Call (555) 555-5555.",
    "Click here to see the policy.",
)
DAYS = (
    "The policy of June 1, 2206 applies.",
    "The agreement of 13/15/2026 is replaced.",
    "During the 2026-2028 school year the officer serves there.",
    "During the 2026-207 school year the officer serves there.",
    "The board met on Mon., June 16, 2026.",
    "The board met on June 16, 2026, a Monday.",
    "The board met on June 16, 2026 (Monday).",
)
ACTS = (
    "The SRO keeps to the Federal Educational Rights and Privacy Act.",
    "The SRO keeps to FERPA, 20 U.S.C. § 1323g.",
    "The SRO keeps to HIPPA.",
    "The parties keep to the IDEA, 20 U.S.C. § 1232g.",
    "The parties keep to Section 504 of the Americans with Disabilities Act.",
    "The parties keep to Title IX of the Civil Rights Act of 1964.",
    "The parties keep to Title VI of the Civil Rights Act of 1946.",
    "The parties keep to Title IX of the Education Amendments of 1974.",
    "The parties keep to section 504 of the Rehabilitation Act of 1937.",
    "The parties keep to the Americans with Disabilities Act of 1980.",
    "FERPA (34 CFR part 199) governs the records.",
)
ANNOUNCED = (
    "The SRO has three duties:\n\n- to teach,\n- to counsel.",
    "The district pays in four installments: $20,000 on May 1, and $20,000 on June 1.",
    "The SRO spends 60 percent of the time at the high school and 50 percent elsewhere.",
)
PARTIES = ("All three parties shall meet each year.", "The three parties to this agreement meet.")
BODIES = (
    "The Sheriff shall sign this agreement.",
    "The County shall pay for the car.",
    "The Oak Creek Common Council approved it.",
    "The SRO is assigned to Maple Grove Elementary School.",
)
NOTICES = (
    "It renews itself unless a party gives notice 400 days before it ends.",
    "A party leaves by written notice of two years.",
)
NAMES = (
    "The Maple Grove School Distict shall pay.",
    "The Board President, Dana Whitfeild, approves.",
)
TERMS = (
    'The school (the "District") and the drainage district (the "District") agree.',
    "All Confidential Student Information (as defined below) is kept secret.",
    "“Staff” means teachers. “Staff” means all who work at the schools.",
)
RIGHT = (
    "The board met on Tuesday, June 16, 2026, and on June 17, 2026, a Wednesday.",
    "From June 16, 2027, Monday through Friday, the SRO serves at camps.",
    "The SRO serves 8 hours a day, five days a week, for a total of 40 hours a week.",
    "The SRO serves 8 hours a day for 180 days, a total of 1,440 hours.",
    "The SRO teaches 2 hours a week in 10 weeks, and that is 5 lessons a month.",
    "FERPA and its rules (34 CFR part 99, and 34 C.F.R. § 99.31) govern the records.",
    "The county and the City Council are told.",
    "The SRO is assigned to the Maple Grove Senior High School and to Maple Grove Middle School.",
    "The yearly fee shall not exceed $50,000 and shall be at least $40,000.",
    "Games end at 10:30 p.m.; dances last from 9:00 p.m. to 1:00 a.m.",
    "Within 24 hours, from 8:00 a.m. to 5:00 p.m., call the SRO.",
    "The SRO works four hours, from 7:30 a.m. to 3:30 p.m. with a break for court.",
    "Parents (ask Principal Lee) may visit.",
    "The Americans with Disabilities Act of 1990, as amended in 2008, applies.",
    "The Civil Rights Act of 1871 and section 504 of the Rehabilitation Act of 1973 apply.",
    "The SRO has two duties:\n\n- to teach,\n- to counsel.",
    "Within two days of any of these events:\n\n- an arrest,\n- a search,\n- a fire.",
    "The district pays in two installments: $20,000 on May 1, and $20,000 on June 1.",
    "At least 75 percent of the time is spent at school, and 50 percent of that time in the halls.",
    "Both parties shall meet each year; three parties attend mediation at most.",
    "The Sheriff may be asked for help, and the Heron County Sheriff shall run the jail.",
    "It renews itself unless a party gives notice 90 days before it ends.",
    "Records are kept for 400 days after the notice.",
    "The Maple Grove School District’s board, Luisa Ortega and Dana Whitfield’s office approve.",
    'The school (the "District") and the police (the "Department") agree.',
    "“Student Information” is what is kept. Student Information (as defined above) is secret.",
    "The SRO serves 180 days of 8 hours at $50.00 an hour, for a total of $72,000.00.",
    "The SRO serves 180 days at $400.00 a day, for a total of $72,000.00.",
    "The fee of $80,000.00 shall rise by 3% to $82,400.00 in the second year.",
    "The fee is $90,000.00 a year, of which the county pays not more than $80,000.00.",
    "The district pays $7,000.00 a month, which is $63,000.00 for the school year.",
    "The agency answers calls 24 hours a day, 7 days a week, 365 days a year.",
    "The officers together serve 200 hours a week.",
    "An SRO shall teach at least 10 and no more than 20 hours a month.",
    "The district shall pay one-third (33.33%) of the cost of the vehicle.",
    "The fund has $1.5 million, and pays $1,000,000.00 at most.",
    "Call (608) 555-0144, or 608-555-0145, extension 12; or the hotline 9-8-8.",
    "Write to dana.o’hara+sro@maplegrove.k12.wi.us or to @maplegrove in social media.",
    "See https://www.maplegrove.k12.wi.us/policy?x=1#a, or www.maplegrove.org.",
    "Send it to 1 Main Street, Maple Grove, WI 53001-1234, or to Oak, WI 53002.",
    "The SRO keeps to FERPA, 20 U.S.C. § 1232g(a)(4), and the IDEA, 20 U.S.C. 1401 and 1415.",
    "Title VI of the Civil Rights Act of 1964, 42 U.S.C. § 2000d, applies.",
    "The topics are to be determined by the parties each year.",
    "The district has what the law asks for",
    "The SRO may wear the uniform in May, and will do so in winter.",
    "The 2026-2028 school years are two; the 2026–27 school year is one.",
    "From June 1, 2027 to June 10, 2027 the SRO serves at camps.",
    'The SRO is called "officer" at 5\'6" or more.',
)
SAME = "The SRO shall wear a uniform at school."


def _noticed(code: str, texts: Sequence[str]) -> dict[str, tuple[str, list[Change]]]:
    return {text: (code, [special(text)]) for text in texts}


NOTICED = {
    **_noticed("MOU334", PRODUCTS),
    **_noticed("MOU362", AMOUNTS),
    **_noticed("MOU365", MALFORMED),
    **_noticed("MOU325", FORGOTTEN),
    **_noticed("MOU362", DAYS),
    **_noticed("MOU366", ACTS),
    **_noticed("MOU334", ANNOUNCED),
    **_noticed("MOU302", PARTIES),
    **_noticed("MOU342", BODIES),
    **_noticed("MOU313", NOTICES),
    **_noticed("MOU326", NAMES),
    **_noticed("MOU367", TERMS),
    **_noticed("MOU335", ("The district shall pay one-half (60%) of the cost of the car.",)),
    **_noticed("MOU362", ("From June 1, 2027 to May 1, 2027 the SRO serves at camps.",)),
    **_noticed("MOU336", ("For the 2025-2026 school year the SRO serves at the high school.",)),
    **_noticed("MOU363", ("The SRO shall not shall carry a taser.",)),
    **_noticed("MOU349", ('The district shall "provide an office.',)),
    **_noticed("MOU337", (f"{SAME} It is blue. {SAME}",)),
}
SILENT = {text: [special(text)] for text in RIGHT}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
