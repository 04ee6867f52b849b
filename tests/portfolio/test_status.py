"""``mou status``: how every agreement stands on a day, in every view, and what is due."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

from mou_builder.check.checking import check
from mou_builder.cli.program import program
from mou_builder.disk.opening import open_library
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing, standing
from mou_builder.portfolio.states import AgreementState, CopyState, Due, Event
from mou_builder.report.status.as_calendar import status_ics
from mou_builder.report.status.as_html import status_html
from mou_builder.report.status.as_table import COLUMNS, status_csv
from mou_builder.report.status.wording import amendment_text, detail_text
from mou_builder.yamltext.source import parse
from tests.support.console import PATIENCE
from tests.support.pdf_samples import scan

LIBRARY = open_library(())
CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")
AS_OF = date(2027, 3, 1)


def signed(day: str, *more: str) -> str:
    """Return a record in which both sign on a day, with more facts."""
    facts = [f"{{fact: signed, day: {day}, for: {each}, by: X}}" for each in ("district", "agency")]
    return "record:\n" + "".join(f"  - {each}\n" for each in (*facts, *more))


def recorded(*facts: str) -> str:
    return "record:\n" + "".join(f"  - {each}\n" for each in facts)


def stands(text: str, as_of: date = AS_OF, file: str = "a.yaml") -> Standing:
    return standing(check(parse(text.encode(), file), LIBRARY, as_of), as_of)


def run(*args: object) -> Result:
    return CliRunner().invoke(program, ["status", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A signed, an over, a broken and a renewed agreement, the next term of which is signed."""
    (tmp_path / "east").mkdir()
    (tmp_path / "signed.yaml").write_text(CITY + signed("2026-07-01"), "utf-8")
    over = CITY.replace("Maple Grove", "Oak Hill").replace("2027-06-30", "2027-02-01")
    (tmp_path / "east" / "over.yaml").write_text(over, "utf-8")
    broken = CITY.replace("Maple Grove", "Pine Lake").replace(
        "variant: agency\n", "variant: none\n"
    )
    (tmp_path / "east" / "broken.yaml").write_text(broken, "utf-8")
    (tmp_path / "torn.yaml").write_text("model: wisconsin-sro\nparties: [", "utf-8")
    first = CITY.replace("Maple Grove", "Elm Creek")
    (tmp_path / "elm.yaml").write_text(first, "utf-8")
    result = CliRunner().invoke(program, ["renew", str(tmp_path / "elm.yaml")])
    assert result.exit_code == 0, result.output
    following = tmp_path / "elm-2028.yaml"
    following.write_text(following.read_text("utf-8") + signed("2027-02-15"), "utf-8")
    return tmp_path


def records(folder: Path, *more: object) -> list[dict[str, Any]]:
    result = run(folder, "--format", "json", "--as-of", AS_OF, *more)
    cannot_all_be_read = (folder / "torn.yaml").exists()
    assert result.exit_code == (2 if cannot_all_be_read else 0), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["agreements"]
    return found


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
        "the config that Amendment No. 1 was made from is not among these files"
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
    assert "the signed copy signed/a.pdf is missing" in run(config, "--as-of", AS_OF).stdout


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


# -- many


def test_an_agreement_is_done_with_when_the_next_one_is_signed(folder: Path) -> None:
    by_file = {Path(each["file"]).name: each for each in records(folder)}
    assert by_file["elm.yaml"]["state"] == "ready to sign"
    later = json.loads(run(folder, "--format", "json", "--as-of", "2027-08-01").stdout)
    states = {Path(each["file"]).name: each["state"] for each in later["agreements"]}
    assert states["elm.yaml"] == "superseded"
    assert states["elm-2028.yaml"] == "in effect"
    assert by_file["elm-2028.yaml"]["state"] == "signed, not yet in effect"
    assert by_file["elm-2028.yaml"]["term_number"] == 2


def test_until_the_next_one_is_signed_review_and_notice_still_fall_due(folder: Path) -> None:
    following = folder / "elm-2028.yaml"
    following.write_text(following.read_text("utf-8").replace(signed("2027-02-15"), ""), "utf-8")
    by_file = {Path(each["file"]).name: each for each in records(folder)}
    assert by_file["elm-2028.yaml"]["state"] == "ready to sign"
    assert by_file["elm.yaml"]["state"] == "ready to sign"
    calendar = run(folder / "elm.yaml", following, "--format", "ics", "--as-of", AS_OF).stdout
    assert "20270531" in calendar


def test_what_cannot_wait_comes_first(folder: Path) -> None:
    found = [(Path(each["file"]).name, each["state"]) for each in records(folder)]
    assert found[:2] == [("torn.yaml", "unreadable"), ("over.yaml", "lapsed")]
    assert found[-1] == ("elm.yaml", "ready to sign")
    assert {name for name, _ in found[2:4]} == {"broken.yaml", "signed.yaml"}


