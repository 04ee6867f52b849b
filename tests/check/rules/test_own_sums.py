"""Sums in texts of a config's own."""

from __future__ import annotations

import pytest

from tests.support.check.faultless_config import FUNDING, codes, instead, judged, own

OWN = "  funding: {{text: '{}', because: so}}\n"

SUMS_AMISS = (
    "The District pays fifty percent and the City pays forty percent of the salary.",
    "The District pays 75 % and the City 20 % of the cost.",
    "The District shall pay two-thirds and the City one-fourth of the cost.",
    "The cost is split 60/50 between the District and the City.",
    "The cost is split 70-20 between the District and the City.",
    "The District will reimburse 60 percent; the City will fund 30 percent.",
    "The District pays 60% of the cost. The City pays 30% of the cost.",
    "The total is $100,000, payable in four installments of $20,000 each.",
    "The District pays $100,000 in four (4) quarterly installments of $24,000.",
    "The District pays $1,200 per month for ten months, for a total of $11,000.",
    (
        "The District pays $50,000 in September, $30,000 in January and $10,000 in May, a "
        "total of $100,000."
    ),
    "The total cost is $120,000. The District pays $80,000 and the City pays $30,000.",
    "The District shall pay 3/4 and the City 1/3.",
    "The salary is $100,000; the District’s share of 75% is $70,000.",
    "The salary is $100,000. The District pays three quarters, or $70,000.",
    "The District pays three-fifths of the cost and the City pays three-fifths of the cost.",
    "| Payer | Share |\n| District | 60% |\n| City | 30% |",
    "| Payer | Amount |\n| District | $60,000 |\n| City | $30,000 |\n| Total | $100,000 |",
    "| Item | District | City |\n| Salary | 60% | 30% |",
    (
        "| Item | Amount | Note |\n| Salary | $60,000 | x |\n| Benefits | $30,000 | y |\n| "
        "Total | $100,000 | z |"
    ),
    "Salary $60,000, benefits $30,000, total $100,000.",
    (
        "The annual cost is $90,000, of which the District pays $60,000 and the City the "
        "remaining $20,000."
    ),
    "The District pays eighty percent (80%) and the City twenty-five percent (25%) of salary.",
    "The District pays 66 2/3 percent and the City 30 percent of the cost.",
    "The District pays ⅔ and the City ½ of the cost.",
    "The District pays half of the cost. The City pays 60 percent of the cost.",
    "The fee is paid in twelve monthly payments of $7,000, for a total of $82,000.",
    "The fee is $84,000 a year, or $7,500 a month.",
    "Overtime is $65.00 an hour, which is one and one-half times the hourly rate of $50.00.",
    "The district pays $2.00 for each of 1,200 students, a total of $2,600.",
)
SUMS_SOUND = (
    "The District pays $50 per hour for 10 hours or $400, whichever is less.",
    "The District pays 2 officers at $42,500 each and the car is $30,000.",
    "The District pays two payments of $25,000 and the training fee is $600.",
    "The District pays $84,000 a year, or $8,400 a month for ten months.",
    "The District pays $85,000 a year, or $8,500 a month of the school year.",
    "Overtime is $75.00 an hour, that is 1.5 times the base rate of $50.00.",
    "The SRO serves 10 hours at $55.00 an hour and 5 hours at $60.00 an hour, a total of $850.00.",
    "A total for the two officers of $170,000 is due, $85,000 for each of the two officers.",
    "The fee of $80,000 increases by 3% each year to $87,418 in the fourth year.",
    "The District pays ⅔ and the City ⅓ of the cost.",
    "The District pays 66 2/3 percent and the City 33 1/3 percent of the cost.",
    "The District pays 66.67% and the City 33.33% of the cost.",
    "The cost is split 60/40 between the District and the City.",
    "The cost is shared 50-50.",
    "The District pays $50,000 in September and $40,000 in May, for a total of $90,000.",
    "The total cost is $120,000. The District pays $80,000 and the City pays $40,000.",
    "The District pays 60% of the salary and the City 40%; of overtime the District pays 100%.",
    "The District pays 75 percent of the salary and 50 percent of the benefits.",
    "The District pays 100% of salaries and 10% for administration.",
    "| Payer | Share |\n| District | 60% |\n| City | 40% |",
    "The District pays 66%, the City 17% and the County 17% of the cost.",
    "The District pays half of the salary, and half of the benefits.",
    "The District pays $50 per hour, up to $60,000 a year.",
    "The District pays 50% in the fall and 50% in the spring.",
    "The District pays $100,000 in four installments of $25,000.",
)

NOTICED = {
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
    "an amount in own words that its installments do not make up": (
        "MOU334",
        [own("The District pays $40,000 a year, in three installments of $10,000.")],
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
    **{text: ("MOU334", [own(text)]) for text in SUMS_AMISS},
}

SILENT: dict[str, list[tuple[str, str]]] = {
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
    "shares in own words that add up": [
        instead(FUNDING, OWN.format("The district pays 56.8 percent (56.8%) and the City 43.2%."))
    ],
    "shares of different years": [
        instead(FUNDING, OWN.format("The district pays 60% in the first year, then 50 percent."))
    ],
    "payments in own words that add up": [
        instead(FUNDING, OWN.format("A total of $98,000, in two payments of $49,000.00."))
    ],
    "an amount in own words that its installments make up": [
        own("The District pays $30,000 a year, in three installments of $10,000.")
    ],
    **{text: [own(text)] for text in SUMS_SOUND},
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)


@pytest.mark.parametrize(
    "typed",
    [
        "It costs $5 for each of the §#7§",
        "It is $5%5§ of $100 is $7",
        "§%8§ of the cost, which is §#2/day§ for 3 days",
        "§payer§ shall pay 75% of the cost",
    ],
)
def test_signs_that_a_person_typed_are_read_as_no_marks(typed: str) -> None:
    text = f"{typed}. The District pays 60% of the salary. The City pays 30% of the salary."
    assert "MOU334" in codes(instead(FUNDING, OWN.format(text)))
