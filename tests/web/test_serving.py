"""The server listens at once, and whoever comes before the pages are loaded waits for them."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mou_builder.cli.program import program
from mou_builder.web import serving
from tests.support.web.browsers import served
from tests.support.web.workbench import MAPLE, TODAY, examples_in

_SLOW = ("typst", "pyhanko", "pikepdf", "docxtpl", "lxml", "flask")


def test_it_listens_before_anything_slow_is_loaded() -> None:
    script = "import sys, mou_builder.web.serving; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    loaded = {each.split(".")[0] for each in done.stdout.decode("ascii").split()}
    assert "waitress" in loaded
    assert loaded.isdisjoint(_SLOW)


def test_the_first_page_loads_nothing_that_only_others_need(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom tests.support.web.workbench import *\n"
        "app = app_over(Path(sys.argv[1]))\n"
        "assert 'Maple Grove' in inside(app).get('/').text\nprint(*sys.modules)"
    )
    call = [sys.executable, "-c", script, str(examples_in(tmp_path, MAPLE))]
    done = subprocess.run(call, capture_output=True, check=True)
    loaded = {each.split(".")[0] for each in done.stdout.decode("ascii").split()}
    assert "flask" in loaded
    assert loaded.isdisjoint(set(_SLOW) - {"flask"})


def test_the_first_page_is_answered_as_soon_as_it_is_loaded(tmp_path: Path) -> None:
    with served(examples_in(tmp_path, MAPLE), TODAY) as server:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert "Maple Grove School District" in browser.open(server.entrance).read().decode()


def test_stopping_it_while_the_browser_opens_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_address: str) -> None:
        raise KeyboardInterrupt

    server = serving.Server("http://127.0.0.1/", tmp_path, 0, lambda: None, lambda: None)
    monkeypatch.setattr(serving, "serve", lambda _folder, **_wishes: server)
    monkeypatch.setattr(click, "launch", stopped)
    done = CliRunner().invoke(program, ["serve", str(tmp_path)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Ctrl-C stops it." in done.stdout