@given(st.permutations(list(range(6))), st.lists(st.integers(-400, 4000), min_size=6, max_size=6))
def test_the_order_does_not_depend_on_how_files_were_found(
    order: list[int], lefts: list[int]
) -> None:
    made = [
        Standing(
            f"{n}.yaml", AgreementState.SIGNED, AS_OF, f"D{n}", until=AS_OF + timedelta(days=left)
        )
        for n, left in enumerate(lefts)
    ]
    assert portfolio([made[at] for at in order]) == portfolio(made)


@pytest.mark.parametrize(("days", "code"), [("90d", 1), ("0", 1)])
def test_something_due_is_an_exit_code(folder: Path, days: str, code: int) -> None:
    (folder / "torn.yaml").unlink()
    assert run(folder, "--due", days, "--as-of", AS_OF).exit_code == code


def test_nothing_due_is_success(folder: Path) -> None:
    quiet = run(folder / "signed.yaml", "--due", "60d", "--as-of", AS_OF)
    assert quiet.exit_code == 0
    assert run(folder / "signed.yaml", "--due", "61 days", "--as-of", AS_OF).exit_code == 1
    assert run(folder, "--due", "soon").exit_code == 2


def test_the_text_names_everyone_with_what_is_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    text = run(folder, "--as-of", AS_OF).stdout
    for words in ("Oak Hill School District", "over for 28 days", "1 error", "121 days left"):
        assert words in text
    assert "6 agreements: 1 unreadable, 1 draft, 1 ready to sign, " in text


def test_without_a_folder_it_is_the_current_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    found = [
        Path(each["file"]) for each in json.loads(run("--format", "json").stdout)["agreements"]
    ]
    assert {each.name for each in found} >= {"signed.yaml", "over.yaml", "elm.yaml"}
    assert not any(each.is_absolute() for each in found)


def test_processes_give_the_same_as_one(folder: Path) -> None:
    assert records(folder, "-j", 2) == records(folder)


# -- documents


def test_documents_belong_to_their_config_and_no_name_makes_them_signed(tmp_path: Path) -> None:
    config = tmp_path / "a.yaml"
    config.write_text(CITY, "utf-8")
    runner = CliRunner()
    assert runner.invoke(program, ["render", str(config), "-o", str(tmp_path)]).exit_code == 0
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 torn")
    (tmp_path / "other.docx").write_bytes(b"PK")
    (only,) = records(tmp_path)
    assert only["state"] == "ready to sign"
    names = {Path(each["file"]).name: each["has_signatures"] for each in only["documents"]}
    assert names == {"a.docx": False, "a.pdf": False}
    (tmp_path / "a.pdf").rename(tmp_path / "a (signed and executed).pdf")
    assert records(tmp_path)[0]["state"] == "ready to sign"
    config.unlink()
    (alone,) = records(tmp_path)
    assert alone["district"] == "Maple Grove School District"
    assert alone["state"] == "ready to sign"


def test_a_signature_in_a_pdf_is_told_and_believed_only_on_record(tmp_path: Path) -> None:
    config = tmp_path / "a.yaml"
    config.write_text(CITY, "utf-8")
    args = ["render", str(config), "-o", str(tmp_path), "--format", "pdf"]
    assert CliRunner().invoke(program, args).exit_code == 0
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        field["/V"] = pikepdf.Dictionary(Type=pikepdf.Name.Sig)
        pdf.save(tmp_path / "a.pdf")
    (only,) = records(tmp_path)
    assert only["state"] == "ready to sign"
    assert [each["has_signatures"] for each in only["documents"]] == [True]


# -- CSV


def test_csv_has_a_header_and_a_row_for_each(folder: Path) -> None:
    text = run(folder, "--format", "csv").stdout
    assert text.startswith("\ufeff")  # without it Excel takes the letters for others
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 6


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_csv_gives_back_every_name_and_no_formula(name: str) -> None:
    each = Standing("a.yaml", AgreementState.SIGNED, AS_OF, district=name)
    (row,) = csv.DictReader(io.StringIO(status_csv([each]), newline=""))
    assert row["district"] in (name, f"'{name}")
    assert not row["district"].startswith(("=", "+", "-", "@"))


# -- calendar


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def calendar(*standings: Standing, as_of: date = AS_OF) -> str:
    return status_ics(standings, as_of, "mou-builder 1")


