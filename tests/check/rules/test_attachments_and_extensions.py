"""Attachments, extensions, supervisors and shares to the half cent, as a colleague reads them."""

from __future__ import annotations

from tests.support.check.faultless_config import FUNDING, STATIONS, clause, instead, judged, special

ATTACHED = '  attachments: {papers: ["Exhibit A, the salaries of the officers"]}'
PAYMENTS = (
    "  funding: {{variant: equal-payments, officers: 1, total: {}, district_share: 50%, "
    "cost: 258627.89, payments: 10, first_due: 2026-09-01}}\n"
)
BY_BELL = (
    "  duty-stations: {{variant: school-day, {}, "
    "stations: [{{school: Maple Grove High School, officers: 1}}]}}\n"
)

NOTICED = {
    "an exhibit beside those that are attached": (
        "MOU341",
        [clause(ATTACHED), special("The hours are in Exhibit B.")],
    ),
    "an appendix of something else in the sentence": (
        "MOU341",
        [special("See Appendix C for the map of the campus.")],
    ),
    "an exhibit that is left out of the row": (
        "MOU319",
        [clause("  attachments: {papers: ['Exhibit A, the salaries', 'Exhibit C, the hours']}")],
    ),
    "a calendar that is not attached": (
        "MOU319",
        [clause(ATTACHED), instead(STATIONS, BY_BELL.format("calendar: Exhibit B"))],
    ),
    "one of the schools among the others": (
        "MOU324",
        [instead(STATIONS, BY_BELL.format("other_schools: [Maple Grove High School]"))],
    ),
    "money of one that is no party": (
        "MOU315",
        [clause("  appropriations: {funds: [{payer: the City of Elm, fund: the general fund}]}")],
    ),
    "a short time to extend the term": (
        "MOU313",
        [clause("  renewal-option: {times: 2, notice: 3 days}")],
    ),
    "a supervisor without time": (
        "MOU333",
        [clause("  program-supervisors: {supervisors: [{rank: sergeant, number: 1, time: 1%}]}")],
    ),
    "a share that is two cents off": ("MOU318", [instead(FUNDING, PAYMENTS.format("129313.92"))]),
}
SILENT: dict[str, list[tuple[str, str]]] = {
    "what is attached": [
        clause(ATTACHED),
        special("The salaries are in Exhibit A, which is attached hereto."),
    ],
    "exhibits in a row, and others": [
        clause("  attachments: {papers: ['Exhibit A, pay', 'Exhibit B, hours', 'Schedule 2']}")
    ],
    "an appendix of another paper": [special("See Appendix C (salaries) to the labor agreement.")],
    "exhibits of one letter": [
        clause("  attachments: {papers: ['Exhibit A-1, pay', 'Exhibit A-2, hours']}")
    ],
    "what is attached, typed otherwise": [
        clause(ATTACHED.replace("Exhibit A", "Exhibit\u00a0A")),
        special("The salaries are in Exhibit A."),
    ],
    "a calendar that is attached": [
        clause(ATTACHED),
        instead(STATIONS, BY_BELL.format("calendar: Exhibit A")),
    ],
    "half a cent of a share, downwards": [
        instead(FUNDING, PAYMENTS.format("129313.94")),
        special("The District pays 50 percent of $258,627.89, which is $129,313.94."),
    ],
    "half a cent of a share, upwards": [instead(FUNDING, PAYMENTS.format("129313.95"))],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
