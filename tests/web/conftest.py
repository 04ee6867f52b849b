"""What the tests of the workbench share: one over a folder with one agreement, and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mou_builder.web.workbench import Workbench
from tests.support.web.browsers import chromium
from tests.support.web.workbench import MAPLE, app_over, examples_in, inside

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return app_over(examples_in(tmp_path, MAPLE))


@pytest.fixture
def bench(app: Flask) -> Workbench:
    found: Workbench = app.extensions["workbench"]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return inside(app)


@pytest.fixture(scope="package")  # beside its loop of events nothing can be signed
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found
