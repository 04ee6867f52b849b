"""How programs are really paid: values come out as a lawyer writes them, and sums are exact."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.equal_payments import equal_payments
from mou_builder.agreement.wording import percentage, positions
from mou_builder.check.checking import check
from mou_builder.library.typed.values import (
    exact,
    read_days,
    read_percent,
    read_positions,
    share_of,
)
from mou_builder.report.agreement_text import block_text
from mou_builder.yamltext.source import parse
from tests.support.agreement.assembling import library
from tests.support.check.faultless_config import BASE, FUNDING


def codes(funding: str) -> list[str]:
    text = BASE.replace(FUNDING, f"  funding: {{{funding}}}\n")
    return [each.code for each in check(parse(text.encode(), "c.yaml"), library()).diagnostics]


def said(funding: str) -> str:
    text = BASE.replace(FUNDING, f"  funding: {{{funding}}}\n")
    if "2027–2028" in funding:
        text = text.replace("2027-06-30", "2028-06-30")
    checked = check(parse(text.encode(), "c.yaml"), library())
    assert checked.diagnostics == (), checked.diagnostics
    assert checked.config is not None
    assert checked.model is not None
    agreement = assemble(checked.config, checked.model)
    [clause] = [each for each in agreement.provisions if each.id == "funding"]
    return "\n".join(block_text(block) for block in clause.blocks)


SHARED = "variant: shared-cost, officers: 1, district_share: 75%"


def test_a_share_may_have_its_dollars_beside_it_and_they_are_checked_to_the_cent() -> None:
    words = said(f"{SHARED}, cost: 114000, district_amount: $85500.00")
    assert "$114,000.00 in the first school year, of which the school district's share is" in words
    assert codes(f"{SHARED}, cost: 114000, district_amount: $85500.01") == ["MOU318"]


def test_an_estimate_is_marked_as_one_and_what_is_none_is_not() -> None:
    money = "cost: 1000, district_amount: 750"
    assert said(f"{SHARED}, {money}, estimated: yes").count("estimated at") == 2
    assert "estimated" not in said(f"{SHARED}, {money}")


def test_thirds_add_up_to_the_whole_and_what_is_nearly_a_third_does_not() -> None:
    rows = (
        "payers: [{{payer: Maple Grove School District, share: 1/3}}, "
        "{{payer: the Maple Grove Police Department, share: {}}}]"
    )
    shared = "variant: several-payers, officers: 1, "
    words = said(shared + rows.format("2/3"))
    assert ("one-third (1/3)" in words, "two-thirds (2/3)" in words) == (True, True)
    assert codes(shared + rows.format("66.67%")) == ["MOU301"]


def test_what_remains_of_a_fraction_is_exact() -> None:
    words = said("variant: shared-cost, officers: 1, district_share: 1/3")
    assert "one-third (1/3), and the law enforcement agency shall pay two-thirds (2/3)" in words


def test_payments_that_do_not_divide_evenly_say_so() -> None:
    paid = "variant: equal-payments, officers: 1, total: 100000, first_due: 2026-08-15, payments: "
    uneven = said(paid + "12")
    assert "$8,333.33, but for the last, which is $8,333.37" in uneven
    assert "does not divide evenly" in uneven
    assert "two (2) equal payments of $50,000.00." in said(paid + "2")


@given(st.integers(1, 10**9), st.integers(1, 400))
def test_equal_payments_are_the_whole_to_the_cent_and_differ_in_the_last_alone(
    cents: int, count: int
) -> None:
    paid = equal_payments(Decimal(cents) / 100, count)
    assert paid.each * (count - 1) + paid.last == Decimal(cents) / 100
    assert paid.last - paid.each < Decimal("0.01") * count
    assert paid.even == (cents % count == 0)


@given(st.integers(0, 100), st.integers(1, 100))
def test_a_fraction_is_kept_without_rounding(numerator: int, denominator: int) -> None:
    part = Fraction(min(numerator, denominator), denominator)
    assert exact(share_of(part)) == part * 100
    assert exact(read_percent(f"{part.numerator}/{part.denominator}")) == part * 100


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2", "two (2)"),
        ("2.0", "two (2)"),
        ("1.5", "one and one-half (1.5)"),
        ("0.5", "one-half (0.5)"),
        ("0.75", "three-quarters (0.75)"),
        ("1.33", "1.33"),
    ],
)
def test_a_part_of_a_position_is_written_out(typed: str, printed: str) -> None:
    assert positions(read_positions(typed)) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("1/2", "50 percent (50%)"), ("2/3", "two-thirds (2/3)"), ("1/8", "12.5%")],
)
def test_a_fraction_that_a_decimal_number_states_is_written_as_one(
    typed: str, printed: str
) -> None:
    assert percentage(read_percent(typed)) == printed


def test_half_an_officer_is_one_and_one_and_a_half_are_several() -> None:
    assert "one-half (0.5) SRO and" in said("variant: agency-pays, officers: 0.5")
    assert "one and one-half (1.5) SROs and" in said("variant: agency-pays, officers: 1.5")


def test_a_grant_may_pay_for_some_of_the_officers_up_to_an_amount_by_year() -> None:
    words = said(
        "variant: grant, officers: 3, program: the grant, grant_from: 2026-09-01, "
        "grant_until: 2027-06-30, grant_share: 75%, district_share: 50%, grant_officers: 1, "
        "grant_amount: 125000, grant_by_year: [{year: first year, amount: 60000}]"
    )
    assert "one (1) of the SROs" in words
    assert "up to $125,000.00 in all" in words
    assert "The salary and benefits of the other SROs" in words
    assert "| first year | $60,000.00 |" in words


def test_an_hourly_rate_may_be_shared_limited_and_set_by_year() -> None:
    words = said(
        "variant: hourly, officers: 2, rate: 58, hours_cap: 1440, district_share: 75%, "
        "annual_limit: 80000, rates_by_year: [{year: 2026–2027, rate: 58}]"
    )
    assert "75 percent (75%) of the rate of $58.00" in words
    assert "not pay more than $80,000.00 in any school year" in words
    assert "| 2026–2027 | $58.00 |" in words


def test_amounts_and_officers_may_grow_by_year() -> None:
    words = said(
        "variant: amounts-by-year, officers: 1, years: [{year: 2026–2027, amount: 50000}, "
        "{year: 2027–2028, officers: 2, amount: 104000}]"
    )
    assert "| 2026–2027 | one (1) | $50,000.00 |" in words
    assert "| 2027–2028 | two (2) | $104,000.00 |" in words


def test_one_price_for_each_officer_and_year_rises_by_its_percentage() -> None:
    each = "variant: yearly-amount, officers: 2, amount: 52450, per: officer"
    words = said(f"{each}, yearly_increase: 3%, service_days: 190")
    assert "$52,450.00 for each SRO, for one hundred ninety (190) days of service" in words
    assert "shall increase by 3 percent (3%) of the amount for the year before" in words
    assert "The amount for each SRO covers the SRO's salary, benefits, and overtime." in words
    assert "covers the salary, benefits, and overtime of the SROs." in said(
        "variant: yearly-amount, officers: 2, amount: 52450"
    )
    assert "overtime" not in said(f"{each}, overtime: agency").partition("This amount")[0]
    assert "Overtime worked" in said(f"{each}, overtime: agency")
    assert "for each SRO" not in said(
        "variant: yearly-amount, officers: 1, amount: 90000, per: officer"
    )


def test_a_grant_of_the_whole_leaves_no_share_of_zero_and_the_dollars_after_it_are_checked() -> (
    None
):
    grant = (
        "variant: grant, officers: 1, program: the grant, grant_from: 2026-08-01, "
        "grant_until: 2027-06-30, grant_share: 100%, district_share: 50%, cost: 92098"
    )
    words = said(f"{grant}, district_amount: 46049")
    assert "pays for the whole of the salary and benefits of the SRO, and the law" in words
    assert "shall pay what the grant, as it was given, does not cover." in words
    assert "If the grant is reduced before then, the parties shall pay the amount of the" in words
    assert "$92,098.00 a year, of which the school district's share is $46,049.00." in words
    assert "0%)" not in words.replace("50%)", "")
    assert codes(f"{grant}, district_amount: 46050") == ["MOU318"]


def test_the_days_of_the_invoices_and_a_grant_before_the_shares_can_be_said() -> None:
    days = said(f"{SHARED}, invoiced: twice-yearly, invoice_days: December 15 and July 15")
    assert "invoice the school district twice a year, on December 15 and July 15, stating" in days
    payers = (
        "variant: several-payers, officers: 1, program: the state grant, grant_amount: 5000, "
        "payers: [{payer: Maple Grove Police Department, share: 1/2}, "
        "{payer: Maple Grove School District, share: 1/2}]"
    )
    assert "in the following shares, after the state grant has paid $5,000.00:" in said(payers)


def test_business_and_school_days_are_printed_as_such_and_are_not_plain_days() -> None:
    paid = "variant: district-pays, officers: 1, due"
    assert "within ten (10) business days after" in said(f"{paid}: 10 business days")
    assert "within one (1) school day after" in said(f"{paid}: 1 school day")
    assert "within ten (10) days after" in said(f"{paid}: 10 days")
    assert read_days("10 business days") != read_days("10 days")
    assert pickle.loads(pickle.dumps(read_days("10 business days"))) == read_days(
        "10 business days"
    )
    assert codes(f"{paid}: 0 business days") == codes(f"{paid}: 0") == ["MOU103"]
    assert codes(f"{paid}: 10 holy days") == ["MOU103"]


def test_equal_payments_may_say_of_what_cost_they_are_which_share() -> None:
    half = (
        "variant: equal-payments, officers: 2, payments: 12, first_due: 2026-08-25, "
        "district_share: 50%, cost: 250000, total"
    )
    assert "$125,000.00, which is 50 percent (50%) of the cost of $250,000.00, in twelve" in said(
        f"{half}: 125000"
    )
    assert codes(f"{half}: 125001") == ["MOU318"]


def test_documents_with_an_invoice_and_an_estimated_cost_of_several_can_be_said() -> None:
    paid = "variant: district-pays, officers: 1"
    assert ", with documents that show these costs" in said(f"{paid}, documented: yes")
    assert "documents" not in said(paid)
    payers = (
        "payers: [{payer: Maple Grove Police Department, share: 1/2}, "
        "{payer: Maple Grove School District, share: 1/2}]"
    )
    words = said(f"variant: several-payers, officers: 1, cost: 230272, {payers}")
    assert "estimated at $230,272.00. Each pays its share of the actual cost" in words


def test_a_share_may_rise_by_year_and_differ_from_officer_to_officer() -> None:
    words = said(
        "variant: shares-by-year, officers: 3, shares: ["
        "{year: 2026–2027 school year, officers: 2, district_share: 50%}, "
        "{year: 2026–2027 school year, officers: 1, district_share: 25%}, "
        "{year: 2027–2028 school year, officers: 3, district_share: 50%}]"
    )
    assert "the law enforcement agency shall pay the rest" in words
    assert "2026–2027 school year | one (1) | 25 percent (25%)" in words
    assert "what is stated of it beforehand is an estimate" in words


def test_a_day_of_service_may_have_a_price_for_each_officer_and_year() -> None:
    daily = "variant: daily, officers: 2, day_rate: 753.38, most_days: 180"
    words = said(f"{daily}, day_rates_by_year: [{{year: 2027–2028 school year, rate: 944.44}}]")
    assert "For each day of eight (8) hours on which an SRO serves" in words
    assert "$753.38, for up to one hundred eighty (180) days for each SRO in a school year" in words
    assert "2027–2028 school year | $944.44" in words


def test_who_pays_all_while_school_is_not_in_session_is_said_without_a_share() -> None:
    shared = "variant: shared-cost, officers: 1, district_share: 75%, summer_share: "
    nothing, everything, some = (said(shared + each) for each in ("0%", "100%", "50%"))
    assert "not in session, the law enforcement agency shall pay the whole of it." in nothing
    assert "not in session, the school district shall pay the whole of it." in everything
    assert "share is 50 percent (50%), and the law enforcement agency shall pay the rest." in some
