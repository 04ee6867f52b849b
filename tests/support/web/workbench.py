"""A workbench over a small folder, and browsers of people who have come in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.test import TestResponse

from mou_builder.disk.opening import open_library
from mou_builder.disk.packaged import packaged
from mou_builder.web.application import application
from mou_builder.web.folder.config_folder import ConfigFolder
from mou_builder.web.folder.unsaved import Unsaved
from mou_builder.web.letterhead import Letterhead
from mou_builder.web.safety.access import Access, Role, User
from mou_builder.web.safety.passwords import PasswordDigest
from mou_builder.web.workbench import Workbench
from tests.support.agreement.assembling import library

HOST = "localhost:8765"
TOKEN = "the-token-of-the-first-address"
TODAY = date(2027, 3, 1)
MAPLE = "city-and-one-school.yaml"
NOBODYS = PasswordDigest(b"0" * 16, b"0" * 64)


def examples_in(folder: Path, *names: str) -> Path:
    """Put examples into a folder; all of them if none is named."""
    for example in packaged("configs").glob("*.yaml"):
        if not names or example.name in names:
            (folder / example.name).write_bytes(example.read_bytes())
    return folder


def app_over(
    folder: Path,
    access: Access | None = None,
    old_library: Path | None = None,
    letterhead: Letterhead | None = None,
) -> Flask:
    """Return the workbench over a folder, as on one's own machine if nothing else is said."""
    own = Access(frozenset({HOST}), token=TOKEN)
    known = ConfigFolder(folder)
    before = open_library((old_library,)) if old_library else None
    looks = letterhead or Letterhead()
    bench = Workbench(known, Unsaved(known.root), library(), before, TODAY, letterhead=looks)
    app = application(bench, access or own)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


class _CompiledPages(BytecodeCache):
    """The templates of the pages, compiled once for all the workbenches of a run."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledPages()


class _Browser(FlaskClient):
    """Opens addresses of the server by its own name."""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        return super().open(*args, **{"base_url": f"http://{HOST}", **more})


def browser(app: Flask) -> FlaskClient:
    """Return a browser that has not come in."""
    app.test_client_class = _Browser
    return app.test_client()


def inside(app: Flask) -> FlaskClient:
    """Return a browser that came in by the first address."""
    client = browser(app)
    assert client.get(f"/in?token={TOKEN}").status_code == 303
    return client


def as_role(app: Flask, role: Role) -> FlaskClient:
    """Return a browser of a person with a role."""
    client = browser(app)
    name = app.extensions["guard"].sessions.begin(User(role.name.lower(), role, NOBODYS))
    client.set_cookie("mou", name, domain="localhost")
    return client


NO_PAGE = "/no-such-page"
"""What is said there has the secret of the session too, and is said before any file is judged."""


def csrf_of(client: FlaskClient, page: str = NO_PAGE) -> str:
    """Return the secret in the forms of a page, which is that of all forms of a session."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found, f"{page} has no form"
    return found[1]


def sent(client: FlaskClient, address: str, page: str = NO_PAGE, **fields: object) -> TestResponse:
    """Send a form as the browser does that shows ``page``."""
    return client.post(
        address,
        data={"csrf": csrf_of(client, page), **fields},
        headers={"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"},
    )
