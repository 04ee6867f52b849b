"""Everybody can use every page of the workbench, in every state, by eye, by ear or by keyboard.

The pages are those of the application's own routes: one that is added fails until its states are
named in tests/support/web/page_states.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mou_builder.web.addresses import PAGES
from tests.support.cli.console import PATIENCE
from tests.support.web.browsers import LOOKS, barriers, commands_told, keyboard_faults
from tests.support.web.page_states import FILES, STATES, Site, sites
from tests.support.web.workbench import app_over

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass
class Seen:
    """What was found on the pages of one kind, by state.

    Barriers, faults of the keyboard, and commands that a page tells people to type.
    """

    barriers: dict[str, list[str]] = field(default_factory=dict)
    keyboard: dict[str, list[str]] = field(default_factory=dict)
    commands: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def windows(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Site]]:
    def window() -> Page:
        context = browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(PATIENCE * 1000)
        return context.new_page()

    with sites(window, tmp_path_factory.mktemp("sites")) as found:
        yield found


@pytest.fixture(scope="module", params=[each.name for each in PAGES])
def seen(windows: dict[str, Site], request: pytest.FixtureRequest) -> Seen:
    """Open each page of a kind once, in each of its states."""
    found = Seen()
    for view, states in STATES.items():
        if view.split(".")[0] != request.param:
            continue
        for state in states:
            on, said = windows[state.site], f"{view}: {state.what}"
            on.page.set_viewport_size({"width": 1280, "height": 900})
            state.go(on)
            found.commands[said] = commands_told(on.page)
            found.keyboard[said] = keyboard_faults(on.page)
            found.barriers[said] = barriers(on.page)
    return found


@pytest.mark.crosscheck
def test_axe_finds_no_barrier_on_phone_or_screen_in_either_theme(seen: Seen) -> None:
    assert seen.barriers
    assert {each: found for each, found in seen.barriers.items() if found} == {}


@pytest.mark.crosscheck
def test_the_keyboard_alone_reaches_and_works_everything_and_shows_where_it_is(seen: Seen) -> None:
    assert seen.keyboard
    assert {each: found for each, found in seen.keyboard.items() if found} == {}


@pytest.mark.crosscheck
def test_no_page_tells_people_to_type_a_command(seen: Seen) -> None:
    assert seen.commands
    assert {each: found for each, found in seen.commands.items() if found} == {}


def test_the_states_of_every_page_are_known(tmp_path: Path) -> None:
    rules = app_over(tmp_path).url_map.iter_rules()
    views = {each.endpoint for each in rules if "GET" in (each.methods or ())}
    assert views == {*STATES, *FILES}
    assert len(LOOKS) == 4
