"""Every page of the workbench, in every state that a folder brings it to: everybody can use it.

Pages are found by following links, so that a page that is added is judged without being named here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from mou_builder.web.folder.config_folder import FileState
from mou_builder.web.folder.unsaved import Unsaved, UnsavedWork
from tests.support.served import Served, barriers, chromium, come_in, served
from tests.support.web import MAPLE, examples_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.crosscheck
DAY = date(2027, 5, 1)
RECORD = """\
record:
  - {fact: adopted, day: 2026-06-09, by: School Board, vote: 7 to 0}
  - {fact: signed, day: 2026-06-20, by: Dana Whitfield, for: district}
  - {fact: signed, day: 2026-06-21, by: Luis Ortega, for: agency}
  - {fact: public, day: 2026-07-01}
  - {fact: copy, day: 2026-07-01, file: signed/gone.pdf, digest: "sha256:0", words: equal}
"""
_ALIKE = 2
"""Pages of one kind that are looked at."""


def every_state(folder: Path) -> Path:
    """Fill a folder: signed and drafted, broken and unreadable, and two states of one config."""
    examples_in(folder)
    maple = (folder / MAPLE).read_text("utf-8")
    (folder / "signed.yaml").write_text(maple + RECORD, "utf-8")
    (folder / "broken.yaml").write_text("model: [\n", "utf-8")
    (folder / "faulty.yaml").write_text(maple.replace("75%", "many"), "utf-8")
    ours = maple.replace("Patrol Captain", "Patrol Lieutenant")
    work = UnsavedWork(ours, FileState.of(b"a state that is no more").digest)
    Unsaved(folder).keep(MAPLE, "", work)
    return folder


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.href)")
    return [each.partition("#")[0] for each in found]


def kind(address: str) -> str:
    """Return what pages of one kind have in common in their addresses."""
    parts = urlsplit(address)
    return "/".join(parts.path.split("/")[: 3 if "library" in parts.path else 2]) + (
        "?" if parts.query else ""
    )


def pages(page: Page, workbench: Served, *starts: str) -> Iterator[str]:
    """Open every page that links lead to, a few of each kind, and those of ``starts``."""
    host = workbench.at("/")
    waiting = [workbench.at(each) for each in ("/", *starts)]
    seen, alike = set[str](), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        is_file = urlsplit(address).path.endswith((".docx", ".pdf", ".xml", ".json", "/files"))
        if address in seen or not address.startswith(host) or is_file:
            continue
        if address.find("/executed-copy/") > 0 or alike[kind(address)] >= _ALIKE:
            continue
        seen.add(address)
        alike[kind(address)] += 1
        page.goto(address)
        yield address.removeprefix(host)
        waiting += links(page)


STARTS = (
    f"/conflict/{MAPLE}",
    "/draft/of/faulty.yaml",
    "/draft/of/broken.yaml",
    "/record/signed.yaml",
    "/record/signed.yaml?fact=signed",
    "/record/broken.yaml",
    "/compare?old=signed.yaml&new=faulty.yaml",
    f"/compare?old={MAPLE}&new=county-and-four-schools.yaml",
    "/nothing-is-here",
    "/works",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_barrier_on_any_page_in_either_theme(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    with served(every_state(tmp_path), DAY) as workbench:
        page = come_in(browser, workbench, width=width)
        seen = {each: barriers(page) for each in pages(page, workbench, *STARTS)}
    assert {each: found for each, found in seen.items() if found} == {}
    assert len(seen) > 20


@pytest.mark.parametrize("width", [390, 1280])
def test_an_empty_folder_leads_to_the_first_agreement(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    with served(tmp_path, DAY) as workbench:
        page = come_in(browser, workbench, width=width)
        seen = {each: barriers(page) for each in pages(page, workbench)}
        assert {each: found for each, found in seen.items() if found} == {}
        page.goto(workbench.at("/"))
        page.get_by_role("main").get_by_role("link", name="Begin one").click()
        assert urlsplit(page.url).path == "/draft/"


NOTHING_SHOWS_FOCUS = """
() => {
  const it = document.activeElement, look = getComputedStyle(it);
  return look.outlineStyle === "none" || parseFloat(look.outlineWidth) === 0;
}
"""
WHERE = "() => { const e = document.activeElement; return e.outerHTML.slice(0, 120); }"


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    with served(every_state(tmp_path), DAY) as workbench:
        page = come_in(browser, workbench)
        for path in ("/", "/record/signed.yaml", f"/conflict/{MAPLE}", "/library", "/compare"):
            page.goto(workbench.at(path))
            wanted = page.evaluate(
                "[...document.querySelectorAll('a, button, input, select, textarea, summary')]"
                ".filter((e) => e.checkVisibility() && e.type !== 'hidden' && !e.disabled"
                " && e.type !== 'radio').map((e, at) => (e.dataset.at = String(at))).length"
            )
            reached = set[str]()
            for _ in range(wanted * 3 + 50):
                page.keyboard.press("Tab")
                at = page.evaluate("document.activeElement.dataset.at ?? ''")
                if at:
                    assert not page.evaluate(NOTHING_SHOWS_FOCUS), page.evaluate(WHERE)
                    reached.add(at)
                if len(reached) == wanted:
                    break
            assert len(reached) == wanted, path


def test_a_clerk_records_an_agreement_with_the_keyboard_and_without_script(
    browser: Browser, tmp_path: Path
) -> None:
    examples_in(tmp_path, MAPLE)
    with served(tmp_path, DAY) as workbench:
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
    with served(tmp_path, DAY) as workbench:
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
        page.get_by_role("button", name="Save it put together").click()
        page.get_by_role("heading", name="History").wait_for()
    merged = config.read_text("utf-8")
    assert "2028-06-30" in merged
    assert "Patrol Lieutenant" in merged
