"""The group of commands: what is loaded when one is called."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from mou_builder.cli.program import COMMANDS, program
from tests.support.cli.console import CONSOLE


@pytest.fixture
def collecting() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_garbage_is_collected_again_once_a_command_is_loaded() -> None:
    gc.disable()  # as `main` does
    gc.set_threshold(700)
    program.get_command(click.Context(program), "check")
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] > 700  # fewer looks at what a batch needs all the time


def test_the_program_ends_without_being_taken_apart() -> None:
    """A thread that still runs is waited for, and what others do at the end is done."""
    start = (
        "import atexit, os, sys, threading\n"
        "import mou_builder.cli, mou_builder.cli.program\n"
        "class Kept:\n"
        "    def __del__(self, say=os.write): say(1, b'taken apart')\n"
        "kept = Kept()\n"
        "def goes_on():\n"
        "    threading.main_thread().join()\n"
        "    print('thread', end=' ')\n"
        "def command():\n"
        "    atexit.register(lambda: print('last'))\n"
        "    threading.Thread(target=goes_on).start()\n"
        "    sys.exit(2)\n"
        "mou_builder.cli.program.program = command\n"
        "mou_builder.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, encoding=CONSOLE, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (2, "thread last")


def _commands() -> Iterator[click.Command]:
    for name in COMMANDS:
        found = program.get_command(click.Context(program), name)
        assert found
        yield from (found.commands.values() if isinstance(found, click.Group) else [found])


@pytest.mark.usefixtures("collecting")
def test_an_empty_name_is_never_the_current_folder() -> None:
    paths = [
        each
        for command in _commands()
        for each in command.params
        if isinstance(each.type, click.Path)
    ]
    assert len(paths) > 50
    for each in paths:
        with pytest.raises(click.BadParameter, match=r"the name is empty; write “\.” for"):
            each.type.convert("", each, None)
