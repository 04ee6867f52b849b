"""How long it takes from a keystroke in the workbench to the words in the agreement beside it.

Measured in Debian's Chromium, on the page Draft of the longest example: from the event of the
keystroke to the second frame after the agreement was put into the page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import subjects
from bench.serving import served
from bench.timing import Row

_LETTERS = 60
_PAUSE = 300
"""Milliseconds between two letters, so that each has an answer of its own."""
_QUICK = 60
_AIM = 150
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const [first] = list.getEntriesByName("first-contentful-paint");
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
"""Milliseconds to the first paint; it waits for that without a script of its own in the page."""
_WATCH = """() => {
  let at = 0;
  window.taken = [];
  const typed = () => { at = performance.now(); };
  document.getElementById("form").addEventListener("input", typed, true);
  document.getElementById("preview").addEventListener("shown", () => {
    const since = at;
    const note = () => window.taken.push(performance.now() - since);
    requestAnimationFrame(() => requestAnimationFrame(note));
  });
}"""


def measure() -> Iterator[Row]:
    """Milliseconds from the keystroke to the text: typed slowly and quickly."""
    from playwright.sync_api import sync_playwright

    config = subjects.example()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        Path(folder, config.name).write_text(config.text, "utf-8")
        with served(folder) as server:
            entrance = server.entrance
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(entrance)
            address = f"{entrance.split('/in?')[0]}/draft/of/{config.name}"
            page.goto(address)  # once to warm up
            page.goto(address)
            yield Row("Draft: first paint", page.evaluate(PAINTED), "ms")
            sizes = "[...performance.getEntriesByType('navigation')].map(e => e.encodedBodySize)[0]"
            yield Row("Draft: bytes of the page", page.evaluate(sizes) / 1000, "kB")
            page.evaluate(_WATCH)
            page.locator('[id="f-parties.district.name"]').focus()
            page.keyboard.press("End")
            for letter in "x" * _LETTERS:
                page.keyboard.type(letter)
                page.wait_for_timeout(_PAUSE)
            taken = sorted(page.evaluate("window.taken"))
            yield Row("keystroke to text, median", taken[len(taken) // 2], "ms")
            late = taken[int(len(taken) * 0.95)]
            yield Row("keystroke to text, 95 of 100", late, "ms", _AIM, f"{len(taken)} answers")
            page.evaluate("window.taken = []")
            page.keyboard.type("the quick brown fox jumps over the lazy dog", delay=_QUICK)
            page.wait_for_timeout(1000)
            quick = sorted(page.evaluate("window.taken"))
            note = f"{len(quick)} answers to 43 letters in {_QUICK} ms each"
            yield Row("quick typing, median", quick[len(quick) // 2], "ms", None, note)
            browser.close()