def test_an_independent_parser_reads_the_calendar(folder: Path) -> None:
    raw = run(folder, "--format", "ics", "--as-of", AS_OF).stdout_bytes
    found = icalendar.Calendar.from_ical(raw)
    assert found.errors == []
    assert found["VERSION"] == "2.0"
    for event in found.walk("VEVENT"):
        assert event.errors == []
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt < timedelta(0)
    titles = [str(event["SUMMARY"]) for event in found.walk("VEVENT")]
    assert "Review due: Maple Grove School District – Maple Grove Police Department" in titles
    ends = {str(e["SUMMARY"]): e["DTSTART"].dt for e in found.walk("VEVENT")}
    assert ends["Term ends: Maple Grove School District – Maple Grove Police Department"] == date(
        2027, 6, 30
    )
    # The first term of Elm Creek was renewed: only the second is looked after, signed already.
    elm = [each for each in titles if "Elm Creek" in each]
    assert len(elm) == 3


def test_a_second_import_updates_what_is_there() -> None:
    first = events(calendar(stands(CITY)))
    moved = stands(CITY.replace("2027-06-30", "2027-06-15"), date(2027, 3, 2))
    second = events(calendar(replace(moved, file="elsewhere.yaml"), as_of=date(2027, 3, 2)))
    assert [each["UID"] for each in first] == [each["UID"] for each in second]
    assert len({each["UID"] for each in first}) == len(first) == 4
    for before, after in zip(first, second, strict=True):
        assert after["SEQUENCE"] > before["SEQUENCE"]
    ends = [each[-1]["DTSTART"].dt for each in (first, second)]
    assert ends == [date(2027, 6, 30), date(2027, 6, 15)]


def test_the_next_term_has_events_of_its_own() -> None:
    text = CITY + "history:\n  - {until: 2026-06-30}\n"
    uids = [{each["UID"] for each in events(calendar(stands(each)))} for each in (CITY, text)]
    assert not uids[0] & uids[1]


@example("a\\nb", "c\\;d, e\\\\N")
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=90),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=90),
)
def test_any_name_comes_back_from_the_calendar(district: str, agency: str) -> None:
    each = Standing(
        "a.yaml",
        AgreementState.SIGNED,
        AS_OF,
        district=district,
        agency=agency,
        dues=(Due(Event.END, date(2027, 6, 30)),),
    )
    text = calendar(each)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (event,) = events(text)
    shown = " – ".join(name for name in (district, agency) if name)
    assert str(event["SUMMARY"]) == f"Term ends: {shown}"


# -- page


def page(folder: Path) -> str:
    return run(folder, "--format", "html", "--as-of", AS_OF).stdout


def test_the_page_is_whole_by_itself_and_escapes_names(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CITY.replace("Maple Grove School", "<b>&\"' School"), "utf-8")
    text = page(tmp_path)
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|https?://""", text)
    assert "&lt;b&gt;&amp;" in text
    assert "<b>" not in text


def test_the_file_is_written_once_and_over_only_if_asked(folder: Path) -> None:
    (folder / "torn.yaml").unlink()
    target = folder / "s.html"
    assert run(folder, "--format", "html", "-o", target).exit_code == 0
    assert run(folder, "--format", "html", "-o", target).exit_code == 2
    assert run(folder, "--format", "html", "-o", target, "--force").exit_code == 0


@pytest.mark.crosscheck
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", 6),
        ("state=over", 1),
        ("search=oak%20hill", 1),
        ("faults=errors", 2),
        ("due=90", 2),
        ("due=30&search=oak", 1),
    ],
)
def test_filters_work_in_a_browser_without_a_network(folder: Path, asked: str, shown: int) -> None:
    file = folder / "s.html"
    file.write_text(page(folder), "utf-8")
    done = subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--dump-dom",
            f"file://{file}#{asked}",
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    rows = re.findall(r'<tr role="row" data-state[^>]*>', done.stdout)
    assert len(rows) == 6
    assert sum(" hidden" not in each for each in rows) == shown
    assert f"{shown} of 6 shown" in done.stdout


@pytest.mark.crosscheck
def test_on_paper_it_is_a_table_with_its_head_on_each_page(tmp_path: Path) -> None:
    made = [replace(stands(CITY, file=f"{n}.yaml"), district=f"District {n}") for n in range(40)]
    (tmp_path / "s.html").write_text(status_html(made, AS_OF, None), "utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
    target = f"--print-to-pdf={tmp_path / 's.pdf'}"
    page_file = f"file://{tmp_path / 's.html'}"
    subprocess.run([*browser, target, page_file], check=True, capture_output=True, timeout=PATIENCE)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "s.pdf", "-"], capture_output=True)
    pages = text.stdout.decode().rstrip("\f").split("\f")
    assert len(pages) <= 5
    for each in pages:
        assert re.search(r"District and agency +State +Term +Next +Review due", each)
