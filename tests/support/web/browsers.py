"""A workbench that listens, and real browsers that come in."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mou_builder.web.serving import serve
from tests.support.cli.console import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Served:
    """A workbench over a folder; ``entrance`` lets a browser in, whose windows end with it."""

    folder: Path
    entrance: str
    windows: list[BrowserContext] = field(default_factory=list)

    def at(self, path: str) -> str:
        """Return the address of a page."""
        return self.entrance.split("/in?")[0] + path


@contextmanager
def served(folder: Path, as_of: date) -> Iterator[Served]:
    """Serve a folder as long as the context lasts."""
    server = serve(folder, host="127.0.0.1", port=0, as_of=as_of)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    workbench = Served(folder, server.address)
    try:
        yield workbench
    finally:
        for each in workbench.windows:
            each.close()
        server.stop()
        thread.join(PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"], timeout=PATIENCE * 1000
        )
        try:
            yield browser
        finally:
            browser.close()


def come_in(
    browser: Browser,
    workbench: Served,
    *,
    width: int = 1280,
    script: bool = True,
) -> Page:
    """Open a window that has come in."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=script,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE * 1000)
    workbench.windows.append(context)
    page = context.new_page()
    page.goto(workbench.entrance)
    return page


LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    (1280, "light"), (1280, "dark"), (390, "dark"), (390, "light"),
)  # fmt: skip
"""The widths and themes in which pages are looked at."""


def barriers(page: Page) -> list[str]:
    """Return what axe finds on a page with all unfolded, and whether it is too wide, in all looks.

    Colors alone depend on the theme.
    """
    page.evaluate(_axe())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    said = []
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        wanted = {"type": "tag", "values": WCAG}
        if theme == "dark":
            wanted = {"type": "rule", "values": ["color-contrast"]}
        found = page.evaluate(_RUN_AXE, {"runOnly": wanted, "resultTypes": ["violations"]})
        said += [f"{width} {theme}: {each}" for each in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        said += [f"{width}: the page is {wide} wide"] if wide > width else []
    return said


_RUN_AXE = """async (options) => {
  const found = (await axe.run(document, options)).violations;
  return found.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(", ")}`);
}"""


@cache
def _axe() -> str:
    from axe_playwright_python.base import AXE_FILE_PATH

    return Path(AXE_FILE_PATH).read_text("utf-8")


def commands_told(page: Page) -> list[str]:
    """Return the commands and options that a page names, folded away or not.

    “mou serve” is for whoever started the workbench; a file that is shown may say what it will.
    """
    shown = "[...document.querySelectorAll('main')].map((each) => each.textContent).join(' ')"
    typed = "[...document.querySelectorAll('pre')].map((each) => each.textContent)"
    words = page.evaluate(shown)
    for each in page.evaluate(typed):
        words = words.replace(each, "")
    return re.findall(r"(?<!\w)--[a-z][a-z-]*|\bmou (?!serve\b)[a-z]+.{0,30}", words)


def keyboard_faults(page: Page) -> list[str]:
    """Return what Tab does not reach, where focus cannot be seen, and what keys do not work."""
    wanted = page.evaluate(_WATCH_FOCUS)
    for _ in range(0, wanted + 20, 20):
        for _ in range(20):
            page.keyboard.press("Tab")
        if not page.evaluate("missed().length"):
            break
    said = list(page.evaluate("[...missed().map((each) => `not reached: ${each}`), ...unseen]"))
    summary = page.locator("summary:visible").first
    if summary.count():
        is_open = "document.activeElement.parentElement.open"
        summary.focus()
        before = page.evaluate(is_open)
        for key in ("Enter", "Space"):
            page.keyboard.press(key)
            before = not before
            said += [f"{key} does not unfold"] if page.evaluate(is_open) is not before else []
    return said


_WATCH_FOCUS = """() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary");
  const wanted = [...all].filter((each) => each.checkVisibility() && !each.disabled);
  const reached = new Set(), unseen = window.unseen = [];
  const told = (each) => each.outerHTML.slice(0, 90);
  const alike = (each) => each.type === "radio" ? each.form?.elements[each.name] ?? each : each;
  document.addEventListener("focusin", ({ target }) => {
    reached.add(alike(target));
    const look = getComputedStyle(target);
    const shows = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
    if (!shows) unseen.push(`focus does not show: ${told(target)}`);
  });
  window.missed = () => wanted.filter((each) => !reached.has(alike(each))).map(told);
  const own = "[onclick], [role=button], [role=link], [tabindex='1']";
  for (const each of document.querySelectorAll(own)) unseen.push(`no control: ${told(each)}`);
  const dates = wanted.filter((each) => /^(date|time)/.test(each.type)).length;
  return wanted.length + 4 * dates;
}"""
