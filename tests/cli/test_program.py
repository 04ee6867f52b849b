"""The group of commands: what is loaded when one is called."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from mou_builder.cli.program import program
from tests.support.console import CONSOLE


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collecting")
def test_garbage_is_collected_again_once_a_command_is_loaded() -> None:
    gc.disable()  # as `main` does
    program.get_command(click.Context(program), "check")
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


@pytest.mark.parametrize(("threads", "said"), [(0, "last"), (1, "last taken apart")])
def test_the_program_ends_without_being_taken_apart(threads: int, said: str) -> None:
    """What others have left to do at the end is done; a thread that still runs is waited for."""
    start = (
        "import atexit, os, sys, threading\n"
        "class Kept:\n"
        "    def __del__(self, say=os.write): say(1, b'taken apart')\n"
        "kept = Kept()\n"
        "atexit.register(lambda: print('last', end=' '))\n"
        "wait = threading.main_thread().join\n"
        f"for _ in range({threads}): threading.Thread(target=wait).start()\n"
        "sys.argv = ['mou', 'no-such-command']\n"
        "from mou_builder.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, encoding=CONSOLE, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (2, said)
