"""``mou status``: how every agreement stands on a day, in every view, and what is due."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from mou_builder.cli.program import program
from mou_builder.portfolio.portfolio import portfolio
from mou_builder.portfolio.standing import Standing
from mou_builder.portfolio.states import AgreementState, Due, Event
from mou_builder.report.status.as_calendar import status_ics
from mou_builder.report.status.as_html import status_html
from mou_builder.report.status.as_table import COLUMNS, status_csv
from tests.support.pdf.samples import words_in
from tests.support.portfolio.standings import AS_OF, CITY, records, run, signed, stands
from tests.support.web.browsers import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


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
    assert "6 agreements: 1 unreadable; 1 draft; 1 ready to sign; 1 signed, not yet in " in text


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
def test_filters_work_in_a_browser_without_a_network(
    browser: Browser, folder: Path, asked: str, shown: int
) -> None:
    (folder / "s.html").write_text(page(folder), "utf-8")
    window = browser.new_page(offline=True)
    window.goto(f"{(folder / 's.html').as_uri()}#{asked}")
    rows = window.locator("tr[role=row][data-state]")
    assert rows.count() == 6
    assert rows.filter(visible=True).count() == shown
    assert f"{shown} of 6 shown" in window.content()


@pytest.mark.crosscheck
def test_on_paper_it_is_a_table_with_its_head_on_each_page(
    browser: Browser, tmp_path: Path
) -> None:
    made = [replace(stands(CITY, file=f"{n}.yaml"), district=f"District {n}") for n in range(40)]
    (tmp_path / "s.html").write_text(status_html(made, AS_OF, None), "utf-8")
    window = browser.new_page()
    window.goto((tmp_path / "s.html").as_uri())
    pages = words_in(window.pdf()).rstrip("\f").split("\f")
    assert len(pages) <= 5
    for each in pages:
        assert re.search(r"District and agency +State +Term +Next +Review due", each)


def test_a_narrow_terminal_has_the_names_on_lines_of_their_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run(folder, "--as-of", AS_OF).stdout.splitlines()
    assert lines[0].split() == ["State", "Term", "Next"]
    at = lines.index("Oak Hill School District")
    assert lines[at + 1] == "Oak Hill Police Department"
    assert lines[at + 2].index("2027-02-01") == lines[0].index("Term")
    assert max(map(len, lines[:-1])) <= 60


def test_an_agreement_that_ended_early_has_no_days_left(tmp_path: Path) -> None:
    ended = "  - {fact: terminated, day: 2026-12-01, by: School Board, notice: 2026-10-30}\n"
    for name, more in (("elm", ended), ("oak", "")):
        text = CITY.replace("Maple Grove", f"{name.title()} Creek") + signed("2026-06-10") + more
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    (found,) = [each for each in records(tmp_path) if each["state"] == "ended early"]
    assert (found["until"], found["days_left"]) == ("2027-06-30", None)
    text = run(tmp_path, "--as-of", "2027-05-20").stdout
    assert text.count("days left") == 1
    assert "2 agreements: 1 in effect, review due; 1 ended early." in text
