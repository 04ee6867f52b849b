"""The first page of a renewal packet has what a board decides by."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest

from mou_builder.actions.packet import PacketOptions, packet
from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import words_digest
from mou_builder.check.checking import Ready
from mou_builder.disk.packaged import packaged
from mou_builder.renewal.renew import renew
from tests.support.actions.packets import (
    CITY,
    EXAMPLES,
    LIBRARY,
    NOT_ASSESSED,
    REASON,
    checked,
    lines,
    made,
    opened,
    renewed_packet,
    whole,
)
from tests.support.agreement.assembling import TEMPLATE

COUNTY = (packaged("configs") / "county-and-four-schools.yaml").read_text("utf-8")


ESCALATOR = "renewal: {escalator: {clauses.funding.total: 3%}}\n"


def decided(text: str, **changed: str) -> list[str]:
    """The lines of the page to decide by, of a config and its renewal, the latter changed."""
    spelt = {was.replace("_", " "): now for was, now in changed.items()}
    return lines(renewed_packet(text, spelt).files["1-decision.docx"])


def costs(funding: str, was: str, now: str) -> list[str]:
    """The lines of what it costs where ``was`` in the funding becomes ``now``."""
    funded = re.sub(r"  funding:\n(?:    .*\n)+", f"  funding:\n{funding}", CITY)
    found = decided(funded, **{was: now})
    return found[found.index("What It Costs") + 1 : found.index("What Changes")]


def test_the_first_page_has_what_a_board_decides_by() -> None:
    found = decided(CITY)
    text = "\n".join(found)
    for heading in (
        "Motion",
        "What It Costs",
        "What Changes",
        "What the Law Asks",
    ):
        assert heading in found
    assert "The request is to renew the agreement from" in text
    assert "“I move that the agreement between" in text
    assert "The last day of the term: June 30, 2027 → June 30, 2028 (clause 18)" in found
    assert "21 of 21 requirements are met." in text
    shares = "school district's share, 75%; law enforcement agency's share, 25%."
    assert f"Unchanged: Program funding: {shares}" in found
    for line in ("Moved by:", "Second:", "Vote, day:"):
        assert line in text


def test_a_board_is_told_where_not_the_whole_law_was_read() -> None:
    partly = CITY.replace("requirements: [wisconsin]", "requirements: [wisconsin, ferpa]")
    said = next(each for each in decided(partly) if "that were read" in each)
    assert said.endswith("This is not the whole law.")
    checklist = "\n".join(lines(renewed_packet(partly).files["3-checklist.docx"]))
    assert re.search(r"that were read are met.* Read: .+\. Not read: .+\.", checklist)
    assert "whole law" not in "\n".join(decided(CITY))


def test_days_without_an_agreement_are_said_loudly() -> None:
    assert any("NO AGREEMENT IS IN FORCE FOR 31 DAYS" in each for each in decided(CITY))


@pytest.mark.crosscheck
def test_a_gap_in_time_is_said_in_red_words_in_both_formats() -> None:
    files = made("city-and-one-school").files
    with zipfile.ZipFile(io.BytesIO(files["1-decision.docx"])) as archive:
        xml = archive.read("word/document.xml").decode()
    said = re.search(r'<w:b/><w:bCs/><w:color w:val="A11212"/></w:rPr><w:t[^>]*>NO AGREEMENT', xml)
    assert said
    with opened(whole("city-and-one-school")) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
    assert re.search(rb"0\.631\d* 0\.070\d* 0\.070\d* (?:sc|scn|rg)", drawn)


@pytest.mark.crosscheck
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_to_decide_by_is_one_page_also_where_much_changes(name: str) -> None:
    text = (packaged("configs") / f"{name}.yaml").read_text("utf-8")
    old = checked(text, f"{name}.yaml")
    assert isinstance(old, Ready)
    renewal = renew(old, words_digest(assemble(old.config, old.model)))
    more = "".join(f"  {each}: yes\n" for each in ("disputes", "counterparts") if each not in text)
    new = checked(renewal.text.replace("\nclauses:\n", f"\nclauses:\n{more}"), "next.yaml")
    options = PacketOptions(TEMPLATE, date(2027, 3, 1), "A", ("a.yaml", "b.yaml"))
    files = packet(old, new, renewal, LIBRARY, options).files
    with opened(files["1-decision.pdf"]) as pdf:
        assert len(pdf.pages) == 1


def test_what_it_costs_is_told_now_and_then_with_the_difference() -> None:
    found = decided(COUNTY.replace("clauses:\n", ESCALATOR + "clauses:\n", 1))
    at = next(
        n for n, each in enumerate(found) if each.endswith("the whole amount") or "$513" in each
    )
    assert "$513,000.00" in found[at : at + 3]
    assert any(re.fullmatch(r"\+\$[\d,.]+ \(\+\d+\.\d%\)", each) for each in found)


def test_amounts_of_several_years_are_told_as_their_total() -> None:
    years = (
        "    variant: amounts-by-year\n    officers: 1\n    invoiced: quarterly\n    years:\n"
        '      - {year: first year, amount: "$80,000"}\n'
        '      - {year: second year, amount: "$84,000"}\n'
    )
    assert costs(years, "$80,000", "$82,000")[4:] == [
        *("Program funding: total amount for all years", "$164,000.00", "$166,000.00"),
        "+$2,000.00 (+1.2%)",
    ]


def test_each_rate_and_each_share_of_a_year_is_told_and_none_is_added_to_another() -> None:
    rates = (
        "    variant: hourly\n    officers: 1\n    rate: $60.00\n    invoiced: monthly\n"
        "    hours_cap: 1000\n    first_month: september\n    last_month: june\n"
        "    rates_by_year:\n"
        '      - {year: first year, rate: "$60.00"}\n      - {year: second year, rate: "$62.00"}\n'
    )
    assert costs(rates, "$62.00", "$63.00")[4:8] == [
        *("Program funding: rate for an hour in the second year", "$62.00", "$63.00"),
        "+$1.00 (+1.6%)",
    ]
    shares = (
        "    variant: shares-by-year\n    officers: 1\n    shares:\n"
        "      - {year: first year, officers: 1, district_share: 50%}\n"
        "      - {year: second year, officers: 1, district_share: 60%}\n"
        "    invoiced: quarterly\n"
    )
    assert costs(shares, "60%", "65%")[4:] == [
        *("Program funding: school district's share in the second year", "60%", "65%"),
        *(
            "+5 points",
            "Unchanged: Program funding: school district's share in the first year, 50%.",
        ),
    ]


def test_an_accepted_finding_is_told_with_its_reason_and_not_as_not_met() -> None:
    found = "\n".join(decided(NOT_ASSESSED))
    assert REASON in found
    assert "accepted by the parties" in found
