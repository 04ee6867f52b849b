"""Moments are told by the clock of the computer that the workbench runs on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mou_builder.web.local_time import moment_in_words


@pytest.fixture(autouse=True)
def _in_wisconsin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "CST6CDT,M3.2.0,M11.1.0")
        time.tzset()
        yield
    time.tzset()


def test_a_moment_is_told_in_local_time_which_is_named() -> None:
    winter = datetime(2026, 11, 28, 5, 59, tzinfo=UTC)
    assert moment_in_words(winter) == "November 27, 2026, 11:59 p.m. (CST)"
    summer = datetime(2026, 7, 1, 17, 0, tzinfo=UTC)
    assert moment_in_words(summer) == "July 1, 2026, noon (CDT)"
