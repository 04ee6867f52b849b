"""Values beside each other: what one says that another denies, and what no text prints."""

from __future__ import annotations

from tests.support.check.faultless_config import clause, duty, instead, judged, schedule, special

SHARED = "shared-cost, officers: 1, district_share: 75%"
LATER = ("until: 2027-06-30", "until: 2028-06-30")
HOURLY = "hourly, officers: 1, rate: $58, hours_cap: 1440"
STATIONED = "Maple Grove High School, starts: 7:30, ends: 15:30}"


def funded(words: str) -> list[tuple[str, str]]:
    return [instead(SHARED, words)]


def by_year(*years: str, officers: str = "1") -> list[tuple[str, str]]:
    rows = ", ".join(f"{{year: {each}, officers: {officers}, amount: $80000}}" for each in years)
    return [LATER, *funded(f"amounts-by-year, officers: 1, years: [{rows}]")]


def past(*days: str) -> list[tuple[str, str]]:
    """Return the change that gives an agreement past terms, each by its first and last day."""
    pairs = zip(days[::2], days[1::2], strict=True)
    terms = "".join(f"  - {{from: {one}, until: {two}}}\n" for one, two in pairs)
    return [instead("term:", f"history:\n{terms}term:")]


def amended(*days: str) -> list[tuple[str, str]]:
    entries = "".join(
        f"  - {{number: {number}, date: {day}, proposed_by: the board, changes: [funding]}}\n"
        for number, day in enumerate(days, 1)
    )
    return [instead("term:", f"amendments:\n{entries}term:")]


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
    **{
        f"no such day or time: {text}": ("MOU362", [special(text)])
        for text in (
            "The parties meet on February 30 of each year.",
            "The parties meet on the 31 June 2026.",
            "The parties meet on February 29, 2027.",
            "Service begins on Monday, September 1, 2026.",
            "The SRO is on duty until 13:00 p.m. of each day.",
            "The SRO reports by 9:75 each morning.",
        )
    },
    "a day of invoices that is none": (
        "MOU362",
        funded(f"{SHARED}, invoiced: yearly, invoice_days: June 31"),
    ),
    **{
        f"words that do not fit: {text}": ("MOU363", [special(text)])
        for text in (
            "The SRO works a hour more.",
            "A officer visits each school.",
            "The SRO is an sworn member of the force.",
            "The agency sends 1 officers.",
            "The SRO comes one days in the week.",
        )
    },
    **{
        f"left by the drafter: {text}": ("MOU325", [special(text)])
        for text in (
            "Note to draft: ask counsel. The SRO walks.",
            "The SRO walks. (Delete if not applicable.)",
            "The SRO [may/shall] walk the halls.",
            "The SRO walks. [JD: is this right?]",
        )
    },
    "a bracket that is not closed": ("MOU349", [special("The SRO (see below walks the halls.")]),
    "a quotation that is not closed": ("MOU349", [special("The “Program begins in the fall.")]),
    "a past term that overlaps": ("MOU364", past("2025-08-01", "2026-12-31")),
    "a past term that ends before it begins": ("MOU364", past("2025-08-01", "2024-06-30")),
    "past terms out of order": (
        "MOU364",
        past("2024-08-01", "2025-06-30", "2023-08-01", "2024-06-30"),
    ),
    "an amendment after the term": ("MOU364", amended("2028-01-15")),
    "amendments out of order": ("MOU364", amended("2026-11-25", "2026-10-01")),
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
    "days and times that there are": [
        special(
            "The parties meet on February 29, 2028, on Tuesday, September 1, 2026, on June 30, and "
            "from 7:30 a.m. until 12:15 p.m. or 24:00. May 15 hours be enough. "
            "The rules are 52:17B and 18:72."
        )
    ],
    "articles that fit": [
        special(
            "A uniform, a European school, a one-time fee, a unit, a user, an hour, an honest "
            "answer, an SRO, an MOU, a U.S. flag, an 8-hour day, and Plan A or B. One (1) day's "
            "pay, 1 officer, and 11 officers are enough. A use of force, an heir, and a utility."
        )
    ],
    "brackets of a list, and closed ones": [
        special("The SRO (see below) walks:\n\n- the halls (all of them); and\n- the “yard.”")
    ],
    "past terms one after the other": past("2024-08-01", "2025-06-30", "2025-08-01", "2026-07-31"),
    "amendments in order": amended("2026-10-01", "2026-10-01", "2026-11-25"),
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
