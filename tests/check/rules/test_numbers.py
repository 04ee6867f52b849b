"""Numbers, shares and payments that a careful colleague asks about."""

from __future__ import annotations

from tests.support.check.faultless_config import (
    FUNDING,
    STATIONS,
    clause,
    equipment,
    instead,
    judged,
    party,
    payers,
)

HOURLY = "hourly, officers: 1, rate: 58000, hours_cap: 1440"

RIDGE = (
    "{school: Maple Grove High School, hours: 40}, {school: Maple Grove Middle School, hours: 20}"
)

HOURS = "starts: 7:30, ends: 15:30"


def by_year(*rows: str) -> tuple[str, str]:
    listed = ", ".join(row.replace("}", ", officers: 1}") for row in rows)
    return (
        "shared-cost, officers: 1, district_share: 75%",
        f"shares-by-year, officers: 1, shares: [{listed}]",
    )


TWO_YEARS = (
    "  funding: {{variant: amounts-by-year, officers: {}, years: [{{year: 2026–2027 school year, "
    "officers: {}, amount: 80000}}, {{year: 2027–2028 school year, officers: {}, amount: {}}}]}}\n"
)


def two_years(first: int, second: int, amount: int) -> list[tuple[str, str]]:
    years = TWO_YEARS.format(first, first, second, amount)
    return [instead("2027-06-30", "2028-06-30"), instead(FUNDING, years)]


NOTICED = {
    "an amount of a year with a digit too few": ("MOU333", two_years(1, 1, 8400)),
    "an event that costs cents": (
        "MOU333",
        [clause("  extracurricular-security: {rate: $5.50}")],
    ),
    "a mile that costs dollars": ("MOU333", [clause("  vehicle-costs: {rate: $67.00}")]),
    "a notice longer than the term": (
        "MOU313",
        [clause("  automatic-renewal: {length: year, notice: 400 days}")],
    ),
    "a school with two shares of the week": (
        "MOU324",
        [
            instead(
                STATIONS,
                f"  duty-stations: {{variant: shares-of-the-week, {HOURS}, shares: [{{school: "
                "Maple Grove High School, share: 60%}, {school: Maple Grove High School, "
                "share: 40%}]}\n",
            )
        ],
    ),
    "invoices of every month on two days of the year": (
        "MOU302",
        [instead("75%", "75%, invoiced: monthly, invoice_days: December 15 and July 15")],
    ),
    "one who pays twice": ("MOU324", [payers("50%", "Maple Grove School District", "50%")]),
    "dollars of those who pay that are not their shares": (
        "MOU318",
        [
            instead(
                FUNDING,
                "  funding: {variant: several-payers, officers: 1, payers: [{payer: the Maple "
                "Grove School District, share: 50%, amount: 50000}, {payer: the Maple Grove Police "
                "Department, share: 50%, amount: 40000}]}\n",
            )
        ],
    ),
    "a year to pay an invoice": ("MOU333", [instead("75%", "75%, due: 400 days")]),
    "a renewal fifty times over": (
        "MOU333",
        [clause("  automatic-renewal: {times: 50, notice: 60 days}")],
    ),
    "a rate of a school year after the term": (
        "MOU348",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "hourly, officers: 1, rate: 58, hours_cap: 1440, rates_by_year: "
                "[{year: 2026–2027, rate: 58}, {year: 2027–2028, rate: 60}]",
            )
        ],
    ),
    "more officers under a grant than there are": (
        "MOU304",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "grant, officers: 1, program: the grant, grant_from: 2026-08-01, grant_until: "
                "2027-06-30, grant_share: 75%, district_share: 50%, grant_officers: 2",
            )
        ],
    ),
    "a grant that pays more in its years than in all": (
        "MOU304",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "grant, officers: 1, program: the grant, grant_from: 2026-08-01, grant_until: "
                "2027-06-30, grant_share: 75%, district_share: 50%, grant_amount: 50000, "
                "grant_by_year: [{year: 2026–2027, amount: 60000}]",
            )
        ],
    ),
    "a grant that pays nothing": (
        "MOU332",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "grant, officers: 1, program: the grant, grant_from: 2026-08-01, "
                "grant_until: 2027-06-30, grant_share: 0%, district_share: 50%",
            )
        ],
    ),
    "a share above the yearly limit": (
        "MOU304",
        [instead("75%", "75%, cost: 100000, district_amount: 75000, annual_limit: 50000")],
    ),
    "a yearly limit of a week": ("MOU333", [instead("75%", "75%, annual_limit: 1800")]),
    "two installments on one day": (
        "MOU306",
        [
            instead(
                "shared-cost, officers: 1, district_share: 75%",
                "fixed-amount, officers: 1, total: 9000, instalments: "
                "[{due: 2026-09-15, amount: 4000}, {due: 2026-09-15, amount: 5000}]",
            )
        ],
    ),
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
    "more hours in the week than its officers have": (
        "MOU304",
        [
            instead(
                STATIONS,
                f"  duty-stations: {{variant: weekly-hours, weekly: [{RIDGE}], {HOURS}}}\n",
            )
        ],
    ),
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

SILENT: dict[str, list[tuple[str, str]]] = {
    "recordings that another state lets be deleted sooner": [
        instead("wisconsin-sro", "general-sro"),
        clause("  body-worn-cameras: {retention: 90 days}"),
    ],
    "an amount for more officers": two_years(1, 5, 400000),
    "an amount that doubles": two_years(1, 1, 160000),
    "a mile that costs cents": [clause("  vehicle-costs: {rate: $0.67}")],
    "a notice shorter than the term": [
        clause("  automatic-renewal: {length: year, notice: 180 days}")
    ],
    "invoices twice a year, on two days": [
        instead("75%", "75%, invoiced: twice-yearly, invoice_days: December 15 and 15 July")
    ],
    "invoices on a day of each month": [
        instead("75%", "75%, invoiced: monthly, invoice_days: the first day of the month")
    ],
    "dollars of those who pay in thirds, to the cent": [
        instead(
            FUNDING,
            "  funding: {variant: several-payers, officers: 1, payers: [{payer: the Maple "
            "Grove School District, share: 1/3, amount: 33333.33}, {payer: the Maple Grove Police "
            "Department, share: 2/3, amount: 66666.67}]}\n",
        )
    ],
    "rates of years to which the agreement may renew itself": [
        instead(
            "shared-cost, officers: 1, district_share: 75%",
            "hourly, officers: 1, rate: 58, hours_cap: 1440, rates_by_year: "
            "[{year: 2026–2027, rate: 58}, {year: 2027–2028, rate: 60}]",
        ),
        clause("  automatic-renewal: {times: 2, notice: 60 days}"),
    ],
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
    "a rate as officers cost": [
        instead("shared-cost, officers: 1, district_share: 75%", HOURLY.replace("58000", "58"))
    ],
    "a last payment in the month after the term": [
        instead(
            "shared-cost, officers: 1, district_share: 75%",
            "equal-payments, officers: 1, total: 9000, payments: 12, first_due: 2026-08-15",
        )
    ],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
