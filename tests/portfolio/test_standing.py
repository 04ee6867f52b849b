"""How one agreement stands on a day: by its record, its amendments, its copies and its duties."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from mou_builder.check.checking import check
from mou_builder.cli.program import program
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing, standing
from mou_builder.portfolio.states import AgreementState, CopyState, Due, Event
from mou_builder.report.status.as_calendar import status_ics
from mou_builder.report.status.as_html import status_html
from mou_builder.report.status.as_table import status_csv
from mou_builder.report.status.wording import amendment_text, detail_text, next_text
from mou_builder.yamltext.source import parse
from tests.support.pdf.samples import scan
from tests.support.portfolio.standings import (
    AS_OF,
    CITY,
    LIBRARY,
    recorded,
    records,
    run,
    signed,
    stands,
)

# -- one agreement


def test_agreements_of_the_same_parties_are_told_apart_by_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("sent.yaml", "wanted.yaml"):
        (tmp_path / name).write_text(CITY, encoding="utf-8")
    told = run(".", "--as-of", "2027-03-01").output
    assert "sent.yaml" in told
    assert "wanted.yaml" in told
    (tmp_path / "sent.yaml").unlink()
    assert "wanted.yaml" not in run(".", "--as-of", "2027-03-01").output


def test_the_days_that_the_model_asks_for_are_reckoned_from_the_end_of_the_term() -> None:
    each = stands(CITY + signed("2026-07-01"))
    assert each.dues == (
        Due(Event.REVIEW, date(2027, 5, 1)),
        Due(Event.NOTICE, date(2027, 5, 31)),
        Due(Event.END, date(2027, 6, 30)),
    )
    assert each.days_left == 121
    assert each.next_due == Due(Event.REVIEW, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("more", "as_of", "state"),
    [
        ("", date(2026, 7, 1), AgreementState.READY),
        ("signed: 2026-07-01\n", date(2026, 7, 1), AgreementState.READY),
        (signed("2026-07-01"), date(2026, 7, 1), AgreementState.SIGNED),
        (signed("2026-07-02"), date(2026, 7, 1), AgreementState.READY),
        (signed("2026-07-01"), date(2026, 8, 1), AgreementState.IN_EFFECT),
        (signed("2026-07-01"), date(2027, 6, 30), AgreementState.EXPIRING),
        (signed("2026-07-01"), date(2027, 7, 1), AgreementState.OVER),
        ("nonsense: 1\n", date(2026, 7, 1), AgreementState.DRAFT),
        (recorded("{fact: sent, day: 2026-06-01}"), date(2026, 7, 1), AgreementState.OUT),
        (
            recorded("{fact: adopted, day: 2026-06-09, by: School Board}"),
            date(2026, 7, 1),
            AgreementState.ADOPTED,
        ),
        (
            recorded("{fact: signed, day: 2026-06-20, by: Luis Ortega}"),
            date(2026, 7, 1),
            AgreementState.PARTLY,
        ),
        (
            recorded("{fact: signed, day: 2026-06-20, by: Luis Ortega}"),
            date(2026, 8, 1),
            AgreementState.UNSIGNED,
        ),
        (
            signed("2026-07-01", "{fact: terminated, day: 2026-12-01, by: the Village}"),
            date(2026, 12, 1),
            AgreementState.ENDED,
        ),
        (
            signed("2026-07-01", "{fact: superseded, day: 2026-12-01}"),
            date(2026, 12, 1),
            AgreementState.SUPERSEDED,
        ),
    ],
)
def test_a_state_is_that_of_the_day_by_the_record(
    more: str, as_of: date, state: AgreementState
) -> None:
    assert stands(CITY + more, as_of).state is state


BOARD = "by: School Board"
ALL_SIGNED = signed("2026-07-01").partition("\n")[2]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        # A refusal stands, whoever signs, until the same body adopts it or it goes out anew.
        (f"refused 2026-06-09 {BOARD}", AgreementState.REFUSED),
        (f"all; refused 2026-07-20 {BOARD}", AgreementState.REFUSED),
        (f"refused 2026-06-09 {BOARD}; all", AgreementState.REFUSED),
        (f"in effect 2026-08-01; all; refused 2026-07-20 {BOARD}", AgreementState.REFUSED),
        (f"refused 2026-06-09 {BOARD}; adopted 2026-06-23 {BOARD}", AgreementState.UNSIGNED),
        (f"refused 2026-06-09 {BOARD}; adopted 2026-06-23 {BOARD}; all", AgreementState.IN_EFFECT),
        (f"adopted 2026-06-23 {BOARD}; refused 2026-06-09 {BOARD}; all", AgreementState.IN_EFFECT),
        (f"adopted 2026-06-09 {BOARD}; refused 2026-06-09 {BOARD}; all", AgreementState.REFUSED),
        (
            f"adopted 2026-06-23 by: school  board; refused 2026-06-30 {BOARD}",
            AgreementState.REFUSED,
        ),
        (
            f"adopted 2026-06-23 {BOARD}; refused 2026-06-09 by: Council; all",
            AgreementState.REFUSED,
        ),
        (f"refused 2026-06-09 {BOARD}; sent 2026-06-10; all", AgreementState.IN_EFFECT),
        (f"sent 2026-06-01; refused 2026-06-09 {BOARD}; all", AgreementState.REFUSED),
        (f"refused 2026-09-09 {BOARD}; all", AgreementState.IN_EFFECT),
        # What has ended is over, whatever was recorded beside it and in whichever order.
        ("all; ended 2026-08-10", AgreementState.ENDED),
        ("ended 2026-08-10; all", AgreementState.ENDED),
        ("all; terminated 2026-08-10 by: Village", AgreementState.ENDED),
        ("all; terminated 2026-10-10 by: Village", AgreementState.IN_EFFECT),
        (f"all; ended 2026-08-10; refused 2026-07-10 {BOARD}", AgreementState.ENDED),
        (f"all; superseded 2026-08-10; refused 2026-07-10 {BOARD}", AgreementState.SUPERSEDED),
        ("superseded 2026-08-10; ended 2026-08-11; all", AgreementState.SUPERSEDED),
        # Nothing but the signatures of all brings it into effect.
        (f"in effect 2026-08-01; adopted 2026-06-09 {BOARD}", AgreementState.UNSIGNED),
        ("in effect 2026-08-01", AgreementState.UNSIGNED),
        ("ended 2026-08-10", AgreementState.ENDED),
    ],
)
def test_facts_that_speak_against_each_other_make_one_state(
    facts: str, state: AgreementState
) -> None:
    lines = []
    for each in facts.split("; "):
        words, day, who = re.split(r" (2026[-\d]+) ?|$", each, maxsplit=1)
        fact = f"  - {{fact: {words}, day: {day}{', ' + who if who else ''}}}\n"
        lines.append(ALL_SIGNED if words == "all" else fact)
    assert stands(CITY + "record:\n" + "".join(lines), date(2026, 9, 1)).state is state


def test_signatures_that_are_not_there_at_the_start_are_due_until_they_are() -> None:
    assert next_text(stands(CITY, date(2026, 8, 31))) == "signatures due 30 days ago"
    assert "signatures" not in next_text(stands(CITY + signed("2026-07-01"), date(2026, 8, 31)))


def test_what_a_body_refused_is_due_for_nothing_and_who_refused_it_is_told() -> None:
    each = stands(CITY + signed("2026-07-01", "{fact: refused, day: 2026-07-20, by: School Board}"))
    assert each.dues == ()
    assert detail_text(each) == "by School Board on July 20, 2026"


def test_what_is_signed_stays_in_effect_whatever_a_new_rule_finds() -> None:
    broken = CITY.replace("requirements: [wisconsin", "requirements: [wisconsin, cops-chp")
    assert stands(broken + signed("2026-07-01"), date(2026, 9, 1)).state is (
        AgreementState.IN_EFFECT
    )


def test_who_has_not_signed_is_named_with_how_long_it_is_out() -> None:
    each = stands(
        CITY
        + recorded(
            "{fact: sent, day: 2026-06-01}", "{fact: signed, day: 2026-06-20, by: Luis Ortega}"
        ),
        date(2026, 7, 1),
    )
    assert each.missing == ("Dana Whitfield",)
    out = stands(CITY + recorded("{fact: sent, day: 2026-06-01}"), date(2026, 7, 1))
    assert detail_text(out) == "for 30 days; not signed: Dana Whitfield, Luis Ortega"


def test_a_last_day_for_notice_is_there_only_where_the_text_has_a_notice() -> None:
    text = CITY.replace(
        "clauses:\n",
        "clauses:\n  termination: {text: Any party may end it at once., because: agreed}\n",
        1,
    )
    assert stands(CITY).due(Event.NOTICE) == date(2027, 5, 31)
    assert stands(text).due(Event.NOTICE) is None


def test_the_days_to_make_good_a_breach_are_no_notice() -> None:
    general = CITY.replace("model: wisconsin-sro", "model: general-sro")
    ends = "clauses:\n  termination: {notice: 40 days, cure: 90 days}\n"
    text = general.replace("clauses:\n", ends, 1)
    assert stands(text).due(Event.NOTICE) == date(2027, 5, 21)


# -- amendments

AMENDED = "amendments:\n  - {number: 1, date: 2026-10-01, proposed_by: School Board}\n"


def amendment(number: int, *facts: str) -> list[str]:
    return [each.replace("fact: ", f"amendment: {number}, fact: ") for each in facts]


def made_from(base: Standing) -> str:
    """Return the amendments of a config that says which one it was made from."""
    return AMENDED.replace("}", f", base: {base.digest}}}")


BOTH = (
    "{fact: signed, day: 2026-11-02, for: district, by: X}",
    "{fact: signed, day: 2026-11-09, for: agency, by: X}",
)


def test_an_amended_agreement_is_one_agreement_with_its_amendments_beneath() -> None:
    base = stands(CITY + signed("2026-07-01"), file="a.yaml")
    first = stands(
        CITY + AMENDED + signed("2026-07-01", *amendment(1, *BOTH)), file="a-amended-1.yaml"
    )
    second = stands(
        CITY
        + AMENDED
        + "  - {number: 2, date: 2026-12-01, proposed_by: Village}\n"
        + signed(
            "2026-07-01",
            *amendment(1, *BOTH),
            *amendment(2, "{fact: refused, day: 2027-01-12, by: School Board}"),
        ),
        file="a-amended-2.yaml",
    )
    (only,) = portfolio([second, base, first])
    assert only.file == "a-amended-1.yaml"
    assert only.state is AgreementState.AMENDED
    assert [amendment_text(each) for each in only.amendments] == [
        "Amendment No. 1: in effect since November 9, 2026",
        "Amendment No. 2: refused by School Board on January 12, 2027",
    ]


def test_an_amendment_that_is_not_signed_leaves_the_agreement_as_it_was() -> None:
    base = stands(CITY + signed("2026-07-01"), file="a.yaml")
    only_one = amendment(1, BOTH[0])
    asked = stands(CITY + made_from(base) + signed("2026-07-01", *only_one), file="b.yaml")
    (only,) = portfolio([base, asked])
    assert (only.file, only.state) == ("a.yaml", AgreementState.IN_EFFECT)
    assert [amendment_text(each) for each in only.amendments] == [
        "Amendment No. 1: signed by some; not signed: Luis Ortega"
    ]


def test_an_amendment_belongs_to_what_it_was_made_from_whatever_looks_like_that() -> None:
    other = stands(CITY.replace("75%", "60%"), file="a.yaml")  # unsigned, the same parties and term
    base = stands(CITY + signed("2026-07-01"), file="b.yaml")
    amended = stands(CITY + made_from(base) + signed("2026-07-01", *amendment(1, *BOTH)))
    amended = replace(amended, file="amendment/a-amended-1.yaml")
    found = {each.file: each for each in portfolio([other, base, amended])}
    assert {file: each.state for file, each in found.items()} == {
        "a.yaml": AgreementState.READY,
        "amendment/a-amended-1.yaml": AgreementState.AMENDED,
    }
    assert found["a.yaml"].amendments == ()


def test_an_amended_config_whose_base_is_not_there_says_so() -> None:
    base = stands(CITY + signed("2026-07-01"), file="b.yaml")
    text = CITY + made_from(base) + signed("2026-07-01")
    (only,) = portfolio([stands(text, file="a-amended-1.yaml")])
    assert only.message == (
        "the config that Amendment No. 1 was made from is not among these files: name "
        "its folder, too"
    )


def test_an_amendment_signed_before_its_day_is_not_in_effect_until_then() -> None:
    base = stands(CITY + signed("2026-07-01"), file="a.yaml")
    text = CITY + made_from(base).replace("number: 1", "number: 1, effective: 2027-04-01")
    text += signed("2026-07-01", *amendment(1, *BOTH))
    for day, state, said in (
        (date(2027, 3, 31), AgreementState.IN_EFFECT, "signed; takes effect on April 1, 2027"),
        (date(2027, 4, 1), AgreementState.AMENDED, "in effect since April 1, 2027"),
    ):
        agreements = portfolio([replace(base, as_of=day), stands(text, day, "a-amended-1.yaml")])
        assert [each.state for each in agreements] == [state]
        assert [amendment_text(each) for each in agreements[0].amendments] == [
            f"Amendment No. 1: {said}"
        ]


def test_a_signed_next_term_follows_what_it_was_renewed_from_and_nothing_that_looks_like_it():
    text = CITY.replace("2027-06-30", "2026-12-31").replace("2026-08-01", "2026-01-01")
    other = stands(text.replace("75%", "60%"), file="other.yaml")
    old = stands(text + signed("2026-07-01"), file="a.yaml")
    history = f"history:\n  - {{until: 2026-12-31, base: {old.digest}}}\n"
    new = stands(CITY + signed("2026-12-15") + history, file="next.yaml")
    found = {each.file: each.state for each in portfolio([other, old, new])}
    assert found["a.yaml"] is AgreementState.SUPERSEDED
    assert found["other.yaml"] is AgreementState.OVER


def test_two_agreements_of_the_same_parties_have_events_of_their_own() -> None:
    both = [stands(CITY + signed("2026-07-01"), file=file) for file in ("a.yaml", "b.yaml")]
    calendar = icalendar.Calendar.from_ical(status_ics(both, AS_OF, "mou"))
    events = calendar.walk("VEVENT")
    assert len({str(each["UID"]) for each in events}) == len(events) == 6


def test_two_agreements_of_the_same_parties_stay_two() -> None:
    one = stands(CITY, file="a.yaml")
    other = stands(CITY.replace("2027-06-30", "2028-06-30"), file="b.yaml")
    assert len(portfolio([one, other])) == 2


# -- copies and duties


def test_a_copy_on_record_is_looked_up_by_its_digest(tmp_path: Path) -> None:
    config, copy = tmp_path / "a.yaml", tmp_path / "signed" / "a.pdf"
    config.write_text(CITY + signed("2026-07-01"), "utf-8")
    runner = CliRunner()
    copy.parent.mkdir()
    copy.write_bytes(scan())
    record = ["record", str(config), "--copy", str(copy), "--on", "2026-07-02"]
    assert runner.invoke(program, record).exit_code == 0
    assert [each["state"] for each in records(config)[0]["copies"]] == ["kept"]
    copy.write_bytes(copy.read_bytes() + b"\n")
    (altered,) = records(config)
    assert (altered["state"], altered["copies"][0]["state"]) == ("in effect", "altered")
    copy.unlink()
    assert records(config)[0]["copies"] == [
        {"file": "signed/a.pdf", "state": "missing", "amendment": None}
    ]
    assert run(config, "--due", "0", "--as-of", AS_OF).exit_code == 1
    assert "the executed copy signed/a.pdf is missing" in run(config, "--as-of", AS_OF).stdout


def test_a_duty_of_the_law_has_a_line_and_an_event_until_it_is_done(tmp_path: Path) -> None:
    from mou_builder.library.fact import Fact
    from mou_builder.library.requirement import Duty, DutyFrom, RequirementSet

    post = Duty("post", "Posting", Fact.POSTED, DutyFrom.ADOPTED, "Law 1", months=3)
    review = Duty("r", "Yearly review", Fact.REVIEWED, DutyFrom.BEGIN, "Law 2", 12, repeated=True)
    sets = [RequirementSet("s", "S", "x", AS_OF, (), duties=(post, review))]
    long = CITY.replace("2027-06-30", "2029-06-30")

    def due(record: str) -> list[tuple[str, date]]:
        checked = check(parse((long + record).encode(), "a.yaml"), LIBRARY, AS_OF)
        found = standing(checked, AS_OF, sets)
        return [(each.title, each.day) for each in found.dues if each.event is Event.DUTY]

    adopted = "{fact: adopted, day: 2026-06-09, by: School Board}"
    assert due(signed("2026-07-01")) == [("Yearly review", date(2027, 8, 1))]
    assert due(signed("2026-07-01", adopted)) == [
        ("Posting", date(2026, 9, 9)),
        ("Yearly review", date(2027, 8, 1)),
    ]
    posted = "{fact: posted, day: 2026-08-01, where: the website}"
    reviewed = "{fact: reviewed, day: 2027-02-10}"
    assert due(signed("2026-07-01", adopted, posted, reviewed)) == [
        ("Yearly review", date(2028, 2, 10))
    ]


def test_the_set_of_washington_asks_for_a_yearly_review() -> None:
    wanted = [each for each in LIBRARY.requirement_set("washington").duties if each.repeated]
    assert 12 in {each.months for each in wanted}


def test_a_lost_copy_comes_first_and_is_in_every_view() -> None:
    copy = "{fact: copy, day: 2026-07-02, file: a.pdf, digest: sha256:0, words: equal}"
    each = stands(CITY + signed("2026-07-01", copy), file="z.yaml")
    other = stands(CITY.replace("Maple Grove", "Oak Hill"), file="b.yaml")
    found = portfolio([other, each])
    assert [one.file for one in found] == ["z.yaml", "b.yaml"]
    assert found[0].copies[0].state is CopyState.MISSING
    for text in (status_csv(found), status_html(found, AS_OF, None)):
        assert "missing" in text


def test_what_is_too_broken_to_be_typed_is_still_known_by_its_parties() -> None:
    each = stands(CITY.replace("variant: agency\n", "variant: none\n"))
    assert (each.district, each.errors) == ("Maple Grove School District", 1)
    assert each.until == date(2027, 6, 30)


def test_what_is_due_counts_today_and_what_is_over() -> None:
    each = stands(CITY + signed("2026-07-01"))
    assert each.is_due_within(61)
    assert not each.is_due_within(60)
    assert stands(CITY, date(2027, 5, 1)).is_due_within(0)
    assert stands(CITY, date(2029, 1, 1)).is_due_within(0)
    assert not replace(each, followed=True).is_due_within(365)


def test_signatures_are_due_when_the_term_begins() -> None:
    unsigned = stands(CITY, date(2026, 7, 20))
    assert unsigned.next_due == Due(Event.SIGNING, date(2026, 8, 1))
    assert stands(CITY + signed("2026-07-01"), date(2026, 7, 20)).due(Event.SIGNING) is None
