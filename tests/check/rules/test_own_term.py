"""Own texts beside the term and the notice."""

from __future__ import annotations

from tests.support.check.faultless_config import clause, instead, judged, own_termination, special

TERMINATION = "  termination: {{text: '{}', because: so}}"

NOTICES_AMISS = (
    "Either party may terminate this agreement upon ten days written notice to the other.",
    "Either party may terminate this MOU on 2 weeks' notice.",
    "Either party may end this agreement by giving the other a fortnight's notice.",
    "This agreement may be cancelled by either party, with 10 days prior written notice.",
    "The District may terminate immediately.",
    "The District may terminate this agreement for convenience at any time.",
    "Either party may walk away from this agreement whenever it wishes.",
    "Either party may terminate on notice of not less than seven (7) days.",
    "Either party may terminate this Agreement upon written notice.",
    "Either party may terminate on a week's notice.",
    "Either party may terminate on twenty-one days’ notice.",
    "Either party may terminate this agreement with notice of half a month.",
    "Notice of termination must be given 14 days in advance.",
    (
        "The parties may terminate by mutual agreement. The agency may terminate after 5 "
        "business days' notice."
    ),
    "Either party may terminate upon 48 hours' notice.",
    "Either party may dissolve this agreement ten days after telling the other.",
    "This agreement is terminable at will.",
    (
        "Either party may discontinue the program upon fifteen (15) calendar days written "
        "notification."
    ),
    "Either party may rescind this agreement effective upon receipt of notice.",
    "Either party may opt out of this agreement by letter.",
)
NOTICES_SOUND = (
    "Either party may terminate this agreement upon ninety (90) days' written notice.",
    "Either party may terminate this agreement upon a three months' written notice.",
    "Either party may terminate upon one year's written notice.",
    (
        "This agreement may be terminated by either party with 60 days prior written notice to "
        "the other."
    ),
    (
        "This agreement may be ended by mutual written consent, or by either party on not less "
        "than sixty (60) days notice."
    ),
    (
        "Either party may terminate this Agreement for cause if the breach is not cured within "
        "ten (10) days, and otherwise upon thirty (30) days' written notice."
    ),
    "Either party may terminate by giving the other two (2) months' notice in writing.",
    (
        "Either party may terminate effective at the end of a fiscal year by notice given "
        "before March 1."
    ),
    (
        "Either party may terminate at the end of a school year if it gives notice by April 1 "
        "of that year."
    ),
    "This agreement cannot be terminated before its term ends.",
)

TERMS_AMISS = (
    "This Agreement shall remain in effect until June 30, 2028.",
    "This Agreement expires June 30th, 2028.",
    "This Agreement expires at midnight on June 30, 2028.",
    "The term of this Agreement is August 1, 2026 through July 31, 2027.",
    "This agreement ends on 30 June 2028.",
    "This agreement ends on 6/30/2028.",
    "This agreement ends 06-30-2028.",
    "This agreement ends on Jun. 30, 2028.",
    "This MOU shall terminate on December 31, 2026.",
    "This MOU shall be in force through the end of June 2028.",
    "This contract concludes on June 15, 2028.",
    "The last day of this agreement is June 30, 2028.",
    "The program ends on May 31, 2027.",
    "The partnership expires on June 30, 2028.",
    "This Agreement will lapse on June 30, 2028.",
    "Services under this agreement end on June 30, 2028.",
    "This agreement covers the period August 1, 2026, to June 30, 2029.",
    "This agreement covers the 2027-2028 school year.",
    "This agreement is for the 2028–29 school year only.",
    "This agreement runs for five years.",
    "The agreement shall be in effect for a period of thirty-six (36) months.",
    "This is a two-year agreement.",
    "This Agreement has a term of 3 years.",
    "The term of this Agreement shall be five (5) years from its effective date.",
    "This agreement is effective September 1, 2025.",
    "This Agreement commences on the first day of July, 2025.",
    "This agreement ends on 2028.06.30.",
)
TERMS_SOUND = (
    "This Agreement shall remain in effect until June 30, 2027.",
    "The term is August 1, 2026 through June 30, 2027.",
    "This agreement covers the 2026-2027 school year.",
    "This Agreement is renewed for the 2027–28 school year only if both boards vote for it.",
    "Records are kept until June 30, 2034.",
    "The grant award of October 1, 2025 is attached to no part of this agreement.",
    "The fiscal year ends on September 30.",
    "The parties meet each June to review this Agreement for the next school year.",
    "This agreement replaces the one dated July 1, 2021, which expired on June 30, 2026.",
    "The board approved this agreement on June 10, 2026.",
    "The labor agreement between the City and the union runs until December 31, 2028.",
)

RENEWAL = (
    "  automatic-renewal: {{text: 'This agreement renews for one year terms unless a party gives "
    "notice {} days before it ends.', because: so}}"
)


def title(text: str) -> tuple[str, str]:
    return ("term:", f"frame:\n  title: {{text: '{text}', because: so}}\nterm:")


NOTICED = {
    "a renewal of itself with a short notice": (
        "MOU313",
        [clause(RENEWAL.format("ten (10)"))],
    ),
    "a title with years that are not those of the term": ("MOU336", [title("SRO Plan 2031–2032")]),
    "a title from another day": ("MOU336", [title("Agreement from July 1, 2025")]),
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
    "a length that is not that of the term": (
        "MOU336",
        [special("This Agreement is made for a term of three (3) years.")],
    ),
    "a day on which the agreement does not begin": (
        "MOU336",
        [special("This Agreement is effective on July 1, 2025.")],
    ),
    "a duty after the term": ("MOU336", [special("The SRO shall report by October 1, 2029.")]),
    "a renewal that nobody can stop in time": (
        "MOU313",
        [clause("  automatic-renewal: {times: 2, notice: 3 days}")],
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
    **{text: ("MOU313", [own_termination(text)]) for text in NOTICES_AMISS},
    **{text: ("MOU336", [special(text)]) for text in TERMS_AMISS},
}

SILENT: dict[str, list[tuple[str, str]]] = {
    "a renewal of itself with notice": [clause(RENEWAL.format("sixty (60)"))],
    "a title with the years of the term": [title("SRO Plan 2026-27")],
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
    "a payment that is due from one day to another": [
        clause(
            "  term: {text: 'Under this agreement reports are due from August 1, 2026 to "
            "August 31, 2026.', because: so}"
        )
    ],
    "an own text that keeps the notice": [
        clause(TERMINATION.format("Either party may terminate on sixty (60) days notice."))
    ],
    "an own text that ends with the term": [
        clause("  term: {text: 'This agreement ends on June 30, 2027.', because: so}")
    ],
    "a term that ends with the last day of school": [instead("2027-06-30", "2027-05-26")],
    **{text: [own_termination(text)] for text in NOTICES_SOUND},
    **{text: [special(text)] for text in TERMS_SOUND},
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
