"""What the pages of the workbench cost: when it answers, first paint, bytes, requests.

Measured in Debian's Chromium, over the packaged examples, and the overview over 400 agreements.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.serving import READY, Served, served
from bench.timing import Row
from bench.typing_to_text import PAINTED
from mou_builder.disk.packaged import packaged

if TYPE_CHECKING:
    from playwright.sync_api import Page

_MAPLE = "city-and-one-school.yaml"
_MANY = 400
_PAGES = {
    "Agreements": "/",
    "Draft": f"/draft/of/{_MAPLE}",
    "Compare": f"/compare/states/{_MAPLE}",
    "Negotiate": f"/negotiate/of/{_MAPLE}",
    "Renew": f"/renew/{_MAPLE}",
    "Record": f"/record/{_MAPLE}",
    "History": f"/history/{_MAPLE}",
    "Library": "/library",
}
_BYTES = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""
_REQUESTS = "1 + performance.getEntriesByType('resource').length"


def measure() -> Iterator[Row]:
    """Milliseconds until the server is ready and until each page is painted."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        examples = sorted(packaged("configs").glob("*.yaml"))
        for each in examples:
            Path(folder, each.name).write_bytes(each.read_bytes())
        with served(folder) as server:
            yield server.listens
            yield _first_page(server)
        with served(folder) as server:
            entrance = server.entrance
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(entrance)
            for title, path in _PAGES.items():
                yield _cost(page, title, entrance.split("/in?")[0] + path)
            for number in range(_MANY - len(examples)):
                example = examples[number % len(examples)]
                Path(folder, f"a{number:03}.yaml").write_bytes(example.read_bytes())
            address = entrance.split("/in?")[0] + "/"
            yield _cost(page, f"Agreements, {_MANY}, for the first time", address, warm=False)
            yield _cost(page, f"Agreements, {_MANY}, again", address)
            browser.close()


def _cost(page: Page, title: str, address: str, *, warm: bool = True) -> Row:
    if warm:
        page.goto(address)
    page.goto(address)
    painted = page.evaluate(PAINTED)
    kilobytes, requests = page.evaluate(_BYTES) / 1000, page.evaluate(_REQUESTS)
    note = f"{kilobytes:.0f} kB in {requests} requests"
    return Row(f"{title}: first paint", painted, "ms", None, note)


def _first_page(server: Served) -> Row:
    """Come in as a browser does; the time that the server's process has worked until then."""
    parts = urlsplit(server.entrance)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    cookie = str(connection.getresponse().headers["Set-Cookie"]).partition(";")[0]
    connection.close()
    connection.request("GET", "/", headers={"Cookie": cookie})
    first = connection.getresponse().read(1)
    assert first
    worked, waited = server.worked(), server.waited()
    connection.close()
    return Row("serve: worked until the first page", worked, "ms", READY, f"after {waited:.0f} ms")
