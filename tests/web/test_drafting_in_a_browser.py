"""A counsel writes an agreement in a real browser, from an empty folder to the papers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from mou_builder.check.checking import check
from mou_builder.yamltext import source as yaml_source
from tests.support.assembling import library
from tests.support.served import Served, barriers, chromium, come_in, served
from tests.support.web import MAPLE, examples_in

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.crosscheck
DAY = date(2026, 9, 1)
NUMBERED = """
const all = [...document.querySelectorAll("main :is(input, select, textarea, button, summary, a)")];
const reachable = all.filter((e) => e.checkVisibility() && !e.disabled && e.type !== "radio");
return reachable.map((e, at) => (e.dataset.at = String(at)));
"""


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[id="f-{name}"]')


def fill(page: Page, name: str, value: str) -> None:
    """Fill in a field, opening what it is folded into as a person does."""
    for summary in page.locator(f'details:not([open]):has([id="f-{name}"]) > summary').all():
        summary.click()
    field(page, name).fill(value)


def choose(page: Page, clause: str, wording: str) -> None:
    """Choose a text for a clause, by the button where there is no script."""
    section = page.locator(f'[id="f-clauses.{clause}"]')
    radio = section.locator(f'input[type=radio][value="{wording}"]')
    for summary in section.locator(f'details:not([open]):has([value="{wording}"]) > summary').all():
        summary.click()
    is_live = page.locator("body.live").count() > 0
    with page.expect_navigation():
        radio.click()
        if not is_live:
            section.get_by_role("button", name="Take the text that is chosen").click()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def written(page: Page, workbench: Served) -> None:
    """Write an agreement from nothing, as counsel would."""
    page.goto(workbench.at("/draft/"))
    page.get_by_label("Name of its file").fill("elm-creek")
    page.locator("#state").select_option("Wisconsin")
    press(page, "Begin")
    fill(page, "parties.district.name", "Elm Creek School District")
    fill(page, "parties.district.schools.0", "Elm Creek High School")
    fill(page, "parties.district.signatory.name", "Ruth Lee")
    fill(page, "parties.district.signatory.title", "Superintendent")
    fill(page, "parties.agency.name", "Elm Creek Police Department")
    fill(page, "parties.agency.signatory.title", "Chief of Police")
    fill(page, "term.until", "2027-06-30")
    choose(page, "training", "variant:topics")
    page.get_by_label("de-escalation techniques").check()
    page.get_by_label("suicide prevention").check()
    choose(page, "funding", "variant:shared-cost")
    fill(page, "clauses.funding.officers", "1")
    fill(page, "clauses.funding.district_share", "75%")
    choose(page, "employment", "variant:chief-after-consultation")
    choose(page, "equipment-and-training-costs", "variant:item-by-item")
    choose(page, "chain-of-command", "variant:agency")
    fill(page, "clauses.chain-of-command.supervisor", "Patrol Captain")
    choose(page, "duty-stations", "variant:one-school")
    fill(page, "clauses.duty-stations.school", "Elm Creek High School")
    fill(page, "clauses.duty-stations.starts", "7:30")
    fill(page, "clauses.duty-stations.ends", "15:30")
    press(page, "Save")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_agreement_is_written_from_an_empty_folder_to_the_papers(
    tmp_path: Path, script: bool
) -> None:
    with served(tmp_path, DAY) as workbench, chromium() as browser:
        page = come_in(browser, workbench, script=script)
        written(page, workbench)
        page.get_by_text("Saved. The file has what you see here.").wait_for()
        text = (tmp_path / "elm-creek.yaml").read_bytes()
        found = check(yaml_source.parse(text, "elm-creek.yaml"), library())
        assert found.errors == ()
        assert b"# " in text  # the guidance of the empty agreement is still there
        assert "Ready to sign" in page.locator("#status").inner_text()
        with page.expect_download() as download:
            page.get_by_role("button", name="Both").click()
        with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
            assert sorted(archive.namelist()) == ["elm-creek.docx", "elm-creek.pdf"]
            pdf = pypdfium2.PdfDocument(archive.read("elm-creek.pdf"))
        words = " ".join(each.get_textpage().get_text_range() for each in pdf)
        printed = re.sub(r"\s+", " ", words)
        assert "between Elm Creek School District and Elm Creek Police Department" in printed
        assert "75 percent (75%)" in printed


def test_the_agreement_follows_what_is_typed_and_the_caret_stays(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench, chromium() as browser:
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


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_finding_is_seen_at_its_field_and_accepted_there(tmp_path: Path, script: bool) -> None:
    config = examples_in(tmp_path, MAPLE) / MAPLE
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("until: 2027-06-30", "until: 2027-02-28"), encoding="utf-8")
    with served(tmp_path, DAY) as workbench, chromium() as browser:
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


def test_a_word_leads_to_its_field_and_the_field_shows_its_words(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench, chromium() as browser:
        for script in (True, False):
            page = come_in(browser, workbench, script=script)
            page.goto(workbench.at(f"/draft/of/{MAPLE}"))
            page.locator("#preview a.filled", has_text="Patrol Captain").first.click()
            name = "clauses.chain-of-command.supervisor"
            if script:
                assert page.evaluate("document.activeElement.id") == f"f-{name}"
                assert page.locator("#preview a.here").first.inner_text() == "Patrol Captain"
            else:
                assert page.url.endswith(f"#f-{name}")
                page.locator(f'a[href="#w-{name}"]').click()
                assert page.url.endswith(f"#w-{name}")


def test_a_row_more_appears_as_the_last_one_is_filled_in(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench, chromium() as browser:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        field(page, "parties.district.schools.1").fill("Oak School")
        field(page, "parties.district.schools.2").fill("Ash School")
        page.get_by_text("Not saved").first.wait_for()
        press(page, "Save")
        text = (tmp_path / MAPLE).read_text(encoding="utf-8")
        assert "schools: [Maple Grove High School, Oak School, Ash School]" in text


@pytest.mark.parametrize("width", [390, 1280])
def test_no_state_of_the_page_has_a_barrier(tmp_path: Path, width: int) -> None:
    examples_in(tmp_path)
    (tmp_path / "empty.yaml").write_text(
        "model: wisconsin-sro\nrequirements: [wisconsin]\nparties:\nterm: {until: soon}\n"
        "signed: 2026-13-01\nclauses: {custody: {omit: {because: }}, own: {title: Own, text: X}}\n",
        "utf-8",
    )
    (tmp_path / "broken.yaml").write_text("model: wisconsin-sro\nparties: [\n", "utf-8")
    with served(tmp_path, DAY) as workbench, chromium() as browser:
        page = come_in(browser, workbench, width=width)
        for name in ("", f"of/{MAPLE}", "of/county-and-four-schools.yaml", "of/empty.yaml",
                     "of/broken.yaml", f"file/{MAPLE}"):  # fmt: skip
            page.goto(workbench.at(f"/draft/{name}"))
            page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            assert barriers(page) == [], name


def test_everything_is_reached_by_the_keyboard_alone(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), DAY) as workbench, chromium() as browser:
        page = come_in(browser, workbench)
        page.goto(workbench.at(f"/draft/of/{MAPLE}"))
        wanted = set(page.evaluate(f"() => {{ {NUMBERED} }}"))
        reached: set[str] = set()
        for _ in range(3 * len(wanted)):
            page.keyboard.press("Tab")
            at = page.evaluate("document.activeElement.dataset.at || ''")
            if at in reached and reached >= wanted:
                break
            reached.add(at)
        assert wanted - reached == set()
