"""What one types in a real browser is seen in the agreement, saved, and not lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.web.browsers import come_in, served
from tests.support.web.workbench import MAPLE, examples_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.crosscheck
DAY = date(2026, 9, 1)


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[id="f-{name}"]')


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.press("Enter")  # wherever it moves


def test_the_agreement_follows_what_is_typed_and_the_caret_stays(
    browser: Browser, tmp_path: Path
) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        field(page, "clauses.funding.district_share").fill("60")
        page.locator("#preview ins", has_text="60 percent (60%)").wait_for()
        page.keyboard.type("0")
        page.locator("#e-clauses\\.funding\\.district_share .finding").wait_for()
        assert field(page, "clauses.funding.district_share").get_attribute("aria-invalid") == "true"
        page.get_by_text("1 to do").first.wait_for()
        page.locator("#announced", has_text="to do").wait_for()
        page.keyboard.press("Backspace")
        page.locator("#e-clauses\\.funding\\.district_share .finding").wait_for(state="detached")
        assert page.evaluate("document.activeElement.id") == "f-clauses.funding.district_share"
        before = (tmp_path / MAPLE).read_text(encoding="utf-8")
        assert "75%" in before
        page.reload()
        assert field(page, "clauses.funding.district_share").input_value() == "60"


def test_where_the_workbench_does_not_answer_it_is_asked_again(
    browser: Browser, tmp_path: Path
) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench:
        page = come_in(browser, workbench)
        page.clock.install()
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        page.route("**/draft/live/*", lambda route: route.abort(), times=1)
        field(page, "clauses.funding.district_share").fill("60")
        page.locator("#announced", has_text="does not answer").wait_for()
        page.clock.fast_forward(11_000)
        page.locator("#preview ins", has_text="60 percent (60%)").wait_for()


def test_the_focus_goes_on_at_what_was_added(browser: Browser, tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        page.locator("summary", has_text="Add a clause of your own").click()
        page.locator('[id="new-clause.title"]').fill("Parking")
        page.locator('[id="new-clause.text"]').fill("The officer may park at the door.")
        press(page, "Add the clause")
        page.wait_for_function("document.activeElement.parentElement.id === 'f-clauses.parking'")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_finding_is_seen_at_its_field_and_accepted_there(
    browser: Browser, tmp_path: Path, script: bool
) -> None:
    config = examples_in(tmp_path, MAPLE) / MAPLE
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("until: 2027-06-30", "until: 2027-02-28"), encoding="utf-8")
    with served(tmp_path, DAY) as workbench:
        page = come_in(browser, workbench, script=script)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        found = page.locator('[id="e-term.until"] .finding')
        box = found.bounding_box()
        assert box is not None
        assert box["width"] > 100
        found.get_by_text("Accept it with a reason").click()
        found.get_by_role("textbox").fill("The grant ends then.")
        with page.expect_navigation():
            found.get_by_role("button", name="Accept it").click()
        page.locator('[id="e-term.until"]').get_by_text("Accepted: the term ends").wait_for()
        press(page, "Save")
        assert "because: The grant ends then." in config.read_text(encoding="utf-8")


def test_what_is_unfolded_at_a_finding_stays_so_while_one_types_elsewhere(
    browser: Browser, tmp_path: Path
) -> None:
    config = examples_in(tmp_path, MAPLE) / MAPLE
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("until: 2027-06-30", "until: 2027-02-28"), encoding="utf-8")
    with served(tmp_path, DAY) as workbench:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        found = page.locator('[id="e-term.until"] .finding')
        found.get_by_text("Accept it with a reason").click()
        for share in ("60", "61"):
            field(page, "clauses.funding.district_share").fill(share)
            page.locator("#preview ins", has_text=f"({share}%)").wait_for()
            assert found.get_by_role("button", name="Accept it").is_visible()
        field(page, "term.until").fill("2027-02-27")
        found.get_by_text("February 27, 2027").first.wait_for()
        assert found.get_by_role("button", name="Accept it").is_visible()


def test_a_word_leads_to_its_field_and_the_field_shows_its_words(
    browser: Browser, tmp_path: Path
) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench:
        for script in (True, False):
            page = come_in(browser, workbench, script=script)
            page.goto(workbench.at(f"/draft/of/{MAPLE}"))
            page.locator("#preview a.filled", has_text="Patrol Captain").first.click()
            name = "clauses.chain-of-command.supervisor"
            if script:
                assert page.evaluate("document.activeElement.id") == f"f-{name}"
                assert page.locator("#preview a.here").first.inner_text() == "Patrol Captain"
            else:
                page.wait_for_url(f"**#f-{name}")
                page.locator(f'a[href="#w-{name}"]').click()
                page.wait_for_url(f"**#w-{name}")


def test_a_row_more_appears_as_the_last_one_is_filled_in(browser: Browser, tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        field(page, "parties.district.schools.1").fill("Oak School")
        field(page, "parties.district.schools.2").fill("Ash School")
        page.get_by_text("Not saved").first.wait_for()
        press(page, "Save")
        text = (tmp_path / MAPLE).read_text(encoding="utf-8")
        assert "schools: [Maple Grove High School, Oak School, Ash School]" in text


def test_a_clerk_records_an_agreement_with_the_keyboard_and_without_script(
    browser: Browser, tmp_path: Path
) -> None:
    examples_in(tmp_path, MAPLE)
    with served(tmp_path, date(2027, 5, 1)) as workbench:
        page = come_in(browser, workbench, script=False)
        page.get_by_role("link", name="Record adoption and signatures").first.press("Enter")
        page.get_by_role("link", name="A governing body adopted it").press("Enter")
        page.get_by_label("Day", exact=True).fill("2026-06-09")
        page.get_by_label("By whom").fill("School Board")
        page.get_by_label("Vote").fill("7 to 0")
        page.get_by_role("button", name="Record it").press("Enter")
        page.get_by_text(
            "Recorded: Adopted by School Board on June 9, 2026, vote 7 to 0."
        ).wait_for()
    assert "fact: adopted" in (tmp_path / MAPLE).read_text("utf-8")


def test_two_windows_on_one_agreement_lose_nothing_of_either(
    browser: Browser, tmp_path: Path
) -> None:
    examples_in(tmp_path, MAPLE)
    with served(tmp_path, date(2027, 5, 1)) as workbench:
        page = come_in(browser, workbench, script=False)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        for summary in page.locator('details:not([open]):has([name="term.until"]) > summary').all():
            summary.click()
        page.locator('[name="term.until"]').fill("2028-06-30")
        config = tmp_path / MAPLE
        text = config.read_text("utf-8")
        config.write_text(text.replace("Patrol Captain", "Patrol Lieutenant"), "utf-8")
        page.get_by_role("button", name="Save", exact=True).first.click()
        page.get_by_role("heading", name="Two states of").wait_for()
        page.get_by_role("button", name="Save what is chosen").click()
        page.get_by_role("heading", name="History").wait_for()
    merged = config.read_text("utf-8")
    assert "2028-06-30" in merged
    assert "Patrol Lieutenant" in merged


def test_two_windows_and_an_editor_on_one_file_are_told_of_each_other(
    browser: Browser, tmp_path: Path
) -> None:
    config = examples_in(tmp_path, MAPLE) / MAPLE
    share, officers = "clauses.funding.district_share", "clauses.funding.officers"
    with served(tmp_path, DAY) as workbench:
        first, second = come_in(browser, workbench), come_in(browser, workbench)
        for page in (first, second):
            page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        field(first, share).fill("60")
        first.locator("#preview ins", has_text="60 percent (60%)").wait_for()
        field(second, officers).fill("3")
        second.locator("#elsewhere", has_text="open in another window, too").wait_for()
        field(first, share).fill("61")
        first.locator("#elsewhere", has_text="kept only when you save").wait_for()
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("until: 2027-06-30", "until: 2028-06-30"), encoding="utf-8")
        press(first, "Save")
        first.get_by_role("heading", name="Two states of").wait_for()
        both = first.locator("main").inner_text()
        assert "61" in both
        assert "2028" in both
        press(first, "Save what is chosen")
        merged = config.read_text(encoding="utf-8")
        assert "2028-06-30" in merged
        assert "61" in merged
        press(second, "Save")
        second.get_by_role("heading", name="Two states of").wait_for()
        assert "three (3)" in second.locator("main").inner_text()
