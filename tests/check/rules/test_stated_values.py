"""Values beside each other: what one says that another denies, and what no text prints."""

from __future__ import annotations

from tests.support.check.faultless_config import clause, duty, instead, judged, schedule

SHARED = "shared-cost, officers: 1, district_share: 75%"
LATER = ("until: 2027-06-30", "until: 2028-06-30")
HOURLY = "hourly, officers: 1, rate: $58, hours_cap: 1440"
STATIONED = "Maple Grove High School, starts: 7:30, ends: 15:30}"


def funded(words: str) -> list[tuple[str, str]]:
    return [instead(SHARED, words)]


def by_year(*years: str, officers: str = "1") -> list[tuple[str, str]]:
    rows = ", ".join(f"{{year: {each}, officers: {officers}, amount: $80000}}" for each in years)
    return [LATER, *funded(f"amounts-by-year, officers: 1, years: [{rows}]")]


NOTICED = {
    **{
        f"printed nowhere: {words}": ("MOU316", funded(f"{SHARED}, {words}"))
        for words in ("district_amount: $60000", "estimated: yes")
    },
    "a grant of no program": (
        "MOU316",
        funded(
            "several-payers, officers: 1, grant_amount: $5000, payers: [{payer: the Maple Grove "
            "School District, share: 50%}, {payer: the Maple Grove Police Department, share: 50%}]"
        ),
    ),
    "days to file with nobody": (
        "MOU316",
        [clause("  posting-and-filing: {file_within: 30 days}")],
    ),
    "a cost of which no share is given": (
        "MOU316",
        funded(
            "equal-payments, officers: 1, total: $80000, cost: $90000, payments: 4, "
            "first_due: 2026-09-15, every: quarter"
        ),
    ),
    "a rate of the first year that the table says otherwise": (
        "MOU302",
        funded(f"{HOURLY}, rates_by_year: [{{year: 2026–2027, rate: $60}}]"),
    ),
    "officers of the first year that the table says otherwise": (
        "MOU302",
        by_year("2026–2027", "2027–2028", officers="2"),
    ),
    "a yearly increase beside rates of each year": (
        "MOU330",
        funded(f"{HOURLY}, yearly_increase: 3%, rates_by_year: [{{year: 2026–2027, rate: $58}}]"),
    ),
    "a share above the limit": (
        "MOU304",
        funded(f"{SHARED}, cost: $100000, annual_limit: $50000"),
    ),
    "a cost of millions for one officer": ("MOU304", funded(f"{SHARED}, cost: $100000000")),
    "years out of order": ("MOU348", by_year("2027–2028", "2026–2027")),
    "a year that ends before it begins": ("MOU348", by_year("2026–2025", "2027–2028")),
    "a term of some days": ("MOU308", [instead("until: 2027-06-30", "until: 2026-08-20")]),
    "signed years before": ("MOU310", [instead("term:", "signed: 2019-01-15\nterm:")]),
    "two years to settle a dispute": ("MOU333", [clause("  disputes: {settle_within: 730 days}")]),
    "ten years of recordings and more": (
        "MOU333",
        [clause("  body-worn-cameras: {retention: 9999 days}")],
    ),
    "sixty years of experience": (
        "MOU333",
        [instead("chief-after-consultation", "chief-after-consultation, experience: 60")],
    ),
    "fewer officers scheduled than paid": (
        "MOU331",
        [
            instead("officers: 1", "officers: 3"),
            schedule(duty("High", "Monday", officer="Ann"), "officer-schedule"),
        ],
    ),
    "a day of the week that is misspelt": ("MOU331", [schedule(duty("High", "Mondey to Friday"))]),
    "a day of the calendar": ("MOU331", [schedule(duty("High", "December 25"))]),
    "a Sunday": ("MOU331", [schedule(duty("High", "Friday through Sunday", "8:00-12:00"))]),
    "an evening": ("MOU331", [schedule(duty("High", "Monday", "19:30-23:00"))]),
    "an evening of each school day": (
        "MOU331",
        [instead(STATIONED, STATIONED.replace("7:30", "19:30").replace("15:30", "23:30"))],
    ),
    "an officer who signs for the schools": (
        "MOU320",
        [schedule(duty("High", "Monday", officer="Dana Whitfield"), "officer-schedule")],
    ),
    "a schedule that the superintendent makes": (
        "MOU321",
        [
            instead(
                f"one-school, school: {STATIONED}",
                "agency-schedule, planner: Superintendent, "
                "stations: [{school: Maple Grove High School, officers: 1}]}",
            )
        ],
    ),
}

SILENT: dict[str, list[tuple[str, str]]] = {
    "dollars beside a cost": funded(
        f"{SHARED}, cost: $80000, district_amount: $60000, estimated: yes"
    ),
    "no estimate, and no cost": funded(f"{SHARED}, estimated: no"),
    "a limit above the share": funded(f"{SHARED}, cost: $100000, annual_limit: $80000"),
    "days to file with an office": [
        clause("  posting-and-filing: {file_within: 30 days, filed_with: the state department}")
    ],
    "rates that go on from the first year": [
        LATER,
        *funded(
            f"{HOURLY}, rates_by_year: [{{year: 2026–2027, rate: $58}}, "
            "{year: 2027–2028, rate: $60}]"
        ),
    ],
    "rates of later years alone": [
        LATER,
        *funded(f"{HOURLY}, rates_by_year: [{{year: 2027–2028, rate: $60}}]"),
    ],
    "years in order": by_year("2026–2027", "2027–2028"),
    "a summer": [instead("until: 2027-06-30", "until: 2026-08-31")],
    "signed some months before": [instead("term:", "signed: 2026-02-15\nterm:")],
    "a year of notice": [clause("  disputes: {settle_within: 365 days}")],
    "as many scheduled as are paid": [
        instead("officers: 1", "officers: 1.5"),
        schedule(duty("High", "Monday", officer="Ann"), "officer-schedule"),
    ],
    "days in short": [schedule(duty("High", "Mon., Tues., Weds., Thurs., and Fri."))],
    "days that a date bounds": [schedule(duty("High", "Mondays until December 18"))],
    "an early morning": [schedule(duty("High", "Monday", "6:00-10:00"))],
    "an afternoon into the evening": [schedule(duty("High", "Monday", "13:00-21:00"))],
    "an officer who signs for the agency": [
        schedule(duty("High", "Monday", officer="Luis Ortega"), "officer-schedule")
    ],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
