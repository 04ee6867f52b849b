"""Renewal: dates, amounts and history move on; everything else stays as it was typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mou_builder.agreement.assemble import assemble
from mou_builder.agreement.document import Agreement, words_digest
from mou_builder.check.checking import Checked, Ready, check
from mou_builder.config.amendments import base_digest
from mou_builder.config.months import moved
from mou_builder.diagnostic import Refused, Severity
from mou_builder.difference.comparing import compare
from mou_builder.difference.comparison import Difference
from mou_builder.library.typed.values import read_money
from mou_builder.renewal.amounts import in_proportion, like
from mou_builder.renewal.model_changes import can_be_kept, keeping_old_words
from mou_builder.renewal.plan import _month_ends
from mou_builder.renewal.renew import Renewal, renew
from mou_builder.renewal.term import Term, moved_end, next_term
from mou_builder.yamltext.changes import Set, at_path
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Plain, parse
from tests.support.agreement.assembling import library

LIBRARY = library()
EXAMPLES = [each for each in sorted(Path("configs").glob("*.yaml")) if "published" not in each.name]
COUNTY = Path("configs/county-and-four-schools.yaml").read_text(encoding="utf-8")
CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")
MONEY = st.decimals(0, 10**7, places=2, allow_nan=False)


def test_a_clause_with_a_table_can_keep_the_words_that_were_signed() -> None:
    other = COUNTY.replace("North Shore", "South Shore")
    was, now = agreement(COUNTY), agreement(other)
    [item] = [each for each in compare(was, now).items if each.id == "duty-stations"]
    assert can_be_kept(item)
    kept = agreement(edit(other, [keeping_old_words(item, "wisconsin-sro 1.0.0")]))
    [again] = [each for each in compare(was, kept).items if each.id == "duty-stations"]
    assert again.differences == (Difference.VARIANT,), "the words and the table are the same"


def checked(text: str) -> Checked:
    return check(parse(text.encode(), "a.yaml"), LIBRARY)


def agreement(text: str) -> Agreement:
    each = checked(text)
    assert isinstance(each, Ready)
    return assemble(each.config, each.model)


def renewed(text: str, until: date | None = None) -> Renewal:
    return renew(checked(text), words_digest(agreement(text)), until)


def data(text: str) -> Plain:
    return parse(text.encode(), "a.yaml").data


def codes(text: str, until: date | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        renewed(text, until)
    return [each.code for each in caught.value.diagnostics]


def comments(text: str) -> list[str]:
    return [each for each in re.findall(r"#.*", text) if "Look again" not in each]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)
def test_ten_renewals_in_a_row_each_pass_check_and_keep_what_was_typed(file: Path) -> None:
    first = text = file.read_text(encoding="utf-8")
    ends, digests, changed = [], [], set()
    for _ in range(10):
        before = agreement(text)
        result = renewed(text)
        ends.append(result.old.until)
        digests.append(words_digest(before))
        after = agreement(result.text)
        changed |= {each.id for each in compare(before, after).changed}
        text = result.text
        assert checked(text).errors == ()
        assert comments(text) == comments(first)
    past = at_path(data(text), ("history",))
    assert isinstance(past, list)
    assert [at_path(each, ("until",)) for each in past] == [each.isoformat() for each in ends]
    assert [at_path(each, ("words",)) for each in past] == digests
    assert ends == sorted(set(ends))
    whole = compare(agreement(first), agreement(text))
    assert {each.id for each in whole.changed} == changed
    assert text.count("Look again") == renewed(first).text.count("Look again")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.stem)
def test_the_only_lines_that_change_are_those_that_are_listed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    result = renewed(text)
    back = [Set(each.path, each.old) for each in result.changed]
    signed = at_path(data(text), ("signed",))
    undone = edit(result.text, back + ([Set(("signed",), signed)] if signed else []))
    kept = [line for line in undone.splitlines() if "# Look again" not in line]
    assert "\n".join(kept).startswith(text.rstrip("\n") + "\nhistory:\n")


@pytest.mark.parametrize(
    ("since", "until", "then"),
    [
        ("2026-08-01", "2027-06-30", "2027-08-01 to 2028-06-30"),
        ("2026-07-01", "2029-06-30", "2029-07-01 to 2032-06-30"),
        ("2026-08-15", "2028-06-30", "2028-08-15 to 2030-06-30"),
        ("2027-01-01", "2031-06-30", "2031-07-01 to 2035-06-30"),
        ("2027-01-01", "2027-06-30", "2027-07-01 to 2027-12-31"),
        ("2027-03-01", "2028-02-29", "2028-03-01 to 2029-02-28"),
        ("2028-03-01", "2029-02-28", "2029-03-01 to 2030-02-28"),
        ("2027-02-28", "2028-02-27", "2028-02-28 to 2029-02-27"),
        ("2027-03-01", "2031-02-28", "2031-03-01 to 2035-02-28"),
        ("2024-02-29", "2025-02-27", "2025-02-28 to 2026-02-27"),
        (None, "2027-06-30", "signing to 2028-06-30"),
    ],
)
def test_a_term_is_followed_by_one_like_it(since: str | None, until: str, then: str) -> None:
    begins = date.fromisoformat(since) if since else None
    assert str(next_term(Term(begins, date.fromisoformat(until)), None)) == then


@pytest.mark.parametrize(
    ("until", "note"),
    [
        ("2031-06-30", "the next term lasts 4 years, and this one lasted 54 months"),
        ("2027-06-30", None),
        ("2029-12-31", None),
    ],
)
def test_a_term_that_is_not_as_long_as_this_one_is_told(until: str, note: str | None) -> None:
    text = CITY.replace("from: 2026-08-01", "from: 2027-01-01")
    result = renewed(text.replace("until: 2027-06-30", f"until: {until}"))
    told = [each for each in result.notes if "the next term lasts" in each]
    assert [each.partition(";")[0] for each in told] == ([note] if note else [])


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(20, 4000))
def test_the_next_term_follows_this_one(begins: date, days: int) -> None:
    old = Term(begins, begins + timedelta(days=days))
    new = next_term(old, None)
    assert new.since
    assert old.until < new.since < new.until
    again = next_term(new, None)
    assert again.since
    assert new.until < again.since < again.until


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_a_day_moves_to_the_same_day_of_the_month_where_there_is_one(day: date, months: int):
    then = moved(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_a_term_that_ends_with_a_month_is_followed_by_one_that_does(day: date, months: int):
    then = moved_end(day, months)
    if (day + timedelta(days=1)).day == 1:
        assert (then + timedelta(days=1)).day == 1


def test_ends_of_months_stay_ends_only_where_they_were_meant():
    quarters = [date(2026, 9, 30), date(2026, 12, 31), date(2027, 2, 28)]
    paths = [("clauses", "funding", "instalments", at, "due") for at in range(3)]
    assert _month_ends(list(zip(paths, quarters, strict=True))) == set(paths)
    assert _month_ends([(paths[0], date(2027, 2, 28))]) == set()
    assert _month_ends([(paths[0], date(2026, 9, 30)), (paths[1], date(2027, 1, 15))]) == set()


def test_the_months_of_a_term_that_begins_on_28_february_are_twelve():
    assert Term(date(2027, 2, 28), date(2028, 2, 27)).months == 12
    assert Term(date(2028, 2, 28), date(2029, 2, 27)).months == 12


def test_due_dates_move_with_the_term_and_grant_dates_wait_for_a_person() -> None:
    due = [at_path(data(renewed(COUNTY).text), ("clauses", "funding", "instalments", 0, "due"))]
    assert due == ["2029-09-30"]
    village = Path("configs/village-with-grant.yaml").read_text(encoding="utf-8")
    result = renewed(village)
    assert at_path(data(result.text), ("clauses", "funding", "grant_from")) == "2027-01-01"
    asked = {each.path[-1] for each in result.look_again}
    assert {"grant_from", "grant_until", "awarded"} <= asked
    lines = result.text.splitlines()
    at = next(number for number, line in enumerate(lines) if "grant_until:" in line)
    assert "# Look again: " in lines[at - 1]


def test_the_first_day_of_service_moves_with_the_term() -> None:
    days = [each for each in renewed(COUNTY).changed if each.path[-1] == "first_day"]
    assert [(each.old, each.new) for each in days] == [("2026-09-01", "2029-09-01")]


def test_a_date_typed_in_words_is_written_in_words() -> None:
    text = CITY.replace("until: 2027-06-30", 'until: "June 30, 2027"  # as the board says')
    assert 'until: "June 30, 2028"  # as the board says' in renewed(text).text


def test_what_was_signed_becomes_history_and_amendments_are_folded_in() -> None:
    text = (
        CITY + "signed: 2026-07-15\namendments:\n  - {number: 1, signed: 2026-11-02}\n"
        "record:\n  - {fact: signed, day: 2026-07-14, by: X, for: district}\n"
    )
    assert at_path(data(renewed(text).text), ("history", 0, "signed")) is None  # one has not
    in_copy = (
        f"  - {{fact: copy, day: 2026-07-20, file: a.pdf, digest: 'sha256:{'0' * 64}',\n"
        "      words: equal, signatures: [{field: agency, by: Luis Ortega, day: 2026-07-18}]}\n"
    )
    assert at_path(data(renewed(text + in_copy).text), ("history", 0, "signed")) == "2026-07-18"
    text += "  - {fact: signed, day: 2026-07-16, by: Y, for: agency}\n"
    result = data(renewed(text).text)
    assert isinstance(result, dict)
    assert result["signed"] is None
    assert "amendments" not in result
    assert result["history"] == [
        {
            "from": "2026-08-01",
            "until": "2027-06-30",
            "signed": "2026-07-16",
            "model": f"wisconsin-sro {LIBRARY.model('wisconsin-sro').version}",
            "words": words_digest(agreement(text)),
            "base": base_digest(data(text)),
            "amendments": [{"number": "1", "signed": "2026-11-02"}],
            "record": [
                {"fact": "signed", "day": "2026-07-14", "by": "X", "for": "district"},
                {"fact": "signed", "day": "2026-07-16", "by": "Y", "for": "agency"},
            ],
        }
    ]


def test_one_other_word_is_another_digest() -> None:
    same = CITY.replace("# A topic", "# A  topic")
    other = CITY.replace("Patrol Captain", "Patrol Captain II")
    assert words_digest(agreement(same)) == words_digest(agreement(CITY))
    assert words_digest(agreement(other)) != words_digest(agreement(CITY))


# -- amounts


def raised(escalator: str, text: str = COUNTY) -> Plain:
    result = renewed(text + f"renewal:\n  escalator:\n    {escalator}\n")
    assert checked(result.text).errors == ()
    return data(result.text)


def amounts(result: Plain) -> list[str]:
    rows = at_path(result, ("clauses", "funding", "instalments"))
    assert isinstance(rows, list)
    return [str(at_path(each, ("amount",))) for each in rows]


def test_an_amount_rises_by_a_share_for_each_year_and_its_instalments_add_up() -> None:
    result = raised("clauses.funding.total: 3%")
    # 513,000.00 → 528,390.00 → 544,241.70 → 560,568.95 (560,568.951)
    assert at_path(result, ("clauses", "funding", "total")) == "$560,568.95"
    assert sum(read_money(each) for each in amounts(result)) == Decimal("560568.95")
    assert set(amounts(result)) == {"$93,428.16", "$93,428.15"}
    assert amounts(result)[0] == "$93,428.16"


def test_parts_that_rise_carry_their_whole_with_them() -> None:
    result = raised("clauses.funding.instalments.amount: 1%")
    whole = at_path(result, ("clauses", "funding", "total"))
    assert whole == f"${sum(read_money(each) for each in amounts(result)):,.2f}"
    assert amounts(result)[0] == "$88,090.74"  # 85,500.00 → 86,355.00 → 87,218.55 → 88,090.74


def test_a_table_gives_each_year_its_share_or_its_amount() -> None:
    table = "clauses.funding.total: {2027: 3%, 2028: 2.5%, 2029: 0%}"
    result = raised(table)  # 528,390.00, then 541,599.75
    assert at_path(result, ("clauses", "funding", "total")) == "$541,599.75"
    fixed = raised('clauses.funding.total: {2027: 3%, 2028: "$600,000.00", 2029: 1%}')
    assert at_path(fixed, ("clauses", "funding", "total")) == "$606,000.00"


def test_a_year_that_the_table_lacks_is_asked_about() -> None:
    text = COUNTY + "renewal: {escalator: {clauses.funding.total: {2027: 3%}}}\n"
    result = renewed(text)
    whys = {each.path: each.why for each in result.look_again}
    assert whys["clauses", "funding", "total"] == "the table of years says nothing of 2028"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("clauses.funding.officers", "3%", "MOU804"),
        ("clauses.funding.totals", "3%", "MOU804"),
        ("clauses.custody.rate", "3%", "MOU804"),
        ("funding.total", "3%", "MOU804"),
        ("clauses.funding.total", "much", "MOU805"),
        ("clauses.funding.total", "{soon: 3%}", "MOU805"),
        ("clauses.funding.total", "[3%]", "MOU805"),
    ],
)
def test_an_escalator_of_what_is_no_amount_is_refused(name: str, value: str, code: str) -> None:
    text = COUNTY + f"renewal: {{escalator: {{{name}: {value}}}}}\n"
    with pytest.raises(Refused) as caught:
        renewed(text)
    found = caught.value.diagnostics
    assert [(each.code, each.place.line) for each in found] == [(code, COUNTY.count("\n") + 1)]


@given(st.lists(MONEY, min_size=1, max_size=12), MONEY)
def test_parts_in_proportion_add_up_and_none_is_off_by_a_cent(
    parts: list[Decimal], whole: Decimal
) -> None:
    before = sum(parts, Decimal(0))
    after = in_proportion(parts, whole)
    if not before:
        assert after == parts
        return
    assert sum(after, Decimal(0)) == whole
    for old, new in zip(parts, after, strict=True):
        assert abs(new - old * whole / before) < Decimal("0.01")


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("$85,500.00", "$1,234.50"),
        ("$900", "$1,234.50"),
        ("85500", "1234.50"),
        ("85,500", "1,234.50"),
    ],
)
def test_an_amount_is_written_as_it_was_typed(typed: str, then: str) -> None:
    assert like(Decimal("1234.50"), typed) == then


# -- refusals


def test_a_config_with_errors_is_not_renewed() -> None:
    wrong = checked(CITY.replace("district_share: 75%", "district_share: 175%"))
    with pytest.raises(Refused) as caught:
        renew(wrong, "sha256:0")
    assert caught.value.diagnostics == wrong.errors
    assert wrong.errors
    assert codes(CITY.replace("until: 2027-06-30", "until: _____")) == ["MOU112"]


@pytest.mark.parametrize("until", [date(2027, 6, 30), date(2020, 1, 1), date(2027, 7, 15)])
def test_a_next_term_that_cannot_be_is_refused(until: date) -> None:
    assert codes(CITY, until) == ["MOU803"]


def test_a_term_that_is_history_already_is_not_renewed_again() -> None:
    text = renewed(CITY).text.replace("until: 2028-06-30", "until: 2027-06-30")
    assert codes(text.replace("from: 2027-08-01", "from: 2026-08-01")) == ["MOU802"]


def test_marks_are_renewed_not_heaped_up() -> None:
    once = renewed(COUNTY).text
    assert once.count("# Look again") == 2
    assert renewed(once).text.count("# Look again") == 2
    text = COUNTY.replace("supervisor: School", "supervisor: The 2027 School")
    assert "# Look again: it speaks of a year of the term that ends" in renewed(text).text


def test_nothing_but_errors_stands_against_a_renewal() -> None:
    late = check(parse(CITY.encode(), "a.yaml"), LIBRARY, date(2030, 1, 1))
    assert any(each.severity is Severity.WARNING for each in late.diagnostics)
    assert renew(late, "sha256:0").new.until == date(2028, 6, 30)
