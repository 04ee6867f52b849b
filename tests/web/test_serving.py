"""The server listens at once, and whoever comes before the pages are loaded waits for them."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

from tests.support.served import served
from tests.support.web import MAPLE, TODAY, examples_in

_SLOW = ("typst", "pyhanko", "pikepdf", "docxtpl", "lxml", "flask")


def test_it_listens_before_anything_slow_is_loaded() -> None:
    script = "import sys, mou_builder.web.serving; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    loaded = {each.split(".")[0] for each in done.stdout.decode("ascii").split()}
    assert "waitress" in loaded
    assert loaded.isdisjoint(_SLOW)


def test_the_first_page_is_answered_as_soon_as_it_is_loaded(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), TODAY) as server:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert "Maple Grove School District" in browser.open(server.entrance).read().decode()
