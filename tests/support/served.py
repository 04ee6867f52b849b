"""A workbench that listens, and real browsers that come in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mou_builder.web.serving import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Served:
    """A workbench over a folder; ``entrance`` lets a browser in."""

    folder: Path
    entrance: str

    def at(self, path: str) -> str:
        """Return the address of a page."""
        return self.entrance.split("/in?")[0] + path


@contextmanager
def served(folder: Path, as_of: date) -> Iterator[Served]:
    """Serve a folder as long as the context lasts."""
    server = serve(folder, host="127.0.0.1", port=0, as_of=as_of)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Served(folder, server.address)
    finally:
        server.stop()
        thread.join(10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
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
    page = context.new_page()
    page.goto(workbench.entrance)
    return page


def barriers(page: Page) -> list[str]:
    """Return what axe finds on a page, its colours in both themes, and whether it is too wide."""
    from axe_playwright_python.sync_playwright import Axe

    said = []
    both: dict[Literal["light", "dark"], dict[str, object]] = {
        "light": {"type": "tag", "values": WCAG},
        "dark": {"type": "rule", "values": ["color-contrast"]},
    }
    for scheme, only in both.items():
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": only}).response["violations"]
        said += [f"{scheme}: {each['id']}: {each['nodes'][0]['target']}" for each in found]
    window = page.viewport_size
    wide = page.evaluate("document.documentElement.scrollWidth")
    if window and wide > window["width"]:
        said.append(f"the page is {wide} wide")
    return said
